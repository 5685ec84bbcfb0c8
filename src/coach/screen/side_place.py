"""The place above the figure for the side that works, in big letters.

The place is the same in waits, work and pauses, and for both sides.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import msgspec
from msgspec.structs import replace

from coach.figure.motion import Motion
from coach.figure.raster import first_rows
from coach.model.terms import Side
from coach.screen.big_letters import fitted_alike, height_of, letters_in
from coach.screen.small_letters import LEAST_ROWS

ABOVE = 1
"""Blank rows above the letters."""
BELOW, APART = 1, 2
"""Blank rows below the letters, and columns beside them, so that nothing touches them."""
_SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
"""Parts of a phase for which the room above the figure is looked at."""
_NARROW, _NARROWEST = 26, 14
"""Widths to try for letters that do not fit at their full width."""
_LEAST_FIGURE = 10
"""Fewest rows of a figure that makes room for the letters."""


class SidePlace(msgspec.Struct, frozen=True):
    """The letters, which stand at the left, and the size of the figure."""

    names: tuple[str, ...]
    letters: tuple[tuple[str, ...], ...]
    """The big letters for each name."""
    is_whole: bool
    """Whether the letters say ``LEFT LEG``, not only ``LEFT``."""
    figure_rows: int
    """Rows of the figure."""

    @property
    def high(self) -> int:
        """Return the height of the letters."""
        return len(self.letters[0])

    @property
    def width(self) -> int:
        """Return the width of the widest letters."""
        return max(len(lines[0]) for lines in self.letters)

    def lines(self, name: str) -> tuple[str, ...]:
        """Return the big letters for a side, such as ``LEFT LEG``."""
        return self.letters[self.names.index(name)]


@lru_cache(64)
def side_place(  # noqa: PLR0913  a figure, its size, and the letters
    motion: Motion,
    names: tuple[str, ...],
    columns: int,
    rows: int,
    high: int,
    *,
    above: int,
    apart: int,
    is_ascii: bool,
) -> SidePlace | None:
    """Return the place for the side; None if there is no room.

    Args:
        motion: the figure, in all its poses and for both sides.
        names: the names of both sides.
        columns: the columns of the figure.
        rows: the rows of the figure.
        high: the height of the tallest letters.
        above: blank rows above the letters.
        apart: columns beside the letters.
        is_ascii: whether only ASCII signs may be used.
    """
    firsts = room_above(motion, columns, rows)
    forms = list(_forms(names, columns - apart, high, is_ascii=is_ascii))
    for below in (BELOW, 0):
        for place in forms:
            if min(firsts[: place.width]) >= above + place.high + below:
                return replace(place, figure_rows=rows)
        # The figure makes room, which costs it some of its size.
        for place in forms:
            own = rows - place.high - above - below
            if own >= _LEAST_FIGURE:
                return replace(place, figure_rows=own)
    return None


def _forms(
    names: tuple[str, ...], columns: int, high: int, *, is_ascii: bool
) -> Iterator[SidePlace]:
    """Yield forms of the letters, those that are seen from farthest first.

    ASCII letters are wide enough to be read only without the leg.
    """
    shorter = tuple(name.partition(" ")[0] for name in names)
    usual = [each for each in map(height_of, range(8, 0, -1)) if each <= high] or [high]
    if is_ascii:
        usual = [*(each for each in usual if each > LEAST_ROWS), LEAST_ROWS]
    for height in usual if is_ascii else range(high, usual[-1] - 1, -1):
        for words in dict.fromkeys((shorter,) if is_ascii else (names, shorter)):
            for room in sorted({columns, min(columns, _NARROW), _NARROWEST}, reverse=True):
                if is_ascii or (height in usual and height >= height_of(1)):
                    letters = fitted_alike(words, room, height, is_ascii=is_ascii)
                else:
                    letters = letters_in(words, room, 2 * height - 1)
                if letters and len(letters[0]) == height:
                    yield SidePlace(names, letters, words == names, 0)
            if words == names != shorter and height > _BESIDE_ROWS:
                letters = _side_and_limb(names, columns, height)
                if letters:
                    yield SidePlace(names, letters, is_whole=True, figure_rows=0)


_BESIDE_ROWS = 4
"""Height of the limb beside a side in higher letters."""


def _side_and_limb(
    names: tuple[str, ...], columns: int, height: int
) -> tuple[tuple[str, ...], ...]:
    """Return sides in high letters, each with its limb in low ones at their foot.

    Empty if they do not fit, or if both fit in high letters.
    """
    sides = tuple(name.partition(" ")[0] for name in names)
    limbs = tuple(name.partition(" ")[2] for name in names)
    low = fitted_alike(limbs, columns // 4, _BESIDE_ROWS)
    if not low or len(low[0]) != _BESIDE_ROWS:
        return ()
    room = columns - APART - max(len(lines[0]) for lines in low)
    high = letters_in(sides, room, 2 * height - 1)
    if not high:
        return ()
    sky = (" " * max(len(lines[0]) for lines in low),) * (height - _BESIDE_ROWS)
    return tuple(
        tuple(
            f"{side}{' ' * APART}{limb}"
            for side, limb in zip(side_lines, (*sky, *limb_lines), strict=True)
        )
        for side_lines, limb_lines in zip(high, low, strict=True)
    )


@lru_cache(64)
def room_above(motion: Motion, columns: int, rows: int) -> list[int]:
    """Return the first row that the figure ever touches in each column."""
    bodies = [
        motion.joints(phase, share, side)
        for side in Side
        for phase in range(motion.phase_count)
        for share in _SHARES
    ]
    all_ = [first_rows(body, motion.figure, columns, rows) for body in bodies]
    return [min(column) for column in zip(*all_, strict=True)]
