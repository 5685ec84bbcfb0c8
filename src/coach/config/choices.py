"""Choices for sound, spoken words, waits, colours and movement."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class SoundMode(StrEnum):
    """The kinds of sound in a session."""

    VOICE = "voice"
    """Spoken words and tones."""
    TONES = "tones"
    NONE = "none"


class VoiceLevel(StrEnum):
    """The amount of spoken words."""

    FULL = "full"
    ESSENTIAL = "essential"
    """What is needed to go on with closed eyes: names, sides, what comes next."""
    TONES = "tones"
    """No words at all."""


class WaitMode(StrEnum):
    """The drills before which a session waits until the runner is in position."""

    NEW = "new"
    """Drills met for the first or second time."""
    ALWAYS = "always"
    NEVER = "never"


PHRASE_KINDS: Final = (
    "name",
    "side",
    "setup",
    "cue",
    "breath",
    "count",
    "ask",
    "wait",
    "next",
    "done",
)
"""What may be said, kind by kind; a test keeps it equal to the sound's own list."""

LEAVE_OUT: Final = ("forced-breaths", "on-the-back", "face-down", "kneeling")
"""What may be left out of all sessions; a test keeps it equal to the drills' own list."""

KIT: Final = ("band", "step", "bench")
"""What drills may need that not every home has; a test keeps it equal to theirs."""


class ThemeName(StrEnum):
    """The name of a set of colours."""

    AUTO = "auto"
    """By what the terminal says of its background; dark where it says nothing."""
    DARK = "dark"
    LIGHT = "light"
    CONTRAST = "contrast"
    """No grey and no colours: the terminal's own text colour alone."""


class Movement(StrEnum):
    """The amount of movement on the screen."""

    FULL = "full"
    REDUCED = "reduced"
    """The figure steps from pose to pose, the bar moves once a second."""
