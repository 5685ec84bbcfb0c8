"""Still figures of several drills, side by side, each above its name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.text import Text

from coach.figure.motion import Motion
from coach.figure.raster import SMALLEST, dots_per_unit, draw
from coach.screen.figure_view import raster_lines
from coach.screen.layout import Band, text_band
from coach.screen.roles import Role

MOST_BESIDE = 4
LARGEST = (48, 14)
"""Columns and rows of the largest figure; a larger one would be no clearer."""
_GAP = 2
_CUT_NAMES = 0.7
"""Value of a grid with cut names, compared with one that shows them whole."""


class NamedFigure(NamedTuple):
    """A figure and the drill it belongs to."""

    name: str
    motion: Motion


class _Grid(NamedTuple):
    shown: int
    scale: float
    """Scale of the smallest figure in the grid."""
    beside: int
    columns: int
    rows: int
    """Size of a figure, without its name."""


def figure_grid(
    figures: Sequence[NamedFigure], columns: int, rows: int, *, is_ascii: bool = False
) -> Band:
    """Return the first few figures, as many and as large as can be recognised and fit."""
    grid = _best(figures, columns, rows)
    if grid is None:
        return Band()
    lines: list[Text] = []
    for start in range(0, grid.shown, grid.beside):
        cells = [
            _cell(figure, grid, is_ascii=is_ascii)
            for figure in figures[start : min(grid.shown, start + grid.beside)]
        ]
        lines += (Text(" " * _GAP).join(row) for row in zip(*cells, strict=True))
    return text_band(lines)


def _best(figures: Sequence[NamedFigure], columns: int, rows: int) -> _Grid | None:
    found = []
    for shown in range(1, len(figures) + 1):
        for beside in range(1, MOST_BESIDE + 1):
            below = -(-shown // beside)
            width = min(LARGEST[0], (columns - _GAP * (beside - 1)) // beside)
            height = min(LARGEST[1], rows // below - 1)
            if width >= SMALLEST[0] and height >= SMALLEST[1]:
                scale = min(
                    dots_per_unit(each.motion.figure, width, height)
                    for each in figures[:shown]
                )
                found.append(_Grid(shown, scale, beside, width, height))
    return max(found, key=lambda grid: _worth(grid, figures), default=None)


def _worth(grid: _Grid, figures: Sequence[NamedFigure]) -> tuple[int, float]:
    """Return the sort key of a grid: first how many drills, then size and whole names."""
    longest = max(len(each.name) for each in figures[: grid.shown])
    are_whole = longest <= grid.columns
    return grid.shown, grid.scale * (1 if are_whole else _CUT_NAMES)


def _cell(figure: NamedFigure, grid: _Grid, *, is_ascii: bool) -> list[Text]:
    _, end = figure.motion.start_and_end
    raster = draw(end, figure.motion.figure, grid.columns, grid.rows, braille=not is_ascii)
    name = Text(figure.name, Role.QUIET.style)
    name.truncate(grid.columns, overflow="crop" if is_ascii else "ellipsis", pad=True)
    return [*raster_lines(raster), name]
