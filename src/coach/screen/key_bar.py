"""Keys with what they do, in one row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text

from coach.screen.roles import Role


@dataclass(frozen=True)
class CardChoice:
    """A key shown on the card."""

    shown: str
    does: str
    is_on: bool = False
    """Whether the choice is on."""


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
