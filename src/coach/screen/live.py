"""The listener that keeps the full screen up to date."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import TextIO

from coach.event import Event
from coach.figure.motion import Motion
from coach.moment import Moment
from coach.screen.painter import Painter, painting_console
from coach.screen.stage import FRAME_MS
from coach.screen.view import Look, view

SHORTEST_FRAME_MS = 100
"""A bar that moves ten times a second looks smooth at a fraction of the work."""


class Screen:
    """Paints the moment; asks to be called again when it will look different."""

    def __init__(
        self,
        out: TextIO,
        *,
        on_close: Callable[[], None],
        motions: Mapping[str, Motion] | None = None,
    ) -> None:
        self._motions = motions or {}
        """Figures by the id of their drill; a drill without one is shown without."""
        self._out = out
        self._painter = Painter(out, painting_console(out))
        self._on_close = on_close
        self._is_ascii = not can_show_blocks(out)

    def on_event(self, event: Event, moment: Moment) -> None:
        """Nothing: the moment says it all."""

    def on_moment(self, moment: Moment) -> int | None:
        """Paint; the next frame is due when a second or a cell of the bar changes."""
        columns, rows = self._size()
        look = Look(columns, rows, self._is_ascii)
        motion = self._motions.get(moment.block.drill)
        self._painter.paint(view(moment, look, motion), columns)
        if moment.is_paused or moment.is_ended:
            return None
        segment = moment.segment
        # Breaths may begin between two seconds: each countdown has its own.
        due_ms = [_to_next_second(moment.left_ms), _to_next_second(moment.work_starts_ms)]
        if segment.span_ms:
            breath_ends_ms = segment.span_at_ms + segment.span_ms
            due_ms.append(_to_next_second(breath_ends_ms - moment.position_ms))
            due_ms.append(max(SHORTEST_FRAME_MS, segment.span_ms // columns))
        if motion is not None and look.has_stage:
            due_ms.append(FRAME_MS)
        return min(due_ms)

    def redraw(self) -> None:
        """Draw everything anew at the next moment: the screen was lost."""
        self._painter.forget()

    def close(self) -> None:
        """Give the screen up."""
        self._on_close()

    def _size(self) -> tuple[int, int]:
        try:
            size = os.get_terminal_size(self._out.fileno())
        except OSError:
            return 80, 24
        # Some terminals say 0 for a size they do not know.
        return size.columns or 80, size.lines or 24


def _to_next_second(left_ms: int) -> int:
    """How long a countdown shows the same number."""
    return left_ms % 1000 or 1000


def can_show_blocks(out: TextIO) -> bool:
    """The stream's encoding has the signs and blocks of the screen."""
    try:
        "▲▼■█░▀".encode(out.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
