"""A canvas of dots, eight per cell, stored as braille patterns and inks."""

from __future__ import annotations

from functools import cache

from coach.model.pose import Point

_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""Bit of each dot in a braille pattern, by row and column."""
_BRAILLE = tuple(chr(0x2800 + bits) for bits in range(256))


Stamp = tuple[tuple[int, ...], ...]
"""Braille patterns of the cells under a square, for each of a cell's four dot rows."""


def _stamp(first: int, dots: int) -> Stamp:
    """Return a row of dots that starts in the first or second column of a cell."""
    cells = (first + dots + 1) // 2
    places = range(first, first + dots)
    return tuple(
        tuple(
            sum(row[place & 1] for place in places if place >> 1 == cell)
            for cell in range(cells)
        )
        for row in _BITS
    )


@cache
def _stamps(size: int) -> tuple[Stamp, Stamp]:
    return _stamp(0, size), _stamp(1, size)


@cache
def _clipped(left: int, size: int, width: int) -> Stamp:
    """Return the part of a square that lies on the canvas."""
    first = max(left, 0)
    dots = min(left + size, width) - first
    return _stamp(first & 1, dots) if dots > 0 else ((), (), (), ())


class Dots:
    """A canvas for dots; dots outside it are ignored."""

    __slots__ = ("_bits", "_columns", "_height", "_inks", "_width")

    def __init__(self, columns: int, rows: int) -> None:
        self._columns = columns
        self._width, self._height = columns * 2, rows * 4
        self._bits = bytearray(columns * rows)
        self._inks = bytearray(columns * rows)

    def line(self, start: Point, end: Point, thickness: int, ink: int) -> None:
        """Draw a line of squares without gaps; thickness in dots."""
        (x, y), (to_x, to_y) = start, end
        dx, dy = to_x - x, to_y - y
        steps = int(max(abs(dx), abs(dy))) + 1
        dx, dy = dx / steps, dy / steps
        # Half a dot is for rounding, and half the square keeps the dot on the line.
        centre = 100.5 - (thickness - 1) / 2
        x, y = x + centre, y + centre
        if thickness == 1:
            for _ in range(steps + 1):
                self._dot(int(x) - 100, int(y) - 100, ink)
                x, y = x + dx, y + dy
        else:
            self._squares(x, y, dx, dy, (steps, thickness, ink))

    def _squares(
        self, x: float, y: float, dx: float, dy: float, how: tuple[int, int, int]
    ) -> None:
        steps, size, ink = how
        columns, width, height = self._columns, self._width, self._height
        bits, inks = self._bits, self._inks
        stamps = _stamps(size)
        last = (-1000, -1000)
        for _ in range(steps + 1):
            left, top = square = int(x) - 100, int(y) - 100
            x, y = x + dx, y + dy
            if square == last:
                continue
            last = square
            # The innermost loop: most of the drawing time is spent here.
            is_inside = left >= 0 and left + size <= width
            stamp = stamps[left & 1] if is_inside else _clipped(left, size, width)
            first = max(left, 0) >> 1
            for down in range(max(top, 0), min(top + size, height)):
                cell = (down >> 2) * columns + first
                for pattern in stamp[down & 3]:
                    bits[cell] |= pattern
                    if inks[cell] < ink:  # noqa: PLR1730  a call costs
                        inks[cell] = ink
                    cell += 1

    def _dot(self, x: int, y: int, ink: int) -> None:
        if 0 <= x < self._width and 0 <= y < self._height:
            cell = (y >> 2) * self._columns + (x >> 1)
            self._bits[cell] |= _BITS[y & 3][x & 1]
            self._inks[cell] = max(self._inks[cell], ink)

    def dotted(self, start: Point, end: Point, ink: int) -> None:
        """Draw a horizontal line with every second dot."""
        y = round(start[1])
        for x in range(round(start[0]), round(end[0]) + 1, 2):
            self._dot(x, y, ink)

    def disc(self, centre: Point, radius: float, rim: float, ink: int) -> None:
        """Draw a circle with a rim of this width; filled if the rim reaches the centre."""
        cx, cy = centre
        outer, inner = radius * radius, max(radius - rim, 0.0) ** 2
        if rim >= radius:
            inner = -1.0
        for y in range(int(cy - radius), int(cy + radius) + 2):
            for x in range(int(cx - radius), int(cx + radius) + 2):
                if inner < (x - cx) ** 2 + (y - cy) ** 2 <= outer:
                    self._dot(x, y, ink)

    def rows(self) -> tuple[tuple[str, ...], tuple[bytes, ...]]:
        """Return the characters of each row, and the ink of each cell as bytes."""
        columns = self._columns
        starts = range(0, len(self._bits), columns)
        text = "".join([_BRAILLE[pattern] if pattern else " " for pattern in self._bits])
        return (
            tuple(text[start : start + columns] for start in starts),
            tuple(bytes(self._inks[start : start + columns]) for start in starts),
        )
