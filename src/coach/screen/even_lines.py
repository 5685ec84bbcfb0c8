"""Texts wrapped to lines of similar length; light, as pages that print once need it."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

SET_IN = "  "
_MORE = " ..."
_PAUSES = ";,."


def wrapped(text: str, columns: int) -> list[str]:
    """Return a text wrapped to lines of similar length; at least one line.

    No word is alone on a line if it fits beside others.
    """
    lines = _broken(text, max(1, columns)) or [""]
    longest = max(map(len, text.split()), default=0)  # no word is broken for even lines
    for narrower in range(columns - 1, max(columns // 2, longest - 1), -1):
        closer = _broken(text, narrower)
        if len(closer) > len(lines) or len(lines) == 1:
            break
        lines = closer
    return without_lone_end(lines, columns)


def filled(text: str, columns: int) -> list[str]:
    """Return a text wrapped to full lines, for pages where rows are few."""
    lines = _broken(text, max(1, columns)) or [""]
    return without_lone_end(lines, columns)


def paused(text: str, columns: int) -> list[str]:
    """Return a text in full lines, or in two that part at a pause of the sentence."""
    lines = filled(text, columns)
    if len(lines) == 2:  # noqa: PLR2004  lines that may be parted elsewhere
        for at in range(min(columns, len(text)) - 1, 0, -1):
            first, rest = text[: at + 1], text[at + 1 :].strip()
            is_even = min(len(first), len(rest)) > columns // 4
            if text[at] in _PAUSES and is_even and len(rest) <= columns:
                return [first, rest]
    return lines


def _broken(text: str, columns: int) -> list[str]:
    # Names and commands are not broken at their hyphens.
    return textwrap.wrap(text, columns, break_on_hyphens=False)


def without_lone_end(lines: list[str], columns: int) -> list[str]:
    """Return the lines; a last word that is alone gets the word before it."""
    if len(lines) < 2 or " " in lines[-1]:  # noqa: PLR2004  a line before the last
        return lines
    *before, word = lines[-2].split(" ")
    last = f"{word} {lines[-1]}"
    if len(before) < 2 or len(last) > columns:  # noqa: PLR2004  would stand alone itself
        return lines
    return [*lines[:-2], " ".join(before), last]


def hung(sentences: Sequence[str], columns: int) -> list[str]:
    """Return the lines of sentences; those below the first are indented if all fit."""
    rows: list[str] = []
    for words in sentences:
        lines = wrapped(words, columns)
        narrower = wrapped(words, columns - len(SET_IN))
        indent = SET_IN if len(narrower) == len(lines) else ""
        lines = narrower if indent else lines
        rows += [lines[0], *(f"{indent}{line}" for line in lines[1:])]
    return rows


def cut_words(words: str, columns: int) -> str:
    """Return as many whole words as fit, with dots in place of the rest."""
    if len(words) <= columns:
        return words
    room = max(len(_MORE), columns)
    kept = textwrap.shorten(words, room, placeholder=_MORE, break_on_hyphens=False)
    if kept == _MORE.strip():
        kept = f"{words[: max(0, columns - len(_MORE))]}{_MORE}"  # a single long word
    return kept[:columns]
