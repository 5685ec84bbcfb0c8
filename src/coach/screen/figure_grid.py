"""Still figures of several drills, side by side, each above its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from coach.figure.motion import Motion
from coach.figure.raster import SMALLEST, dots_per_unit, draw
from coach.model.pose import WIDTH
from coach.screen.even_lines import wrapped
from coach.screen.figure_view import raster_lines, without_sky
from coach.screen.layout import Band, stack, text_band
from coach.screen.roles import Role

MOST_BESIDE = 4
WIDE_FROM = 110
"""Width from which a page has figures to its right."""
_PAGE_GAP, _WIDEST_GRID, _MOST_ROWS = 4, 110, 32
"""Columns between a page and its figures, and columns and rows for all of them."""
LARGEST, LARGEST_OF_ALL = (48, 14), (84, 24)
"""Columns and rows of the largest figure; on a huge screen, it is seen from further off."""
_HUGE_FROM = 170
"""Width from which figures may be the largest of all."""
_GAP = 2
_CUT_NAMES = 0.7
"""Worth of figures whose names are cut, compared with whole ones."""
_NAME_ROWS = 2
"""Most rows of a name below its figure."""


class NamedFigure(NamedTuple):
    """A figure and the drill it belongs to."""

    name: str
    motion: Motion


class _Group(NamedTuple):
    """Figures beside each other."""

    figures: Sequence[NamedFigure]
    name_rows: int


class _Room(NamedTuple):
    """The room for all figures, and the size of the largest one."""

    columns: int
    rows: int
    largest: tuple[int, int]


class _Grid(NamedTuple):
    groups: Sequence[_Group]
    scale: float
    """Scales of all figures together."""
    beside: int
    columns: int
    rows: int
    """Size of a figure, without its name."""


def figure_grid(  # noqa: PLR0913  what is drawn, and the room for it
    figures: Sequence[NamedFigure],
    columns: int,
    rows: int,
    *,
    is_ascii: bool = False,
    counts_others: bool = False,
    standing_rows: int = SMALLEST[1],
    largest: tuple[int, int] = LARGEST,
) -> Band:
    """Return the first few figures, as many and as large as can be recognised and fit.

    Where ``counts_others``, lying figures make room for others, and a last row tells how
    many are not shown. A figure that is higher than wide has ``standing_rows`` at least, if
    there is room for one.
    """
    room = _Room(columns, rows, largest)
    grid = _best(figures, room, standing_rows) or _best(figures, room)
    if grid is None:
        return Band()
    band = _drawn(grid, rows, is_ascii=is_ascii)
    shown = sum(len(group.figures) for group in grid.groups)
    if not counts_others or shown == len(figures):
        return band
    for more in range(len(figures), shown, -1):
        groups = _grouped(figures[:more], grid.beside, grid.columns, _NAME_ROWS)
        longer = _grid(groups, grid.beside, grid.columns, SMALLEST[1])
        last = _others(len(figures) - more, grid)
        fuller = stack(_drawn(longer, rows - last.height, is_ascii=is_ascii), last)
        if fuller.height <= rows:
            return fuller
    last = _others(len(figures) - shown, grid)
    return stack(band, last) if band.height < rows else band


def named_where_free(
    figures: Sequence[NamedFigure],
    columns: int,
    rows: int,
    *,
    is_ascii: bool = False,
    standing_rows: int = SMALLEST[1],
) -> Band:
    """Return figures as large as without names, with their names if rows are left."""
    room = _Room(columns, rows, LARGEST)
    unnamed = [each._replace(name="") for each in figures]
    grid = _best(unnamed, room, standing_rows) or _best(unnamed, room)
    if grid is None:
        return Band()
    band = _drawn(grid, rows, is_ascii=is_ascii)
    shown = figures[: sum(len(group.figures) for group in grid.groups)]
    groups = _grouped(shown, grid.beside, grid.columns, 1)
    if all(len(each.name) <= grid.columns for each in shown):
        longer = _drawn(grid._replace(groups=groups), rows, is_ascii=is_ascii)
        band = longer if longer.height <= rows else band
    return band


def _others(number: int, grid: _Grid) -> Band:
    """Return how many drills have no figure here; an empty band if all have one."""
    words = f"+{number} more".center(_width(grid))
    return text_band([Text(words, Role.QUIET.style)] if number else [])


def _width(grid: _Grid) -> int:
    """Return the columns of figures beside each other."""
    return grid.beside * (grid.columns + _GAP) - _GAP


def _drawn(grid: _Grid, rows: int, *, is_ascii: bool) -> Band:
    """Return the figures with their names, parted by blank rows if those fit."""
    groups: list[list[Text]] = []
    for shown, name_rows in grid.groups:
        cells = [_cell(each, grid, name_rows, is_ascii=is_ascii) for each in shown]
        # Fewer than elsewhere stand in the middle, with no hole after the last.
        missing = grid.beside - len(shown)
        left = Text(" " * (missing * (grid.columns + _GAP) // 2))
        rows_of_group = [
            left + Text(" " * _GAP).join(row) for row in zip(*cells, strict=True)
        ]
        # Lying figures need fewer rows than standing ones.
        groups.append(without_sky(rows_of_group))
    has_gaps = sum(map(len, groups)) + len(groups) - 1 <= rows
    lines: list[Text] = []
    for group in groups:
        lines += [Text("")] * (has_gaps and bool(lines)) + group
    return text_band(lines)


def _best(
    figures: Sequence[NamedFigure], room: _Room, standing: int = SMALLEST[1]
) -> _Grid | None:
    """Return the best grid of all drills, or of as many as are recognisable."""
    for shown in range(len(figures), 0, -1):
        found = [
            grid
            for grid in _grids(figures[:shown], room)
            if standing == SMALLEST[1]
            or (
                _are_whole(grid)
                and grid.rows >= max(_least(f, grid, standing) for f in figures[:shown])
            )
        ]
        if found:
            return max(found, key=_worth)
    return None


def _least(figure: NamedFigure, grid: _Grid, standing: int) -> int:
    """Return the least rows of a figure: a lying one is never higher than it is wide."""
    height = figure.motion.figure.scale.height * (2 * grid.columns - 1) / WIDTH / 4
    return max(SMALLEST[1], min(standing, ceil(height)))


def _grids(figures: Sequence[NamedFigure], room: _Room) -> Iterator[_Grid]:
    for beside in range(1, min(MOST_BESIDE, len(figures)) + 1):
        width = min(room.largest[0], (room.columns - _GAP * (beside - 1)) // beside)
        if width < SMALLEST[0]:
            break
        # A cut name is better than no figure.
        for most in range(_NAME_ROWS, 0, -1):
            groups = _grouped(figures, beside, width, most)
            spare = room.rows - sum(each.name_rows for each in groups)
            height = min(room.largest[1], spare // len(groups))
            if height >= SMALLEST[1]:
                yield _grid(groups, beside, width, height)


def _grouped(
    figures: Sequence[NamedFigure], beside: int, columns: int, most: int
) -> list[_Group]:
    """Return figures in groups, each with the rows its names need, ``most`` of them."""
    groups = []
    for start in range(0, len(figures), beside):
        group = figures[start : start + beside]
        are_short = all(len(each.name) <= columns for each in group)
        has_names = any(each.name for each in group)
        groups.append(_Group(group, has_names * (1 if are_short else most)))
    return groups


def _grid(groups: list[_Group], beside: int, columns: int, rows: int) -> _Grid:
    scale = sum(
        dots_per_unit(each.motion.figure, columns, rows)
        for group in groups
        for each in group.figures
    )
    return _Grid(groups, scale, beside, columns, rows)


def _worth(grid: _Grid) -> tuple[float, int]:
    """Return what a grid is compared by: size, and whole names.

    Of figures of one size, those side by side are seen at one look.
    """
    return grid.scale * (1 if _are_whole(grid) else _CUT_NAMES), grid.beside


def _are_whole(grid: _Grid) -> bool:
    return all(
        _is_whole(each.name, grid.columns, group.name_rows)
        for group in grid.groups
        for each in group.figures
    )


def _is_whole(name: str, columns: int, rows: int) -> bool:
    if len(name) <= columns:
        return True
    return rows > 1 and len(wrapped(name, columns)) <= rows


def _cell(
    figure: NamedFigure, grid: _Grid, name_rows: int, *, is_ascii: bool
) -> list[Text]:
    _, end = figure.motion.start_and_end
    raster = draw(end, figure.motion.figure, grid.columns, grid.rows, braille=not is_ascii)
    if not name_rows:
        return raster_lines(raster)
    rows, last = wrapped(figure.name, grid.columns), name_rows - 1
    if len(" ".join(rows[last:])) > grid.columns:
        rows = rows[: last + 1]  # the first words of a name still tell which drill it is
    else:
        rows = [*rows[:last], " ".join(rows[last:])]
    rows += [""] * (name_rows - len(rows))
    names = [Text(row) for row in rows]
    for name in names:
        name.truncate(grid.columns, overflow="crop" if is_ascii else "ellipsis")
    # Names are centred, below standing figures too.
    below = [Text(name.plain.center(grid.columns), Role.QUIET.style) for name in names]
    return [*raster_lines(raster), *below]


def with_figures(  # noqa: PLR0913  two columns, and the room for them
    page: RenderableType,
    figures: Sequence[NamedFigure],
    columns: int,
    left_columns: int,
    *,
    is_ascii: bool,
    most_rows: int = _MOST_ROWS,
    counts_others: bool = False,
    most: int | None = None,
) -> RenderableType:
    """Return a page with the figures to its right, if the terminal is wide enough.

    Where ``counts_others``, or if there are more than ``most``, a last row tells how many
    figures are not shown.
    """
    right_columns = columns - left_columns - _PAGE_GAP
    if columns < WIDE_FROM or right_columns < SMALLEST[0]:
        return page
    right_columns = min(right_columns, _WIDEST_GRID)
    shown = figures[:most]
    others = len(figures) - len(shown)
    grid = figure_grid(
        shown,
        right_columns,
        most_rows - bool(others),
        is_ascii=is_ascii,
        counts_others=counts_others,
        largest=LARGEST_OF_ALL if columns >= _HUGE_FROM else LARGEST,
    )
    if not grid.rows:
        return page
    both = Table.grid(padding=(0, _PAGE_GAP, 0, 0))
    both.add_column(width=left_columns)
    both.add_column(width=right_columns, no_wrap=True)
    more = [Text(f"+{others} more".center(right_columns), Role.QUIET.style)]
    both.add_row(page, Group(*grid.rows, *(more if others else [])))
    return both
