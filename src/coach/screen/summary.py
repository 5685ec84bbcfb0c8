"""What is said when a session is over: one line to enjoy, and what was done below it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from coach.breath import slow_exhales
from coach.event import SetFinished
from coach.model.history import sides_of
from coach.model.prescription import Block, Prescription
from coach.model.record import EndedBy, EndStatus
from coach.moment import Moment
from coach.screen.letters import big, width_of
from coach.screen.roles import Role
from coach.screen.words import counted
from coach.units import format_clock

_SCALES = {False: (1, 2), True: (2, 2)}


def headline(
    status: EndStatus, moment: Moment, finished: Sequence[SetFinished], *, is_kept: bool
) -> str:
    """How it ended: ``Done. 5:10, 46 slow exhales. Enjoy the run.``."""
    prescription = moment.timeline.prescription
    clock = format_clock(moment.position_ms)
    if status is EndStatus.COMPLETED:
        number = count_slow_exhales(prescription, finished)
        word = "slow exhale" if number == 1 else "slow exhales"
        breaths = f", {number} {word}" if number else ""
        return f"Done. {clock}{breaths}. {prescription.closes or ''}".rstrip()
    done = count_sets_done(prescription, finished)
    kept = " What you did is saved and counts." if is_kept else ""
    return f"Stopped after {done} of {prescription.sets_planned} sets, {clock}.{kept}"


def banner(status: EndStatus, columns: int, *, is_ascii: bool) -> list[Text]:
    """DONE in letters that are seen from the mat; nothing where they do not fit."""
    word = "DONE" if status is EndStatus.COMPLETED else "STOPPED"
    fitting = [s for s in _SCALES[is_ascii] if width_of(word, s) <= columns]
    if not fitting:
        return []
    role = Role.PROGRESS if status is EndStatus.COMPLETED else Role.QUIET
    return [Text(row, role.style) for row in big(word, fitting[-1], is_ascii=is_ascii)]


def done_table(prescription: Prescription, finished: Sequence[SetFinished]) -> Table:
    """Drill by drill: sets and reps as they were done."""
    table = Table.grid(padding=(0, 2))
    table.add_column(overflow="ellipsis", no_wrap=True)
    table.add_column(no_wrap=True)
    for index, block in enumerate(prescription.blocks):
        ours = [event for event in finished if event.block == index]
        table.add_row(f"  {block.name}", _done(block, ours))
    return table


def _done(block: Block, events: Sequence[SetFinished]) -> Text:
    best: dict[tuple[int, object], int] = {}
    for event in events:
        key = event.set, event.side
        best[key] = max(best.get(key, 0), event.cycles_done)
    if not any(best.values()):
        return Text("not done", Role.QUIET.style)
    whole = {
        number
        for number in range(1, block.sets + 1)
        if all(best.get((number, side), 0) >= block.cycles for side in sides_of(block))
    }
    per_side = " a side" if len(sides_of(block)) > 1 else ""
    dose = f"{counted(block, block.cycles)}{per_side}"
    if len(whole) == block.sets:
        return Text(f"{block.sets} x {dose}" if block.sets > 1 else dose)
    total = counted(block, sum(best.values()))
    return Text(f"{len(whole)} of {block.sets} sets, {total} in all", Role.QUIET.style)


def count_slow_exhales(prescription: Prescription, finished: Sequence[SetFinished]) -> int:
    """Slow exhales of the best attempt at each piece of work."""
    best: dict[int, int] = {}
    for event in finished:
        each = slow_exhales(prescription.blocks[event.block].phases)
        best[event.bout] = max(best.get(event.bout, 0), each * event.cycles_done)
    return sum(best.values())


def count_sets_done(prescription: Prescription, finished: Sequence[SetFinished]) -> int:
    """Distinct sets that were done on all their sides."""
    done = {(e.block, e.set, e.side) for e in finished if e.ended_by is EndedBy.DONE}
    return sum(
        all((index, number, side) in done for side in sides_of(block))
        for index, block in enumerate(prescription.blocks)
        for number in range(1, block.sets + 1)
    )
