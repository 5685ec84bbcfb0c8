from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from tests.cli.commands import Run, run_apart, run_here, stop_at_first_line

from coach.journal.read import read_journal
from coach.model.records import SessionStartedRecord

REHEARSAL = ("start", "short-day", "--speed", "1000")
SHORTEST = ("--yes", "--plain", "--lead-in=0", "--reps=1", "--rest=0", "--change=0")
"""Two seconds of the quick drill."""


def journal_files(coach_home: Path) -> list[Path]:
    return list((coach_home / "data").rglob("*"))


@pytest.mark.parametrize("how", [(), ("--plain",), ("--json",)])
def test_a_rehearsal_runs_to_the_end_and_leaves_no_trace(
    how: tuple[str, ...], run: Run, drills: str, coach_home: Path
) -> None:
    result = run(*REHEARSAL, *how, "--drills", drills)
    assert result.code == 0
    assert result.err == "coach: a rehearsal at 1000 times normal speed; nothing is saved\n"
    assert journal_files(coach_home) == []
    assert run("history", "--json").json["sessions"] == []


def test_a_rehearsal_is_summed_up_without_an_id_to_look_up(run: Run, drills: str) -> None:
    said = run(*REHEARSAL, "--plain", "--drills", drills).out.splitlines()
    assert "Done. 0:52, 6 slow exhales." in said
    assert said[-1].split() == ["Heel", "slide", "6", "reps"]


def test_a_session_is_in_the_history_afterwards(drills: str, run: Run) -> None:
    result = run_apart("start", "quick-slide", "--sets", "1", *SHORTEST, "--drills", drills)
    assert (result.code, result.err) == (0, "")
    lines = result.out.splitlines()
    plain, (done, what, week, again) = lines[:-4], lines[-4:]
    assert [line[7:] for line in plain] == [
        "OUT 1s      slide the heel away   (1 of 1)",
        "IN 1s       bring it back",
        "set done: 1 rep",
        "session completed",
    ]
    assert done == "Done. 0:02."
    assert what.split() == ["Quick", "slide", "1", "rep"]
    assert week == "This week: 1 session, 0:02 of exercise, 0 slow exhales."
    (told,) = run("history", "--json").json["sessions"]
    assert told["status"] == "completed"
    assert (told["sets_done"], told["active_ms"], told["planned_ms"]) == (1, 2_000, 2_000)
    shown = run("history", "show", again.split()[-1])
    assert shown.code == 0
    assert "Quick slide" in shown.out


def test_an_index_that_cannot_be_kept_stops_no_session_and_is_told_once(
    drills: str, coach_home: Path, run: Run
) -> None:
    coach_home.mkdir()
    (coach_home / "cache").write_text("in the way")
    result = run_apart("start", "quick-slide", "--sets", "1", *SHORTEST, "--drills", drills)
    assert result.code == 0
    assert "This week: 1 session, 0:02 of exercise" in result.out
    (told,) = result.err.splitlines()
    assert "history.sqlite' cannot be used" in told
    (coach_home / "cache").unlink()
    assert len(run("history", "--json").json["sessions"]) == 1


def test_a_journal_that_cannot_be_written_stops_no_session_and_loses_nothing(
    drills: str, coach_home: Path, run: Run
) -> None:
    coach_home.mkdir()
    (coach_home / "data").write_text("in the way")
    result = run_apart("start", "quick-slide", "--sets", "1", *SHORTEST, "--drills", drills)
    assert result.code == 1
    assert "session completed" in result.out
    assert "Done. 0:02." in result.out
    assert "See it again" not in result.out
    assert "Traceback" not in result.err
    assert f"cannot write the journal '{coach_home}/data/journal/" in result.err
    rescued = re.search(r"saved (\d+) records in '(.+?)'", result.err)
    assert rescued
    records = read_journal(Path(rescued[2]).parent).records
    assert len(records) == int(rescued[1]) == 3
    # Put where it belongs, the rescued file is the history.
    (coach_home / "data").unlink()
    (coach_home / "data" / "journal").mkdir(parents=True)
    Path(rescued[2]).rename(coach_home / "data" / "journal" / Path(rescued[2]).name)
    (told,) = run("history", "--json").json["sessions"]
    assert told["status"] == "completed"


def test_a_session_that_is_stopped_and_cannot_be_logged_does_not_say_it_is_saved(
    drills: str, coach_home: Path
) -> None:
    coach_home.mkdir()
    (coach_home / "data").write_text("in the way")
    result = stop_at_first_line("heel-slide", "--plain", "--yes", "--drills", drills)
    assert result.code == 143
    assert "Stopped before the first rep." in result.out
    assert "saved" not in result.out
    assert "coach saved " in result.err


def test_the_side_to_begin_with_alternates_and_nothing_asks_without_a_terminal(
    drills: str, coach_home: Path
) -> None:
    sides = []
    for _ in range(3):
        result = stop_at_first_line("one-leg", "--json", "--drills", drills)
        assert (result.code, result.err) == (143, "")
        lead_in = next(line for line in result.lines if line.get("kind") == "lead-in")
        sides.append(lead_in["side"])
        assert result.lines[-1]["status"] == "stopped"
    assert sides == ["left", "right", "left"]
    records = read_journal(coach_home / "data" / "journal").records
    first = [
        r.prescription.first_side for r in records if isinstance(r, SessionStartedRecord)
    ]
    assert first == sides


def test_a_rehearsal_does_not_take_the_turn_of_a_side(run: Run, drills: str) -> None:
    for _ in range(2):
        argv = ("start", "one-leg", "--json", "--speed=1000", "--drills", drills)
        assert run(*argv).lines[1]["side"] == "left"


@pytest.mark.parametrize("how", [("--plain",), ("--json",), ()])
def test_a_stopped_session_is_kept(how: tuple[str, ...], drills: str, run: Run) -> None:
    result = stop_at_first_line("heel-slide", *how, "--yes", "--drills", drills)
    assert result.code == 143
    if "--json" not in how:
        assert "Stopped before the first rep." in result.out
    (told,) = run("history", "--json").json["sessions"]
    assert told["status"] == "stopped"


def test_several_names_are_done_in_their_order(run: Run, drills: str) -> None:
    argv = ("start", "one-leg", "Short day", "quick_slide", "--json", "--speed=1000")
    result = run(*argv, "--drills", drills)
    done = [line["drill"] for line in result.lines if line["event"] == "set_finished"]
    assert list(dict.fromkeys(done)) == ["one-leg", "heel-slide", "quick-slide"]
    assert result.lines[0]["names"] == ["one-leg", "short-day", "quick-slide"]


def test_options_count_for_every_drill(run: Run, drills: str) -> None:
    argv = ("start", "heel-slide", "quick-slide", "--json", "--speed=1000")
    options = ("--sets=2", "--reps=1", "--rest=0", "--change=0", "--lead-in=0")
    lines = run(*argv, *options, "--drills", drills).lines
    assert {line["kind"] for line in lines if "kind" in line} == {"phase"}
    done = [line for line in lines if line["event"] == "set_finished"]
    assert [(line["drill"], line["set"], line["cycles_done"]) for line in done] == [
        ("heel-slide", 1, 1),
        ("heel-slide", 2, 1),
        ("quick-slide", 1, 1),
        ("quick-slide", 2, 1),
    ]


def test_without_a_name_todays_pick_is_done(run: Run) -> None:
    result = run("start", "--json", "--speed", "1000")
    assert result.lines[0]["names"] == ["desk-break"]


def test_an_odd_number_for_sides_in_turn_is_rounded_and_said(run: Run, drills: str) -> None:
    file = Path(drills) / "exhale" / "one-leg.yaml"
    file.write_text(file.read_text().replace("sides: each", "sides: alternate"))
    argv = ("start", "one-leg", "--reps=3", "--json", "--speed=1000", "--drills", drills)
    result = run(*argv)
    assert "3 rounded up to 4" in result.err
    done = [line for line in result.lines if line["event"] == "set_finished"]
    assert {line["cycles_done"] for line in done} == {4}


class Broken(io.TextIOWrapper):
    """A stream with a mistake in it."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8")

    def write(self, text: str) -> int:
        raise LookupError(f"nobody foresaw {len(text)} characters")


def test_a_bug_is_one_line_and_a_log_file(coach_home: Path) -> None:
    result = run_here("list", out=Broken())
    log = coach_home / "state" / "crash.log"
    assert result.code == 3
    (line,) = result.err.splitlines()
    assert line.startswith("coach: this is a bug in coach, not your mistake: LookupError")
    assert line.endswith(str(log))
    told = log.read_text()
    assert "Traceback" in told
    assert "nobody foresaw" in told
    assert re.search(r"^coach \d+\.\d+\.\d+, Python 3\.", told)


def test_a_second_bug_is_added_to_the_log(coach_home: Path) -> None:
    for _ in range(2):
        run_here("list", out=Broken())
    told = (coach_home / "state" / "crash.log").read_text()
    assert told.count("Traceback (most recent call last)") >= 2


def test_a_bug_that_cannot_be_logged_is_shown_instead(coach_home: Path) -> None:
    coach_home.mkdir()
    (coach_home / "state").write_text("in the way")
    result = run_here("list", out=Broken())
    assert result.code == 3
    assert "nobody foresaw" in result.err
    assert result.err.splitlines()[-1].startswith("coach: this is a bug in coach")


def test_json_goes_to_stdout_alone(drills: str) -> None:
    result = run_apart(*REHEARSAL, "--json", "--drills", drills)
    for line in result.out.splitlines():
        json.loads(line)
    assert "rehearsal" in result.err


def test_a_reader_that_leaves_is_told_of_in_words(drills: str) -> None:
    class Gone(io.StringIO):
        def write(self, _: str) -> int:
            raise BrokenPipeError(32, "Broken pipe")

    said = ("--json", "--yes", "--speed", "1000", "--drills", drills)
    result = run_here("start", "quick-slide", *said, out=Gone())
    assert "the session continued without the JSON events: " in result.err
