"""Letters that are too small for the strokes of a pen: drawn dot by dot.

Each is drawn five dots high; taller ones repeat the rows between their crossings.
"""

from __future__ import annotations

from functools import lru_cache

from coach.screen.letter_shapes import DOTS, GLYPHS

LEAST_ROWS, LEAST_WIDE, MOST_WIDE = 5, 3, 5
"""Rows of the lowest letters, and the widths of letters drawn like this."""
_STRETCHED = {
    "2": "110 001 010 100 111",
    "3": "110 001 110 001 110",
    "4": "101 101 111 001 001",
    "5": "111 100 110 001 110",
    "6": "011 100 110 101 010",
    "8": "010 101 010 101 010",
    "9": "010 101 011 001 110",
    "A": "010 101 111 101 101",
    "B": "110 101 110 101 110",
    "C": "011 100 100 100 011",
    "D": "110 101 101 101 110",
    "E": "111 100 110 100 111",
    "F": "111 100 110 100 100",
    "G": "011 100 101 101 011",
    "H": "101 101 111 101 101",
    "J": "001 001 001 101 010",
    "L": "100 100 100 100 111",
    "P": "110 101 110 100 100",
    "S": "011 100 010 001 110",
    "-": "000 000 111 000 000",
}
"""Letters that become wider by repeating their middle column."""
_ROUND = (
    "111 101 101 101 111",
    "0110 1001 1001 1001 0110",
    "01110 10001 10001 10001 01110",
)
_BY_WIDTH = {
    "0": _ROUND,
    "1": ("010 110 010 010 111",),
    "7": (
        "111 001 010 010 010",
        "1111 0001 0010 0100 0100",
        "11111 00001 00010 00100 00100",
    ),
    "I": ("111 010 010 010 111",),
    "K": (
        "101 101 110 101 101",
        "1001 1010 1100 1010 1001",
        "10001 10010 11100 10010 10001",
    ),
    "M": ("10001 11011 10101 10001 10001",),
    "N": (
        "1001 1101 1011 1001 1001",
        "1001 1101 1011 1001 1001",
        "10001 11001 10101 10011 10001",
    ),
    "O": _ROUND,
    "Q": (
        "0110 1001 1001 1011 0111",
        "0110 1001 1001 1011 0111",
        "01110 10001 10101 10010 01101",
    ),
    "R": (
        "110 101 110 101 101",
        "1110 1001 1110 1010 1001",
        "11110 10001 11110 10010 10001",
    ),
    "T": (
        "111 010 010 010 010",
        "111 010 010 010 010",
        "11111 00100 00100 00100 00100",
    ),
    "U": (
        "101 101 101 101 111",
        "1001 1001 1001 1001 0110",
        "10001 10001 10001 10001 01110",
    ),
    "V": (
        "101 101 101 101 010",
        "101 101 101 101 010",
        "10001 10001 10001 01010 00100",
    ),
    "W": ("10001 10001 10101 11011 10001",),
    "X": (
        "101 101 010 101 101",
        "101 101 010 101 101",
        "10001 01010 00100 01010 10001",
    ),
    "Y": (
        "101 101 010 010 010",
        "101 101 010 010 010",
        "10001 01010 00100 00100 00100",
    ),
    "Z": (
        "111 001 010 100 111",
        "1111 0001 0010 0100 1111",
        "11111 00010 00100 01000 11111",
    ),
    "?": (
        "110 001 010 000 010",
        "0110 1001 0010 0000 0010",
        "01110 10001 00110 00000 00100",
    ),
    "/": (
        "001 001 010 100 100",
        "001 001 010 100 100",
        "00001 00010 00100 01000 10000",
    ),
    "+": ("000 010 111 010 000",),
    "[": ("11 10 10 10 11",),
    "]": ("11 01 01 01 11",),
    ":": ("0 1 0 1 0",),
    ".": ("0 0 0 0 1",),
    ",": ("00 00 00 01 10",),
    "'": ("1 1 0 0 0",),
    "|": ("1 1 1 1 1",),
}
"""Letters with a form for each width, or with one for all."""


@lru_cache(256)
def small_letter(character: str, wide: int, high: int) -> tuple[str, ...]:
    """Return the rows of a letter about so wide; empty if it has no such form."""
    if (wide, high) == (MOST_WIDE, DOTS) and character in GLYPHS:
        rows = GLYPHS[character].split()
    elif character in _STRETCHED:
        narrow = _STRETCHED[character].split()
        rows = [f"{row[0]}{row[1] * (wide - 2)}{row[2]}" for row in narrow]
    elif character in _BY_WIDTH:
        forms = _BY_WIDTH[character]
        rows = forms[min(wide - LEAST_WIDE, len(forms) - 1)].split()
    else:
        return ()
    more = high - len(rows)
    # The rows above and below the middle take turns, the upper one first.
    upper, lower = 1 + (more + 1) // 2, 1 + more // 2
    if more > 0:
        rows = [rows[0], *[rows[1]] * upper, rows[2], *[rows[3]] * lower, rows[4]]
    return tuple(row.replace("0", " ").replace("1", "#") for row in rows)
