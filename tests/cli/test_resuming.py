"""``coach resume`` without a terminal, and what ``coach start`` says of it."""

from __future__ import annotations

import re
import resource
from pathlib import Path

import pytest
from msgspec import UNSET
from msgspec.structs import replace
from tests.cli.commands import Result, Run, run_apart, stop_at_first_line
from tests.cli.unfinished import paths, quick_plan, this_device, write_session

from coach.app.context import Context
from coach.app.session.what_is_left import what_is_left
from coach.config.remembered import remember
from coach.journal.read import read_journal
from coach.journal.session_file_locks import SessionLocks
from coach.model.records import (
    AnyRecord,
    DiscardedRecord,
    EndStatus,
    ResumedRecord,
    SessionEndedRecord,
)
from coach.model.weights import Weight


def records() -> tuple[AnyRecord, ...]:
    return read_journal(paths().journal).records


def status_of(session: str, run: Run) -> tuple[str, int]:
    (told,) = [s for s in run("history", "--json").json["sessions"] if s["id"] == session]
    return told["status"], told["sets_done"]


def assert_refused(result: Result, *words: str) -> None:
    assert (result.code, result.out) == (1, "")
    told, hint = result.err.splitlines()
    assert hint.startswith("hint: ")
    for word in words:
        assert word in result.err
    assert told.startswith("coach: ")


def test_without_a_terminal_it_says_what_there_is_and_how(run: Run) -> None:
    older = write_session(quick_plan("Short day"), done=1, minutes_ago=180)
    newer = write_session()
    result = run("resume")
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines() == [
        f"{newer[:4]}  Pre-run activation, 3 of 5 sets, 12 min ago",
        f"{older[:4]}  Short day, 1 of 5 sets, 3 h ago",
        (
            f"`coach resume {newer[:4]}` continues the first session; add --finish to end"
            " that session, or --discard to set it aside"
        ),
    ]


def test_one_unfinished_session_is_not_called_the_first(run: Run) -> None:
    session = write_session()
    *_, last = run("resume").out.splitlines()
    assert last.startswith(f"`coach resume {session[:4]}` continues the unfinished session")


def test_of_several_unfinished_sessions_the_command_to_end_one_is_whole(run: Run) -> None:
    write_session(quick_plan("Short day"), done=1, minutes_ago=180)
    write_session()
    hint = run("resume", "--finish").err.splitlines()[-1]
    assert hint == "hint: choose a session with `coach resume ID --finish`"
    assert len(records()) == 6


def test_programs_get_the_same_as_json(run: Run) -> None:
    session = write_session(ended=EndStatus.STOPPED)
    (told,) = run("resume", "--json").json["unfinished"]
    assert told["id"] == session
    assert (told["status"], told["sets_done"], told["sets_planned"]) == ("stopped", 3, 5)


def test_going_on_does_what_is_left_and_sums_up_the_whole_session(run: Run) -> None:
    session = write_session()
    result = run("resume", session[:4], "--plain")
    assert (result.code, result.err) == (0, "")
    lines = [line[7:] for line in result.out.splitlines()]
    done = [line for line in lines if line.startswith("set done")]
    assert done == ["set done: 2 reps", "set done: 2 reps"]
    assert "Done. 5 of 5 sets, 3:01 of exercise. Enjoy the run." in result.out
    rows = [" ".join(line.split()) for line in result.out.splitlines()]
    assert "Heel slide 3 x 2 reps" in rows
    assert "Bird dog 2 x 2 reps" in rows
    assert result.out.splitlines()[-1] == f"Details: coach history show {session[:4]}"
    assert status_of(session, run) == ("completed", 5)
    assert len([r for r in records() if isinstance(r, ResumedRecord) and r.new_run]) == 1


def test_the_drill_files_are_not_read_again(run: Run, drills: str) -> None:
    plan = quick_plan()
    assert not list(Path(drills).rglob("bird-dog.yaml"))
    session = write_session(plan, done=4)
    lines = run("resume", session, "--json", "--drills", drills).lines
    assert [line["drill"] for line in lines if line["event"] == "set_finished"] == [
        "bird-dog"
    ]
    assert lines[0]["sets_planned"] == 5
    lead_in, *_ = [line for line in lines if line["event"] == "segment_started"]
    assert (lead_in["drill"], lead_in["set"]) == ("bird-dog", 2)


def test_a_breath_changed_on_the_way_goes_on_changed_and_others_as_planned(
    run: Run,
) -> None:
    session = write_session(done=1)
    remember(paths().remembered, breath={"heel-slide": 300})
    exhales = {
        (line["drill"], line["duration_ms"])
        for line in run("resume", session, "--json").lines
        if line["event"] == "segment_started"
        and line["kind"] == "phase"
        and line["breath"] == "exhale"
    }
    assert exhales == {("heel-slide", 300), ("bird-dog", 100)}


def test_yes_goes_on_with_the_newest(run: Run) -> None:
    older = write_session(minutes_ago=100)
    newer = write_session(done=4)
    assert run("resume", "--yes", "--plain").code == 0
    assert status_of(newer, run) == ("completed", 5)
    assert status_of(older, run) == ("interrupted", 3)


def test_finishing_keeps_what_was_done_and_offers_it_no_more(run: Run) -> None:
    session = write_session()
    result = run("resume", "--finish")
    assert result == (
        0,
        "Finished after 3 of 5 sets. Your session is saved.\n",
        "",
    )
    assert status_of(session, run) == ("stopped", 3)
    assert run("resume", "--json").json["unfinished"] == []


def test_discarding_leaves_it_as_it_is_and_it_can_still_be_named(run: Run) -> None:
    session = write_session()
    before = records()
    assert run("resume", "--discard").code == 0
    (added,) = [record for record in records() if record not in before]
    assert isinstance(added, DiscardedRecord)
    assert status_of(session, run) == ("interrupted", 3)
    assert run("resume").code == 1
    assert run("resume", session, "--plain").code == 0
    assert status_of(session, run) == ("completed", 5)


def test_killed_after_the_last_set_nothing_is_left_but_to_say_that_it_is_done(
    run: Run,
) -> None:
    session = write_session(done=5)
    result = run("resume", "--yes")
    assert result == (0, "Done. 5 of 5 sets.\n", "")
    assert status_of(session, run) == ("completed", 5)
    (ended,) = [record for record in records() if isinstance(record, SessionEndedRecord)]
    assert ended.status is EndStatus.COMPLETED


def test_with_several_it_must_be_clear_which_one_is_discarded(run: Run) -> None:
    write_session()
    write_session()
    assert_refused(run("resume", "--discard"), "2 sessions are unfinished", "resume ID")


def test_finish_and_discard_together_are_wrong_usage(run: Run) -> None:
    assert run("resume", "--finish", "--discard").code == 2


def test_nothing_unfinished_is_said(run: Run) -> None:
    assert_refused(run("resume"), "unfinished", "coach start")


ANY_ACT = pytest.mark.parametrize("act", [(), ("--finish",), ("--discard",), ("--yes",)])


@ANY_ACT
def test_an_unknown_id_names_the_known_ones(act: tuple[str, ...], run: Run) -> None:
    session = write_session()
    assert_refused(run("resume", "zzzz", *act), "'zzzz'", session[:4])


@ANY_ACT
def test_a_completed_session_is_left_alone(act: tuple[str, ...], run: Run) -> None:
    session = write_session(done=5, ended=EndStatus.COMPLETED)
    assert_refused(run("resume", session, *act), "is complete", "coach start short-day")


@ANY_ACT
@pytest.mark.parametrize("ended", [None, EndStatus.STOPPED])
def test_a_session_that_runs_elsewhere_is_left_alone(
    ended: EndStatus | None, act: tuple[str, ...], run: Run
) -> None:
    session = write_session(ended=ended)
    with SessionLocks(paths().locks).hold(session):
        assert_refused(run("resume", session, *act), "is running in another window")


@ANY_ACT
def test_yesterdays_session_is_the_past(act: tuple[str, ...], run: Run) -> None:
    session = write_session(minutes_ago=24 * 60 + 1)
    said = "you finished still count"
    assert_refused(run("resume", session, *act), "more than 24 hours ago", said)
    assert run("resume").code == 1


@ANY_ACT
def test_another_devices_session_goes_on_there(act: tuple[str, ...], run: Run) -> None:
    session = write_session(device="ph0ne1")
    assert_refused(run("resume", session, *act), "on another computer")
    assert run("resume").code == 1


def test_a_plan_from_a_newer_coach_asks_for_an_update(run: Run) -> None:
    session = write_session()
    file = paths().journal / f"{this_device()}.jsonl"
    first, rest = file.read_text().split("\n", 1)
    file.write_text(first.replace('"format":1', '"format":2') + "\n" + rest)
    result = run("resume", session)
    assert (result.code, result.out) == (1, "")
    told, hint = result.err.splitlines()[-2:]
    assert told.startswith(f"coach: there is no session '{session}'; ")
    assert told.endswith("a newer version of coach wrote part of the journal")
    assert hint == "hint: update coach, then use `coach resume` again"


def no_more_room() -> None:
    size = sum(file.stat().st_size for file in paths().journal.iterdir())
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


@pytest.mark.parametrize("act", ["--finish", "--discard"])
def test_a_journal_that_cannot_be_written_says_so(act: str) -> None:
    write_session()
    before = records()
    result = run_apart("resume", act, beforehand=no_more_room)
    index, *refused = result.err.splitlines(keepends=True)
    assert "history.sqlite' cannot be used" in index
    assert_refused(
        result._replace(err="".join(refused)), "cannot write the journal", "try again"
    )
    assert records()[: len(before)] == before


def test_a_journal_that_cannot_be_written_stops_no_session_that_goes_on(
    run: Run,
) -> None:
    session = write_session()
    result = run_apart("resume", "--yes", "--plain", beforehand=no_more_room)
    assert result.code == 1
    assert "session completed" in result.out
    assert "cannot write the journal" in result.err
    assert "Traceback" not in result.err
    assert status_of(session, run) == ("interrupted", 3)
    rescued = re.search(r"records in '(.+?)'", result.err)
    assert rescued
    Path(rescued[1]).rename(paths().journal / "rescued.jsonl")
    assert status_of(session, run) == ("completed", 5)


def test_a_session_that_a_signal_ended_is_offered_too(drills: str, run: Run) -> None:
    stop_at_first_line("heel-slide", "--yes", "--plain", "--drills", drills)
    (told,) = run("resume", "--json").json["unfinished"]
    assert (told["status"], told["sets_done"]) == ("stopped", 0)


REHEARSAL = ("start", "quick-slide", "--sets=1", "--reps=1", "--lead-in=0", "--plain")


def test_start_mentions_an_unfinished_session_and_starts_what_was_asked(
    drills: str, run: Run
) -> None:
    write_session()
    result = run(*REHEARSAL, "--drills", drills)
    assert result.err == (
        "coach: unfinished: Pre-run activation, 3 of 5 sets, 12 min ago; "
        "to continue: coach resume\n"
    )
    assert "set done: 1 rep" in result.out


@pytest.mark.parametrize("how", ["--yes", "--json"])
def test_start_leaves_it_alone_when_nothing_is_to_be_asked(
    how: str, drills: str, run: Run
) -> None:
    session = write_session()
    assert run(*REHEARSAL, how, "--drills", drills).err == ""
    assert status_of(session, run) == ("interrupted", 3)


def test_start_does_not_mention_a_session_in_which_nothing_was_done(
    drills: str, run: Run
) -> None:
    write_session(done=0)
    assert run(*REHEARSAL, "--drills", drills).err == ""


def test_a_drill_goes_on_with_the_weight_that_its_last_set_was_done_with(run: Run) -> None:
    session = write_session(done=1)
    assert run("history").code == 0
    context = Context()
    facts = context.index.find(session)
    facts = replace(facts, bouts=[replace(b, weight=Weight(6_000)) for b in facts.bouts])
    left, _ = what_is_left(context, facts, context.clock.wall(), waits=False)
    first, second = left.prescription.blocks
    assert (first.weight, second.weight) == (Weight(6_000), UNSET)
