"""The longer away, never more work, whatever was said before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.builders import make_asked
from tests.coaching.course import (
    EASY,
    GOOD,
    HARD,
    MONDAY,
    Answer,
    Course,
    chosen_of,
    library,
    table,
)
from tests.coaching.test_coaching_properties import ANSWERS, ROUTINES, by_slot

from coach.coaching.decide import decide
from coach.coaching.drill_history import DrillHistory
from coach.model.prescription import Block, Prescription
from coach.model.terms import Sides
from coach.prescribe import Wishes, prescribe

GAPS = (5, 10, 20, 29, 60, 400)
DIZZY: Answer = {"flags": ("dizzy",), "easy": 6}
KNEE: Answer = {"pain": 4, "where_pain": "knee"}
HIP: Answer = {"pain": 4, "where_pain": "hip"}
BACK_6: Answer = {"pain": 6, "where_pain": "low_back"}
BACK_3: Answer = {"pain": 3, "where_pain": "low_back"}


@pytest.mark.parametrize("answer", [EASY, GOOD, HARD])
@pytest.mark.parametrize("routine", ["strength-a", "strength-b", "strength-c", "pre-run"])
def test_the_longer_away_never_more_work(routine: str, answer: Answer) -> None:
    works = []
    for gap in GAPS:
        course = Course(kit=["band", "step"])
        for _ in range(6):
            course.do(routine, answer)
        course.do(routine, GOOD, then_days=gap)
        blocks = course.plan(routine).blocks
        works.append([(block.level, block.sets) for block in blocks])
    for less, more in zip(works[1:], works, strict=False):
        pairs = list(zip(less, more, strict=False))
        assert all(one[0] <= other[0] and one[1] <= other[1] for one, other in pairs)


def test_after_a_long_break_what_hurt_before_gives_no_harder_version_than_health() -> None:
    healthy, hurt = Course(), Course()
    for course, said in ((healthy, {}), (hurt, {"bridge-march": GLUTES_4})):
        course.do("strength-b", GOOD)
        course.do("strength-b", {**said} or GOOD, then_days=30)
    levels = [
        {b.drill: b.level for b in c.plan("strength-b").blocks} for c in (hurt, healthy)
    ]
    assert levels[0]["glute-bridge"] == levels[1]["glute-bridge"] == 1


def test_two_weeks_away_take_something_from_each_drill_with_anything_to_take() -> None:
    course = Course()
    course.do("strength-a", {"hip-hinge-wall-tap": {"pain": 4, "where_pain": "knee"}})
    course.do("strength-a", GOOD, then_days=21)
    before = {block.drill: block for block in course.sessions[-1].prescription.blocks}
    for block in course.plan("strength-a").blocks:
        was = before.get(block.drill)
        assert was is None or (block.sets, block.reps) < (was.sets, was.reps)


GLUTES_4: Answer = {"pain": 4, "where_pain": "glutes"}
KNEE_4: Answer = {"pain": 4, "where_pain": "knee"}
SHARP: Answer = {"flags": ("sharp",)}


def work_ms(block: Block) -> int:
    """How long all reps take, both sides together."""
    sides = 2 if block.sides is Sides.EACH else 1
    return block.sets * block.reps * block.cycle_ms * sides


def floor(block: Block) -> int:
    """The fewest reps that are training."""
    range_ = library().drills[block.drill].value.dose.range
    low = range_.low if range_ else 1
    return low + low % 2 if block.sides is Sides.ALTERNATE else low


def is_paced_alike(one: Block, other: Block) -> bool:
    """Whether both breathe alike; a slower breath takes longer and is no more work."""
    paces = [
        (b.kept.exhale_ms, b.kept.inhale_ms) if b.kept else (0, 0) for b in (one, other)
    ]
    return paces[0] == paces[1]


def slot_of(block: Block) -> str:
    return block.kept.slot if block.kept else block.drill


def versions_of(drill: str) -> list[str]:
    """A drill and its easier versions."""
    found = [drill]
    while (easier := library().drills[found[-1]].value.easier) is not None:
        found.append(easier)
    return found


def sibling_of(block: Block) -> str | None:
    """The drill that loads the knee less, for one that the runner felt in the knee."""
    return table().siblings.get(block.pattern)


def is_no_more(longer: Prescription, shorter: Prescription) -> bool:
    """Drill by drill: level, sets, length, and reps where the floor allows fewer."""
    before, after = by_slot(shorter), by_slot(longer)
    # A harder version begins with little of it; its easier version is no more.
    eased = {
        slot
        for slot, block in before.items()
        if any(rule.rule in {"G1", "G1-back"} for rule in block.rules)
        and slot in after
        and after[slot].drill in {*versions_of(block.drill)[1:], sibling_of(block)}
    }
    # A small dose of an easier version is no more, even if it takes longer.
    eased |= {
        slot
        for slot, block in after.items()
        if slot in before and block.level < before[slot].level
        if block.sets == 1 and block.reps <= floor(block)
    }
    shorter, longer = (
        replace(plan, blocks=tuple(b for b in plan.blocks if slot_of(b) not in eased))
        for plan in (shorter, longer)
    )
    before, after = by_slot(shorter), by_slot(longer)
    if not after.keys() <= before.keys():
        return False
    alike = all(is_paced_alike(block, before[slot]) for slot, block in after.items())
    whole = [sum(map(work_ms, plan.blocks)) for plan in (longer, shorter)]
    return all(
        block.level <= before[slot].level
        and block.sets <= before[slot].sets
        and (work_ms(block) <= work_ms(before[slot]) or not alike)
        and block.reps <= max(before[slot].reps, floor(block))
        for slot, block in after.items()
    ) and (whole[0] <= whole[1] or not alike)


HISTORIES = st.lists(
    st.tuples(ANSWERS, st.sampled_from([1, 2, 3, 7, 16])), min_size=0, max_size=6
)


@given(
    st.sampled_from(ROUTINES),
    st.sampled_from([(), ("band", "step")]),
    HISTORIES,
    ANSWERS,
    st.sampled_from([2, 5, 7, 8, 14, 15, 28]),
    st.sampled_from([8, 10, 14, 15, 20, 28, 29, 60, 400]),
)
@settings(max_examples=60)
@example("pre-run", (), [({"stop": "free"}, 1)], EASY, 2, 8)
@example("strength-a", (), [({"easy": 3}, 1)] * 4, {"easy": 3}, 2, 8)
@example("strength-a", (), [], DIZZY, 7, 29)
@example("standing-warm-up", (), [], {"flags": ("urgent",)}, 2, 29)
@example("strength-c", (), [], KNEE, 14, 15)
@example("pre-run", (), [], HIP, 14, 400)
@example("strength-b", ("band", "step"), [(EASY, 2)] * 5, HARD, 14, 15)
@example("post-run-reset", (), [(BACK_6, 1), (EASY, 1)], EASY, 2, 14)
@example("strength-b", ("step",), [({"felt": ("knee",)}, 1)] * 2, EASY, 2, 15)
@example(
    "standing-warm-up", (), [({"skipped": "hurts"}, 1), (BACK_6, 1), ({}, 1)], BACK_3, 5, 8
)
def test_no_history_and_no_last_answer_gives_more_after_a_longer_break(  # noqa: PLR0917  drawn
    name: str,
    kit: tuple[str, ...],
    history: list[tuple[Mapping[str, Any], int]],
    last: Mapping[str, Any],
    gap: int,
    longer: int,
) -> None:
    if longer < gap:
        gap, longer = longer, gap
    course = Course(kit=kit)
    for answer, days in [*history, (last, 0)]:
        if not course.decide(name).chosen:
            return
        course.do(name, answer, then_days=days)
    end = course.now
    plans = []
    for days in (gap, longer):
        course.now = end + timedelta(days=days)
        if not course.decide(name).chosen:
            return
        plans.append(course.plan(name))
    assert is_no_more(plans[1], plans[0])


@pytest.mark.parametrize(
    ("answer", "days"),
    [
        *[(DIZZY, 16), (DIZZY, 29), (KNEE, 16), (HIP, 29), (HIP, 60), (HARD, 60)],
        *[(said, days) for said in (KNEE_4, SHARP) for days in (16, 29, 60)],
    ],
)
def test_whoever_had_a_complaint_gets_no_more_after_a_break_than_who_had_none(
    answer: Answer, days: int
) -> None:
    plans = []
    for said in (answer, GOOD):
        course = Course(kit=["band", "step"])
        course.do("strength-c", said, then_days=days)
        # Two drills in which the same place hurt a lot lock it, which may leave nothing.
        is_any = bool(course.decide("strength-c").chosen)
        plans.append(course.plan("strength-c").blocks if is_any else ())
    complaining, healthy = (sum(map(work_ms, blocks)) for blocks in plans)
    assert complaining <= healthy


def test_in_the_session_in_which_a_programme_adds_a_set_the_reps_stay() -> None:
    course = Course()
    for _ in range(2):
        chosen = course.decide("strength-a").chosen
        first = [replace(each, add_sets=-1) for each in chosen]
        plan = prescribe(make_asked("strength-a"), first, Wishes())
        course.do("strength-a", EASY, plan=plan)
    past = DrillHistory(course.sessions)
    for added, grows in ((0, False), (-1, True)):
        rows = [replace(each, add_sets=added) for each in chosen_of("strength-a")]
        decided = decide(rows, past, course.frame).chosen
        rules = [r.rule for each in decided if each.decided for r in each.decided.rules]
        assert ("G1" in rules) is grows


def test_after_a_week_away_a_programme_adds_no_set_to_those_of_the_last_time() -> None:
    course = Course()
    chosen = course.decide("strength-a").chosen
    first = [replace(each, add_sets=-1) for each in chosen]
    plan = prescribe(make_asked("strength-a"), first, Wishes())
    course.do("strength-a", EASY, plan=plan, then_days=9)
    (bridge,) = [b for b in course.plan("strength-a").blocks if b.drill == "glute-bridge"]
    assert bridge.sets == 1


def test_time_away_and_what_was_said_are_told_together() -> None:
    course = Course()
    course.do("only glute-bridge", DIZZY, then_days=16)
    (block,) = course.plan("only glute-bridge").blocks
    assert block.drill == "glute-squeeze"
    assert block.kept is not None
    assert block.kept.breath == "short"
    reason = block.rules[0].reason
    assert "dizzy" in reason
    assert "more than two weeks" in reason.casefold()


def test_an_answer_that_is_older_than_four_weeks_is_no_reason_any_more() -> None:
    course = Course()
    course.do("only glute-bridge", DIZZY, then_days=29)
    assert course.rule_for("only glute-bridge", "glute-bridge") == "GAP-28"
    # The drill was done since, elsewhere, so nobody was away from it.
    course.now = MONDAY + timedelta(days=40)
    course.do("pre-run", GOOD)
    assert course.rule_for("only glute-bridge", "glute-bridge") == "G0"


def test_whoever_comes_every_nine_days_gets_back_to_the_dose_as_written() -> None:
    course = Course()
    for _ in range(5):
        course.do("strength-a", HARD)
    for _ in range(9):
        course.do("strength-a", GOOD, then_days=9)
    before = {slot_of(block): block for block in course.plan("strength-a").blocks}
    bridge = before["glute-bridge"]
    assert (bridge.drill, bridge.sets, bridge.reps) == ("glute-bridge", 2, 10)


def test_whoever_finds_all_easy_every_nine_days_hears_why_nothing_grows() -> None:
    course = Course()
    for _ in range(4):
        course.do("only glute-bridge", EASY, then_days=9)
    (block,) = course.plan("only glute-bridge").blocks
    assert block.rules[0].reason == (
        "You last did this drill over a week ago, so do the same as last time. To do "
        "more than the routine's dose, do this kind of drill at least once a week."
    )


def test_after_more_than_four_weeks_every_drill_begins_with_one_set() -> None:
    course = Course(kit=["band", "step"])
    for _ in range(4):
        course.do("strength-a", GOOD)
    course.now += timedelta(days=58)
    assert {block.sets for block in course.plan("strength-a").blocks} == {1}


def test_whoever_alternates_two_routines_is_not_away_from_either() -> None:
    course = Course(kit=["band", "step"])
    for number in range(12):
        course.do(("strength-a", "strength-b")[number % 2], EASY, then_days=4)
    bridge = next(
        b for b in course.plan("strength-a").blocks if slot_of(b) == "glute-bridge"
    )
    assert (bridge.sets, bridge.reps, bridge.level) > (2, 10, 1)


@pytest.mark.parametrize("days", [16, 29])
def test_of_a_drill_never_done_nobody_says_when_it_was_last_done(days: int) -> None:
    course = Course(kit=["band", "step"])
    for _ in range(5):
        course.do("strength-a", GOOD)
    course.now += timedelta(days=days - 2)
    known = {
        block.drill for facts in course.sessions for block in facts.prescription.blocks
    }
    new = [b for b in course.plan("strength-b").blocks if slot_of(b) not in known]
    said = [rule.reason for block in new for rule in block.rules]
    assert any("Your last session was more than" in each for each in said)
    assert not any("You last did this drill" in each for each in said)
