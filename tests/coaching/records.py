"""Sessions as records of a journal, for those who need files."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace
from tests.coaching.course import Course

from coach.journal.device import device_id, machine_fingerprint
from coach.journal.record_ids_and_order import make_stamp
from coach.journal.record_json import encode
from coach.model.records import (
    AnyRecord,
    EndStatus,
    PausedRecord,
    SessionEndedRecord,
    SessionStartedRecord,
    SetFinishedRecord,
    TestResultRecord,
)
from coach.model.session_facts import SessionFacts
from coach.paths import find_paths

Step = tuple[str, Mapping[str, Any], float]
"""What is done, what is said of it, and the days until the next session."""


def write_course(course: Course, steps: Iterable[Step]) -> None:
    """Do sessions one after another, and have them in the journal of this device."""
    paths = find_paths(os.environ)
    device = device_id(paths.device_file, machine_fingerprint())
    paths.journal.mkdir(parents=True, exist_ok=True)
    with (paths.journal / f"{device}.jsonl").open("ab") as file:
        for number, (name, said, then_days) in enumerate(steps, start=1):
            course.do(name, said, then_days=then_days)
            found = records_of(course.sessions[-1], device, number * 100)
            file.writelines(encode(record) for record in found)


def make_result(
    left: int | None,
    right: int | None,
    *,
    at: datetime,
    measure: str = "reps",
    number: int = 1,
) -> TestResultRecord:
    """Return a result of the single-leg bridge test."""
    return TestResultRecord(
        id=f"a{number}",
        device="mine",
        n=number,
        at=at,
        format=1,
        of_session=f"s{number}",
        test="single-leg-bridge",
        measure=measure,
        left=left,
        right=right,
    )


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
            weight=bout.weight,
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
    if facts.morning is not None:
        morning = make_stamp(at + timedelta(days=1), device, number + 1)
        yield replace(facts.morning, **morning.fields, session=session)
