"""The place above the figure for the side that works, in big letters.

The place is the same in waits, work and pauses, and for both sides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec
from msgspec.structs import replace

from coach.figure.motion import Motion
from coach.figure.raster import first_rows
from coach.model.terms import Side
from coach.screen.big_letters import fitted, height_of

ABOVE = 1
"""Blank rows above the letters."""
_SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
"""Parts of a phase for which the room above the figure is looked at."""
_NARROW, _NARROWEST = 26, 14
"""Widths to try for letters that do not fit at their full width."""
_LEAST_FIGURE = 10
"""Fewest rows of a figure that makes room for the letters."""


class SidePlace(msgspec.Struct, frozen=True):
    """The size of the letters, which stand at the left, and of the figure."""

    room: int
    """Columns for the letters."""
    high: int
    is_whole: bool
    """Whether the letters say ``LEFT LEG``, not only ``LEFT``."""
    figure_rows: int
    """Rows of the figure."""

    def lines(self, name: str, *, is_ascii: bool) -> tuple[str, ...]:
        """Return the big letters for a side, such as ``LEFT LEG``."""
        word = name if self.is_whole else _short(name)
        return fitted(word, self.room, self.high, is_ascii=is_ascii)


@lru_cache(64)
def side_place(  # noqa: PLR0913  a figure, its size, and the letters
    motion: Motion,
    names: tuple[str, ...],
    columns: int,
    rows: int,
    high: int,
    *,
    is_ascii: bool,
) -> SidePlace | None:
    """Return the place for the side; None if there is no room.

    Args:
        motion: the figure, in all its poses and for both sides.
        names: the names of both sides.
        columns: the columns of the figure.
        rows: the rows of the figure.
        high: the height of the tallest letters.
        is_ascii: whether only ASCII signs may be used.
    """
    firsts = _first_rows(motion, columns, rows)
    forms = list(_forms(names, columns, high, is_ascii=is_ascii))
    for width, place in forms:
        if min(firsts[:width]) >= ABOVE + place.high:
            return replace(place, figure_rows=rows)
    # The figure makes room, which costs it some of its size.
    left = ((rows - place.high - ABOVE, place) for _, place in forms)
    lower = (replace(place, figure_rows=own) for own, place in left if own >= _LEAST_FIGURE)
    return next(lower, None)


def _forms(
    names: Sequence[str], columns: int, high: int, *, is_ascii: bool
) -> Iterator[tuple[int, SidePlace]]:
    """Yield the width and form of the letters, those seen from farthest first."""
    for height in dict.fromkeys((high, min(high, height_of(1)))):
        for is_whole in (True, False):
            for room in (columns, _NARROW, _NARROWEST):
                place = SidePlace(room, height, is_whole, 0)
                drawn = [place.lines(name, is_ascii=is_ascii) for name in names]
                if all(len(lines) == height for lines in drawn):
                    yield max(len(lines[0]) for lines in drawn), place


@lru_cache(64)
def _first_rows(motion: Motion, columns: int, rows: int) -> list[int]:
    """Return the first row that the figure ever touches in each column."""
    bodies = [
        motion.joints(phase, share, side)
        for side in Side
        for phase in range(motion.phase_count)
        for share in _SHARES
    ]
    all_ = [first_rows(body, motion.figure, columns, rows) for body in bodies]
    return [min(column) for column in zip(*all_, strict=True)]


def _short(name: str) -> str:
    return name.partition(" ")[0]
