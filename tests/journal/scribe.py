"""Writes records in memory as a device would, for tests of what they add up to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from coach.journal.record_ids_and_order import Stamp, make_stamp
from coach.model.prescription import Block, ExpectedFeel, PrescribedPhase, Prescription
from coach.model.records import (
    AnyRecord,
    CorrectedRecord,
    DeletedRecord,
    EndedBy,
    EndStatus,
    PausedRecord,
    RestoredRecord,
    ResumedRecord,
    SessionEndedRecord,
    SessionStartedRecord,
    SetFinishedRecord,
)
from coach.model.terms import Base, BodyPlace, Breath, Group, Side, Sides, Unit

MORNING = datetime(2026, 3, 1, 7, tzinfo=UTC)
PHASES = (
    PrescribedPhase("press and lift", Breath.EXHALE, 4_000),
    PrescribedPhase("lower slowly", Breath.INHALE, 3_000),
)


def make_block(
    drill: str = "glute-bridge", *, sides: Sides = Sides.BOTH, sets: int = 2
) -> Block:
    return Block(
        drill=drill,
        name=drill.replace("-", " ").capitalize(),
        group=Group.GLUTE_ACTIVATION,
        pattern="bridge",
        level=1,
        base=Base.SUPINE,
        unit=Unit.REPS,
        sides=sides,
        sets=sets,
        reps=8,
        phases=PHASES,
        change_ms=6_000,
        rest_ms=30_000,
        switch_ms=5_000,
        feel=ExpectedFeel(target=(BodyPlace.GLUTES,)),
    )


def make_prescription(*blocks: Block, first_side: Side = Side.LEFT) -> Prescription:
    return Prescription(
        name="Pre-run",
        names=("pre-run",),
        blocks=blocks or (make_block(),),
        first_side=first_side,
    )


class Scribe:
    """One device: each record a minute after the one before."""

    def __init__(self, device: str = "ab12cd", at: datetime = MORNING, n: int = 0) -> None:
        self.device = device
        self.at = at
        self.n = n
        self.records: list[AnyRecord] = []

    def stamp(self) -> Stamp:
        self.n += 1
        self.at += timedelta(minutes=1)
        return make_stamp(self.at, self.device, self.n)

    def start(self, prescription: Prescription | None = None) -> str:
        stamp = self.stamp()
        started = SessionStartedRecord(
            **stamp.fields,
            session=stamp.new_session,
            planned_ms=300_000,
            prescription=prescription or make_prescription(),
        )
        self.records.append(started)
        return started.session

    def did(
        self,
        session: str,
        number: int = 1,
        side: Side | None = None,
        *,
        block: int = 0,
        reps: int = 8,
        ended_by: EndedBy = EndedBy.DONE,
    ) -> SetFinishedRecord:
        stamp = self.stamp()
        finished = SetFinishedRecord(
            **stamp.fields,
            session=session,
            block=block,
            drill="glute-bridge",
            set=number,
            side=side,
            reps_planned=8,
            reps_done=reps,
            work_ms=7_000 * reps,
            exhale_ms=4_000 * reps,
            paused_ms=500,
            started_at=stamp.at - timedelta(seconds=50),
            ended_by=ended_by,
        )
        self.records.append(finished)
        return finished

    def pause(
        self, session: str, reason: str, block: int | None = None, number: int | None = None
    ) -> None:
        fields = self.stamp().fields
        self.records.append(
            PausedRecord(
                **fields,
                session=session,
                at_ms=0,
                reason=reason,
                block=block,
                set=number,
            )
        )

    def end(
        self, session: str, status: EndStatus = EndStatus.COMPLETED, rpe: int | None = None
    ) -> SessionEndedRecord:
        ended = SessionEndedRecord(
            **self.stamp().fields, session=session, status=status, at_ms=300_000, rpe=rpe
        )
        self.records.append(ended)
        return ended

    def resume(self, session: str) -> None:
        fields = self.stamp().fields
        self.records.append(
            ResumedRecord(**fields, session=session, at_ms=0, paused_ms=0, new_run=True)
        )

    def correct(self, target: str, **fields: Any) -> CorrectedRecord:  # noqa: ANN401  as in the record
        correction = CorrectedRecord(**self.stamp().fields, target=target, fields=fields)
        self.records.append(correction)
        return correction

    def delete(self, target: str) -> None:
        self.records.append(DeletedRecord(**self.stamp().fields, target=target))

    def restore(self, target: str) -> None:
        self.records.append(RestoredRecord(**self.stamp().fields, target=target))
