"""The listener that keeps the full screen up to date."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TextIO

import msgspec
from rich.console import Console
from rich.text import Text

from coach.event import (
    Answered,
    BreathChanged,
    Event,
    Request,
    Requested,
    RestChanged,
    WeightChanged,
)
from coach.figure.motion import Motion
from coach.moment import Moment
from coach.screen.charset import can_show_blocks, is_poor
from coach.screen.event_words import new_weight_words, rest_words
from coach.screen.figure_view import FRAME_MS, start_and_end
from coach.screen.help_pages import KEYS, Page, phone_page, why_page
from coach.screen.layout import Sheet
from coach.screen.paged_text import turn
from coach.screen.painter import Painter
from coach.screen.phone_code import PhoneCode
from coach.screen.session_view import is_getting_ready, view
from coach.screen.side_columns import BAR_STEP_MS
from coach.screen.viewport import Layout, Viewport, screen_size


class ShownDrill(msgspec.Struct, frozen=True):
    """The parts of a drill shown along with its prescription."""

    motion: Motion | None = None
    """The drill's figure, or None."""
    why: str = "This drill has no notes."


NOTHING_MORE = ShownDrill()
_LEAST_ART, _BESIDE_ART = 11, 18
"""Fewest rows of a drawing on a page, and the rows for the words and keys there."""
NOTED = "noted"
NOTE_MS = 2_000
"""Time in ms for which a note about a change stays."""


class _Drawn(msgspec.Struct):
    """The sheet on the screen, and the facts it was made from."""

    moment: Moment
    viewport: Viewport
    page: Page | None
    note: str
    sheet: Sheet

    def holds(
        self, moment: Moment, viewport: Viewport, page: Page | None, note: str
    ) -> bool:
        """Return whether the sheet still holds and only moving parts have changed."""
        before = self.moment
        return (
            moment.segment is before.segment
            and moment.timeline is before.timeline
            and viewport == self.viewport
            and moment.is_paused == before.is_paused
            and moment.is_leaving == before.is_leaving
            and moment.is_gap == before.is_gap
            and moment.pause_reason == before.pause_reason
            and moment.is_awaiting_ready == before.is_awaiting_ready
            and moment.has_more_to_hear == before.has_more_to_hear
            and moment.pause_about == before.pause_about
            and moment.question == before.question
            and moment.advice == before.advice
            and page == self.page
            and note == self.note
            and turn(moment) == turn(before)
        )


class Screen:
    """Paints each moment, and asks to be called again when it will look different."""

    def __init__(  # noqa: PLR0913  everything it shows comes from outside
        self,
        out: TextIO,
        console: Console,
        *,
        on_close: Callable[[], None],
        drills: Mapping[str, ShownDrill] | None = None,
        is_reduced: bool = False,
        sound_words: Callable[[], str] = lambda: "this session has no sound",
        phone: PhoneCode | None = None,
    ) -> None:
        self._phone = phone
        self._drills = drills or {}
        self._out = out
        self._is_ascii = not can_show_blocks(out)
        self._painter = Painter(
            out, console, is_synchronised=not is_poor(), has_blocks=not self._is_ascii
        )
        self._on_close = on_close
        self._is_reduced = is_reduced
        self._sound_words = sound_words
        self._layout = Layout.NORMAL
        self._page: Page | None = None
        self._note: Callable[[], str] | None = None
        self._noted_at = (0, 0)
        """Position in ms and length of the pause in ms when the note was set."""
        self._drawn: _Drawn | None = None

    def on_event(self, event: Event, moment: Moment) -> None:  # noqa: C901  a case per event
        """Change the layout, page or note; everything else is part of the moment."""
        if not isinstance(event, Requested) or event.what is Request.LAYOUT:
            self._page = None  # a page must not hide the effect of a key
        match event:
            case Requested(what=Request.LAYOUT):
                self._layout = self._layout.following
                if self._layout is Layout.FIGURE and not self._drill(moment).motion:
                    self._layout = self._layout.following
            case Requested(what=Request.HELP):
                self._page = None if self._page == KEYS else KEYS
            case WeightChanged():
                self._say(moment, lambda: new_weight_words(event))
            case BreathChanged(percent=percent):
                self._say(moment, lambda: f"breath length {percent}%, from the next rep")
            case RestChanged() if moment.segment.is_work:
                self._say(moment, lambda: rest_words(event, moment.segment.kind))
            case Answered() if not moment.is_paused or is_getting_ready(moment):
                self._say(moment, lambda: NOTED)
            case Requested(what=Request.MUTE | Request.VOICE):
                self._say(moment, self._sound_words)
            case Requested(what=Request.WHY | Request.PHONE as what):
                self._page = self._page_to_read(what, moment)
            case _:
                pass

    def _page_to_read(self, what: Request, moment: Moment) -> Page:
        if what is Request.PHONE:
            return phone_page(self._phone, is_ascii=self._is_ascii)
        shown = self._drill(moment)
        return why_page(moment.block, shown.why, self._art(shown.motion))

    def _art(self, motion: Motion | None) -> Sequence[Text]:
        """Return both ends of a movement, as large as a page with a few lines allows."""
        if motion is None:
            return ()
        columns, rows = screen_size(self._out)
        inside = Viewport(columns, rows).inside
        high = max(_LEAST_ART, rows - _BESIDE_ART)
        return start_and_end(
            motion, is_ascii=self._is_ascii, columns=inside.columns, rows=high
        )

    def on_moment(self, moment: Moment) -> int | None:
        """Paint the moment; return the ms until it looks different, None for never."""
        columns, rows = screen_size(self._out)
        viewport = Viewport(columns, rows, self._is_ascii, self._layout, self._is_reduced)
        if not moment.is_paused or moment.is_leaving:
            self._page = None
        page, drawn, note = self._page, self._drawn, self._note_of(moment)
        if drawn is None or not drawn.holds(moment, viewport, page, note):
            sheet = view(moment, viewport, self._drill(moment).motion, page, note)
            drawn = self._drawn = _Drawn(moment, viewport, page, note, sheet)
        self._painter.paint(drawn.sheet, moment, columns)
        if moment.is_ended or (moment.is_paused and not is_getting_ready(moment)):
            return None
        if moment.is_paused:
            return FRAME_MS if self._drill(moment).motion else None
        return self._due_ms(moment)

    def _due_ms(self, moment: Moment) -> int:
        segment = moment.segment
        # Breaths may begin between two seconds, so each countdown has its own.
        due_ms = min(
            _to_next_second(moment.left_ms), _to_next_second(moment.work_starts_ms)
        )
        into_ms = moment.position_ms - segment.at_ms
        if segment.span_ms:
            into_span_ms = moment.position_ms - segment.span_at_ms
            due_ms = min(due_ms, _to_next_second(segment.span_ms - into_span_ms))
            if self._is_reduced:
                due_ms = min(due_ms, BAR_STEP_MS - into_span_ms % BAR_STEP_MS)
        is_moving = segment.span_ms or self._drill(moment).motion
        if is_moving and not self._is_reduced:
            # Frames count from the start of a segment, so every rep looks the same.
            due_ms = min(due_ms, FRAME_MS - into_ms % FRAME_MS)
        return due_ms

    def _say(self, moment: Moment, note: Callable[[], str]) -> None:
        self._note, self._noted_at = note, (moment.position_ms, moment.stood_ms)

    def _note_of(self, moment: Moment) -> str:
        """Return the current note, or an empty text.

        The text is made here, after all listeners have handled the event.
        """
        position_ms, stood_ms = self._noted_at
        shown_ms = moment.position_ms - position_ms + max(0, moment.stood_ms - stood_ms)
        if self._note is None or shown_ms >= NOTE_MS:
            self._note = None
            return ""
        return self._note()

    def _drill(self, moment: Moment) -> ShownDrill:
        return self._drills.get(moment.block.drill, NOTHING_MORE)

    def redraw(self) -> None:
        """Draw everything again next time, because the screen was lost."""
        self._painter.forget()

    def recolour(self, console: Console) -> None:
        """Draw everything again in the colours of another console."""
        self._painter.recolour(console)

    def close(self) -> None:
        """Leave the screen."""
        self._on_close()


def _to_next_second(left_ms: int) -> int:
    """Return the ms until a countdown changes."""
    return left_ms % 1000 or 1000
