"""Parsers for times and days as people type them, with one grammar for all. Pure.

Input is parsed to its last character. Anything else is refused with the accepted forms, so
that nothing typed is ignored or changed silently.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import NamedTuple

from coach.errors import UsageError

ToLocal = Callable[[datetime], datetime]
"""A function that gives a time its local UTC offset, as `datetime.astimezone` does."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SINCE_HELP = "write 2026-11-20, yesterday, monday, fri, 7d (7 days ago) or 4w (4 weeks ago)"
DAY_AHEAD_HELP = "write 2026-11-20, tomorrow or sunday"
TIME_HELP = "write 18:30, 6:30pm or 6pm"
WHEN_HELP = (
    "write 2026-11-20, '2026-11-20 18:30', 'yesterday 18:30' or, for today, 18:30; with a "
    "space, use quotes"
)
PAST_HELP = "use an earlier day or time"
FIRST_YEAR = 1970
_SHORTEST_NAME = 3
_OTHER_NAMES = {"weds": "wednesday"}
_WEEK = 7
_NOON = 12
_MINUTE = timedelta(minutes=1)
_LONGEST_GAP = 25 * 60
"""Longest clock change in minutes; the longest so far was a day, in Samoa."""
_ZONES = timedelta(days=2)
"""Largest difference between two clocks on earth, rounded up."""
_LAST_OFFSET = timedelta(hours=14)

_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_AGO = re.compile(r"(\d{1,4})(?: ?(d|w)| (day|week)s? ago)", re.ASCII)
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d)(?::(?P<second>\d\d(?:\.\d{1,6})?))?)?"
    r"(?: ?(?P<half>[ap])\.?m\.?)?",
    re.ASCII,
)
_DOTTED = re.compile(r"\d{1,2}\.\d\d", re.ASCII)
_OFFSET = re.compile(r"(z|(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d))", re.ASCII)
_DAY_AND_TIME = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:t| )(?P<time>[\d:.]+(?: ?[ap]\.?m\.?)?)"
    r"(?: ?(?P<offset>z|[+-]\d\d:?\d\d))?",
    re.ASCII,
)


class TypedTime(NamedTuple):
    """A typed moment."""

    at: datetime
    """The moment, with its offset from UTC."""
    has_time: bool
    """Whether the time of day was typed, too."""
    note: str = ""
    """Message for the runner that says how coach understood the input."""


def parse_time(word: str) -> time:
    """Return the time of day in ``18:30``, ``18.30``, ``6:30 pm`` or ``6pm``.

    Raises:
        UsageError: if the text is not a time of day.
    """
    found = _time(_plain(word))
    if found is None:
        raise UsageError(f"'{word}' is not a time of day", hint=TIME_HELP)
    return found


def parse_weekday(word: str) -> int | None:
    """Return the weekday in ``fri`` or ``Friday``, 0 for Monday to 6, or None."""
    text = _OTHER_NAMES.get(_plain(word), _plain(word))
    if len(text) < _SHORTEST_NAME:
        return None
    return next((n for n, name in enumerate(WEEKDAYS) if name.startswith(text)), None)


def parse_since(word: str, today: date) -> date:
    """Return the past day or today in ``2026-11-20``, ``7d``, ``yesterday``, ``fri``.

    Raises:
        UsageError: if the text is none of these.
    """
    day = _past_day(_plain(word), today)
    if day is None:
        raise UsageError(f"'{word}' is not a date", hint=SINCE_HELP)
    return day


def parse_day_ahead(word: str, today: date) -> date:
    """Return the day in ``2027-03-14``, ``today``, ``tomorrow`` or a coming weekday.

    Raises:
        UsageError: if the text is none of these.
    """
    text = _plain(word)
    if text in {"today", "tomorrow"}:
        return today + timedelta(days=text == "tomorrow")
    weekday = parse_weekday(text.removeprefix("next "))
    if weekday is not None:
        return today + timedelta(days=(weekday - today.weekday()) % _WEEK or _WEEK)
    day = _iso_day(text)
    if day is None:
        raise UsageError(f"'{word}' is not a date", hint=DAY_AHEAD_HELP)
    return day


def parse_when(
    word: str, now: datetime, to_local: ToLocal = datetime.astimezone
) -> TypedTime:
    """Return a past moment, and whether the time of day was given.

    Accepted are a day as in `parse_since`, a time, or both. A day alone means noon, or now
    before today's noon. A time alone means today.

    Args:
        word: the typed text.
        now: the current time on the runner's clock.
        to_local: a function that gives a time its local UTC offset.

    Raises:
        UsageError: if the text is none of these, is in the future, or was skipped by the
            clocks.
    """
    if _plain(word).startswith("tomorrow"):
        raise UsageError(f"'{word}' is in the future", hint=f"{PAST_HELP}; {WHEN_HELP}")
    day, clock, offset = _day_time_offset(word, now.date())
    if day.year < FIRST_YEAR:
        raise UsageError(f"'{word}' is before {FIRST_YEAR}", hint=WHEN_HELP)
    if day > now.date() + _ZONES:
        raise UsageError(f"'{word}' is in the future", hint=PAST_HELP)
    wall = datetime.combine(day, clock or time(_NOON))
    if offset is not None:
        found = TypedTime(wall.replace(tzinfo=offset), has_time=True)
    else:
        at, note = _in_zone(wall, to_local)
        found = TypedTime(at, clock is not None, note if clock else "")
    if clock is None and day == now.date():
        found = TypedTime(min(found.at, now), has_time=False)
    if found.at > now:
        raise UsageError(f"'{word}' is in the future", hint=PAST_HELP)
    return found


def _plain(word: str) -> str:
    return " ".join(word.split()).lower()


def _day_time_offset(word: str, today: date) -> tuple[date, time | None, timezone | None]:
    """Return the day, time and UTC offset in typed text.

    Raises:
        UsageError: if there is anything else in it.
    """
    text = _plain(word)
    if match := _DAY_AND_TIME.fullmatch(text):
        day, clock = _iso_day(match["day"]), _time(match["time"])
        offset = _offset(match["offset"]) if match["offset"] else None
        if day is not None and clock is not None and (offset or not match["offset"]):
            return day, clock, offset
        raise UsageError(f"'{word}' is not a date and time", hint=WHEN_HELP)
    day = _past_day(text, today)
    if day is not None:
        return day, None, None
    # A bare "05.01" may also be a day.
    clock = None if _DOTTED.fullmatch(text) else _time(text)
    if clock is not None:
        return today, clock, None
    for space in re.finditer(" ", text):
        day = _past_day(text[: space.start()], today)
        clock = _time(text[space.end() :].removeprefix("at "))
        if day is not None and clock is not None:
            return day, clock, None
    raise UsageError(f"'{word}' is not a date or a time", hint=WHEN_HELP)


def _past_day(text: str, today: date) -> date | None:
    if text in {"today", "yesterday"}:
        return today - timedelta(days=text == "yesterday")
    if ago := _AGO.fullmatch(text):
        is_weeks = (ago[2] or ago[3]).startswith("w")
        return today - timedelta(days=int(ago[1]) * (_WEEK if is_weeks else 1))
    weekday = parse_weekday(text.removeprefix("last "))
    if weekday is not None:
        back = (today.weekday() - weekday) % _WEEK
        # "last monday", typed on a Monday, is a week ago.
        return today - timedelta(days=back or _WEEK * text.startswith("last "))
    return _iso_day(text)


def _iso_day(text: str) -> date | None:
    if not _ISO_DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:  # the calendar has no such day
        return None


def _time(text: str) -> time | None:
    match = _CLOCK.fullmatch(text)
    if match is None or not (match["minute"] or match["half"]):
        return None
    hour, half = int(match["hour"]), match["half"]
    if half:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + _NOON * (half == "p")
    second, _, fraction = (match["second"] or "0").partition(".")
    try:
        return time(
            hour, int(match["minute"] or 0), int(second), int(f"{fraction:0<6}" or 0)
        )
    except ValueError:  # the clock has no such time
        return None


def _offset(text: str) -> timezone | None:
    match = _OFFSET.fullmatch(text)
    if match is None or not match["sign"]:
        return UTC if match else None
    minutes = int(match["minutes"])
    ahead = timedelta(hours=int(match["hours"]), minutes=minutes)
    if minutes > 59 or ahead > _LAST_OFFSET:  # noqa: PLR2004  minutes of an hour
        return None
    return timezone(-ahead if match["sign"] == "-" else ahead)


# Hours that clocks skip or repeat when daylight saving time starts or ends


def _in_zone(wall: datetime, to_local: ToLocal) -> tuple[datetime, str]:
    """Return a local time with its offset, and a note if the clocks showed it twice.

    Raises:
        UsageError: if the clocks skipped this time.
    """
    first, second = to_local(wall), to_local(wall.replace(fold=1))
    if not _shows(first, wall):
        raise _skipped(wall, to_local)
    if not _shows(second, wall) or first.utcoffset() == second.utcoffset():
        return first, ""
    return first, (
        f"The clocks went back on {_date(wall)}, so {wall:%H:%M} happened twice, and coach"
        f" uses the first. For the second, type {second.isoformat(timespec='minutes')}."
    )


def _skipped(wall: datetime, to_local: ToLocal) -> UsageError:
    minute = wall.replace(second=0, microsecond=0)
    steps = range(1, _LONGEST_GAP)
    before = (minute - step * _MINUTE for step in steps)
    after = (minute + step * _MINUTE for step in steps)
    last = next((each for each in before if _shows(to_local(each), each)), minute)
    first = next((each for each in after if _shows(to_local(each), each)), minute)
    gone = last + _MINUTE
    if first.date() != gone.date() and gone.time() == first.time() == time():
        return UsageError(
            f"there was no {_date(wall)} here: the calendar skipped that day",
            hint="use the day before or the day after",
        )
    return UsageError(
        f"there was no {wall:%H:%M} on {_date(wall)}: the clocks went from {gone:%H:%M} "
        f"to {first:%H:%M}",
        hint=f"write a time up to {last:%H:%M}, or {first:%H:%M} or later",
    )


def _shows(at: datetime, wall: datetime) -> bool:
    """Return whether local clocks ever showed this time."""
    return at.replace(tzinfo=None, fold=0) == wall.replace(fold=0)


def _date(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
