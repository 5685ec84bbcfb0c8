"""The card after a session on a large screen: everything as wide as the screen."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.text import Text

from coach.screen.big_letters import can_draw, letters_in
from coach.screen.card_frame import beside
from coach.screen.roles import Role

LARGE_FROM = 112, 34
"""Columns and rows from which the card is large."""
HUGE_FROM = 145, 50
"""Columns and rows from which its letters and figure are larger still."""
WORD_ROWS, FIGURE_ROWS, WAVE_ROWS = (11, 14), (14, 22), (4, 8)
"""Rows of the word, the figure and the wave; the second ones are for a huge screen."""
_MOST_PARTS, _SAID_HIGH = 2, 7
"""Most parts of what is said in big letters, and half rows of those."""
_LEADERS = "·", "."
"""What leads from a drill to its result, which is too far away to be read with it."""


def said_large(words: str, columns: int, *, is_ascii: bool) -> list[Text]:
    """Return how the session ended in big letters, part by part; empty without room."""
    parts = tuple(part for part in re.split(r"[,.] ?", words.upper()) if part)
    if is_ascii or len(parts) > _MOST_PARTS or not all(map(can_draw, parts)):
        return []
    drawn = letters_in(parts, columns, _SAID_HIGH)
    rows = [Text(row, Role.PLAIN.style) for part in drawn for row in (*part, "")]
    return rows[:-1]


def led(name: Text, result: Text, columns: int, *, is_ascii: bool) -> Text:
    """Return a drill and its result at the edges of a row, with dots between them."""
    first, last = name.cell_len + 2, columns - result.cell_len - 2
    # The dots of all rows stand below each other.
    sign = _LEADERS[is_ascii]
    dots = "".join(" " if at % 2 else sign for at in range(first, last))
    row = Text.assemble(name, "  ", (dots, Role.EDGE.style))
    row.pad_right(columns - result.cell_len - row.cell_len)
    return row.append_text(result)


def in_two(
    rows: Sequence[Text], figure: Sequence[Text], left_columns: int, *, is_ascii: bool
) -> list[Text]:
    """Return rows beside the figure, which stands on the last of them."""
    high = max(len(rows), len(figure))
    lifted = [*[Text("")] * (high - len(figure)), *figure]
    return beside(rows, lifted, left_columns, is_ascii=is_ascii)


def spread(rows: Sequence[Text], room: int) -> list[Text]:
    """Return rows with one or two blank ones between them, if there is room for those."""
    spare = (room - len(rows)) // max(1, len(rows) - 1)
    blanks = [Text("")] * max(0, min(_MOST_BETWEEN, spare))
    return [*rows[:1], *(each for row in rows[1:] for each in (*blanks, row))]


_MOST_BETWEEN = 2
"""Most blank rows between two drills."""
