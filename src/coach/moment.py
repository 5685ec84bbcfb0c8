"""One instant of a session, by value: all a screen, a voice or a log needs to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from coach.event import PauseReason
from coach.model.prescription import Block
from coach.question.dialog import Dialog
from coach.timeline import Segment, Timeline


@dataclass(frozen=True, slots=True)
class Moment:
    """What is true now. ``position_ms`` is session time without pauses."""

    timeline: Timeline
    position_ms: int
    segment: Segment
    wall: datetime
    is_paused: bool = False
    is_ended: bool = False
    is_leaving: bool = False
    """The runner pressed stop once and is asked to confirm."""
    is_gap: bool = False
    """The pause came from the machine, not from the runner."""
    pause_reason: PauseReason | None = None
    pause_about: int | None = None
    """Number of the block that hurt, if it is over already."""
    stood_ms: int = 0
    """How long it has stood still."""
    is_awaiting_ready: bool = False
    """This wait goes on only when the runner says to be in position."""
    question: Dialog | None = None
    """What is asked now."""
    advice: tuple[str, ...] = ()
    """What to do now, after an answer."""

    @property
    def block(self) -> Block:
        """The drill that is done or comes next."""
        return self.timeline.block_of(self.segment)

    @property
    def left_ms(self) -> int:
        """Session time left."""
        return self.timeline.total_ms - self.position_ms

    @property
    def work_starts_ms(self) -> int:
        """Time until the next phase begins; 0 during work."""
        index = self.timeline.index_at(self.position_ms)
        for segment in self.timeline.segments[index:]:
            if segment.is_work:
                return max(0, segment.at_ms - self.position_ms)
        return self.left_ms

    @property
    def reps_left(self) -> int:
        """Cycles of this bout that are not finished, the current one included."""
        bout = self.timeline.bouts[self.segment.bout]
        if self.segment.rep is None:
            return self._first_rep_ahead(bout.cycles)
        return max(1, bout.cycles - self.segment.rep + 1)

    @property
    def is_open_ended(self) -> bool:
        """The set goes on until the runner ends it."""
        return self.timeline.prescription.self_paced

    @property
    def shown_reps(self) -> int:
        """The big number: reps left, or in an open-ended set the current rep."""
        return (self.segment.rep or 1) if self.is_open_ended else self.reps_left

    def _first_rep_ahead(self, cycles: int) -> int:
        index = self.timeline.index_at(self.position_ms)
        for segment in self.timeline.segments[index:]:
            if segment.rep is not None:
                return max(1, cycles - segment.rep + 1)
        return cycles

    @property
    def next_block(self) -> Block | None:
        """The drill after this one, of those that are left to do."""
        index = self.timeline.index_at(self.position_ms)
        for segment in self.timeline.segments[index:]:
            if segment.block != self.segment.block:
                return self.timeline.block_of(segment)
        return None

    @property
    def is_last_bout_of_block(self) -> bool:
        """No other set or side of this drill follows."""
        bouts = self.timeline.bouts
        following = self.segment.bout + 1
        return following >= len(bouts) or bouts[following].block != self.segment.block

    @property
    def cue(self) -> str:
        """The one thing to think of in this set."""
        cues = self.block.cues
        return cues[(self.segment.set - 1) % len(cues)] if cues else ""
