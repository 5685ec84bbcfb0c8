"""Keys with what they do, in as few rows as they need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from rich.text import Text

from coach.screen.roles import Role


class CardChoice(msgspec.Struct, frozen=True):
    """A key shown on the card."""

    shown: str
    does: str
    is_on: bool = False
    """Whether the choice is on."""


def to_do_now(words: str, *, is_ascii: bool) -> Text:
    """Return a key or a command as the one thing to do now, with an arrow before it."""
    arrow = "> " if is_ascii else "▶ "
    return Text.assemble((arrow, Role.PROGRESS.style), (words, Role.LOUD.style))


def keys_text(choices: Sequence[CardChoice]) -> Text:
    """Return keys with what they do, as in a key bar."""
    return Text("  ").join(
        Text.assemble(
            (choice.shown, Role.LOUD.style),
            " ",
            (choice.does, Role.PROGRESS.style if choice.is_on else Role.QUIET.style),
        )
        for choice in choices
    )


def keys_rows(choices: Sequence[CardChoice], columns: int) -> Iterator[Text]:
    """Yield keys with what they do, in more than one row where they do not fit into it."""
    row: list[CardChoice] = []
    for choice in choices:
        if row and keys_text([*row, choice]).cell_len > columns:
            yield keys_text(row)
            row = []
        row.append(choice)
    if row:
        yield keys_text(row)
