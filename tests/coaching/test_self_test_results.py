"""What results of self-tests say: a clear difference, and when to test again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace
from tests.builders import make_block
from tests.coaching.course import Course
from tests.coaching.records import make_result

from coach.coaching.self_test_results import courses_of, is_due, offer_words, weaker_side
from coach.model.records import TestResultRecord
from coach.model.terms import Side

DAY = datetime(2026, 3, 2, 7, tzinfo=UTC)


def result(
    left: int | None, right: int | None, measure: str = "reps", days: int = 0
) -> TestResultRecord:
    at = DAY + timedelta(days=days)
    return make_result(left, right, measure=measure, at=at, number=days + 1)


@pytest.mark.parametrize(
    ("left", "right", "weaker"),
    [
        (14, 19, Side.LEFT),
        (19, 14, Side.RIGHT),
        (16, 20, None),
        (15, 20, Side.LEFT),
        (0, 0, None),
        (0, 1, Side.LEFT),
        (9, None, None),
        (None, 9, None),
    ],
)
def test_a_side_is_weaker_beyond_a_fifth_of_the_other(
    left: int | None, right: int | None, weaker: Side | None
) -> None:
    assert weaker_side(result(left, right)) is weaker


def test_yes_and_no_are_no_weaker_side() -> None:
    assert weaker_side(result(0, 1, "yes-no")) is None


def test_a_test_is_offered_again_after_six_weeks() -> None:
    course = courses_of([result(9, 9)])["single-leg-bridge"]
    assert not is_due(course, date(2026, 4, 12))
    assert is_due(course, date(2026, 4, 13))
    assert is_due(None, date(2026, 3, 2))


def test_a_course_names_the_last_the_one_before_and_the_first() -> None:
    results = [result(n, n, days=n) for n in (1, 2, 3)]
    course = courses_of(results)["single-leg-bridge"]
    assert course.newest.left == 3
    assert [each.left for each in course.earlier] == [2, 1]
    assert course.values("left") == (1, 2, 3)


@pytest.mark.parametrize(
    ("days", "week", "told"),
    [
        (None, 1, "The first week is a good time"),
        (None, 6, "The last week is a good time"),
        (None, 3, ""),
        (None, None, ""),
        (3, 1, ""),
        (35, 6, "The last week is a good time"),
        (41, None, ""),
        (42, None, "Your last self-test was 6 weeks ago"),
        (84, None, ""),
    ],
)
def test_a_test_is_offered_at_both_ends_of_a_programme_and_after_six_weeks(
    days: int | None, week: int | None, told: str
) -> None:
    results = [] if days is None else [result(9, 9)]
    today = DAY.date() + timedelta(days=days or 0)
    words = offer_words(results, today, week=week, weeks=6)
    assert words.startswith(told)
    assert bool(words) == bool(told)


def take_test(course: Course) -> None:
    block = make_block("test-heel-raise", test="heel-raise")
    plan = course.plan("only clamshell")
    course.do("only clamshell", plan=replace(plan, blocks=(block,)), then_days=0)


def test_a_test_in_between_makes_nobody_forget_dizziness_nor_pain_that_moves() -> None:
    course = Course()
    course.do("only clamshell", {"felt": ("glutes",), "rpe": 5, "flags": ("dizzy",)})
    take_test(course)
    (block,) = course.plan("only bird-dog").blocks
    assert block.kept is not None
    assert block.kept.breath == "short"
    course = Course()
    for place in ("knee", "hamstrings", "glutes", "shin_or_calf"):
        pain = {"felt": ("glutes",), "pain": 3, "where_pain": place}
        course.do("only glute-squeeze", pain)
        take_test(course)
    assert "P-moving" in {each.rule for each in course.decide("only bird-dog").standing}
