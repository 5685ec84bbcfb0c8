"""Messages about danger on pages: first on their page, with a mark, read at one look."""

from __future__ import annotations

import re

from rich.text import Text

from coach.screen.even_lines import filled
from coach.screen.roles import Role
from coach.screen.week_cells import pain_mark

_INDENT = 2
_ACTION = re.compile(r"(?:Book|Get|Do not|Don't|Stop|Rest|See) [^.]*\.")
"""A sentence that says what to do."""


def danger_lines(words: str, columns: int, *, is_ascii: bool) -> list[Text]:
    """Return a message with a mark, its first sentence in the colour of danger.

    If the next sentence says what to do, it has the same colour.
    """
    first = words.find(". ") + 1 or len(words)
    if follows := _ACTION.match(words, first + 1):
        first = follows.end()
    letters = len("".join(words[:first].split()))
    lines = []
    for number, row in enumerate(filled(words, columns - _INDENT)):
        end = len(row)
        for at, letter in enumerate(row):
            if not letters:
                end = at
                break
            letters -= not letter.isspace()
        lines.append(
            Text.assemble(
                _margin(number, is_ascii=is_ascii),
                (row[:end], Role.DANGER.style),
                (row[end:], Role.PLAIN.style),
            )
        )
    return lines


_DANGER = re.compile(r"doctor|physio|urgent|not run|n't run|stop running", re.IGNORECASE)


def is_danger(words: str) -> bool:
    """Return whether a message sends the runner to a doctor, or forbids running."""
    return bool(_DANGER.search(words))


def advice_lines(words: str, columns: int, *, is_ascii: bool) -> list[Text]:
    """Return advice about pain with a mark; only words about danger have its colour."""
    if is_danger(words):
        return danger_lines(words, columns, is_ascii=is_ascii)
    return [
        Text.assemble(_margin(number, is_ascii=is_ascii), row)
        for number, row in enumerate(filled(words, columns - _INDENT))
    ]


def _margin(number: int, *, is_ascii: bool) -> Text:
    """Return the mark before the first row, and blanks before the others."""
    mark = Text() if number else pain_mark(is_ascii=is_ascii)
    return Text.assemble(mark, " " * (_INDENT - mark.cell_len))
