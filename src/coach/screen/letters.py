"""Letters and digits seven rows high, readable from three metres."""

from __future__ import annotations

ROWS = 7

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
    "I": "111 010 010 010 010 010 111",
    "M": "10001 11011 10101 10101 10001 10001 10001",
    "N": "10001 11001 10101 10101 10011 10001 10001",
    "O": "01110 10001 10001 10001 10001 10001 01110",
    "P": "11110 10001 10001 11110 10000 10000 10000",
    "R": "11110 10001 10001 11110 10100 10010 10001",
    "S": "01111 10000 10000 01110 00001 00001 11110",
    "T": "11111 00100 00100 00100 00100 00100 00100",
    "U": "10001 10001 10001 10001 10001 10001 01110",
    "Y": "10001 10001 01010 00100 00100 00100 00100",
    " ": "000 000 000 000 000 000 000",
}

_HALF_BLOCKS = {(0, 0): " ", (1, 0): "▀", (0, 1): "▄", (1, 1): "█"}


def big_width(text: str, scale: int = 2) -> int:
    """Columns that a text takes."""
    return sum((len(_rows(c)[0]) + 1) * scale for c in text) - scale if text else 0


def big(text: str, scale: int = 2, dot: str = "█") -> list[str]:
    """Seven lines; each dot of the letters is ``scale`` columns wide."""
    return [
        (" " * scale).join(
            "".join((dot if bit == "1" else " ") * scale for bit in _rows(c)[row])
            for c in text
        )
        for row in range(ROWS)
    ]


def small(text: str) -> list[str]:
    """The same letters in four lines of half blocks, one column a dot."""
    rows = [*big(text, scale=1, dot="1"), " " * big_width(text, 1)]
    return [
        "".join(
            _HALF_BLOCKS[(upper != " ", lower != " ")]
            for upper, lower in zip(rows[row], rows[row + 1], strict=True)
        )
        for row in range(0, ROWS + 1, 2)
    ]


def _rows(character: str) -> list[str]:
    return _GLYPHS.get(character.upper(), _GLYPHS[" "]).split()
