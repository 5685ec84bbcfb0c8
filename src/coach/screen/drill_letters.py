"""The drills of a session in big letters, each above its dose."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from textwrap import wrap

from rich.text import Text

from coach.screen.big_letters import can_draw, letters_in
from coach.screen.roles import Role

_HEIGHTS = (7, 5)
"""Half rows of the letters to try, the highest first."""
_MOST_APART = 3
"""Most blank rows between two drills."""
_LEAST_WIDE = 3.7
"""Least columns of a letter five half rows high, with the space behind it."""


def drills_in_letters(
    drills: Sequence[tuple[str, Text]], columns: int, rows: int
) -> list[list[Text]]:
    """Return names in letters of one form with their doses; empty if they do not fit.

    A name that is longer than the columns has more than one line.
    """
    names = [name.upper() for name, _ in drills]
    if not all(map(can_draw, names)):
        return []
    for high in _HEIGHTS:
        most = int(columns / (_LEAST_WIDE * high / _HEIGHTS[-1]))
        lines = [wrap(name, most, break_long_words=False) for name in names]
        taken = sum(map(len, lines)) * ((high + 1) // 2) + len(names)
        if taken + len(names) - 1 > rows:
            continue
        rest = iter(letters_in(tuple(chain.from_iterable(lines)), columns, high))
        shown: list[list[Text]] = []
        for (_, dose), some in zip(drills, lines, strict=True):
            drawn = [row for _ in some for row in next(rest, ())]
            if not drawn:
                return []
            letters = [Text(row, Role.ANSWER.style) for row in drawn]
            shown.append([*letters, Text(dose.plain, Role.QUIET.style)])
        return shown
    return []


def apart(drills: Sequence[Sequence[Text]], rows: int) -> list[Text]:
    """Return the rows of drills, parted by as many blank ones as fit."""
    if not drills:
        return []
    spare = (rows - sum(map(len, drills))) // len(drills)
    between = max(1, min(_MOST_APART, spare))
    shown: list[Text] = []
    for each in drills:
        shown += [Text("") for _ in range(between if shown else 0)]
        shown += each
    return shown
