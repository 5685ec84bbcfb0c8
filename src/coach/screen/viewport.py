"""The viewport: the terminal's size and abilities, and display choices."""

from __future__ import annotations

import os
from enum import Enum, auto
from typing import TextIO

import msgspec
from msgspec.structs import replace

MOST = 1_000
"""Limits for the columns and rows that a terminal is believed to have."""


class Layout(Enum):
    """The layouts of the work screen."""

    NORMAL = auto()
    """The figure, the breath and the reps left."""
    FIGURE = auto()
    """The figure across the whole screen."""
    GIANT = auto()
    """The breath in letters as large as the screen allows."""

    @property
    def following(self) -> Layout:
        """Return the next layout."""
        layouts = list(Layout)
        return layouts[(layouts.index(self) + 1) % len(layouts)]


class Size(Enum):
    """The sizes with a design; any other size is laid out as the next smaller one."""

    TINY = auto()
    """20x6: the breath, the reps left and the bar."""
    NARROW = auto()
    """40x12: a phone, or a window beside another."""
    NORMAL = auto()
    """80x24."""
    FULL = auto()
    """100x30 and more."""


_WIDEST_EDGE = 6
NARROW_FROM, NORMAL_FROM, FULL_FROM = (32, 9), (60, 18), (100, 30)
HUGE_FROM = 150, 45


class Viewport(msgspec.Struct, frozen=True):
    """The size in cells, and what may be drawn there."""

    columns: int
    rows: int
    is_ascii: bool = False
    layout: Layout = Layout.NORMAL
    is_reduced: bool = False
    """Whether the figure steps from pose to pose instead of gliding."""
    edge: int = 0
    """Columns at each side that belong to the screen but not to this part of it."""

    @property
    def size(self) -> Size:
        """Return the size whose design fits."""
        for size, (columns, rows) in (
            (Size.FULL, FULL_FROM),
            (Size.NORMAL, NORMAL_FROM),
            (Size.NARROW, NARROW_FROM),
        ):
            if self.columns + 2 * self.edge >= columns and self.rows >= rows:
                return size
        return Size.TINY

    @property
    def is_huge(self) -> bool:
        """Return whether the usual full design would leave most of the screen empty."""
        return self.columns + 2 * self.edge >= HUGE_FROM[0] and self.rows >= HUGE_FROM[1]

    @property
    def margin(self) -> int:
        """Return the columns at each side for the breath, with the gap beside them."""
        if self.size is Size.TINY:
            return 0
        return 1 + max(1, min(self.columns // 30, _WIDEST_EDGE))

    @property
    def inside(self) -> Viewport:
        """Return the viewport between the margins."""
        columns = self.columns - 2 * self.margin
        return replace(self, columns=columns, edge=self.margin)


def screen_size(out: TextIO) -> tuple[int, int]:
    """Return the columns and rows of a terminal."""
    try:
        size = os.get_terminal_size(out.fileno())
    except OSError:
        return 80, 24
    # Some terminals report 0, or an impossible number, for a size they don't know.
    return min(size.columns or 80, MOST), min(size.lines or 24, MOST)
