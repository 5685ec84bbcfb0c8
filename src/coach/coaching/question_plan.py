"""The choice of drills after which to ask where they were felt. Pure.

Coach asks very little: about new drills, about changed drills, and in every third session.
It never asks more than a few questions, and no wait is longer than its question needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from msgspec.structs import replace

from coach.model.prescription import Block, Prescription
from coach.timeline import length_ms

SHORT_MS = 10 * 60_000
"""Sessions shorter than this count as short."""
MOST_IN_SHORT, MOST = 2, 4
FIRST_MEETINGS = 3
EVERY = 3
"""After the first sessions with a drill, coach asks in every third one."""
ANSWER_MS = 10_000
"""Shortest wait with a question."""


class Met(NamedTuple):
    """Earlier sessions with a drill."""

    times: int
    """Number of sessions with the drill, counted up to `FIRST_MEETINGS`."""
    since_asked: int
    """Number of sessions with the drill since its last question; all if never asked."""


def with_questions(
    prescription: Prescription, met: Mapping[str, Met], *, keeps_waits: bool = False
) -> Prescription:
    """Return the session with questions after some blocks, and with time for them.

    Args:
        prescription: the session.
        met: earlier sessions, by drill; a drill that is missing is new.
        keeps_waits: whether the runner set the length of waits.
    """
    blocks = prescription.blocks
    most = MOST_IN_SHORT if length_ms(prescription) < SHORT_MS else MOST
    # Coach asks about a drill that appears twice only after the second time.
    last = {block.drill: number for number, block in enumerate(blocks)}
    wanted = [n for n in last.values() if _is_wanted(blocks[n], met)]
    end = len(blocks) - 1
    # Of equally urgent drills, the last one: its answer takes no time of the session.
    wanted.sort(key=lambda n: (*_urgency(blocks[n], met), n != end))
    asked = set(wanted[:most])
    return replace(
        prescription,
        blocks=tuple(
            replace(
                block,
                asks=number in asked,
                change_ms=max(block.change_ms, ANSWER_MS)
                if number - 1 in asked and not keeps_waits
                else block.change_ms,
            )
            for number, block in enumerate(blocks)
        ),
    )


def _is_wanted(block: Block, met: Mapping[str, Met]) -> bool:
    before = met.get(block.drill)
    if before is None or block.rules:
        return True
    return before.times < FIRST_MEETINGS or before.since_asked >= EVERY - 1


def _urgency(block: Block, met: Mapping[str, Met]) -> tuple[bool, bool, int]:
    """Return a sort key: changed drills first, then new, then those unasked longest."""
    before = met.get(block.drill, Met(0, 0))
    return not block.rules, before.times >= FIRST_MEETINGS, -before.since_asked
