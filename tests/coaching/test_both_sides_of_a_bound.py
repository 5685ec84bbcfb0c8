"""Where a number of days or times decides: the last one that counts, and the first."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace
from tests.coaching.course import GOOD, Course, drill_of, table
from tests.coaching.courses import MONDAY, Runner, after, did, said

from coach.coaching.conditions import DrillSituation, EarlierAnswers, holds
from coach.coaching.dose_place import DoseChange, DosePlace
from coach.coaching.doses import apply_rule
from coach.coaching.drill_history import DrillHistory
from coach.coaching.programme.begun_with import ProgrammeStart
from coach.coaching.programme.gate import all_of, judge
from coach.coaching.programme.weeks import SpanReason
from coach.model.drill import Drill
from coach.model.prescription import KeptDose
from coach.prescribe import Chosen, Wishes, authored_dose

TODAY = date(2026, 3, 20)


def found(id_: str) -> Drill:
    choice = drill_of(id_)
    assert choice is not None
    return choice.drill


def change_by(
    id_: str, kept: KeptDose, drill: Drill, authored: KeptDose | None = None
) -> DoseChange:
    """What a rule of the table makes of a place, the bridge's with two sets of ten."""
    (rule,) = [each for each in table().rules if each.id == id_]
    place = DosePlace(
        kept=kept,
        drill=drill,
        authored=authored or KeptDose(slot="glute-bridge", sets=2, reps=10),
        default=lambda other: authored_dose(Chosen(other), Wishes()),
        drill_of=found,
        taken=frozenset(),
        is_fixed=False,
        is_named=False,
        has_rested=False,
        kit=frozenset(),
        today=TODAY,
    )
    return apply_rule(rule, place, table())


def twice_easy(kept: KeptDose, drill: str = "glute-bridge") -> DoseChange:
    """What comes of two easy sessions of a drill that has all the reps of its range."""
    return change_by("G1", kept, found(drill))


@pytest.mark.parametrize(
    ("days_ago", "drill"),
    [
        (0, "glute-bridge"),
        (1, "glute-bridge"),
        (6, "glute-bridge"),
        (7, "bridge-march"),
        (8, "bridge-march"),
    ],
)
def test_a_harder_drill_waits_seven_days_after_the_last_one(
    days_ago: int, drill: str
) -> None:
    kept = KeptDose(
        slot="glute-bridge",
        sets=2,
        reps=12,
        level_up_on=TODAY - timedelta(days=days_ago),
    )
    assert twice_easy(kept).drill.id == drill


@pytest.mark.parametrize(
    ("setbacks", "drill"),
    [(0, "bridge-march"), (1, "bridge-march"), (2, "glute-bridge"), (3, "glute-bridge")],
)
def test_after_two_setbacks_a_harder_drill_is_not_offered_again(
    setbacks: int, drill: str
) -> None:
    kept = KeptDose(slot="glute-bridge", sets=2, reps=12, setbacks=setbacks)
    change = twice_easy(kept)
    assert change.drill.id == drill
    assert change.is_progress is (drill != "glute-bridge")


@pytest.mark.parametrize("setbacks", [0, 2, 9])
def test_the_way_back_to_the_own_drill_is_never_closed(setbacks: int) -> None:
    squeeze = found("glute-squeeze")
    assert squeeze.dose.range is not None
    most = squeeze.dose.range.high
    kept = KeptDose(slot="glute-bridge", sets=2, reps=most, setbacks=setbacks)
    assert twice_easy(kept, "glute-squeeze").drill.id == "glute-bridge"


@pytest.mark.parametrize("days_ago", [0, 6, 7, 8])
def test_pain_keeps_the_next_week_closed_for_seven_days(
    days_ago: int,
) -> None:
    hurt = did("desk-break", after(20 - days_ago))
    good = did("strength-a", after(20))
    verdicts = [*said(hurt, "P1"), *said(good, "G1")]
    gate = judge("strength-a", [hurt, good], all_of(verdicts), after(20))
    assert gate.is_good_enough
    assert gate.has_alarm is (days_ago < 7)


def test_pain_of_tomorrow_is_no_alarm_today() -> None:
    hurt, good = did("desk-break", after(21)), did("strength-a", after(20))
    verdicts = [*said(hurt, "P1"), *said(good, "G1")]
    assert not judge("strength-a", [good], all_of(verdicts), after(20)).has_alarm


@pytest.mark.parametrize("days", [27, 28, 29, 30])
def test_a_programme_begins_again_after_more_than_28_days_away(days: int) -> None:
    runner = Runner(ProgrammeStart(plan="six-week", on=MONDAY))
    runner.train(22)
    newest = runner.done[-1].day
    runner.today = newest + timedelta(days=days)
    stretch = runner.plan().stretch
    assert (stretch.why is SpanReason.AFTER_BREAK) is (days > 28)
    assert (stretch.week == 1) is (days > 28)


@pytest.mark.parametrize(
    ("days", "rule"), [(13, "P2"), (14, "P2"), (15, "GAP-14"), (16, "GAP-14")]
)
def test_pain_counts_for_14_days_in_a_routine_that_was_never_done(
    days: int, rule: str
) -> None:
    course = Course()
    hurt = {"glute-squeeze": {"pain": 4, "where_pain": "hip"}}
    course.do("desk-break", hurt, then_days=days)
    assert course.rule_for("only glute-squeeze", "glute-squeeze") == rule


@pytest.mark.parametrize(
    ("days", "rule"),
    [
        (7, "G2"),
        (8, "GAP-8"),
        (14, "GAP-8"),
        (15, "GAP-14"),
        (28, "GAP-14"),
        (29, "GAP-28"),
    ],
)
def test_time_away_is_told_by_whole_days(days: int, rule: str) -> None:
    course = Course()
    course.do("glute-bridge", GOOD, then_days=days)
    assert course.rule_for("glute-bridge") == rule


# Steps that an own table may reach from any dose


def test_sets_that_were_taken_away_come_back_before_anything_grows() -> None:
    change = twice_easy(KeptDose(slot="glute-bridge", sets=1, reps=10))
    assert (change.kept.sets, change.kept.reps) == (2, 10)


def test_a_drill_that_stands_in_never_grows_before_the_own_one_comes_back() -> None:
    kept = KeptDose(slot="glute-bridge", sets=2, reps=6)
    assert twice_easy(kept, "glute-squeeze").drill.id == "glute-bridge"


def test_a_little_less_of_two_reps_is_one() -> None:
    bridge = found("glute-bridge")
    free = replace(bridge, dose=replace(bridge.dose, range=None))
    two = KeptDose(slot="glute-bridge", sets=1, reps=2)
    assert change_by("E1", two, free, authored=two).kept.reps == 1


def test_long_breaks_are_no_setbacks() -> None:
    course = Course(kit=["band", "step"])
    for _ in range(3):
        course.do("single-leg-bridge", GOOD, then_days=20)
    (block,) = course.plan("single-leg-bridge").blocks
    assert block.drill != "single-leg-bridge"
    assert block.kept is not None
    assert block.kept.setbacks == 0


@pytest.mark.parametrize(("days", "holds_now"), [(21, False), (22, True)])
def test_a_rule_about_what_lasts_begins_after_its_days(
    days: int, *, holds_now: bool
) -> None:
    course = Course()
    course.do("glute-bridge", {"pain": 4, "where_pain": "hip"}, then_days=days)
    course.do("glute-bridge", {"pain": 4, "where_pain": "hip"})
    past = DrillHistory(course.sessions, {})
    newest = past.answered[0]
    situation = DrillSituation(
        newest,
        2,
        EarlierAnswers(newest, past.answered, past.answered),
        course.now.date(),
    )
    (hurts,) = [each for each in table().rules if each.id == "P2"]
    lasting = replace(hurts, times=2, lasting_days=21, among="slot")
    assert holds(lasting, situation) is holds_now
