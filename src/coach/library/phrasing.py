"""Shared wording of problem messages: quoted names, values, suggestions, lists."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 40
"""Number of characters after which a quoted value is cut."""


def quoted(text: str) -> str:
    """Return a name in single quotes, shortened if it is long."""
    return f"'{text}'" if len(text) <= _LONGEST else f"'{text[:_LONGEST]}...'"


def got(value: object) -> str:
    """Return the words for a value as its author wrote it."""
    if value is None:
        return "an empty value"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, float) and not math.isfinite(value):
        return str(value).replace("nan", ".nan").replace("inf", ".inf")
    kinds: dict[type, str] = {list: "a list", dict: "keys with values"}
    return kinds.get(type(value), str(value))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word most similar to another; None if none is similar."""
    # Only mistakes need this import, which takes as long as loading two drills.
    from difflib import get_close_matches  # noqa: PLC0415

    near = get_close_matches(word, list(known), 1)
    return near[0] if near else None


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Return a suggestion with the most similar known word, ignoring case, or None."""
    by_folded = {name.casefold(): name for name in known}
    near = nearest(word.casefold(), by_folded)
    return f"did you mean {quoted(by_folded[near])}?" if near else None
