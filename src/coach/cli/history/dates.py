"""Dates as people write them on the command line."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from coach.errors import UsageError

_AGO = re.compile(r"(\d{1,4})([dw])", re.ASCII)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SINCE_HELP = "write 2026-11-20, 7d, 4w, yesterday or monday"
_WHEN_HELP = "write 2026-11-20, 2026-11-20T18:30, yesterday or monday"
_FIRST_YEAR = 1970
_DAYS = {"d": 1, "w": 7}


def parse_since(word: str, today: date) -> date:
    """``2026-11-20``, ``7d``, ``4w``, ``yesterday``, ``monday`` or ``last monday``.

    Raises:
        UsageError: if it is none of these.
    """
    text = word.strip().lower()
    if ago := _AGO.fullmatch(text):
        return today - timedelta(days=int(ago[1]) * _DAYS[ago[2]])
    if text in {"today", "yesterday"}:
        return today - timedelta(days=text == "yesterday")
    weekday = text.removeprefix("last ").strip()
    if weekday in _WEEKDAYS:
        back = (today.weekday() - _WEEKDAYS.index(weekday)) % 7
        # "last monday", said on a Monday, is a week ago.
        return today - timedelta(days=back or 7 * text.startswith("last "))
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"'{word}' is not a date", hint=_SINCE_HELP) from None


def parse_day(word: str) -> date:
    """``2026-11-20``.

    Raises:
        UsageError: if it is not a date.
    """
    try:
        return date.fromisoformat(word.strip())
    except ValueError:
        raise UsageError(f"'{word}' is not a date", hint="write 2026-11-20") from None


def parse_when(word: str, now: datetime) -> tuple[datetime, bool]:
    """A moment that is over, and whether the time of the day was given.

    A day as `parse_since` takes it, or with a time: ``2026-11-20T18:30``. Without one it
    is noon, or now if it is not noon yet.

    Raises:
        UsageError: if it is neither a date nor a time, or in the future.
    """
    try:
        when = datetime.fromisoformat(word.strip())
        has_time = any(sign in word.strip() for sign in "T ")
    except ValueError:
        has_time = False
        try:
            when = datetime.combine(parse_since(word, now.date()), time())
        except UsageError as error:
            raise UsageError(error.message, hint=_WHEN_HELP) from None
    if when.year < _FIRST_YEAR:
        raise UsageError(f"'{word}' is before {_FIRST_YEAR}", hint=_WHEN_HELP)
    if not has_time:
        noon = when.replace(hour=12).astimezone()
        when = min(noon, now) if noon.date() == now.date() else noon
    else:
        when = when.astimezone() if when.tzinfo is None else when
    if when > now:
        raise UsageError(f"'{word}' is in the future", hint=_WHEN_HELP)
    return when, has_time
