"""A programme as an RFC 5545 calendar, with one event for each session. Pure.

Times have no time zone: six in the evening stays six in the evening wherever the runner is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

import msgspec

from coach import __version__
from coach.text.harmless import harmless

_LONGEST_LINE = 75
"""Longest line in octets; a longer one is folded (RFC 5545, 3.1)."""
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


class Event(msgspec.Struct, frozen=True):
    """A planned event with its time."""

    uid: str
    """Stable id, by which a calendar recognises the event in a later file."""
    begins: datetime | date
    """Start without a time zone; a date means an all-day event."""
    lasts: timedelta
    """Length, written in whole minutes; left out for an all-day event."""
    summary: str
    description: str = ""


def calendar_file(
    name: str, events: Sequence[Event], written: datetime, version: int
) -> bytes:
    """Return the calendar as the bytes of a file.

    Args:
        name: name of the calendar.
        events: the events, in any order.
        written: the current time, with its offset from UTC.
        version: number that grows from one file to the next; the highest one wins.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//drill-coach//coach {__version__}//EN",
        f"X-WR-CALNAME:{_escaped(name)}",
    ]
    for event in sorted(events, key=_order):
        lines += _event(event, written, version)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _order(event: Event) -> tuple[str, str]:
    return event.begins.isoformat(), event.uid


def _event(event: Event, written: datetime, version: int) -> Iterable[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(event.uid)}"
    yield f"DTSTAMP:{written.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{version}"
    if isinstance(event.begins, datetime):
        yield f"DTSTART:{event.begins:%Y%m%dT%H%M%S}"
        yield f"DURATION:PT{max(1, round(event.lasts.total_seconds() / 60))}M"
    else:
        yield f"DTSTART;VALUE=DATE:{event.begins:%Y%m%d}"
        yield "TRANSP:TRANSPARENT"  # the rest of the day stays free
    yield f"SUMMARY:{_escaped(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{_escaped(event.description)}"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    return harmless(text.replace("\r\n", "\n")).translate(_ESCAPES)


def _folded(line: str) -> bytes:
    """Return a line folded at the maximum length, never inside a character."""
    pieces: list[bytes] = []
    piece = b""
    for character in line:
        more = character.encode()
        if len(piece) + len(more) > _LONGEST_LINE:
            pieces.append(piece)
            piece = b" "
        piece += more
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
