"""The frame around a card, with the program's name in the lower edge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import OverflowMethod
from rich.text import Text

from coach.screen.roles import Role

PROGRAM = "coach"
EDGE = 2
"""Columns taken by an edge and the blank beside it."""
NARROW_CARD, WIDE_CARD = 40, 76
"""Widths of a card, edges included."""
_GAP = 3


def framed(
    inside: Iterable[Text], width: int, *, title: str = "", is_ascii: bool = False
) -> list[Text]:
    """Return the lines in a frame of this width, with a title in its upper edge.

    Longer lines are cut.
    """
    corners, across, side = ("++++", "-", "|") if is_ascii else ("╭╮╰╯", "─", "│")
    edge = Role.QUIET.style
    room = width - 2 * EDGE
    named = f" {title} " if title else ""
    before = across * bool(named)
    rule = across * (width - 2 - len(before) - len(named))
    top = Text.assemble((f"{corners[0]}{before}", edge), (named, Role.LOUD.style))
    lines = [top.append(f"{rule}{corners[1]}", edge)]
    for text in inside:
        fitted = text.copy()
        fitted.truncate(room, overflow=_cut(is_ascii=is_ascii), pad=True)
        lines.append(Text.assemble((f"{side} ", edge), fitted, (f" {side}", edge)))
    foot = across * (width - len(PROGRAM) - 5)
    lines.append(
        Text.assemble(
            (f"{corners[2]}{foot} ", edge),
            (PROGRAM, Role.LOUD.style),
            (f" {across}{corners[3]}", edge),
        )
    )
    return lines


def beside(
    left: Sequence[Text],
    right: Sequence[Text],
    left_columns: int,
    *,
    is_ascii: bool = False,
) -> list[Text]:
    """Return two columns of lines side by side; the left one is cut or padded to fit."""
    rows = max(len(left), len(right))
    lines = []
    for a, b in zip(_filled(left, rows), _filled(right, rows), strict=True):
        fitted = a.copy()
        fitted.truncate(left_columns, overflow=_cut(is_ascii=is_ascii), pad=True)
        lines.append(Text.assemble(fitted, " " * _GAP, b))
    return lines


def right_columns(room: int, left_columns: int) -> int:
    """Return the width left for the right one of two columns."""
    return room - left_columns - _GAP


def _cut(*, is_ascii: bool) -> OverflowMethod:
    return "crop" if is_ascii else "ellipsis"


def _filled(lines: Sequence[Text], rows: int) -> list[Text]:
    return [*lines, *(Text() for _ in range(rows - len(lines)))]
