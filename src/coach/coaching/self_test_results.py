"""Results of self-tests, compared with earlier ones and between sides. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from coach.model.days_and_weeks import day_of
from coach.model.records import TestResultRecord
from coach.model.self_test import Measure
from coach.model.terms import Side

CLEAR_SHARE = 5
"""A side is weaker if it is behind by more than this fraction (one over the number)."""
AGAIN_DAYS = 42
"""Days after which a test is offered again; the offer lasts just as long."""
SAME_WEEK_DAYS = 10
"""Days for which a test counts towards a week of the programme."""


class TestCourse(msgspec.Struct, frozen=True):
    """All the runner's results for one test, newest last; at least one."""

    __test__ = False  # no test of pytest

    results: tuple[TestResultRecord, ...]

    @property
    def newest(self) -> TestResultRecord:
        """Return the last result."""
        return self.results[-1]

    @property
    def earlier(self) -> tuple[TestResultRecord, ...]:
        """Return the result before the last, and the first one, if they differ."""
        before = self.results[:-1]
        return before[-1:] if len(before) < 2 else (before[-1], before[0])  # noqa: PLR2004  last and first

    def values(self, side: str) -> tuple[int, ...]:
        """Return the results for a side (``left``, ``right`` or ``both``), in order."""
        found = (getattr(result, side) for result in self.results)
        return tuple(value for value in found if value is not None)

    @property
    def weaker(self) -> Side | None:
        """Return the side that is clearly weaker in the last result, or None."""
        return weaker_side(self.newest)


def courses_of(results: Iterable[TestResultRecord]) -> dict[str, TestCourse]:
    """Return the results of all tests by id, in order of time."""
    found: dict[str, list[TestResultRecord]] = {}
    for result in results:
        found.setdefault(result.test, []).append(result)
    return {test: TestCourse(tuple(of)) for test, of in found.items()}


def weaker_side(result: TestResultRecord) -> Side | None:
    """Return the side whose result is clearly lower, or None.

    Clearly means by more than a fifth of the better side; coach chose this limit, and no
    study measured it.
    """
    left, right = result.left, result.right
    if left is None or right is None or result.measure == Measure.YES_NO:
        return None
    if CLEAR_SHARE * abs(left - right) <= max(left, right):
        return None
    return Side.LEFT if left < right else Side.RIGHT


def is_due(course: TestCourse | None, today: date) -> bool:
    """Return whether a test was never done, or was done long enough ago to repeat."""
    if course is None:
        return True
    return (today - day_of(course.newest.at)).days >= AGAIN_DAYS


def lowest_of(result: TestResultRecord) -> int | None:
    """Return the result of the weaker side; None if there is none."""
    found = (result.left, result.right, result.both)
    return min((value for value in found if value is not None), default=None)


def offer_words(
    results: Sequence[TestResultRecord], today: date, *, week: int | None, weeks: int
) -> str:
    """Return the line that offers a test; empty if no test is due.

    Args:
        results: all results, newest last.
        today: the current day.
        week: the week of the runner's programme; None if there is none.
        weeks: the number of weeks in the programme.
    """
    days = (today - day_of(results[-1].at)).days if results else None
    if week in {1, weeks} and (days is None or days > SAME_WEEK_DAYS):
        which = "first" if week == 1 else "last"
        return f"The {which} week is a good time for a self-test. Type `coach test`."
    if days is not None and AGAIN_DAYS <= days < 2 * AGAIN_DAYS:
        ago = f"{days // 7} weeks ago"
        return f"Your last self-test was {ago}. To repeat the test, type `coach test`."
    return ""


def sides_in(results: Sequence[TestResultRecord]) -> tuple[str, ...]:
    """Return the names of the sides that have a result: left and right, or both."""
    sides = ("left", "right", "both")
    return tuple(
        side
        for side in sides
        if any(getattr(result, side) is not None for result in results)
    )
