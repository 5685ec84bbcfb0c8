"""From which number, day and time on a rule holds; one less is another rule."""

from __future__ import annotations

from typing import Any

import pytest
from tests.coaching.course import EASY, GOOD, NOTHING, Course, table

from coach.coaching.conditions import is_answered_so
from coach.coaching.drill_log import logs_of

BRIDGE = "glute-bridge"
BACK = {"pain": 3, "where_pain": "low_back"}


@pytest.mark.parametrize(
    ("answer", "rule"),
    [
        ({"pain": 2, "where_pain": "hip"}, "G0"),
        ({"pain": 3, "where_pain": "hip"}, "P2"),
        ({"pain": 5, "where_pain": "hip"}, "P2"),
        ({"pain": 6, "where_pain": "hip"}, "S2"),
        ({"pain": 2, "where_pain": "knee"}, "G0"),
        ({"pain": 3, "where_pain": "knee"}, "P1"),
        ({"pain": 5, "where_pain": "knee"}, "P1"),
        ({"pain": 6, "where_pain": "knee"}, "S2"),
        ({"felt": ("glutes",), "rpe": 4}, "G0"),
        ({"felt": ("glutes",), "rpe": 5}, "G2"),
        ({"felt": ("glutes",), "rpe": 7}, "G2"),
        ({"felt": ("glutes",), "rpe": 8}, "E1"),
        ({"felt": ("nowhere",), "rpe": 3}, "F7-easy"),
        ({"felt": ("nowhere",), "rpe": 4}, "F7"),
    ],
)
def test_a_number_that_was_answered_is_taken_as_it_is(
    answer: dict[str, Any], rule: str
) -> None:
    course = Course()
    course.do(BRIDGE, answer)
    assert course.rule_for(BRIDGE) == rule


@pytest.mark.parametrize(("rpe", "rule"), [(4, "G1"), (5, "G2")])
def test_effort_up_to_four_is_easy(rpe: int, rule: str) -> None:
    course = Course()
    for _ in range(2):
        course.do(BRIDGE, {"felt": ("glutes",), "rpe": rpe})
    assert course.rule_for(BRIDGE) == rule


def test_once_easy_is_not_yet_a_reason_to_grow() -> None:
    course = Course()
    course.do(BRIDGE, EASY)
    assert course.rule_for(BRIDGE) == "G0"
    course.do(BRIDGE, EASY)
    assert course.rule_for(BRIDGE) == "G1"


@pytest.mark.parametrize(
    ("pain", "days", "rule"),
    [(0, 1, "M1"), (1, 1, "S4-rest"), (0, 2, "M1"), (1, 2, "S4")],
)
def test_a_morning_with_any_pain_rests_its_drills_and_then_makes_them_easier(
    pain: int, days: int, rule: str
) -> None:
    course = Course()
    course.do(BRIDGE, GOOD, then_days=days, morning=("more", pain))
    assert course.rule_for(BRIDGE) == rule


@pytest.mark.parametrize(
    ("days", "rule"),
    [
        (7, "G1"),
        (8, "GAP-8"),
        (14, "GAP-8"),
        (15, "GAP-14"),
        (28, "GAP-14"),
        (29, "GAP-28"),
    ],
)
def test_time_away_counts_from_a_week_two_and_four(days: int, rule: str) -> None:
    course = Course()
    course.do(BRIDGE, EASY, then_days=2)
    course.do(BRIDGE, EASY, then_days=days)
    assert course.rule_for(BRIDGE) == rule


@pytest.mark.parametrize(("days", "is_out"), [(42, True), (43, False)])
def test_much_pain_twice_in_six_weeks_keeps_a_drill_out(days: int, *, is_out: bool) -> None:
    course = Course()
    course.do("only glute-bridge", {"pain": 7}, then_days=days)
    course.do("only glute-bridge", {"pain": 6})
    out = course.decide("only glute-bridge").left_out
    assert ("P-place-much" in [rule.rule for each in out for rule in each.rules]) is is_out


@pytest.mark.parametrize(("days", "is_lasting"), [(7, False), (7.5, True)])
def test_pain_lasts_when_four_days_of_it_span_more_than_three_weeks(
    days: float, *, is_lasting: bool
) -> None:
    course = Course()
    for _ in range(4):
        hurt = {"pain": 1, "where_pain": "low_back"}
        course.do("only glute-squeeze", hurt, then_days=days)
    rules = [r.rule for out in course.decide("glute-squeeze").left_out for r in out.rules]
    assert ("P-lasting" in rules) is is_lasting


@pytest.mark.parametrize(("days", "is_out"), [(7, True), (8, False)])
def test_the_back_three_times_in_two_weeks_keeps_a_drill_out(
    days: int, *, is_out: bool
) -> None:
    course = Course()
    for _ in range(3):
        course.do("only glute-squeeze", BACK, then_days=days)
    rules = [r.rule for out in course.decide("glute-squeeze").left_out for r in out.rules]
    assert ("P-place" in rules) is is_out


def test_pain_anywhere_three_times_in_a_row_keeps_a_drill_out() -> None:
    course = Course()
    hurt = {"pain": 3, "where_pain": "hip"}
    for _ in range(2):
        course.do("only glute-squeeze", hurt)
        assert not course.decide("glute-squeeze").locked_places
    course.do("only glute-squeeze", hurt)
    assert course.decide("glute-squeeze").locked_places == {"hip": "0003"}


def test_once_in_between_without_pain_is_no_row() -> None:
    course = Course()
    hurt = {"pain": 3, "where_pain": "hip"}
    for answer in (hurt, hurt, {"pain": 0}, hurt):
        course.do("only glute-squeeze", answer)
    assert not course.decide("glute-squeeze").locked


def test_pain_takes_three_of_ten_reps_away() -> None:
    course = Course()
    course.do(BRIDGE, {"pain": 3, "where_pain": "hip"})
    (block,) = course.plan(BRIDGE).blocks
    assert (block.sets, block.reps) == (2, 7)


def test_without_an_answer_it_stays_as_it_was() -> None:
    course = Course()
    course.do(BRIDGE, NOTHING)
    assert course.rule_for(BRIDGE) == "G0"
    assert not course.plan(BRIDGE).blocks[0].rules


@pytest.mark.parametrize(
    ("said", "is_without_pain"),
    [
        ({}, True),
        ({"pain": 0}, True),
        ({"stop": "pain"}, False),
        ({"skipped": "hurts"}, False),
    ],
)
def test_who_stopped_or_skipped_for_pain_is_not_without_pain(
    said: dict[str, Any], *, is_without_pain: bool
) -> None:
    course = Course()
    course.do(BRIDGE, {"felt": ("low_back",), **said})
    (log,) = logs_of(course.sessions[0])
    without_pain = next(rule for rule in table().rules if rule.id == "F2")
    assert is_answered_so(without_pain, log) is is_without_pain
