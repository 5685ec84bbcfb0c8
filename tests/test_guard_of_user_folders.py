from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from tests.conftest import REAL_PATHS

from coach.paths import Paths, find_paths

SAY_PATHS = (
    "import os; from coach.paths import find_paths; p = find_paths(os.environ); "
    "print(p.config, p.data, p.cache, p.state, sep='\\n')"
)


def folders(paths: Paths) -> list[Path]:
    return [paths.config, paths.data, paths.cache, paths.state]


@pytest.fixture(params=["with COACH_HOME", "without COACH_HOME"])
def kept(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "without COACH_HOME":
        monkeypatch.delenv("COACH_HOME")


@pytest.fixture
def real(pytestconfig: pytest.Config) -> list[Path]:
    return folders(pytestconfig.stash[REAL_PATHS])


def assert_apart(places: list[Path], real: list[Path], home: Path) -> None:
    for place in places:
        assert place.is_relative_to(home)
        for theirs in real:
            assert not place.is_relative_to(theirs)
            assert not theirs.is_relative_to(place)


@pytest.mark.usefixtures("kept")
def test_a_test_never_finds_the_users_own_folders(
    real: list[Path], tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert_apart(folders(find_paths(os.environ)), real, tmp_path_factory.getbasetemp())


@pytest.mark.usefixtures("kept")
def test_a_process_started_by_a_test_never_finds_them_either(
    real: list[Path], tmp_path_factory: pytest.TempPathFactory
) -> None:
    said = subprocess.run(  # noqa: S603  our own command line
        [sys.executable, "-c", SAY_PATHS], check=True, capture_output=True, text=True
    ).stdout.splitlines()
    assert len(said) == 4
    assert_apart([Path(line) for line in said], real, tmp_path_factory.getbasetemp())


def test_temporary_files_of_a_test_stay_in_its_own_folder(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    assert Path(tempfile.gettempdir()).is_relative_to(tmp_path_factory.getbasetemp())
    assert Path.home().is_relative_to(tmp_path_factory.getbasetemp())


def test_each_test_has_folders_nobody_wrote_to(coach_home: Path) -> None:
    assert not coach_home.exists()
    assert not any((Path.home() / ".config").iterdir())
