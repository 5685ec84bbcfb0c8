"""``coach start FILE`` and ``coach show FILE``: a drill or a routine, wherever it lies."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.cli.commands import Run
from tests.library.drillfiles import DRILL, ROUTINE, drill_with, write


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("path", ["slide.yaml", "./slide.yaml", "ABSOLUTE"])
def test_a_drill_is_shown_and_rehearsed_from_its_file(
    here: Path, run: Run, path: str
) -> None:
    write(here, {"slide.yaml": DRILL})
    path = path.replace("ABSOLUTE", str(here / "slide.yaml"))
    assert run("show", path, "--json").json["drill"]["name"] == "Heel slide"
    assert "Breathe and move" in run("show", path).out
    assert run("show", path, "--timeline", "--json").json["segments"]
    result = run("start", path, "--speed", "1000", "--plain")
    assert result.code == 0
    assert "Heel slide" in result.out


def test_a_routine_needs_no_folder_of_its_own(here: Path, run: Run) -> None:
    write(here, {"day.yaml": ROUTINE.replace("heel-slide", "clamshell")})
    assert run("show", "day.yaml", "--json").json["kind"] == "routine"
    result = run("start", "day.yaml", "--speed", "1000", "--plain")
    assert result.code == 0
    assert "Clamshell" in result.out


def test_a_routine_finds_the_drills_of_the_folder_it_lies_in(here: Path, run: Run) -> None:
    write(
        here,
        {"pack/routines/day.yaml": ROUTINE, "pack/exhale/heel-slide.yaml": DRILL},
    )
    result = run("start", "pack/routines/day.yaml", "--speed", "1000", "--plain")
    assert (result.code, "Heel slide" in result.out) == (0, True)


def test_the_file_that_was_named_is_the_one_that_is_done(here: Path, run: Run) -> None:
    write(here, {"clamshell.yaml": drill_with("Heel slide", "My clam")})
    assert run("show", "clamshell.yaml", "--json").json["drill"]["name"] == "My clam"
    assert run("show", "clamshell", "--json").json["drill"]["name"] == "Clamshell"


def test_a_session_from_a_file_is_kept_in_the_history(here: Path, run: Run) -> None:
    short = DRILL.replace("reps: 8", "reps: 1").replace("sets: 2", "sets: 1")
    short = short.replace("time: 4s", "time: 1s").replace("time: 3s", "time: 1s")
    write(here, {"slide.yaml": short})
    argv = ("--yes", "--plain", "--lead-in", "0", "--mute")
    assert run("start", "slide.yaml", *argv).code == 0
    assert "Heel slide" in run("history", "show").out or "Heel slide" in run("history").out


def test_a_bad_file_says_what_is_wrong_once_and_starts_nothing(
    here: Path, run: Run
) -> None:
    write(here, {"clamshell.yaml": drill_with("level: 1", "level: 7")})
    for command in ("start", "show"):
        result = run(command, "clamshell.yaml")
        assert (result.code, result.out) == (1, "")
        assert result.err.splitlines() == [
            "coach: clamshell.yaml:4:8: expected a whole number from 1 to 3, not 7",
            "hint: `coach drill check clamshell.yaml` shows each problem with its line",
        ]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("none.yaml", "none.yaml: there is no such file (check the name)"),
        ("folder/", "folder: a drill file's name must end in '.yaml' or '.yml'"),
        ("a/b", "a/b: a drill file's name must end in '.yaml' or '.yml'"),
        ("heels.yaml", "heels.yaml: this is a folder, not a file"),
        ("My Slide.yaml", "My Slide.yaml: the file's name may have only lower-case"),
        ("poses.yaml", "'poses.yaml' contains neither a drill nor a routine"),
        ("pipe.yaml", "pipe.yaml: this is not an ordinary file"),
        ("loop.yaml", "loop.yaml: broken link"),
    ],
)
@pytest.mark.parametrize("command", ["show", "start"])
def test_a_path_to_anything_else_is_told(
    here: Path, run: Run, command: str, path: str, told: str
) -> None:
    write(
        here, {"heels.yaml/x.yaml": DRILL, "My Slide.yaml": DRILL, "poses.yaml": "a: b\n"}
    )
    (here / "folder").mkdir()
    os.mkfifo(here / "pipe.yaml")
    (here / "loop.yaml").symlink_to("loop.yaml")
    result = run(command, path)
    assert (result.code, result.out) == (1, "")
    assert any(line.startswith(f"coach: {told}") for line in result.err.splitlines())


def test_two_files_of_one_name_cannot_be_done_together(here: Path, run: Run) -> None:
    write(here, {"a/slide.yaml": DRILL, "b/slide.yaml": DRILL})
    result = run("start", "a/slide.yaml", "b/slide.yaml", "--speed", "1000")
    assert result.code == 1
    assert result.err.startswith("coach: two of the files are called 'slide'\n")
