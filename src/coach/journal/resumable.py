"""Sessions that can be resumed, and the reasons why others cannot. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from coach.breath import pace_block
from coach.errors import CoachError
from coach.model.prescription import Prescription
from coach.model.session_facts import SessionFacts, SessionStatus
from coach.model.terms import BoutKey
from coach.question.reaction import left_out_after
from coach.timeline import plan_bouts

WITHIN = timedelta(hours=24)
"""Time after its last record in which a session can be resumed."""


def unfinished(
    sessions: Sequence[SessionFacts], device: str, now: datetime
) -> list[SessionFacts]:
    """Return this device's resumable sessions, the newest first.

    These are sessions from the last 24 hours that can be played, were not discarded, and
    were interrupted or stopped with at least one unfinished set.
    """
    found = [
        facts
        for facts in sessions
        if facts.device == device
        and facts.status in {SessionStatus.INTERRUPTED, SessionStatus.STOPPED}
        and abs(now - facts.last_at) <= WITHIN
        and not facts.discarded
        and not any(block.test for block in facts.prescription.blocks)
        and can_be_played(facts.prescription)
        and (facts.status is SessionStatus.INTERRUPTED or is_something_left(facts))
    ]
    return sorted(found, key=lambda facts: (facts.last_at, facts.id), reverse=True)


def refuse_what_is_over(
    facts: SessionFacts, device: str, now: datetime, *, is_held: bool = False
) -> None:
    """Refuse a session that cannot be resumed.

    Args:
        facts: the chosen session; it may be a discarded one.
        device: id of this device.
        now: the time of this device.
        is_held: whether this process holds the session's lock.

    Raises:
        CoachError: if it is complete, running, from another device, older than 24 hours,
            dated ahead of the clock, or has a plan without sets.
    """
    name = f"session '{facts.id}'"
    again = f"use `coach start {' '.join(facts.prescription.names)}` for a new session"
    tests = [block.test for block in facts.prescription.blocks if block.test]
    if tests:
        raise CoachError(
            f"{name} is a test, and you can't continue a test later",
            hint=f"repeat the test with `coach test {tests[0]}`",
        )
    if facts.status is SessionStatus.COMPLETED:
        raise CoachError(f"{name} is complete, so there is nothing to continue", hint=again)
    if facts.status is SessionStatus.RUNNING and not is_held:
        raise CoachError(
            f"{name} is running in another window",
            hint="continue or stop the session there",
        )
    last = f"{facts.last_at:%Y-%m-%d %H:%M}"
    if now - facts.last_at > WITHIN:
        raise CoachError(
            f"{name} stopped at {last}, more than 24 hours ago",
            hint=f"the sets you finished still count; {again}",
        )
    if facts.last_at - now > WITHIN:
        raise CoachError(
            f"{name} stopped at {last}, which is in the future",
            hint="check this computer's clock",
        )
    if facts.device != device:
        raise CoachError(
            f"{name} was started on another computer",
            hint="continue the session there; the sets you finished still count",
        )
    if not can_be_played(facts.prescription):
        raise CoachError(
            f"{name} cannot be continued, because its plan in the journal is incomplete",
            hint=f"the sets you finished still count; {again}",
        )


def over_bouts(facts: SessionFacts) -> frozenset[BoutKey]:
    """Return the bouts not to be resumed: finished, skipped, or left out after pain.

    If the runner went back or left a drill, neither the bouts before that place nor those
    finished since are resumed.
    """
    blocks = facts.prescription.blocks
    left_out = left_out_after(blocks, facts.feedback)
    return _passed(facts) | {
        (number, set_, side) for number in left_out for set_, side in blocks[number].turns
    }


def _passed(facts: SessionFacts) -> frozenset[BoutKey]:
    """Return the bouts before the runner's place."""
    place = facts.went_to
    order = [(b.block, b.set, b.side) for b in plan_bouts(facts.prescription)]
    here = None if place is None else (place.block, place.set, place.side)
    if place is None or here not in order:
        return facts.over_bouts
    return frozenset([*order[: order.index(here)], *place.over_since])


def is_something_left(facts: SessionFacts) -> bool:
    """Return whether any planned set is unfinished."""
    over = over_bouts(facts)
    return any(
        (number, set_, side) not in over
        for number, block in enumerate(facts.prescription.blocks)
        for set_, side in block.turns
    )


def can_be_played(prescription: Prescription) -> bool:
    """Return whether every drill has work in it, as any plan made by coach has."""
    return bool(prescription.blocks) and all(
        block.phases
        and block.sets > 0
        and block.reps > 0
        and block.flip > 0
        and all(phase.duration_ms > 0 for phase in block.phases)
        for block in prescription.blocks
    )


def plan_to_resume(
    prescription: Prescription, paces: Mapping[str, int], *, waits: bool
) -> Prescription:
    """Return the plan for resuming: current breath lengths, no opening words.

    Args:
        prescription: what was planned.
        paces: preferred breath lengths in percent, by drill id.
        waits: whether somebody can confirm positions and answer questions.
    """
    blocks = tuple(
        pace_block(block, paces.get(block.drill, 100)) for block in prescription.blocks
    )
    if not waits:
        blocks = tuple(replace(block, waits=False, asks=False) for block in blocks)
    return replace(prescription, opens=None, blocks=blocks)
