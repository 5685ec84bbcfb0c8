"""Totals of the finished sets in a session. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from coach.breath import slow_exhales_in_cycle
from coach.event import SetFinished
from coach.model.prescription import Prescription
from coach.model.records import EndedBy
from coach.model.session_facts import SessionFacts
from coach.model.terms import BoutKey


def has_done_anything(finished: Sequence[SetFinished]) -> bool:
    """Return whether at least one whole rep or breath was done."""
    return any(event.reps_done for event in finished)


def count_slow_exhales(prescription: Prescription, finished: Sequence[SetFinished]) -> int:
    """Return the slow exhales in the best attempt at each bout."""
    best: dict[BoutKey, int] = {}
    for event in finished:
        each = slow_exhales_in_cycle(prescription.blocks[event.block].phases)
        key = event.block, event.set, event.side
        best[key] = max(best.get(key, 0), each * event.reps_done)
    return sum(best.values())


def count_sets_done(prescription: Prescription, finished: Sequence[SetFinished]) -> int:
    """Return the number of distinct sets finished on all their sides."""
    done = {(e.block, e.set, e.side) for e in finished if e.ended_by is EndedBy.DONE}
    return sum(
        all((index, number, side) in done for side in block.sides_in(number))
        for index, block in enumerate(prescription.blocks)
        for number in range(1, block.sets + 1)
    )


def earlier_sets(facts: SessionFacts) -> tuple[SetFinished, ...]:
    """Return the work of earlier runs of a session as `SetFinished` events."""
    return tuple(
        SetFinished(
            0,
            0,
            index,
            bout.block,
            bout.drill,
            bout.set,
            bout.side,
            bout.reps_planned,
            bout.reps_done,
            bout.work_ms,
            bout.exhale_ms,
            bout.paused_ms,
            bout.ended_by,
            bout.weight,
        )
        for index, bout in enumerate(facts.bouts)
        if 0 <= bout.block < len(facts.prescription.blocks)
    )
