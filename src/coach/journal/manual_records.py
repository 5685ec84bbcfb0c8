"""Records of sessions entered by hand and of corrected counts. Pure.

The functions return builders in the order to write them. In a whole session, the record
that makes the others count comes last, so that an incomplete session changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from coach.errors import CoachError
from coach.journal.latest_wins import deleted_ids
from coach.journal.record_ids_and_order import Stamp
from coach.model.prescription import Block, Prescription
from coach.model.records import (
    AnyRecord,
    CorrectedRecord,
    DeletedRecord,
    EndedBy,
    EndStatus,
    FeedbackRecord,
    Record,
    SessionEndedRecord,
    SessionStartedRecord,
    SetFinishedRecord,
)
from coach.model.session_facts import SessionFacts
from coach.model.terms import Breath, Side
from coach.text.count_of import count_of
from coach.timeline import plan_bouts

Build = Callable[[Stamp], Record]


def part_of(act: str, build: Build) -> Build:
    """Return a builder that makes the record part of an act; "" starts a new act."""

    def of_act(stamp: Stamp) -> Record:
        return replace(build(stamp), act=act or stamp.id)

    return of_act


def one_act(builds: Iterable[tuple[datetime, Build]]) -> list[tuple[datetime, Build]]:
    """Return the builders as one act, which has the id of its first record."""
    act = ""

    def of_act(build: Build) -> Build:
        def made(stamp: Stamp) -> Record:
            nonlocal act
            record = part_of(act, build)(stamp)
            act = record.act
            return record

        return made

    return [(at, of_act(build)) for at, build in builds]


def whole_session(
    prescription: Prescription,
    session: str,
    at: datetime,
    *,
    took_ms: int | None = None,
    note: str | None = None,
) -> list[tuple[datetime, Build]]:
    """Return the records of a session done as prescribed, each with its time.

    Args:
        prescription: everything that was done.
        session: a new id.
        at: when the session started.
        took_ms: how long it took; the exercise time is scaled to fit.
        note: the runner's note.
    """
    bouts = plan_bouts(prescription)
    blocks = prescription.blocks
    planned_ms = sum(b.wait_ms + b.reps * blocks[b.block].cycle_ms for b in bouts)
    whole_ms = planned_ms if took_ms is None else took_ms

    def scaled(ms: int) -> int:
        return ms * whole_ms // max(1, planned_ms)

    def when(ms: int) -> datetime:
        return at + timedelta(milliseconds=scaled(ms))

    builds: list[tuple[datetime, Build]] = []
    passed_ms = 0
    for bout in bouts:
        block = blocks[bout.block]
        passed_ms += bout.wait_ms
        began = when(passed_ms)
        work_ms = scaled(bout.reps * block.cycle_ms)
        exhale_ms = scaled(bout.reps * _exhale_ms(block))
        place = bout.block, bout.set, bout.side
        passed_ms += bout.reps * block.cycle_ms
        done = _done(session, block, place, began, work_ms, exhale_ms)
        builds.append((when(passed_ms), done))

    def end(stamp: Stamp) -> Record:
        return SessionEndedRecord(
            **stamp.fields,
            session=session,
            status=EndStatus.COMPLETED,
            at_ms=whole_ms,
            note=note,
        )

    def start(stamp: Stamp) -> Record:
        return SessionStartedRecord(
            **stamp.fields,
            session=session,
            planned_ms=planned_ms,
            prescription=prescription,
            by_hand=True,
        )

    return [*builds, (when(planned_ms), end), (at, start)]


def other_sets_done(
    facts: SessionFacts, records: Sequence[AnyRecord], drill: str, wanted: int
) -> list[Build]:
    """Return the records that set the number of finished sets of a drill.

    Sets are added from the first missing one, and removed from the last. Return an empty
    list if the number is already right.

    Raises:
        CoachError: if the drill is not part of the session, or the session has fewer sets
            of the drill.
    """
    blocks = facts.prescription.blocks
    sets = [
        (index, number)
        for index, block in enumerate(blocks)
        if block.drill == drill
        for number in range(1, block.sets + 1)
    ]
    if not sets:
        raise _not_part_of(facts, drill)
    if wanted > len(sets):
        raise CoachError(
            f"the plan has only {count_of(len(sets), 'set')} of '{drill}', "
            f"so the session can't have {wanted}",
            hint="add anything extra with `coach history add`",
        )
    done = [place for place in sets if place in facts.done_sets]
    missing = [place for place in sets if place not in facts.done_sets]
    if wanted >= len(done):
        return [b for place in missing[: wanted - len(done)] for b in _fill(facts, place)]
    gone = set(done[wanted:])
    no_longer = deleted_ids(records)
    return [
        _taking_away(record.id)
        for record in records
        if isinstance(record, SetFinishedRecord)
        and record.session == facts.id
        and record.id not in no_longer
        and (record.block, record.set) in gone
        and record.ended_by is EndedBy.DONE
    ]


def other_words(facts: SessionFacts, drill: str, fields: dict[str, Any]) -> list[Build]:
    """Return the builders of records with other answers about a drill, or with the first.

    Raises:
        CoachError: if the drill is not part of the session.
    """
    blocks = facts.prescription.blocks
    places = [index for index, block in enumerate(blocks) if block.drill == drill]
    if not places:
        raise _not_part_of(facts, drill)
    said = [said for said in facts.feedback if said.drill == drill]
    if not said:
        return [partial(_first_words, facts.id, places[-1], drill, fields)]
    builds: list[Build] = [partial(_other_fields, said[-1].id, fields)]
    if "flags" in fields:
        # Flags add up, so earlier answers must not bring back a flag that was removed.
        earlier = (each for each in said[:-1] if each.flags)
        builds += (partial(_other_fields, each.id, {"flags": []}) for each in earlier)
    return builds


def _first_words(
    session: str, block: int, drill: str, fields: dict[str, Any], stamp: Stamp
) -> FeedbackRecord:
    return FeedbackRecord(
        **stamp.fields, session=session, block=block, drill=drill, by_hand=True, **fields
    )


def _other_fields(target: str, fields: dict[str, Any], stamp: Stamp) -> CorrectedRecord:
    return CorrectedRecord(**stamp.fields, target=target, fields=fields)


def _not_part_of(facts: SessionFacts, drill: str) -> CoachError:
    there = ", ".join(dict.fromkeys(block.drill for block in facts.prescription.blocks))
    return CoachError(f"'{drill}' is not in that session", hint=f"use {there}")


def _fill(facts: SessionFacts, place: tuple[int, int]) -> list[Build]:
    """Return records for the unfinished sides of a set, with the missing time."""
    index, number = place
    block = facts.prescription.blocks[index]
    known = {(bout.block, bout.set, bout.side): bout for bout in facts.bouts}
    builds = []
    for side in block.sides_in(number):
        bout = known.get((index, number, side))
        if bout and bout.ended_by is EndedBy.DONE:
            continue
        reps = block.dose_of(side).reps
        work_ms, exhale_ms = reps * block.cycle_ms, reps * _exhale_ms(block)
        if bout:
            work_ms = max(0, work_ms - bout.work_ms)
            exhale_ms = max(0, exhale_ms - bout.exhale_ms)
        began = bout.started_at if bout else facts.last_at
        where = index, number, side
        builds.append(
            _done(facts.id, block, where, began, work_ms, exhale_ms, by_hand=True)
        )
    return builds


def _done(  # noqa: PLR0913, PLR0917  the fields of a record
    session: str,
    block: Block,
    place: tuple[int, int, Side | None],
    began: datetime,
    work_ms: int,
    exhale_ms: int,
    *,
    by_hand: bool = False,
) -> Build:
    def build(stamp: Stamp) -> Record:
        return SetFinishedRecord(
            **stamp.fields,
            session=session,
            block=place[0],
            drill=block.drill,
            set=place[1],
            side=place[2],
            reps_planned=block.dose_of(place[2]).reps,
            reps_done=block.dose_of(place[2]).reps,
            work_ms=work_ms,
            exhale_ms=exhale_ms,
            paused_ms=0,
            started_at=began,
            ended_by=EndedBy.DONE,
            weight=None if block.weight is UNSET else block.weight,
            by_hand=by_hand,
        )

    return build


def _taking_away(target: str) -> Build:
    return lambda stamp: DeletedRecord(**stamp.fields, target=target)


def _exhale_ms(block: Block) -> int:
    return sum(p.duration_ms for p in block.phases if p.breath is Breath.EXHALE)
