"""The one thing to read first on a printed page, in big letters."""

from __future__ import annotations

from rich.text import Text

from coach.screen.big_letters import can_draw, fitted, height_of
from coach.screen.roles import Role

WIDEST = 76
"""Width of the widest headline; wider letters would be no easier to read."""


def headline(
    words: str, columns: int, role: Role = Role.LOUD, *, is_ascii: bool = False
) -> list[Text]:
    """Return words in big letters; in bold if there is no room or letter for them."""
    large: tuple[str, ...] = ()
    if can_draw(words):
        room = min(columns, WIDEST)
        large = fitted(words.upper(), room, height_of(1), is_ascii=is_ascii)
    return [Text(row, role.style) for row in large or (words,)]
