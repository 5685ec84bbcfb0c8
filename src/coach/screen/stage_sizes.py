"""The sizes of the parts of the stage, the same throughout a session."""

from __future__ import annotations

from dataclasses import dataclass

from coach.figure.raster import SMALLEST
from coach.screen.big_letters import height_of
from coach.screen.viewport import Size, Viewport

SIDE_SHARE = 0.45
"""Share of the width that the letters take beside a figure."""
WORD_ROWS = {Size.NARROW: 3, Size.NORMAL: 5, Size.FULL: 7}
"""Rows below the stage, for words and the keys or a question."""
_LARGEST = 8
_APART = 2
"""Columns between a figure and the letters, besides one for its last dots."""
_BLANKS = 2
"""Blank rows above and between two words."""


@dataclass(frozen=True, slots=True)
class StageSizes:
    """Sizes of the parts of the stage, the same throughout a session."""

    columns: int
    """Width of the figure."""
    side: int
    """Width of the letters."""
    rows: int
    letters: int
    """Height of each of two words in big letters."""


def sizes_of(viewport: Viewport) -> StageSizes:
    """Return the sizes of the stage of a screen."""
    side = round(viewport.columns * SIDE_SHARE)
    apart = 0 if viewport.size is Size.NARROW else _APART
    columns = viewport.columns - side - 1 - apart
    if columns < SMALLEST[0]:
        side, columns = viewport.columns - SMALLEST[0], SMALLEST[0]
    rows = max(1, viewport.rows - _top_rows(viewport) - WORD_ROWS[viewport.size])
    spare = 0 if viewport.size is Size.NARROW else _BLANKS
    return StageSizes(columns, side, rows, _highest((rows - spare) // 2, viewport) or rows)


def _highest(rows: int, viewport: Viewport) -> int:
    """Return the height of the tallest letters that fit in these rows; 0 if none do."""
    step = 2 if viewport.is_ascii else 1
    heights = map(height_of, range(_LARGEST - _LARGEST % step, 0, -step))
    return next((height for height in heights if height <= rows), 0)


def _top_rows(viewport: Viewport) -> int:
    return 1 if viewport.size is Size.NARROW else 3


def largest_below(height: int, viewport: Viewport) -> int:
    """Return the height of the tallest letters clearly lower than others; 0 without one."""
    return _highest(height * 3 // 5, viewport)


def small_height(own: StageSizes, viewport: Viewport) -> int:
    """Return the height of the smaller two of three words; 0 if there is no room."""
    return _highest((own.rows - own.letters) // 2, viewport)
