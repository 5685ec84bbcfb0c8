"""One session as rows of the tables, and back."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from msgspec.structs import replace

from coach.model.days_and_weeks import day_of
from coach.model.prescription import Block, Prescription
from coach.model.records import EndedBy, PlanBegunRecord
from coach.model.session_facts import SessionFacts, SessionStatus, sides_of
from coach.model.terms import Side

OPEN = "open"
"""Status of a session without an end: whether it runs is asked when it is read."""

Row = tuple[Any, ...]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_NO_PLAN = Prescription(name="", names=(), blocks=())
_LARGEST = 2**50
_WITHOUT_END = {SessionStatus.INTERRUPTED, SessionStatus.RUNNING}

_encode = msgspec.json.Encoder().encode
_decode_facts = msgspec.json.Decoder(SessionFacts).decode
_decode_plan = msgspec.json.Decoder(Prescription).decode
_decode_begun = msgspec.json.Decoder(PlanBegunRecord).decode


def encode_plan(prescription: Prescription) -> str:
    """A plan as the tables have it."""
    return _encode(prescription).decode()


def decode_plan(body: str) -> Prescription:
    """A plan from the tables.

    Raises:
        msgspec.DecodeError: if it is damaged.
    """
    return _decode_plan(body)


def encode_begun(record: PlanBegunRecord) -> str:
    """The programme that is on as the tables have it."""
    return _encode(record).decode()


def decode_begun(body: str) -> PlanBegunRecord:
    """The programme that is on, from the tables.

    Raises:
        msgspec.DecodeError: if it is damaged.
    """
    return _decode_begun(body)


def microseconds(when: datetime) -> int:
    """Since 1970, UTC."""
    return (when - _EPOCH) // _MICROSECOND


def stored(number: int) -> int:
    """The nearest that SQLite can hold and add up: a journal may come from anywhere."""
    return max(-_LARGEST, min(number, _LARGEST))


@dataclass(slots=True)
class _Done:
    """What was done of one drill in a session; a long journal has half a million."""

    block: Block
    """The last one with a whole rep or breath."""
    best_cycles: int
    work_ms: int = 0
    exhale_ms: int = 0
    sets: int = 0


class SessionRows:
    """Rows of some sessions, by table."""

    def __init__(self) -> None:
        self.sessions: list[Row] = []
        self.drills: list[Row] = []
        self.groups: list[Row] = []

    def add(self, facts: SessionFacts, plan: int, *, is_deleted: bool) -> None:
        """Add one session; ``plan`` is the number of its prescription."""
        day = day_of(facts.started_at).isoformat()
        started_us = microseconds(facts.started_at)
        done_sets = _done_sets(facts)
        has_work = False
        active_ms = exhale_ms = exhales = 0
        for bout in facts.bouts:
            active_ms += bout.work_ms
            exhale_ms += bout.exhale_ms
            exhales += bout.exhales
            has_work = has_work or bool(bout.cycles_done)
        body = _encode(replace(facts, prescription=_NO_PLAN))
        is_open = facts.status in _WITHOUT_END
        self.sessions.append(
            (
                facts.id,
                facts.device,
                facts.started_at.isoformat(),
                started_us,
                microseconds(facts.last_at),
                day,
                OPEN if is_open else facts.status.value,
                facts.prescription.name,
                facts.prescription.routine,
                facts.prescription.first_side.value,
                stored(facts.planned_ms),
                stored(active_ms),
                stored(exhale_ms),
                stored(exhales),
                len(done_sets),
                stored(facts.sets_planned),
                facts.rpe if facts.rpe is None else stored(facts.rpe),
                facts.note,
                has_work,
                is_deleted,
                plan,
                body.decode(),
                zlib.crc32(body),
            )
        )
        if has_work and not is_deleted:
            self._add_drills(facts, done_sets, day, started_us)

    def _add_drills(
        self,
        facts: SessionFacts,
        done_sets: list[tuple[int, int]],
        day: str,
        started_us: int,
    ) -> None:
        """Each drill with a whole rep or breath, and all groups with a set done."""
        blocks = facts.prescription.blocks
        done: dict[str, _Done] = {}
        for bout in facts.bouts:
            if bout.cycles_done and 0 <= bout.block < len(blocks):
                block = blocks[bout.block]
                of = done.get(block.drill)
                if of is None:
                    of = done[block.drill] = _Done(block, bout.cycles_done)
                of.block = block
                of.best_cycles = max(of.best_cycles, bout.cycles_done)
                of.work_ms += bout.work_ms
                of.exhale_ms += bout.exhale_ms
        groups: dict[str, int] = {}
        for index, _ in done_sets:
            block = blocks[index]
            group = block.group.value
            groups[group] = groups.get(group, 0) + 1
            if block.drill in done:
                done[block.drill].sets += 1
        asked = {block.drill for block in blocks if block.asks}
        asked |= {said.drill for said in facts.feedback}
        for drill, of in done.items():
            self.drills.append(
                (
                    facts.id,
                    drill,
                    of.block.name,
                    of.block.group.value,
                    stored(of.block.level),
                    of.block.unit.value,
                    day,
                    started_us,
                    of.sets,
                    stored(of.best_cycles),
                    stored(of.work_ms),
                    stored(of.exhale_ms),
                    drill in asked,
                )
            )
        self.groups += [(facts.id, group, day, sets) for group, sets in groups.items()]


def _done_sets(facts: SessionFacts) -> list[tuple[int, int]]:
    """`SessionFacts.done_sets`, looked up the other way round: folding waits for it."""
    sides: dict[tuple[int, int], set[Side | None]] = {}
    for bout in facts.bouts:
        if bout.ended_by is EndedBy.DONE:
            sides.setdefault((bout.block, bout.set), set()).add(bout.side)
    blocks = facts.prescription.blocks
    return [
        (index, number)
        for (index, number), done in sides.items()
        if 0 <= index < len(blocks)
        and 1 <= number <= blocks[index].sets
        and done.issuperset(sides_of(blocks[index]))
    ]


def decode_facts(body: str, crc32: int, plan: Prescription) -> SessionFacts:
    """A session from its row.

    Raises:
        msgspec.DecodeError: if it is damaged.
    """
    raw = body.encode()
    if zlib.crc32(raw) != crc32:
        raise msgspec.DecodeError("damaged")
    return replace(_decode_facts(raw), prescription=plan)
