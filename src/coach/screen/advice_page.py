"""The page with the advice after an answer about pain, as large as the screen allows."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from coach.moment import Moment
from coach.screen.big_letters import can_draw, height_of
from coach.screen.block_signs import lowered
from coach.screen.even_lines import wrapped
from coach.screen.head_foot import foot, head
from coach.screen.layout import Band, Sheet, spread, stack, text_band
from coach.screen.narrow_word import word_across
from coach.screen.paged_text import page_of
from coach.screen.roles import Role
from coach.screen.sentence_letters import LOWEST, in_few_lines, sentence
from coach.screen.viewport import Size, Viewport

_SEE, _DOCTOR = "See a doctor", "doctor"
"""The beginning of an advice, and its word that stands for it where that is too long."""
_SHARE = 0.67
"""Most of the height that the first advice takes."""


def advice_page(said: Sequence[str], moment: Moment, viewport: Viewport) -> Sheet:
    """Return the advice, the first sentence in the largest letters."""
    top, bottom = head(moment, viewport), foot(moment, viewport)
    room = viewport.rows - top.height - bottom.height
    is_narrow = viewport.size is Size.NARROW
    parts = _narrow(said, room, viewport) if is_narrow else _large(said, room, viewport)
    if sum(part.height for part in parts) > room:
        paged = [(each, Role.NONE if at else Role.LOUD) for at, each in enumerate(said)]
        pages = page_of(paged, viewport.columns, room, moment)
        return stack(top, pages.cut(room).padded(room), bottom)
    return stack(top, spread(parts, room), bottom)


def _large(said: Sequence[str], room: int, viewport: Viewport) -> list[Band]:
    """Return the first sentence in big letters, and the others in lower ones if any fit."""
    columns, is_ascii = viewport.columns, viewport.is_ascii
    small = _in_rows(said[1:], Role.PLAIN, columns)
    most = room - small.height - 2
    is_full = viewport.size is Size.FULL
    # The letters of ASCII are higher, so they need more of a usual screen.
    share = round(_SHARE * room) if is_full or not is_ascii else room
    first: tuple[str, ...] = ()
    if is_full and not is_ascii:
        # In few lines, so that the others stand apart.
        whole = (in_few_lines((said[0],), columns, share, scale) for scale in (3, 2))
        first = next((each[0] for each in whole if each), ())
    first = first or sentence(said[0], columns, min(most, share), is_ascii=is_ascii)
    if len(first) < height_of(1):
        return _narrow(said, room, viewport)
    large = _drawn(first, Role.LOUD)
    if is_ascii or not is_full or not all(map(can_draw, said[1:])):
        return [large, small]
    left = room - len(first) - len(said)
    for scale in (2, 1, LOWEST):
        others = in_few_lines(tuple(said[1:]), columns, left, scale)
        if others:
            return [large, *(_drawn(each, Role.ANSWER) for each in others)]
    return [large, small]


def _narrow(said: Sequence[str], room: int, viewport: Viewport) -> list[Band]:
    """Return what matters most in one line of big letters, above usual text."""
    columns, is_ascii = viewport.columns, viewport.is_ascii
    others = _in_rows(said[1:], Role.PLAIN, columns)
    whole = _in_rows(said[:1], Role.LOUD, columns)
    high = height_of(2 if is_ascii else 1)
    if not said[0].startswith(_SEE) or high + whole.height + others.height > room:
        return [whole, others]
    begun = sentence(_SEE, columns, high, is_ascii=is_ascii)
    if begun:
        begun = begun if is_ascii else lowered(tuple(begun))
        rest = _in_rows([said[0].removeprefix(_SEE).strip()], Role.LOUD, columns)
        return [stack(_drawn(begun, Role.LOUD), rest), others]
    return [stack(word_across(_DOCTOR.upper(), Role.LOUD, viewport), whole), others]


def _drawn(rows: Sequence[str], role: Role) -> Band:
    return text_band(Text(row, role.style) for row in rows)


def _in_rows(said: Sequence[str], role: Role, columns: int) -> Band:
    """Return sentences in usual text, each from a new row."""
    rows = [row for each in said for row in wrapped(each, columns)]
    return text_band(Text(row, role.style) for row in rows)
