"""Candidates for spoken phrases, and the runs of segments they belong to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

import msgspec

from coach.model.prescription import Block
from coach.model.terms import Sides
from coach.timeline import Bout, Segment, SegmentKind, Timeline


class PhraseKind(StrEnum):
    """What a phrase is about; each can be switched off."""

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
    """One thing to say, in one of its wordings, wholly within a stretch of time."""

    kind: PhraseKind
    wordings: tuple[str, ...]
    """The best one first."""
    from_ms: int
    until_ms: int
    best_ms: int = 0
    """Not before this, as long as it can be over in time."""
    stretch: int
    """The same for wishes among which no text is said twice in a row."""
    settles: str = ""
    """What need not be said again after this."""
    unless: str = ""
    """Only where this is not settled."""
    needs: str = ""
    """Only where this is settled."""
    is_essential: bool = True
    """Wanted with closed eyes even by somebody who knows every drill."""


@dataclass(frozen=True, slots=True)
class SegmentRun:
    """Neighbouring segments of one kind that belong to one bout: a wait, or the work.

    A run that was cut short or laid anew by a key is read as it stands: what lies
    behind may differ from what was said, what lies ahead will be said.
    """

    timeline: Timeline
    segments: tuple[Segment, ...]
    previous: Segment | None
    """The last segment before it."""

    @property
    def first(self) -> Segment:
        """Where it begins."""
        return self.segments[0]

    @property
    def last(self) -> Segment:
        """Where it ends."""
        return self.segments[-1]

    @property
    def bout(self) -> Bout:
        """The work that it is, or leads to."""
        return self.timeline.bouts[self.first.bout]

    @property
    def block(self) -> Block:
        """The drill of that work."""
        return self.timeline.block_of(self.first)

    @property
    def is_self_paced(self) -> bool:
        """Nobody knows how many reps there will be."""
        return self.timeline.prescription.self_paced

    def changes_side(self, arrival: SegmentKind) -> bool:
        """Whether another side works than before, arriving by a wait of some kind."""
        if self.block.sides is not Sides.EACH:
            return False
        if arrival is not SegmentKind.REST:
            return True
        return self.timeline.bouts[self.bout.index - 1].side is not self.bout.side


def runs_of(timeline: Timeline) -> Iterator[SegmentRun]:
    """The waits and the work of a session, in order."""
    previous: Segment | None = None
    for _, group in groupby(timeline.segments, key=lambda each: (each.bout, each.kind)):
        run = SegmentRun(timeline, tuple(group), previous)
        yield run
        previous = run.last


def name_key(start_ms: int) -> str:
    """The name of the drill whose work starts there was said."""
    return f"name {start_ms}"


def side_key(start_ms: int) -> str:
    """The side whose work starts there was said."""
    return f"side {start_ms}"
