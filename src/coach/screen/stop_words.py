"""STOP with what to do now, and the urgent signs as sentences."""

from __future__ import annotations

from rich.text import Text

from coach.moment import Moment
from coach.screen.big_letters import (
    fitted,
    fitted_alike,
    forms_of_height,
    height_of,
    letters_in,
)
from coach.screen.card_frame import beside, right_columns
from coach.screen.even_lines import wrapped
from coach.screen.layout import Band, gap, stack, text_band
from coach.screen.roles import Role
from coach.screen.viewport import Size, Viewport

STOP = "STOP"
URGENT_HEADING = "Get urgent help now if you have:"
ONLY_IF_GONE = "Press space only if the pain has gone."
BRIEF_ONLY_IF = "Space only if the pain has gone."
"""The same, on one line of a narrow screen."""


_WORD_ROWS = {Size.NARROW: 4, Size.NORMAL: 4, Size.FULL: 7}
"""Height of the word above the words of a page, the same on every page of a size."""


def _word_band(word: str, role: Role, viewport: Viewport) -> Band:
    rows = fitted(
        word, viewport.columns, _WORD_ROWS[viewport.size], is_ascii=viewport.is_ascii
    )
    return text_band(Text(row, role.style) for row in rows or (word,))


def stop_with_words(viewport: Viewport, said: str = ONLY_IF_GONE) -> Band:
    """Return STOP with a sentence beside it, for a narrow screen."""
    word = _word_band(STOP, Role.ALARM, viewport)
    width = word.rows[0].cell_len
    room = right_columns(viewport.columns, width)
    lines = [Text(row, Role.LOUD.style) for row in wrapped(said, room)]
    above = [Text("")] * ((word.height - len(lines)) // 2)
    rows = beside(word.rows, [*above, *lines], width, is_ascii=viewport.is_ascii)
    return text_band(rows)


def stop_and_asked(moment: Moment, viewport: Viewport, word: str, asked: str) -> Band:
    """Return STOP and a word of a question in letters alike, above the whole question."""
    about, said = moment.pause_about, asked
    if about is not None:
        named = moment.timeline.prescription.blocks[about].name
        said = f"{named}: {asked[:1].lower()}{asked[1:]}"
    high = _HALF_ROWS_OF_STOP[viewport.size]
    drawn = _alike((STOP, word), high, viewport) or ((STOP,), ("",))
    wide = len(drawn[0][0]) + _AFTER_STOP
    rows = [
        Text(stop.ljust(wide), Role.ALARM.style).append(other, Role.LOUD.style)
        for stop, other in zip(*drawn, strict=True)
    ]
    below = [Text(row, Role.LOUD.style) for row in wrapped(said, viewport.columns)]
    for each in (*moment.advice, ONLY_IF_GONE):
        if below[-1].cell_len + 1 + len(each) <= viewport.columns:
            below[-1].append(" ").append(each, Role.PLAIN.style)
        else:
            below += (Text(row) for row in wrapped(each, viewport.columns))
    space = gap(1 if viewport.size is Size.FULL else 0)
    return stack(text_band(rows), space, text_band(below))


STOP_SHARE = 0.6
"""Share of the width for STOP beside what to do now."""


def _alike(
    words: tuple[str, ...], high: int, viewport: Viewport
) -> tuple[tuple[str, ...], ...]:
    """Return words in letters so many half rows high; empty if none fit side by side."""
    room = (viewport.columns - _AFTER_STOP) // 2
    if not viewport.is_ascii and viewport.size is Size.FULL:
        # The longer word may have more than half.
        both = 2 * (viewport.columns - _AFTER_STOP)
        forms = forms_of_height(high)
        found = (each for each in forms if sum(map(each.width, words)) <= both)
        return next((tuple(map(form.lines, words)) for form in found), ())
    if not viewport.is_ascii:
        return letters_in(words, room, high)
    has_room = viewport.size is Size.FULL
    return fitted_alike(words, room, height_of(2), is_ascii=True) if has_room else ()


_HALF_ROWS_OF_STOP = {Size.TINY: 5, Size.NARROW: 5, Size.NORMAL: 5, Size.FULL: 14}
"""Height of STOP beside a question, in half rows."""
_AFTER_STOP = 6
"""Columns that part STOP from a question, so that both are not read as one phrase."""


def stop_in_a_line(viewport: Viewport) -> Band:
    """Return STOP and when to continue, where there is room for nothing larger."""
    words = f"{STOP}: {ONLY_IF_GONE[:1].lower()}{ONLY_IF_GONE[1:]}"
    rows = [Text(row, Role.WARNING.style) for row in wrapped(words, viewport.columns)]
    return text_band(rows)
