"""Big letters and digits, five dots wide and seven high, at any scale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import ceil, floor

from coach.screen.block_signs import HALF_BLOCKS, quarter_cells
from coach.screen.letter_shapes import (
    DOTS,
    GLYPHS,
    LOW_STROKES,
    OPEN_V,
    OPEN_W,
    PICKED,
    SQUARE_8,
    STROKES,
    UNPICKED,
    UPRIGHT_W,
    Strokes,
)
from coach.screen.small_letters import LEAST_ROWS, LEAST_WIDE, MOST_WIDE, small_letter

_ONE_STROKE = frozenset(":.'|")
_SLIM, _SLIM_SHARE = frozenset("I1[]-"), 0.6
"""Letters narrower than the others, and their share of the width."""
_BLANK_SHARE = 0.4
"""Share of the width between two words."""
_WITH_MIDDLE = frozenset("MW")
"""Letters with a stroke between their two outer ones."""
_CENTRED = frozenset("ITVXYMW1?+")
"""Letters with a stroke, or a crossing, in their middle."""
_SLIMMEST, _LONG = 4, 6
"""Half columns of the narrowest letters, and the fewest letters of a word with those."""
_PEN_SHARE = 3, 8
"""Most of the width of a letter for one stroke."""

LARGEST = 12
"""Largest scale to try."""


def can_draw(text: str) -> bool:
    """Return whether every character of a text has a big letter."""
    return all(character in GLYPHS for character in text.upper())


def width_of(text: str, scale: int) -> int:
    """Return the width of a text in columns; a dot is ``scale`` columns wide."""
    return sum((len(_rows(c)[0]) + 1) * scale for c in text) - scale if text else 0


def height_of(scale: int) -> int:
    """Return the height of a text in rows; a dot is ``scale`` half rows high."""
    return (DOTS * scale + 1) // 2


def rows_of(scale: int, *, is_ascii: bool) -> int:
    """Return the height in rows; ASCII has letters of its own for the lowest scale."""
    return LEAST_ROWS if is_ascii and scale == 1 else height_of(scale)


def scale_of(rows: int) -> int:
    """Return the scale of a text that is so many rows high."""
    return 2 * rows // DOTS


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
        "".join([HALF_BLOCKS[pair] for pair in zip(upper, lower, strict=True)])
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
    return GLYPHS.get(character.upper(), GLYPHS[" "]).split()


@lru_cache(256)
def fitted(
    text: str,
    columns: int,
    rows: int,
    *,
    is_ascii: bool = False,
    is_wide: bool = False,
) -> tuple[str, ...]:
    """Return the lines of a text in the tallest letters that fit; empty if none do.

    Letters become narrower, and then closer together, before they become shorter.
    """
    alike = fitted_alike((text,), columns, rows, is_ascii=is_ascii, is_wide=is_wide)
    return next(iter(alike), ())


@lru_cache(128)
def fitted_alike(
    texts: tuple[str, ...],
    columns: int,
    rows: int,
    *,
    is_ascii: bool = False,
    is_wide: bool = False,
) -> tuple[tuple[str, ...], ...]:
    """Return the lines of texts in the tallest letters in which all fit; empty if none do.

    Letters become narrower, and then closer together, before they become shorter.

    Args:
        texts: the texts.
        columns: the most columns of each text.
        rows: the most rows.
        is_ascii: whether only ASCII signs may be used.
        is_wide: whether the letters may be wider than usual, to fill the columns.
    """
    room = columns if is_ascii else 2 * columns
    scales = (*range(LARGEST, 0, -2), 1) if is_ascii else range(LARGEST, 0, -1)
    for scale in scales:
        if rows_of(scale, is_ascii=is_ascii) > rows:
            continue
        for form in forms_of_scale(scale, is_ascii=is_ascii, is_wide=is_wide):
            is_slim = form.wide == _SLIMMEST and not is_ascii
            if is_slim and max(map(len, texts)) < _LONG:
                continue
            if all(form.width(text) <= room for text in texts):
                return tuple(form.lines(text) for text in texts)
    return ()


LEAST_HIGH = 5
"""Half rows of the lowest letters."""


def low_letters(
    texts: tuple[str, ...], columns: int, *, is_ascii: bool = False
) -> tuple[tuple[str, ...], ...]:
    """Return texts in the lowest letters; empty if none fit.

    They are three rows high, with air below them; five rows in ASCII.
    """
    high = 2 * LEAST_ROWS if is_ascii else LEAST_HIGH
    return letters_in(texts, columns, high, is_ascii=is_ascii)


@lru_cache(64)
def letters_in(
    texts: tuple[str, ...], columns: int, high: int, *, is_ascii: bool = False
) -> tuple[tuple[str, ...], ...]:
    """Return texts in letters so many half rows high; empty if none fit."""
    room = columns if is_ascii else 2 * columns
    for form in forms_of_height(high, is_ascii=is_ascii):
        if all(form.width(text) <= room for text in texts):
            return tuple(map(form.lines, texts))
    return ()


def forms_of_height(
    high: int, *, is_ascii: bool = False, is_tight: bool = False
) -> Iterator[Form]:
    """Yield the forms of letters so many half rows high, the widest first.

    Tight letters may be half a column apart.
    """
    if is_ascii:
        yield from _forms_of_rows((high + 1) // 2)
        return
    thickest = max(2, round(2 * high / DOTS))
    for wide in range(5 * thickest, LEAST_HIGH - 1, -1):
        if high < LEAST_HIGH or wide < high * _NARROWEST_SHARE:
            return
        pen = max(1, min(thickest, wide * _PEN_SHARE[0] // _PEN_SHARE[1]))
        close = (pen + 1) // 2
        for space in dict.fromkeys((max(2, pen), close if is_tight else max(2, close))):
            yield Form(wide, high, (pen, (pen + 1) // 2), space)


def _forms_of_rows(rows: int) -> Iterator[Form]:
    """Yield the forms of letters of ASCII, the widest first."""
    thickest = max(1, round(2 * rows / DOTS))
    narrowest = max(LEAST_WIDE, (rows + 1) // 2)
    for wide in range(2 * rows if rows >= LEAST_ROWS else 0, narrowest - 1, -1):
        pen = max(1, min(thickest, wide * _PEN_SHARE[0] // _PEN_SHARE[1]))
        if pen > 1 or wide <= MOST_WIDE:
            for space in dict.fromkeys((pen, (pen + 1) // 2)):
                yield Form(wide, rows, (pen, (pen + 1) // 2), space, is_ascii=True)


_NARROWEST_SHARE = 0.7
"""Least width of letters, as a share of their height, both in halves of cells."""


@dataclass(frozen=True, slots=True)
class Form:
    """Letters of one size, in halves of columns and rows, or in cells for ASCII.

    The strokes are as thick across as along, whatever the width of the letters.
    """

    wide: int
    high: int
    pen: tuple[int, int]
    """Width and height of the strokes."""
    space: int
    """Columns between two letters."""
    is_narrow: bool = False
    """Whether an I is only one stroke."""
    is_ascii: bool = False
    is_dense: bool = False
    """Whether the strokes nearly fill the letters, which a whole sentence cannot bear."""
    has_open_v: bool = False
    """Whether a V begins with upright strokes, without which a low one looks like a Y."""

    @property
    def is_low(self) -> bool:
        """Return whether strokes a third of the height apart would run together."""
        down = self.pen[1]
        return not self.is_ascii and (
            self.high < DOTS or round((self.high - down) / 3) <= down
        )

    def width(self, text: str) -> int:
        """Return the width of a text."""
        letters = sum(self._wide(character) for character in text.upper())
        return letters + self.space * (len(text) - 1)

    def lines(self, text: str) -> tuple[str, ...]:
        """Return the lines of a text."""
        return self.cells(self.lit(text))

    def cells(self, lit: list[str]) -> tuple[str, ...]:
        """Return the rows of a screen for halves, or for the cells of ASCII."""
        return tuple(lit) if self.is_ascii else quarter_cells(lit)

    def lit(self, text: str) -> list[str]:
        """Return the halves, or the cells for ASCII, of a text that are lit."""
        drawn = [_drawn(self, character) for character in text.upper()]
        return [(" " * self.space).join(row) for row in zip(*drawn, strict=True)]

    def _wide(self, character: str) -> int:
        """Return the width of a letter."""
        pen = self.pen[0]
        if pen == 1 and (small := self._small(character)):
            return len(small[0])
        if character in _ONE_STROKE or (self.is_narrow and character == "I"):
            return pen
        if character == " ":
            return max(pen, round(_BLANK_SHARE * self.wide))
        if character == ",":
            return pen + max(1, pen // 2)
        more = 1 if self.is_ascii else 2
        wide = self.wide
        if wide == _SLIMMEST and not self.is_ascii and character in _CENTRED - _WITH_MIDDLE:
            return wide - 1
        if character in {UNPICKED, PICKED}:
            wide = max(wide, self.high)
        elif character in _SLIM:
            wide = min(wide, max(3 * pen, round(_SLIM_SHARE * wide)))
        elif character in _WITH_MIDDLE:
            wide = max(wide, 3 * pen + 2 * max(more, pen // 2))
        elif character in "NX":
            wide = max(wide, 3 * pen + more)
        # A stroke in the middle would else stand beside it.
        return wide + (wide - pen) % 2 if character in _CENTRED else wide

    def drawn(self, character: str) -> list[str]:
        """Return the rows of a letter, drawn with the pen along its strokes."""
        if small := self._small(character):
            return [*small]
        (across, down), wide, high = self.pen, self._wide(character), self.high
        lit = [[" "] * wide for _ in range(high)]
        right, low = wide - across, high - down
        for stroke in self._strokes(character):
            points = [(x * right / 4, y * low / 6) for x, y in stroke]
            for (x, y), (to_x, to_y) in pairwise(points):
                if x == to_x or y == to_y:  # most strokes, and quickly drawn
                    left, end = sorted((_even(x, right), _even(to_x, right)))
                    top, foot = sorted((_even(y, low), _even(to_y, low)))
                    wide_ = "#" * (end - left + across)
                    for row in lit[top : foot + down]:
                        row[left : end + across] = wide_
                    continue
                steps = max(1, round(2 * max(abs(to_x - x), abs(to_y - y))))
                before = _even(y, low)
                for step in range(steps + 1):
                    at_x = _even(x + (to_x - x) * step / steps, right)
                    at_y = _even(y + (to_y - y) * step / steps, low)
                    # A thin slanting stroke is a stair, not dots that touch at corners.
                    first, last = at_y, at_y + down
                    if across == 1:
                        first, last = min(before, at_y), max(before, at_y) + 1
                    for row in lit[first:last]:
                        row[at_x : at_x + across] = "#" * across
                    before = at_y
        if character == PICKED:
            first = next(at for at, row in enumerate(lit) if "#" in row)
            lit[first:] = [["#"] * wide] * (high - first)
        return ["".join(row) for row in lit]

    def _small(self, character: str) -> tuple[str, ...]:
        """Return a letter too small for the strokes of a pen; empty for others."""
        is_thin = self.pen[0] == 1 and self.wide <= MOST_WIDE and self.high >= LEAST_ROWS
        if not is_thin or character in {UNPICKED, PICKED}:
            return ()
        is_bar = self.is_narrow and character == "I"
        return small_letter("|" if is_bar else character, self.wide, self.high)

    def _strokes(self, character: str) -> Strokes:
        """Return the strokes of a letter, in a form that its width does not fill."""
        if self.is_narrow and character == "I":
            return STROKES["|"]
        strokes = STROKES.get(character, ())
        if self.is_low:
            strokes = LOW_STROKES.get(character, strokes)
        if character == "8" and self.is_low and self.high > DOTS:
            return SQUARE_8
        if character == "V" and self.has_open_v:
            return OPEN_V
        if character == "W" and self._wide("W") < OPEN_W * self.pen[0]:
            return UPRIGHT_W
        if character != "G":
            return strokes
        across, right = self.pen[0], self.wide - self.pen[0]
        # At least a blank between the bar and the other edge.
        most = max(0, right - across - 1)
        bar = min(right / 2, max(1, most // 2), most)
        return (*strokes, ((4, 4), (4 - 4 * bar / right, 4)))


@lru_cache(256)
def _drawn(form: Form, character: str) -> list[str]:
    return form.drawn(character)


def _even(at: float, last: int) -> int:
    """Return the nearest whole place, halves towards the middle of a letter."""
    return floor(at + 0.5) if at <= last / 2 else ceil(at - 0.5)


@lru_cache(64)
def forms_of_scale(
    scale: int, *, is_ascii: bool = False, is_wide: bool = False
) -> tuple[Form, ...]:
    """Return the forms of letters of a height, the widest first."""
    if is_ascii and scale == 1:
        return tuple(forms_of_height(2 * LEAST_ROWS, is_ascii=True))
    unit = 1 if is_ascii else 2
    high = height_of(scale) if is_ascii else DOTS * scale
    thickest = unit * scale
    widest = (7 if is_wide else 5) * unit * scale
    forms: list[Form] = []
    for wide in range(widest, max(3 * unit, 3 * unit * scale // 2) - 1, -1):
        pen = max(1, min(thickest, wide * _PEN_SHARE[0] // _PEN_SHARE[1]))
        down = (pen + 1) // 2
        wider = max(unit, min(pen, unit * scale))
        # Thick letters close together would be read as one bar.
        close = max(unit, (pen + 1) // 2)
        for space, is_narrow in ((wider, False), (close, False), (close, True)):
            forms.append(Form(wide, high, (pen, down), space, is_narrow, is_ascii))
    if scale == 1 and not is_ascii:
        forms += (
            Form(5, high, (pen, 1), space, is_narrow, is_dense=pen > 1)
            for pen in (2, 1)
            for space, is_narrow in ((2, False), (1, False), (1, True))
        )
        forms.append(Form(_SLIMMEST, high, (1, 1), 1, is_narrow=True))
    return tuple(forms)
