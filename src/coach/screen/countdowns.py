"""The time until the work, while something else has the screen."""

from __future__ import annotations

from collections.abc import Iterator

from coach.moment import Moment
from coach.screen.big_letters import fitted, fitted_alike, height_of
from coach.screen.cells import Cells, block, words
from coach.screen.layout import Band, Moving, gap, moving_band, stack
from coach.screen.roles import Role
from coach.screen.viewport import Viewport
from coach.units import format_clock, seconds_left


def starts_in(moment: Moment) -> Cells:
    """Return ``starts in 12``."""
    text = f"starts in {seconds_left(moment.work_starts_ms)}"
    return words(text, 14, Role.LOUD, at_right=True)


def clock_beside(body: Band, viewport: Viewport) -> Iterator[Band]:
    """Yield the time until the work in big letters beside the question, if it fits."""
    high = height_of(1)
    title = next((at for at, row in enumerate(body.rows) if row.plain.strip()), 0)
    rows = body.rows[title : title + high]
    room = viewport.columns - max((row.cell_len for row in rows), default=0) - _APART
    if viewport.is_ascii or len(fitted(_LONGEST_TIME, room, high)) != high:
        return

    def draw(moment: Moment) -> Cells:
        now = format_clock(seconds_left(moment.work_starts_ms) * 1000)
        lines, _ = fitted_alike((now, _LONGEST_TIME), room, high) or (("",), ())
        return block((*lines, *[""] * (high - len(lines))), room, Role.PLAIN)

    at = viewport.columns - room
    yield stack(gap(title), moving_band((at, Moving(room, high, draw))))


_LONGEST_TIME = "0:00"
"""A time with the widest digits."""
_APART = 2
"""Fewest columns between the question and the time."""
