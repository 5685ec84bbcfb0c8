from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.commands import Run
from tests.library.drillfiles import DRILL, drill_with, write

USAGE = {
    "no reps": (("--reps", "0"), "'--reps': 0 is not in the range"),
    "fewer than no reps": (("--reps", "-1"), "'--reps': -1 is not in the range"),
    "reps in words": (("--reps", "ten"), "'--reps': 'ten'"),
    "no sets": (("--sets", "0"), "'--sets': 0 is not in the range"),
    "a speed that is no number": (("--speed", "nan"), "'nan' is not a number from 0.1"),
    "no speed": (("--speed", "0"), "'0' is not a number from 0.1"),
    "no end of speed": (("--speed", "inf"), "'inf' is not a number from 0.1"),
    "speed in words": (("--speed", "fast"), "'fast' is not a number from 0.1"),
    "a rest in words": (("--rest", "abc"), "'abc' is not a duration; write 3s, 1m30s"),
    "a rest before now": (("--rest=-5"), "a duration cannot be negative"),
    "a rest of two hours": (("--rest", "120m"), "longer than an hour"),
    "a breath nobody knows": (("--breath", "huge"), "'huge'"),
    "an option nobody knows": (("--rep", "3"), "No such option: --rep"),
}


@pytest.mark.parametrize("name", USAGE)
def test_a_wrong_option_is_named_with_what_would_be_right(name: str, run: Run) -> None:
    options, sentence = USAGE[name]
    argv = [options] if isinstance(options, str) else options
    result = run("start", "desk-break", *argv)
    assert (result.code, result.out) == (2, "")
    assert sentence in result.sentence
    assert "Traceback" not in result.err


def test_an_unknown_command_is_wrong_usage(run: Run) -> None:
    result = run("lst")
    assert result.code == 2
    assert "No such command 'lst'" in result.sentence


@pytest.mark.parametrize("command", ["start", "show"])
def test_an_unknown_drill_is_one_sentence_with_the_nearest_name(
    command: str, run: Run
) -> None:
    result = run(command, "desk-brake")
    assert (result.code, result.out) == (1, "")
    assert result.err.splitlines() == [
        "coach: no drill or routine is called 'desk-brake'",
        "hint: did you mean 'desk-break'? `coach list` shows all names",
    ]


def test_an_unknown_name_among_known_ones_starts_nothing(
    run: Run, coach_home: Path
) -> None:
    result = run("start", "desk-break", "nonsense-of-mine", "--yes", "--plain")
    assert result.code == 1
    assert "'nonsense-of-mine'" in result.err
    assert not (coach_home / "data").exists()


def test_a_session_nobody_knows_is_one_sentence(run: Run) -> None:
    result = run("history", "show", "zzzz")
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("coach: there is no session 'zzzz'\nhint: ")


@pytest.fixture
def mixed(tmp_path: Path) -> str:
    bad = drill_with("level: 1", "level: 7")
    write(tmp_path / "mine", {"exhale/heel-slide.yaml": DRILL})
    return str(write(tmp_path / "mine", {"exhale/bad-slide.yaml": bad}))


def test_a_bad_drill_file_is_told_with_its_place_and_hides_nothing(
    mixed: str, run: Run
) -> None:
    result = run("list", "--json", "--drills", mixed)
    assert result.code == 0
    ids = {drill["id"] for drill in result.json["drills"]}
    assert "heel-slide" in ids
    assert len(ids) > 5
    line = 1 + drill_with("level: 1", "level: 7").splitlines().index("level: 7")
    told, then = result.err.splitlines()
    assert f"bad-slide.yaml:{line}:" in told
    assert told.startswith("coach: ")
    assert "coach drill check" in then


def test_a_bad_drill_cannot_be_started_and_says_why(mixed: str, run: Run) -> None:
    result = run("start", "bad-slide", "--drills", mixed, "--yes")
    assert (result.code, result.out) == (1, "")
    assert "bad-slide.yaml:" in result.err
    assert "Traceback" not in result.err


def test_drill_check_finds_the_same_problem_and_fails(mixed: str, run: Run) -> None:
    result = run("drill", "check", "--drills", mixed)
    assert result.code == 1
    assert "bad-slide.yaml:" in result.out
    assert run("drill", "check").code == 0


def test_a_folder_of_drills_that_is_not_there_is_told(tmp_path: Path, run: Run) -> None:
    result = run("list", "--drills", str(tmp_path / "nowhere"))
    assert result.code == 0
    assert "nowhere" in result.err


@pytest.fixture
def config(coach_home: Path) -> Path:
    file = coach_home / "config" / "config.toml"
    file.parent.mkdir(parents=True)
    return file


def test_an_unknown_setting_is_one_sentence_and_stops_nothing(
    config: Path, run: Run
) -> None:
    config.write_text('brath = "long"\n')
    result = run("start", "desk-break", "--speed", "1000", "--plain")
    assert result.code == 0
    assert "session completed" in result.out
    said = [line for line in result.err.splitlines() if "rehearsal" not in line]
    assert said == [
        f"coach: {config}:1: there is no setting 'brath' (did you mean 'breath'?)"
    ]


def test_a_settings_file_that_is_no_toml_stops_nothing(config: Path, run: Run) -> None:
    config.write_text("lead_in = = 3\n")
    result = run("show", "desk-break", "--timeline", "--json")
    assert result.code == 0
    assert result.json["segments"][0]["duration_ms"] == 10_000
    (line,) = result.err.splitlines()
    assert line.startswith(f"coach: {config}:1:")


def test_a_setting_counts_unless_an_option_says_otherwise(config: Path, run: Run) -> None:
    config.write_text('lead_in = "4s"\n')

    def lead_in(*argv: str) -> int:
        result = run("start", "desk-break", "--speed", "1000", "--json", *argv)
        (segment,) = [s for s in result.lines if s.get("kind") == "lead-in"]
        return int(segment["duration_ms"])

    assert lead_in() == 4_000
    assert lead_in("--lead-in", "2") == 2_000
