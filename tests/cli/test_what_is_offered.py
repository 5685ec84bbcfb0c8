"""What `coach start` offers: today's pick, the week of a programme, what fits."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.cli.commands import Run
from tests.library.drillfiles import write

from coach.app.context import Context
from coach.app.session.arranger import Manner
from coach.app.session.offer import Offer
from coach.coaching.programme.begun_with import ProgrammeStart
from coach.coaching.trim import Limits, NothingLeftError
from coach.journal.record_ids_and_order import make_stamp
from coach.journal.record_json import encode
from coach.model.records import PlanBegunRecord
from coach.prescribe import Wishes
from coach.terminal.clock import SystemClock

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
"""A Monday."""


def offer(*names: str, limits: Limits | None = None, wishes: Wishes | None = None) -> Offer:
    manner = Manner(wishes or Wishes())
    return Offer(Context(with_sources=False), names, manner, NOON, limits or Limits())


def drills(offered: Offer) -> list[str]:
    return [block.drill for block in offered.timeline.prescription.blocks]


def begin(coach_home: Path, plan: str = "six-week", week: int = 1) -> None:
    begun = ProgrammeStart(plan=plan, on=NOON.date(), week=week)
    stamp = make_stamp(NOON - timedelta(hours=1), "ab12cd", 1)
    record = PlanBegunRecord(**stamp.fields, plan=plan, fields=begun.fields)
    journal = coach_home / "data" / "journal" / "ab12cd.jsonl"
    journal.parent.mkdir(parents=True, exist_ok=True)
    journal.write_bytes(encode(record))


def test_without_a_name_somebody_new_gets_the_desk_break_and_the_reason() -> None:
    offered = offer()
    assert offered.timeline.prescription.names == ("desk-break",)
    assert offered.told == [
        "Desk break: a good first session: short, standing, needs only a wall"
    ]


def test_the_start_card_says_what_is_unfinished_before_anything_else() -> None:
    offered = offer()
    offered.unfinished = (
        "unfinished: Pre-run activation, 3 of 5 sets; to continue: coach resume"
    )
    assert offered.said[0] == offered.unfinished
    assert len(offered.said) == 2
    assert offered.unfinished not in offered.told, "that is said where it is found"


def test_what_was_named_needs_no_reason() -> None:
    offered = offer("pre-run")
    assert offered.timeline.prescription.names == ("pre-run",)
    assert offered.told == []


# A programme


def test_the_programme_of_today_is_offered_with_the_sets_of_its_week(
    coach_home: Path,
) -> None:
    begin(coach_home)
    offered = offer()
    prescription = offered.timeline.prescription
    assert prescription.names == ("strength-a",)
    assert {block.sets for block in prescription.blocks} == {1}
    assert [block.kept.week_sets for block in prescription.blocks if block.kept] == [-1] * 6
    assert offered.told == [
        "Strength A: Six weeks, week 1: 0 of 2 done this week",
        "Six weeks, week 1: one fewer set of every drill that has more than one",
    ]


def test_what_the_week_is_not_about_stays_as_it_is(coach_home: Path) -> None:
    begin(coach_home)
    assert offer("post-run-reset").told == []
    assert [b.sets for b in offer("glute-bridge").timeline.prescription.blocks] == [2]
    named = offer("strength-a", wishes=Wishes(sets=2)).timeline.prescription
    assert {block.sets for block in named.blocks} == {2}


def test_a_week_with_more_sets_says_of_which_drills(coach_home: Path) -> None:
    begin(coach_home, week=4)
    offered = offer("strength-b")
    sets = {b.drill: b.sets for b in offered.timeline.prescription.blocks}
    assert (sets["bridge-march"], sets["step-up-drive"], sets["bird-dog"]) == (3, 3, 2)
    assert offered.told == [
        "Six weeks, week 4: one more set of Bridge march and Step-up with knee drive"
    ]


def test_a_routine_that_never_grows_does_not_grow_in_a_week_either(
    coach_home: Path,
) -> None:
    text = (
        "name: Desk days\nwhy: Short breaks.\nweeks:\n"
        "  - name: One\n    about: Up and down.\n"
        "    strength: [{routine: desk-break, times: 2}]\n    changes: [{sets: 1}]\n"
    )
    write(coach_home / "data" / "drills", {"programmes/desk-days.yaml": text})
    begin(coach_home, "desk-days")
    assert {b.sets for b in offer("desk-break").timeline.prescription.blocks} == {1}


def test_a_programme_whose_file_is_gone_is_told_and_costs_nothing_else(
    coach_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    begin(coach_home, "somebody-elses")
    assert offer().timeline.prescription.names == ("desk-break",)
    said = capsys.readouterr().err
    assert "your programme 'somebody-elses' cannot be read" in said
    assert "stop the programme with `coach plan stop`" in said


# What fits


def test_a_pick_fits_into_the_time_there_is(coach_home: Path) -> None:
    begin(coach_home)
    offered = offer(limits=Limits(minutes=3))
    assert offered.timeline.prescription.names == ("desk-break",)
    assert offered.timeline.total_ms <= 3 * 60_000


def test_standing_is_picked_where_standing_is_asked_for(coach_home: Path) -> None:
    begin(coach_home)
    offered = offer(limits=Limits(standing=True))
    assert offered.timeline.prescription.names == ("desk-break",)


def test_a_named_routine_without_anything_left_is_an_error() -> None:
    with pytest.raises(
        NothingLeftError, match="no drill in this session can be done standing"
    ):
        offer("post-run-reset", limits=Limits(standing=True))


def test_shorter_and_shorter_and_then_whole_again() -> None:
    offered = offer("strength-a")
    whole_ms = offered.timeline.total_ms
    lengths = []
    for _ in range(20):
        offered.shorten()
        lengths.append(offered.timeline.total_ms)
        if offered.limits.minutes is None:
            break
        assert offered.timeline.total_ms <= offered.limits.minutes * 60_000
    assert lengths == [*sorted(lengths[:-1], reverse=True), whole_ms]
    assert len(lengths) > 3


def test_where_it_gets_no_shorter_the_next_wish_is_the_whole() -> None:
    offered = offer("half-kneeling-hip-flexor", limits=Limits(minutes=1))
    assert "shortest possible session: 1:30" in offered.said
    offered.shorten()
    assert offered.limits.minutes is None


def test_standing_and_kit_are_wishes_that_can_be_taken_back() -> None:
    offered = offer("strength-b")
    whole = drills(offered)
    offered.toggle_equipment()
    assert drills(offered) == whole[:4]
    offered.toggle_equipment()
    offered.toggle_standing()
    assert drills(offered) == ["lateral-band-walk", "step-up-drive"]
    offered.toggle_equipment()
    assert (
        offered.said[0]
        == "no drill in this session can be done standing and without equipment"
    )
    assert drills(offered) == ["lateral-band-walk", "step-up-drive"]
    offered.toggle_standing()
    assert (drills(offered), offered.refused) == (whole, "")


def test_a_pick_changes_with_the_wish(coach_home: Path) -> None:
    begin(coach_home)
    offered = offer()
    offered.toggle_standing()
    assert offered.timeline.prescription.names == ("desk-break",)
    offered.toggle_standing()
    assert offered.timeline.prescription.names == ("strength-a",)


def test_strength_within_40_hours_is_allowed_and_the_easier_choice_is_said(
    run: Run,
) -> None:
    yesterday = SystemClock().wall().date() - timedelta(days=1)
    run("history", "add", "strength-a", "--date", yesterday.isoformat())
    started = run("start", "strength-b", "--plain", "--mute", "--speed", "1000")
    assert started.code == 0
    assert "You did Strength A on " in started.err
    assert "less than 40 hours ago" in started.err
    assert "coach start post-run-reset" in started.err
    quiet = run("start", "desk-break", "--plain", "--mute", "--speed", "1000")
    assert "40 hours" not in quiet.err


def test_strength_within_40_hours_is_said_in_pain_too_and_nobody_is_told_to_go_on(
    run: Run,
) -> None:
    yesterday = SystemClock().wall().date() - timedelta(days=1)
    run("history", "add", "strength-a", "--date", yesterday.isoformat())
    session = str(run("history", "--json").json["sessions"][-1]["id"])
    pain = ("--drill", "glute-bridge", "--pain", "7", "--where", "knee")
    assert run("history", "edit", session, *pain).code == 0
    started = run("start", "strength-a", "--plain", "--mute", "--speed", "1000")
    assert "less than 40 hours ago. For an easier session" in started.err


@pytest.mark.parametrize("routine", ["strength-a", "strength-c"])
def test_a_first_strength_session_close_to_a_race_is_small_and_says_so(
    run: Run, routine: str
) -> None:
    race = SystemClock().wall().date() + timedelta(days=14)
    run("plan", "begin", "six-week", "--race", race.isoformat())
    said = run("start", routine, "--plain", "--mute", "--speed", "1000").err
    assert "Your race is in 14 days. That's too close for a first strength session" in said
    assert "For an easier session, do Post-run reset: coach start post-run-reset" in said
    assert (
        "Six weeks, before the race: one fewer set of every drill that has more than one"
        in said
    )
    warm_up = run("start", "pre-run", "--plain", "--mute", "--speed", "1000").err
    assert "too near" not in warm_up
    later = race + timedelta(days=1)
    run("plan", "begin", "six-week", "--race", later.isoformat())
    said = run("start", routine, "--plain", "--mute", "--speed", "1000").err
    assert "too near" not in said


def test_what_pain_keeps_from_growing_is_not_said_to_grow(run: Run) -> None:
    day = SystemClock().wall().date() - timedelta(days=3)
    run("plan", "begin", "six-week", "--week", "4")
    added = run("history", "add", "strength-b", "--date", day.isoformat())
    (session,) = re.findall(r"coach history show (\w+)", added.out)
    start = ("start", "strength-b", "--plain", "--mute", "--speed", "1000")
    assert "one more set of Bridge march and Step-up with knee drive" in run(*start).err
    said = ("--drill=step-up-drive", "--pain=2", "--where=knee")
    assert run("history", "edit", session, *said).code == 0
    assert "set more" not in run(*start).err


@pytest.mark.parametrize(("days", "is_said"), [(28, False), (29, True)])
def test_after_a_long_break_the_first_routine_is_named(
    run: Run, days: int, *, is_said: bool
) -> None:
    day = SystemClock().wall().date() - timedelta(days=days)
    run("history", "add", "strength-c", "--date", day.isoformat())
    said = run("start", "strength-c", "--plain", "--mute", "--speed", "1000").err
    assert ("To begin again, start with Strength A" in said) is is_said
    said = run("start", "strength-a", "--plain", "--mute", "--speed", "1000").err
    assert "place to begin again" not in said
