"""Texts wrapped to lines of similar length; light, as pages that print once need it."""

from __future__ import annotations

import textwrap


def wrapped(text: str, columns: int) -> list[str]:
    """Return a text wrapped to lines of similar length; at least one line.

    No word stands alone on a line if it could stand beside others.
    """
    lines = _broken(text, max(1, columns)) or [""]
    for narrower in range(columns - 1, columns // 2, -1):
        closer = _broken(text, narrower)
        if len(closer) > len(lines) or len(lines) == 1:
            break
        lines = closer
    return without_lone_end(lines, columns)


def filled(text: str, columns: int) -> list[str]:
    """Return a text wrapped to full lines, for pages where rows are few."""
    lines = _broken(text, max(1, columns)) or [""]
    return without_lone_end(lines, columns)


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
