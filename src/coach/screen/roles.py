"""Roles of characters on the screen; a theme gives each role its colours."""

from __future__ import annotations

from enum import IntEnum

from coach.model.terms import Breath


class Role(IntEnum):
    """The role of a character; the first ones have the numbers of a figure's inks."""

    NONE = 0
    FLOOR = 1
    FAR = 2
    PROP = 3
    PLAIN = 4
    ACCENT = 5
    GLOW = 6
    LOUD = 7
    """Text to be read first."""
    QUIET = 8
    """Secondary text."""
    INHALE = 9
    EXHALE = 10
    PAUSE = 11
    PROGRESS = 12
    CUE = 13

    @property
    def style(self) -> str:
        """Return the name of the role's style in Rich."""
        return f"coach.{self.name.lower()}"


BREATH_ROLES = {
    Breath.INHALE: Role.INHALE,
    Breath.EXHALE: Role.EXHALE,
    Breath.PAUSE: Role.PAUSE,
}
