"""A key drawn as the cap of a key: its name, or its bar, in reversed colours."""

from __future__ import annotations

from rich.text import Text

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


def space_bar(columns: int, does: str, *, is_ascii: bool) -> Cells:
    """Return a space bar three rows high, and what it does in the row below."""
    full = "#" if is_ascii else "█"
    name = " SPACE " if is_ascii else "SPACE"
    side = (columns - len(name)) // 2
    edge = full * columns
    named = f"{full * side}{name}".ljust(columns, full)
    roles = bytes([Role.KEY]) * columns
    # Without Unicode, blanks are reversed, so the name stands on the background.
    own = roles[:side] + bytes([Role.LOUD if is_ascii else Role.CAP]) * len(name)
    own += bytes([Role.KEY]) * (columns - len(own))
    said = bytes([Role.LOUD]) * columns
    while len(does) > columns:
        _, _, does = does.partition(" ")
    return Cells((edge, named, edge, does.center(columns)), (roles, own, roles, said))
