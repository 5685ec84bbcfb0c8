"""Signs of halves and quarters of a cell, of which big letters are made."""

from __future__ import annotations

HALF_BLOCKS = {(" ", " "): " ", ("#", " "): "▀", (" ", "#"): "▄", ("#", "#"): "█"}
_QUADRANTS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
"""Characters by their quarters: upper left, upper right, lower left, lower right."""
_QUARTERS = {
    "".join("#" if number >> bit & 1 else " " for bit in range(4)): sign
    for number, sign in enumerate(_QUADRANTS)
}


def quarter_cells(lit: list[str]) -> tuple[str, ...]:
    """Return the characters for quarters of cells."""
    width = len(lit[0]) + len(lit[0]) % 2
    lit = [row.ljust(width) for row in lit]
    if len(lit) % 2:
        lit.append(" " * width)
    columns = range(0, width, 2)
    return tuple(
        "".join([_QUARTERS[upper[at : at + 2] + lower[at : at + 2]] for at in columns])
        for upper, lower in zip(lit[::2], lit[1::2], strict=True)
    )


def half_lower(rows: tuple[str, ...]) -> tuple[str, ...]:
    """Return letters half a row lower, if their last row is free for it.

    Letters with an odd number of half rows stand nearer to what is below them then.
    """
    if not rows or any(sign not in _LIT for row in rows for sign in row):
        return rows
    lit = [[_LIT[sign] for sign in row] for row in rows]
    if any("#" in quarters[2:] for quarters in lit[-1]):
        return rows
    halves = ["".join(each[at : at + 2] for each in row) for row in lit for at in (0, 2)]
    return quarter_cells([" " * len(halves[0]), *halves[:-1]])


_LIT = {sign: quarters for quarters, sign in _QUARTERS.items()}
