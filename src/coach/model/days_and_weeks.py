"""The day and the week of a moment, and the names of days and times. Pure.

All commands agree: the day of a session is the date at the place where it was done, by its
own UTC offset. The place where the runner is now makes no difference.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum

TRAVEL = timedelta(hours=26)
"""Difference between UTC-12 and UTC+14; a later time comes from a wrong clock."""
_MORNING, _DAY = 4, timedelta(days=1)
"""Hour before which the time still belongs to the evening before."""
DAYS_OF_WEEK = 7


def day_of(at: datetime) -> date:
    """Return the date of a moment by its own UTC offset."""
    return at.date()


def training_day(at: datetime) -> date:
    """Return the date of a moment; before four in the morning, the date of the evening.

    What hurt in the evening is spared until the runner has slept.
    """
    day = at.date()
    return day if at.hour >= _MORNING else day - _DAY


def latest_that_counts(now: datetime) -> datetime:
    """Return the latest moment that a time zone can explain."""
    return now + TRAVEL


def is_dated_ahead(at: datetime, now: datetime) -> bool:
    """Return whether only a wrong clock explains a moment, which doesn't count yet."""
    return at > latest_that_counts(now)


class WeekStart(StrEnum):
    """First day of the week."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @property
    def weekday(self) -> int:
        """Return the day as `date.weekday` counts it: 0 is Monday."""
        return list(WeekStart).index(self)


def first_of_week(day: date, starts: WeekStart = WeekStart.MONDAY) -> date:
    """Return the first day of the week that contains a day."""
    return day - timedelta(days=(day.weekday() - starts.weekday) % DAYS_OF_WEEK)


# Words


class ClockFace(StrEnum):
    """Formats for the time of day."""

    H24 = "24h"
    H12 = "12h"

    def shown(self, at: time | datetime) -> str:
        """Return a time of day in this format: ``18:30`` or ``6:30 pm``."""
        if self is ClockFace.H24:
            return f"{at:%H:%M}"
        half = "am" if at.hour < 12 else "pm"  # noqa: PLR2004  noon
        return f"{at.hour % 12 or 12}:{at:%M} {half}"


def date_words(day: date, today: date) -> str:
    """Return a date such as ``3 November``, with the year unless it is this year."""
    year = f" {day.year}" if day.year != today.year else ""
    return f"{day.day} {day:%B}{year}"


def day_name(day: date, today: date) -> str:
    """Return the weekday of a day less than a week away, otherwise its date."""
    is_near = abs((day - today).days) < DAYS_OF_WEEK
    return f"{day:%A}" if is_near else date_words(day, today)


def on_day(day: date, today: date) -> str:
    """Return a day as in a sentence: ``on Friday`` or ``on 3 November 2025``."""
    return f"on {day_name(day, today)}"
