"""Ids and order of records, and ids of sessions, which are short. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container
from datetime import UTC, datetime, timedelta
from typing import TypedDict

import msgspec
from msgspec.structs import replace

from coach.model.records import FORMAT, LAST_N, Record

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Digits of Crockford's base 32 in lower case: they sort as text and have no lookalikes."""

_TIME_WIDTH, _COUNTER_WIDTH, _SESSION_WIDTH = 10, 7, 10
_TO_PYTHON = str.maketrans(ALPHABET, "0123456789abcdefghijklmnopqrstuv")
_WITH_TIME = f"[{ALPHABET}]{{{_TIME_WIDTH}}}-"
_END_OF_TIME = "zz"
"""Start of an id in the year 35,000; later times have no id."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class StampFields(TypedDict):
    """Fields of every record, as keyword arguments."""

    id: str
    device: str
    n: int
    at: datetime
    format: int


class Stamp(msgspec.Struct, frozen=True):
    """Time, device and counter of a record."""

    id: str
    device: str
    n: int
    at: datetime
    format: int = FORMAT

    @property
    def fields(self) -> StampFields:
        """Return arguments for ``SetFinishedRecord(**stamp.fields, session=...)``."""
        return StampFields(
            id=self.id, device=self.device, n=self.n, at=self.at, format=self.format
        )

    @property
    def new_session(self) -> str:
        """Return the id of the session that starts with this record."""
        if self.n == LAST_N:  # counters may repeat, but ids are unique
            return _digest(self.id)
        return session_id(self.at, self.device, self.n)


def make_stamp(at: datetime, device: str, n: int) -> Stamp:
    """Return a stamp; the time is cut to whole milliseconds.

    Raises:
        ValueError: if the time has no offset from UTC.
    """
    at = at.replace(microsecond=at.microsecond // 1000 * 1000)
    return Stamp(record_id(at, device, n), device, n, at)


def make_last_stamp(at: datetime, device: str, known: Container[str], top: str) -> Stamp:
    """Return a stamp for a device whose counter has reached its limit.

    Args:
        at: the wall-clock time, with its offset from UTC.
        device: the device that writes the record.
        known: ids that are taken.
        top: the highest id with this counter, empty if there is none; the new id is higher,
            whatever the clock says.
    """
    stamp = make_stamp(at, device, LAST_N)
    time = _epoch_ms(at)
    if can_be_followed(top):
        time = max(time, int(top[:_TIME_WIDTH].translate(_TO_PYTHON), 32) + 1)
    while (id_ := _id(time, device, LAST_N)) in known:
        time += 1
    return replace(stamp, id=id_)


def can_be_followed(id_: str) -> bool:
    """Return whether there can be a later id."""
    return re.match(_WITH_TIME, id_) is not None and id_ < _END_OF_TIME


def record_id(at: datetime, device: str, n: int) -> str:
    """Return a unique id that sorts by time, then device, then counter."""
    return _id(_epoch_ms(at), device, n)


def _id(time: int, device: str, n: int) -> str:
    return f"{base32(time, _TIME_WIDTH)}-{device}-{base32(n, _COUNTER_WIDTH)}"


def session_id(at: datetime, device: str, n: int) -> str:
    """Return the id of a session: ten characters of base 32, a hash of the arguments."""
    return _digest(f"{_epoch_ms(at)}/{device}/{n}")


def _digest(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    bits = 5 * _SESSION_WIDTH
    return base32(int.from_bytes(digest) >> (8 * len(digest) - bits), _SESSION_WIDTH)


def base32(number: int, width: int) -> str:
    """Return a number in base 32 with at least this many digits."""
    digits = ""
    while number:
        number, digit = divmod(number, 32)
        digits = ALPHABET[digit] + digits
    return digits.rjust(width, ALPHABET[0])


def _epoch_ms(at: datetime) -> int:
    if at.utcoffset() is None:
        raise ValueError("a time in the journal needs an offset from UTC")
    # A clock before 1970 is wrong, but its records need ids as well.
    return max(0, (at - _EPOCH) // timedelta(milliseconds=1))


def order(record: Record) -> tuple[int, str, str]:
    """Return the sort key that puts the winning record last.

    The counter decides, then the device. Clocks may be wrong, but a record that changes
    another one always has a higher counter than all that its device knew.
    """
    if record.n < LAST_N:
        return record.n, record.device, record.id
    # At the highest counter, the id decides; writers then choose a higher id.
    return record.n, record.id if can_be_followed(record.id) else "", record.id
