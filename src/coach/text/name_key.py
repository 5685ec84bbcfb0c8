"""Comparison of names and ids, ignoring capitals and gaps."""

from __future__ import annotations

import re

_GAPS = re.compile(r"[\s_/-]+")


def name_key(name: str) -> str:
    """Return the comparison key of a name or an id: ``hip-raise`` for ``Hip raise``."""
    return _GAPS.sub("-", name.strip().casefold()).strip("-")
