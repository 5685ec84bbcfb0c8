"""Lists of words, joined as in a sentence."""

from __future__ import annotations

from collections.abc import Iterable


def listed(words: Iterable[str], last: str = "and") -> str:
    """Return ``a, b and c``; a single word is returned unchanged.

    Args:
        words: at least one.
        last: the word before the last one.
    """
    *head, tail = words
    return f"{', '.join(head)} {last} {tail}" if head else tail
