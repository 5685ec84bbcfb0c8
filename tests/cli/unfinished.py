"""Writes sessions that were not brought to their end into the journal of this device."""

from __future__ import annotations

import os
from datetime import timedelta

from tests.builders import make_block, make_prescription

from coach.journal.device import device_id, machine_fingerprint
from coach.journal.record_ids_and_order import Stamp
from coach.journal.writer import JournalWriter
from coach.model.prescription import Prescription
from coach.model.records import (
    AcknowledgedRecord,
    EndedBy,
    EndStatus,
    SessionEndedRecord,
    SessionStartedRecord,
    SetFinishedRecord,
)
from coach.paths import Paths, find_paths
from coach.safety_text import SAFETY_TEXT
from coach.terminal.clock import SystemClock

TENTH = "exhale 0.1, inhale 0.1"


def quick_plan(name: str = "Pre-run activation", sets: int = 3) -> Prescription:
    """A tenth of a second for each phase: five sets of two drills in one second."""
    return make_prescription(
        make_block(cycle=TENTH, sets=sets, change_ms=0, rest_ms=100),
        make_block("bird-dog", cycle=TENTH, sets=2, change_ms=100, rest_ms=100),
        name=name,
        closes="Enjoy the run.",
    )


def paths() -> Paths:
    """Where this test's things are."""
    return find_paths(os.environ)


def this_device() -> str:
    """The id of this device, made if need be."""
    return device_id(paths().device_file, machine_fingerprint())


def write_session(  # everything a test may want to be different
    plan: Prescription | None = None,
    *,
    done: int = 3,
    minutes_ago: float = 12,
    ended: EndStatus | None = None,
    device: str | None = None,
    named: str = "",
) -> str:
    """Write a session that so many sets were done of; its id."""
    plan = plan or quick_plan()
    writer = JournalWriter(paths().journal, device or this_device())
    at = SystemClock().wall() - timedelta(minutes=minutes_ago)

    def started(stamp: Stamp) -> SessionStartedRecord:
        return SessionStartedRecord(
            **stamp.fields,
            session=named or stamp.new_session,
            planned_ms=5_000,
            prescription=plan,
        )

    session = writer.append(at, started).session
    places = [(i, n) for i, b in enumerate(plan.blocks) for n in range(1, b.sets + 1)]
    for block, number in places[:done]:

        def finished(
            stamp: Stamp, block: int = block, number: int = number
        ) -> SetFinishedRecord:
            return SetFinishedRecord(
                **stamp.fields,
                session=session,
                block=block,
                drill=plan.blocks[block].drill,
                set=number,
                side=None,
                reps_planned=2,
                reps_done=2,
                work_ms=60_000,
                exhale_ms=30_000,
                paused_ms=0,
                started_at=at,
                ended_by=EndedBy.DONE,
            )

        writer.append(at, finished)
    if ended is not None:
        writer.append(
            at,
            lambda stamp: SessionEndedRecord(
                **stamp.fields, session=session, status=ended, at_ms=5_000
            ),
        )
    return session


def answer_safety() -> None:
    """The question before the first session was answered."""
    JournalWriter(paths().journal, this_device()).append(
        SystemClock().wall(),
        lambda stamp: AcknowledgedRecord(**stamp.fields, text=SAFETY_TEXT, answer="no"),
    )
