from __future__ import annotations

import os
from pathlib import Path

import pytest
from msgspec.structs import replace
from rich.cells import cell_len
from tests.cli.commands import Run, run_apart
from tests.journal.scribe import Scribe, make_block, make_prescription
from tests.library.drillfiles import DRILL, ROUTINE, write

from coach import __version__
from coach.journal.record_json import encode

NARROW = {"COLUMNS": "40"}


def keep(coach_home: Path, scribe: Scribe) -> None:
    """Put records where the journal is."""
    journal = coach_home / "data" / "journal" / f"{scribe.device}.jsonl"
    journal.parent.mkdir(parents=True)
    journal.write_bytes(b"".join(encode(record) for record in scribe.records))


@pytest.fixture
def one_session(coach_home: Path) -> Scribe:
    scribe = Scribe()
    session = scribe.start()
    scribe.did(session, 1)
    scribe.end(session)
    keep(coach_home, scribe)
    return scribe


def test_the_home_view_says_what_to_do_and_waits_for_nothing(run: Run) -> None:
    result = run()
    assert (result.code, result.err) == (0, "")
    assert "coach start" in result.out
    assert "This week: nothing yet." in result.out


@pytest.mark.usefixtures("one_session")
def test_the_home_view_names_the_last_session(run: Run) -> None:
    result = run()
    assert "Last: Pre-run" in result.out
    assert "1 of 2 sets" in result.out


def test_the_first_history_says_how_to_begin(run: Run) -> None:
    result = run("history")
    assert (result.code, result.err) == (0, "")
    assert "coach start desk-break" in result.out


@pytest.mark.usefixtures("one_session")
def test_the_id_that_history_shows_finds_the_session(run: Run) -> None:
    shown = run("history").out.splitlines()
    (row,) = [line for line in shown if "Pre-run" in line]
    result = run("history", "show", row.split()[0])
    assert result.code == 0
    assert "Glute bridge" in result.out
    assert run("history", "show").out == result.out


USEFUL = {
    "home": ((), "coach start"),
    "list": (("list",), "glute-bridge"),
    "a group": (("list", "--group", "exhale"), "straw-exhale"),
    "a drill": (("show", "glute-bridge"), "Stop if it hurts"),
    "a drill for each side": (("show", "clamshell"), "Breathe and move"),
    "a routine": (("show", "desk-break"), "coach start desk-break"),
    "a timeline": (("show", "desk-break", "--timeline"), "OUT"),
    "history": (("history",), "Pre-run"),
    "a session": (("history", "show"), "8 of 8"),
    "help": (("--help",), "start"),
    "help for start": (("start", "--help"), "--reps"),
}


@pytest.mark.usefixtures("one_session")
@pytest.mark.parametrize("name", USEFUL)
def test_forty_columns_are_enough(name: str, run: Run) -> None:
    argv, needed = USEFUL[name]
    result = run(*argv, env=NARROW)
    assert result.code == 0
    assert needed in result.out
    too_wide = [line for line in result.out.splitlines() if cell_len(line) > 40]
    assert too_wide == []


@pytest.mark.usefixtures("one_session")
@pytest.mark.parametrize("name", USEFUL)
def test_a_terminal_without_unicode_gets_every_result(name: str) -> None:
    argv, needed = USEFUL[name]
    result = run_apart(*argv, env={"PYTHONIOENCODING": "ascii"})
    assert (result.code, result.err) == (0, "")
    assert needed in result.out


def test_a_session_in_a_pipe_without_unicode_has_all_its_lines(tmp_path: Path) -> None:
    text = DRILL.replace("slide the heel away", "'Ferse wegschieben, gleichmäßig'")
    drills = write(tmp_path / "mine", {"exhale/heel-slide.yaml": text})
    argv = ("start", "heel-slide", "--plain", "--speed", "1000", "--drills", str(drills))
    result = run_apart(*argv, env={"PYTHONIOENCODING": "ascii"})
    assert result.code == 0
    assert result.out.count("Ferse wegschieben, gleichm") == 16
    assert "session completed" in result.out


@pytest.fixture
def bracketed(tmp_path: Path, coach_home: Path) -> str:
    """Names that a markup language would stumble over."""
    scribe = Scribe()
    name = "Slide [band] [/red] :smile:"
    session = scribe.start(make_prescription(replace(make_block(), name=name)))
    scribe.did(session, 1)
    keep(coach_home, scribe)
    drill = DRILL.replace("Heel slide", f'"{name}"').replace("Lie on", "Lie [/b] on")
    routine = ROUTINE.replace("Short day", '"Day [/red] [band]"')
    write(tmp_path / "mine", {"exhale/heel-slide.yaml": drill})
    return str(write(tmp_path / "mine", {"routines/short-day.yaml": routine}))


@pytest.mark.parametrize(
    ("argv", "needed"),
    [
        (("show", "heel-slide"), "Slide [band] [/red] :smile:"),
        (("show", "heel-slide"), "Lie [/b] on"),
        (("show", "short-day"), "Day [/red] [band]"),
        (("show", "short-day"), "Slide [band] [/red] :smile:"),
        (("show", "short-day", "--timeline"), "Slide [band] [/red] :smile:"),
        (("history", "show"), "Slide [band] [/red] :smile:"),
        (("start", "short-day", "--plain", "--speed=1000"), "Slide [band] [/red] :smile:"),
    ],
)
def test_brackets_in_names_are_brackets(
    argv: tuple[str, ...], needed: str, bracketed: str, run: Run
) -> None:
    result = run(*argv, env={"COACH_DRILLS": bracketed, "COLUMNS": "120"})
    assert result.code == 0
    assert needed in result.out


def test_brackets_in_the_name_of_todays_pick_are_brackets(bracketed: str, run: Run) -> None:
    routine = Path(bracketed) / "routines" / "short-day.yaml"
    routine.rename(routine.with_name("desk-break.yaml"))
    # Somebody new, whatever the time of the day.
    result = run(env={"COACH_DRILLS": bracketed, "COACH_HOME": f"{bracketed}/nobody"})
    assert result.code == 0
    assert "Day [/red] [band]" in result.out


@pytest.mark.parametrize("argv", [(), ("list",), ("history",), ("show", "desk-break")])
def test_a_reader_who_has_seen_enough_is_no_mistake(argv: tuple[str, ...]) -> None:
    def nobody_reads() -> None:
        reading, writing = os.pipe()
        os.close(reading)
        os.dup2(writing, 1)

    result = run_apart(*argv, beforehand=nobody_reads)
    assert (result.code, result.err) == (0, "")


@pytest.mark.parametrize("fd", [0, 1, 2])
@pytest.mark.parametrize("argv", [("list",), ("start", "desk-break", "--speed", "1000")])
def test_a_closed_stream_is_no_mistake(argv: tuple[str, ...], fd: int) -> None:
    result = run_apart(*argv, beforehand=lambda: os.close(fd))
    assert result.code == 0
    assert "bug" not in result.err


def test_the_version_and_the_help(run: Run) -> None:
    assert run("--version").out == f"coach {__version__}\n"
    result = run("--help")
    assert result.code == 0
    for command in ("start", "list", "show", "history", "drill"):
        assert command in result.out
