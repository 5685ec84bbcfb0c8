"""Conditions that sessions have to meet, as SQL."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TypedDict

from coach.text.name_key import name_key

_DAY_US = 24 * 60 * 60 * 1_000_000
"""Microseconds in a day; no clock differs more from UTC."""


class Conditions(TypedDict, total=False):
    """Conditions that sessions have to meet; None means no condition."""

    since: date | None
    """First day, by the runner's clock at the session."""
    until: date | None
    """Last day, by the same clock."""
    drill: str | None
    """Id or name of a drill with at least one whole rep."""
    routine: str | None
    """Id or name of the session's plan, or of a routine in it."""


def _midnight_us(day: date) -> int:
    return (day - date(1970, 1, 1)).days * _DAY_US


def where_clause(db: sqlite3.Connection, wanted: Conditions) -> tuple[str, list[str | int]]:
    """Return the SQL condition for the sessions, and the values of its question marks."""
    where: list[str] = ["true"]
    values: list[str | int] = []
    # Dates come from many time zones: the times narrow the search, the dates decide.
    since, until = wanted.get("since"), wanted.get("until")
    if since is not None:
        where.append("local_date >= ? and started_us >= ?")
        values += [since.isoformat(), _midnight_us(since) - _DAY_US]
    if until is not None:
        where.append("local_date <= ? and started_us <= ?")
        values += [until.isoformat(), _midnight_us(until) + 2 * _DAY_US]
    routine, drill = wanted.get("routine"), wanted.get("drill")
    if routine is not None:
        where.append(
            "prescription in (select digest from prescription where instr(words, ?))"
        )
        values.append(f"\n{name_key(routine)}\n")
    if drill is not None:
        known = db.execute("select distinct drill, name from drill_done").fetchall()
        key = name_key(drill)
        ids = {id_ for id_, name in known if key in {name_key(id_), name_key(name)}}
        where.append(
            "id in (select session from drill_done "  # noqa: S608  question marks
            f"where drill in ({', '.join('?' * len(ids))}))"
        )
        values += ids
    return f"where {' and '.join(where)}", values
