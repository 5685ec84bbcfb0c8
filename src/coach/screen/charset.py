"""Detection of the characters a stream and its terminal can show."""

from __future__ import annotations

import os
from typing import TextIO

PLAIN_LOCALES = {"C", "POSIX"}
SIGNS = "▲▼■█░▀▚▂━─⣿"
POOR = ("linux", "vt", "ansi", "cons25", "unknown", "sun", "wyse")
"""Prefixes for the names of terminals without braille dots and synchronised output."""


def is_poor() -> bool:
    """Return whether the terminal shows only letters, like a plain console."""
    return os.environ.get("TERM", "").lower().startswith(POOR)


def can_show_blocks(out: TextIO) -> bool:
    """Return whether a stream's encoding and terminal can show signs, blocks and dots.

    Python writes UTF-8 even if LC_ALL=C asks for plain characters; this honours the wish.
    """
    if os.environ.get("LC_ALL") in PLAIN_LOCALES or (out.isatty() and is_poor()):
        return False
    try:
        SIGNS.encode(out.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
