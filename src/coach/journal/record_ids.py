"""Ids: of records, which sort by time, and of sessions, which are short to type. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TypedDict

from coach.model.records import FORMAT, LAST_N

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32, small: sorts as text, and nothing looks like anything else."""

_TIME_WIDTH, _COUNTER_WIDTH, _SESSION_WIDTH = 10, 7, 10
_TO_PYTHON = str.maketrans(ALPHABET, "0123456789abcdefghijklmnopqrstuv")
_WITH_TIME = re.compile(f"[{ALPHABET}]{{{_TIME_WIDTH}}}-")
_END_OF_TIME = "zz"
"""In the year 35,000; what would lie behind it cannot be written."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class StampFields(TypedDict):
    """What every record carries, as arguments for its type."""

    id: str
    device: str
    n: int
    at: datetime
    format: int


@dataclass(frozen=True, slots=True)
class Stamp:
    """Where and when a record is made, and which one it is."""

    id: str
    device: str
    n: int
    at: datetime
    format: int = FORMAT

    @property
    def fields(self) -> StampFields:
        """For ``SetFinished(**stamp.fields, session=...)``."""
        return StampFields(
            id=self.id, device=self.device, n=self.n, at=self.at, format=self.format
        )

    @property
    def new_session(self) -> str:
        """The id of the session that begins with this record."""
        if self.n == LAST_N:  # then only the id is its own
            return _digest(self.id)
        return session_id(self.at, self.device, self.n)


def make_stamp(at: datetime, device: str, n: int) -> Stamp:
    """Stamp a record; the time is cut to whole milliseconds.

    Raises:
        ValueError: if the time has no offset from UTC.
    """
    at = at.replace(microsecond=at.microsecond // 1000 * 1000)
    return Stamp(record_id(at, device, n), device, n, at)


def make_last_stamp(at: datetime, device: str, known: Container[str], top: str) -> Stamp:
    """Stamp a record when the counter can go no further.

    Args:
        at: the wall-clock time, with its offset from UTC.
        device: the device that writes it.
        known: ids that are taken.
        top: the highest id there is with this counter, empty if there is none; the new
            one is higher, whatever the clock says.
    """
    stamp = make_stamp(at, device, LAST_N)
    time = _epoch_ms(at)
    if can_be_followed(top):
        time = max(time, int(top[:_TIME_WIDTH].translate(_TO_PYTHON), 32) + 1)
    while (id_ := _id(time, device, LAST_N)) in known:
        time += 1
    return replace(stamp, id=id_)


def can_be_followed(id_: str) -> bool:
    """Whether an id has a time that another one can be after."""
    return _WITH_TIME.match(id_) is not None and id_ < _END_OF_TIME


def record_id(at: datetime, device: str, n: int) -> str:
    """Sorts by time, then device, then counter; no two records share one."""
    return _id(_epoch_ms(at), device, n)


def _id(time: int, device: str, n: int) -> str:
    return f"{base32(time, _TIME_WIDTH)}-{device}-{base32(n, _COUNTER_WIDTH)}"


def session_id(at: datetime, device: str, n: int) -> str:
    """Ten letters and digits, the first four or five usually enough to type."""
    return _digest(f"{_epoch_ms(at)}/{device}/{n}")


def _digest(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    bits = 5 * _SESSION_WIDTH
    return base32(int.from_bytes(digest) >> (8 * len(digest) - bits), _SESSION_WIDTH)


def base32(number: int, width: int) -> str:
    """Write a number with at least so many digits."""
    digits = ""
    while number:
        number, digit = divmod(number, 32)
        digits = ALPHABET[digit] + digits
    return digits.rjust(width, ALPHABET[0])


def _epoch_ms(at: datetime) -> int:
    if at.utcoffset() is None:
        raise ValueError("a time in the journal needs its offset from UTC")
    # A clock set before 1970 is wrong; its records still need ids.
    return max(0, (at - _EPOCH) // timedelta(milliseconds=1))
