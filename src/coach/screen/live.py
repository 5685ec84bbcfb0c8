"""The listener that keeps the full screen up to date."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TextIO

from rich.console import Console

from coach.event import Event, LayoutAsked
from coach.figure.motion import Motion
from coach.moment import Moment
from coach.screen.breathing import BAR_STEP_MS
from coach.screen.encoding import can_show_blocks
from coach.screen.look import Layout, Look
from coach.screen.painter import Painter
from coach.screen.sheet import Sheet
from coach.screen.stage import FRAME_MS
from coach.screen.view import view


@dataclass(slots=True)
class _Drawn:
    """The sheet that is shown, for as long as it holds."""

    moment: Moment
    look: Look
    sheet: Sheet

    def holds(self, moment: Moment, look: Look) -> bool:
        """Nothing but its moving parts looks different now."""
        before = self.moment
        return (
            moment.segment is before.segment
            and moment.timeline is before.timeline
            and look == self.look
            and moment.is_paused == before.is_paused
            and moment.is_leaving == before.is_leaving
            and moment.is_gap == before.is_gap
        )


class Screen:
    """Paints the moment; asks to be called again when it will look different."""

    def __init__(
        self,
        out: TextIO,
        console: Console,
        *,
        on_close: Callable[[], None],
        motions: Mapping[str, Motion] | None = None,
        is_reduced: bool = False,
    ) -> None:
        self._motions = motions or {}
        """Figures by the id of their drill; a drill without one is shown without."""
        self._out = out
        self._painter = Painter(out, console)
        self._on_close = on_close
        self._is_ascii = not can_show_blocks(out)
        self._is_reduced = is_reduced
        self._layout = Layout.NORMAL
        self._drawn: _Drawn | None = None

    def on_event(self, event: Event, moment: Moment) -> None:  # noqa: ARG002  the moment says the rest
        """Take another layout; everything else is in the moment."""
        if isinstance(event, LayoutAsked):
            self._layout = self._layout.following

    def on_moment(self, moment: Moment) -> int | None:
        """Paint; the next frame is due when a second or a moving part changes."""
        columns, rows = screen_size(self._out)
        look = Look(columns, rows, self._is_ascii, self._layout, self._is_reduced)
        drawn = self._drawn
        if drawn is None or not drawn.holds(moment, look):
            motion = self._motions.get(moment.block.drill)
            drawn = self._drawn = _Drawn(moment, look, view(moment, look, motion))
        self._painter.paint(drawn.sheet, moment, columns)
        if moment.is_paused or moment.is_ended:
            return None
        return self._due_ms(moment)

    def _due_ms(self, moment: Moment) -> int:
        segment = moment.segment
        # Breaths may begin between two seconds: each countdown has its own.
        due_ms = min(
            _to_next_second(moment.left_ms), _to_next_second(moment.work_starts_ms)
        )
        into_ms = moment.position_ms - segment.at_ms
        if segment.span_ms:
            into_span_ms = moment.position_ms - segment.span_at_ms
            due_ms = min(due_ms, _to_next_second(segment.span_ms - into_span_ms))
            if self._is_reduced:
                due_ms = min(due_ms, BAR_STEP_MS - into_span_ms % BAR_STEP_MS)
        is_moving = segment.span_ms or moment.block.drill in self._motions
        if is_moving and not self._is_reduced:
            # On a grid of its own every segment, so that every rep shows the same frames.
            due_ms = min(due_ms, FRAME_MS - into_ms % FRAME_MS)
        return due_ms

    def redraw(self) -> None:
        """Draw everything anew at the next moment: the screen was lost."""
        self._painter.forget()

    def close(self) -> None:
        """Give the screen up."""
        self._on_close()


def screen_size(out: TextIO) -> tuple[int, int]:
    """Columns and rows of a terminal."""
    try:
        size = os.get_terminal_size(out.fileno())
    except OSError:
        return 80, 24
    # Some terminals say 0 for a size they do not know.
    return size.columns or 80, size.lines or 24


def _to_next_second(left_ms: int) -> int:
    """How long a countdown shows the same number."""
    return left_ms % 1000 or 1000
