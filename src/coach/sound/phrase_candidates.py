"""Candidates for spoken phrases, and the runs of segments in which they are spoken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

import msgspec

from coach.model.prescription import Block
from coach.model.terms import Sides
from coach.timeline import Bout, Segment, SegmentKind, Timeline

WHOLE_QUESTIONS = 1
"""How often a question is spoken with its keys before its short form."""
NEW_DRILL = {SegmentKind.LEAD_IN, SegmentKind.CHANGE}
"""Waits before a drill's first set."""


class PhraseKind(StrEnum):
    """Subjects of phrases; each can be switched off."""

    NAME = "name"
    SIDE = "side"
    SETUP = "setup"
    CUE = "cue"
    BREATH = "breath"
    COUNT = "count"
    ASK = "ask"
    WAIT = "wait"
    NEXT = "next"
    DONE = "done"


class PhraseCandidate(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A phrase that may be spoken in one of several wordings, within a span of time."""

    kind: PhraseKind
    wordings: tuple[str, ...]
    """Wordings, the best first; a later one is used only if the earlier ones don't fit."""
    from_ms: int
    until_ms: int
    best_ms: int = 0
    """Best start; the phrase starts earlier only if it could not end in time."""
    passage: int
    """Key of a passage; within a passage, no text is said twice in a row."""
    settles: str = ""
    """Key that counts as said once this phrase has a place; empty for none."""
    unless: str = ""
    """Key that must not have been said yet; empty for no condition."""
    needs: str = ""
    """Key that must have been said before; empty for no condition."""
    room_for: tuple[str, ...] = ()
    """Texts that must still fit after the phrase in the same span."""
    spare_ms: int = 0
    """Silences between those texts."""
    then_ms: int = 0
    """Silence after the phrase, for an answer."""
    may_wait: bool = False
    """Whether the phrase may start late, as long as it ends in time."""
    is_essential: bool = True
    """Whether the phrase is also spoken at the level ``essential``."""


@dataclass(frozen=True, slots=True)
class SegmentRun:
    """Neighbouring segments of one kind in one bout: a wait, or the work.

    After a key cut a run short, only the present form is known, so its past part may differ
    from what was said.
    """

    timeline: Timeline
    segments: tuple[Segment, ...]
    previous: Segment | None
    """The last segment before the run."""

    @property
    def first(self) -> Segment:
        """Return the first segment."""
        return self.segments[0]

    @property
    def last(self) -> Segment:
        """Return the last segment."""
        return self.segments[-1]

    @property
    def breathes_ms(self) -> int:
        """Return where the cued inhale of a wait starts; without one, its end."""
        cued = (each.at_ms for each in self.segments if each.breath)
        return next(cued, self.last.end_ms)

    @property
    def bout(self) -> Bout:
        """Return the bout that the run belongs or leads to."""
        return self.timeline.bouts[self.first.bout]

    @property
    def block(self) -> Block:
        """Return the block of that bout."""
        return self.timeline.block_of(self.first)

    @property
    def is_self_paced(self) -> bool:
        """Return whether the number of reps is open."""
        return self.timeline.prescription.self_paced

    def changes_side(self, arrival: SegmentKind) -> bool:
        """Return whether the side changes after a wait of the given kind."""
        if self.block.sides is not Sides.EACH:
            return False
        if arrival is not SegmentKind.REST:
            return True
        return self.timeline.bouts[self.bout.index - 1].side is not self.bout.side


def runs_of(timeline: Timeline) -> Iterator[SegmentRun]:
    """Yield the waits and the work of a session, in order."""
    previous: Segment | None = None
    for _, group in groupby(timeline.segments, key=lambda each: (each.bout, each.kind)):
        run = SegmentRun(timeline, tuple(group), previous)
        yield run
        previous = run.last


def is_asked_whole(timeline: Timeline, block: int) -> bool:
    """Return whether the question about a block is the first one of a session."""
    before = sum(each.asks for each in timeline.prescription.blocks[:block])
    return before < WHOLE_QUESTIONS


def phrase_key(start_ms: int) -> str:
    """Return the key for the spoken name of the drill whose work starts at ``start_ms``."""
    return f"name {start_ms}"


def hold_key(start_ms: int) -> str:
    """Return the key for the words of the hold that starts at ``start_ms``."""
    return f"hold {start_ms}"


def cue_key(start_ms: int) -> str:
    """Return the key for the cue of the set whose work starts at ``start_ms``."""
    return f"cue {start_ms}"


def side_key(start_ms: int) -> str:
    """Return the key for the spoken side whose work starts at ``start_ms``."""
    return f"side {start_ms}"
