"""The rest of an unfinished session, without drills that must no longer be done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from coach.errors import CoachError
from coach.journal.resumable import over_bouts, plan_to_resume
from coach.model.days_and_weeks import day_until_morning
from coach.model.left_out import (
    as_gentle_block,
    block_left_out_by,
    left_out_by,
    why_left_out,
)
from coach.timeline import compile_timeline

if TYPE_CHECKING:
    from coach.app.context import Context
    from coach.coaching.place_locks import PlaceLock
    from coach.model.prescription import Block
    from coach.model.session_facts import SessionFacts
    from coach.model.weights import Weight
    from coach.timeline import Timeline


def what_is_left(
    context: Context, facts: SessionFacts, now: datetime, *, waits: bool
) -> tuple[Timeline, list[str]]:
    """Return the rest of a session, and a line about each drill left out of it.

    Args:
        context: settings, drills and history.
        facts: the unfinished session.
        now: the time on this device.
        waits: whether someone can confirm positions and answer questions.

    Raises:
        CoachError: if nothing is left that may be done.
    """
    planned = plan_to_resume(facts.prescription, context.remembered.breath, waits=waits)
    held = {bout.block: bout.weight for bout in facts.bouts if bout.reps_done}
    blocks = tuple(
        _with_weight(_in_fitting_words(context, block), held.get(number))
        for number, block in enumerate(planned.blocks)
    )
    over = over_bouts(facts)
    locks = _locks(context, now)
    reasons = {
        number: _why_out(context, block, locks, now) for number, block in enumerate(blocks)
    }
    told: list[str] = []
    possible = False
    for number, block in enumerate(blocks):
        bouts = {(number, *turn) for turn in block.turns}
        if bouts <= over:
            continue
        if reasons[number]:
            told.append(f"{block.name}: left out. {reasons[number]}")
            over |= bouts
        else:
            possible = True
    if not possible:
        raise CoachError(
            f"there is nothing left to do in {facts.prescription.name} today",
            hint=" ".join(dict.fromkeys(filter(None, reasons.values()))) or None,
        )
    return compile_timeline(replace(planned, blocks=blocks), over), told


def _in_fitting_words(context: Context, block: Block) -> Block:
    entry = context.library.drills.get(block.drill)
    return as_gentle_block(block, entry.value, context.leaves_out) if entry else block


def _with_weight(block: Block, held: Weight | None) -> Block:
    """Return a drill with the weight used in its last set, if there was one."""
    return block if held is None else replace(block, weight=held)


def _locks(context: Context, now: datetime) -> tuple[PlaceLock, ...]:
    """Return the places that must not be loaded now."""
    from coach.app.session.todays_pick import pain_of

    found = pain_of(context, now)
    return (*found.locks.values(), *found.today.values())


def _why_out(
    context: Context, block: Block, locks: Iterable[PlaceLock], now: datetime
) -> str:
    """Return the reason why a drill must not be done now; empty if there is none."""
    from coach.model.loads import block_loads

    leaves_out = context.leaves_out
    entry = context.library.drills.get(block.drill)
    what = left_out_by(entry.value, leaves_out) if entry else None
    what = what or block_left_out_by(block, leaves_out)
    if what is not None:
        return why_left_out(what)
    loading = (lock for lock in locks if block_loads(block, lock.place))
    return next((lock.why(day_until_morning(now)) for lock in loading), "")
