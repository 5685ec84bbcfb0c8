"""The figures of a session's drills on its start card, right of everything else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.text import Text

from coach.figure.motion import Motion
from coach.figure.raster import SMALLEST
from coach.screen.drill_rows import LEFT, DrillRows
from coach.screen.figure_grid import (
    LARGEST,
    LARGEST_OF_ALL,
    NamedFigure,
    figure_grid,
    named_where_free,
)
from coach.screen.figure_view import drawn_at_end
from coach.screen.layout import Band, gap, stack, text_band
from coach.screen.viewport import Size, Viewport

_GAP = 2
"""Columns between the drills and the figures."""
_LEFT_OF_ONE = 28
"""Columns for minutes and name of a single drill, whose figure is as large as in a set."""
_MOST_FIGURES, _MOST_UNNAMED, _STANDING_ROWS = 2, 3, 10
"""Most figures on a usual screen, without names, and the least rows of a standing one."""
_LEFT_IF_HUGE, _LEFT_IF_WIDE = 78, 58
"""Columns for larger minutes on a huge screen, and for names in letters on a wide one."""
_WIDE_FROM, _NAMED_FROM = 110, 108
"""Width from which a single drill has room for larger minutes, and names for letters."""
_HEIGHTS = (24, 20, 17, 14, 12, 11, 10, 9, 8)
"""Rows of the figures to try beside the names of their drills."""


def left_columns_of(drills: DrillRows) -> int:
    """Return the columns for minutes and drills beside the figures."""
    columns, prescription = drills.viewport.columns, drills.prescription
    is_one = len(prescription.blocks) == 1 and not prescription.is_test
    is_narrow = columns < _WIDE_FROM
    if drills.viewport.is_huge:
        return _LEFT_IF_HUGE
    return min(columns, _LEFT_OF_ONE if is_one and is_narrow else LEFT)


def figures_of(drills: DrillRows, motions: Mapping[str, Motion], room: int) -> Band:
    """Return the figures of the session's drills, to the right of everything else."""
    viewport = drills.viewport
    columns = viewport.columns - left_columns_of(drills) - _GAP
    if viewport.size in {Size.TINY, Size.NARROW} or columns <= 0:
        return Band()
    named = [
        NamedFigure("" if drills.is_one else block.name, motions[block.drill])
        for block in drills.prescription.blocks
        if block.drill in motions
    ]
    if viewport.size is Size.NORMAL:
        # One good figure tells more than many small ones. The list has their names.
        is_few = 1 < len(named) <= _MOST_UNNAMED
        drawn = named_where_free if is_few else figure_grid
        return drawn(
            named if is_few else named[:_MOST_FIGURES],
            columns,
            room,
            is_ascii=viewport.is_ascii,
            standing_rows=_STANDING_ROWS,
        )
    return figure_grid(
        named,
        columns,
        room,
        is_ascii=viewport.is_ascii,
        counts_others=True,
        largest=_largest(viewport),
    )


def wide_left(drills: DrillRows) -> int:
    """Return the columns left of figures that stand beside the names of their drills."""
    is_wide = drills.viewport.columns >= _NAMED_FROM and not drills.viewport.is_huge
    return _LEFT_IF_WIDE if is_wide else left_columns_of(drills)


def figures_beside_names(
    drills: DrillRows, motions: Mapping[str, Motion], large: Band, rows: int
) -> tuple[Band, Band]:
    """Return the drills in letters below the minutes, and the figure beside each of them.

    The floor of a figure is level with the dose of its drill. Empty if they do not fit.
    """
    left_columns, top = wide_left(drills), large.height + 1
    blocks = drills.prescription.blocks
    names = drills.blocks_in_letters(left_columns, rows - top)
    if not names or any(block.drill not in motions for block in blocks):
        return Band(), Band()
    widest, highest = _largest(drills.viewport)
    columns = min(widest, drills.viewport.columns - left_columns - _GAP)
    for high in _HEIGHTS if columns >= SMALLEST[0] else ():
        if high > highest or high * len(blocks) > 2 * rows:
            continue
        art = [
            drawn_at_end(motions[each.drill], columns, high, is_ascii=False)
            for each in blocks
        ]
        floors = _floors([*map(len, names)], [*map(len, art)], top)
        spare = rows - floors[-1]
        if spare >= 0:
            # Free rows part the drills.
            more, rest = divmod(spare, len(floors))
            first = min(rest, 1)
            floors = [floor + first + more * at for at, floor in enumerate(floors, 1)]
            listed = _ending(names, floors)[large.height :]
            return stack(large, text_band(listed)), text_band(_ending(art, floors))
    return Band(), Band()


def _floors(names: Sequence[int], figures: Sequence[int], top: int) -> list[int]:
    """Return the row below each drill, whose name and figure have so many rows."""
    floors: list[int] = []
    for name, figure in zip(names, figures, strict=True):
        first = floors[-1] + 1 if floors else 0
        floors.append(max(first + figure, (first if floors else top) + name))
    return floors


def _ending(parts: Sequence[Sequence[Text]], floors: Sequence[int]) -> list[Text]:
    """Return parts of which each ends above a row, parted by blank rows."""
    rows: list[Text] = []
    for part, floor in zip(parts, floors, strict=True):
        rows += [Text("") for _ in range(floor - len(rows) - len(part))]
        rows += part
    return rows


def side_by_side(left: Band, right: Band, left_columns: int) -> Band:
    """Return the figures, if any, right of everything else."""
    if not right.height:
        return left
    above = gap(1 if right.height < left.height else 0)
    right = stack(above, right).padded(left.height)
    pairs = zip(left.rows, right.rows, strict=True)
    return text_band(_row(a, b, left_columns) for a, b in pairs)


def _row(left: Text, right: Text, left_columns: int) -> Text:
    fitted = left.copy()
    fitted.truncate(left_columns, pad=True)
    return Text.assemble(fitted, " " * _GAP, right)


def _largest(viewport: Viewport) -> tuple[int, int]:
    return LARGEST_OF_ALL if viewport.is_huge else LARGEST
