"""Words in big letters, one below the other."""

from __future__ import annotations

import textwrap
from functools import lru_cache

from coach.screen.big_letters import LEAST_HIGH, Form, forms_of_height
from coach.screen.small_letters import LEAST_ROWS

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
def headed(
    word: str, name: str, columns: int, rows: int, *, is_ascii: bool = False
) -> tuple[str, ...]:
    """Return a word above a name in larger letters, which together fill the rows.

    No word of the name is broken; empty if they do not fit.
    """
    unit = 1 if is_ascii else 2
    least, apart, wide = (
        (LEAST_ROWS, 1, columns) if is_ascii else (LEAST_HIGH, BETWEEN, 2 * columns)
    )
    found: tuple[int, Form, list[str]] | None = None
    for many in range(1, len(name.split()) + 1):
        lines = _whole_words(name, many)
        parts = _OF_HEAD + _OF_NAME * len(lines)
        high = (unit * rows - apart * len(lines)) * _OF_NAME // parts
        for tall in range(high, (found[0] if found else least - 1), -1):
            if form := _form(tall, lines, wide, is_ascii=is_ascii):
                found = tall, form, lines
                break
    if found is None:
        return ()
    tall, form, lines = found
    low = unit * rows - (tall + apart) * len(lines)
    low = max(least, min(low, tall * _OF_HEAD // _OF_NAME))
    head = _form(low, [word], wide, is_ascii=is_ascii)
    if head is None:
        return ()
    wide = max(f.width(text) for f, text in [(head, word), *((form, x) for x in lines)])
    lit = head.lit(word)
    for line in lines:
        lit += [" " * wide] * apart + form.lit(line)
    return form.cells([row.ljust(wide) for row in lit])


def _form(high: int, texts: list[str], wide: int, *, is_ascii: bool) -> Form | None:
    """Return the widest form of a height, in halves or cells, in which texts fit."""
    half_rows = 2 * high if is_ascii else high
    for form in forms_of_height(half_rows, is_ascii=is_ascii, is_tight=True):
        if all(form.width(text) <= wide for text in texts):
            return form
    return None


_OF_HEAD, _OF_NAME = 2, 3
"""Heights of a word and of the name below, to each other."""


def _whole_words(text: str, most: int) -> list[str]:
    """Return a text in so many lines at most, the longest of them as short as can be."""
    for columns in range(max(map(len, text.split())), len(text) + 1):
        lines = textwrap.wrap(text, columns, break_on_hyphens=False)
        if len(lines) <= most:
            return lines
    return [text]
