"""Questions about the past, answered without reading all of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from coach.errors import CoachError, Problem
from coach.journal.fold import nothing_runs
from coach.journal.id_prefix import find_id
from coach.journal.index.ids import IdsInIndex
from coach.journal.index.keeping import Keeper
from coach.journal.index.rows import (
    OPEN,
    Row,
    decode_begun,
    decode_facts,
    decode_plan,
    microseconds,
)
from coach.journal.index.sums import (
    FIRST_DAY,
    LAST_DAY,
    days_between,
    drill_days_between,
    newest_day,
    past_before,
)
from coach.journal.index.wanted import conditions
from coach.model.prescription import Prescription
from coach.model.records import PlanBegunRecord
from coach.model.session_facts import (
    RoutineDone,
    SessionFacts,
    SessionStatus,
    routines_done,
)
from coach.model.terms import Side
from coach.model.trends import DrillDay, PastTotals, Totals

T = TypeVar("T")

_COLUMNS = "id, status, prescription, facts, facts_crc32"
_NEWEST_FIRST = "order by started_us desc, id desc"
_PAGE = 20
_END_OF_TIME, _AFTER_EVERY_ID = 2**63 - 1, "\U0010ffff"


class HistoryIndex:
    """What the journal adds up to, through its index; always what `fold` would say.

    Every method may raise JournalError if the journal changes faster than it can be
    read; whatever is wrong with the index's own file costs time, never an answer.
    """

    def __init__(
        self,
        path: Path | None,
        folder: Path,
        is_running: Callable[[str], bool] = nothing_runs,
        latest: datetime | None = None,
    ) -> None:
        """Nothing is read until something is asked.

        Args:
            path: the index's file; None keeps it in memory.
            folder: the journal.
            is_running: whether a session without an end is still being done.
            latest: sessions dated later do not count; only those who ask for them, or
                for days, or by an id, get them. None counts everything.
        """
        self._latest_us = _END_OF_TIME if latest is None else microseconds(latest)
        self._keeper = Keeper(path, folder)
        self._is_running = is_running

    def refresh(self) -> None:
        """Look at the journal again: what was written since counts from now on."""
        self._keeper.refresh()

    def close(self) -> None:
        """Let go of the file; the next question opens it again."""
        self._keeper.close()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What of the journal could not be read."""
        self._ask(lambda _: None)
        return self._keeper.problems

    @property
    def trouble(self) -> str | None:
        """What is wrong with the index's file; all is answered nevertheless."""
        self._ask(lambda _: None)
        return self._keeper.trouble

    # Sessions

    def sessions(  # noqa: PLR0913  each narrows the question down by one thing
        self,
        *,
        last: int | None = None,
        since: date | None = None,
        until: date | None = None,
        drill: str | None = None,
        routine: str | None = None,
        with_ahead: bool = False,
    ) -> list[SessionFacts]:
        """Sessions, the newest last; days are those of the runner's clock there and then.

        Args:
            last: only so many, the newest.
            since: not before this day.
            until: not after this day.
            drill: id or name of a drill that was done in it.
            routine: id or name of what it was, or of a part of it.
            with_ahead: those dated too late to count, too.
        """

        def query(db: sqlite3.Connection) -> list[SessionFacts]:
            where, values = conditions(db, since, until, drill, routine)
            where += " and started_us <= ?"
            values.append(_END_OF_TIME if with_ahead else self._latest_us)
            limit = -1 if last is None else last
            rows = db.execute(
                f"select {_COLUMNS} from session where {where} {_NEWEST_FIRST} limit ?",  # noqa: S608  our conditions
                (*values, limit),
            )
            return self._facts(db, rows)[::-1]

        return self._ask(query)

    def count(
        self,
        *,
        since: date | None = None,
        until: date | None = None,
        drill: str | None = None,
        routine: str | None = None,
    ) -> int:
        """How many `sessions` there are like that."""

        def query(db: sqlite3.Connection) -> int:
            where, values = conditions(db, since, until, drill, routine)
            row = db.execute(f"select count(*) from session where {where}", values)  # noqa: S608  our conditions
            return int(row.fetchone()[0])

        return self._ask(query)

    def ahead(self) -> list[SessionFacts]:
        """Sessions dated too late to count, the newest last."""

        def query(db: sqlite3.Connection) -> list[SessionFacts]:
            rows = db.execute(
                f"select {_COLUMNS} from session where is_deleted = 0 "  # noqa: S608  our columns
                "and started_us > ? order by started_us, id",
                (self._latest_us,),
            )
            return self._facts(db, rows)

        return self._ask(query)

    def newest_day(self) -> date | None:
        """The latest day on which something was done."""
        return self._ask(lambda db: newest_day(db, self._latest_us))

    def newest_first(self) -> Iterator[SessionFacts]:
        """Sessions that count, backwards; only those that are taken are read."""
        at: tuple[int, str] = (self._latest_us, _AFTER_EVERY_ID)
        number = 1
        while True:
            page = self._page(at, number)
            yield from page
            if len(page) < number:
                return
            at, number = (microseconds(page[-1].started_at), page[-1].id), _PAGE

    def _page(self, before: tuple[int, str], number: int) -> list[SessionFacts]:
        def query(db: sqlite3.Connection) -> list[SessionFacts]:
            rows = db.execute(
                f"select {_COLUMNS} from session where is_deleted = 0 "  # noqa: S608  our columns
                f"and (started_us, id) < (?, ?) {_NEWEST_FIRST} limit ?",
                (*before, number),
            )
            return self._facts(db, rows)

        return self._ask(query)

    def last(self) -> SessionFacts | None:
        """The newest session."""
        return next(self.newest_first(), None)

    def last_done(self) -> SessionFacts | None:
        """The newest session in which a whole rep or breath was done."""

        def query(db: sqlite3.Connection) -> SessionFacts | None:
            rows = db.execute(
                f"select {_COLUMNS} from session where is_deleted = 0 and has_work "  # noqa: S608  our order
                f"and started_us <= ? {_NEWEST_FIRST} limit 1",
                (self._latest_us,),
            )
            return next(iter(self._facts(db, rows)), None)

        return self._ask(query)

    def active_since(self, when: datetime) -> list[SessionFacts]:
        """Sessions with a record that is no correction since then, the newest last."""

        def query(db: sqlite3.Connection) -> list[SessionFacts]:
            rows = db.execute(
                f"select {_COLUMNS} from session where not is_deleted and last_us >= ? "  # noqa: S608  our columns
                "order by started_us, id",
                (microseconds(when),),
            )
            return self._facts(db, rows)

        return self._ask(query)

    def deleted(self) -> list[SessionFacts]:
        """Sessions that can be restored, the newest last."""

        def query(db: sqlite3.Connection) -> list[SessionFacts]:
            rows = db.execute(
                f"select {_COLUMNS} from session where is_deleted = 1 "  # noqa: S608  our columns
                "order by started_us, id"
            )
            return self._facts(db, rows)

        return self._ask(query)

    def find(self, prefix: str) -> SessionFacts:
        """Find the one session whose id begins so.

        Raises:
            CoachError: if there is none or more than one; it names the candidates.
        """

        def query(db: sqlite3.Connection) -> SessionFacts | CoachError:
            try:
                found = find_id(IdsInIndex(db), prefix)
            except CoachError as error:
                return error
            rows = db.execute(
                f"select {_COLUMNS} from session where id = ?",  # noqa: S608  our columns
                (found,),
            )
            return self._facts(db, rows)[0]

        found = self._ask(query)
        if isinstance(found, CoachError):
            raise found
        return found

    def short_ids(self, ids: Iterable[str]) -> dict[str, str]:
        """For each id the fewest letters, four at least, that mean it alone."""
        wanted = tuple(ids)
        return self._ask(lambda db: IdsInIndex(db).short(wanted))

    # Sums

    def days(self, since: date = FIRST_DAY, until: date = LAST_DAY) -> dict[date, Totals]:
        """What was done on each day that has something, both ends included."""
        return self._ask(lambda db: days_between(db, since, until))

    def drill_days(self, since: date = FIRST_DAY, until: date = LAST_DAY) -> list[DrillDay]:
        """What was done of each drill on each day, both ends included."""
        return self._ask(lambda db: drill_days_between(db, since, until))

    def past(self, before: SessionFacts | None = None) -> PastTotals:
        """What had been done before a session; without one, all that was ever done."""
        if before is None:
            return self._ask(lambda db: past_before(db, None))
        place = microseconds(before.started_at), before.id
        return self._ask(lambda db: past_before(db, place))

    def began(self) -> date | None:
        """Day of the very first session."""
        row = self._one(
            "select local_date from session where is_deleted = 0 "
            "order by started_us, id limit 1"
        )
        return None if row is None else date.fromisoformat(row[0])

    def times_done(self, drills: Iterable[str], enough: int = -1) -> dict[str, int]:
        """In how many sessions each drill was done; counted no further than ``enough``."""
        wanted = tuple(drills)

        def query(db: sqlite3.Connection) -> dict[str, int]:
            counted = (
                "select count(*) from (select 1 from drill_done where drill = ? "
                "and started_us <= ? limit ?)"
            )
            return {
                each: db.execute(counted, (each, self._latest_us, enough)).fetchone()[0]
                for each in wanted
            }

        return self._ask(query)

    def drill_names(self) -> list[tuple[str, str]]:
        """Id and name of each drill that was ever done."""

        def query(db: sqlite3.Connection) -> list[tuple[str, str]]:
            rows = db.execute("select distinct drill, name from day_drill")
            return [(drill, name) for drill, name in rows.fetchall()]

        return self._ask(query)

    def routine_names(self) -> list[tuple[str, str]]:
        """Id and name of each routine that was ever asked for."""

        def query(db: sqlite3.Connection) -> list[tuple[str, str]]:
            rows = db.execute(
                "select distinct routine, name from session "
                "where routine is not null and is_deleted = 0"
            )
            return [(routine, name) for routine, name in rows.fetchall()]

        return self._ask(query)

    def routines_done(self, since: date = FIRST_DAY) -> list[RoutineDone]:
        """Routines of which half or more was done, the newest last."""

        def query(db: sqlite3.Connection) -> list[RoutineDone]:
            where, values = conditions(db, since, None, None, None)
            where += " and started_us <= ?"
            values.append(self._latest_us)
            rows = db.execute(
                "select id, routine, started_at from session "  # noqa: S608  our conditions
                f"where {where} and routine is not null and sets_done > 0 "
                "and 2 * sets_done >= sets_planned",
                values,
            )
            found = [
                RoutineDone(id_, routine, datetime.fromisoformat(started_at))
                for id_, routine, started_at in rows.fetchall()
            ]
            rows = db.execute(
                f"select {_COLUMNS} from session "  # noqa: S608  our conditions
                f"where {where} and routine is null and sets_done > 0",
                values,
            )
            for facts in self._facts(db, rows):
                found += routines_done(facts)
            return sorted(found, key=lambda done: (done.at, done.session))

        return self._ask(query)

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
                    "select is_asked from drill_done where drill = ? "
                    "and started_us <= ? order by started_us desc limit ?",
                    (drill, self._latest_us, enough),
                ).fetchall()
                asked = [is_asked for (is_asked,) in rows]
                found[drill] = len(asked), asked.index(1) if 1 in asked else len(asked)
            return found

        return self._ask(query)

    # The rest

    @property
    def plan(self) -> PlanBegunRecord | None:
        """The programme that is on."""
        row = self._one("select body from plan")
        return None if row is None else decode_begun(row[0])

    @property
    def acknowledged(self) -> dict[str, str]:
        """The answer that holds for each text that had to be read."""
        return self._ask(
            lambda db: dict(db.execute("select text, answer from answer").fetchall())
        )

    @property
    def last_n(self) -> int:
        """The highest counter of any device; what changes the past is written after it."""
        row = self._one("select value from state where name = 'last_n'")
        return 0 if row is None else int(row[0])

    @property
    def last_first_side(self) -> Side | None:
        """The side the newest session began with; the next one begins with the other."""
        row = self._one(
            "select first_side from session where is_deleted = 0 "  # noqa: S608  our order
            f"and started_us <= {self._latest_us} {_NEWEST_FIRST} limit 1"
        )
        return None if row is None else Side(row[0])

    def _facts(self, db: sqlite3.Connection, rows: sqlite3.Cursor) -> list[SessionFacts]:
        plans: dict[int, Prescription] = {}
        found = []
        for id_, status, number, body, crc32 in rows.fetchall():
            if number not in plans:
                (plan,) = db.execute(
                    "select body from prescription where number = ?", (number,)
                ).fetchone() or ("",)
                plans[number] = decode_plan(plan)
            facts = decode_facts(body, crc32, plans[number])
            if status == OPEN and self._is_running(id_):
                facts = replace(facts, status=SessionStatus.RUNNING)
            found.append(facts)
        return found

    def _ask(self, query: Callable[[sqlite3.Connection], T]) -> T:
        return self._keeper.ask(query)

    def _one(self, query: str) -> Row | None:
        def ask(db: sqlite3.Connection) -> Row | None:
            row: Row | None = db.execute(query).fetchone()
            return row

        return self._ask(ask)
