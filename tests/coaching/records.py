"""Sessions as records of a journal, for those who need files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from msgspec.structs import replace

from coach.journal.record_ids_and_order import make_stamp
from coach.model.records import (
    AnyRecord,
    EndStatus,
    PausedRecord,
    SessionEndedRecord,
    SessionStartedRecord,
    SetFinishedRecord,
)
from coach.model.session_facts import SessionFacts


def records_of(facts: SessionFacts, device: str, n: int) -> Iterator[AnyRecord]:
    """What a device would have written; its counter begins after ``n``."""
    at = facts.started_at
    stamp = make_stamp(at, device, n + 1)
    session = stamp.new_session
    yield SessionStartedRecord(
        **stamp.fields, session=session, planned_ms=0, prescription=facts.prescription
    )
    number = n + 1
    for bout in facts.bouts:
        number += 1
        yield SetFinishedRecord(
            **make_stamp(at, device, number).fields,
            session=session,
            block=bout.block,
            drill=bout.drill,
            set=bout.set,
            side=bout.side,
            reps_planned=bout.reps_planned,
            reps_done=bout.reps_done,
            work_ms=bout.work_ms,
            exhale_ms=bout.exhale_ms,
            paused_ms=0,
            started_at=at,
            ended_by=bout.ended_by,
        )
    for stop in facts.stops:
        number += 1
        yield PausedRecord(
            **make_stamp(at, device, number).fields,
            session=session,
            at_ms=0,
            reason=stop.reason,
            block=stop.block,
        )
    for said in facts.feedback:
        number += 1
        fields = make_stamp(at, device, number).fields
        yield replace(said, **fields, session=session)
    number += 1
    ended = make_stamp(at + timedelta(minutes=20), device, number)
    yield SessionEndedRecord(
        **ended.fields, session=session, status=EndStatus.COMPLETED, at_ms=1_200_000
    )
