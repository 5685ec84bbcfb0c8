"""Pages in several shapes, and the first of them that fits the rows of a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from rich.text import Text

from coach.screen.viewport import Viewport


def fitting(
    shapes: Sequence[list[list[Text]]], look: Viewport, beside: tuple[int, int]
) -> list[list[Text]]:
    """Return the first shape that fits and leaves a row for the prompt, or the last one.

    ``beside`` holds the rows and columns of the figure beside the first part of a shape.
    """
    rows, columns = beside
    fitting = (s for s in shapes if height(s, look.columns, rows, columns) < look.rows)
    return next(fitting, shapes[-1])


def with_advice(
    advices: Sequence[list[Text]],
    shapes: Sequence[list[list[Text]]],
    look: Viewport,
    beside: tuple[int, int],
) -> tuple[list[Text], list[list[Text]]]:
    """Return the first advice that fits above a shape of the page, and that shape."""
    if not advices:
        return [], fitting(shapes, look, beside)
    for advice in advices:
        rows = look.rows - height([advice], look.columns, 0) - 1
        for shape in shapes:
            if height(shape, look.columns, *beside) < rows:
                return advice, shape
    return advices[-1], shapes[-1]


def fits(parts: list[list[Text]], look: Viewport) -> bool:
    """Return whether the parts fit and leave a row for the prompt."""
    return height(parts, look.columns, 0) < look.rows


def height(parts: list[list[Text]], columns: int, least: int, less_columns: int = 0) -> int:
    """Return the number of rows of the parts; the first takes at least ``least``."""
    widths = [columns - less_columns, *(columns for _ in parts[1:])]
    heights = [
        sum(len(wrap(t.plain, max(1, width))) or 1 for t in part)
        for part, width in zip(parts, widths, strict=True)
    ]
    return max(heights[0], least) + sum(heights[1:]) + len(parts) - 1
