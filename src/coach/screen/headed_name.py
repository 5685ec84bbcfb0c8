"""A state in big letters above the whole name of a drill."""

from __future__ import annotations

import textwrap
from functools import lru_cache

from coach.screen.big_letters import BETWEEN, LEAST_HIGH, Form, forms_of_height
from coach.screen.block_signs import quarter_cells


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
                for form in forms_of_height(tall)
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
