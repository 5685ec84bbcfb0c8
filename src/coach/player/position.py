"""A position on a timeline, which time moves, and everything still ahead of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum, auto
from itertools import chain, dropwhile, takewhile

from msgspec import structs

from coach.event import (
    Event,
    Paused,
    PauseReason,
    Resumed,
    SegmentStarted,
    SessionEnded,
    SessionStarted,
)
from coach.model.records import EndedBy, EndStatus
from coach.model.weights import NO_LADDERS, Ladder
from coach.player.ledger import Ledger
from coach.timeline import (
    Bout,
    Segment,
    Timeline,
    is_wait_for_runner,
    lay_out,
    ready_to_work_ms,
    work_segments,
)


class State(Enum):
    """States of the session clock."""

    RUNNING = auto()
    PAUSED = auto()
    ENDED = auto()


class Position:
    """The position of a session; it moves with time, pauses and ends."""

    def __init__(
        self, timeline: Timeline, now_ms: int, weights: Mapping[str, Ladder] = NO_LADDERS
    ) -> None:
        self.timeline = timeline
        self.weights = weights
        """Weights with which a drill may be done, by drill id, the lightest first."""
        self.state = State.RUNNING
        self.pause_reason: PauseReason | None = None
        """Reason of the current pause; None while the clock runs."""
        self.pause_about: int | None = None
        """Index of the block that caused the pause, if it is not the current one."""
        self._origin_ms = now_ms
        self._frozen_ms = 0
        """Position while the clock does not run."""
        self._paused_at_ms = now_ms
        self._next = 0
        """Index of the first segment whose start has not been reported."""
        self._open: Bout | None = None
        """Bout whose work has started but not ended."""
        self._ledger = Ledger(timeline.bouts)
        self._authored = timeline.prescription.blocks
        """Blocks with the prescribed breath lengths."""
        self._ready: set[int] = set()
        """Indices of bouts for which the runner confirmed being in position."""
        self._left_out: set[int] = set()
        """Indices of blocks removed from the session."""
        self._skipped_into: int | None = None
        """Index of the bout to which the runner skipped within a drill."""
        self._is_announced = False

    # Reading the position

    def position_ms(self, now_ms: int) -> int:
        """Return the session time without pauses, from 0 to the timeline's end."""
        if self.state is State.RUNNING:
            return min(max(0, now_ms - self._origin_ms), self.timeline.total_ms)
        return self._frozen_ms

    def stood_ms(self, now_ms: int) -> int:
        """Return the length of the current pause so far; 0 while the clock runs."""
        return now_ms - self._paused_at_ms if self.state is State.PAUSED else 0

    def wait_ms(self, now_ms: int) -> int | None:
        """Return the time until the next event; None if there will be none."""
        if self.state is not State.RUNNING:
            return None
        due_ms = self._boundary_ms()
        hold_ms = self._hold_ms()
        if hold_ms is not None:
            due_ms = min(due_ms, hold_ms)
        return max(0, due_ms - (now_ms - self._origin_ms))

    def current(self, now_ms: int) -> Segment:
        """Return the segment at the position."""
        return self.timeline.at(self.position_ms(now_ms))

    def _boundary_ms(self) -> int:
        segments = self.timeline.segments
        if self._next < len(segments):
            return segments[self._next].at_ms
        return self.timeline.total_ms

    @property
    def is_awaiting_ready(self) -> bool:
        """Return whether this wait lasts until the runner is in position."""
        return self._hold_ms() is not None

    def _hold_ms(self) -> int | None:
        """Return the position at which the wait stops until the runner is in position."""
        if not self._next:
            return None
        segment = self.timeline.segments[self._next - 1]
        block = self.timeline.block_of(segment)
        is_held = (
            is_wait_for_runner(block, segment.kind) and segment.bout not in self._ready
        )
        following = self.timeline.segments[self._next : self._next + 1]
        if not is_held or any(each.bout != segment.bout for each in following):
            return None  # the runner went back from this wait
        work = next((s for s in self.timeline.segments[self._next :] if s.is_work), None)
        ends_ms = work.at_ms if work else self.timeline.total_ms
        # A wait that was cut short stops where it is, and never goes back.
        earliest_ms = max(segment.at_ms, self._ledger.counted_ms)
        return max(earliest_ms, ends_ms - ready_to_work_ms(block))

    # Moving with time

    def advance(self, now_ms: int) -> list[Event]:
        """Return all due events, each with its planned time and delay."""
        events: list[Event] = []
        if not self._is_announced:
            self._is_announced = True
            events.append(SessionStarted(0, 0, self.timeline.total_ms))
        while self.state is State.RUNNING:
            at_ms = self._boundary_ms()
            late_ms = now_ms - self._origin_ms - at_ms
            hold_ms = self._hold_ms()
            if hold_ms is not None and hold_ms < at_ms and late_ms + at_ms >= hold_ms:
                events.append(self._hold(hold_ms, now_ms))
                break
            if late_ms < 0:
                break
            self._ledger.count(self.timeline, at_ms)
            self._extend_self_paced(at_ms)
            events += self._cross(at_ms, late_ms)
        self._ledger.count(self.timeline, self.position_ms(now_ms))
        return events

    def _hold(self, at_ms: int, now_ms: int) -> Event:
        """Pause until the runner confirms being in position."""
        late_ms = now_ms - self._origin_ms - at_ms
        self._freeze(at_ms, now_ms - late_ms, PauseReason.READY)
        return Paused(at_ms, late_ms, PauseReason.READY)

    def _cross(self, at_ms: int, late_ms: int) -> Iterator[Event]:
        """Yield what ends and what starts at a boundary between segments."""
        segments = self.timeline.segments
        upcoming = segments[self._next] if self._next < len(segments) else None
        if self._open and (upcoming is None or upcoming.bout != self._open.index):
            yield self._close(self._open, at_ms, late_ms, EndedBy.DONE)
        if upcoming is None:
            yield self._end(at_ms, late_ms, EndStatus.COMPLETED)
            return
        if upcoming.is_work:
            self._open = self.timeline.bouts[upcoming.bout]
        self._next += 1
        yield SegmentStarted(at_ms, late_ms, upcoming)

    def _extend_self_paced(self, at_ms: int) -> None:
        """Add a rep where the planned reps of an open-ended set run out.

        A self-test ends there instead.
        """
        prescription, bout = self.timeline.prescription, self._open
        is_endless = prescription.self_paced and not prescription.is_test
        if not (is_endless and bout and self._next):
            return
        later = self.timeline.segments[self._next :]
        if later and later[0].bout == bout.index:
            return
        rep = (self.timeline.segments[self._next - 1].rep or 0) + 1
        more = work_segments(prescription, bout, rep, rep)
        self._cut(at_ms, chain(more, later))

    # Steps shared by the commands of `Player`

    def _freeze(self, at_ms: int, now_ms: int, reason: PauseReason) -> None:
        self._ledger.count(self.timeline, at_ms)
        self._frozen_ms, self._paused_at_ms = at_ms, now_ms
        self.state, self.pause_reason = State.PAUSED, reason

    def _thaw(self, now_ms: int) -> list[Event]:
        if self.state is not State.PAUSED:
            return []
        paused_ms = self._count_pause(now_ms)
        self._origin_ms = now_ms - self._frozen_ms
        self.state, self.pause_reason, self.pause_about = State.RUNNING, None, None
        return [Resumed(self._frozen_ms, 0, paused_ms)]

    def _count_pause(self, now_ms: int) -> int:
        paused_ms = max(0, now_ms - self._paused_at_ms)
        self._ledger.add_pause(self.timeline.at(self._frozen_ms).bout, paused_ms)
        return paused_ms

    def _close(self, bout: Bout, at_ms: int, late_ms: int, ended_by: EndedBy) -> Event:
        if bout is self._open:
            self._open = None
        block = self.timeline.prescription.blocks[bout.block]
        return self._ledger.close(bout, block, at_ms, late_ms, ended_by)

    def _end(self, at_ms: int, late_ms: int, status: EndStatus) -> Event:
        self._cut(at_ms, ())
        self._frozen_ms = at_ms
        self.state = State.ENDED
        return SessionEnded(at_ms, late_ms, status)

    def _cut(self, at_ms: int, tail: Iterable[Segment]) -> None:
        """Cut the timeline at a position and append other segments."""
        self.timeline = cut(self.timeline, at_ms, tail)
        # A session that ends at 0 ms keeps one empty segment.
        begun = sum(s.at_ms < at_ms or not s.duration_ms for s in self.timeline.segments)
        self._next = min(self._next, begun)


def current_and_later(timeline: Timeline, at_ms: int) -> tuple[Segment, ...]:
    """Return the current segment and all later ones."""
    return tuple(s for s in timeline.segments if s.end_ms > at_ms)


def unbegun(timeline: Timeline, at_ms: int) -> tuple[Segment, ...]:
    """Return the segments that have not started."""
    return tuple(s for s in timeline.segments if s.at_ms > at_ms)


def of_later_bouts(timeline: Timeline, bout: int, at_ms: int) -> tuple[Segment, ...]:
    """Return the unfinished segments of bouts after this one."""
    return tuple(s for s in current_and_later(timeline, at_ms) if s.bout > bout)


def from_work_on(timeline: Timeline, at_ms: int) -> tuple[Segment, ...]:
    """Return all segments from the current or next phase; empty if no work is left."""
    return tuple(dropwhile(lambda s: not s.is_work, current_and_later(timeline, at_ms)))


def wait_left_ms(timeline: Timeline, at_ms: int) -> int:
    """Return the time until the next phase, or the end; 0 within a phase."""
    waiting = takewhile(lambda s: not s.is_work, current_and_later(timeline, at_ms))
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
        for segment in dropwhile(is_current, current_and_later(timeline, at_ms))
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
        # A position needs at least one segment, even if it stopped at 0 ms.
        past = (structs.replace(timeline.segments[0], duration_ms=0),)
    return structs.replace(timeline, segments=past + laid)


def work_began_ms(before: Sequence[Segment], segment: Segment) -> int:
    """Return the position at which the current attempt at a segment's bout started.

    Args:
        before: the segments up to the position.
        segment: the current one.
    """
    began = (
        each.at_ms
        for each in reversed(before)
        if each.bout == segment.bout and each.rep == 1 and each.phase == 0
    )
    return next(began, 0)
