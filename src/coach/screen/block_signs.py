"""Signs of halves and quarters of a cell, of which big letters are made."""

from __future__ import annotations

HALF_BLOCKS = {(" ", " "): " ", ("#", " "): "▀", (" ", "#"): "▄", ("#", "#"): "█"}
_QUADRANTS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
"""Characters by their quarters: upper left, upper right, lower left, lower right."""
_QUARTERS = {
    "".join("#" if number >> bit & 1 else " " for bit in range(4)): sign
    for number, sign in enumerate(_QUADRANTS)
}

_SIGNS = {sign: lit for lit, sign in _QUARTERS.items()}


def lowered(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Return big letters half a row lower, so that their free half row is above them.

    Letters without a free half row stay where they are.
    """
    if not lines or any(sign not in _SIGNS for row in lines for sign in row):
        return lines
    quarters = [[_SIGNS[sign] for sign in row] for row in lines]
    lit = ["".join(each[at : at + 2] for each in row) for row in quarters for at in (0, 2)]
    return lines if lit[-1].strip() else quarter_cells([lit[-1], *lit[:-1]])


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
