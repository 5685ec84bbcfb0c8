"""What characters a stream can carry."""

from __future__ import annotations

from typing import TextIO


def can_show_blocks(out: TextIO) -> bool:
    """The stream's encoding has the signs, blocks and dots of the screen."""
    try:
        "▲▼■█░▀⣿".encode(out.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
