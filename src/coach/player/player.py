"""The player of a timeline.

It has no terminal, files or clock: ``now`` is an argument.

Times are milliseconds of any monotonic clock. Segments before the position are what was
done; those after it are the plan. A command cuts the current segment at the position and
lays out new segments after it, so position and session time only grow.

    RUNNING --pause, gap--> PAUSED --resume, skip, back, repeat--> RUNNING
    RUNNING or PAUSED --the end, stop--> ENDED
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import chain, dropwhile, groupby

from msgspec import UNSET, structs

from coach.breath import LONGEST_PERCENT, SHORTEST_PERCENT, pace_block
from coach.event import (
    WHOLE_DRILL,
    BreathChanged,
    DrillLeftOut,
    Event,
    Gap,
    Paused,
    PauseReason,
    RestChanged,
    Skipped,
    WeightChanged,
    WentBack,
)
from coach.model.prescription import Block
from coach.model.records import EndedBy, EndStatus
from coach.model.weights import next_weight
from coach.player.position import (
    Position,
    State,
    current_and_later,
    from_work_on,
    later_reps,
    of_later_bouts,
    unbegun,
    wait_left_ms,
    work_began_ms,
)
from coach.timeline import (
    RESTART_MS,
    Bout,
    Segment,
    SegmentKind,
    is_wait_for_runner,
    ready_to_work_ms,
    tail_from,
    wait_segments,
    work_segments,
)

JUST_STARTED_MS = 2_000
"""Time after the start of a set during which "back" means the previous set."""


_BEFORE_A_DRILL = {SegmentKind.LEAD_IN, SegmentKind.CHANGE}
"""Waits in which the runner gets into position."""


def _moved(bout: Bout, by_ms: int) -> int:
    """Return the length of a changed wait, at least the time to get into position."""
    least_ms = 0 if bout.wait is SegmentKind.REST else min(RESTART_MS, bout.wait_ms)
    return max(least_ms, bout.wait_ms + by_ms)


class Player(Position):
    """Plays one timeline; each method takes the current time and returns events."""

    def pause(
        self,
        now_ms: int,
        reason: PauseReason = PauseReason.RUNNER,
        about: int | None = None,
    ) -> list[Event]:
        """Stop the session clock; ``about`` is the block that caused it, if another."""
        events = self.advance(now_ms)
        if self.state is State.RUNNING:
            self._freeze(self.position_ms(now_ms), now_ms, reason)
            self._note_about(about)
            events.append(Paused(self._frozen_ms, 0, reason, self.pause_about))
        elif self.state is State.PAUSED and reason is PauseReason.PAIN:
            # Pain is reported even if the session is paused already.
            self.pause_reason = reason
            self._note_about(about)
            events.append(Paused(self._frozen_ms, 0, reason, self.pause_about))
        return events

    def _note_about(self, block: int | None) -> None:
        is_current = block == self.timeline.at(self._frozen_ms).block
        self.pause_about = None if is_current else block

    def gap(self, alive_ms: int, now_ms: int, gap_ms: int) -> list[Event]:
        """Pause at the time at which the computer was last known to be awake."""
        if self.state is not State.RUNNING:
            return []
        last_told_ms = self.timeline.segments[self._next - 1].at_ms if self._next else 0
        at_ms = max(last_told_ms, min(self.position_ms(alive_ms), self._boundary_ms()))
        self._freeze(max(at_ms, self._ledger.counted_ms), now_ms, PauseReason.GAP)
        return [
            Gap(self._frozen_ms, 0, gap_ms),
            Paused(self._frozen_ms, 0, PauseReason.GAP),
        ]

    def ready(self, now_ms: int) -> list[Event]:
        """Confirm that the runner is in position: five seconds, then the first breath."""
        events = self.advance(now_ms)
        if self.state is State.PAUSED:
            return events + self.resume(now_ms)
        if self.state is State.ENDED or not self.is_awaiting_ready:
            return events
        segment = self.current(now_ms)
        at_ms = self.position_ms(now_ms)
        self._ready.add(segment.bout)
        block = self.timeline.block_of(segment)
        left_ms = min(wait_left_ms(self.timeline, at_ms), ready_to_work_ms(block))
        self._lay_wait(at_ms, segment, left_ms)
        events.append(RestChanged(at_ms, 0, left_ms))
        return events + self.advance(now_ms)

    def resume(self, now_ms: int, *, whole_wait: bool = False) -> list[Event]:
        """Continue: five seconds, a cued inhale, then the interrupted rep again.

        With ``whole_wait``, the time to get into position before a drill starts again.
        """
        if self.state is not State.PAUSED:
            return []
        segment = self.current(now_ms)
        block = self.timeline.block_of(segment)
        is_in_position = is_wait_for_runner(block, segment.kind)
        whole_wait = whole_wait and (is_in_position or segment.kind in _BEFORE_A_DRILL)
        if not whole_wait:
            self._ready.add(segment.bout)
        least_ms = ready_to_work_ms(block) if is_in_position else RESTART_MS
        events = self._thaw(now_ms)
        at_ms = self._frozen_ms
        bout = self.timeline.bouts[segment.bout]
        prescription = self.timeline.prescription
        if segment.is_work:
            last = max(bout.reps, segment.rep or 1)
            tail = chain(
                wait_segments(prescription, bout, SegmentKind.RESTART, RESTART_MS),
                work_segments(prescription, bout, segment.rep or 1, last),
                of_later_bouts(self.timeline, bout.index, at_ms),
            )
            self._cut(at_ms, tail)
        elif whole_wait:
            self._lay_wait(at_ms, segment, max(least_ms, bout.wait_ms))
        elif wait_left_ms(self.timeline, at_ms) < least_ms:
            self._lay_wait(at_ms, segment, least_ms)
        return events + self.advance(now_ms)

    def skip(self, now_ms: int, least_wait_ms: int = 0) -> list[Event]:
        """End the current wait or, during work, the set of this side.

        The wait for the next set of the same drill lasts at least ``least_wait_ms``.
        """
        self._ready.add(self.current(now_ms).bout)
        events = [*self._thaw(now_ms), *self.advance(now_ms)]
        if self.state is State.ENDED:
            return events
        segment = self.current(now_ms)
        at_ms = self.position_ms(now_ms)
        if segment.is_work:
            events += self._finish_early(at_ms, EndedBy.SKIPPED)
            self._cut(at_ms, self._after_skipping(segment, at_ms, least_wait_ms))
        else:
            self._cut(at_ms, unbegun(self.timeline, at_ms))
        events.append(Skipped(at_ms, 0, segment.kind))
        return events + self.advance(now_ms)

    def has_skipped_here(self, now_ms: int) -> bool:
        """Return whether this wait within a drill follows a set that was skipped."""
        segment = self.current(now_ms)
        return not segment.is_work and segment.bout == self._skipped_into

    def _after_skipping(
        self, segment: Segment, at_ms: int, least_wait_ms: int
    ) -> tuple[Segment, ...]:
        """Return what follows a skipped set, with time to hear what follows."""
        later = of_later_bouts(self.timeline, segment.bout, at_ms)
        if not later or later[0].block != segment.block:
            return later
        bout = self.timeline.bouts[later[0].bout]
        self._skipped_into = bout.index
        wait_ms = max(bout.wait_ms, least_wait_ms)
        wait = wait_segments(self.timeline.prescription, bout, bout.wait, wait_ms)
        return (*wait, *dropwhile(lambda each: not each.is_work, later))

    def leave_drill(self, now_ms: int, *, then_waits: bool = False) -> list[Event]:
        """Skip the rest of the current drill.

        With ``then_waits``, the next drill waits until the runner is in position.
        """
        # A wait for the runner would only pause again.
        self._ready.add(self.current(now_ms).bout)
        events = [*self._thaw(now_ms), *self.advance(now_ms)]
        if self.state is State.ENDED:
            return events
        at_ms = self.position_ms(now_ms)
        block = self.current(now_ms).block
        events += self._finish_early(at_ms, EndedBy.SKIPPED)
        later = [s for s in current_and_later(self.timeline, at_ms) if s.block > block]
        if later and then_waits:
            self._let_wait((later[0].block,))
        self._cut(at_ms, later)
        events.append(Skipped(at_ms, 0, WHOLE_DRILL))
        return events + self.advance(now_ms)

    def leave_out(self, now_ms: int, blocks: Collection[int]) -> list[Event]:
        """Remove the rest of some drills, which counts as neither done nor skipped.

        A paused session stays paused. If nothing else is left, the session ends.
        """
        events = self.advance(now_ms)
        if self.state is State.ENDED:
            return events
        at_ms, current = self.position_ms(now_ms), self.current(now_ms)
        ahead = current_and_later(self.timeline, at_ms)
        gone = tuple(sorted({s.block for s in ahead} & set(blocks)))
        if not gone:
            return events
        self._left_out.update(blocks)
        left = [s for s in ahead if s.block not in gone]
        if not left:
            return [*events, DrillLeftOut(at_ms, 0, gone), *self.stop(now_ms)]
        if current.block in gone:
            self._ready.add(current.bout)
            events += self._break_off(at_ms, gone)
            self._cut(at_ms, left)
        else:
            self._cut(current.end_ms, (s for s in left if s.at_ms > at_ms))
        events.append(DrillLeftOut(at_ms, 0, gone))
        return events + self.advance(now_ms)

    def stand_for(self, reason: PauseReason) -> None:
        """Change the reason of the current pause without an event."""
        if self.state is State.PAUSED:
            self.pause_reason = reason

    def at_own_pace(self) -> None:
        """Make the session self-paced: the runner starts each drill and ends each set."""
        self._let_wait(range(len(self._blocks)))
        prescription = structs.replace(self.timeline.prescription, self_paced=True)
        self.timeline = structs.replace(self.timeline, prescription=prescription)

    def end_set(self, now_ms: int) -> list[Event]:
        """End a self-paced set; the unfinished rep does not count.

        A test that ends before its first rep is over as well: that is its result.
        """
        events = self.advance(now_ms)
        segment = self.current(now_ms)
        is_open_ended = self.timeline.prescription.self_paced and segment.is_work
        if self.state is not State.RUNNING or not is_open_ended:
            return events
        at_ms = self.position_ms(now_ms)
        is_test = self.timeline.prescription.is_test
        is_done = is_test or self._ledger.has_reps(segment.bout)
        events += self._finish_early(at_ms, EndedBy.DONE if is_done else EndedBy.SKIPPED)
        self._cut(at_ms, of_later_bouts(self.timeline, segment.bout, at_ms))
        return events + self.advance(now_ms)

    def back(self, now_ms: int) -> list[Event]:
        """Restart the current set; just after its start or before it, the previous one."""
        events = self.advance(now_ms)
        if self.state is State.ENDED:
            return events
        segment = self.current(now_ms)
        began_ms = work_began_ms(self.timeline.segments[: self._next], segment)
        into_ms = self.position_ms(now_ms) - began_ms
        # During the restart after a pause, the interrupted set is still the current one.
        is_begun = segment.is_work or self._is_open(segment)
        is_settled = is_begun and into_ms > JUST_STARTED_MS
        return events + self._restart(segment.bout - (0 if is_settled else 1), now_ms)

    def repeat(self, now_ms: int) -> list[Event]:
        """Restart the current set or, in a wait after a set, the finished one."""
        events = self.advance(now_ms)
        if self.state is State.ENDED:
            return events
        segment = self.current(now_ms)
        is_begun = segment.is_work or segment.kind is SegmentKind.RESTART
        return events + self._restart(segment.bout - (0 if is_begun else 1), now_ms)

    def change_rest(self, now_ms: int, by_ms: int) -> list[Event]:
        """Change the length of the current wait; during work, of the next rests."""
        events = self.advance(now_ms)
        if self.state is State.ENDED:
            return events
        at_ms = self.position_ms(now_ms)
        segment = self.current(now_ms)
        if segment.is_work:
            events += self._change_later_waits(at_ms, segment, by_ms)
        else:
            left_ms = max(0, wait_left_ms(self.timeline, at_ms) + by_ms)
            self._lay_wait(at_ms, segment, left_ms)
            events.append(RestChanged(at_ms, 0, left_ms, segment.kind))
        return events + self.advance(now_ms)

    def change_breath(self, now_ms: int, by_percent: int) -> list[Event]:
        """Change the breath length of the current drill from the next rep."""
        events = self.advance(now_ms)
        if self.state is State.ENDED:
            return events
        at_ms = self.position_ms(now_ms)
        current = self.current(now_ms)
        drill = self.timeline.block_of(current).drill
        percent = self.timeline.block_of(current).pace + by_percent
        percent = max(SHORTEST_PERCENT, min(LONGEST_PERCENT, percent))
        blocks = tuple(
            pace_block(authored, percent) if authored.drill == drill else block
            for block, authored in zip(
                self.timeline.prescription.blocks, self._authored, strict=True
            )
        )
        prescription = structs.replace(self.timeline.prescription, blocks=blocks)
        self.timeline = structs.replace(self.timeline, prescription=prescription)
        tail = later_reps(self.timeline, current, at_ms)
        if tail:
            self._cut(tail[0].at_ms, tail)
        events.append(BreathChanged(at_ms, 0, drill, percent))
        return events + self.advance(now_ms)

    def change_weight(self, now_ms: int) -> list[Event]:
        """Choose the next weight for this wait's drill; after the heaviest, no weight."""
        events = self.advance(now_ms)
        if self.state is State.ENDED:
            return events
        segment = self.current(now_ms)
        block = self.timeline.block_of(segment)
        weights = self.weights.get(block.drill, ())
        if not weights or segment.is_work:
            return events  # a set has one weight
        now = None if block.weight is UNSET else block.weight
        taken = next_weight(now, weights)
        changed = UNSET if taken is None else taken
        blocks = tuple(
            structs.replace(each, weight=changed) if each.drill == block.drill else each
            for each in self._blocks
        )
        prescription = structs.replace(self.timeline.prescription, blocks=blocks)
        self.timeline = structs.replace(self.timeline, prescription=prescription)
        self._authored = tuple(
            structs.replace(each, weight=changed) if each.drill == block.drill else each
            for each in self._authored
        )
        events.append(WeightChanged(self.position_ms(now_ms), 0, block.drill, taken))
        return events

    def stop(self, now_ms: int) -> list[Event]:
        """End the session here; report the work done."""
        events = self.advance(now_ms)
        if self.state is State.ENDED:
            return events
        if self.state is State.PAUSED:
            self._count_pause(now_ms)
        at_ms = self.position_ms(now_ms)
        events += self._finish_early(at_ms, EndedBy.STOPPED)
        events.append(self._end(at_ms, 0, EndStatus.STOPPED))
        return events

    # Steps shared by several commands

    @property
    def _blocks(self) -> tuple[Block, ...]:
        return self.timeline.prescription.blocks

    def _let_wait(self, numbers: Collection[int]) -> None:
        """Let drills wait until the runner is in position."""
        authored, blocks = (
            tuple(
                structs.replace(each, waits=True) if at in numbers else each
                for at, each in enumerate(both)
            )
            for both in (self._authored, self._blocks)
        )
        self._authored = authored
        prescription = structs.replace(self.timeline.prescription, blocks=blocks)
        self.timeline = structs.replace(self.timeline, prescription=prescription)

    def _is_open(self, segment: Segment) -> bool:
        return self._open is not None and self._open.index == segment.bout

    def _restart(self, index: int, now_ms: int) -> list[Event]:
        segment = self.current(now_ms)
        events = self._thaw(now_ms)
        at_ms = self.position_ms(now_ms)
        bout = self._nearest_left(max(0, index), segment.bout)
        prescription = self.timeline.prescription
        self._open = None
        self._ledger.give_up(bout.index, segment.bout)
        # All sets from the one gone back to, up to the current one, are repeated.
        between = [
            each
            for each in self.timeline.bouts[bout.index + 1 : segment.bout + 1]
            if each.block not in self._left_out
        ]
        tail = chain(
            wait_segments(prescription, bout, SegmentKind.RESTART, RESTART_MS),
            work_segments(prescription, bout),
            tail_from(prescription, between, 0),
            of_later_bouts(self.timeline, segment.bout, at_ms),
        )
        self._cut(at_ms, tail)
        events.append(WentBack(at_ms, 0, bout.index))
        return events + self.advance(now_ms)

    def _nearest_left(self, index: int, current: int) -> Bout:
        """Return the bout, or the nearest earlier one not left out, or the current one."""
        bouts = self.timeline.bouts
        before = (b for b in bouts[index::-1] if b.block not in self._left_out)
        return next(before, bouts[current])

    def _finish_early(self, at_ms: int, ended_by: EndedBy) -> Iterator[Event]:
        """Yield the work in progress; on stop, also attempts that "back" gave up."""
        self._ledger.count(self.timeline, at_ms)
        for bout in self.timeline.bouts:
            is_current = bout is self._open
            is_left = ended_by is EndedBy.STOPPED and self._ledger.has_work(bout.index)
            if is_current or is_left:
                yield self._close(bout, at_ms, 0, ended_by)

    def _break_off(self, at_ms: int, blocks: Collection[int]) -> Iterator[Event]:
        """Yield the work of some drills that was started."""
        self._ledger.count(self.timeline, at_ms)
        for bout in self.timeline.bouts:
            is_begun = bout is self._open or self._ledger.has_work(bout.index)
            if is_begun and bout.block in blocks:
                yield self._close(bout, at_ms, 0, EndedBy.STOPPED)

    def _change_later_waits(self, at_ms: int, segment: Segment, by_ms: int) -> list[Event]:
        """Change the drill's next rest, or the wait after it, and all later ones."""
        timeline, prescription = self.timeline, self.timeline.prescription
        later = [
            bout
            for bout in timeline.bouts[segment.bout + 1 :]
            if bout.block not in self._left_out
        ]
        rests = (
            b for b in later if b.wait is SegmentKind.REST and b.block == segment.block
        )
        changes = (b for b in later if b.wait is SegmentKind.CHANGE)
        following = next(chain(rests, changes), None)
        if following is None:
            return []
        changed = {
            bout.index: structs.replace(bout, wait_ms=_moved(bout, by_ms))
            for bout in later
            if bout.index >= following.index
            and bout.wait in {SegmentKind.REST, following.wait}
        }
        bouts = tuple(changed.get(bout.index, bout) for bout in timeline.bouts)
        self.timeline = structs.replace(timeline, bouts=bouts)
        ahead = of_later_bouts(timeline, segment.bout, at_ms)
        tail: list[Segment] = []
        for index, group in groupby(ahead, key=lambda each: each.bout):
            own, bout = tuple(group), bouts[index]
            if index in changed:
                wait = wait_segments(prescription, bout, bout.wait, bout.wait_ms)
                own = (*wait, *(each for each in own if each.is_work))
            tail += own
        self._cut(ahead[0].at_ms, tail)
        wait_ms = changed[following.index].wait_ms
        return [RestChanged(at_ms, 0, wait_ms, following.wait, holds=True)]

    def _lay_wait(self, at_ms: int, segment: Segment, wait_ms: int) -> None:
        """Replace the wait that is running or starts at a position."""
        bout = self.timeline.bouts[segment.bout]
        wait = wait_segments(self.timeline.prescription, bout, segment.kind, wait_ms)
        self._cut(at_ms, chain(wait, from_work_on(self.timeline, at_ms)))
