"""Words in big letters, one below the other."""

from __future__ import annotations

import textwrap
from functools import lru_cache

from coach.screen.big_letters import LEAST_HIGH, Form, forms_of_height
from coach.screen.block_signs import quarter_cells

BETWEEN = 2
"""Half rows between words one below the other."""


@lru_cache(64)
def stacked(
    words: tuple[str, ...], columns: int, rows: int, *, is_ascii: bool = False
) -> tuple[str, ...]:
    """Return words one below the other, in letters that together fill the rows.

    Half a row or a row parts them; empty if they do not fit.
    """
    unit = 1 if is_ascii else 2
    apart = BETWEEN * unit // 2
    high = (unit * rows - apart * (len(words) - 1)) // len(words)
    for form in forms_of_height(high * 2 // unit, is_ascii=is_ascii):
        if all(form.width(word) <= unit * columns for word in words):
            wide = max(form.width(word) for word in words)
            lit: list[str] = []
            for word in words:
                lit += [" " * wide] * (apart if lit else 0)
                lit += (row.ljust(wide) for row in form.lit(word))
            return form.cells(lit)
    return ()


@lru_cache(64)
def headed(word: str, name: str, columns: int, rows: int) -> tuple[str, ...]:
    """Return a word above a name in larger letters, which together fill the rows.

    No word of the name is broken; empty if they do not fit. There is no form in ASCII.
    """
    found: tuple[int, Form, list[str]] | None = None
    for many in range(1, len(name.split()) + 1):
        lines = _whole_words(name, many)
        parts = _OF_HEAD + _OF_NAME * len(lines)
        high = (2 * rows - BETWEEN * len(lines)) * _OF_NAME // parts
        for tall in range(high, (found[0] if found else LEAST_HIGH - 1), -1):
            fitting = (
                form
                for form in forms_of_height(tall, is_tight=True)
                if all(form.width(line) <= 2 * columns for line in lines)
            )
            if form := next(fitting, None):
                found = tall, form, lines
                break
    if found is None:
        return ()
    tall, form, lines = found
    low = 2 * rows - (tall + BETWEEN) * len(lines)
    low = max(LEAST_HIGH, min(low, tall * _OF_HEAD // _OF_NAME))
    head = next((f for f in forms_of_height(low) if f.width(word) <= 2 * columns), None)
    if head is None:
        return ()
    wide = max(f.width(text) for f, text in [(head, word), *((form, x) for x in lines)])
    lit = head.lit(word)
    for line in lines:
        lit += [" " * wide] * BETWEEN + form.lit(line)
    return quarter_cells([row.ljust(wide) for row in lit])


_OF_HEAD, _OF_NAME = 2, 3
"""Heights of a word and of the name below, to each other."""


def _whole_words(text: str, most: int) -> list[str]:
    """Return a text in so many lines at most, the longest of them as short as can be."""
    for columns in range(max(map(len, text.split())), len(text) + 1):
        lines = textwrap.wrap(text, columns, break_on_hyphens=False)
        if len(lines) <= most:
            return lines
    return [text]
