"""What lies ahead of a position on a timeline, and other segments put in its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import dropwhile, takewhile

from msgspec import structs

from coach.timeline import Segment, Timeline, lay_out


def unfinished(timeline: Timeline, at_ms: int) -> tuple[Segment, ...]:
    """The current segment and all after it."""
    return tuple(s for s in timeline.segments if s.end_ms > at_ms)


def unbegun(timeline: Timeline, at_ms: int) -> tuple[Segment, ...]:
    """The segments that have not begun."""
    return tuple(s for s in timeline.segments if s.at_ms > at_ms)


def of_later_bouts(timeline: Timeline, bout: int, at_ms: int) -> tuple[Segment, ...]:
    """What is unfinished and belongs to bouts after this one."""
    return tuple(s for s in unfinished(timeline, at_ms) if s.bout > bout)


def from_work_on(timeline: Timeline, at_ms: int) -> tuple[Segment, ...]:
    """Everything from the next phase on; nothing where no work is left."""
    return tuple(dropwhile(lambda s: not s.is_work, unfinished(timeline, at_ms)))


def wait_left_ms(timeline: Timeline, at_ms: int) -> int:
    """How long until the next phase, or the end; 0 within a phase."""
    waiting = takewhile(lambda s: not s.is_work, unfinished(timeline, at_ms))
    return sum(s.end_ms - max(s.at_ms, at_ms) for s in waiting)


def later_reps(timeline: Timeline, current: Segment, at_ms: int) -> tuple[Segment, ...]:
    """What follows this rep, or this wait, in the breaths of the prescription.

    What runs now keeps its breath, its bar and its tone.
    """

    def is_current(segment: Segment) -> bool:
        same = (segment.bout, segment.rep) == (current.bout, current.rep)
        return same or not segment.is_work

    blocks = timeline.prescription.blocks
    return tuple(
        segment
        if segment.phase is None
        else structs.replace(
            segment, duration_ms=blocks[segment.block].phases[segment.phase].duration_ms
        )
        for segment in dropwhile(is_current, unfinished(timeline, at_ms))
    )


def cut(timeline: Timeline, at_ms: int, tail: Iterable[Segment]) -> Timeline:
    """End the current segment at a position and lay other segments behind it."""
    laid = lay_out(tail, at_ms)
    past = tuple(
        s if s.end_ms <= at_ms else structs.replace(s, duration_ms=at_ms - s.at_ms)
        for s in timeline.segments
        if s.at_ms < at_ms
    )
    if not past and not laid:
        # Stopped before a millisecond has passed: a position needs a segment.
        past = (structs.replace(timeline.segments[0], duration_ms=0),)
    return replace(timeline, segments=past + laid)
