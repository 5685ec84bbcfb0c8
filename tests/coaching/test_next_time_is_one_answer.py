"""What is told of next time, of one drill or of all, is what the session does."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.coaching.course import EASY, GOOD, HARD, Course

from coach.coaching.differences import differences_of
from coach.coaching.drill_history import DrillHistory
from coach.coaching.drill_story import next_time, said_words
from coach.model.prescription import Prescription

ANSWERS: Any = st.sampled_from(
    [
        {},
        EASY,
        GOOD,
        HARD,
        {"felt": ("quads",)},
        {"felt": ("low_back",)},
        {"felt": ("nowhere",)},
        {"pain": 4, "where_pain": "knee"},
        {"pain": 7, "where_pain": "hip"},
        {"flags": ("cramp",)},
        {"stop": "free"},
    ]
)
STEPS: Any = st.lists(st.tuples(ANSWERS, st.sampled_from([1, 2, 9, 16, 30])), max_size=6)
NAMES = st.sampled_from(["desk-break", "strength-a", "pre-run", "glute-bridge"])


def slots(plan: Prescription) -> set[str]:
    done = {block.kept.slot if block.kept else block.drill for block in plan.blocks}
    return done | {out.slot for out in plan.left_out}


@given(NAMES, STEPS)
@settings(max_examples=60, deadline=None)
def test_whoever_asks_about_next_time_hears_the_same(name: str, steps: Any) -> None:  # noqa: ANN401  a list of tuples
    course = Course(kit=["band", "step"])
    for answer, days in steps:
        if not course.decide(name).chosen:
            break
        course.do(name, answer, then_days=days)
    session = course.decide(name)
    plan = course.plan(name) if session.chosen else None
    blocks, left_out = (plan.blocks, plan.left_out) if plan else ((), session.left_out)
    of_all = next_time(blocks, left_out)
    assert all(each.is_change for each in of_all)
    places = slots(plan) if plan else {out.slot for out in left_out}
    of_each = [
        each for slot in sorted(places) for each in next_time(blocks, left_out, slot)
    ]
    changed = {each.told("") for each in of_each if each.is_change}
    assert changed == {each.told("") for each in of_all}
    if plan is not None:
        card = {each.reason for each in differences_of(plan)}
        assert all(any(reason in each.told("") for each in of_all) for reason in card)
        assert bool(card) is bool(of_all)


@pytest.mark.parametrize(
    ("morning", "said"),
    [
        (("sore", None), "the next morning: sore muscles, but no pain"),
        (("more", 4), "the next morning: more pain or soreness than usual (4 out of 10)"),
        (("same", None), "the next morning: as usual"),
    ],
)
def test_sore_muscles_are_told_as_no_pain(
    morning: tuple[str, int | None], said: str
) -> None:
    course = Course()
    course.do("only glute-bridge", GOOD, morning=morning)
    (log,) = DrillHistory(course.sessions).logs
    assert said_words(log).endswith(said)
