"""A key drawn as the cap of a key, in reversed colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rich.text import Text

from coach.screen.big_letters import forms_of_height
from coach.screen.block_signs import quarter_cells
from coach.screen.cells import Cells
from coach.screen.roles import Role
from coach.screen.small_letters import LEAST_ROWS

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


def large_cap(  # noqa: PLR0913  the key, its room and how the cap stands in it
    columns: int,
    rows: int,
    key: str,
    does: str = "",
    *,
    is_ascii: bool,
    is_lowered: bool = False,
    is_roomy: bool = False,
) -> Cells:
    """Return a key cap with the name cut out of it in big letters, if those fit.

    In ASCII, the letters stand without a cap: cut out of one, such coarse ones are not
    read. What the key does stands in a row below. A lowered cap leaves half a row free.
    The letters of a roomy cap are thinner, and stand apart from its edges.
    """
    if is_ascii:
        plain = plain_keys((key,), columns, rows)
        lines = tuple(row.ljust(columns) for row in plain[0]) if plain else ()
    else:
        above = [" " * 2 * columns] if is_lowered else []
        high = 2 * rows - len(above)
        lit = _cut_out_thin(key, 2 * columns, high) if is_roomy else []
        lit = lit or _cut_out(key, 2 * columns, high)
        lines = quarter_cells([*above, *lit]) if lit else ()
    roles = (bytes([Role.KEY]) * columns,) * rows
    if not lines:
        lines, roles = _named(key, columns, rows, is_ascii=is_ascii)
    if not does:
        return Cells(lines, roles)
    while len(does) > columns:
        _, _, does = does.partition(" ")
    said = bytes([Role.LOUD]) * columns
    return Cells((*lines, does.center(columns)), (*roles, said))


def plain_keys(keys: Sequence[str], columns: int, rows: int) -> list[tuple[str, ...]]:
    """Return keys in ASCII letters of one form, at the foot of so many rows.

    Together they fit in the columns. Empty if there is no room for letters.
    """
    room = columns - keys_apart(columns) * (len(keys) - 1)
    for tall in range(rows, LEAST_ROWS - 1, -1):
        for form in forms_of_height(2 * tall, is_ascii=True):
            if form.wide < _LEAST_SHARE * tall:
                break
            if sum(map(form.width, keys)) <= room:
                return [
                    (*[" " * form.width(key)] * (rows - tall), *form.lines(key))
                    for key in keys
                ]
    return []


def keys_apart(columns: int) -> int:
    """Return the columns between two keys in ASCII letters."""
    return max(_KEYS_APART, columns // _WIDER_EACH)


_KEYS_APART, _WIDER_EACH = 4, 7
_LEAST_SHARE = 0.6
"""Least width of a letter of ASCII as a share of its height."""


def _cut_out(key: str, wide: int, high: int) -> list[str]:
    """Return the halves of a cap around its big letters."""
    for tall in range(high - 2, 0, -1):
        for form in forms_of_height(tall, is_tight=True):
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
