"""Which sessions can be gone on with, and why another one cannot. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from coach.breath import pace_block
from coach.errors import CoachError
from coach.model.prescription import Prescription
from coach.model.session_facts import SessionFacts, SessionStatus, sides_of
from coach.model.terms import BoutKey
from coach.question.reaction import left_out_after
from coach.timeline import plan_bouts

WITHIN = timedelta(hours=24)
"""Later than this after its last sign of life, a session is the past."""


def unfinished(
    sessions: Sequence[SessionFacts], device: str, now: datetime
) -> list[SessionFacts]:
    """This device's sessions that can be gone on with, the newest first.

    Interrupted and stopped ones of the last 24 hours, not discarded ones. One that was
    stopped when all was done has nothing left to offer.
    """
    found = [
        facts
        for facts in sessions
        if facts.device == device
        and facts.status in {SessionStatus.INTERRUPTED, SessionStatus.STOPPED}
        and abs(now - facts.last_at) <= WITHIN
        and not facts.discarded
        and can_be_played(facts.prescription)
        and (facts.status is SessionStatus.INTERRUPTED or is_something_left(facts))
    ]
    return sorted(found, key=lambda facts: (facts.last_at, facts.id), reverse=True)


def refuse_what_is_over(
    facts: SessionFacts, device: str, now: datetime, *, is_held: bool = False
) -> None:
    """Let only sessions pass that can be gone on with.

    Args:
        facts: the session that was named; it may be a discarded one.
        device: this one.
        now: the time of this device.
        is_held: the session's lock is our own.

    Raises:
        CoachError: if it is completed, runs, is too old or another device's.
    """
    name = f"session '{facts.id}'"
    again = f"`coach start {' '.join(facts.prescription.names)}` begins it anew"
    if facts.status is SessionStatus.COMPLETED:
        raise CoachError(f"{name} is completed: nothing is left to do", hint=again)
    if facts.device != device:
        raise CoachError(
            f"{name} was begun on another device", hint="go on there; what was done counts"
        )
    if facts.status is SessionStatus.RUNNING and not is_held:
        raise CoachError(
            f"{name} is running in another window",
            hint="go on there, or stop it there first",
        )
    last = f"{facts.last_at:%Y-%m-%d %H:%M}"
    if now - facts.last_at > WITHIN:
        raise CoachError(
            f"{name} was last done at {last}, more than 24 hours ago",
            hint=f"what was done counts; {again}",
        )
    if facts.last_at - now > WITHIN:
        raise CoachError(
            f"{name} was last done at {last}, which is still to come",
            hint="set the clock of this device",
        )
    if not can_be_played(facts.prescription):
        raise CoachError(
            f"{name} cannot be gone on with: its plan in the journal has no work in it",
            hint=f"what was done counts; {again}",
        )


def over_bouts(facts: SessionFacts) -> frozenset[BoutKey]:
    """What there is nothing to come back to: done, skipped, or left out after pain.

    Where the runner went back or left a drill, it goes on there: what lies before is over
    too, and what was done again after that.
    """
    blocks = facts.prescription.blocks
    left_out = left_out_after(blocks, facts.feedback)
    return _passed(facts) | {
        (number, set_, side)
        for number in left_out
        for set_ in range(1, blocks[number].sets + 1)
        for side in sides_of(blocks[number])
    }


def _passed(facts: SessionFacts) -> frozenset[BoutKey]:
    """What lies behind the place where the runner was."""
    place = facts.went_to
    order = [(b.block, b.set, b.side) for b in plan_bouts(facts.prescription)]
    here = None if place is None else (place.block, place.set, place.side)
    if place is None or here not in order:
        return facts.over_bouts
    return frozenset([*order[: order.index(here)], *place.over_since])


def is_something_left(facts: SessionFacts) -> bool:
    """Not all that was planned is over."""
    over = over_bouts(facts)
    return any(
        (number, set_, side) not in over
        for number, block in enumerate(facts.prescription.blocks)
        for set_ in range(1, block.sets + 1)
        for side in sides_of(block)
    )


def can_be_played(prescription: Prescription) -> bool:
    """Whether every drill has work in it; a journal may come from anywhere."""
    return bool(prescription.blocks) and all(
        block.phases
        and block.sets > 0
        and block.cycles > 0
        and block.flip > 0
        and all(phase.duration_ms > 0 for phase in block.phases)
        for block in prescription.blocks
    )


def for_going_on(
    prescription: Prescription, paces: Mapping[str, int], *, waits: bool
) -> Prescription:
    """The same plan in today's breath, without what is said only at the very start.

    Args:
        prescription: what was going to be done.
        paces: breath lengths in percent, by drill, as the runner likes them by now.
        waits: somebody is there to say when to begin, and how it felt.
    """
    blocks = tuple(
        pace_block(block, paces.get(block.drill, 100)) for block in prescription.blocks
    )
    if not waits:
        blocks = tuple(replace(block, waits=False, asks=False) for block in blocks)
    return replace(prescription, opens=None, blocks=blocks)
