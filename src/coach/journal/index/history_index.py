"""Questions about the past, answered without reading all of it."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TypedDict, Unpack

from coach.errors import Problem
from coach.journal.fold import nothing_runs
from coach.journal.id_prefix import find_id, shortest_prefix
from coach.journal.index.database import IndexDatabase
from coach.journal.index.session_rows import COLUMNS, microseconds, sessions_in
from coach.journal.index.sync import standing_in, sync
from coach.model.records import PlanBegunRecord
from coach.model.session_facts import RoutineDone, SessionFacts, routines_done
from coach.model.terms import Group, Side
from coach.model.trends import DrillDay, PastTotals, Totals, days_of, drill_days_of
from coach.text.name_key import name_key

_OLDEST_FIRST = "order by started_us, id"
_NEWEST_FIRST = "order by started_us desc, id desc"
_END_OF_TIME = 2**63 - 1
_DAY_US = 24 * 60 * 60 * 1_000_000
"""No clock is further from UTC."""


class Conditions(TypedDict, total=False):
    """Which sessions are meant; None is no condition."""

    since: date | None
    """Not before this day, of the runner's clock there and then."""
    until: date | None
    """Not after this day."""
    drill: str | None
    """Id or name of a drill that was done in it."""
    routine: str | None
    """Id or name of what it was, or of a part of it."""


class HistoryIndex:
    """What the journal adds up to, through its index; always what `fold` would say.

    Whatever is wrong with the index's own file costs time, never an answer.
    """

    def __init__(
        self,
        path: Path | None,
        folder: Path,
        is_running: Callable[[str], bool] = nothing_runs,
        latest: datetime | None = None,
        *,
        now_ns: Callable[[], int] = time.time_ns,
    ) -> None:
        """Nothing is read until something is asked.

        Args:
            path: the index's file; None keeps it in memory.
            folder: the journal.
            is_running: whether a session without an end is still being done.
            latest: sessions dated later do not count; only those who ask for them, or
                for days, or by an id, get them. None counts everything.
            now_ns: the time since 1970, as file systems write it down.
        """
        self._latest_us = _END_OF_TIME if latest is None else microseconds(latest)
        self._folder = folder
        self._is_running = is_running
        self._now_ns = now_ns
        self._problems: tuple[Problem, ...] = ()
        self._to_add_up: tuple[date, date, list[SessionFacts]] | None = None
        self._database = IndexDatabase(path, self._sync)

    def _sync(self, db: sqlite3.Connection) -> None:
        self._to_add_up = None
        self._problems = sync(db, self._folder, self._now_ns())

    def refresh(self) -> None:
        """Look at the journal again: what was written since counts from now on."""
        self._database.ask(lambda _: None, anew=True)

    def close(self) -> None:
        """Let go of the file; the next question opens it again."""
        self._database.close()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What of the journal could not be read."""
        self._database.ask(lambda _: None)
        return self._problems

    @property
    def trouble(self) -> str | None:
        """What is wrong with the index's file; all is answered nevertheless."""
        self._database.ask(lambda _: None)
        return self._database.trouble

    # Sessions

    def sessions(
        self,
        *,
        last: int | None = None,
        with_ahead: bool = False,
        **wanted: Unpack[Conditions],
    ) -> list[SessionFacts]:
        """Return sessions, the newest last.

        Args:
            last: only so many, the newest.
            with_ahead: those dated too late to count, too.
            wanted: which ones.
        """
        latest_us = _END_OF_TIME if with_ahead else self._latest_us

        def query(db: sqlite3.Connection) -> list[SessionFacts]:
            where, values = _where(db, wanted)
            limit = -1 if last is None else last
            where += f" and started_us <= ? {_NEWEST_FIRST} limit ?"
            return self._some(db, where, *values, latest_us, limit)[::-1]

        return self._database.ask(query)

    def ahead(self) -> list[SessionFacts]:
        """Return the sessions dated too late to count, the newest last."""
        where = f"where started_us > ? {_OLDEST_FIRST}"
        return self._database.ask(lambda db: self._some(db, where, self._latest_us))

    def count(self, **wanted: Unpack[Conditions]) -> int:
        """Return how many `sessions` there are like that."""

        def query(db: sqlite3.Connection) -> int:
            where, values = _where(db, wanted)
            row = db.execute(f"select count(*) from session {where}", values).fetchone()  # noqa: S608  our conditions
            return int(row[0])

        return self._database.ask(query)

    def last(self) -> SessionFacts | None:
        """The newest session."""
        newest = self.sessions(last=1)
        return newest[0] if newest else None

    def last_done(self) -> SessionFacts | None:
        """Return the newest session in which a whole rep or breath was done."""
        where = f"where has_work and started_us <= ? {_NEWEST_FIRST} limit 1"
        found = self._database.ask(lambda db: self._some(db, where, self._latest_us))
        return found[0] if found else None

    def newest_day(self) -> date | None:
        """Return the latest day on which something was done."""

        def query(db: sqlite3.Connection) -> date | None:
            # Of the newest by time: dates of other time zones are up to two days apart.
            (day,) = db.execute(
                "select max(local_date) from (select local_date from session "  # noqa: S608  our order
                f"where has_work and started_us <= ? {_NEWEST_FIRST} limit 20)",
                (self._latest_us,),
            ).fetchone()
            return None if day is None else date.fromisoformat(day)

        return self._database.ask(query)

    def active_since(self, when: datetime) -> list[SessionFacts]:
        """Sessions with a record that is no correction since then, the newest last."""
        where = f"where last_us >= ? {_OLDEST_FIRST}"
        return self._database.ask(lambda db: self._some(db, where, microseconds(when)))

    def find(self, prefix: str) -> SessionFacts:
        """Find the one session whose id begins so.

        Raises:
            CoachError: if there is none or more than one; it names the candidates.
        """

        def query(db: sqlite3.Connection) -> SessionFacts:
            rows = db.execute(f"select id, started_at from session {_OLDEST_FIRST}")  # noqa: S608  our order
            ids = [(id_, datetime.fromisoformat(at)) for id_, at in rows.fetchall()]
            return self._some(db, "where id = ?", find_id(ids, prefix))[0]

        return self._database.ask(query)

    def short_ids(self, ids: Iterable[str]) -> dict[str, str]:
        """For each id the fewest letters, four at least, that mean it alone."""
        wanted = tuple(ids)

        def query(db: sqlite3.Connection) -> dict[str, str]:
            beside = (
                "select max(id) from session where id < ?",
                "select min(id) from session where id > ?",
            )
            found = {}
            for id_ in wanted:
                both = [db.execute(each, (id_,)).fetchone()[0] for each in beside]
                found[id_] = shortest_prefix(id_, filter(None, both))
            return found

        return self._database.ask(query)

    # Sums

    def days(self, since: date = date.min, until: date = date.max) -> dict[date, Totals]:
        """What was done on each day that has something, both ends included."""
        return days_of(self._between(since, until))

    def drill_days(self, since: date = date.min, until: date = date.max) -> list[DrillDay]:
        """What was done of each drill in each session, both ends included."""
        return drill_days_of(self._between(since, until))

    def _between(self, since: date, until: date) -> list[SessionFacts]:
        """Return sessions to add up; the same ones are often added up in several ways."""
        self._database.ask(lambda _: None)  # looks at the journal if nobody did
        if self._to_add_up is None or self._to_add_up[:2] != (since, until):
            found = self.sessions(since=since, until=until, with_ahead=True)
            self._to_add_up = since, until, found
        return self._to_add_up[2]

    def past(self, before: SessionFacts | None = None) -> PastTotals:
        """What had been done before a session; without one, all that was ever done."""

        def query(db: sqlite3.Connection) -> PastTotals:
            place = _END_OF_TIME, ""
            if before is not None:
                place = microseconds(before.started_at), before.id
            drills = db.execute(
                "select distinct drill from drill_done "
                "where (started_us, session) < (?, ?)",
                place,
            ).fetchall()
            levels = db.execute(
                "select drill_group, max(level) from drill_done "
                "where (started_us, session) < (?, ?) group by drill_group",
                place,
            ).fetchall()
            most, longest = db.execute(
                "select max(sets_done), max(active_ms) from session "
                "where (started_us, id) < (?, ?)",
                place,
            ).fetchone()
            return PastTotals(
                drills=frozenset(drill for (drill,) in drills),
                most_sets=most or 0,
                longest_ms=longest or 0,
                levels={Group(group): level for group, level in levels},
            )

        return self._database.ask(query)

    def began(self) -> date | None:
        """Day of the very first session."""

        def query(db: sqlite3.Connection) -> date | None:
            row = db.execute(
                f"select local_date from session {_OLDEST_FIRST} limit 1"  # noqa: S608  our order
            ).fetchone()
            return row and date.fromisoformat(row[0])

        return self._database.ask(query)

    def times_done(self, drills: Iterable[str], enough: int = -1) -> dict[str, int]:
        """In how many sessions each drill was done; counted no further than ``enough``."""
        met = self.asked_before(drills, enough)
        return {drill: times for drill, (times, _) in met.items()}

    def asked_before(
        self, drills: Iterable[str], enough: int
    ) -> dict[str, tuple[int, int]]:
        """In how many sessions each drill was done, and in how many since it was asked.

        Both counted no further than ``enough``. Asked is a drill whose block says so, or
        about which anything was said.
        """
        wanted = tuple(drills)

        def query(db: sqlite3.Connection) -> dict[str, tuple[int, int]]:
            found = {}
            for drill in wanted:
                rows = db.execute(
                    "select max(is_asked) from drill_done "
                    "where drill = ? and started_us <= ? group by started_us, session "
                    "order by started_us desc, session desc limit ?",
                    (drill, self._latest_us, enough),
                ).fetchall()
                asked = [is_asked for (is_asked,) in rows]
                found[drill] = len(asked), asked.index(1) if 1 in asked else len(asked)
            return found

        return self._database.ask(query)

    def drill_names(self) -> list[tuple[str, str]]:
        """Return id and name of each drill that was ever done."""
        return self._database.ask(
            lambda db: db.execute("select distinct drill, name from drill_done").fetchall()
        )

    def routine_names(self) -> list[tuple[str, str]]:
        """Return id and name of each routine that was ever asked for."""
        names = (
            "select distinct routine, name from prescription where routine is not null "
            "and digest in (select prescription from session)"
        )
        return self._database.ask(lambda db: db.execute(names).fetchall())

    def routines_done(self, since: date = date.min) -> list[RoutineDone]:
        """Routines of which half or more was done, the newest last."""
        done = (
            each for facts in self.sessions(since=since) for each in routines_done(facts)
        )
        return sorted(done, key=lambda each: (each.at, each.session))

    # The rest

    @property
    def plan(self) -> PlanBegunRecord | None:
        """The programme that is on."""
        return self._database.ask(standing_in).plan

    @property
    def acknowledged(self) -> dict[str, str]:
        """The answer that holds for each text that had to be read."""
        return self._database.ask(standing_in).acknowledged

    @property
    def last_n(self) -> int:
        """The highest counter of any device; what changes the past is written after it."""
        return self._database.ask(standing_in).last_n

    @property
    def last_first_side(self) -> Side | None:
        """The side the newest session began with; the next one begins with the other."""
        newest = self.last()
        return newest.prescription.first_side if newest else None

    def _some(
        self, db: sqlite3.Connection, where: str, *values: str | int
    ) -> list[SessionFacts]:
        rows = db.execute(f"select {COLUMNS} from session {where}", values)  # noqa: S608  our conditions
        return sessions_in(db, rows, self._is_running)


def _midnight_us(day: date) -> int:
    return (day - date(1970, 1, 1)).days * _DAY_US


def _where(db: sqlite3.Connection, wanted: Conditions) -> tuple[str, list[str | int]]:
    """Return which sessions are meant, and the values of that."""
    where: list[str] = ["true"]
    values: list[str | int] = []
    # Dates are those of many zones; the times find quickly what the dates then tell apart.
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
