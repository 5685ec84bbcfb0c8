"""Detection of the characters a stream and its terminal can show."""

from __future__ import annotations

import os
from typing import TextIO

PLAIN_LOCALES = {"C", "POSIX"}
SIGNS = "▲▼■█░▀▚▂━─⣿"
POOR = ("linux", "vt", "ansi", "cons25", "unknown", "sun", "wyse")
"""Prefixes of the names of terminals without dots and synchronised output."""


def is_poor() -> bool:
    """Return whether the terminal shows letters only, as a bare console does."""
    return os.environ.get("TERM", "").lower().startswith(POOR)


def can_show_blocks(out: TextIO) -> bool:
    """Return whether a stream's encoding and terminal have signs, blocks and dots.

    Python writes UTF-8 where LC_ALL=C asks for plain characters; here it gets them.
    """
    if os.environ.get("LC_ALL") in PLAIN_LOCALES or (out.isatty() and is_poor()):
        return False
    try:
        SIGNS.encode(out.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
