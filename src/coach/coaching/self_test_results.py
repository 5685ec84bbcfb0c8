"""Results of self-tests: compared with earlier ones, and side with side. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from coach.model.days_and_weeks import day_of
from coach.model.records import TestResultRecord
from coach.model.self_test import Measure
from coach.model.terms import Side

CLEAR_SHARE = 5
"""A side is weaker when more than one part of so many of the other side is missing."""
AGAIN_DAYS = 42
"""After so many days a test is offered again."""


class TestCourse(msgspec.Struct, frozen=True):
    """All results of one test that the runner has, the newest last; at least one."""

    __test__ = False  # no test of pytest

    results: tuple[TestResultRecord, ...]

    @property
    def newest(self) -> TestResultRecord:
        """Return the last result."""
        return self.results[-1]

    @property
    def earlier(self) -> tuple[TestResultRecord, ...]:
        """Return the result before the last and the first one, where these are others."""
        before = self.results[:-1]
        return before[-1:] if len(before) < 2 else (before[-1], before[0])  # noqa: PLR2004  last and first

    def values(self, side: str) -> tuple[int, ...]:
        """Return the results of a side, ``left``, ``right`` or ``both``, in order."""
        found = (getattr(result, side) for result in self.results)
        return tuple(value for value in found if value is not None)

    @property
    def weaker(self) -> Side | None:
        """Return the side that is clearly weaker in the last result, or None."""
        return weaker_side(self.newest)


def courses_of(results: Iterable[TestResultRecord]) -> dict[str, TestCourse]:
    """Return the courses of all tests by their ids, the results in order of time."""
    found: dict[str, list[TestResultRecord]] = {}
    for result in results:
        found.setdefault(result.test, []).append(result)
    return {test: TestCourse(tuple(of)) for test, of in found.items()}


def weaker_side(result: TestResultRecord) -> Side | None:
    """Return the side whose result is clearly lower, or None.

    Clearly means by more than a fifth of the better side: a decision of this program, not
    a measured limit.
    """
    left, right = result.left, result.right
    if left is None or right is None or result.measure == Measure.YES_NO:
        return None
    if CLEAR_SHARE * abs(left - right) <= max(left, right):
        return None
    return Side.LEFT if left < right else Side.RIGHT


def is_due(course: TestCourse | None, today: date) -> bool:
    """Return whether a test was never done, or long enough ago to do it again."""
    if course is None:
        return True
    return (today - day_of(course.newest.at)).days >= AGAIN_DAYS


def sides_in(results: Sequence[TestResultRecord]) -> tuple[str, ...]:
    """Return the names of the sides that have a result: left and right, or both."""
    sides = ("left", "right", "both")
    return tuple(
        side
        for side in sides
        if any(getattr(result, side) is not None for result in results)
    )
