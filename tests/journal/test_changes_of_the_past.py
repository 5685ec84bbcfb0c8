"""Corrections, additions and taking them back, as the fold sees them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.strategies import prescriptions
from tests.journal.scribe import MORNING, Scribe, make_block, make_prescription

from coach.errors import CoachError
from coach.journal.fold import fold
from coach.journal.manual_records import Build, other_sets_done, whole_session
from coach.journal.record_ids_and_order import make_stamp
from coach.journal.record_json import decode, encode
from coach.journal.undo import ChangeKind, last_change, taking_back
from coach.model.prescription import Prescription
from coach.model.records import AnyRecord, CorrectedRecord, DeletedRecord, EndedBy
from coach.model.session_facts import History, SessionFacts, SessionStatus
from coach.model.terms import Side, Sides
from coach.timeline import length_ms

LATER = MORNING + timedelta(days=1)


class Desk:
    """A device whose runner corrects things; each command has one time."""

    def __init__(self, scribe: Scribe) -> None:
        self.scribe = scribe
        self.at = LATER

    def write(self, builds: Iterable[Build], at: datetime | None = None) -> None:
        self.at += timedelta(minutes=1)
        for build in builds:
            self.scribe.n += 1
            stamp = make_stamp(at or self.at, self.scribe.device, self.scribe.n)
            record: AnyRecord = build(stamp)  # type: ignore[assignment]  # each is a known type
            self.scribe.records.append(decode(encode(record)))

    def edit(self, target: str, **fields: object) -> None:
        self.write([lambda s: CorrectedRecord(**s.fields, target=target, fields=fields)])

    def delete(self, target: str) -> None:
        self.write([lambda s: DeletedRecord(**s.fields, target=target)])

    def set_sets(self, drill: str, number: int) -> None:
        self.write(other_sets_done(self.facts, self.records, drill, number))

    def undo(self) -> ChangeKind | None:
        change = last_change(self.records, self.scribe.device)
        if change is not None:
            self.write(taking_back(change))
        return change.kind if change else None

    @property
    def records(self) -> Sequence[AnyRecord]:
        return self.scribe.records

    @property
    def history(self) -> History:
        return fold(self.records)

    @property
    def facts(self) -> SessionFacts:
        return self.history.sessions[0]


@pytest.fixture
def desk() -> Desk:
    scribe = Scribe()
    plan = make_prescription(make_block(sets=3), make_block("clamshell", sides=Sides.EACH))
    session = scribe.start(plan)
    scribe.did(session, 1)
    scribe.did(session, 2, reps=3, ended_by=EndedBy.SKIPPED)
    scribe.did(session, 1, Side.LEFT, block=1)
    scribe.end(session, rpe=5)
    return Desk(scribe)


def test_sets_that_were_done_after_all_are_whole(desk: Desk) -> None:
    desk.set_sets("glute-bridge", 3)
    bridge, clamshell = desk.facts.drills
    assert (bridge.sets_done, clamshell.sets_done) == (3, 0)
    # What was measured stays; only what is missing of the prescribed time is added.
    assert bridge.work_ms == 3 * 8 * 7_000


def test_a_side_that_was_done_is_not_added_again(desk: Desk) -> None:
    desk.set_sets("clamshell", 1)
    left, right = [bout for bout in desk.facts.bouts if bout.block == 1]
    assert desk.facts.drills[1].sets_done == 1
    assert left.work_ms == right.work_ms == 8 * 7_000


def test_fewer_sets_take_the_last_ones_away(desk: Desk) -> None:
    desk.set_sets("glute-bridge", 3)
    desk.set_sets("glute-bridge", 1)
    assert desk.facts.done_sets == {(0, 1)}


def test_what_it_says_already_needs_no_record(desk: Desk) -> None:
    assert other_sets_done(desk.facts, desk.records, "glute-bridge", 1) == []


@pytest.mark.parametrize(
    ("drill", "number", "sentence"),
    [
        (
            "glute-bridge",
            4,
            "the plan has only 3 sets of 'glute-bridge', so the session can't have 4",
        ),
        ("plank", 1, "'plank' is not in that session"),
    ],
)
def test_sets_nobody_planned_are_refused(
    desk: Desk, drill: str, number: int, sentence: str
) -> None:
    with pytest.raises(CoachError, match=re.escape(sentence)):
        desk.set_sets(drill, number)


def test_undo_goes_back_one_change_at_a_time(desk: Desk) -> None:
    desk.edit(desk.facts.id, rpe=7, note="cold")
    desk.edit(desk.facts.id, rpe=8)
    assert (desk.facts.rpe, desk.facts.note) == (8, "cold")
    assert desk.undo() is ChangeKind.EDITED
    assert (desk.facts.rpe, desk.facts.note) == (7, "cold")
    assert desk.undo() is ChangeKind.EDITED
    assert (desk.facts.rpe, desk.facts.note) == (5, None)
    assert desk.undo() is None


def test_undo_brings_a_deleted_session_back_with_its_corrections(desk: Desk) -> None:
    before = desk.facts
    desk.edit(before.id, note="cold")
    desk.delete(before.id)
    assert desk.history.sessions == ()
    assert desk.undo() is ChangeKind.DELETED
    assert desk.facts.note == "cold"


def test_what_another_device_changed_is_not_taken_back(desk: Desk) -> None:
    desk.edit(desk.facts.id, rpe=7)
    phone = Scribe("phone1", at=LATER, n=100)
    phone.correct(desk.facts.id, rpe=9)
    desk.scribe.records += phone.records
    desk.scribe.n = 101
    assert desk.facts.rpe == 9
    assert desk.undo() is ChangeKind.EDITED
    assert desk.facts.rpe == 9
    assert desk.undo() is None


def test_sets_and_a_note_of_one_command_are_taken_back_together(desk: Desk) -> None:
    before = desk.facts
    builds = other_sets_done(before, desk.records, "glute-bridge", 3)
    note = {"note": "one more"}
    desk.write(
        [*builds, lambda s: CorrectedRecord(**s.fields, target=before.id, fields=note)]
    )
    assert desk.undo() is ChangeKind.EDITED
    assert msg(desk.facts) == msg(before)


def msg(facts: SessionFacts) -> tuple[object, ...]:
    """What counts of a session."""
    return facts.bouts, facts.rpe, facts.note, facts.pain, facts.felt, facts.status


ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("rpe"), st.integers(0, 10)),
        st.tuples(st.just("glute-bridge"), st.integers(0, 3)),
        st.tuples(st.just("clamshell"), st.integers(0, 2)),
    ),
    max_size=8,
)


@settings(deadline=None)
@given(ACTIONS)
def test_as_many_undos_as_changes_lead_back_to_the_beginning(
    actions: list[tuple[str, int]],
) -> None:
    scribe = Scribe()
    plan = make_prescription(make_block(sets=3), make_block("clamshell", sides=Sides.EACH))
    session = scribe.start(plan)
    scribe.did(session, 2)
    scribe.did(session, 1, Side.RIGHT, block=1, reps=5, ended_by=EndedBy.STOPPED)
    scribe.end(session)
    desk = Desk(scribe)
    states = [msg(desk.facts)]
    for name, value in actions:
        number = len(scribe.records)
        if name == "rpe":
            desk.edit(session, rpe=value)
        else:
            desk.set_sets(name, value)
        if len(scribe.records) > number:
            states.append(msg(desk.facts))
    while len(states) > 1:
        states.pop()
        desk.undo()
        assert msg(desk.facts) == states[-1]
    assert desk.undo() is None


@settings(deadline=None)
@given(
    prescriptions(self_paced=False),
    st.one_of(st.none(), st.integers(60_000, 3_600_000)),
)
def test_a_session_added_by_hand_is_whole(plan: Prescription, took_ms: int | None) -> None:
    scribe = Scribe()
    for at, build in whole_session(plan, "byhand0000", MORNING, took_ms=took_ms, note="x"):
        scribe.n += 1
        record = build(make_stamp(at, scribe.device, scribe.n))
        scribe.records.append(decode(encode(record)))
    (facts,) = fold(scribe.records).sessions
    assert facts.status is SessionStatus.COMPLETED
    assert facts.sets_done == facts.sets_planned
    assert (facts.started_at, facts.note, facts.by_hand) == (MORNING, "x", True)
    assert facts.active_ms <= (length_ms(plan) if took_ms is None else took_ms)
    assert facts.exhale_ms <= facts.active_ms
    desk = Desk(scribe)
    assert desk.undo() is ChangeKind.ADDED
    assert desk.history.sessions == ()
    assert desk.undo() is None


@settings(deadline=None)
@given(st.integers(0, 20))
def test_half_a_session_added_by_hand_is_none(cut: int) -> None:
    plan = make_prescription(make_block(sets=3), make_block("clamshell", sides=Sides.EACH))
    built = whole_session(plan, "byhand0000", MORNING)
    records = [
        decode(encode(build(make_stamp(at, "ab12cd", number))))
        for number, (at, build) in enumerate(built, start=1)
    ]
    whole = cut >= len(records)
    assert len(fold(records[:cut]).sessions) == whole
