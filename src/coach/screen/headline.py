"""The one thing to read first on a printed page, in big letters."""

from __future__ import annotations

from rich.text import Text

from coach.screen.big_letters import LEAST_HIGH, can_draw, fitted, height_of, letters_in
from coach.screen.margins import MARGIN
from coach.screen.roles import Role
from coach.screen.viewport import HUGE_FROM

WIDEST, WIDEST_IF_HUGE = 76, 130
"""Width of the widest headline; wider letters would be no easier to read."""


def headline(
    words: str, columns: int, role: Role = Role.LOUD, *, is_ascii: bool = False
) -> list[Text]:
    """Return words in big letters; in bold if there is no room or letter for them."""
    large: tuple[str, ...] = ()
    if can_draw(words):
        is_huge = columns >= HUGE_FROM[0] - 2 * MARGIN
        room = min(columns, WIDEST_IF_HUGE if is_huge else WIDEST)
        high = height_of(2 if is_huge else 1)
        large = fitted(words.upper(), room, high, is_ascii=is_ascii)
    return [Text(row, role.style) for row in large or (f"{words[:1].upper()}{words[1:]}",)]


def open_letters(
    words: str, columns: int, rows: int, role: Role = Role.LOUD, *, is_ascii: bool = False
) -> list[Text]:
    """Return words in the tallest letters that are not narrow; empty if none fit.

    Letters become lower rather than narrow, because narrow heavy ones are hard to read.
    """
    if not can_draw(words):
        return []
    if is_ascii:
        return [
            Text(row, role.style) for row in fitted(words, columns, rows, is_ascii=True)
        ]
    for high in range(2 * rows, LEAST_HIGH - 1, -1):
        if drawn := letters_in((words.upper(),), columns, high):
            return [Text(row, role.style) for row in drawn[0]]
    return []
