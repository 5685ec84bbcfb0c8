"""``coach drill check`` as an author, an editor and a machine meet it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.cli.commands import Result, Run
from tests.library.drillfiles import DRILL, ROUTINE, drill_with, write

ADVICE = drill_with("rest: 30s", "rest: 30s, range: 10-12")
SEVERAL = (
    DRILL.replace("level: 1", "level: 7")
    .replace("breath: inhale", "breath: inhail")
    .replace("sets: 2", "sets: 0")
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def places(result: Result) -> list[tuple[str, int]]:
    return [(Path(p["file"]).name, p["line"]) for p in result.json["problems"]]


def test_all_problems_of_all_files_come_at_once_with_their_lines(
    here: Path, run: Run
) -> None:
    write(here, {"a.yaml": SEVERAL, "b.yaml": ADVICE.replace("Heel", "Toe")})
    result = run("drill", "check", ".")
    assert result.code == 1
    assert result.out.splitlines() == [
        "a.yaml:4:8: expected a whole number from 1 to 3, not 7",
        "     4 | level: 7",
        "       |        ^",
        "a.yaml:10:14: expected a whole number from 1 to 20, not 0",
        "    10 | dose: {sets: 0, reps: 8, rest: 30s}",
        "       |              ^",
        (
            "a.yaml:13:33: expected inhale, exhale or pause, not 'inhail'"
            " (did you mean 'inhale'?)"
        ),
        "    13 |   - {do: bring it back, breath: inhail, time: 3s}",
        "       |                                 ^",
        (
            "b.yaml:10:23: advice: the dose is outside its range 10-12"
            " (choose a dose within the range, or widen the range)"
        ),
        "    10 | dose: {sets: 2, reps: 8, rest: 30s, range: 10-12}",
        "       |                       ^",
    ]
    assert result.err == (
        "2 files: 3 errors, 1 piece of advice; the files without errors still work\n"
    )


def test_nothing_is_said_of_files_without_errors_if_there_are_none(
    here: Path, run: Run
) -> None:
    write(here, {"a.yaml": SEVERAL})
    assert run("drill", "check", "a.yaml").err == "1 file: 3 errors\n"


def test_advice_alone_is_no_failure(here: Path, run: Run) -> None:
    write(here, {"a.yaml": ADVICE})
    result = run("drill", "check", "a.yaml")
    assert result.code == 0
    assert "advice: the dose is outside its range 10-12" in result.out
    assert result.err == ("1 file: no errors, 1 piece of advice; everything works\n")


def test_good_files_take_one_line_or_none(here: Path, run: Run) -> None:
    write(here, {"a.yaml": DRILL})
    assert run("drill", "check", "a.yaml").out == "1 file: no problems\n"
    assert run("drill", "check", "a.yaml", "--quiet").out == ""
    assert run("drill", "check").out.endswith(" files: no problems\n")


def test_programs_read_the_same_as_json(here: Path, run: Run) -> None:
    write(here, {"a.yaml": drill_with("level: 1", "level: 7"), "b.yaml": ADVICE})
    result = run("drill", "check", "--json", ".")
    assert result.code == 1
    assert set(result.json) == {"version", "files", "errors", "advice", "problems"}
    assert (result.json["version"], result.json["files"]) == (1, 2)
    assert (result.json["errors"], result.json["advice"]) == (1, 1)
    first, second = result.json["problems"]
    assert first == {
        "file": str(here / "a.yaml"),
        "line": 4,
        "column": 8,
        "kind": "error",
        "message": "expected a whole number from 1 to 3, not 7",
        "hint": None,
        "excerpt": "level: 7",
    }
    assert (second["kind"], second["line"]) == ("advice", 10)


def test_a_problem_of_a_bundled_file_can_be_opened_by_an_editor(run: Run) -> None:
    bundled = run("show", "glute-bridge", "--json").json["file"]
    assert Path(bundled).exists()
    result = run("drill", "check", "--json", bundled)
    assert (result.json["files"], result.json["problems"]) == (1, [])


def test_only_what_was_asked_for_is_reported(here: Path, run: Run) -> None:
    write(
        here,
        {
            "mine/a.yaml": drill_with("level: 1", "level: 7"),
            "mine/exhale/b.yaml": drill_with("sets: 2", "sets: 0"),
            "mine/routines/day.yaml": ROUTINE.replace("heel-slide", "glute-bridg"),
            "mine/sources.yaml": "lee-2020: {who: L}\n",
        },
    )
    in_use = {"COACH_DRILLS": str(here / "mine")}
    ask = "drill", "check", "--json"
    every = places(run(*ask, env=in_use))
    assert (
        every
        == [("a.yaml", 4), ("b.yaml", 10), ("day.yaml", 4)] + [("sources.yaml", 1)] * 2
    )
    for env in ({}, in_use):
        assert places(run(*ask, "mine", env=env)) == every
        assert places(run(*ask, "mine/a.yaml", env=env)) == [("a.yaml", 4)]
        assert places(run(*ask, "mine/exhale", env=env)) == [("b.yaml", 10)]
        assert places(run(*ask, "mine/routines", env=env)) == [("day.yaml", 4)]
        assert places(run(*ask, "mine/routines/day.yaml", env=env)) == [("day.yaml", 4)]
        assert places(run(*ask, "mine/sources.yaml", env=env)) == [("sources.yaml", 1)] * 2


def test_a_file_is_checked_among_the_poses_sources_and_drills_of_its_folder(
    here: Path, run: Run
) -> None:
    poses = """\
on-my-back:
  view: side
  scale: lying
  neck: [22, 4]
  trunk: 180
  head: 166
  legs: {to: [80, 2], bend: 1, foot: 0}
"""
    figure = """\
figure:
  scale: lying
  working: [legs]
  poses:
    long: {from: on-my-back}
    near: {from: on-my-back, legs: {to: [66, 2]}, trunk: 200}
"""
    drill = DRILL.replace("time: 4s}", "time: 4s, pose: long}")
    drill += "harder: other\n"
    drill = drill.replace("time: 3s}", "time: 3s, pose: near}")
    write(
        here,
        {
            "pack/poses.yaml": poses,
            "pack/sources.yaml": "lee-2020: {who: L, where: J, facts: []}\n",
            "pack/exhale/slide.yaml": f"{drill}sources: [lee-2020]\n{figure}",
            "pack/exhale/other.yaml": DRILL.replace("Heel", "Other"),
        },
    )
    assert run("drill", "check", "pack/exhale/slide.yaml").out == "1 file: no problems\n"
    os.chdir(here / "pack" / "exhale")
    assert run("drill", "check", "slide.yaml").out == "1 file: no problems\n"


def test_a_drill_that_another_folder_hides_is_told(here: Path, run: Run) -> None:
    write(here, {"one/a.yaml": DRILL, "two/a.yaml": drill_with("Heel", "Other")})
    result = run("drill", "check", "--drills", "one", "--drills", "two")
    assert result.code == 0
    (first, *_) = result.out.splitlines()
    assert first == (
        "two/a.yaml: advice: this file is not used: one/a.yaml has the same id 'a'"
        " (rename one of the files, unless you want the other file to replace this one)"
    )


def test_a_routine_may_be_checked_wherever_it_lies(here: Path, run: Run) -> None:
    write(here, {"day.yaml": ROUTINE.replace("heel-slide", "glute-bridge")})
    assert run("drill", "check", "day.yaml").out == "1 file: no problems\n"
    result = run("drill", "check", ".")
    assert "this is a routine, but it is not in a folder named 'routines'" in result.out


def test_what_is_not_there_or_no_drill_is_told(here: Path, run: Run) -> None:
    write(here, {"notes.txt": "x", "heels.yaml/x.yaml": DRILL})
    for path, told in {
        "none.yaml": "none.yaml: there is no such file (check the name)",
        "none": "none: there is no such drill, file or folder (check the name)",
        "notes.txt": "notes.txt: a drill file's name must end in '.yaml' or '.yml'",
        ".": "heels.yaml: this is a folder, not a file (rename the folder)",
    }.items():
        result = run("drill", "check", path)
        assert (result.code, result.out) == (1, f"{told}\n"), path


def test_a_name_of_nothing_is_told_inside_a_folder_in_use_as_well(
    here: Path, run: Run
) -> None:
    write(here, {"heel-slide.yaml": DRILL, "exhale/other.yaml": drill_with("Heel", "Toe")})
    for path in ("none", "./none", "exhale/none"):
        result = run("drill", "check", path, env={"COACH_DRILLS": str(here)})
        told = f"{path.removeprefix('./')}: there is no such drill, file or folder"
        assert (result.code, result.out.partition(" (")[0]) == (1, told), path


def test_programmes_and_rules_are_checked_by_path_folder_and_name(
    here: Path, run: Run
) -> None:
    programme = """\
name: Spring
why: A gentle way back.
weeks:
  - {name: Begin, about: Begin, strength: [{routine: strength-a, times: 9}]}
"""
    write(here, {"programmes/spring.yaml": programme, "coaching.yaml": "honesty: So.\n"})
    in_use = {"COACH_DRILLS": str(here)}
    ask = "drill", "check", "--json"
    spring, rules = [("spring.yaml", 4)], [("coaching.yaml", 1)]
    for env in ({}, in_use):
        assert places(run(*ask, "programmes/spring.yaml", env=env)) == spring
        assert places(run(*ask, "programmes", env=env)) == spring
        assert places(run(*ask, "coaching.yaml", env=env)) == rules
        assert places(run(*ask, ".", env=env)) == rules + spring
    assert places(run(*ask, "spring", env=in_use)) == spring
    assert run(*ask, "six-week").json["files"] == 1


def test_what_cannot_be_read_is_a_problem_like_others(here: Path, run: Run) -> None:
    write(here, {"good.yaml": DRILL.replace("Heel", "Toe"), "folder.yaml/x": ""})
    os.mkfifo(here / "pipe.yaml")
    (here / "gone.yaml").symlink_to("nowhere")
    (here / "loop.yaml").symlink_to("loop.yaml")
    with (here / "huge.yaml").open("wb") as file:
        file.truncate(1 << 30)
    odd = here / os.fsdecode(b"b\xff.yaml")
    odd.write_text("x")
    bad = {"pipe", "gone", "loop", "huge", "folder", "b\ufffd"}
    result = run("drill", "check", ".", "--json")
    assert result.code == 1
    assert {Path(each["file"]).stem for each in result.json["problems"]} == bad
    for path in (
        here / f"{name}.yaml" for name in ("good", "pipe", "gone", "loop", "huge")
    ):
        result = run("drill", "check", str(path), "--json")
        assert result.code == (path.stem != "good"), path
        assert len(result.json["problems"]) == result.code, path
    assert run("drill", "check", str(odd), "--json").code == 1


def test_a_file_is_renamed_as_a_person_would(here: Path, run: Run) -> None:
    write(here, {"\u00dcbung.yaml": DRILL, "\u81c0.yaml": DRILL})
    said = run("drill", "check", ".").out
    assert "(rename the file to 'uebung.yaml')" in said
    assert (
        "(use Latin letters in the file name; 'name:' in the file can have any letters)"
        in said
    )
