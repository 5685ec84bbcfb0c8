"""Facts about sessions, as pure values.

The journal folds its records into them; screens, exports and coaching read them.
"""

# Annotations are not postponed: msgspec would compile each of them at every start.

from collections import Counter
from datetime import date, datetime
from enum import StrEnum

import msgspec

from coach.model.days_and_weeks import day_of
from coach.model.prescription import Block, Prescription
from coach.model.records import (
    EndedBy,
    FeedbackRecord,
    MorningAfterRecord,
    PlanBegunRecord,
    TestResultRecord,
)
from coach.model.terms import BoutKey, Side, Sides
from coach.model.weights import Weight


class SessionStatus(StrEnum):
    """Progress of a session."""

    COMPLETED = "completed"
    STOPPED = "stopped"
    INTERRUPTED = "interrupted"
    """The session has no end: the program was killed or the power failed."""
    RUNNING = "running"


class BoutFacts(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The best attempt at one side of one set, and the time of all attempts together."""

    block: int
    set: int
    side: Side | None
    drill: str
    reps_planned: int
    reps_done: int
    exhales: int
    """Number of slow exhales in the finished reps."""
    work_ms: int
    exhale_ms: int
    paused_ms: int
    started_at: datetime
    ended_by: EndedBy
    weight: Weight | None = None
    """Weight of the best attempt."""


class DrillFacts(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """All blocks of one drill in a session."""

    drill: str
    name: str
    sets_planned: int
    sets_done: int
    reps_done: int
    """Reps of both sides together."""
    exhales: int
    work_ms: int
    exhale_ms: int


class Stop(msgspec.Struct, frozen=True, gc=False):
    """A pause for a reason that the coaching rules use."""

    block: int
    reason: str
    """``pain`` or ``free``."""
    set: int | None = None
    """Current or following set; None in records of older versions."""


class WentTo(msgspec.Struct, frozen=True, gc=False):
    """The place where the runner continued after "back" or after leaving a drill."""

    block: int
    set: int
    side: Side | None = None
    over_since: tuple[BoutKey, ...] = ()
    """Bouts finished or skipped since then, by block, set and side."""


class SessionFacts(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One session: what was planned and what was done."""

    id: str
    device: str
    started_at: datetime
    last_at: datetime
    """Time of the last record that is not a correction."""
    prescription: Prescription
    planned_ms: int
    status: SessionStatus
    bouts: tuple[BoutFacts, ...] = ()
    """Started bouts, in the order of block, set and side."""
    feedback: tuple[FeedbackRecord, ...] = ()
    rpe: int | None = None
    note: str | None = None
    pain: int | None = None
    """Pain from 0 to 10 in the session as a whole."""
    felt: tuple[str, ...] | None = None
    """Places where the session as a whole was felt."""
    stops: tuple[Stop, ...] = ()
    """Pauses because of pain or free breathing, in order."""
    morning: MorningAfterRecord | None = None
    """Answers on the morning after."""
    by_hand: bool = False
    """Whether the session was entered afterwards."""
    discarded: bool = False
    """Whether the runner decided not to continue the session."""
    went_to: WentTo | None = None
    """Place the runner last jumped to; None if the order stayed the same."""

    @property
    def sets_planned(self) -> int:
        """Return the number of distinct sets; a set on two sides counts once."""
        return self.prescription.sets_planned

    @property
    def is_silent_test(self) -> bool:
        """Return whether this is a self-test without answers, stops or pain."""
        return self.prescription.is_test and not (self.feedback or self.stops or self.pain)

    @property
    def done_bouts(self) -> frozenset[BoutKey]:
        """Return block, set and side of each finished bout."""
        return frozenset(
            (bout.block, bout.set, bout.side)
            for bout in self.bouts
            if bout.ended_by is EndedBy.DONE
        )

    @property
    def over_bouts(self) -> frozenset[BoutKey]:
        """Return block, set and side of each finished or skipped bout."""
        over = {EndedBy.DONE, EndedBy.SKIPPED}
        return frozenset(
            (bout.block, bout.set, bout.side)
            for bout in self.bouts
            if bout.ended_by in over
        )

    @property
    def done_sets(self) -> frozenset[tuple[int, int]]:
        """Return block and number of each set finished on all its sides."""
        done = self.done_bouts
        return frozenset(
            (index, number)
            for index, block in enumerate(self.prescription.blocks)
            for number in range(1, block.sets + 1)
            if all((index, number, side) in done for side in block.sides_in(number))
        )

    @property
    def sets_done(self) -> int:
        """Return the number of sets finished on all sides, at most the planned number."""
        return len(self.done_sets)

    @property
    def active_ms(self) -> int:
        """Return the exercise time, including repeats but not waits and pauses."""
        return sum(bout.work_ms for bout in self.bouts)

    @property
    def exhale_ms(self) -> int:
        """Return the time spent breathing out during exercise."""
        return sum(bout.exhale_ms for bout in self.bouts)

    @property
    def exhales(self) -> int:
        """Return the number of slow exhales."""
        return sum(bout.exhales for bout in self.bouts)

    @property
    def drills(self) -> tuple[DrillFacts, ...]:
        """Return the facts of each drill, in the order of the plan."""
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
            reps_done=sum(bout.reps_done for bout in bouts),
            exhales=sum(bout.exhales for bout in bouts),
            work_ms=sum(bout.work_ms for bout in bouts),
            exhale_ms=sum(bout.exhale_ms for bout in bouts),
        )


class History(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The whole journal, with deletions and corrections applied."""

    sessions: tuple[SessionFacts, ...] = ()
    """Sessions by start, the newest last."""
    deleted: tuple[SessionFacts, ...] = ()
    """Deleted sessions, by start; they can be restored."""
    acknowledged: dict[str, str] = {}
    """Valid answer to each text that must be read."""
    acknowledged_at: dict[str, datetime] = {}
    """Time of the valid answer to each text."""
    locked: dict[str, tuple[str, ...]] = {}
    """Ids of the answers that lock something, by text; a release names them."""
    cleared: dict[str, tuple[str, datetime]] = {}
    """Session and time of the last *checked* for each text, even if locked again since."""
    plan: PlanBegunRecord | None = None
    """The current programme."""
    tests: tuple[TestResultRecord, ...] = ()
    """Results of self-tests, the newest last."""
    last_n: int = 0
    """Highest counter of any device; a change to the past gets a higher one."""


class RoutineDone(msgspec.Struct, frozen=True, gc=False):
    """A routine of which at least half was done in a session."""

    session: str
    routine: str
    at: datetime
    """Start of the session, on the runner's clock."""

    @property
    def day(self) -> date:
        """Return the day on the runner's clock."""
        return day_of(self.at)


def routines_done(facts: SessionFacts) -> list[RoutineDone]:
    """Return the routines of a session with at least half of their sets done."""
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
    """Return the sides of each set in a block, the first one first; None for both."""
    if block.sides is Sides.EACH:
        return (block.first_side, block.first_side.other)
    return (None,)


class Feeling(msgspec.Struct, frozen=True, kw_only=True):
    """Answers about the whole session; without any, the highest among its drills."""

    rpe: int | None = None
    """Effort from 0 to 10."""
    pain: int | None = None
    """Pain from 0 to 10."""
    felt: tuple[str, ...] = ()
    """Places where the session was felt."""
    notes: tuple[str, ...] = ()


def feeling_of(session: SessionFacts) -> Feeling:
    """Return the summary of a session's answers."""
    rpe = [said.rpe for said in session.feedback if said.rpe is not None]
    pain = [said.pain for said in session.feedback if said.pain is not None]
    places = [place for said in session.feedback for place in said.felt or ()]
    notes = [session.note, *(said.note for said in session.feedback)]
    return Feeling(
        rpe=max(rpe, default=None) if session.rpe is None else session.rpe,
        pain=max(pain, default=None) if session.pain is None else session.pain,
        felt=tuple(dict.fromkeys(places if session.felt is None else session.felt)),
        notes=tuple(note for note in notes if note),
    )


def is_hurt(session: SessionFacts) -> bool:
    """Return whether any answer or stop of a session reports pain."""
    return bool(feeling_of(session).pain) or any(
        stop.reason == "pain" for stop in session.stops
    )


def nothing_runs(session: str) -> bool:  # noqa: ARG001  asked about each session
    """Return False: for a reader of the past, no session is running."""
    return False
