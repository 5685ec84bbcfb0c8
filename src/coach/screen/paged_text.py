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
_MARKED_FROM = 3
"""Fewest rows of a page with its number below."""


def turn(moment: Moment) -> int:
    """Return the number of page turns so far in the set, the wait or the pause.

    During work a page stays for a whole rep, so that it turns with the breath.
    """
    if moment.is_paused:
        return moment.stood_ms // TURN_MS
    segment = moment.segment
    if segment.rep is not None:
        return segment.rep - 1
    return (moment.position_ms - segment.at_ms) // TURN_MS


def wrapped(text: str, columns: int) -> list[str]:
    """Return a text wrapped to lines of about the same length; at least one.

    No line holds a word alone that could stand beside others.
    """
    lines = textwrap.wrap(text, max(1, columns)) or [""]
    for narrower in range(columns - 1, columns // 2, -1):
        closer = textwrap.wrap(text, narrower)
        if len(closer) > len(lines) or len(lines) == 1:
            break
        lines = closer
    return _without_lone_end(lines, columns)


def _without_lone_end(lines: list[str], columns: int) -> list[str]:
    """Return the lines with company for a last word that stands alone."""
    if len(lines) < 2 or " " in lines[-1]:  # noqa: PLR2004  a line before the last
        return lines
    *before, word = lines[-2].split(" ")
    last = f"{word} {lines[-1]}"
    if len(before) < 2 or len(last) > columns:  # noqa: PLR2004  would stand alone itself
        return lines
    return [*lines[:-2], " ".join(before), last]


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
    room = rows - 1 if rows >= _MARKED_FROM else max(1, rows)
    pages: Sequence[list[Text]] = [
        lines[start : start + room] for start in range(0, len(lines), room)
    ]
    number = turn(moment) % len(pages)
    page = pages[number]
    if room < rows:
        mark = Text(f"({number + 1} of {len(pages)})", Role.QUIET.style)
        page = [*page, *(Text("") for _ in range(room - len(page))), mark]
    return text_band(page)
