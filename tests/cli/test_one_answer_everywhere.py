"""What is next and how long it takes: whoever is asked says the same."""

from __future__ import annotations

import contextlib
import io
import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.cli.commands import Run
from tests.cli.unfinished import quick_plan, write_session
from tests.doubles import Press, play

from coach.app.context import Context
from coach.app.session.arranger import looking_ahead
from coach.app.session.summary import print_summary
from coach.coaching.trim import Limits
from coach.model.records import EndStatus
from coach.terminal.clock import SystemClock
from coach.timeline import compile_timeline
from coach.units import minutes_words

REHEARSAL = ("--speed", "1000", "--yes", "--json")
SETTINGS: dict[str, str | None] = {
    "COACH_REST": "5s",
    "COACH_CHANGE": "20s",
    "COACH_BREATH": "long",
}


def planned_s(run: Run, *argv: str, env: dict[str, str | None] | None = None) -> float:
    started = run("start", *argv, *REHEARSAL, env=env).lines[0]
    planned_ms: int = started["planned_ms"]
    return round(planned_ms / 1000, 1)


def at_home(run: Run, env: dict[str, str | None] | None = None) -> str:
    shown = re.search(r"  (\d+ min)$", run(env=env).out, re.MULTILINE)
    assert shown is not None
    return shown[1]


def add(run: Run, name: str, days_ago: int) -> str:
    day = (SystemClock().wall() - timedelta(days=days_ago)).date().isoformat()
    out = run("history", "add", name, "--date", day).out
    found = re.search(r"coach history show (\w+)", out)
    assert found is not None
    return found[1]


@pytest.fixture
def hurt(run: Run) -> None:
    """A desk break in which the standing glute squeeze hurt."""
    session = add(run, "desk-break", 2)
    said = ("--drill", "glute-squeeze", "--pain", "4", "--where", "neck")
    assert run("history", "edit", session, *said).code == 0


@pytest.mark.parametrize("env", [{}, SETTINGS, {"COACH_LEAD_IN": "0s"}])
@pytest.mark.usefixtures("hurt")
def test_the_first_page_says_the_length_that_start_has(
    run: Run, env: dict[str, str | None]
) -> None:
    assert at_home(run, env) == minutes_words(round(planned_s(run, env=env) * 1000))


@pytest.mark.parametrize("env", [{}, SETTINGS])
@pytest.mark.usefixtures("hurt")
def test_the_list_says_the_length_that_start_has(
    run: Run, env: dict[str, str | None]
) -> None:
    listed = run("list", "--json", env=env).json
    (desk,) = [each for each in listed["routines"] if each["id"] == "desk-break"]
    assert desk["minutes"] == round(planned_s(run, "desk-break", env=env) / 60, 1)
    (squeeze,) = [each for each in listed["drills"] if each["id"] == "glute-squeeze"]
    # That of a drill alone is told without the wait before it.
    alone = planned_s(run, "glute-squeeze", "--lead-in", "0s", env=env)
    assert round(squeeze["seconds"], 1) == alone


@pytest.mark.usefixtures("hurt")
def test_every_segment_that_is_shown_is_one_that_start_does(run: Run) -> None:
    shown = run("show", "desk-break", "--timeline", "--json", env=SETTINGS).json
    assert round(shown["total_ms"] / 1000, 1) == planned_s(run, "desk-break", env=SETTINGS)


def test_the_calendar_of_a_programme_has_the_length_that_start_has(
    run: Run, tmp_path: Path
) -> None:
    assert run("plan", "begin", "six-week").code == 0
    file = tmp_path / "plan.ics"
    assert run("plan", "--ics", str(file), env=SETTINGS).code == 0
    lasts = re.search(r"DURATION:PT(\d+)M", file.read_text())
    assert lasts is not None
    minutes = round(planned_s(run, "strength-a", env=SETTINGS) / 60)
    assert int(lasts[1]) == minutes


@pytest.mark.usefixtures("hurt")
def test_why_says_the_same_of_everything_as_of_one_drill(run: Run) -> None:
    every = run("why", "--json").json["next"]
    one = run("why", "glute-squeeze", "--json").json["next"]
    assert len(every) == 1
    assert set(every) <= set(one)
    assert "No changes yet" not in run("why").out
    assert f"Next time: {every[0]}" in " ".join(run("why").out.split())


@pytest.mark.usefixtures("hurt")
def test_what_why_says_of_next_time_is_what_start_tells(run: Run) -> None:
    (said,) = run("why", "--json").json["next"]
    reason = said.partition(". ")[2]
    told = run("start", "desk-break", "--speed", "1000", "--yes", "--plain").err
    assert reason in told


def test_before_anything_was_done_nothing_is_different(run: Run) -> None:
    nothing = {"version": 1, "told": [], "next": [], "chosen": []}
    assert run("why", "--json").json == nothing


def test_looking_ahead_writes_nothing(run: Run, coach_home: Path) -> None:
    session = add(run, "desk-break", 3)
    again = add(run, "desk-break", 2)
    for each in (session, again):
        said = ("--drill", "glute-squeeze", "--pain", "8", "--where", "hip")
        assert run("history", "edit", each, *said).code == 0
    (journal,) = (coach_home / "data" / "journal").glob("*.jsonl")
    before = journal.read_bytes()
    ahead = looking_ahead(Context(), SystemClock().wall())
    gone = ahead.arrange(["desk-break"], Limits()).prescription.left_out
    # Both load the hip that hurt.
    slots = [each.slot for each in gone]
    assert slots == ["glute-squeeze", "standing-hip-extension-wall"]
    for argv in ((), ("why",), ("list",), ("show", "desk-break", "--timeline")):
        assert run(*argv).code == 0
    assert journal.read_bytes() == before


# What is not finished


def first_lines(run: Run, number: int = 3) -> list[str]:
    return run().out.splitlines()[:number]


@pytest.mark.parametrize("ended", [None, EndStatus.STOPPED])
def test_the_first_page_begins_with_what_can_be_gone_on_with(
    run: Run, ended: EndStatus | None
) -> None:
    write_session(ended=ended)
    out = run().out
    assert first_lines(run) == [
        "Not finished yet",
        "Pre-run activation   3 of 5 sets, 12 min ago",
        "coach resume",
    ]
    assert out.index("coach resume") < out.index("coach start")
    assert "Last:" not in out


@pytest.mark.parametrize("minutes", [23 * 60 + 50, 24 * 60 + 10])
def test_it_is_said_for_a_day(run: Run, minutes: int) -> None:
    write_session(minutes_ago=minutes)
    assert ("coach resume" in run().out) is (minutes < 24 * 60)


def test_what_was_discarded_or_done_elsewhere_is_not_gone_on_with(run: Run) -> None:
    write_session(device="zz99zz")
    assert "coach resume" not in run().out
    session = write_session()
    assert run("resume", session, "--discard").code == 0
    assert "coach resume" not in run().out


@pytest.mark.usefixtures("at_noon")
def test_a_session_without_a_rep_is_not_the_last_one_and_counts_nowhere(run: Run) -> None:
    write_session(quick_plan("Short day"), minutes_ago=60, ended=EndStatus.COMPLETED)
    write_session(done=0, minutes_ago=5, ended=EndStatus.STOPPED)
    out = run().out
    assert "coach resume" not in out
    assert "Last: Short day" in out
    assert "1 session," in out


def test_only_a_session_without_a_rep_is_as_if_nothing_had_been_done(run: Run) -> None:
    write_session(done=0, minutes_ago=5)
    out = run().out
    assert "Last:" not in out
    assert "A good first session" in out


def test_looking_at_the_first_page_makes_no_folder(run: Run, coach_home: Path) -> None:
    before = sorted(coach_home.rglob("*device*"))
    assert run().code == 0
    assert sorted(coach_home.rglob("*device*")) == before


def test_a_moment_of_the_past_is_looked_at_as_it_was() -> None:
    at = datetime.fromisoformat("2026-11-02T12:00:00+00:00")
    assert looking_ahead(Context(), at).pick(Limits()).routine == "desk-break"


# Answers about what was added by hand


def next_of(run: Run, drill: str) -> str:
    """What changes in the drill; in working hours, Desk break has a line of its own."""
    line, *_ = run("why", drill, "--json").json["next"]
    return str(line)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (("--felt", "quads"), "Your thighs took over earlier today."),
        (("--rpe", "9"), "was too hard earlier today, so do a little less today."),
        (("--pain", "4"), "Something hurt earlier today (4 out of 10)."),
    ],
)
@pytest.mark.parametrize("about", [("--drill", "glute-squeeze"), ()])
def test_answers_about_what_was_added_by_hand_count_like_any(
    run: Run, said: tuple[str, ...], reason: str, about: tuple[str, ...]
) -> None:
    session = add(run, "glute-squeeze", 0)
    told = run("history", "edit", session, *about, *said)
    assert told.code == 0
    shown = " ".join(told.out.split())
    assert reason in shown
    assert reason in next_of(run, "glute-squeeze")
    if "left out" not in shown:
        assert f"Next time: {next_of(run, 'glute-squeeze')}" in shown


def test_two_easy_sessions_that_were_added_by_hand_are_a_reason_to_do_more(
    run: Run,
) -> None:
    for days_ago in (3, 1):
        session = add(run, "glute-bridge", days_ago)
        said = ("--felt", "glutes", "--rpe", "3")
        out = run("history", "edit", session, "--drill", "glute-bridge", *said).out
        assert ("Nothing changes next time." in out) is (days_ago == 3)
    told = run("why", "glute-bridge", "--json").json["next"]
    assert any("a little more today" in line for line in told)


def test_a_note_says_nothing_of_next_time(run: Run) -> None:
    session = add(run, "desk-break", 0)
    out = run("history", "edit", session, "--note", "in the sun").out
    assert "next time" not in out.lower()


def test_what_was_said_of_a_drill_goes_before_what_was_said_of_the_session(
    run: Run,
) -> None:
    session = add(run, "glute-squeeze", 0)
    drill = ("--drill", "glute-squeeze", "--felt", "glutes", "--rpe", "6")
    assert run("history", "edit", session, *drill).code == 0
    whole = run("history", "edit", session, "--rpe", "9", "--felt", "quads")
    assert "Nothing changes next time." in whole.out


def summary_of(session: str, *, stopped: bool, is_urgent: bool = False) -> str:
    script: list[Press] = [(300, "q"), (400, "q")] if stopped else []
    outcome = play(compile_timeline(quick_plan()), script).outcome
    assert (outcome.status is EndStatus.STOPPED) is stopped
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        setup = Context()
        said = replace(outcome, is_urgent=is_urgent)
        print_summary(setup, said, session, has_banner=False)
    return out.getvalue()


def test_the_summary_of_a_stopped_session_says_how_to_go_on_with_it() -> None:
    session = write_session(ended=EndStatus.STOPPED)
    said = summary_of(session, stopped=True)
    assert said.splitlines()[1] == "To continue today: coach resume"
    assert "coach resume" not in summary_of(session, stopped=True, is_urgent=True)


def test_a_whole_session_is_not_gone_on_with() -> None:
    session = write_session(done=5, ended=EndStatus.COMPLETED)
    assert "coach resume" not in summary_of(session, stopped=False)
