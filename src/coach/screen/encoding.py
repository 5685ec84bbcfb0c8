"""What characters a stream can carry."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TextIO

PLAIN_LOCALES = {"C", "POSIX"}
SIGNS = "▲▼■█░▀⣿"


def can_show_blocks(out: TextIO, env: Mapping[str, str] = os.environ) -> bool:
    """The stream's encoding has the signs, blocks and dots of the screen.

    Python writes UTF-8 where LC_ALL=C asks for plain characters; here it gets them.
    """
    if env.get("LC_ALL") in PLAIN_LOCALES:
        return False
    try:
        SIGNS.encode(out.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
