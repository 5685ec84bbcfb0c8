"""A position moved by commands. Knows no terminal, no file and no clock: ``now`` is told.

Times are milliseconds of any clock that never goes back. The timeline behind the
position is what was done, the one ahead is the plan; a command cuts the current
segment at the position and lays a new tail, so position and session time only grow.

    RUNNING --pause, gap--> PAUSED --resume, skip, back, repeat--> RUNNING
    RUNNING or PAUSED --the end, stop--> ENDED
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import chain, groupby

from msgspec import structs

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
    WentBack,
)
from coach.model.prescription import Block
from coach.model.records import EndedBy, EndStatus
from coach.player.position import Position, State
from coach.player.tail import (
    from_work_on,
    later_reps,
    of_later_bouts,
    unbegun,
    unfinished,
    wait_left_ms,
)
from coach.timeline import (
    RESTART_MS,
    Bout,
    Segment,
    SegmentKind,
    tail_from,
    wait_segments,
    work_segments,
)

JUST_STARTED_MS = 2_000
"""Going back this soon after the start of a set means the set before it."""


def _moved(bout: Bout, by_ms: int) -> int:
    """The length of a wait that is changed; getting into position takes some time."""
    least_ms = 0 if bout.wait is SegmentKind.REST else min(RESTART_MS, bout.wait_ms)
    return max(least_ms, bout.wait_ms + by_ms)


class Player(Position):
    """Plays one timeline; every method takes the current time and returns events."""

    def pause(
        self,
        now_ms: int,
        reason: PauseReason = PauseReason.RUNNER,
        about: int | None = None,
    ) -> list[Event]:
        """Stop the session clock; ``about`` is the block it is about, if another one."""
        events = self.advance(now_ms)
        if self.state is State.RUNNING:
            self._freeze(self.position_ms(now_ms), now_ms, reason)
            self._note_about(about)
            events.append(Paused(self._frozen_ms, 0, reason, self.pause_about))
        elif self.state is State.PAUSED and reason is PauseReason.PAIN:
            # That it hurts is worth telling also when it stands still already.
            self.pause_reason = reason
            self._note_about(about)
            events.append(Paused(self._frozen_ms, 0, reason, self.pause_about))
        return events

    def _note_about(self, block: int | None) -> None:
        is_current = block == self.timeline.at(self._frozen_ms).block
        self.pause_about = None if is_current else block

    def gap(self, alive_ms: int, now_ms: int, gap_ms: int) -> list[Event]:
        """Pause where the machine was last known to be awake."""
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
        """The runner is in position: five seconds, then the work."""
        events = self.advance(now_ms)
        if self.state is State.PAUSED:
            return events + self.resume(now_ms)
        if self.state is State.ENDED or not self.is_awaiting_ready:
            return events
        segment = self.current(now_ms)
        at_ms = self.position_ms(now_ms)
        self._ready.add(segment.bout)
        left_ms = min(wait_left_ms(self.timeline, at_ms), RESTART_MS)
        self._lay_wait(at_ms, segment, left_ms)
        events.append(RestChanged(at_ms, 0, left_ms))
        return events + self.advance(now_ms)

    def resume(self, now_ms: int) -> list[Event]:
        """Go on: five seconds, a cued inhale, then the interrupted rep from its start."""
        if self.state is not State.PAUSED:
            return []
        segment = self.current(now_ms)
        self._ready.add(segment.bout)
        events = self._thaw(now_ms)
        at_ms = self._frozen_ms
        bout = self.timeline.bouts[segment.bout]
        prescription = self.timeline.prescription
        if segment.is_work:
            last = max(bout.cycles, segment.rep or 1)
            tail = chain(
                wait_segments(prescription, bout, SegmentKind.RESTART, RESTART_MS),
                work_segments(prescription, bout, segment.rep or 1, last),
                of_later_bouts(self.timeline, bout.index, at_ms),
            )
            self._cut(at_ms, tail)
        elif wait_left_ms(self.timeline, at_ms) < RESTART_MS:
            self._lay_wait(at_ms, segment, RESTART_MS)
        return events + self.advance(now_ms)

    def skip(self, now_ms: int) -> list[Event]:
        """End the current waiting segment or, during work, this side's set."""
        self._ready.add(self.current(now_ms).bout)
        events = [*self._thaw(now_ms), *self.advance(now_ms)]
        if self.state is State.ENDED:
            return events
        segment = self.current(now_ms)
        at_ms = self.position_ms(now_ms)
        if segment.is_work:
            events += self._finish_early(at_ms, EndedBy.SKIPPED)
            self._cut(at_ms, of_later_bouts(self.timeline, segment.bout, at_ms))
        else:
            self._cut(at_ms, unbegun(self.timeline, at_ms))
        events.append(Skipped(at_ms, 0, segment.kind))
        return events + self.advance(now_ms)

    def leave_drill(self, now_ms: int) -> list[Event]:
        """Go past everything that is left of the current drill."""
        # Where it waits for the runner it would stand still again.
        self._ready.add(self.current(now_ms).bout)
        events = [*self._thaw(now_ms), *self.advance(now_ms)]
        if self.state is State.ENDED:
            return events
        at_ms = self.position_ms(now_ms)
        block = self.current(now_ms).block
        events += self._finish_early(at_ms, EndedBy.SKIPPED)
        later = (s for s in unfinished(self.timeline, at_ms) if s.block > block)
        self._cut(at_ms, later)
        events.append(Skipped(at_ms, 0, WHOLE_DRILL))
        return events + self.advance(now_ms)

    def leave_out(self, now_ms: int, blocks: Collection[int]) -> list[Event]:
        """Do no more of some drills; what is left of them is neither done nor skipped.

        A session that stands still goes on doing so. Where nothing else is left, it ends.
        """
        events = self.advance(now_ms)
        if self.state is State.ENDED:
            return events
        at_ms, current = self.position_ms(now_ms), self.current(now_ms)
        ahead = unfinished(self.timeline, at_ms)
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
        """Stand still for another reason than before; there is nothing new to tell."""
        if self.state is State.PAUSED:
            self.pause_reason = reason

    def at_own_pace(self) -> None:
        """From here on each drill waits for the runner, and each set for its end."""
        waiting = [
            tuple(structs.replace(block, waits=True) for block in blocks)
            for blocks in (self._authored, self._blocks)
        ]
        self._authored = waiting[0]
        prescription = structs.replace(
            self.timeline.prescription, blocks=waiting[1], self_paced=True
        )
        self.timeline = replace(self.timeline, prescription=prescription)

    def end_set(self, now_ms: int) -> list[Event]:
        """End a self-paced set; the cycle in progress does not count."""
        events = self.advance(now_ms)
        segment = self.current(now_ms)
        is_open_ended = self.timeline.prescription.self_paced and segment.is_work
        if self.state is not State.RUNNING or not is_open_ended:
            return events
        at_ms = self.position_ms(now_ms)
        did_any = self._ledger.has_cycles(segment.bout)
        events += self._finish_early(at_ms, EndedBy.DONE if did_any else EndedBy.SKIPPED)
        self._cut(at_ms, of_later_bouts(self.timeline, segment.bout, at_ms))
        return events + self.advance(now_ms)

    def back(self, now_ms: int) -> list[Event]:
        """Restart the current set; right after its start, or before it, the one before."""
        events = self.advance(now_ms)
        if self.state is State.ENDED:
            return events
        segment = self.current(now_ms)
        into_ms = self.position_ms(now_ms) - self._work_began_ms(segment)
        # A set that goes on after a pause is still the current one while it restarts.
        is_begun = segment.is_work or self._is_open(segment)
        is_settled = is_begun and into_ms > JUST_STARTED_MS
        return events + self._restart(segment.bout - (0 if is_settled else 1), now_ms)

    def repeat(self, now_ms: int) -> list[Event]:
        """Restart the current set or, in a wait after one, the set just done."""
        events = self.advance(now_ms)
        if self.state is State.ENDED:
            return events
        segment = self.current(now_ms)
        is_begun = segment.is_work or segment.kind is SegmentKind.RESTART
        return events + self._restart(segment.bout - (0 if is_begun else 1), now_ms)

    def change_rest(self, now_ms: int, by_ms: int) -> list[Event]:
        """Make the current wait longer or shorter; during work the next, and all rests."""
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
        """Make the breaths of the current drill shorter or longer from the next rep on."""
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
        self.timeline = replace(self.timeline, prescription=prescription)
        tail = later_reps(self.timeline, current, at_ms)
        if tail:
            self._cut(tail[0].at_ms, tail)
        events.append(BreathChanged(at_ms, 0, drill, percent))
        return events + self.advance(now_ms)

    def stop(self, now_ms: int) -> list[Event]:
        """End the session here; what was done is told."""
        events = self.advance(now_ms)
        if self.state is State.ENDED:
            return events
        if self.state is State.PAUSED:
            self._count_pause(now_ms)
        at_ms = self.position_ms(now_ms)
        events += self._finish_early(at_ms, EndedBy.STOPPED)
        events.append(self._end(at_ms, 0, EndStatus.STOPPED))
        return events

    # The parts of commands

    @property
    def _blocks(self) -> tuple[Block, ...]:
        return self.timeline.prescription.blocks

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
        # The sets between the one gone back to and the current one are done again.
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
        """The bout, or one before it that is not left out; else the current one."""
        bouts = self.timeline.bouts
        before = (b for b in bouts[index::-1] if b.block not in self._left_out)
        return next(before, bouts[current])

    def _finish_early(self, at_ms: int, ended_by: EndedBy) -> Iterator[Event]:
        """Tell the work in progress; when stopping, also what going back left behind."""
        self._ledger.count(self.timeline, at_ms)
        for bout in self.timeline.bouts:
            is_current = bout is self._open
            is_left = ended_by is EndedBy.STOPPED and self._ledger.has_work(bout.index)
            if is_current or is_left:
                yield self._close(bout, at_ms, 0, ended_by)

    def _break_off(self, at_ms: int, blocks: Collection[int]) -> Iterator[Event]:
        """Tell what was begun of some drills."""
        self._ledger.count(self.timeline, at_ms)
        for bout in self.timeline.bouts:
            is_begun = bout is self._open or self._ledger.has_work(bout.index)
            if is_begun and bout.block in blocks:
                yield self._close(bout, at_ms, 0, EndedBy.STOPPED)

    def _change_later_waits(self, at_ms: int, segment: Segment, by_ms: int) -> list[Event]:
        """Change the next rest of the drill, else the wait after it, and what follows."""
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
        self.timeline = replace(timeline, bouts=bouts)
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
        """Put another wait in the place of the one that runs or begins at a position."""
        bout = self.timeline.bouts[segment.bout]
        wait = wait_segments(self.timeline.prescription, bout, segment.kind, wait_ms)
        self._cut(at_ms, chain(wait, from_work_on(self.timeline, at_ms)))

    def _work_began_ms(self, segment: Segment) -> int:
        """Where the running attempt at a bout began."""
        began = 0
        for candidate in self.timeline.segments[: self._next]:
            if (
                candidate.bout == segment.bout
                and candidate.rep == 1
                and candidate.phase == 0
            ):
                began = candidate.at_ms
        return began
