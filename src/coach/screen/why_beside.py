"""Dangers with what was before, and beside them what changes, on a wide terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.text import Text

from coach.screen.card_frame import beside
from coach.screen.cut_page import fitting, is_way_to_rest
from coach.screen.danger_page import WIDEST, below_headline


class TwoColumns(NamedTuple):
    """The two columns of the page."""

    left: Sequence[Text | str]
    """The dangers, then the past."""
    right: Sequence[Text | str]
    """What changes next time."""
    whole: int
    """Rows of the dangers, which are never cut."""
    changes: int
    """Number of coming changes."""


def beside_dangers(
    sides: TwoColumns, columns: int, rows: int, *, is_ascii: bool
) -> list[Text]:
    """Return the headline, then both columns; the right one has these columns."""
    dangers = [row for row in sides.left[: sides.whole] if isinstance(row, Text)]
    at = below_headline(dangers)
    right = fitting(sides.right, [], columns, rows - at, sides.changes)
    left = fitting(sides.left[at:], [], WIDEST, rows - at, whole=sides.whole - at)
    if is_way_to_rest(right[-1]) and is_way_to_rest(left[-1]):
        left.pop()  # the way to read the rest is told once
    both = beside(left, right, WIDEST, is_ascii=is_ascii)
    for row in both:
        row.rstrip()
    page = [*dangers[:at], *both]
    while not page[-1].plain:
        page.pop()
    return page
