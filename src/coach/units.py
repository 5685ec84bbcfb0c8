"""Durations: integer milliseconds in the code, text in files and on the screen."""

from __future__ import annotations

import math
import re


class Milliseconds(int):
    """A duration in whole milliseconds; authors write ``3s`` or ``1m30s``."""

    __slots__ = ()


LONGEST_MS = 3_600_000
"""Longest single duration in a file or an option: one hour."""

_PARTS = r"(?:(?P<m>\d+)m)?\s*(?:(?P<s>\d+(?:\.\d+)?)s)?"
_CLOCK = r"(?P<m>\d+):(?P<s>[0-5]\d)"
_PLAIN = r"\d+(?:\.0)?|0\.\d"
_FRACTION = r"\d+\.\d+"
"""Ambiguous fractions such as ``1.30``: seconds, or minutes and seconds? Above one second,
a fraction needs an ``s``."""
_MOST = "use at most 1 hour: 60:00 or 3600"
DURATION_HELP = "write 3s, 1m30s, 1:30 or a whole number of seconds"


def parse_duration(value: object) -> Milliseconds:
    """Return ``3s``, ``1m30s``, ``1:30`` or a whole number of seconds as milliseconds.

    Raises:
        ValueError: if the value is not a duration from 0 to one hour; the message says
            what to write.
    """
    try:
        seconds = _seconds(value)
    except OverflowError:
        raise ValueError(f"the duration is longer than an hour; {_MOST}") from None
    if not math.isfinite(seconds):
        raise ValueError(f"{value!r} is not a duration; {DURATION_HELP}")
    if seconds < 0:
        raise ValueError(f"a duration cannot be negative: {value!r}")
    if seconds * 1000 > LONGEST_MS:
        raise ValueError(f"{value!r} is longer than an hour; {_MOST}")
    return Milliseconds(round(seconds * 1000))


def _seconds(value: object) -> float:
    if isinstance(value, bool):
        raise ValueError(f"{str(value).lower()} is not a duration; {DURATION_HELP}")  # noqa: TRY004  one kind of error for every caller
    if isinstance(value, int | float):
        number = float(value)
        if number > 1 and math.isfinite(number) and number != int(number):
            raise _may_be_minutes(str(value))
        return number
    if isinstance(value, str):
        text = value.strip()
        if re.fullmatch(_PLAIN, text):
            return float(text)
        if re.fullmatch(_FRACTION, text):
            raise _may_be_minutes(text)
        match = re.fullmatch(_CLOCK, text) or (re.fullmatch(_PARTS, text) if text else None)
        if match:
            return float(match["m"] or 0) * 60 + float(match["s"] or 0)
        if text.startswith("-"):
            raise ValueError(f"a duration cannot be negative: {value!r}")
    raise ValueError(f"{value!r} is not a duration; {DURATION_HELP}")


def _may_be_minutes(text: str) -> ValueError:
    """Return the error for a number such as ``1.30``, which may mean 90 seconds.

    YAML drops a final 0, so ``1.3`` may be all that is left of ``1.30``.
    """
    whole, _, part = text.partition(".")
    seconds = f"{part:0<2}"
    is_clock = (
        len(seconds) == 2 and int(seconds) < 60 and int(whole) < 60  # noqa: PLR2004  as on a watch
    )
    minutes = f"{whole}:{seconds} or {whole}m{seconds}s" if is_clock else "1:30 or 1m30s"
    return ValueError(
        f"'{text}' could mean minutes or seconds; "
        f"write {minutes} for minutes, {float(text):g}s for seconds"
    )


def format_clock(ms: int) -> str:
    """Return a duration in minutes and seconds, as on a watch: 310000 is ``5:10``."""
    minutes, seconds = divmod(round(ms / 1000), 60)
    if minutes >= 60:  # noqa: PLR2004  minutes in an hour
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{seconds:02}"
    return f"{minutes}:{seconds:02}"


def minutes_words(ms: int) -> str:
    """Return a duration in whole minutes, never to be taken for a time: ``5 min``."""
    return f"{max(1, round(ms / 60_000))} min"


def format_seconds(ms: int) -> str:
    """Return a duration in seconds, as authors write it: 2500 is ``2.5s``."""
    return f"{ms / 1000:g}s"


def seconds_left(ms: int) -> int:
    """Return the whole seconds to show in a countdown, rounded up; 0 only at the end."""
    return max(0, math.ceil(ms / 1000))
