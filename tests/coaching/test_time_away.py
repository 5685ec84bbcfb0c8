"""The longer away, never more work, whatever was said last."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.coaching.course import EASY, GOOD, HARD, Answer, Course

from coach.model.prescription import Block
from coach.model.terms import Sides

GAPS = (1, 5, 8, 10, 14, 15, 20, 28, 29, 60, 400)
ROUTINES = ("strength-a", "strength-b", "strength-c", "pre-run", "post-run-reset")
LAST: dict[str, Answer] = {
    "easy": EASY,
    "good": GOOD,
    "too hard": HARD,
    "nothing": {},
    "dizzy": {"easy": 6, "flags": ("dizzy",)},
    "cramp": {"easy": 6, "flags": ("cramp",)},
    "pain 2": {"pain": 2, "where_pain": "knee"},
    "pain 4": {"pain": 4, "where_pain": "hamstrings"},
    "pain 4 in the back": {"pain": 4, "where_pain": "low_back"},
    "pain 7": {"pain": 7, "where_pain": "glutes"},
    "felt in the back": {"felt": ("low_back",), "rpe": 4},
    "felt nowhere": {"felt": ("nowhere",), "rpe": 4},
}


def work_ms(block: Block) -> int:
    sides = 2 if block.sides is Sides.EACH else 1
    return block.sets * block.reps * block.cycle_ms * sides


def after(routine: str, before: list[str], last: str, gap: int) -> tuple[Block, ...]:
    """Return what is done of a routine after a break; nothing if all is left out."""
    course = Course(kit=["band", "step"])
    for name in before:
        if course.decide(routine).chosen:
            course.do(routine, LAST[name])
    if course.decide(routine).chosen:
        course.do(routine, LAST[last], then_days=gap)
    return course.plan(routine).blocks if course.decide(routine).chosen else ()


def is_no_more(longer: tuple[Block, ...], shorter: tuple[Block, ...]) -> None:
    """Compare place by place: level, sets, reps of the same drill, and work."""
    by_slot = {block.kept.slot: block for block in shorter if block.kept}
    for block in longer:
        before = by_slot.get(block.kept.slot) if block.kept else None
        if before is not None:
            assert block.level <= before.level, (block.drill, before.drill)
            assert block.sets <= before.sets, (block.drill, before.drill)
            assert work_ms(block) <= work_ms(before), (block.drill, before.drill)


@pytest.mark.parametrize("last", LAST)
@pytest.mark.parametrize("routine", ROUTINES)
def test_the_longer_away_never_more_work(routine: str, last: str) -> None:
    plans = [after(routine, ["good"] * 4, last, gap) for gap in GAPS]
    for longer, shorter in zip(plans[1:], plans, strict=False):
        is_no_more(longer, shorter)


@given(
    st.sampled_from(ROUTINES),
    st.lists(st.sampled_from(sorted(LAST)), max_size=5),
    st.sampled_from(sorted(LAST)),
    st.tuples(st.integers(1, 90), st.integers(1, 90)).map(sorted),
)
def test_whatever_was_said_before_a_longer_break_never_gives_more(
    routine: str, before: list[str], last: str, gaps: list[int]
) -> None:
    shorter, longer = (after(routine, before, last, gap) for gap in gaps)
    is_no_more(longer, shorter)
