"""One word across a narrow screen, above the key to press."""

from __future__ import annotations

from functools import partial

from rich.text import Text

from coach.moment import Moment
from coach.screen.big_letters import fitted, height_of
from coach.screen.block_signs import lowered
from coach.screen.cells import Cells
from coach.screen.head_foot import foot, head
from coach.screen.key_cap import key_cap, large_cap
from coach.screen.layout import Band, Moving, Sheet, gap, moving_band, stack, text_band
from coach.screen.roles import Role
from coach.screen.viewport import Viewport

SPACE = "SPACE"
"""The name of the space bar."""


def word_across(word: str, role: Role, viewport: Viewport) -> Band:
    """Return a word in letters as wide as the screen; in usual letters if none fit."""
    high = height_of(2 if viewport.is_ascii else 1)
    rows = fitted(word, viewport.columns, high, is_ascii=viewport.is_ascii, is_wide=True)
    return text_band(Text(row, role.style) for row in lowered(rows) or (word,))


def space_row(does: str) -> Band:
    """Return the key to press, as a key cap in one row, with what it does."""
    return text_band([Text.assemble(key_cap("SPACE"), " ", (does, Role.LOUD.style))])


def narrow_word(
    word: Band, does: str, words: Band, moment: Moment, viewport: Viewport
) -> Sheet:
    """Return a screen with a word, the space bar with what it does, and the words."""
    top, bottom = head(moment, viewport), foot(moment, viewport)
    room = viewport.rows - top.height - bottom.height - words.height
    bar = space_row(does)
    for rows in _CAP_ROWS:
        cap = partial(large_cap, viewport.columns, rows, SPACE, does)
        cells = cap(is_ascii=viewport.is_ascii)
        if word.height + cells.height <= room:
            bar = moving_band(
                (0, Moving(viewport.columns, cells.height, partial(_same, cells)))
            )
            break
    body = stack(word, gap(1 if word.height + bar.height < room else 0), bar)
    return stack(top, body.cut(room).padded(room), words, bottom)


_CAP_ROWS = 7, 4, 3
"""Rows of a key cap to try."""


def _same(cells: Cells, _moment: Moment) -> Cells:
    return cells
