"""One session as rows of the index, and back."""

from __future__ import annotations

import sqlite3
import zlib
from datetime import UTC, datetime, timedelta

import msgspec
from msgspec.structs import replace

from coach.model.days_and_weeks import day_of
from coach.model.prescription import Prescription
from coach.model.session_facts import SessionFacts
from coach.model.trends import PastTotals, has_work, may_have_hurt
from coach.text.name_key import name_key

COLUMNS = "prescription, facts, crc32"
"""Columns of the table ``session`` that `sessions_in` reads, in this order."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_NO_PLAN = Prescription(name="", names=(), blocks=())

_encode = msgspec.json.Encoder().encode


def microseconds(when: datetime) -> int:
    """Return the microseconds from 1970, UTC, to a moment."""
    return (when - _EPOCH) // _MICROSECOND


def add_session(db: sqlite3.Connection, facts: SessionFacts) -> None:
    """Insert the rows of a session that is not in the index."""
    done = PastTotals().after(facts)
    started_us = microseconds(facts.started_at)
    body = _encode(replace(facts, prescription=_NO_PLAN))
    row = (
        facts.id,
        facts.started_at.isoformat(),
        started_us,
        microseconds(facts.last_at),
        day_of(facts.started_at).isoformat(),
        has_work(facts),
        done.most_sets,
        done.longest_ms,
        _add_plan(db, facts.prescription),
        body.decode(),
        zlib.crc32(body),
        may_have_hurt(facts),
    )
    db.execute("insert into session values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    blocks = facts.prescription.blocks
    asked = {block.drill for block in blocks if block.asks}
    asked |= {said.drill for said in facts.feedback}
    worked = {bout.block for bout in facts.bouts if bout.reps_done}
    rows = {
        (
            facts.id,
            started_us,
            of.drill,
            of.name,
            of.group,
            of.level,
            of.drill in asked,
        )
        for index, of in enumerate(blocks)
        if index in worked
    }
    db.executemany("insert into drill_done values (?, ?, ?, ?, ?, ?, ?)", rows)


def remove_session(db: sqlite3.Connection, id_: str) -> None:
    """Delete the rows of a session, if there are any."""
    db.execute("delete from session where id = ?", (id_,))
    db.execute("delete from drill_done where session = ?", (id_,))


def _add_plan(db: sqlite3.Connection, plan: Prescription) -> int:
    body = _encode(plan)
    digest = _digest(body)
    names = {plan.name, *plan.names, *(block.routine or "" for block in plan.blocks)}
    words = "\n".join(["", *map(name_key, names), ""])
    db.execute(
        "insert or ignore into prescription values (?, ?, ?, ?, ?)",
        (digest, plan.routine, plan.name, words, body.decode()),
    )
    return digest


def _digest(body: bytes) -> int:
    from hashlib import blake2b  # noqa: PLC0415  only for sessions, and start-up counts

    digest = blake2b(body, digest_size=8).digest()
    return int.from_bytes(digest, signed=True)


Decoded = dict[tuple[int, int, str], SessionFacts]
"""Sessions that were decoded earlier, by plan, checksum and text."""


def sessions_in(
    db: sqlite3.Connection, rows: sqlite3.Cursor, known: Decoded
) -> list[SessionFacts]:
    """Return the sessions in some rows; a session without an end is interrupted.

    Args:
        db: the index.
        rows: rows found in the index.
        known: sessions decoded earlier; new ones are added.

    Raises:
        ValueError: if a row or its plan is damaged.
    """
    plans: dict[int, Prescription] = {}
    found = []
    for number, body, crc32 in rows.fetchall():
        before = known.get((number, crc32, body))
        if before is not None:
            found.append(before)
            continue
        if number not in plans:
            plans[number] = _plan(db, number)
        raw = body.encode()
        if zlib.crc32(raw) != crc32:
            raise ValueError("the file contains a damaged session")
        facts = replace(
            msgspec.json.decode(raw, type=SessionFacts), prescription=plans[number]
        )
        known[number, crc32, body] = facts
        found.append(facts)
    return found


def _plan(db: sqlite3.Connection, number: int) -> Prescription:
    row = db.execute("select body from prescription where digest = ?", (number,)).fetchone()
    body = row[0].encode() if row else b""
    if _digest(body) != number:
        raise ValueError("the file contains a damaged plan")
    return msgspec.json.decode(body, type=Prescription)
