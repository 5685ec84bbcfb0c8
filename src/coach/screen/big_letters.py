"""Big letters and digits of seven by five dots, in any scale."""

from __future__ import annotations

from functools import lru_cache

DOTS = 7
"""Height of a letter in dots."""

_GLYPHS = {
    "0": "01110 10001 10001 10001 10001 10001 01110",
    "1": "00100 01100 00100 00100 00100 00100 01110",
    "2": "01110 10001 00001 00110 01000 10000 11111",
    "3": "11110 00001 00001 01110 00001 00001 11110",
    "4": "00010 00110 01010 10010 11111 00010 00010",
    "5": "11111 10000 11110 00001 00001 10001 01110",
    "6": "01110 10000 10000 11110 10001 10001 01110",
    "7": "11111 00001 00010 00100 00100 01000 01000",
    "8": "01110 10001 10001 01110 10001 10001 01110",
    "9": "01110 10001 10001 01111 00001 00001 01110",
    "A": "01110 10001 10001 11111 10001 10001 10001",
    "D": "11110 10001 10001 10001 10001 10001 11110",
    "E": "11111 10000 10000 11110 10000 10000 11111",
    "B": "11110 10001 10001 11110 10001 10001 11110",
    "C": "01111 10000 10000 10000 10000 10000 01111",
    "H": "10001 10001 10001 11111 10001 10001 10001",
    "I": "111 010 010 010 010 010 111",
    "L": "10000 10000 10000 10000 10000 10000 11111",
    "M": "10001 11011 10101 10101 10001 10001 10001",
    "N": "10001 11001 10101 10101 10011 10001 10001",
    "O": "01110 10001 10001 10001 10001 10001 01110",
    "P": "11110 10001 10001 11110 10000 10000 10000",
    "R": "11110 10001 10001 11110 10100 10010 10001",
    "S": "01111 10000 10000 01110 00001 00001 11110",
    "T": "11111 00100 00100 00100 00100 00100 00100",
    "U": "10001 10001 10001 10001 10001 10001 01110",
    "W": "10001 10001 10001 10101 10101 11011 10001",
    "Y": "10001 10001 01010 00100 00100 00100 00100",
    "?": "01110 10001 00001 00110 00100 00000 00100",
    " ": "000 000 000 000 000 000 000",
}

_HALF_BLOCKS = {(" ", " "): " ", ("#", " "): "▀", (" ", "#"): "▄", ("#", "#"): "█"}
LARGEST = 12
"""Largest scale that is tried."""


def width_of(text: str, scale: int) -> int:
    """Return the width of a text in columns; one dot is ``scale`` columns wide."""
    return sum((len(_rows(c)[0]) + 1) * scale for c in text) - scale if text else 0


def height_of(scale: int) -> int:
    """Return the height of a text in rows; a dot is ``scale`` half rows high."""
    return (DOTS * scale + 1) // 2


@lru_cache(256)
def big(text: str, scale: int, *, is_ascii: bool = False) -> tuple[str, ...]:
    """Return the lines of a text in big letters.

    Without half blocks, in ASCII, only even scales can be drawn.
    """
    rows = [_row(text, row, scale) for row in range(DOTS) for _ in range(scale)]
    if is_ascii:
        return tuple(rows[::2])
    if len(rows) % 2:
        rows.append(" " * len(rows[0]))
    return tuple(
        "".join([_HALF_BLOCKS[pair] for pair in zip(upper, lower, strict=True)])
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    )


def largest_scale(text: str, columns: int, rows: int, *, is_ascii: bool = False) -> int:
    """Return the largest scale in which a text fits; 0 if none does."""
    step = 2 if is_ascii else 1
    fitting = [
        scale
        for scale in range(step, LARGEST + 1, step)
        if width_of(text, scale) <= columns and height_of(scale) <= rows
    ]
    return max(fitting, default=0)


def _row(text: str, row: int, scale: int) -> str:
    return (" " * scale).join(
        "".join(("#" if bit == "1" else " ") * scale for bit in _rows(c)[row]) for c in text
    )


def _rows(character: str) -> list[str]:
    return _GLYPHS.get(character.upper(), _GLYPHS[" "]).split()
