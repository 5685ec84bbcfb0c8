"""The home page after pain: who should see it, and no run that would load it."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from tests.cli.commands import Run
from tests.cli.unfinished import answer_safety, write_session

from coach.terminal.clock import SystemClock


def hurt(run: Run, where: str, *, days_ago: int) -> None:
    """Keep a session of some days ago in which a place hurt a lot."""
    day = SystemClock().wall().date() - timedelta(days=days_ago)
    added = run("history", "add", "desk-break", "--date", f"{day}")
    (session,) = re.findall(r"coach history show (\w+)", added.out)
    said = ("--drill=glute-squeeze", "--pain=8", f"--where={where}")
    assert run("history", "edit", session, *said).code == 0


@pytest.mark.parametrize(("days_ago", "is_said"), [(0, True), (3, True), (14, False)])
def test_home_says_who_should_see_it_until_two_weeks_passed(
    run: Run, days_ago: int, *, is_said: bool
) -> None:
    hurt(run, "low_back", days_ago=days_ago)
    said = " ".join(run().out.split())
    assert ("Book a doctor or physio this week" in said) is is_said


@pytest.mark.parametrize("days_ago", [0, 3])
def test_home_suggests_no_run_while_the_groin_was_not_seen(run: Run, days_ago: int) -> None:
    hurt(run, "groin", days_ago=days_ago)
    said = " ".join(run().out.split())
    assert "Do not run" in said
    assert "no running until a doctor has seen the groin" in said
    assert "before a run" not in said


@pytest.mark.parametrize("where", ["groin", "low_back"])
@pytest.mark.parametrize("coach", ["on", "off"])
def test_where_the_reset_does_not_fit_the_answer_is_rest(
    run: Run, where: str, coach: str
) -> None:
    hurt(run, where, days_ago=0)
    result = run("start", "--standing", "--coach", coach, "--speed", "1000", "--plain")
    assert result.code == 1
    assert result.err.startswith("coach: rest today: ")
    assert "coach start breathing-90-90" in result.err


def test_without_a_coach_nothing_that_loads_the_groin_is_suggested(run: Run) -> None:
    hurt(run, "groin", days_ago=3)
    said = run(env={"COACH_COACH": "off"}).out
    assert "no running until a doctor has seen the groin" in said
    assert said == run().out  # the coach off or on


def test_what_is_suggested_after_pain_spares_the_place(run: Run) -> None:
    hurt(run, "groin", days_ago=3)
    started = run("start", "--speed", "1000", "--json")
    drills = {
        line["drill"]
        for line in map(json.loads, started.out.splitlines())
        if "drill" in line
    }
    assert drills == {"breathing-90-90"}


@pytest.mark.parametrize("coach", ["on", "off"])
def test_where_all_loads_a_place_that_stays_out_only_breathing_or_rest_is_left(
    coach: str, run: Run
) -> None:
    for days_ago in (3, 5):
        hurt(run, "elsewhere", days_ago=days_ago)
    assert "Post-run reset" in run(env={"COACH_COACH": coach}).out


def test_going_on_spares_what_hurt_in_another_session_today(run: Run) -> None:
    answer_safety()
    write_session(done=1)
    hurt(run, "low_back", days_ago=0)
    result = run("resume", "--yes", "--plain", "--mute")
    assert result.code == 1
    assert "there is nothing left to do in Pre-run activation today" in result.err
    assert "Book a doctor or physio this week" in result.err


def test_the_summary_says_who_should_see_it(run: Run) -> None:
    answer_safety()
    hurt(run, "knee", days_ago=3)
    write_session(done=3)
    said = run("resume", "--yes", "--plain", "--mute", "--no-tones").out
    assert "Book a doctor or physio this week" in said.partition("Done.")[2]


def test_advice_does_not_depend_on_the_coach(run: Run) -> None:
    hurt(run, "knee", days_ago=3)
    said = run(env={"COACH_COACH": "off"}).out
    assert "Book a doctor or physio this week" in " ".join(said.split())


def test_a_drill_that_is_out_today_alone_is_not_said_to_be_out_next_time(run: Run) -> None:
    hurt(run, "low_back", days_ago=0)
    said = " ".join(run("why").out.split())
    assert said.startswith("Today: Standing glute squeeze, ")
    assert "for the rest of today" not in said.partition("Next time:")[2]
    started = run("start", "strength-a", "--plain", "--mute", "--speed", "1000").err
    assert "Glute bridge: left out today." in started
    assert "You can do strength again" not in started


def test_what_a_lock_leaves_out_is_out_next_time(run: Run) -> None:
    for days_ago in (0, 2):
        hurt(run, "low_back", days_ago=days_ago)
    said = " ".join(run("why").out.split())
    assert "left out" in said.partition("Next time:")[2]
    assert "Today:" not in said
