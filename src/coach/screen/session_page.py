"""A past session on a terminal: a row for each drill, with its answers below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from msgspec.structs import replace
from rich.console import Group as Together
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from coach.model.places import place_words, placed_words
from coach.model.session_facts import SessionFacts, SessionStatus, is_hurt
from coach.model.terms import Unit
from coach.screen.even_lines import cut_words, filled, wrapped
from coach.screen.event_words import COUNTED, in_short, slow_exhales
from coach.screen.figure_grid import LARGEST, LARGEST_OF_ALL, WIDE_FROM, figure_grid
from coach.screen.headline import headline
from coach.screen.history_tables import answer_words, pain_lines
from coach.screen.plots import bar
from coach.screen.quick_table import NARROW
from coach.screen.roles import Role
from coach.screen.session_words import STATUS_WORDS
from coach.screen.summary_page import done_texts
from coach.screen.week_cells import pain_mark
from coach.text.count_of import part_of
from coach.units import format_clock

if TYPE_CHECKING:
    from coach.event import SetFinished
    from coach.model.prescription import Block
    from coach.model.records import FeedbackRecord
    from coach.model.session_facts import BoutFacts
    from coach.screen.figure_grid import NamedFigure

WIDEST = 90
"""Width of the longest row; a longer one is hard to read at one look."""
_SET_IN = "  "
_GAP = 2
_UNIT = re.compile(r" (?:reps|breaths|seconds)\b")
_TIME = "time"
_HEADS = ("done", _TIME, "effort", "felt in")
_LEAST_BELOW, _PAGE_GAP = 10, 4
"""Fewest rows for figures below the page, and columns between it and those beside it."""
_BARS_FROM, _BAR_COLUMNS = 160, 64
"""Width from which the times have bars, and the columns of the longest."""
_HUGE_FROM = 170
"""Width from which figures are large."""


def session_page(  # noqa: PLR0913  what the page shows, and where
    facts: SessionFacts,
    day: str,
    said: Sequence[Text],
    figures: Sequence[NamedFigure],
    *,
    columns: int,
    rows: int,
    is_ascii: bool,
) -> Iterator[RenderableType]:
    """Yield what was done, what hurt, then every drill; on a wide screen with figures.

    Args:
        facts: the session.
        day: the day and time in words.
        said: lines about the session for below its pain.
        figures: the figures of its drills.
        columns: the width of the terminal.
        rows: the rows of the page.
        is_ascii: whether only ASCII signs may be used.
    """
    above = [
        *_head(facts, day, columns, is_ascii=is_ascii),
        *hurt_lines(facts, min(columns, WIDEST), is_ascii=is_ascii),
        *said,
    ]
    below = [*drill_rows(facts, columns, is_ascii=is_ascii)]
    high = sum(row.plain.count("\n") + 1 for row in (*above, *below))
    left = [*above, *([Text()] if high < rows or columns >= NARROW else []), *below]
    if columns < WIDE_FROM or not figures:
        yield from left
        return
    is_beside = rows - len(left) - 1 < _LEAST_BELOW
    used = max(row.cell_len for row in left) + _PAGE_GAP if is_beside else 0
    room = rows if is_beside else rows - len(left) - 1
    grid = figure_grid(
        figures,
        columns - used,
        max(0, room),
        is_ascii=is_ascii,
        counts_others=True,
        largest=LARGEST_OF_ALL if columns >= _HUGE_FROM else LARGEST,
    )
    if not is_beside or not grid.rows:
        yield from (*left, *([Text(), *grid.rows] if grid.rows else []))
        return
    both = Table.grid(padding=(0, _PAGE_GAP, 0, 0))
    both.add_column(width=used - _PAGE_GAP, no_wrap=True)
    both.add_column(width=columns - used, no_wrap=True)
    both.add_row(Together(*left), Together(*grid.rows))
    yield both


def _head(facts: SessionFacts, day: str, columns: int, *, is_ascii: bool) -> Iterator[Text]:
    """Yield how the session ended in big letters, then its name, day and numbers."""
    is_good = facts.status is SessionStatus.COMPLETED and not is_hurt(facts)
    role = Role.PROGRESS if is_good else Role.LOUD
    words = f"{STATUS_WORDS[facts.status]} {format_clock(facts.active_ms)}"
    name = (facts.prescription.name, Role.LOUD.style)
    sets = part_of(facts.sets_done, facts.sets_planned, "set")
    effort = same_effort(facts)
    by_hand = ", added by hand" if facts.by_hand else ""
    if columns < NARROW:
        yield Text.assemble(name, "   ", (words, role.style))
        hard = f", effort {effort}" if effort is not None else ""
        yield Text(f"{day}, {sets}{hard}{by_hand}", Role.QUIET.style)
        return
    large = headline(words, columns, role, is_ascii=is_ascii)
    yield from (*large, Text(), Text.assemble(name, (f"   {day}", Role.QUIET.style)))
    each = f", effort {effort} in every drill" if effort is not None else ""
    yield Text(f"{sets}, {slow_exhales(facts.exhales)}{each}{by_hand}")


def hurt_lines(facts: SessionFacts, columns: int, *, is_ascii: bool) -> Iterator[Text]:
    """Yield each pain in the colour of danger, with its drill if there is room."""
    hurt = [*pain_lines(facts)]
    names = [""] * len(hurt)
    for said in facts.feedback:
        if _is_hurt(said) and 0 <= said.block < len(facts.prescription.blocks):
            hurt.append(", ".join(_hurt_words(said, is_short=columns < NARROW)))
            names.append(facts.prescription.blocks[said.block].name)
    for words, name in zip(hurt, names, strict=True):
        mark = pain_mark(is_ascii=is_ascii)
        for number, row in enumerate(wrapped(words, columns - _GAP)):
            before = Text(" ") if number else mark
            line = Text.assemble(before, " ", (row, Role.WARNING.style))
            if not number and name and line.cell_len + 3 + len(name) <= columns:
                line.append(f"   {name}", Role.QUIET.style)
            yield line


def _is_hurt(said: FeedbackRecord) -> bool:
    return bool(said.pain or said.where_pain or said.flags)


def _hurt_words(said: FeedbackRecord, *, is_short: bool) -> Iterator[str]:
    if said.pain is not None:
        yield f"pain {said.pain}/10" if is_short else f"pain {said.pain} out of 10"
    if said.where_pain:
        yield placed_words(said.where_pain, said.side)
    yield from map(place_words, said.flags)


def can_show_by_drill(facts: SessionFacts) -> bool:
    """Return whether every set belongs to a planned drill."""
    number = len(facts.prescription.blocks)
    return bool(facts.bouts) and all(0 <= bout.block < number for bout in facts.bouts)


def drill_rows(facts: SessionFacts, columns: int, *, is_ascii: bool) -> Iterator[Text]:
    """Yield a row for each drill under the names of the columns, with a mark if it hurt.

    Below a drill are its sets, if one was not complete, and answers without a column.
    """
    room, plan = min(columns, WIDEST), facts.prescription
    said = {each.block: each for each in facts.feedback}
    done = [
        in_short(words.plain)
        for words in done_texts(plan, cast("Sequence[SetFinished]", facts.bouts))
    ]
    if columns < NARROW:
        names = _names(facts, room, is_ascii=is_ascii)
        lines = [_brief(*each, room) for each in zip(names, done, strict=True)]
        has_felt = True
    else:
        bars = _bars(facts, columns, is_ascii=is_ascii)
        head, lines, has_felt = _table(facts, done, room, bars, is_ascii=is_ascii)
        yield Text(head, Role.QUIET.style)
    for index, (block, line) in enumerate(zip(plan.blocks, lines, strict=True)):
        answer = said.get(index)
        yield line
        bouts = [bout for bout in facts.bouts if bout.block == index]
        if not _is_whole(block, bouts, is_open_ended=plan.self_paced):
            for each in bouts:
                yield Text(f"{_SET_IN}{_set_words(each, block)}", Role.QUIET.style)
        if answer is not None:
            felt = None if has_felt else answer.felt
            yield from _answers(replace(answer, felt=felt), room)


def _names(facts: SessionFacts, room: int, *, is_ascii: bool) -> list[Text]:
    """Return the names of the drills, with a mark behind those that hurt."""
    hurt = {each.block for each in facts.feedback if _is_hurt(each)}
    names = []
    for index, block in enumerate(facts.prescription.blocks):
        mark = Text()
        if index in hurt:
            mark = Text.assemble(" ", pain_mark(is_ascii=is_ascii))
        name = cut_words(block.name, max(1, room - mark.cell_len))
        names.append(Text(name).append_text(mark))
    return names


def _brief(name: Text, done: str, room: int) -> Text:
    """Return a name and what was done; a long name goes on in a second row."""
    left = room - len(done) - 1
    rows = [name]
    if len(name) > left:
        first = filled(name.plain, max(1, left))[0]
        rows = [name[: len(first)], name[len(first) + 1 :]]
        if len(rows[1]) > room - len(_SET_IN):
            rows, done = [name], _UNIT.sub("", done)
    between = " " * max(1, room - len(rows[0]) - len(done))
    line = Text.assemble(rows[0], between, (done, Role.QUIET.style))
    return line if len(rows) == 1 else Text.assemble(line, f"\n{_SET_IN}", rows[1])


def _bars(facts: SessionFacts, columns: int, *, is_ascii: bool) -> list[Text]:
    """Return a bar for the time of each drill where a page has room for them."""
    blocks = range(len(facts.prescription.blocks))
    if columns < _BARS_FROM:
        return [Text() for _ in blocks]
    worked = [
        sum(bout.work_ms for bout in facts.bouts if bout.block == block) for block in blocks
    ]
    most = max(worked, default=0)
    return [bar(each, most, _BAR_COLUMNS, is_ascii=is_ascii) for each in worked]


def _table(
    facts: SessionFacts,
    done: Sequence[str],
    room: int,
    bars: Sequence[Text],
    *,
    is_ascii: bool,
) -> tuple[str, list[Text], bool]:
    """Return the names of the columns, the rows, and whether what was felt is in them."""
    names = _names(facts, room, is_ascii=is_ascii)
    said = {each.block: each for each in facts.feedback}
    felt = [
        ", ".join(map(place_words, said[index].felt or ())) if index in said else ""
        for index in range(len(names))
    ]
    rows = [
        (done[index], _time(facts, index), _effort(facts, said.get(index)), felt[index])
        for index in range(len(names))
    ]
    columns = [*zip(*rows, strict=True)]
    heads = [
        head if any(column) else "" for head, column in zip(_HEADS, columns, strict=True)
    ]
    widths = [
        max(map(len, (head, *column))) for head, column in zip(heads, columns, strict=True)
    ]
    width = max(map(len, names), default=0)
    whole = width + sum(_GAP + each for each in widths if each)
    if has_felt := whole <= room:
        room = whole
    else:
        *widths, last = widths
        whole -= _GAP + last
    width -= max(0, whole - room)
    lines = []
    bar_columns = max((plot.cell_len for plot in bars), default=0)
    names = _names(facts, width, is_ascii=is_ascii)
    for name, row, plot in zip(names, rows, bars, strict=True):
        name.pad_right(width - name.cell_len)
        line = name.append_text(_cells(row, widths, plot, bar_columns))
        line.rstrip()
        lines.append(line)
    head = _cells(heads, widths, Text(), bar_columns)
    return f"{'':{width}}{head}".rstrip(), lines, has_felt


def _cells(row: Sequence[str], widths: Sequence[int], plot: Text, bar_columns: int) -> Text:
    """Return the cells in columns, with a bar behind the time.

    Numbers are aligned at their right edge.
    """
    line = Text()
    for head, cell, width in zip(_HEADS, row, widths, strict=False):
        if width:
            side = "<" if head == _HEADS[-1] else ">"
            line.append(f"{'':{_GAP}}{cell:{side}{width}}", Role.QUIET.style)
        if head == _TIME and bar_columns:
            shown = plot.copy()
            shown.pad_right(bar_columns - shown.cell_len)
            line.append(" " * _GAP).append_text(shown)
    return line


def _time(facts: SessionFacts, index: int) -> str:
    bouts = [bout for bout in facts.bouts if bout.block == index]
    return format_clock(sum(bout.work_ms for bout in bouts)) if bouts else ""


def _effort(facts: SessionFacts, said: FeedbackRecord | None) -> str:
    if said is None or said.rpe is None or same_effort(facts) is not None:
        return ""
    return str(said.rpe)


def same_effort(facts: SessionFacts) -> int | None:
    """Return the effort of all drills, if every drill of several has the same."""
    efforts = {each.block: each.rpe for each in facts.feedback if each.rpe is not None}
    drills = len(facts.prescription.blocks)
    is_same = len(efforts) == drills > 1 and len(set(efforts.values())) == 1
    return efforts[0] if is_same else None


def _is_whole(block: Block, bouts: Sequence[BoutFacts], *, is_open_ended: bool) -> bool:
    """Return whether the words for the whole drill say everything about its sets."""
    if not bouts or is_open_ended or block.sets == 1 == len(bouts):
        return True
    planned: Mapping[tuple[int, object], int] = {
        (number, side): block.dose_of(side).reps
        for number in range(1, block.sets + 1)
        for side in block.sides_in(number)
    }
    found: Mapping[tuple[int, object], int] = {
        (bout.set, bout.side): bout.reps_done for bout in bouts
    }
    return len({bout.weight for bout in bouts}) == 1 and all(
        found.get(key, 0) >= reps for key, reps in planned.items()
    )


def _set_words(bout: BoutFacts, block: Block) -> str:
    """Return ``set 1, left: 8 of 10 reps, 8 kg, 0:40``."""
    side = f", {bout.side}" if bout.side else ""
    counted = f"{bout.reps_done} of {bout.reps_planned} {COUNTED[Unit(block.unit)]}"
    held = f", {bout.weight}" if bout.weight else ""
    return f"set {bout.set}{side}: {counted}{held}, {format_clock(bout.work_ms)}"


def _answers(said: FeedbackRecord, columns: int) -> Iterator[Text]:
    """Yield the answers about a drill that have no column; pain is told at the top."""
    rest = replace(said, rpe=None, where_pain=None, side=None, flags=())
    if _is_hurt(said):
        rest = replace(rest, pain=None)
    words = ", ".join(answer_words(rest))
    for row in wrapped(words, columns - len(_SET_IN)) if words else ():
        yield Text(f"{_SET_IN}{row}", Role.QUIET.style)
