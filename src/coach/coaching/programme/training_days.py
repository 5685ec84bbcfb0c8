"""The strength days of a week, and the days that missed sessions move to. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import combinations

APART_DAYS = 2
"""Days from one strength day to the next, which leave a day between."""
_WEEK = 7
_OPEN = {1: (0,), 2: (0, 3), 3: (0, 2, 4)}
"""Strength days, counted from the first day of the week, if the runner chose none."""


def spread_days(days: Iterable[int], count: int) -> tuple[int, ...]:
    """Return a number of the given weekdays, as far apart as possible.

    There are fewer if there are not enough, and neighbours if there are no others.
    """
    named = sorted(set(days))
    if len(named) <= count:
        return tuple(named)
    return max(combinations(named, count), key=shortest_gap)


def shortest_gap(days: Sequence[int]) -> int:
    """Return the shortest distance between two of the days, week after week."""
    ordered = sorted(days)
    follow = [*ordered[1:], ordered[0] + _WEEK]
    return min(
        (later - day for day, later in zip(ordered, follow, strict=True)), default=_WEEK
    )


def slots(days: Sequence[int], count: int, first: date) -> frozenset[date]:
    """Return the strength days among the seven days from ``first``."""
    week = [first + timedelta(days=offset) for offset in range(_WEEK)]
    if not days:
        return frozenset(week[offset] for offset in _OPEN.get(count, _OPEN[3]))
    wanted = spread_days(days, count)
    return frozenset(day for day in week if day.weekday() in wanted)


def place(
    count: int, first: date, last: date, wanted: frozenset[date], taken: Iterable[date]
) -> list[date]:
    """Return days for sessions, preferred ones first, with a day between them.

    There are fewer if not all fit.
    """
    chosen = list(taken)
    found: list[date] = []
    span = range((last - first).days + 1)
    every = [first + timedelta(days=offset) for offset in span]
    for day in sorted(every, key=lambda day: (day not in wanted, day)):
        is_free = all(abs((day - other).days) >= APART_DAYS for other in chosen)
        if len(found) < count and is_free:
            chosen.append(day)
            found.append(day)
    return sorted(found)
