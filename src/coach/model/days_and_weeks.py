"""Which day and which week something belongs to, and how days and times are named. Pure.

There is one answer for every command: the day of a session is the date where it was done,
by its own offset from UTC. Where the runner is now changes nothing about it.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum

TRAVEL = timedelta(hours=26)
"""Clocks on earth are at most so far apart; what is dated further ahead is wrong."""
DAYS_OF_WEEK = 7


def day_of(at: datetime) -> date:
    """The date where it was done."""
    return at.date()


def latest_that_counts(now: datetime) -> datetime:
    """The last moment that travel explains; later than it, a clock was wrong."""
    return now + TRAVEL


def is_dated_ahead(at: datetime, now: datetime) -> bool:
    """Whether only a wrong clock explains it: it does not count until that time."""
    return at > latest_that_counts(now)


class WeekStart(StrEnum):
    """On which day weeks begin."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @property
    def weekday(self) -> int:
        """As `date.weekday` counts: 0 is Monday."""
        return list(WeekStart).index(self)


def first_of_week(day: date, starts: WeekStart = WeekStart.MONDAY) -> date:
    """The first day of the week that a day is in."""
    return day - timedelta(days=(day.weekday() - starts.weekday) % DAYS_OF_WEEK)


# Words


class ClockFace(StrEnum):
    """How times of the day are shown."""

    H24 = "24h"
    H12 = "12h"

    def shown(self, at: time | datetime) -> str:
        """``18:30`` or ``6:30 pm``."""
        if self is ClockFace.H24:
            return f"{at:%H:%M}"
        half = "am" if at.hour < 12 else "pm"  # noqa: PLR2004  noon
        return f"{at.hour % 12 or 12}:{at:%M} {half}"


def date_words(day: date, today: date) -> str:
    """``3 November``, and the year if it is another one."""
    year = f" {day.year}" if day.year != today.year else ""
    return f"{day.day} {day:%B}{year}"


def day_name(day: date, today: date) -> str:
    """``Friday`` within six days, else ``3 November``."""
    is_near = abs((day - today).days) < DAYS_OF_WEEK
    return f"{day:%A}" if is_near else date_words(day, today)


def on_day(day: date, today: date) -> str:
    """``on Friday``, ``on 3 November 2025``."""
    return f"on {day_name(day, today)}"
