"""The work done in each bout, which is counted once and reported when the bout ends."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from coach.event import SetFinished
from coach.model.prescription import Block
from coach.model.records import EndedBy
from coach.model.terms import Breath
from coach.timeline import Bout, Segment, Timeline


class _Tally(msgspec.Struct):
    """Work that was done in one bout and not reported yet."""

    reps_done: int = 0
    """Whole reps in the current attempt."""
    best_reps: int = 0
    """Whole reps in the best earlier attempt."""
    work_ms: int = 0
    exhale_ms: int = 0
    paused_ms: int = 0


class Ledger:
    """Counts work up to a position, in the order in which it is done."""

    def __init__(self, bouts: Sequence[Bout]) -> None:
        self._tallies = [_Tally() for _ in bouts]
        self.counted_ms = 0
        """Position up to which the work is counted."""

    def count(self, timeline: Timeline, to_ms: int) -> None:
        """Count the work from the last counted position to this one."""
        segments = timeline.segments
        index = timeline.index_at(self.counted_ms)
        while index < len(segments) and segments[index].at_ms < to_ms:
            segment = segments[index]
            if segment.is_work:
                self._add(timeline, segment, to_ms)
            index += 1
        self.counted_ms = max(self.counted_ms, to_ms)

    def _add(self, timeline: Timeline, segment: Segment, to_ms: int) -> None:
        tally = self._tallies[segment.bout]
        from_ms = self.counted_ms
        length_ms = min(segment.end_ms, to_ms) - max(segment.at_ms, from_ms)
        tally.work_ms += length_ms
        if segment.breath is Breath.EXHALE:
            tally.exhale_ms += length_ms
        block = timeline.block_of(segment)
        is_last_phase = segment.phase == len(block.phases) - 1
        if is_last_phase and from_ms < segment.end_ms <= to_ms:
            tally.reps_done = segment.rep or 0

    def add_pause(self, bout: int, paused_ms: int) -> None:
        """Add a pause to a bout."""
        self._tallies[bout].paused_ms += paused_ms

    def give_up(self, first: int, last: int) -> None:
        """Set the reps of a range of bouts to 0, and remember the best attempt at each."""
        for tally in self._tallies[first : last + 1]:
            tally.best_reps = max(tally.best_reps, tally.reps_done)
            tally.reps_done = 0

    def has_work(self, bout: int) -> bool:
        """Return whether work was done in a bout and not reported yet."""
        return self._tallies[bout].work_ms > 0

    def has_reps(self, bout: int) -> bool:
        """Return whether a whole rep was done in a bout and not reported yet."""
        tally = self._tallies[bout]
        return bool(tally.reps_done or tally.best_reps)

    def close(
        self, bout: Bout, block: Block, at_ms: int, late_ms: int, ended_by: EndedBy
    ) -> SetFinished:
        """Return the work of a bout as an event, and clear its count."""
        tally = self._tallies[bout.index]
        self._tallies[bout.index] = _Tally()
        return SetFinished(
            at_ms,
            late_ms,
            bout.index,
            bout.block,
            block.drill,
            bout.set,
            bout.side,
            bout.reps,
            max(tally.reps_done, tally.best_reps),
            tally.work_ms,
            tally.exhale_ms,
            tally.paused_ms,
            ended_by,
            None if block.weight is msgspec.UNSET else block.weight,
        )
