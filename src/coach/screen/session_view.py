"""The sheet for a session's screen, a pure function of moment, viewport and figure.

A sheet has exactly as many lines as the screen has rows. If not everything fits, the least
important parts are left out first; the breath is the last to go.
"""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace
from rich.text import Text

from coach.event import PauseReason
from coach.figure.motion import Motion
from coach.moment import Moment
from coach.screen.breath_view import breath_text
from coach.screen.head_foot import with_question
from coach.screen.help_pages import Page, page_sheet
from coach.screen.layout import Sheet, line, stack
from coach.screen.pause_screen import paused
from coach.screen.question_page import owns_screen, question_page
from coach.screen.roles import Role
from coach.screen.side_columns import with_side_columns
from coach.screen.viewport import Layout, Size, Viewport
from coach.screen.wait_screen import wait
from coach.screen.work_screen import work
from coach.text.plain_letters import in_letters_of
from coach.units import seconds_left

NOTE_FROM_ROWS = 6
SMALLEST_COLUMNS, SMALLEST_ROWS = 3, 2
"""Smallest screen with more than one line."""


def view(
    moment: Moment,
    viewport: Viewport,
    motion: Motion | None = None,
    page: Page | None = None,
    note: str = "",
) -> Sheet:
    """Return the sheet for a moment, with the figure if there is one and it fits.

    A page covers a paused session. A note takes the last line, a question the last lines.
    """
    if viewport.columns < SMALLEST_COLUMNS or viewport.rows < SMALLEST_ROWS:
        sheet = line(_one_line(moment, viewport), None, viewport.columns)
    else:
        sheet = _inside(moment, viewport.inside, motion, page)
    sheet = sheet.cut(viewport.rows).padded(viewport.rows)
    if note and viewport.rows >= NOTE_FROM_ROWS:
        sheet = _noted(sheet, note, viewport.inside)
    # In a pause nobody is asked to breathe.
    sheet = with_side_columns(sheet, viewport, is_breathing=not moment.is_paused)
    return spelt(sheet, viewport)


def _inside(
    moment: Moment, viewport: Viewport, motion: Motion | None, page: Page | None
) -> Sheet:
    """Return the part of the screen between the breath columns."""
    if page is None and owns_screen(moment, viewport):
        return question_page(moment, viewport)
    if moment.is_paused and page is not None:
        return with_question(partial(page_sheet, page), moment, viewport)
    if moment.is_paused and not is_getting_ready(moment):
        return paused(moment, viewport, motion)
    if moment.segment.is_work:
        return work(moment, viewport, motion)
    if viewport.size is Size.TINY:
        return with_question(lambda m, own: wait(m, own, motion), moment, viewport)
    return wait(moment, viewport, motion)


def spelt(sheet: Sheet, viewport: Viewport) -> Sheet:
    """Return the sheet in plain letters if the terminal can show no others."""
    if viewport.is_ascii:
        for row in sheet.rows:
            row.plain = in_letters_of(row.plain)
            row.truncate(viewport.columns)
    return sheet


def _noted(sheet: Sheet, note: str, viewport: Viewport) -> Sheet:
    """Return a sheet with the note in its title; the keys stay to be seen.

    Where there is no title, the note takes the last line.
    """
    columns, text = viewport.columns, Text(note, Role.LOUD.style)
    row = _TITLE_ROWS.get(viewport.size)
    if row is None or viewport.layout is not Layout.NORMAL:
        return stack(sheet.cut(viewport.rows - 1), line(text, None, columns))
    title = sheet.rows[row] if row else Text("")
    noted = line(title, text, columns) if row else line(text, None, columns)
    rows = (*sheet.rows[:row], *noted.rows, *sheet.rows[row + 1 :])
    return replace(sheet, rows=rows)


_TITLE_ROWS = {Size.NARROW: 0, Size.NORMAL: 2, Size.FULL: 2}
"""The row of the drill's name."""


def is_getting_ready(moment: Moment) -> bool:
    """Return whether the pause only lets the runner get into position."""
    return moment.pause_reason is PauseReason.READY and not moment.is_leaving


def _one_line(moment: Moment, viewport: Viewport) -> Text:
    if moment.is_paused:
        return Text("paused")
    if moment.segment.breath is None or not moment.segment.is_work:
        return Text(f"{seconds_left(moment.work_starts_ms)} {moment.block.name}")
    breath, reps = breath_text(moment, viewport), f" {moment.shown_reps}"
    if breath.cell_len + len(reps) > viewport.columns:
        return breath
    return Text.assemble(breath, (reps, Role.LOUD.style))
