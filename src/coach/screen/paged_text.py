"""Long texts shown page by page, each long enough to read."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from rich.text import Text

from coach.moment import Moment
from coach.screen.layout import Band, text_band
from coach.screen.roles import Role

TURN_MS = 4_000
"""Time that each page is shown."""


def turn(moment: Moment) -> int:
    """Return the number of page turns so far in the session, or in the current pause."""
    if moment.is_paused:
        return moment.stood_ms // TURN_MS
    return moment.position_ms // TURN_MS


def wrapped(text: str, columns: int) -> list[str]:
    """Return a text wrapped to lines; at least one."""
    return textwrap.wrap(text, max(1, columns)) or [""]


def one_line(text: str, role: Role, columns: int, moment: Moment) -> Text:
    """Return the wrapped line of a text that is shown at this moment."""
    pieces = wrapped(text, columns)
    return Text(pieces[turn(moment) % len(pieces)], role.style)


def page_of(
    sentences: Iterable[tuple[str, Role]], columns: int, rows: int, moment: Moment
) -> Band:
    """Return the wrapped sentences, or the page of them that is shown at this moment."""
    lines = [
        Text(piece, role.style)
        for text, role in sentences
        for piece in wrapped(text, columns)
    ]
    if len(lines) <= rows:
        return text_band(lines)
    room = max(1, rows - 1)
    pages: Sequence[list[Text]] = [
        lines[start : start + room] for start in range(0, len(lines), room)
    ]
    number = turn(moment) % len(pages)
    page = pages[number]
    if rows > 1:
        mark = Text(f"({number + 1} of {len(pages)})", Role.QUIET.style)
        page = [*page, *(Text("") for _ in range(room - len(page))), mark]
    return text_band(page)
