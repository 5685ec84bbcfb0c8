"""Queries about the history, answered from the index instead of the whole journal."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Hashable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar, Unpack

from msgspec.structs import replace

from coach.errors import Problem
from coach.journal.id_prefix import find_id, shortest_prefix
from coach.journal.index.conditions_sql import Conditions, where_clause
from coach.journal.index.database import IndexDatabase
from coach.journal.index.session_rows import COLUMNS, Decoded, microseconds, sessions_in
from coach.journal.index.sync import standing_in, sync
from coach.model.records import PlanBegunRecord, TestResultRecord
from coach.model.session_facts import (
    History,
    RoutineDone,
    SessionFacts,
    SessionStatus,
    nothing_runs,
    routines_done,
)
from coach.model.terms import Group, Side
from coach.model.trends import DrillDay, PastTotals, Totals, days_of, drill_days_of

T = TypeVar("T")

_OLDEST_FIRST = "order by started_us, id"
_NEWEST_FIRST = "order by started_us desc, id desc"
_END_OF_TIME = 2**63 - 1


class HistoryIndex:
    """The history, read through the index; the answers are the same as with `fold`.

    A damaged or unusable index file costs time, never an answer.
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
        """Prepare; the first query reads the journal.

        Args:
            path: the index's file; None keeps it in memory.
            folder: the journal.
            is_running: returns whether a session without an end is still running.
            latest: sessions that start later than this are dated ahead; None if there are
                none. `last`, `last_done`, `newest_day`, `times_done`, `asked_before` and
                `routines_done` leave these sessions out, and so does `sessions` by default;
                other queries include them.
            now_ns: returns nanoseconds since the epoch, as in file times.
        """
        self._latest_us = _END_OF_TIME if latest is None else microseconds(latest)
        self._folder = folder
        self._is_running = is_running
        self._now_ns = now_ns
        self._problems: tuple[Problem, ...] = ()
        self._answers: dict[Hashable, Any] = {}
        self._decoded: Decoded = {}
        """Results of queries since the journal was last read."""
        self._database = IndexDatabase(path, self._sync)

    def _sync(self, db: sqlite3.Connection) -> None:
        self._answers.clear()
        self._decoded.clear()
        self._problems = sync(db, self._folder, self._now_ns())

    def refresh(self) -> None:
        """Read the records that were added to the journal since the last time."""
        self._database.ask(lambda _: None, reads_again=True)

    def close(self) -> None:
        """Close the index; the next query opens it again."""
        self._answers.clear()
        self._decoded.clear()
        self._database.close()

    def _ask_once(self, asked: Hashable, query: Callable[[sqlite3.Connection], T]) -> T:
        """Return the result of a query; the same query does not run twice."""
        if asked not in self._answers:
            found = self._database.ask(query)
            self._answers[asked] = found
        answer: T = self._answers[asked]
        return answer

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return the problems in reading the journal, at most one for each file."""
        self._database.ask(lambda _: None)
        return self._problems

    @property
    def trouble(self) -> str | None:
        """Return the reason why the index's file cannot be used, or None."""
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
        """Return the sessions, the newest last.

        Args:
            last: number of sessions to return, counted from the newest; None for all.
            with_ahead: whether to include those dated ahead.
            wanted: conditions that the sessions meet.
        """
        latest_us = _END_OF_TIME if with_ahead else self._latest_us

        def query(db: sqlite3.Connection) -> list[SessionFacts]:
            where, values = where_clause(db, wanted)
            limit = -1 if last is None else last
            where += f" and started_us <= ? {_NEWEST_FIRST} limit ?"
            return self._some(db, where, *values, latest_us, limit)[::-1]

        asked = ("sessions", last, with_ahead, *sorted(wanted.items()))
        return self._by_now(self._ask_once(asked, query))

    def ahead(self) -> list[SessionFacts]:
        """Return the sessions that are dated ahead, the newest last."""
        where = f"where started_us > ? {_OLDEST_FIRST}"
        found = self._database.ask(lambda db: self._some(db, where, self._latest_us))
        return self._by_now(found)

    def count(self, **wanted: Unpack[Conditions]) -> int:
        """Return the number of matching sessions, including those dated ahead."""

        def query(db: sqlite3.Connection) -> int:
            where, values = where_clause(db, wanted)
            row = db.execute(f"select count(*) from session {where}", values).fetchone()  # noqa: S608  our conditions
            return int(row[0])

        return self._database.ask(query)

    def last(self) -> SessionFacts | None:
        """Return the newest session that is not dated ahead, or None."""
        newest = self.sessions(last=1)
        return newest[0] if newest else None

    def last_done(self) -> SessionFacts | None:
        """Return the newest session in which a whole rep or breath was done."""
        where = f"where has_work and started_us <= ? {_NEWEST_FIRST} limit 1"
        found = self._database.ask(lambda db: self._some(db, where, self._latest_us))
        return next(iter(self._by_now(found)), None)

    def newest_day(self) -> date | None:
        """Return the latest day with a whole rep done, or None."""

        def query(db: sqlite3.Connection) -> date | None:
            # The newest by time, as dates in other time zones are up to two days apart.
            (day,) = db.execute(
                "select max(local_date) from (select local_date from session "  # noqa: S608  our order
                f"where has_work and started_us <= ? {_NEWEST_FIRST} limit 20)",
                (self._latest_us,),
            ).fetchone()
            return None if day is None else date.fromisoformat(day)

        return self._database.ask(query)

    def first_pain(self, since: date) -> date | None:
        """Return the first day since a given one whose session may have hurt, or None."""

        def query(db: sqlite3.Connection) -> date | None:
            (day,) = db.execute(
                "select min(local_date) from session where has_hurt and local_date >= ?",
                (since.isoformat(),),
            ).fetchone()
            return None if day is None else date.fromisoformat(day)

        return self._ask_once(("first pain", since), query)

    def active_since(self, when: datetime) -> list[SessionFacts]:
        """Return the sessions with a record since this moment, the newest last.

        Corrections do not count.
        """
        where = f"where last_us >= ? {_OLDEST_FIRST}"
        found = self._database.ask(lambda db: self._some(db, where, microseconds(when)))
        return self._by_now(found)

    def find(self, prefix: str) -> SessionFacts:
        """Return the one session whose id has this prefix.

        Raises:
            CoachError: if there is none or more than one; the message names the candidates.
        """

        def query(db: sqlite3.Connection) -> list[SessionFacts]:
            rows = db.execute(f"select id, started_at from session {_OLDEST_FIRST}")  # noqa: S608  our order
            ids = [(id_, datetime.fromisoformat(at)) for id_, at in rows.fetchall()]
            return self._some(db, "where id = ?", find_id(ids, prefix))

        return self._by_now(self._database.ask(query))[0]

    def short_ids(self, ids: Iterable[str]) -> dict[str, str]:
        """Return the shortest unique prefix of each id, at least four characters."""
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
        """Return the totals of each day with sessions, from one day to another."""
        return days_of(self.sessions(since=since, until=until, with_ahead=True))

    def drill_days(self, since: date = date.min, until: date = date.max) -> list[DrillDay]:
        """Return one `DrillDay` for each session and drill, from one day to another."""
        return drill_days_of(self.sessions(since=since, until=until, with_ahead=True))

    def past(self, before: SessionFacts | None = None) -> PastTotals:
        """Return the totals before a session; without a session, the totals of all."""

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
        """Return the day of the very first session, or None."""

        def query(db: sqlite3.Connection) -> date | None:
            row = db.execute(
                f"select local_date from session {_OLDEST_FIRST} limit 1"  # noqa: S608  our order
            ).fetchone()
            return row and date.fromisoformat(row[0])

        return self._database.ask(query)

    def times_done(self, drills: Iterable[str], enough: int = -1) -> dict[str, int]:
        """Return the number of sessions with each drill.

        Counting stops at ``enough``; -1 means no limit.
        """
        met = self.asked_before(drills, enough)
        return {drill: times for drill, (times, _) in met.items()}

    def asked_before(
        self, drills: Iterable[str], enough: int
    ) -> dict[str, tuple[int, int]]:
        """Return how many sessions each drill has, and how many since coach asked.

        Counting stops at ``enough``; -1 means no limit. A drill counts as asked if its
        block says so, or if there is an answer.
        """
        wanted, asked = tuple(drills), ("met", enough)
        known: dict[str, tuple[int, int]] = self._answers.get(asked, {})
        unknown = [drill for drill in wanted if drill not in known]

        def query(db: sqlite3.Connection) -> dict[str, tuple[int, int]]:
            return {drill: self._met(db, drill, enough) for drill in unknown}

        if unknown:
            found = self._database.ask(query)
            known = self._answers[asked] = {**self._answers.get(asked, {}), **found}
        return {drill: known[drill] for drill in wanted}

    def _met(self, db: sqlite3.Connection, drill: str, enough: int) -> tuple[int, int]:
        rows = db.execute(
            "select max(is_asked) from drill_done "
            "where drill = ? and started_us <= ? group by started_us, session "
            "order by started_us desc, session desc limit ?",
            (drill, self._latest_us, enough),
        ).fetchall()
        asked = [is_asked for (is_asked,) in rows]
        return len(asked), asked.index(1) if 1 in asked else len(asked)

    def drill_names(self) -> list[tuple[str, str]]:
        """Return the id and name of every drill that was ever done."""
        return self._database.ask(
            lambda db: db.execute("select distinct drill, name from drill_done").fetchall()
        )

    def routine_names(self) -> list[tuple[str, str]]:
        """Return the id and title of every plan that was a single routine."""
        names = (
            "select distinct routine, name from prescription where routine is not null "
            "and digest in (select prescription from session)"
        )
        return self._database.ask(lambda db: db.execute(names).fetchall())

    def routines_done(self, since: date = date.min) -> list[RoutineDone]:
        """Return the routines of which at least half was done, the newest last."""
        asked = "routines done"
        first, known = self._answers.get(asked, (date.max, []))
        if since < first:
            done = (
                each
                for facts in self.sessions(since=since)
                for each in routines_done(facts)
            )
            known = sorted(done, key=lambda each: (each.at, each.session))
            self._answers[asked] = since, known
        return [each for each in known if each.day >= since]

    # The programme, answers and tests

    @property
    def plan(self) -> PlanBegunRecord | None:
        """Return the record that began the current programme, or None."""
        return self._standing.plan

    @property
    def acknowledged(self) -> dict[str, str]:
        """Return the valid answer to each text that the runner must read."""
        return self._standing.acknowledged

    @property
    def acknowledged_at(self) -> dict[str, datetime]:
        """Return the time of the valid answer to each text."""
        return self._standing.acknowledged_at

    @property
    def cleared(self) -> dict[str, tuple[str, datetime]]:
        """Return the session and time of the last *checked* for each text."""
        return self._standing.cleared

    @property
    def tests(self) -> tuple[TestResultRecord, ...]:
        """Return the results of self-tests, the newest last."""
        return self._standing.tests

    @property
    def last_n(self) -> int:
        """Return the highest counter of any device; a change gets a higher one."""
        return self._standing.last_n

    @property
    def _standing(self) -> History:
        return self._ask_once("standing", standing_in)

    @property
    def last_first_side(self) -> Side | None:
        """Return the first side of the newest session; None if there is no session."""
        newest = self.last()
        return newest.prescription.first_side if newest else None

    def _some(
        self, db: sqlite3.Connection, where: str, *values: str | int
    ) -> list[SessionFacts]:
        rows = db.execute(f"select {COLUMNS} from session {where}", values)  # noqa: S608  our conditions
        return sessions_in(db, rows, self._decoded)

    def _by_now(self, found: Iterable[SessionFacts]) -> list[SessionFacts]:
        """Return the sessions as they are now: a session without an end may be running."""
        return [
            replace(facts, status=SessionStatus.RUNNING)
            if facts.status is SessionStatus.INTERRUPTED and self._is_running(facts.id)
            else facts
            for facts in found
        ]
