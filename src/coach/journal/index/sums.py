"""Sums over days and over everything before a session, from the roll-ups."""

from __future__ import annotations

import sqlite3
from datetime import date

from coach.model.terms import Group, Unit
from coach.model.trends import DrillDay, PastTotals, Totals

FIRST_DAY, LAST_DAY = date.min, date.max

Place = tuple[int, str]
"""Microseconds since 1970 and id: the order of sessions."""


def days_between(db: sqlite3.Connection, first: date, last: date) -> dict[date, Totals]:
    """What was done on each day that has something."""
    within = first.isoformat(), last.isoformat()
    sets: dict[str, dict[Group, int]] = {}
    for day, group, number in db.execute(
        "select local_date, drill_group, sets_done from day_group "
        "where local_date between ? and ?",
        within,
    ).fetchall():
        sets.setdefault(day, {})[Group(group)] = number
    return {
        date.fromisoformat(day): Totals(
            sessions=sessions,
            active_ms=active_ms,
            exhales=exhales,
            exhale_ms=exhale_ms,
            sets=sets.get(day, {}),
        )
        for day, sessions, active_ms, exhales, exhale_ms in db.execute(
            "select local_date, sessions, active_ms, exhales, exhale_ms from day "
            "where local_date between ? and ? order by local_date",
            within,
        ).fetchall()
    }


def newest_day(db: sqlite3.Connection, latest_us: int) -> date | None:
    """The latest day on which something was done, up to a moment."""
    # Of the newest by time, as dates of other time zones are up to two days apart.
    (day,) = db.execute(
        "select max(local_date) from (select local_date from session "
        "where has_work and not is_deleted and started_us <= ? "
        "order by started_us desc, id desc limit 20)",
        (latest_us,),
    ).fetchone()
    return None if day is None else date.fromisoformat(day)


def drill_days_between(db: sqlite3.Connection, first: date, last: date) -> list[DrillDay]:
    """What was done of each drill on each day."""
    return [
        DrillDay(
            day=date.fromisoformat(day),
            drill=drill,
            name=name,
            group=Group(group),
            level=level,
            unit=Unit(unit),
            sessions=sessions,
            sets=sets,
            best_cycles=best,
            work_ms=work_ms,
        )
        for (
            day, drill, name, group, level, unit, sessions, sets, best, work_ms
        ) in db.execute(
            "select local_date, drill, name, drill_group, level, unit, sessions, "
            "sets_done, best_cycles, work_ms from day_drill "
            "where local_date between ? and ?",
            (first.isoformat(), last.isoformat()),
        ).fetchall()
    ]  # fmt: skip


_NEXT_KIND = """
select * from (
    select drill, drill_group, level, started_us from drill_done
    where drill = :drill and drill_group = :group and level > :level
    order by level, started_us limit 1)
union all select * from (
    select drill, drill_group, level, started_us from drill_done
    where drill = :drill and drill_group > :group
    order by drill_group, level, started_us limit 1)
union all select * from (
    select drill, drill_group, level, started_us from drill_done
    where drill > :drill
    order by drill, drill_group, level, started_us limit 1)
order by drill, drill_group, level limit 1
"""
"""Asked once for each drill, not session: it jumps from one to the next."""

_MOST = """
select {0} from session indexed by session_by_{1}
where has_work and not is_deleted and (started_us, id) < (?, ?)
order by {0} desc limit 1
"""


def past_before(db: sqlite3.Connection, place: Place | None) -> PastTotals:
    """What had been done before a place in time; everything without one."""
    before = place or (2**63 - 1, "")
    drills, levels = set(), dict[Group, int]()
    kind: tuple[str, str, int] = ("", "", 0)
    while row := db.execute(_NEXT_KIND, _named(kind)).fetchone():
        kind, first_us = row[:3], row[3]
        if _is_before(db, kind, first_us, before):
            drill, group, level = kind
            drills.add(drill)
            levels[Group(group)] = max(level, levels.get(Group(group), 0))
    most = db.execute(_MOST.format("sets_done", "sets"), before).fetchone()
    longest = db.execute(_MOST.format("active_ms", "work"), before).fetchone()
    return PastTotals(
        drills=frozenset(drills),
        most_sets=most[0] if most else 0,
        longest_ms=longest[0] if longest else 0,
        levels=levels,
    )


def _named(kind: tuple[str, str, int]) -> dict[str, str | int]:
    return dict(zip(("drill", "group", "level"), kind, strict=True))


def _is_before(
    db: sqlite3.Connection, kind: tuple[str, str, int], first_us: int, place: Place
) -> bool:
    """Whether the first time was before a place; ids tell equal times apart."""
    if first_us != place[0]:
        return first_us < place[0]
    found = db.execute(
        "select 1 from drill_done where drill = ? and drill_group = ? and level = ? "
        "and started_us = ? and session < ?",
        (*kind, *place),
    )
    return found.fetchone() is not None
