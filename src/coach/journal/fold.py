"""Folding of records into the history: any order, any duplicates, same result. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import lru_cache

import msgspec

from coach.breath import slow_exhales_in_cycle
from coach.journal.latest_wins import (
    corrected,
    corrections_of,
    deleted_ids,
    session_changes,
)
from coach.journal.pain_lock_releases import (
    closed_locks,
    holding_answers,
    last_releases,
    times_of_answers,
)
from coach.journal.record_ids_and_order import order
from coach.model.prescription import Prescription
from coach.model.records import (
    AcknowledgedRecord,
    AnyRecord,
    CorrectedRecord,
    DiscardedRecord,
    EndedBy,
    FeedbackRecord,
    MorningAfterRecord,
    PausedRecord,
    PlanBegunRecord,
    PlanStoppedRecord,
    Record,
    ResumedRecord,
    SessionEndedRecord,
    SessionStartedRecord,
    SetFinishedRecord,
    TestResultRecord,
)
from coach.model.session_facts import (
    BoutFacts,
    History,
    SessionFacts,
    SessionStatus,
    Stop,
    WentTo,
    nothing_runs,
    sides_of,
)
from coach.model.terms import BoutKey

_RANK = {EndedBy.STOPPED: 0, EndedBy.SKIPPED: 1, EndedBy.DONE: 2}
_exhales = lru_cache(maxsize=1024)(slow_exhales_in_cycle)


class _Gathered(msgspec.Struct):
    """The records of one session."""

    starts: list[SessionStartedRecord] = msgspec.field(default_factory=list)
    sets: dict[BoutKey, list[SetFinishedRecord]] = msgspec.field(default_factory=dict)
    ends: list[SessionEndedRecord] = msgspec.field(default_factory=list)
    new_runs: list[ResumedRecord] = msgspec.field(default_factory=list)
    moves: list[ResumedRecord] = msgspec.field(default_factory=list)
    discards: list[DiscardedRecord] = msgspec.field(default_factory=list)
    feedback: list[FeedbackRecord] = msgspec.field(default_factory=list)
    stops: list[PausedRecord] = msgspec.field(default_factory=list)
    mornings: list[MorningAfterRecord] = msgspec.field(default_factory=list)
    last_at: datetime | None = None


_LISTS: dict[type[Record], str] = {
    SessionStartedRecord: "starts",
    SessionEndedRecord: "ends",
    ResumedRecord: "new_runs",
    DiscardedRecord: "discards",
    FeedbackRecord: "feedback",
    PausedRecord: "stops",
    MorningAfterRecord: "mornings",
}
"""Attribute of `_Gathered` for each type of record; sets and moves have their own code."""
_TEACHING = {"pain", "free"}
"""Reasons of pauses that the coaching rules use."""


def fold(
    records: Iterable[AnyRecord], is_running: Callable[[str], bool] = nothing_runs
) -> History:
    """Return the history that the records add up to.

    Args:
        records: in any order, duplicates allowed.
        is_running: returns whether a session without an end is still running.
    """
    known = _unite(records)
    deleted = deleted_ids(known.values())
    live = [record for id_, record in known.items() if id_ not in deleted]
    corrections = corrections_of(live)
    gathered: dict[str, _Gathered] = {}
    answers: list[AcknowledgedRecord] = []
    plans: list[PlanBegunRecord | PlanStoppedRecord] = []
    tests: list[TestResultRecord] = []
    for record in live:
        if record.id in corrections:
            record = corrected(record, corrections[record.id])  # noqa: PLW2901  from here on
        if isinstance(record, AcknowledgedRecord):
            answers.append(record)
        elif isinstance(record, PlanBegunRecord | PlanStoppedRecord):
            plans.append(record)
        elif isinstance(record, TestResultRecord):
            tests.append(record)
        else:
            _gather(record, gathered)
    sessions = sorted(
        (
            _facts(id_, of, corrections.get(id_, ()), is_running)
            for id_, of in gathered.items()
            if of.starts
        ),
        key=lambda facts: (facts.started_at, facts.id),
    )
    return History(
        sessions=tuple(facts for facts in sessions if facts.id not in deleted),
        deleted=tuple(facts for facts in sessions if facts.id in deleted),
        acknowledged=holding_answers(answers),
        acknowledged_at=times_of_answers(answers),
        locked=closed_locks(answers),
        cleared={
            text: (release.answer.partition(" ")[2], release.at)
            for text, release in last_releases(answers).items()
        },
        plan=_plan_of(sorted(plans, key=order)),
        tests=tuple(
            result
            for result in sorted(tests, key=lambda test: (test.at, test.id))
            if result.of_session not in deleted
        ),
        last_n=max((record.n for record in known.values()), default=0),
    )


def _plan_of(
    plans: Iterable[PlanBegunRecord | PlanStoppedRecord],
) -> PlanBegunRecord | None:
    """Return the current programme: the latest that was started and not stopped."""
    plan: PlanBegunRecord | None = None
    for record in plans:
        if isinstance(record, PlanBegunRecord):
            plan = record
        elif plan is not None and plan.plan == record.plan:
            plan = None
    return plan


def _unite(records: Iterable[AnyRecord]) -> dict[str, AnyRecord]:
    known: dict[str, AnyRecord] = {}
    for record in records:
        other = known.setdefault(record.id, record)
        if other is not record:
            known[record.id] = one_of(other, record)
    return known


def one_of(one: AnyRecord, other: AnyRecord) -> AnyRecord:
    """Return which of two records with the same id counts, in whichever order they come.

    They differ only if a copy was edited.
    """
    return one if one == other else min(one, other, key=msgspec.json.encode)


def _gather(record: AnyRecord, gathered: dict[str, _Gathered]) -> None:
    session: str | None = getattr(record, "session", None)
    if session is None:
        return
    of = gathered.get(session)
    if of is None:
        of = gathered[session] = _Gathered()
    if not _is_afterthought(record) and (of.last_at is None or of.last_at < record.at):
        of.last_at = record.at
    match record:
        case SetFinishedRecord():
            key = (record.block, record.set, record.side)
            of.sets.setdefault(key, []).append(record)
        case ResumedRecord(block=int(), set=int()):
            of.moves.append(record)
        case ResumedRecord(new_run=False):
            pass
        case PausedRecord() if record.reason not in _TEACHING:
            pass
        case _ if type(record) in _LISTS:
            getattr(of, _LISTS[type(record)]).append(record)
        case _:
            pass


def _is_afterthought(record: AnyRecord) -> bool:
    """Return whether a record was added later and does not continue a session."""
    return isinstance(record, MorningAfterRecord) or (
        isinstance(record, FeedbackRecord) and record.by_hand
    )


def _facts(
    session: str,
    of: _Gathered,
    corrections: Sequence[CorrectedRecord],
    is_running: Callable[[str], bool],
) -> SessionFacts:
    start = min(of.starts, key=order)
    end = max(of.ends, key=order, default=None)
    discard = max(of.discards, key=order, default=None)
    new_run = max(of.new_runs, key=order, default=None)
    changes = session_changes(corrections)
    if end and not (new_run and order(end) < order(new_run)):
        status = SessionStatus(end.status.value)
    else:
        status = SessionStatus.RUNNING if is_running(session) else SessionStatus.INTERRUPTED
    rpe, note = (end.rpe, end.note) if end else (None, None)
    return SessionFacts(
        id=session,
        device=start.device,
        started_at=changes.started_at or start.at,
        last_at=of.last_at or start.at,
        prescription=start.prescription,
        planned_ms=start.planned_ms,
        status=status,
        bouts=_bouts(of.sets, start.prescription),
        feedback=tuple(sorted(of.feedback, key=order)),
        stops=tuple(
            Stop(paused.block, paused.reason, paused.set)
            for paused in sorted(of.stops, key=order)
            if paused.block is not None
        ),
        morning=max(of.mornings, key=order, default=None),
        rpe=rpe if changes.rpe is msgspec.UNSET else changes.rpe,
        note=note if changes.note is msgspec.UNSET else changes.note,
        pain=changes.pain,
        felt=changes.felt,
        by_hand=start.by_hand,
        discarded=bool(discard and not (new_run and order(discard) < order(new_run))),
        went_to=_went_to(of),
    )


def _went_to(of: _Gathered) -> WentTo | None:
    """Return the place the runner last jumped to, and the bouts done or skipped since."""
    move = max(of.moves, key=order, default=None)
    if move is None or move.block is None or move.set is None:
        return None
    over = {EndedBy.DONE, EndedBy.SKIPPED}
    since = (
        key
        for key, attempts in of.sets.items()
        if any(a.ended_by in over and order(move) < order(a) for a in attempts)
    )
    places = sorted(since, key=lambda key: (key[0], key[1], str(key[2] or "")))
    return WentTo(move.block, move.set, move.side, tuple(places))


def _bouts(
    sets: dict[BoutKey, list[SetFinishedRecord]], prescription: Prescription
) -> tuple[BoutFacts, ...]:
    # Sides and exhales are counted once per block: a long journal has a million sets.
    sides = [sides_of(block) for block in prescription.blocks]
    exhales = [_exhales(block.phases) for block in prescription.blocks]
    number = len(sides)

    def place(key: BoutKey) -> tuple[int, int, int, str]:
        block, set_, side = key
        turns = sides[block] if 0 <= block < number else ()
        turn = turns.index(side) if side in turns else len(turns)
        return block, set_, turn, str(side or "")

    return tuple(
        _bout(key, sets[key], exhales[key[0]] if 0 <= key[0] < number else 0)
        for key in sorted(sets, key=place)
    )


def _bout(key: BoutKey, attempts: Sequence[SetFinishedRecord], exhales: int) -> BoutFacts:
    """Return the facts of a bout; ``exhales`` is the slow exhales per rep."""
    block, number, side = key
    if len(attempts) == 1:
        return _one_attempt(attempts[0], exhales)
    best = first = attempts[0]
    planned = work_ms = exhale_ms = paused_ms = 0
    ended_by = EndedBy.STOPPED
    for attempt in attempts:
        planned = max(planned, attempt.reps_planned)
        work_ms += attempt.work_ms
        exhale_ms += attempt.exhale_ms
        paused_ms += attempt.paused_ms
        if _RANK[attempt.ended_by] > _RANK[ended_by]:
            ended_by = attempt.ended_by
        if (attempt.reps_done, attempt.id) > (best.reps_done, best.id):
            best = attempt
        if (attempt.started_at, attempt.id) < (first.started_at, first.id):
            first = attempt
    return BoutFacts(
        block=block,
        set=number,
        side=side,
        drill=best.drill,
        reps_planned=planned,
        reps_done=best.reps_done,
        exhales=best.reps_done * exhales,
        work_ms=work_ms,
        exhale_ms=exhale_ms,
        paused_ms=paused_ms,
        started_at=first.started_at,
        ended_by=ended_by,
        weight=best.weight,
    )


def _one_attempt(done: SetFinishedRecord, exhales: int) -> BoutFacts:
    """Return the facts of a bout with one attempt: a fast path for almost every bout."""
    return BoutFacts(
        block=done.block,
        set=done.set,
        side=done.side,
        drill=done.drill,
        reps_planned=max(0, done.reps_planned),
        reps_done=done.reps_done,
        exhales=done.reps_done * exhales,
        work_ms=done.work_ms,
        exhale_ms=done.exhale_ms,
        paused_ms=done.paused_ms,
        started_at=done.started_at,
        ended_by=done.ended_by,
        weight=done.weight,
    )
