"""A screen in two layers: still lines, and moving parts at fixed places on top.

The still lines are drawn once per event. The moving parts are small functions of the
moment, so a frame costs only as much as what moves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec
from msgspec.structs import replace
from rich.cells import cell_len
from rich.text import Text

from coach.moment import Moment
from coach.screen.cells import Cells

Draw = Callable[[Moment], Cells]


class Moving(msgspec.Struct, frozen=True):
    """A moving part with a fixed size."""

    width: int
    height: int
    draw: Draw


class Mover(msgspec.Struct, frozen=True):
    """A moving part with its place, counted from 0."""

    row: int
    column: int
    moving: Moving

    @property
    def place(self) -> tuple[int, int, int, int]:
        """Return the row, column, width and height."""
        return self.row, self.column, self.moving.width, self.moving.height


class Band(msgspec.Struct, frozen=True):
    """A number of rows of a screen."""

    rows: tuple[Text, ...] = ()
    movers: tuple[Mover, ...] = ()

    @property
    def height(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def cut(self, height: int) -> Band:
        """Return the first rows, with the moving parts that fit in them."""
        height = max(0, height)
        movers = (m for m in self.movers if m.row + m.moving.height <= height)
        return Band(self.rows[:height], tuple(movers))

    def padded(self, height: int) -> Band:
        """Return the band, padded below with blank rows to a height."""
        return stack(self, gap(height - self.height))

    def shifted(self, columns: int) -> Band:
        """Return the band shifted to the right."""
        rows = tuple(Text(" " * columns).append_text(row) for row in self.rows)
        movers = (replace(m, column=m.column + columns) for m in self.movers)
        return Band(rows, tuple(movers))

    def centred(self, height: int) -> Band:
        """Return the band centred between blank rows."""
        band = self.cut(height)
        above = (height - band.height) // 2
        return stack(gap(above), band).padded(height)


Sheet = Band
"""A band as high as the screen."""


def stack(*bands: Band) -> Band:
    """Return several bands, one below the other, as one."""
    rows: list[Text] = []
    movers: list[Mover] = []
    for band in bands:
        movers += (replace(m, row=m.row + len(rows)) for m in band.movers)
        rows += band.rows
    return Band(tuple(rows), tuple(movers))


def gap(height: int = 1) -> Band:
    """Return a band of blank rows."""
    return Band(tuple(Text("") for _ in range(height)))


def spread(parts: Sequence[Band], rows: int, most: int = 3) -> Band:
    """Return parts one below the other, apart by up to so many blank rows.

    Rows between parts come first, then one above the keys, then one at the top.
    """
    spare = max(0, rows - sum(part.height for part in parts))
    each = min(most, max(1, spare // len(parts)))
    bands = [gap(1 if spare > len(parts) else 0), parts[0]]
    spare -= bands[0].height
    for part in parts[1:]:
        between = min(each, spare)
        spare -= between
        bands += [gap(between), part]
    return stack(*bands).padded(rows)


def text_band(lines: Iterable[Text]) -> Band:
    """Return a band of lines that do not move."""
    return Band(tuple(lines))


def line(left: Text, right: Text | Moving | None, columns: int) -> Band:
    """Return one row with a text at each edge.

    The left text is cut; the right one is left out if it is wider than the row.
    """
    if right is None:
        return Band((_fitted(left, columns),))
    width = right.width if isinstance(right, Moving) else right.cell_len
    if width > columns:
        return Band((_fitted(left, columns),))
    left = _fitted(left, max(0, columns - width - 1))
    if isinstance(right, Moving):
        return Band((left,), (Mover(0, columns - width, right),))
    return Band((Text.assemble(left, " " * (columns - left.cell_len - width), right),))


def moving_band(*placed: tuple[int, Moving]) -> Band:
    """Return a band of moving parts at these columns, as high as the tallest part."""
    height = max(moving.height for _, moving in placed)
    movers = tuple(Mover(0, column, moving) for column, moving in placed)
    return replace(gap(height), movers=movers)


def over(band: Band, *others: Band) -> Band:
    """Return the band with the moving parts of others laid over it, from the first row."""
    return replace(band, movers=band.movers + tuple(m for o in others for m in o.movers))


def _fitted(text: Text, columns: int) -> Text:
    if text.cell_len <= columns:
        return text
    text = text.copy()
    text.truncate(columns, overflow="ellipsis")
    return text


def lines_of(sheet: Sheet, moment: Moment) -> list[Text]:
    """Return both layers merged into lines."""
    lines = [text.copy() for text in sheet.rows]
    for mover in sorted(sheet.movers, key=lambda m: m.column):
        cells = mover.moving.draw(moment)
        for row in range(cells.height):
            line_ = lines[mover.row + row]
            part = Text.assemble(*((text, role.style) for text, role in cells.runs(row)))
            end = mover.column + cells.width
            head = _columns(line_, 0, mover.column)
            tail = _columns(line_, end, max(end, line_.cell_len))
            lines[mover.row + row] = Text.assemble(head, part, tail)
    for line_ in lines:
        line_.rstrip()
    return lines


def _columns(text: Text, first: int, last: int) -> Text:
    """Return the part of a line between two columns, padded with blanks."""
    columns, start, end = 0, len(text), len(text)
    for index, character in enumerate(text.plain):
        if columns >= first:
            start = min(start, index)
        if columns >= last:
            end = index
            break
        columns += cell_len(character)
    part = text[start:end] if start < end else Text("")
    part.pad_right(max(0, last - first - part.cell_len))
    return part
