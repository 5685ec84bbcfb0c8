"""The one thing to read first on a printed page, in big letters."""

from __future__ import annotations

from rich.text import Text

from coach.screen.big_letters import can_draw, fitted, height_of
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
