"""The signs that need urgent help, as a list in one or two columns, or as a paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import zip_longest

from rich.text import Text

from coach.safety_text import STOP_NOW
from coach.screen.big_letters import letters_in
from coach.screen.even_lines import wrapped
from coach.screen.roles import Role

_SIGN = "- "
_GAP = 3
_NARROWEST = 28
"""Fewest columns of one of two columns."""
_WIDE_HALF = 50
"""Fewest columns of one of two columns of signs that stand apart."""


def second_column(columns: int) -> int:
    """Return the first column of the second of two columns of signs."""
    return _columns_of(columns)[0] + _GAP


@lru_cache(16)
def _columns_of(columns: int) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
    """Return the width of the first column, and the signs of both, for the fewest rows.

    One later sign may follow the first ones. Of several ways, the one with widths most
    alike, and with all signs in order, is taken.
    """
    items, half = tuple(_signs()), (columns - _GAP) // 2
    best = len(STOP_NOW), half, 0
    chosen = half, items, items[:0]
    for wide in range(min(half, _NARROWEST), max(half, columns - _GAP - _NARROWEST) + 1):
        left = [_height(item, wide) for item in items]
        right = [_height(item, columns - _GAP - wide) for item in items]
        for number in range(1, len(items)):
            for moved in range(number, len(items)):
                more = moved - number and moved  # the next one is in order anyway
                own = sum(left[:number]) + (left[more] if more else 0)
                other = sum(right[number:]) - (right[more] if more else 0)
                cost = max(own, other), abs(wide - half), more
                if cost < best:
                    best = cost
                    late = items[more : more + 1] if more else ()
                    rest = tuple(each for each in items[number:] if each not in late)
                    chosen = wide, (*items[:number], *late), rest
    return chosen


def _signs() -> list[str]:
    return STOP_NOW.rstrip(".").split("; ")


def sign_rows(columns: int) -> list[list[str]]:
    """Return the rows of each sign in a list."""
    return [_items([sign], columns) for sign in _signs()]


def signs_list(heading: str, columns: int) -> list[Text]:
    """Return the heading with the signs below it, side by side where there is room."""
    rows = _items(_signs(), columns)
    if (columns - _GAP) // 2 >= _NARROWEST:
        wide, first, second = _columns_of(columns)
        left, right = _items(first, wide), _items(second, columns - _GAP - wide)
        rows = [
            f"{a.ljust(wide + _GAP)}{b}".rstrip()
            for a, b in zip_longest(left, right, fillvalue="")
        ]
    return [Text(heading, Role.WARNING.style), *map(Text, rows)]


def signs_far_apart(heading: str, columns: int) -> list[Text]:
    """Return the heading in big letters above signs with three blank rows between them.

    Empty if the heading has no room in one row of letters.
    """
    drawn = letters_in((heading.rstrip(":").upper(),), columns, _HALF_ROWS)
    if not drawn:
        return []
    _, *rows = signs_apart(heading, columns)
    apart = [part for row in rows for part in ([row] if row.plain else [row] * 3)]
    return [*(Text(row, Role.ALARM.style) for row in drawn[0]), *apart[2:]]


_HALF_ROWS = 7
"""Height of the heading in big letters."""


def signs_apart(heading: str, columns: int) -> list[Text]:
    """Return the heading with the signs, each between blank rows, in columns if wide."""
    rows = [Text(heading, Role.WARNING.style)]
    signs = _signs()
    half = (columns - _GAP) // 2
    if half < _WIDE_HALF:
        for item in signs:
            rows += [Text(""), *map(Text, _items([item], columns))]
        return rows
    middle = -(-len(signs) // 2)
    for left, right in zip_longest(signs[:middle], signs[middle:], fillvalue=""):
        both = [_items([each], half) if each else [] for each in (left, right)]
        rows.append(Text(""))
        rows += (
            Text(f"{a.ljust(half + _GAP)}{b}".rstrip())
            for a, b in zip_longest(*both, fillvalue="")
        )
    return rows


def signs_paragraph(heading: str, columns: int) -> list[Text]:
    """Return the heading with the signs behind it."""
    rows = [Text(row) for row in wrapped(f"{heading} {STOP_NOW}", columns)]
    rows[0].stylize(Role.WARNING.style, 0, len(heading))
    return rows


def _height(item: str, columns: int) -> int:
    """Return the rows of a sign; much faster than wrapping it."""
    rows, at, room = 1, -1, columns - len(_SIGN)
    for word in item.split():
        at += 1 + len(word)
        if at > room:
            rows, at = rows + 1, len(word)
    return rows


def _items(items: Sequence[str], columns: int) -> list[str]:
    rows: list[str] = []
    for item in items:
        first, *others = wrapped(item, columns - len(_SIGN))
        rows += [f"{_SIGN}{first}", *(f"{' ' * len(_SIGN)}{row}" for row in others)]
    return rows
