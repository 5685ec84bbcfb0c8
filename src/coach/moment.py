"""One instant of a session, by value: all that a screen, a voice or a log needs."""

from __future__ import annotations

from datetime import datetime

import msgspec

from coach.event import PauseReason
from coach.model.prescription import Block
from coach.model.terms import PainPlace
from coach.question.dialog import Dialog
from coach.timeline import Segment, Timeline


class Moment(msgspec.Struct, frozen=True):
    """The state of a session at one instant.

    ``position_ms`` is session time without pauses.
    """

    timeline: Timeline
    position_ms: int
    segment: Segment
    wall: datetime
    is_paused: bool = False
    is_ended: bool = False
    is_leaving: bool = False
    """Whether the runner pressed stop once and is asked to confirm."""
    is_gap: bool = False
    """Whether the computer caused the pause, not the runner."""
    pause_reason: PauseReason | None = None
    pause_about: int | None = None
    """Index of the block that hurt, if it is finished already."""
    stood_ms: int = 0
    """Length of the current pause so far."""
    is_awaiting_ready: bool = False
    """Whether this wait lasts until the runner confirms being in position."""
    has_more_to_hear: bool = False
    """Whether the main key lets the voice go on before it starts the work."""
    question: Dialog | None = None
    """The open question, if there is one."""
    sore: PainPlace | None = None
    """Place that hurt in an earlier drill of this session, and that this drill loads."""
    advice: tuple[str, ...] = ()
    """Sentences that tell the runner what to do after an answer, and in the
    wait after that."""

    @property
    def block(self) -> Block:
        """Return the current drill, or in a wait the next one."""
        return self.timeline.block_of(self.segment)

    @property
    def left_ms(self) -> int:
        """Return the remaining session time."""
        return self.timeline.total_ms - self.position_ms

    @property
    def work_starts_ms(self) -> int:
        """Return the time until the next phase starts; 0 during work."""
        index = self.timeline.index_at(self.position_ms)
        for segment in self.timeline.segments[index:]:
            if segment.is_work:
                return max(0, segment.at_ms - self.position_ms)
        return self.left_ms

    @property
    def reps_left(self) -> int:
        """Return the unfinished reps of this bout, the current one included."""
        bout = self.timeline.bouts[self.segment.bout]
        if self.segment.rep is None:
            return self._first_rep_ahead(bout.reps)
        return max(1, bout.reps - self.segment.rep + 1)

    @property
    def is_open_ended(self) -> bool:
        """Return whether the set lasts until the runner ends it."""
        return self.timeline.prescription.self_paced

    @property
    def shown_reps(self) -> int:
        """Return the big number: reps left or, in an open-ended set, the current rep."""
        return (self.segment.rep or 1) if self.is_open_ended else self.reps_left

    def _first_rep_ahead(self, reps: int) -> int:
        index = self.timeline.index_at(self.position_ms)
        for segment in self.timeline.segments[index:]:
            if segment.rep is not None:
                return max(1, reps - segment.rep + 1)
        return reps

    @property
    def next_block(self) -> Block | None:
        """Return the next drill that is still to be done; None if there is none."""
        index = self.timeline.index_at(self.position_ms)
        for segment in self.timeline.segments[index:]:
            if segment.block != self.segment.block:
                return self.timeline.block_of(segment)
        return None

    @property
    def is_last_bout_of_block(self) -> bool:
        """Return whether this is the last set and side of the drill."""
        bouts = self.timeline.bouts
        following = self.segment.bout + 1
        return following >= len(bouts) or bouts[following].block != self.segment.block

    @property
    def cue(self) -> str:
        """Return the cue for this set."""
        cues = self.block.cues
        return cues[(self.segment.set - 1) % len(cues)] if cues else ""

    @property
    def cue_sentence(self) -> str:
        """Return the cue as in ``Think: heels heavy.``; in a test, the cue alone."""
        is_test = isinstance(self.block.test, str)
        return f"{'' if is_test else 'Think: '}{self.cue}." if self.cue else ""
