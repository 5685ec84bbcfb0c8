"""Roles of characters on the screen; a theme gives each role its colours.

Each colour has one meaning: only the breath is amber or sky blue.
"""

from __future__ import annotations

from enum import IntEnum

from coach.model.terms import Breath


class Role(IntEnum):
    """The role of a character; the first roles have the numbers of a figure's inks."""

    NONE = 0
    FLOOR = 1
    FAR = 2
    PROP = 3
    PLAIN = 4
    """The body, and text that is neither loud nor quiet."""
    ACCENT = 5
    """The working limb."""
    GLOW = 6
    """Effort: glowing joints, and arrows."""
    LOUD = 7
    """Text to read first."""
    QUIET = 8
    """Secondary text."""
    INHALE = 9
    EXHALE = 10
    PAUSE = 11
    PROGRESS = 12
    """What is done, kept or switched on."""
    CUE = 13
    WARNING = 14
    """Danger: reasons to stop, or to see a doctor; also the mark of pain."""
    EDGE = 15
    """Frames, rules and empty parts of bars."""
    KEY = 16
    """What can be pressed or typed."""
    CAP = 17
    """The name of a key on its cap, which is drawn in blocks."""
    ALARM = 18
    """Danger in big letters, which need no background of their own."""
    ANSWER = 19
    """An answer, a step less bright than the key before the answer."""
    DANGER = 20
    """Danger in words on a page; a theme may fill the cells behind them."""

    @property
    def style(self) -> str:
        """Return the name of the role's Rich style."""
        return f"coach.{self.name.lower()}"


BREATH_ROLES = {
    Breath.INHALE: Role.INHALE,
    Breath.EXHALE: Role.EXHALE,
    Breath.PAUSE: Role.PAUSE,
}
DRAWN = frozenset({Role.FLOOR, Role.FAR, Role.PROP, Role.EDGE})
"""Roles for lines and bars, never for words."""
