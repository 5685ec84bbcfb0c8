"""What overrides what: undo, locks and programmes, whatever clocks and files say."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from tests.cli.commands import Run
from tests.cli.unfinished import paths, this_device, write_session
from tests.journal.scribe import Scribe

from coach.journal.read import read_journal
from coach.journal.record_json import encode
from coach.journal.writer import JournalWriter
from coach.model.records import LAST_N, AcknowledgedRecord, EndStatus, PlanBegunRecord
from coach.safety_text import URGENT_TEXT
from coach.terminal.clock import SystemClock

REHEARSAL = ("--speed", "1000", "--yes", "--plain")
DAYS_AHEAD = timedelta(days=9)


def now() -> datetime:
    return SystemClock().wall()


def ids(run: Run) -> list[str]:
    return [str(told["id"]) for told in run("history", "--json").json["sessions"]]


def names(run: Run) -> list[str]:
    return [str(told["name"]) for told in run("history", "--json").json["sessions"]]


def journal() -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in paths().journal.glob("*")}


# Undo


def test_two_sessions_added_for_one_day_are_taken_back_newest_first(run: Run) -> None:
    for name in ("pre-run", "post-run-reset"):
        assert run("history", "add", name, "--date", "2026-01-05").code == 0
    first, second = sorted(names(run), key=lambda name: "Pre" not in name)
    assert run("history", "undo").out.startswith(second)
    assert names(run) == [first]
    assert run("history", "undo").out.startswith(first)
    assert names(run) == []
    assert "no changes from this computer to undo" in run("history", "undo").out


def test_all_records_of_a_command_are_one_act(run: Run) -> None:
    run("history", "add", "desk-break", "--date", "2026-01-05")
    run("history", "add", "desk-break", "--date", "2026-02-05")
    records = read_journal(paths().journal).records
    acts = [record.act for record in sorted(records, key=lambda record: record.n)]
    assert len(set(acts)) == 2
    assert acts == sorted(acts, key=acts.index)
    assert acts[0] == min(records, key=lambda record: record.n).id


# A session by a few letters


@pytest.mark.parametrize("letters", [1, 3])
@pytest.mark.parametrize(
    "command",
    [("history", "delete"), ("history", "edit", "--rpe=3"), ("resume", "--finish")],
)
def test_too_few_letters_change_no_session(
    run: Run, command: tuple[str, ...], letters: int
) -> None:
    session = write_session(ended=EndStatus.STOPPED)
    before = journal()
    result = run(*command, session[:letters])
    assert (result.code, result.out) == (1, "")
    too_short = f"'{session[:letters]}' is too short to change a session: type at least 4"
    assert too_short in result.sentence
    assert "for Pre-run activation, " in result.sentence
    again = f"`coach {command[0]} {session[:4]}"
    assert again in result.sentence.replace("history delete", "history").replace(
        "history edit", "history"
    )
    assert journal() == before
    assert run(*command, session[:4]).code == 0


def test_one_letter_still_shows_a_session(run: Run) -> None:
    session = write_session(ended=EndStatus.STOPPED)
    assert run("history", "show", session[0]).code == 0


# The same twice


@pytest.mark.parametrize(
    ("name", "when", "is_alike"),
    [
        ("pre-run", "2026-01-05T18:31", True),
        ("pre-run", "2026-01-05T18:00", True),
        ("pre-run", "2026-01-05T21:00", False),
        ("pre-run", "2026-01-06T18:30", False),
        ("desk-break", "2026-01-05T18:31", False),
    ],
)
def test_what_looks_like_the_same_session_is_taken_and_said(
    run: Run,
    name: str,
    when: str,
    is_alike: bool,  # noqa: FBT001  a parameter of the test
) -> None:
    said = run("history", "add", "pre-run", "--date", "2026-01-05T18:30").out
    assert "looks like" not in said
    said = run("history", "add", name, "--date", when, "--minutes", "25").out
    assert len(ids(run)) == 2
    like = "Mon 05 Jan 2026 18:30, which is already in your history"
    assert (like in " ".join(said.split())) == is_alike
    assert "Undo: coach history undo" in said


# Counters that nobody can follow


@pytest.mark.parametrize(
    ("n", "is_own"),
    [(LAST_N - 1, False), (LAST_N, True), (LAST_N, False), (2**53 - 1, True)],
)
def test_no_counter_keeps_a_command_from_what_it_does(
    run: Run,
    drills: str,
    n: int,
    is_own: bool,  # noqa: FBT001  a parameter of the test
) -> None:
    session = write_session(ended=EndStatus.STOPPED)
    scribe = Scribe(this_device() if is_own else "zzzzzz", now() + DAYS_AHEAD, n=7_000)
    scribe.correct("nobody", rpe=3)
    line = encode(scribe.records[0]).replace(b'"n":7001', b'"n":%d' % n)
    with (paths().journal / f"{scribe.device}.jsonl").open("ab") as file:
        file.write(line)
    is_fault = n > LAST_N

    def does(*argv: str) -> str:
        result = run(*argv)
        assert result.code == 0, result.err
        complaints.append(result.err.count("impossible record number"))
        return result.out

    complaints: list[int] = []
    does("history", "edit", session, "--rpe=7")
    does("history", "edit", session, "--rpe=8")
    assert "the effort is 7 again" in does("history", "undo")
    does("history", "delete", session)
    assert "restored" in does("history", "undo")
    assert run("history", "--json").json["sessions"][0]["rpe"] == 7
    does("plan", "begin", "six-week")
    assert "You've stopped" in does("plan", "stop")
    assert "You're not following a programme" in does("plan")
    quick = ("quick-slide", "--drills", drills, "--sets=1", "--reps=1")
    done = run("start", *quick, "--lead-in=0", "--yes", "--plain", "--mute")
    assert (done.code, "log" in done.err) == (0, False)
    newest = run("history", "show", "--json").json["session"]
    assert (newest["sets_done"], newest["status"]) == (1, "completed")
    assert sum(complaints) == is_fault  # named once


# Programmes


def test_a_programme_begun_by_a_clock_that_is_ahead_can_be_stopped(run: Run) -> None:
    writer = JournalWriter(paths().journal, "phone1")
    writer.append(
        now() + DAYS_AHEAD,
        lambda stamp: PlanBegunRecord(**stamp.fields, plan="six-week"),
        after=50,
    )
    assert "You've stopped 'six-week'" in run("plan", "stop").out
    assert "You're not following a programme" in run("plan").out


# Locks


def acknowledge(at: datetime, answer: str) -> None:
    JournalWriter(paths().journal, this_device()).append(
        at,
        lambda stamp: AcknowledgedRecord(**stamp.fields, text=URGENT_TEXT, answer=answer),
    )


def test_a_release_of_a_clock_that_was_ahead_opens_no_later_lock(run: Run) -> None:
    acknowledge(now() + DAYS_AHEAD, "checked")
    acknowledge(now(), "yes")
    result = run("start", "glute-squeeze", *REHEARSAL)
    assert (result.code, result.out) == (1, "")
    assert "sign that needs urgent help" in result.err


def test_a_rehearsal_writes_nothing_where_something_is_to_be_locked(run: Run) -> None:
    for days in (1, 3):
        day = f"{now().date() - timedelta(days=days)}"
        run("history", "add", "desk-break", "--date", day)
    for id_ in ids(run):
        said = ("--drill=glute-squeeze", "--pain=8", "--where=knee")
        assert run("history", "edit", id_, *said).code == 0
    before = journal()
    result = run("start", "strength-b", *REHEARSAL)
    assert result.code == 0
    why = (
        "leaving out every drill that loads the knee even a little until a doctor or "
        "physio says it's fine"
    )
    assert why in " ".join(result.err.split())
    assert journal() == before
