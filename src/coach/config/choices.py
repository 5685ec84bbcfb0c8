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
    """The amount of speech in a session."""

    FULL = "full"
    ESSENTIAL = "essential"
    """Only what you need with your eyes closed: names, sides, the next set."""
    TONES = "tones"
    """No words at all."""


class VoiceEngine(StrEnum):
    """The programs that can speak."""

    HIBARI = "hibari"
    """The natural voice of the extra ``voice``."""
    SAY = "say"
    ESPEAK_NG = "espeak-ng"
    ESPEAK = "espeak"


class WaitMode(StrEnum):
    """Drills before which a session waits until the runner is in position."""

    NEW = "new"
    """Before drills that the runner does for the first or second time."""
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
"""Kinds of spoken phrases; a test compares the list with `PhraseKind`."""

LEAVE_OUT: Final = ("forced-breaths", "on-the-back", "face-down", "kneeling")
"""Kinds of drills to leave out; a test compares the list with `LeaveOut`."""


class ThemeName(StrEnum):
    """The name of a set of colours."""

    AUTO = "auto"
    """Light or dark, to fit the terminal's background; dark if it is unknown."""
    DARK = "dark"
    LIGHT = "light"
    CONTRAST = "contrast"
    """Only the terminal's own text colour: no grey and no other colours."""


class Movement(StrEnum):
    """The amount of movement on the screen."""

    FULL = "full"
    REDUCED = "reduced"
    """The figure steps from pose to pose, and the bar moves once a second."""
