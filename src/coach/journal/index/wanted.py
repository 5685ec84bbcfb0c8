"""Which sessions are meant, as a condition on the table ``session``."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date

from coach.journal.index.rows import decode_plan
from coach.model.prescription import Prescription

Values = list[str | int]

_DAY_US = 24 * 60 * 60 * 1_000_000
_ZONES_US = _DAY_US
"""No clock is further from UTC; the times find quickly what the dates then tell apart."""


def conditions(
    db: sqlite3.Connection,
    since: date | None,
    until: date | None,
    drill: str | None,
    routine: str | None,
) -> tuple[str, Values]:
    """What follows ``where``, and its values."""
    where, values = ["is_deleted = 0"], Values()
    if since is not None:
        where.append("local_date >= ? and started_us >= ?")
        values += [since.isoformat(), _midnight(since) - _ZONES_US]
    if until is not None:
        where.append("local_date <= ? and started_us <= ?")
        values += [until.isoformat(), _midnight(until) + _DAY_US + _ZONES_US]
    if routine is not None:
        plans = db.execute("select number, body from prescription").fetchall()
        meant = [n for n, body in plans if _is_among(routine, _names(decode_plan(body)))]
        where.append(f"prescription in ({_marks(meant)})")
        values += meant
    if drill is not None:
        known = db.execute("select distinct drill, name from day_drill").fetchall()
        ids = sorted({id_ for id_, name in known if _is_among(drill, (id_, name))})
        where.append(
            f"id in (select session from drill_done where drill in ({_marks(ids)}))"  # noqa: S608  question marks
        )
        values += ids
    return " and ".join(where), values


def _midnight(day: date) -> int:
    return (day - date(1970, 1, 1)).days * _DAY_US


def _names(plan: Prescription) -> set[str | None]:
    return {*plan.names, plan.name, *(block.routine for block in plan.blocks)}


def _marks(values: list[int] | list[str]) -> str:
    return ", ".join("?" * len(values))


def _is_among(word: str, names: Iterable[str | None]) -> bool:
    return _plain(word) in {_plain(name) for name in names if name}


def _plain(name: str) -> str:
    return "-".join(name.casefold().replace("-", " ").split())
