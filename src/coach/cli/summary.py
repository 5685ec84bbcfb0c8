"""What is said when a session is over."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from coach.breath import slow_exhales
from coach.model.history import sides_of
from coach.model.record import EndedBy, EndStatus
from coach.screen.output import printing_console
from coach.units import format_clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.event import SetFinished
    from coach.model.prescription import Prescription
    from coach.session import Outcome


def print_summary(outcome: Outcome, session: str | None) -> None:
    """Two short lines; the session's id only if it was logged."""
    prescription = outcome.moment.timeline.prescription
    console = printing_console(sys.stdout)
    clock = format_clock(outcome.moment.position_ms)
    if outcome.status is EndStatus.COMPLETED:
        number = count_slow_exhales(prescription, outcome.finished)
        word = "slow exhale" if number == 1 else "slow exhales"
        breaths = f", {number} {word}" if number else ""
        console.print(f"Done. {clock}{breaths}. {prescription.closes or ''}".rstrip())
    else:
        done = count_sets_done(prescription, outcome.finished)
        kept = " What you did is saved and counts." if session else ""
        console.print(
            f"Stopped after {done} of {prescription.sets_planned} sets, {clock}.{kept}"
        )
    if session:
        console.print(f"See it again: coach history show {session[:4]}")


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
