"""A canvas of plain letters, for terminals without Unicode."""

from __future__ import annotations

from coach.model.pose import Point

_FLAT, _STEEP = 0.45, 2.6
"""Range of slopes in which a line is drawn with slashes."""
_BLUNT = 0.7
"""Least width of a row of a disc, as a share of its widest row."""
_LOW = 2
"""Dot row of a cell from which a horizontal line becomes an underscore."""


_THICK = 2
"""Least thickness of a line that is two letters wide."""
BODY = (4, 5)
"""Inks of the body and of what works."""


class Letters:
    """Cells with one letter each; the drawing methods expect dots, as in ``Dots``."""

    __slots__ = ("_columns", "_inks", "_letters", "_rows")

    def __init__(self, columns: int, rows: int) -> None:
        self._columns, self._rows = columns, rows
        self._letters = [" "] * (columns * rows)
        self._inks = bytearray(columns * rows)

    def line(self, start: Point, end: Point, thickness: int, ink: int) -> None:
        """Draw a line with the letter closest to its slope.

        A thick line that is not flat is two letters wide, as a letter is twice as high.
        """
        (x, y), (to_x, to_y) = start, end
        dx, dy = to_x - x, to_y - y
        steps = int(max(abs(dx), abs(dy))) + 1
        letter = _letter(dx, dy)
        is_wide = thickness >= _THICK and letter != "-" and ink in BODY
        for step in range(steps + 1):
            right, down = round(x + dx * step / steps), round(y + dy * step / steps)
            low = letter == "-" and down & 3 > _LOW
            self._put(right, down, "_" if low else letter, ink)
            if is_wide:
                self._put(right + 1 if right & 1 else right - 1, down, letter, ink)

    def _put(self, x: int, y: int, letter: str, ink: int) -> None:
        column, row = x >> 1, y >> 2
        if 0 <= column < self._columns and 0 <= row < self._rows:
            cell = row * self._columns + column
            if ink >= self._inks[cell]:
                self._letters[cell], self._inks[cell] = letter, ink

    def dotted(self, start: Point, end: Point, ink: int) -> None:
        """Draw a horizontal line of full stops."""
        for x in range(round(start[0]), round(end[0]) + 1):
            self._put(x, round(start[1]), ".", ink)

    def disc(self, centre: Point, radius: float, _rim: float, ink: int) -> None:
        """Draw a filled disc with the letter o; no row of it is a lone point."""
        cx, cy = centre
        reach = max(radius, 2.0)
        for row in range(self._rows):
            high = row * 4 + 1.5 - cy
            if abs(high) > reach:
                continue
            half = max((reach**2 - high**2) ** 0.5, _BLUNT * reach)
            for column in range(self._columns):
                if abs(column * 2 + 0.5 - cx) <= half:
                    self._put(column * 2, row * 4, "o", ink)
        self._put(round(cx), round(cy), "o", ink)

    def rows(self) -> tuple[tuple[str, ...], tuple[bytes, ...]]:
        """Return the letters of each row, and the ink of each cell as bytes."""
        columns = self._columns
        starts = range(0, len(self._letters), columns)
        return (
            tuple("".join(self._letters[start : start + columns]) for start in starts),
            tuple(bytes(self._inks[start : start + columns]) for start in starts),
        )


def _letter(dx: float, dy: float) -> str:
    if abs(dy) <= abs(dx) * _FLAT:
        return "-"
    if abs(dy) >= abs(dx) * _STEEP:
        return "|"
    return "\\" if (dx > 0) == (dy > 0) else "/"
