"""Views of the breath: its line, its bar and its big letters, and the reps left."""

from __future__ import annotations

from rich.text import Text

from coach.model.terms import Breath
from coach.moment import Moment
from coach.screen.big_letters import big, height_of, largest_scale, width_of
from coach.screen.cells import Cells, bar, words
from coach.screen.event_words import (
    ASCII_BREATH_SIGNS,
    BREATH_SIGNS,
    BREATH_WORDS,
    COUNTED,
    counted_left,
)
from coach.screen.layout import Band, Moving, line, moving_band, over, stack, text_band
from coach.screen.roles import BREATH_ROLES, Role
from coach.screen.viewport import Size, Viewport
from coach.units import seconds_left

SHOW_SECONDS_FROM_MS = 5_000
"""Shortest breath with a countdown; in a shorter one the digits would flicker."""
SMALLEST_WORD = 3
"""Fewest columns of a screen that shows a breath's word without its sign."""
LETTERS_SHARE = 0.53
"""Largest share of the width for the letters beside a figure."""
ROWS_AROUND = {Size.TINY: 6, Size.NARROW: 4, Size.NORMAL: 8, Size.FULL: 8}
"""Rows of the work screen besides figure and letters, by size."""
BAR_STEP_MS = 1_000
"""Time between two steps of the bar with reduced movement."""


def breath_of(moment: Moment) -> Breath:
    """Return the breath to show."""
    return moment.segment.breath or Breath.PAUSE


def breath_text(moment: Moment, viewport: Viewport) -> Text:
    """Return ``▼ OUT`` without its seconds; only the word where the sign does not fit."""
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
    do: str = "",
    right: Text | None = None,
    *,
    is_right_kept: bool = False,
    is_short: bool = False,
    has_seconds: bool = True,
) -> Band:
    """Return a band with the breath, its seconds if it is long, and the movement.

    Text at the right is left out first if the line is too long, unless it is kept. The
    short form shows only the sign of the breath, whose word is in big letters elsewhere.
    """
    left = breath_text(moment, viewport)
    if is_short and do:
        left = left[:1]
    movers = []
    is_long = moment.segment.span_ms >= SHOW_SECONDS_FROM_MS
    if has_seconds and is_long and left.cell_len + 3 <= viewport.columns:
        role = BREATH_ROLES[breath_of(moment)]
        seconds = Moving(2, 1, lambda m: words(str(_span_left(m)), 2, role))
        movers.append(moving_band((left.cell_len + 1, seconds)))
        left.append("  " if is_short else "   ")
    if do:
        left.append(" " if is_short else "  ")
        left.append(do, Role.LOUD.style)
    has_room = right is None or left.cell_len + 1 + right.cell_len <= viewport.columns
    if not has_room and not is_right_kept:
        right = None
    return over(line(left, right, viewport.columns), *movers)


def _span_left(moment: Moment) -> int:
    segment = moment.segment
    return seconds_left(segment.span_at_ms + segment.span_ms - moment.position_ms)


def reps_left_text(moment: Moment) -> Text:
    """Return ``reps left`` or ``last breath``; ``rep`` in an open-ended set."""
    words_ = counted_left(moment.block, moment.reps_left)
    if moment.is_open_ended:
        words_ = COUNTED[moment.block.unit].removesuffix("s")
    return Text(words_, Role.QUIET.style)


def breath_bar(viewport: Viewport) -> Band:
    """Return a bar that fills on the inhale and empties on the exhale."""

    def draw(moment: Moment) -> Cells:
        breath = breath_of(moment)
        share = bar_share(moment, is_reduced=viewport.is_reduced)
        return bar(
            share, viewport.columns, BREATH_ROLES[breath], is_ascii=viewport.is_ascii
        )

    return moving_band((0, Moving(viewport.columns, 1, draw)))


def bar_share(moment: Moment, *, is_reduced: bool = False) -> float:
    """Return the filled share of the bar, from 0 to 1."""
    segment = moment.segment
    into_ms = moment.position_ms - segment.span_at_ms
    if is_reduced:
        into_ms -= into_ms % BAR_STEP_MS
    share = into_ms / max(1, segment.span_ms)
    return {Breath.INHALE: share, Breath.EXHALE: 1 - share, Breath.PAUSE: 0.0}[
        breath_of(moment)
    ]


# Letters readable from three metres


def letters(text: str, scale: int, role: Role, viewport: Viewport) -> Band:
    """Return a band of still big letters."""
    lines = big(text, scale, is_ascii=viewport.is_ascii)
    return text_band(Text(row, role.style) for row in lines)


def breath_letters(moment: Moment, columns: int, rows: int, viewport: Viewport) -> Band:
    """Return the breath's word as large as fits; an empty band if none fits."""
    word = BREATH_WORDS[breath_of(moment)]
    scale = largest_scale(word, columns, rows, is_ascii=viewport.is_ascii)
    return (
        letters(word, scale, BREATH_ROLES[breath_of(moment)], viewport) if scale else Band()
    )


def letters_width(viewport: Viewport) -> int:
    """Return the width in columns of the letters beside a figure; 0 if none fit."""
    rows = viewport.rows - ROWS_AROUND[viewport.size]
    scale = largest_scale(
        BREATH_WORDS[Breath.EXHALE],
        int(viewport.columns * LETTERS_SHARE),
        rows // 2,
        is_ascii=viewport.is_ascii,
    )
    return width_of(BREATH_WORDS[Breath.EXHALE], scale) if scale else 0


def breath_and_reps(moment: Moment, columns: int, rows: int, viewport: Viewport) -> Band:
    """Return breath and reps left as large as fits, below or beside each other."""
    word, number = BREATH_WORDS[breath_of(moment)], str(moment.shown_reps)
    # One size for every breath of the drill, so that nothing jumps: OUT is the usual one.
    usual = BREATH_WORDS[Breath.EXHALE]
    below = min(
        largest_scale(usual, columns, rows // 2, is_ascii=viewport.is_ascii),
        largest_scale(number, columns, rows // 2, is_ascii=viewport.is_ascii),
    )
    room = columns - 4
    beside = max(
        (
            scale
            for scale in range(1, below + 4)
            if width_of(usual, scale) + width_of("00", scale) <= room
            and height_of(scale) <= rows
            and not (viewport.is_ascii and scale % 2)
        ),
        default=0,
    )
    scale = max(below, beside)
    if not scale:
        return Band()
    own = min(scale, largest_scale(word, columns, rows, is_ascii=viewport.is_ascii))
    role = BREATH_ROLES[breath_of(moment)]
    if below > beside:
        space = 1 if 2 * height_of(scale) < rows else 0
        first = letters(word, own, role, viewport).padded(height_of(scale) + space)
        return stack(first, letters(number, scale, Role.LOUD, viewport))
    own = min(own, largest_scale(word, room - width_of(number, scale), rows))
    left = letters(word, own, role, viewport).padded(height_of(scale))
    right = letters(number, scale, Role.LOUD, viewport)
    bands = [
        line(a, b, columns).rows[0] for a, b in zip(left.rows, right.rows, strict=True)
    ]
    return text_band(bands)
