"""Tables of past sessions, useful from 40 columns on."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table

from coach.model.history import SessionFacts, SessionStatus
from coach.model.record import EndedBy
from coach.model.terms import Unit
from coach.screen.tables import NARROW, table_of
from coach.screen.words import COUNTED
from coach.units import format_clock

STATUS_WORDS = {
    SessionStatus.COMPLETED: "done",
    SessionStatus.STOPPED: "stopped",
    SessionStatus.INTERRUPTED: "interrupted",
    SessionStatus.RUNNING: "running now",
}


def history_table(
    sessions: Sequence[SessionFacts], short: dict[str, str], columns: int
) -> Table:
    """Past sessions, the newest first."""
    is_narrow = columns < NARROW
    names = (
        ("id", "date", "session", "sets")
        if is_narrow
        else ("id", "date", "session", "work", "sets", "exhales", "")
    )
    table = table_of(*names)
    for facts in reversed(sessions):
        sets = f"{facts.sets_done}/{facts.sets_planned}"
        name = facts.prescription.name
        if is_narrow:
            ended = (
                ""
                if facts.status is SessionStatus.COMPLETED
                else STATUS_WORDS[facts.status]
            )
            table.add_row(
                short[facts.id],
                f"{facts.started_at:%d %b}",
                name,
                f"{sets} {ended}".rstrip(),
            )
        else:
            table.add_row(
                short[facts.id],
                f"{facts.started_at:%a %d %b %H:%M}",
                name,
                format_clock(facts.active_ms),
                sets,
                str(facts.exhales),
                STATUS_WORDS[facts.status],
            )
    return table


def session_table(facts: SessionFacts, columns: int) -> Table:
    """One session, set by set and side by side."""
    is_narrow = columns < NARROW
    names = (
        ("drill", "set", "done")
        if is_narrow
        else ("drill", "set", "side", "done", "work", "exhaling", "")
    )
    table = table_of(*names)
    for bout in facts.bouts:
        block = facts.prescription.blocks[bout.block]
        unit = COUNTED[Unit(block.unit)]
        done = f"{bout.cycles_done} of {bout.cycles_planned}"
        ended = "" if bout.ended_by is EndedBy.DONE else str(bout.ended_by)
        if is_narrow:
            side = f" {bout.side[0]}" if bout.side else ""
            table.add_row(block.name, f"{bout.set}{side}", f"{done} {ended}".rstrip())
        else:
            table.add_row(
                block.name,
                f"{bout.set} of {block.sets}",
                bout.side or "",
                f"{done} {unit}",
                format_clock(bout.work_ms),
                format_clock(bout.exhale_ms),
                ended,
            )
    return table
