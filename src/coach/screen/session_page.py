"""A past session on a terminal: a row for each drill, with its answers below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from msgspec.structs import replace
from rich.text import Text

from coach.model.places import place_words
from coach.model.session_facts import SessionFacts
from coach.model.terms import Unit
from coach.screen.even_lines import wrapped
from coach.screen.event_words import COUNTED, in_short
from coach.screen.history_tables import answer_words
from coach.screen.layout import line
from coach.screen.quick_table import NARROW
from coach.screen.roles import Role
from coach.screen.summary_page import done_texts
from coach.screen.week_cells import pain_mark
from coach.units import format_clock

if TYPE_CHECKING:
    from coach.event import SetFinished
    from coach.model.prescription import Block
    from coach.model.records import FeedbackRecord
    from coach.model.session_facts import BoutFacts

WIDEST = 90
"""Width of the longest row; a longer one is hard to read at one look."""
_SET_IN = "  "
_FELT_IN = "felt in"
_GAP = 2
_CLOCK, _EFFORT = 5, len("effort 10")
"""Columns for an exercise time and an effort."""


def can_show_by_drill(facts: SessionFacts) -> bool:
    """Return whether every set belongs to a planned drill."""
    number = len(facts.prescription.blocks)
    return bool(facts.bouts) and all(0 <= bout.block < number for bout in facts.bouts)


def drill_rows(facts: SessionFacts, columns: int, *, is_ascii: bool) -> Iterator[Text]:
    """Yield what was done of each drill, how long it took and how hard it was.

    Below a drill are its sets, if one was not complete, and the runner's answers.
    """
    room, is_narrow = min(columns, WIDEST), columns < NARROW
    plan = facts.prescription
    done = done_texts(plan, cast("Sequence[SetFinished]", facts.bouts))
    said = {each.block: each for each in facts.feedback}
    has_effort = any(each.rpe is not None for each in facts.feedback)
    has_effort = has_effort and not is_narrow and not same_effort(facts)
    felt = {
        each.block: ", ".join(map(place_words, each.felt))
        for each in facts.feedback
        if each.felt
    }
    felt_columns = _felt_columns(plan.blocks, done, felt, room, has_effort=has_effort)
    felt_columns = 0 if is_narrow else felt_columns
    right = _GAP + _CLOCK + (_GAP + _EFFORT if has_effort else 0)
    right = 0 if is_narrow else right
    if felt_columns:
        room -= felt_columns + _GAP
        # Near the names, so that a row is read together.
        room = min(room, _widest(plan.blocks, done) + right)
        yield Text(" " * (room + _GAP) + _FELT_IN, Role.QUIET.style)
    for index, (block, words) in enumerate(zip(plan.blocks, done, strict=True)):
        bouts = [bout for bout in facts.bouts if bout.block == index]
        work = format_clock(sum(bout.work_ms for bout in bouts)) if bouts else ""
        answer = said.get(index)
        if is_narrow and len(block.name) + _GAP + len(in_short(words.plain)) > room:
            yield Text(block.name)
            row = _left("", words, room)
        else:
            row = _left(block.name, words, room - right)
        if not is_narrow:
            row.append(f"{work:>{_GAP + _CLOCK}}", Role.QUIET.style)
        if answer is not None and answer.rpe is not None:
            effort = f"{_SET_IN}effort {answer.rpe}" if has_effort else ""
            row.append(effort, Role.QUIET.style)
        if felt_columns and index in felt:
            row.pad_right(room + _GAP - row.cell_len)
            row.append(felt[index], Role.QUIET.style)
        yield row
        if not _is_whole(block, bouts, is_open_ended=plan.self_paced):
            for each in bouts:
                yield Text(f"{_SET_IN}{_set_words(each, block)}", Role.QUIET.style)
        if answer is not None:
            below = replace(answer, felt=None) if felt_columns or is_narrow else answer
            yield from _answers(below, room, is_ascii=is_ascii)


def same_effort(facts: SessionFacts) -> int | None:
    """Return the effort of all drills, if it is the same for more than one."""
    efforts = [each.rpe for each in facts.feedback if each.rpe is not None]
    is_same = len(efforts) > 1 and len(set(efforts)) == 1
    return efforts[0] if is_same else None


def _felt_columns(
    blocks: Sequence[Block],
    done: Sequence[Text],
    felt: Mapping[int, str],
    room: int,
    *,
    has_effort: bool,
) -> int:
    """Return the width of the column for what was felt; 0 if it does not fit."""
    if not felt:
        return 0
    widest = max(map(len, (*felt.values(), _FELT_IN)))
    right = _GAP + _CLOCK + (_GAP + _EFFORT if has_effort else 0) + _GAP + widest
    return widest if _widest(blocks, done) + right <= room else 0


def _widest(blocks: Sequence[Block], done: Sequence[Text]) -> int:
    """Return the width of the longest name with what was done beside it."""
    return max(
        len(block.name) + _GAP + len(in_short(words.plain))
        for block, words in zip(blocks, done, strict=True)
    )


def _left(name: str, done: Text, columns: int) -> Text:
    done.plain = in_short(done.plain)
    (row,) = line(Text(name), done, columns).rows
    row = row.copy()
    row.pad_right(max(0, columns - row.cell_len))
    return row


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


def _answers(said: FeedbackRecord, columns: int, *, is_ascii: bool) -> Iterator[Text]:
    """Yield where a drill was felt, then its pain with a mark."""
    hurt = replace(said, rpe=None, felt=None, back=None, skipped=None)
    rest = replace(said, rpe=None, pain=None, where_pain=None, side=None, flags=())
    for each, role in ((rest, Role.QUIET), (hurt, Role.LOUD)):
        words = ", ".join(answer_words(each))
        mark = Text.assemble(pain_mark(is_ascii=is_ascii), " ") if each is hurt else Text()
        rows = wrapped(words, columns - len(_SET_IN) - mark.cell_len) if words else []
        for number, row in enumerate(rows):
            before = Text(" " * mark.cell_len) if number else mark
            yield Text.assemble(_SET_IN, before, (row, role.style))
