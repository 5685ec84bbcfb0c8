"""Estimates of how long it takes to say words, and the silence around them. Pure."""

from __future__ import annotations

import re

BETWEEN_MS = 250
"""Silence between two phrases of the same announcement."""
MARGIN_MS = 80
"""Silence between the end of a phrase and the next sound."""
QUIET_MS = 1_000
"""Silence before work that has no cued inhale before it."""

_START_MS = 180
_LETTER_MS = 55
_BREAK_MS = 220
"""Extra time for a comma, semicolon or colon."""
_DIGIT_MS = 250
"""Extra time for a digit, which is read as a word."""


def estimated_ms(text: str) -> int:
    """Return the estimated length of a spoken text in milliseconds.

    The estimate is on the long side. Compared with espeak-ng 1.51 at its usual speed, on
    the 646 texts of the bundled drills without the silence after them, it is 12 % too long
    in the median, at most 26 % in 95 of 100, and too short in 5 of 100, by 11 % at worst.
    """
    breaks = len(re.findall(r"[,;:]", text))
    digits = len(re.findall(r"\d", text))
    return _START_MS + _LETTER_MS * len(text) + _BREAK_MS * breaks + _DIGIT_MS * digits
