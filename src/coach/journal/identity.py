"""Ids: of records, which sort by time, and of sessions, which are short to type. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypedDict

from coach.model.record import FORMAT

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32, small: sorts as text, and nothing looks like anything else."""

_TIME_WIDTH, _COUNTER_WIDTH, _SESSION_WIDTH = 10, 7, 10
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
        return session_id(self.at, self.device, self.n)


def make_stamp(at: datetime, device: str, n: int) -> Stamp:
    """Stamp a record; the time is cut to whole milliseconds.

    Raises:
        ValueError: if the time has no offset from UTC.
    """
    at = at.replace(microsecond=at.microsecond // 1000 * 1000)
    return Stamp(record_id(at, device, n), device, n, at)


def record_id(at: datetime, device: str, n: int) -> str:
    """Sorts by time, then device, then counter; no two records share one."""
    time = base32(_epoch_ms(at), _TIME_WIDTH)
    return f"{time}-{device}-{base32(n, _COUNTER_WIDTH)}"


def session_id(at: datetime, device: str, n: int) -> str:
    """Ten letters and digits, the first four or five usually enough to type."""
    digest = hashlib.sha256(f"{_epoch_ms(at)}/{device}/{n}".encode()).digest()
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
