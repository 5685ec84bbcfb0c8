"""The part of a timeline ahead of a position, and its replacement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import dropwhile, takewhile

from msgspec import structs

from coach.timeline import Segment, Timeline, lay_out


def unfinished(timeline: Timeline, at_ms: int) -> tuple[Segment, ...]:
    """Return the current segment and all later ones."""
    return tuple(s for s in timeline.segments if s.end_ms > at_ms)


def unbegun(timeline: Timeline, at_ms: int) -> tuple[Segment, ...]:
    """Return the segments that have not started."""
    return tuple(s for s in timeline.segments if s.at_ms > at_ms)


def of_later_bouts(timeline: Timeline, bout: int, at_ms: int) -> tuple[Segment, ...]:
    """Return the unfinished segments of bouts after this one."""
    return tuple(s for s in unfinished(timeline, at_ms) if s.bout > bout)


def from_work_on(timeline: Timeline, at_ms: int) -> tuple[Segment, ...]:
    """Return all segments from the current or next phase; empty if no work is left."""
    return tuple(dropwhile(lambda s: not s.is_work, unfinished(timeline, at_ms)))


def wait_left_ms(timeline: Timeline, at_ms: int) -> int:
    """Return the time until the next phase, or the end; 0 within a phase."""
    waiting = takewhile(lambda s: not s.is_work, unfinished(timeline, at_ms))
    return sum(s.end_ms - max(s.at_ms, at_ms) for s in waiting)


def later_reps(timeline: Timeline, current: Segment, at_ms: int) -> tuple[Segment, ...]:
    """Return the segments from the next rep on, with the lengths in the timeline's plan.

    The current rep or wait, and waits right after it, are not included: they keep their
    length, progress bar and tone.
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
    """Return the timeline with the current segment cut and other segments appended."""
    laid = lay_out(tail, at_ms)
    past = tuple(
        s if s.end_ms <= at_ms else structs.replace(s, duration_ms=at_ms - s.at_ms)
        for s in timeline.segments
        if s.at_ms < at_ms
    )
    if not past and not laid:
        # Stopped at 0 ms: a position needs at least one segment.
        past = (structs.replace(timeline.segments[0], duration_ms=0),)
    return replace(timeline, segments=past + laid)
