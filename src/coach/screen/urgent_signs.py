"""The signs that need urgent help, as a list in one or two columns, or as a paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from coach.safety_text import STOP_NOW
from coach.screen.even_lines import wrapped
from coach.screen.roles import Role

_SIGN = "- "
_GAP = 3
_NARROWEST = 28
"""Fewest columns of one of two columns."""


def second_column(columns: int) -> int:
    """Return the first column of the second of two columns of signs."""
    return (columns - _GAP) // 2 + _GAP


def signs_list(heading: str, columns: int) -> list[Text]:
    """Return the heading with the signs below it, side by side where there is room."""
    items = STOP_NOW.rstrip(".").split("; ")
    half = (columns - _GAP) // 2
    rows = _items(items, columns)
    if half >= _NARROWEST:
        both = [
            (_items(items[:number], half), _items(items[number:], half))
            for number in range(1, len(items))
        ]
        left, right = min(both, key=lambda pair: max(map(len, pair)))
        right += [""] * (len(left) - len(right))
        left += [""] * (len(right) - len(left))
        rows = [
            f"{a.ljust(half + _GAP)}{b}".rstrip() for a, b in zip(left, right, strict=True)
        ]
    return [Text(heading, Role.WARNING.style), *map(Text, rows)]


def signs_apart(heading: str, columns: int) -> list[Text]:
    """Return the heading with one sign below the other, each between blank rows."""
    rows = [Text(heading, Role.WARNING.style)]
    for item in STOP_NOW.rstrip(".").split("; "):
        rows += [Text(""), *map(Text, _items([item], columns))]
    return rows


def signs_paragraph(heading: str, columns: int) -> list[Text]:
    """Return the heading with the signs behind it."""
    rows = [Text(row) for row in wrapped(f"{heading} {STOP_NOW}", columns)]
    rows[0].stylize(Role.WARNING.style, 0, len(heading))
    return rows


def _items(items: Sequence[str], columns: int) -> list[str]:
    rows: list[str] = []
    for item in items:
        first, *others = wrapped(item, columns - len(_SIGN))
        rows += [f"{_SIGN}{first}", *(f"{' ' * len(_SIGN)}{row}" for row in others)]
    return rows
