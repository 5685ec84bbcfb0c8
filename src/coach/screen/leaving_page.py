"""The page that asks whether to stop: two keys, each with what it does, alike in size."""

from __future__ import annotations

from itertools import zip_longest

from rich.text import Text

from coach.moment import Moment
from coach.screen.big_letters import fitted, fitted_alike, height_of, letters_in
from coach.screen.breath_view import reps_text
from coach.screen.even_lines import wrapped
from coach.screen.event_words import restart_sentence
from coach.screen.head_foot import foot, head, title
from coach.screen.key_cap import key_cap
from coach.screen.layout import Band, Sheet, gap, stack, text_band
from coach.screen.roles import Role
from coach.screen.viewport import Size, Viewport

ASKED = "STOP?"
_CHOICES = (("Q", "stop and save"), ("SPACE", "continue"))
_BETWEEN = "  "
"""Blanks between a key and what it does, in big letters."""
_HALF_ROWS = (14, 12, 10, 9, 7, 5)
"""Heights of the letters to try."""
_CAPS = 3
"""Rows of both answers with key caps."""
_ASKED_ROWS = {Size.NARROW: 4, Size.NORMAL: 4, Size.FULL: 7}


def leaving(moment: Moment, viewport: Viewport) -> Sheet:
    """Return the question whether to stop, with its two answers in letters of one size."""
    top, bottom = head(moment, viewport), foot(moment, viewport)
    if viewport.size is not Size.NARROW:
        top = stack(top, title(moment, viewport))
    columns = viewport.columns
    asked = fitted(ASKED, columns, _asked_rows(viewport), is_ascii=viewport.is_ascii)
    question = text_band(Text(row, Role.LOUD.style) for row in asked or (ASKED,))
    room = viewport.rows - top.height - bottom.height - 1
    if viewport.size is Size.NARROW:
        rows = [gap(1 if question.height + _CAPS < room else 0), _caps()]
        return stack(top, stack(question, *rows).cut(room).padded(room), gap(), bottom)
    told = _told(moment, columns)
    spare = room - question.height - told.height - 3
    answers = _answers(viewport, spare)
    spare = room - question.height - answers.height - told.height
    each = max(1, min(4, spare // 3))
    parts = [gap(1 if spare > 2 * each else 0), question, gap(each), answers]
    parts += [gap(min(each, max(0, spare - each - 1))), told]
    return stack(top, stack(*parts).cut(room).padded(room), gap(), bottom)


def _asked_rows(viewport: Viewport) -> int:
    if viewport.is_ascii:
        return height_of(2) if viewport.size is not Size.NARROW else 1
    return height_of(4) if viewport.is_huge else _ASKED_ROWS[viewport.size]


def _told(moment: Moment, columns: int) -> Band:
    """Return what is left of the set, and when it starts again."""
    if not moment.segment.is_work:
        return Band()
    left = reps_text(moment).plain
    said = f"{left[:1].upper()}{left[1:]}. {restart_sentence(moment.block)}"
    return text_band(Text(row, Role.PLAIN.style) for row in wrapped(said, columns))


def _answers(viewport: Viewport, rows: int) -> Band:
    """Return both answers in the largest letters that fit, else as key caps."""
    between = 2 if viewport.size is Size.FULL else 1
    for high in _HALF_ROWS:
        if 2 * ((high + 1) // 2) + between > rows:
            continue
        large = _large(viewport, high)
        if large:
            bands = [text_band(each) for each in large]
            return stack(bands[0], gap(between), bands[1])
    return _caps()


def _caps() -> Band:
    """Return both answers in a row each, with a blank one between them."""
    first, second = (_small(key, does) for key, does in _CHOICES)
    return stack(first, gap(), second)


def _large(viewport: Viewport, high: int) -> list[list[Text]]:
    """Return the rows of both answers, keys as wide as the widest; empty if none fit."""
    keys = tuple(key for key, _ in _CHOICES)
    said = tuple(does.upper() for _, does in _CHOICES)
    both = f"{keys[1]}{_BETWEEN}{said[0]}"
    texts = (both, *keys, *said)
    if viewport.is_ascii:
        rows = (high + 1) // 2
        drawn = fitted_alike(texts, viewport.columns, rows, is_ascii=True)
        drawn = drawn if drawn and len(drawn[0]) == rows else ()
    else:
        drawn = letters_in(texts, viewport.columns, high)
    if not drawn:
        return []
    wide = len(drawn[0][0]) - len(drawn[3][0])
    return [
        [
            Text(key.ljust(wide), Role.LOUD.style).append(words, Role.ANSWER.style)
            for key, words in zip_longest(drawn[1 + at], drawn[3 + at], fillvalue="")
        ]
        for at in (0, 1)
    ]


def _small(key: str, does: str) -> Band:
    """Return an answer in one row, with its key as a key cap."""
    widest = max(len(each) for each, _ in _CHOICES)
    cap = key_cap(key)
    blank = " " * (widest - len(key) + 1)
    return text_band([Text.assemble(cap, blank, (does, Role.LOUD.style))])
