"""Views of the breath (line, bar and big letters) and of the reps left."""

from __future__ import annotations

from rich.text import Text

from coach.model.terms import Breath
from coach.moment import Moment
from coach.screen.big_letters import big
from coach.screen.cells import Cells, bar, words
from coach.screen.event_words import (
    ASCII_BREATH_SIGNS,
    BREATH_SIGNS,
    BREATH_WORDS,
    COUNTED,
    TO_GO,
    counted_left,
)
from coach.screen.layout import Band, Moving, line, moving_band, over, text_band
from coach.screen.roles import BREATH_ROLES, Role
from coach.screen.side_columns import air
from coach.screen.viewport import Viewport
from coach.units import seconds_left

SHOW_SECONDS_FROM_MS = 2_000
"""Shortest breath with a countdown; in a shorter one, the digits would flicker."""
SMALLEST_WORD = 3
"""Fewest columns of a screen on which a breath's word has no sign."""


def breath_of(moment: Moment) -> Breath:
    """Return the breath to show."""
    return moment.segment.breath or Breath.PAUSE


def breath_text(moment: Moment, viewport: Viewport) -> Text:
    """Return ``▼ OUT``, without its seconds; only the word if the sign does not fit."""
    breath = breath_of(moment)
    signs = ASCII_BREATH_SIGNS if viewport.is_ascii else BREATH_SIGNS
    word = BREATH_WORDS[breath]
    text = f"{signs[breath]} {word}"
    if len(text) > viewport.columns >= SMALLEST_WORD and len(word) <= viewport.columns:
        text = word
    return Text(text, BREATH_ROLES[breath].style)


def breath_line(  # noqa: PLR0913  what may stand in the line, and what gives way
    moment: Moment,
    viewport: Viewport,
    do: str | Text = "",
    right: Text | None = None,
    *,
    is_right_kept: bool = False,
    is_short: bool = False,
    has_seconds: bool = True,
) -> Band:
    """Return a band with the breath, its seconds if it is long, and the movement.

    If the line is too long, text on the right is left out first unless it must stay. The
    short form shows only the sign of the breath; its word is in big letters elsewhere.
    """
    left = Text().append_text(breath_text(moment, viewport))
    if is_short and do:
        left = left[:1]
    movers = []
    # A wait for a key lasts as long as it takes, so nothing is counted.
    is_long = moment.segment.span_ms >= SHOW_SECONDS_FROM_MS
    is_long = is_long and not moment.is_awaiting_ready
    if has_seconds and is_long and left.cell_len + 3 <= viewport.columns:
        role = BREATH_ROLES[breath_of(moment)]
        seconds = Moving(2, 1, lambda m: words(str(_span_left(m)), 2, role))
        movers.append(moving_band((left.cell_len + 1, seconds)))
        left.append("  " if is_short else "   ")
    if do:
        left.append(" " if is_short else "  ")
        left.append_text(do if isinstance(do, Text) else Text(do, Role.LOUD.style))
    has_room = right is None or left.cell_len + 1 + right.cell_len <= viewport.columns
    if not has_room and not is_right_kept:
        right = None
    return over(line(left, right, viewport.columns), *movers)


def _span_left(moment: Moment) -> int:
    segment = moment.segment
    return seconds_left(segment.span_at_ms + segment.span_ms - moment.position_ms)


def reps_left_text(moment: Moment) -> Text:
    """Return ``reps to go`` or ``last breath``, or ``rep`` in an open-ended set."""
    words_ = counted_left(moment.block, moment.reps_left)
    if moment.is_open_ended:
        words_ = COUNTED[moment.block.unit].removesuffix("s")
    return Text(words_, Role.QUIET.style)


def reps_text(moment: Moment) -> Text:
    """Return ``6 reps to go``, for screens on which the number is not in big letters."""
    number = moment.reps_left
    word = COUNTED[moment.block.unit]
    if moment.is_open_ended:
        return Text(f"{word.removesuffix('s')} {moment.shown_reps}", Role.LOUD.style)
    if number == 1:
        return Text(f"last {word.removesuffix('s')}", Role.LOUD.style)
    return Text.assemble(
        (str(number), Role.LOUD.style), (f" {word} {TO_GO}", Role.QUIET.style)
    )


def brief_left_text(moment: Moment) -> Text:
    """Return ``reps`` or ``last``, where there is no room for the unit."""
    whole = reps_left_text(moment)
    if moment.is_open_ended:
        return whole
    brief = whole.plain.partition(" ")[0]
    return Text(brief, Role.QUIET.style)


def breath_bar(viewport: Viewport) -> Band:
    """Return a bar that fills as you breathe in and empties as you breathe out."""

    def draw(moment: Moment) -> Cells:
        breath = breath_of(moment)
        share = air(moment, is_reduced=viewport.is_reduced)
        return bar(
            share, viewport.columns, BREATH_ROLES[breath], is_ascii=viewport.is_ascii
        )

    return moving_band((0, Moving(viewport.columns, 1, draw)))


# Letters that can be read from three metres


def letters(text: str, scale: int, role: Role, viewport: Viewport) -> Band:
    """Return a band of big letters that do not change."""
    lines = big(text, scale, is_ascii=viewport.is_ascii)
    return text_band(Text(row, role.style) for row in lines)
