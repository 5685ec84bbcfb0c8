"""The summary after a session: a closing line and the sets done, or all of it on a card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from textwrap import wrap

from rich.table import Table
from rich.text import Text

from coach.coaching.reasons import block_dose
from coach.event import SetFinished
from coach.figure.motion import Motion
from coach.figure.raster import draw
from coach.model.prescription import Block, Prescription
from coach.model.records import EndStatus
from coach.model.trends import Totals
from coach.moment import Moment
from coach.screen.big_letters import big, width_of
from coach.screen.breath_wave import breaths_done, wave_lines
from coach.screen.card_frame import (
    EDGE,
    NARROW_CARD,
    WIDE_CARD,
    beside,
    framed,
    right_columns,
)
from coach.screen.event_words import counted, slow_exhales
from coach.screen.figure_view import raster_lines
from coach.screen.layout import line
from coach.screen.roles import Role
from coach.screen.week_cells import WIDTH as WEEK_COLUMNS
from coach.screen.week_cells import week_cells
from coach.set_counts import count_sets_done, count_slow_exhales, has_done_anything
from coach.units import format_clock

_SCALES = {False: (1, 2), True: (2, 2)}


def headline(
    status: EndStatus,
    moment: Moment,
    finished: Sequence[SetFinished],
    *,
    is_kept: bool,
    is_resumed: bool = False,
) -> str:
    """Return the result: ``Done. 5:10, 46 slow exhales. Enjoy the run.``.

    For a session in several runs, all sets and their work: ``Done. 5 of 5 sets, 4:20 of
    exercise, 46 slow exhales.``.
    """
    prescription = moment.timeline.prescription
    sets = f"{count_sets_done(prescription, finished)} of {prescription.sets_planned} sets"
    clock = format_clock(moment.position_ms)
    if is_resumed:
        clock = f"{format_clock(sum(event.work_ms for event in finished))} of exercise"
    if not has_done_anything(finished):
        how = "Stopped" if status is EndStatus.STOPPED else "Skipped to the end"
        return f"{how}, {clock}, before the first rep was done. That is fine too."
    if status is EndStatus.COMPLETED:
        number = count_slow_exhales(prescription, finished)
        breaths = f", {slow_exhales(number)}" if number else ""
        done = f"{sets}, " if is_resumed else ""
        return f"Done. {done}{clock}{breaths}. {prescription.closes or ''}".rstrip()
    kept = " What you did is saved and counts." if is_kept else ""
    return f"Stopped after {sets}, {clock}.{kept}"


def banner(status: EndStatus, columns: int, *, is_ascii: bool) -> list[Text]:
    """Return DONE in large letters, readable from the mat; empty where they do not fit."""
    word = _word(status)
    fitting = [s for s in _SCALES[is_ascii] if width_of(word, s) <= columns]
    if not fitting:
        return []
    role = Role.PROGRESS if status is EndStatus.COMPLETED else Role.QUIET
    return [Text(row, role.style) for row in big(word, fitting[-1], is_ascii=is_ascii)]


def _word(status: EndStatus) -> str:
    return "DONE" if status is EndStatus.COMPLETED else "STOPPED"


def done_table(prescription: Prescription, finished: Sequence[SetFinished]) -> Table:
    """Return a table of the sets and reps done by drill."""
    done = _done_texts(prescription, finished)
    table = Table.grid(padding=(0, 2))
    table.add_column(overflow="ellipsis", no_wrap=True)
    # A long name gives way, never what was done.
    table.add_column(no_wrap=True, min_width=max(text.cell_len for text in done))
    for block, text in zip(prescription.blocks, done, strict=True):
        table.add_row(f"  {block.name}", text)
    return table


def _done_texts(prescription: Prescription, finished: Sequence[SetFinished]) -> list[Text]:
    """Return what was done of each drill, in the order of the plan."""
    return [
        _done(
            block,
            [event for event in finished if event.block == index],
            is_open_ended=prescription.self_paced,
        )
        for index, block in enumerate(prescription.blocks)
    ]


def _done(block: Block, events: Sequence[SetFinished], *, is_open_ended: bool) -> Text:
    best: dict[tuple[int, object], int] = {}
    for event in events:
        key = event.set, event.side
        best[key] = max(best.get(key, 0), event.reps_done)
    if not any(best.values()):
        return Text("not done", Role.QUIET.style)
    if is_open_ended:
        # Nobody had planned a number.
        return Text(counted(block.unit, sum(best.values())))
    whole = {
        number
        for number in range(1, block.sets + 1)
        if all(
            best.get((number, side), 0) >= block.dose_of(side).reps
            for side in block.sides_in(number)
        )
    }
    if len(whole) == block.sets and block.has_unlike_sides:
        return Text(block_dose(block))
    per_side = " a side" if len(block.working_sides) > 1 else ""
    dose = f"{counted(block.unit, block.reps)}{per_side}"
    if len(whole) == block.sets:
        return Text(f"{block.sets} x {dose}" if block.sets > 1 else dose)
    total = sum(best.values())
    if block.sets == 1:
        planned = block.reps_in_all
        return Text(f"{total} of {counted(block.unit, planned)}", Role.QUIET.style)
    sets = f"{len(whole)} of {block.sets} sets"
    return Text(f"{sets}, {counted(block.unit, total)} in all", Role.QUIET.style)


@dataclass(frozen=True)
class DoneWeek:
    """The week in which a session counts."""

    first_day: date
    day: date
    """The day of the session."""
    days: Mapping[date, Totals] = field(default_factory=dict)
    said: str = ""
    """The week in one sentence."""


@dataclass(frozen=True)
class Summary:
    """The contents of the card after a session."""

    prescription: Prescription
    status: EndStatus
    said: str
    """How it ended, in a sentence or two."""
    finished: Sequence[SetFinished]
    motion: Motion | None = None
    """The figure of the drill that was done longest."""
    week: DoneWeek | None = None
    """None if the session was not logged."""


_FIGURE_ROWS = 7
_DONE_COLUMNS = 56
"""Columns of a drill and what was done of it: close enough to be read as one."""
_WAVE_ROWS = 2


def has_room_for_card(columns: int) -> bool:
    """Return whether the terminal is wide enough for the card."""
    return columns >= NARROW_CARD


def summary_card(summary: Summary, columns: int, *, is_ascii: bool) -> list[Text]:
    """Return the summary as one framed picture, wide or upright."""
    if columns >= WIDE_CARD:
        width, inside = WIDE_CARD, _wide(summary, is_ascii=is_ascii)
    else:
        width, inside = NARROW_CARD, _upright(summary, is_ascii=is_ascii)
    return framed(inside, width, is_ascii=is_ascii)


def _wide(summary: Summary, *, is_ascii: bool) -> list[Text]:
    room = WIDE_CARD - 2 * EDGE
    word = banner(summary.status, room, is_ascii=is_ascii)
    word_columns = max((row.cell_len for row in word), default=0)
    figure = _figure(summary, right_columns(room, word_columns), is_ascii=is_ascii)
    left_columns = right_columns(room, WEEK_COLUMNS)
    right = [*_wave(summary, WEEK_COLUMNS, is_ascii=is_ascii)]
    if summary.week:
        right += [Text(""), *_cells(summary.week, is_ascii=is_ascii)]
    left = _sentences(summary, left_columns)
    return [
        *beside(word, figure, word_columns, is_ascii=is_ascii),
        Text(""),
        *beside(left, right, left_columns, is_ascii=is_ascii),
        Text(""),
        *_done_lines(summary, _DONE_COLUMNS),
    ]


def _upright(summary: Summary, *, is_ascii: bool) -> list[Text]:
    room = NARROW_CARD - 2 * EDGE
    parts = [
        banner(summary.status, room, is_ascii=is_ascii)
        or [Text(_word(summary.status), Role.LOUD.style)],
        _sentences(summary, room),
        _done_lines(summary, room),
        _wave(summary, room, is_ascii=is_ascii),
        _cells(summary.week, is_ascii=is_ascii) if summary.week else [],
    ]
    lines: list[Text] = []
    for part in parts:
        if part and lines:
            lines.append(Text(""))
        lines += part
    return lines


def _figure(summary: Summary, columns: int, *, is_ascii: bool) -> list[Text]:
    if summary.motion is None:
        return []
    start, end = summary.motion.start_and_end
    body = end if summary.status is EndStatus.COMPLETED else start
    figure = summary.motion.figure
    return raster_lines(draw(body, figure, columns, _FIGURE_ROWS, braille=not is_ascii))


def _sentences(summary: Summary, columns: int) -> list[Text]:
    """Return the name, how it ended and the week, wrapped."""
    week = summary.week.said if summary.week else ""
    said = [(summary.prescription.name, Role.LOUD), (summary.said, Role.NONE)]
    said += [(week, Role.QUIET)] if week else []
    return [Text(row, role.style) for text, role in said for row in wrap(text, columns)]


def _wave(summary: Summary, columns: int, *, is_ascii: bool) -> list[Text]:
    done = [(event.block, event.reps_done) for event in summary.finished]
    breaths = breaths_done(summary.prescription, done)
    return wave_lines(breaths, columns, _WAVE_ROWS, is_ascii=is_ascii)


def _cells(week: DoneWeek, *, is_ascii: bool) -> list[Text]:
    return week_cells(week.days, week.first_day, week.day, is_ascii=is_ascii)


def _done_lines(summary: Summary, columns: int) -> list[Text]:
    """Return each drill with what was done, in two lines where one is too narrow."""
    lines: list[Text] = []
    done = _done_texts(summary.prescription, summary.finished)
    for block, text in zip(summary.prescription.blocks, done, strict=True):
        name = Text(block.name)
        if name.cell_len + 2 + text.cell_len <= columns:
            lines += line(name, text, columns).rows
        else:
            lines += (name, *line(Text(""), text, columns).rows)
    return lines
