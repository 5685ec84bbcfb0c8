"""Drawing of joints into terminal cells, as characters and inks."""

from __future__ import annotations

from itertools import pairwise

import msgspec

from coach.figure.ascii_canvas import Letters
from coach.figure.braille_canvas import Dots
from coach.figure.joints import Joints
from coach.figure.strokes import Disc, Ink, Thickness, strokes
from coach.model.pose import WIDTH, Figure, Point

SMALLEST = (20, 6)
"""Fewest columns and rows in which a figure is recognisable."""

_THIN_BELOW = 0.42
"""Dots per unit below which limbs are one dot thick."""
_FILL_BELOW = 4.0
"""Radius in dots below which heads are filled."""


class Raster(msgspec.Struct, frozen=True):
    """A drawn figure; the caller chooses a colour for each ink."""

    columns: int
    rows: int
    lines: tuple[str, ...]
    inks: tuple[bytes, ...]
    """Ink of each cell, as a number of ``Ink``."""


def dots_per_unit(figure: Figure, columns: int, rows: int) -> float:
    """Return the scale of a figure in this number of cells."""
    return min((columns * 2 - 1) / WIDTH, (rows * 4 - 1) / figure.scale.height)


def first_rows(joints: Joints, figure: Figure, columns: int, rows: int) -> list[int]:
    """Return the first row that a body and its props touch in each column.

    Untouched columns have the number of rows. It is much faster than drawing.
    """
    scale = dots_per_unit(figure, columns, rows)
    left = (columns * 2 - 1 - WIDTH * scale) / 2
    # A column more at each edge; each counts for its neighbours as well.
    first = [rows] * (columns + 2)
    across, up = scale / 2, scale / 4
    left = left / 2 + 1

    def touch(x: float, y: float) -> None:
        column, row = round(left + x * across), rows - 1 - int(y * up + 0.5)
        if 0 <= column <= columns + 1 and row < first[column]:
            first[column] = row

    for stroke in strokes(joints, figure):
        if isinstance(stroke, Disc):
            for share in range(-4, 5):
                x, y = stroke.centre
                touch(x + stroke.radius * share / 4, y + stroke.radius)
            continue
        for (x, y), (x1, y1) in pairwise(stroke.points):
            steps = max(1, round(max(abs(x1 - x), abs(y1 - y)) * across))
            right, over = (x1 - x) / steps, (y1 - y) / steps
            for step in range(steps + 1):
                touch(x + right * step, y + over * step)
    return [*map(min, first, first[1:], first[2:])]


def draw(
    joints: Joints, figure: Figure, columns: int, rows: int, *, braille: bool = True
) -> Raster:
    """Draw a body and its props as large as possible, with the floor at the bottom."""
    scale = dots_per_unit(figure, columns, rows)
    left, bottom = (columns * 2 - 1 - WIDTH * scale) / 2, float(rows * 4 - 1)
    thick = max(1 if scale < _THIN_BELOW else 2, round(scale * 2.2))
    widths = {Thickness.THIN: max(1, thick // 2), Thickness.THICK: thick}
    canvas = Dots(columns, rows) if braille else Letters(columns, rows)

    def place(point: Point) -> Point:
        return left + point[0] * scale, bottom - point[1] * scale

    for stroke in strokes(joints, figure):
        if isinstance(stroke, Disc):
            radius = max(stroke.radius * scale, 1.2)
            filled = radius < _FILL_BELOW or stroke.ink is Ink.GLOW
            rim = radius if filled else widths[Thickness.THIN] + 0.4
            canvas.disc(place(stroke.centre), radius, rim, stroke.ink)
            continue
        points = [place(point) for point in stroke.points]
        if stroke.weight is Thickness.DOTTED:
            canvas.dotted(points[0], points[-1], stroke.ink)
            continue
        for start, end in pairwise(points):
            canvas.line(start, end, widths[stroke.weight], stroke.ink)
    lines, inks = canvas.rows()
    return Raster(columns, rows, lines, inks)
