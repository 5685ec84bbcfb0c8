from __future__ import annotations

from pathlib import Path

from coach.paths import find_paths


def test_coach_home_holds_everything(tmp_path: Path) -> None:
    paths = find_paths({"COACH_HOME": str(tmp_path / "home")})
    home = tmp_path / "home"
    assert paths.config_file == home / "config" / "config.toml"
    assert paths.own_drills == home / "data" / "drills"
    assert paths.journal == home / "data" / "journal"
    assert paths.cache == home / "cache"
    assert paths.crash_log == home / "state" / "crash.log"
    assert paths.locks == home / "state" / "locks"
    assert paths.device_file == home / "state" / "device.json"


def test_looking_for_the_folders_makes_none(tmp_path: Path) -> None:
    find_paths({"COACH_HOME": str(tmp_path / "home")})
    assert list(tmp_path.iterdir()) == []


def test_a_relative_coach_home_is_the_same_after_a_change_of_folder() -> None:
    assert find_paths({"COACH_HOME": "here"}).data == Path.cwd() / "here" / "data"


def test_a_tilde_in_coach_home_is_the_home_folder() -> None:
    assert find_paths({"COACH_HOME": "~/coach"}).cache == Path.home() / "coach" / "cache"


def test_an_empty_coach_home_is_none() -> None:
    assert find_paths({"COACH_HOME": ""}) == find_paths({})


def test_the_systems_folders_bear_the_programs_name() -> None:
    paths = find_paths({})
    for folder in (paths.config, paths.data, paths.cache, paths.state):
        assert folder.is_absolute()
        assert "drill-coach" in folder.parts
