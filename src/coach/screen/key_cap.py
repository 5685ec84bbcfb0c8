"""A key drawn as the cap of a key, in reversed colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rich.text import Text

from coach.screen.big_letters import forms_of_height
from coach.screen.block_signs import quarter_cells
from coach.screen.cells import Cells
from coach.screen.roles import Role

_REVERSED = "reverse"


def key_cap(key: str, role: Role = Role.KEY) -> Text:
    """Return a key in one row, with a blank at each side of its name."""
    cap = Text(f" {key} ", role.style)
    cap.stylize(_REVERSED)
    return cap


def tall_cap(key: str) -> list[Text]:
    """Return a key in three rows, the first and the last of them half."""
    cap = key_cap(key)
    edges = [Text(sign * cap.cell_len, Role.KEY.style) for sign in "▄▀"]
    return [edges[0], cap, edges[1]]


def wide_cap(
    key: str, said: Text, role: Role = Role.KEY, *, columns: int = 0, is_ascii: bool = True
) -> list[Text]:
    """Return a key as a block of three rows, with what the key does beside it.

    In Unicode, the first and the last row are half; without, each `#` is a solid cell.
    """
    cap = key_cap(f" {key} ".center(columns), role)
    upper, lower = (
        Text(sign * cap.cell_len, role.style) for sign in ("##" if is_ascii else "▄▀")
    )
    return [upper, Text.assemble(cap, "  ", said), lower]


def large_cap(  # noqa: PLR0913  the key, its size and its letters
    columns: int,
    rows: int,
    key: str,
    does: str = "",
    *,
    is_ascii: bool,
    is_roomy: bool = False,
) -> Cells:
    """Return a key cap with the name cut out of it in big letters, if those fit.

    What the key does stands in a row below. The letters of a roomy cap are thinner, and
    stand apart from its edges.
    """
    unit = 1 if is_ascii else 2
    lit: list[str] = []
    if is_roomy and not is_ascii:
        lit = _cut_out_thin(key, unit * columns, unit * rows)
    lit = lit or _cut_out(key, unit * columns, unit * rows, is_ascii=is_ascii)
    lines = tuple(lit) if is_ascii or not lit else quarter_cells(lit)
    roles = (bytes([Role.KEY]) * columns,) * rows
    if not lines:
        lines, roles = _named(key, columns, rows, is_ascii=is_ascii)
    if not does:
        return Cells(lines, roles)
    while len(does) > columns:
        _, _, does = does.partition(" ")
    said = bytes([Role.LOUD]) * columns
    return Cells((*lines, does.center(columns)), (*roles, said))


def _cut_out(key: str, wide: int, high: int, *, is_ascii: bool) -> list[str]:
    """Return the halves, or the cells for ASCII, of a cap around its big letters."""
    half_rows = 2 if is_ascii else 1
    for tall in range(high - 2, 0, -1):
        for form in forms_of_height(half_rows * tall, is_ascii=is_ascii, is_tight=True):
            if wide - form.width(key) > 1:
                return _around(form.lit(key), wide, high)
    return []


def _cut_out_thin(key: str, wide: int, high: int) -> list[str]:
    """Return the halves of a cap around thinner letters; empty without room for them."""
    tall = high - 2 * _EDGE
    for usual in forms_of_height(tall):
        pen = max(2, round(usual.pen[0] * _THIN))
        form = replace(usual, pen=(pen, (pen + 1) // 2), space=usual.pen[0])
        # A letter alone is as narrow as one of a word.
        if form.wide <= tall and wide - form.width(key) >= 2 * _EDGE:
            return _around(form.lit(key), wide, high)
    return []


def _around(letters: Sequence[str], wide: int, high: int) -> list[str]:
    """Return a cap of this size with letters cut out of its middle."""
    left, above = (wide - len(letters[0])) // 2, (high - len(letters)) // 2
    rows = (f"{' ' * left}{row}".ljust(wide) for row in letters)
    blank = " " * wide
    lit = [*[blank] * above, *rows, *[blank] * (high - len(letters) - above)]
    return [row.translate(_INVERTED) for row in lit]


_EDGE, _THIN = 3, 0.7
"""Least halves around thin letters, and their strokes as a share of usual ones."""


_INVERTED = str.maketrans("# ", " #")


def _named(
    key: str, columns: int, rows: int, *, is_ascii: bool
) -> tuple[tuple[str, ...], tuple[bytes, ...]]:
    """Return the rows and roles of a cap with its name in usual letters."""
    full = "#" if is_ascii else "█"
    name = f" {key} " if is_ascii else key
    side = (columns - len(name)) // 2
    edge = full * columns
    named = f"{full * side}{name}".ljust(columns, full)
    roles = bytes([Role.KEY]) * columns
    # Without Unicode, blanks are reversed, so the name stands on the background.
    own = roles[:side] + bytes([Role.LOUD if is_ascii else Role.CAP]) * len(name)
    own += bytes([Role.KEY]) * (columns - len(own))
    middle = (rows - 1) // 2
    lines, all_ = [edge] * rows, [roles] * rows
    lines[middle], all_[middle] = named, own
    return tuple(lines), tuple(all_)
