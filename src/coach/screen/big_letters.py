"""Big letters and digits, five dots wide and seven high, at any scale."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
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
    ":": "0 0 1 0 1 0 0",
    "F": "11111 10000 10000 11110 10000 10000 10000",
    "G": "01110 10001 10000 10111 10001 10001 01110",
    "X": "10001 10001 01010 00100 01010 10001 10001",
    "J": "00111 00010 00010 00010 00010 10010 01100",
    "K": "10001 10010 10100 11000 10100 10010 10001",
    "Q": "01110 10001 10001 10001 10101 10010 01101",
    "V": "10001 10001 10001 10001 10001 01010 00100",
    "Z": "11111 00001 00010 00100 01000 10000 11111",
    ".": "0 0 0 0 0 0 1",
    ",": "00 00 00 00 00 01 10",
    "'": "1 1 0 0 0 0 0",
    "/": "00001 00001 00010 00100 01000 10000 10000",
    "-": "000 000 000 111 000 000 000",
    "[": "111 100 100 100 100 100 111",
    "]": "111 001 001 001 001 001 111",
    " ": "000 000 000 000 000 000 000",
    "|": "1 1 1 1 1 1 1",
}
_NARROW_I = "|"
"""An I one dot wide, for a word that would otherwise be a little too wide."""

_HALF_BLOCKS = {(" ", " "): " ", ("#", " "): "▀", (" ", "#"): "▄", ("#", "#"): "█"}
_QUADRANTS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
"""Characters, keyed by their quarters: upper left, upper right, lower left, lower right."""
_ROUND = 0.8
"""Share of a blank dot's corner that is filled where two dots touch there."""
LARGEST = 12
"""Largest scale to try."""
_LARGEST_OF_SENTENCE = 3
"""Largest scale of a sentence, whose letters stand too far apart otherwise."""


def can_draw(text: str) -> bool:
    """Return whether every character of a text has a big letter."""
    return all(character in _GLYPHS for character in text.upper())


def width_of(text: str, scale: int) -> int:
    """Return the width of a text in columns; a dot is ``scale`` columns wide."""
    return sum((len(_rows(c)[0]) + 1) * scale for c in text) - scale if text else 0


def height_of(scale: int) -> int:
    """Return the height of a text in rows; a dot is ``scale`` half rows high."""
    return (DOTS * scale + 1) // 2


@lru_cache(256)
def big(text: str, scale: int, *, is_ascii: bool = False) -> tuple[str, ...]:
    """Return the lines of a text in big letters.

    ASCII has no half blocks, so only even scales can be drawn.
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
    """Return the largest scale at which a text fits; 0 if there is none."""
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


@lru_cache(256)
def fitted(
    text: str, columns: int, rows: int, *, is_ascii: bool = False
) -> tuple[str, ...]:
    """Return the lines of a text in the tallest letters that fit; empty if none do.

    Letters become narrower, and then closer together, before they become shorter.
    """
    return next(iter(fitted_alike((text,), columns, rows, is_ascii=is_ascii)), ())


@lru_cache(64)
def fitted_alike(
    texts: tuple[str, ...], columns: int, rows: int, *, is_ascii: bool = False
) -> tuple[tuple[str, ...], ...]:
    """Return the lines of texts in the tallest letters in which all fit; empty if none do.

    Letters become narrower, and then closer together, before they become shorter.
    """
    step = 2 if is_ascii else 1
    for scale in range(LARGEST - LARGEST % step, 0, -step):
        if height_of(scale) > rows:
            continue
        for wide in range(2 * scale, scale - 1, -step):
            closer = max(step, wide // 2 - wide // 2 % step)
            narrow = tuple(text.replace("I", _NARROW_I) for text in texts)
            for words, space in ((texts, wide), (texts, closer), (narrow, closer)):
                if all(_quarters(word, wide, space) <= 2 * columns for word in words):
                    return tuple(
                        _lettered(word, wide, scale, space, is_ascii=is_ascii)
                        for word in words
                    )
    return ()


@lru_cache(64)
def sentence(
    text: str, columns: int, rows: int, *, is_ascii: bool = False
) -> tuple[str, ...]:
    """Return a sentence in the tallest letters of which all its lines fit.

    A blank row parts the lines; empty if no letters fit.
    """
    step = 2 if is_ascii else 1
    for scale in range(_LARGEST_OF_SENTENCE - _LARGEST_OF_SENTENCE % step, 0, -step):
        most = (rows + 1) // (height_of(scale) + 1)
        for wide in range(2 * scale, scale - 1, -1):
            space = max(step, wide // 2 - wide // 2 % step)
            lines = _in_lines(text, columns, wide, space)
            if len(lines) <= most and all(
                _quarters(line, wide, space) <= 2 * columns for line in lines
            ):
                drawn = [
                    (*_lettered(line, wide, scale, space, is_ascii=is_ascii), "")
                    for line in lines
                ]
                return tuple(row for line in drawn for row in line)[:-1]
    return ()


def _in_lines(text: str, columns: int, wide: int, space: int) -> list[str]:
    """Return the lines of a sentence, all of similar length."""
    most = max(1, (2 * columns + space) // (5 * wide + space))
    lines = textwrap.wrap(text, most, break_long_words=False)
    for fewer in range(most - 1, 0, -1):
        closer = textwrap.wrap(text, fewer, break_long_words=False)
        if len(closer) > len(lines):
            break
        lines = closer
    return lines


def _quarters(word: str, wide: int, space: int) -> int:
    """Return the width of a word in halves of a column."""
    dots = sum(len(_rows(character)[0]) for character in word)
    return dots * wide + space * (len(word) - 1)


def _lettered(
    word: str, wide: int, scale: int, space: int, *, is_ascii: bool
) -> tuple[str, ...]:
    """Return the lines of a word in letters of this size."""
    dots = [_dots(character, wide, scale) for character in word]
    lit = [(" " * space).join(row) for row in zip(*dots, strict=True)]
    return _cells(lit, is_ascii=is_ascii)


@lru_cache(256)
def _dots(character: str, wide: int, high: int) -> list[str]:
    """Return a letter in quarters of cells; dots that touch at a corner are joined."""
    glyph = _rows(character)
    lines: list[str] = []
    for row, dots in enumerate(glyph):
        corners = [
            _corners(glyph, row, column) if dot == "0" and high > 1 else []
            for column, dot in enumerate(dots)
        ]
        if not any(corners):
            lines += ["".join(("#" if dot == "1" else " ") * wide for dot in dots)] * high
            continue
        lines += (
            "".join(
                _filled(own, down, wide, high)
                if own
                else ("#" if dot == "1" else " ") * wide
                for dot, own in zip(dots, corners, strict=True)
            )
            for down in range(high)
        )
    return lines


def _corners(glyph: list[str], row: int, column: int) -> list[tuple[int, int]]:
    """Return the corners of a blank dot where two dots touch each other."""

    def is_lit(down: int, right: int) -> bool:
        is_inside = 0 <= down < DOTS and 0 <= right < len(glyph[0])
        return is_inside and glyph[down][right] == "1"

    return [
        (right, down)
        for down in (0, 1)
        for right in (0, 1)
        if is_lit(row + 2 * down - 1, column)
        and is_lit(row, column + 2 * right - 1)
        and not is_lit(row + 2 * down - 1, column + 2 * right - 1)
    ]


def _filled(corners: Sequence[tuple[int, int]], row: int, wide: int, high: int) -> str:
    """Return a row of quarters of a blank dot with joined corners."""
    y = (row + 0.5) / high
    line = ""
    for column in range(wide):
        x = (column + 0.5) / wide
        near = (abs(right - x) + abs(down - y) for right, down in corners)
        line += "#" if min(near) < _ROUND else " "
    return line


def _cells(lit: list[str], *, is_ascii: bool) -> tuple[str, ...]:
    """Return the characters for quarters of cells."""
    width = len(lit[0]) + len(lit[0]) % 2
    lit = [row.ljust(width) for row in lit]
    if is_ascii:
        return tuple(row[::2] for row in lit[::2])
    if len(lit) % 2:
        lit.append(" " * width)
    return tuple(
        "".join(
            _QUADRANTS[
                sum(
                    1 << bit
                    for bit, quarter in enumerate(
                        upper[column : column + 2] + lower[column : column + 2]
                    )
                    if quarter == "#"
                )
            ]
            for column in range(0, width, 2)
        )
        for upper, lower in zip(lit[::2], lit[1::2], strict=True)
    )
