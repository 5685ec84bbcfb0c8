"""Decoding of durations and ranges, which msgspec does not know."""

from __future__ import annotations

import re

from coach.library.phrasing import got, quoted
from coach.model.bounds import FILE_COUNT
from coach.model.drill import CountRange
from coach.units import DURATION_HELP, Milliseconds, parse_duration

_LONGEST_DURATION = 20
_RANGE = re.compile(r"([0-9]{1,4}) ?[-–] ?([0-9]{1,4})")  # noqa: RUF001  people paste en dashes


def custom_value(kind: type, value: object) -> object:
    """Return a value decoded as a type that msgspec does not know.

    Raises:
        ValueError: with a sentence that says what is wrong and what to write.
        NotImplementedError: for any other type.
    """
    if kind is Milliseconds:
        return _duration(value)
    if kind is CountRange:
        return _range(value)
    raise NotImplementedError(kind)


def _duration(value: object) -> Milliseconds:
    if not isinstance(value, str | int | float):
        raise ValueError(f"expected a duration, not {got(value)}; {DURATION_HELP}")  # noqa: TRY004  msgspec reports ValueErrors
    if isinstance(value, str) and len(value) > _LONGEST_DURATION:
        raise ValueError(f"{quoted(value)} is not a duration; {DURATION_HELP}")
    return parse_duration(value)


def _range(value: object) -> CountRange:
    match = _RANGE.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError(f"expected a range such as 6-12, not {got(value)}")
    low, high = int(match[1]), int(match[2])
    if low > high:
        raise ValueError(f"the range {low}-{high} runs backwards; write {high}-{low}")
    least, most = FILE_COUNT.least, FILE_COUNT.most
    if low < least or high > most:
        raise ValueError(f"a range must be between {least} and {most}, not {low}-{high}")
    return CountRange((low, high))
