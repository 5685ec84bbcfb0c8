"""The purpose of a drill: its name, why it is done, and its figure at both ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, product

from rich.text import Text

from coach.screen.big_letters import can_draw, fitted, height_of, low_letters
from coach.screen.even_lines import wrapped
from coach.screen.layout import Band, gap, spread, stack, text_band
from coach.screen.roles import Role
from coach.screen.sentence_letters import LOWEST, in_few_lines
from coach.screen.small_letters import LEAST_ROWS
from coach.screen.viewport import Size, Viewport

_WIDEST = 76
"""Width of the longest line of usual text; longer lines are hard to read."""
_APART = {Size.NARROW: 0, Size.NORMAL: 1, Size.FULL: 1.5}
_ASCII_APART = 0.75
"""Fewest blank rows for each part of the page, and in ASCII, whose letters are higher."""


def purpose_band(
    name: str,
    words: Sequence[str],
    arts: Sequence[Sequence[Text]],
    viewport: Viewport,
    rows: int,
) -> Band:
    """Return the page with as much of it in big letters as fits; empty if too much is told.

    Args:
        name: the drill.
        words: why, then what to think of, then what was decided about it.
        arts: the figure with its captions, the largest first.
        viewport: the screen.
        rows: the rows of the page.
    """
    drawings = [text_band(art) for art in arts if _fits(art, viewport.columns)]
    drawings = drawings or [Band()]
    large, small = _titles(name, viewport)
    forms = [*_forms(words, viewport, rows)]
    # Large captions of the figure are worth more than larger letters above the figure; in
    # ASCII, a lower name makes room for them.
    first: Iterator[tuple[Band, list[Band], Band]]
    if viewport.is_ascii:
        first = ((title, said, art) for said, art, title in product(forms, drawings, large))
    else:
        first = iter(product(large, forms, drawings[:1]))
    orders = [first, product([*large, small], forms, drawings)]
    share = min(_ASCII_APART if viewport.is_ascii else 2.0, _APART[viewport.size])
    if viewport.size is Size.NARROW and large:
        # The figure stands apart from the words if a lower name leaves a row for that.
        for title, said, art in product(large, forms[:1], drawings):
            above = stack(title, *said)
            if above.height + 1 + art.height <= rows:
                return stack(above, gap(rows - above.height - art.height), art)
    for title, said, art in chain(*orders):
        parts = [title, *said, *([art] if art.height else [])]
        if sum(part.height for part in parts) + share * len(parts) <= rows:
            return spread(parts, rows)
    return Band()


def _fits(art: Sequence[Text], columns: int) -> bool:
    return bool(art) and art[0].cell_len <= columns


def _titles(name: str, viewport: Viewport) -> tuple[list[Band], Band]:
    """Return the name in big letters, the largest first, and in usual ones."""
    small = _in_rows([name], Role.LOUD, viewport)
    if not can_draw(name):
        return [], small
    highest = 4 if viewport.is_huge else 2 if viewport.size is Size.FULL else 1
    heights = [*map(height_of, range(highest, 0, -1))]
    if viewport.is_ascii:
        heights = [height_of(2), LEAST_ROWS]
    drawn = [
        fitted(name.upper(), viewport.columns, high, is_ascii=viewport.is_ascii)
        for high in heights
    ]
    if viewport.size is Size.NARROW:
        drawn += low_letters((name.upper(),), viewport.columns, is_ascii=viewport.is_ascii)
    large = [
        text_band(Text(row, Role.LOUD.style) for row in rows) for rows in drawn if rows
    ]
    return large, small


def _forms(words: Sequence[str], viewport: Viewport, rows: int) -> Iterator[list[Band]]:
    """Yield the words, as many as possible in the largest letters first."""
    if viewport.size is Size.FULL and not viewport.is_ascii:
        scales = (2, 1, LOWEST)
        for many, scale in product(range(len(words), 0, -1), scales):
            if large := _large(words[:many], viewport, rows, scale):
                small = _in_rows(words[many:], Role.PLAIN, viewport)
                yield [*large, *([small] if small.height else [])]
    if viewport.size is Size.NARROW:
        yield [_in_rows([each], Role.PLAIN, viewport) for each in words]
        yield [_in_rows(words[:1], Role.LOUD, viewport)]
        return
    yield [
        _in_rows([each], Role.PLAIN if at else Role.LOUD, viewport)
        for at, each in enumerate(words)
    ]


def _large(said: Sequence[str], viewport: Viewport, rows: int, scale: int) -> list[Band]:
    """Return sentences in letters of one form; empty if they do not fit."""
    texts, is_ascii = tuple(each.removesuffix(".") for each in said), viewport.is_ascii
    if not all(map(can_draw, texts)):
        return []
    drawn = in_few_lines(texts, viewport.columns, rows, scale, is_ascii=is_ascii)
    return [text_band(Text(row, Role.PLAIN.style) for row in each) for each in drawn]


def _in_rows(said: Sequence[str], role: Role, viewport: Viewport) -> Band:
    """Return sentences in usual text, each from a new row."""
    columns = min(viewport.columns, _WIDEST)
    rows = [row for each in said for row in wrapped(each, columns)]
    return text_band(Text(row, role.style) for row in rows)
