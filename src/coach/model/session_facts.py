"""What the journal adds up to: sessions as they really were. Pure values.

The journal folds its records into these; screens, exports and coaching read them.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from enum import StrEnum

import msgspec

from coach.model.days_and_weeks import day_of
from coach.model.prescription import Block, Prescription
from coach.model.records import EndedBy, FeedbackRecord, MorningAfterRecord, PlanBegunRecord
from coach.model.terms import BoutKey, Side, Sides


class SessionStatus(StrEnum):
    """How far a session came."""

    COMPLETED = "completed"
    STOPPED = "stopped"
    INTERRUPTED = "interrupted"
    """It has no end: killed, or the power went."""
    RUNNING = "running"


class BoutFacts(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The best of all attempts at one side of one set, and the time they took together."""

    block: int
    set: int
    side: Side | None
    drill: str
    cycles_planned: int
    cycles_done: int
    exhales: int
    """Slow exhales in the cycles done."""
    work_ms: int
    exhale_ms: int
    paused_ms: int
    started_at: datetime
    ended_by: EndedBy


class DrillFacts(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """All blocks of one drill in a session."""

    drill: str
    name: str
    sets_planned: int
    sets_done: int
    cycles_done: int
    """Both sides together."""
    exhales: int
    work_ms: int
    exhale_ms: int


class Stop(msgspec.Struct, frozen=True, gc=False):
    """The runner stood still for a reason that the coach learns from."""

    block: int
    reason: str
    """``pain`` or ``free``."""
    set: int | None = None
    """The set it was in, or led to; older programs did not write it down."""


class WentTo(msgspec.Struct, frozen=True, gc=False):
    """Where the runner chose to go on, by going back or by leaving a drill."""

    block: int
    set: int
    side: Side | None = None
    over_since: tuple[BoutKey, ...] = ()
    """What was done or skipped after that."""


class SessionFacts(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One session: what was planned, what was done."""

    id: str
    device: str
    started_at: datetime
    last_at: datetime
    """Time of its last record that is not a correction."""
    prescription: Prescription
    planned_ms: int
    status: SessionStatus
    bouts: tuple[BoutFacts, ...] = ()
    """Begun ones only, in the order of block, set and side."""
    feedback: tuple[FeedbackRecord, ...] = ()
    rpe: int | None = None
    note: str | None = None
    pain: int | None = None
    """0 to 10, said of the session as a whole."""
    felt: tuple[str, ...] | None = None
    """Where it was felt, said of the session as a whole."""
    stops: tuple[Stop, ...] = ()
    """Where it hurt or the breath did not come, in order."""
    morning: MorningAfterRecord | None = None
    """What was said on the day after."""
    by_hand: bool = False
    """Written down afterwards."""
    discarded: bool = False
    """The runner does not want to go on with it."""
    went_to: WentTo | None = None
    """Where the runner last went by choice; None if it was done in order."""

    @property
    def sets_planned(self) -> int:
        """Distinct sets; a set with two sides is one set."""
        return self.prescription.sets_planned

    @property
    def done_bouts(self) -> frozenset[BoutKey]:
        """Block, set and side of the work that is done."""
        return frozenset(
            (bout.block, bout.set, bout.side)
            for bout in self.bouts
            if bout.ended_by is EndedBy.DONE
        )

    @property
    def over_bouts(self) -> frozenset[BoutKey]:
        """Those, and what the runner skipped: nothing to come back to."""
        over = {EndedBy.DONE, EndedBy.SKIPPED}
        return frozenset(
            (bout.block, bout.set, bout.side)
            for bout in self.bouts
            if bout.ended_by in over
        )

    @property
    def done_sets(self) -> frozenset[tuple[int, int]]:
        """Block and number of each set that is done on all its sides."""
        done = self.done_bouts
        return frozenset(
            (index, number)
            for index, block in enumerate(self.prescription.blocks)
            for number in range(1, block.sets + 1)
            if all((index, number, side) in done for side in sides_of(block))
        )

    @property
    def sets_done(self) -> int:
        """Sets done on all their sides; never more than planned."""
        return len(self.done_sets)

    @property
    def active_ms(self) -> int:
        """Time at work, repeats included, waits and pauses not."""
        return sum(bout.work_ms for bout in self.bouts)

    @property
    def exhale_ms(self) -> int:
        """Time spent breathing out at work."""
        return sum(bout.exhale_ms for bout in self.bouts)

    @property
    def exhales(self) -> int:
        """Slow exhales."""
        return sum(bout.exhales for bout in self.bouts)

    @property
    def drills(self) -> tuple[DrillFacts, ...]:
        """The same by drill, in the order of the plan."""
        done_sets = self.done_sets
        by_drill: dict[str, list[int]] = {}
        for index, block in enumerate(self.prescription.blocks):
            by_drill.setdefault(block.drill, []).append(index)
        return tuple(
            self._drill(indices, sum(index in indices for index, _ in done_sets))
            for indices in by_drill.values()
        )

    def _drill(self, indices: list[int], sets_done: int) -> DrillFacts:
        blocks = [self.prescription.blocks[index] for index in indices]
        bouts = [bout for bout in self.bouts if bout.block in indices]
        return DrillFacts(
            drill=blocks[0].drill,
            name=blocks[0].name,
            sets_planned=sum(block.sets for block in blocks),
            sets_done=sets_done,
            cycles_done=sum(bout.cycles_done for bout in bouts),
            exhales=sum(bout.exhales for bout in bouts),
            work_ms=sum(bout.work_ms for bout in bouts),
            exhale_ms=sum(bout.exhale_ms for bout in bouts),
        )


class History(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Everything the journal says, deletions and corrections applied."""

    sessions: tuple[SessionFacts, ...] = ()
    """By start, the newest last."""
    deleted: tuple[SessionFacts, ...] = ()
    """Sessions that can be restored, by start."""
    acknowledged: dict[str, str] = {}
    """The answer that holds for each text that had to be read."""
    locked: dict[str, tuple[str, ...]] = {}
    """Ids of the answers that keep something locked, by text: what a release opens."""
    plan: PlanBegunRecord | None = None
    """The programme that is on."""
    last_n: int = 0
    """The highest counter of any device; what changes the past is written after it."""

    @property
    def last_first_side(self) -> Side | None:
        """The side the newest session began with; the next one begins with the other."""
        return self.sessions[-1].prescription.first_side if self.sessions else None


class RoutineDone(msgspec.Struct, frozen=True, gc=False):
    """A routine of which half or more was done in a session."""

    session: str
    routine: str
    at: datetime
    """When the session began, by the runner's own clock."""

    @property
    def day(self) -> date:
        """Of the runner's own clock."""
        return day_of(self.at)


def routines_done(facts: SessionFacts) -> list[RoutineDone]:
    """The routines of a session of which at least half of the sets were done."""
    planned: Counter[str] = Counter()
    done: Counter[str] = Counter()
    sets_of = Counter(block for block, _ in facts.done_sets)
    for index, block in enumerate(facts.prescription.blocks):
        routine = facts.prescription.routine or block.routine
        if routine is not None:
            planned[routine] += block.sets
            done[routine] += sets_of[index]
    return [
        RoutineDone(facts.id, routine, facts.started_at)
        for routine, sets in planned.items()
        if done[routine] and 2 * done[routine] >= sets
    ]


def sides_of(block: Block) -> tuple[Side | None, ...]:
    """The sides a set of this block is done on, the first one first."""
    if block.sides is Sides.EACH:
        return (block.first_side, block.first_side.other)
    return (None,)
