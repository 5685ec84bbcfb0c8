"""Choices for sound, spoken words and waits."""

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
    """Only what is needed with closed eyes: names, sides, the next set."""
    TONES = "tones"
    """No words at all."""


class WaitMode(StrEnum):
    """The drills before which a session waits until the runner is in position."""

    NEW = "new"
    """Before drills that are done for the first or second time."""
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
"""Kinds of spoken phrases; a test keeps the list equal to `PhraseKind`."""

LEAVE_OUT: Final = ("forced-breaths", "on-the-back", "face-down", "kneeling")
"""Choices to leave out; a test keeps the list equal to `LeaveOut`."""

KIT: Final = ("band", "step", "bench")
"""Equipment that not every home has; a test keeps the list equal to the drills'."""
