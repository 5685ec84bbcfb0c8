"""Folding new records into the index: of what they touch, everything is folded anew.

What a record changes is found through the ids it has, names and belongs to; the sessions
so found are folded by `coach.journal.fold.fold` from their own lines of the journal.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from coach.journal.fold import fold
from coach.journal.index.files import Found, KnownFile, real_name
from coach.journal.index.rows import SessionRows, encode_begun, encode_plan
from coach.journal.read import LineFault, open_journal_file, record_on
from coach.model.records import AnyRecord
from coach.model.session_facts import History

STANDING = ""
"""Stands for the session of records that belong to none."""

_TOUCHED = """
select session, target from line where id in (select id from temp.named)
union
select session, target from line where id in (
    select target from line where id in (select id from temp.named))
"""
"""Where the records are that are named, or that a named change changes."""

_TWICE = """
select new.session, old.session, old.target
from line new join line old on old.id = new.id and old.rowid < new.rowid
where new.rowid >= ?
"""

_LINES = """
with own as (select id from line where session in (select id from temp.todo)),
first as (
    select id from line where target in (select id from temp.todo)
    union select id from line where target in (select id from own)),
second as (select id from line where target in (select id from first))
select distinct id, file, offset, length from line where id in (
    select id from own union select id from first union select id from second)
order by file, offset
"""
"""All lines that say something about some sessions: their own, changes of these, and
changes of those; with every copy of each."""


class StaleError(Exception):
    """A file of the journal is no longer what it was read as."""


class TakingIn:
    """One transaction's worth of new records."""

    def __init__(self, connection: sqlite3.Connection, folder: Path) -> None:
        self._db = connection
        self._folder = folder
        self._files: dict[int, BinaryIO] = {}
        self._stack = ExitStack()
        self._plans: dict[bytes, int] = {}
        for table in ("todo", "named", "dates"):
            self._db.execute(
                f"create temp table if not exists {table} (id text primary key)"
            )
        self._db.execute("delete from temp.dates")

    def close(self) -> None:
        """Close the journal's files."""
        self._stack.close()

    def forget_tail(self, known: KnownFile) -> None:
        """Take back the record on an unfinished last line: it is read again."""
        if known.tail_id is None:
            return
        where = known.tail_id, known.number, known.read_bytes
        rows = self._db.execute(
            "select session, target from line where id = ? and file = ? and offset = ?",
            where,
        ).fetchall()
        self._db.execute("delete from line where id = ? and file = ? and offset = ?", where)
        named = {target for _, target in rows if target is not None}
        touched = {session for session, _ in rows if session is not None}
        self._fold({*touched, *self._sessions_named(named)}, ())

    def take(self, found: list[Found], file: int) -> None:
        """Take in records of one file."""
        # One at a time: together they would look at every line.
        (last,) = self._db.execute("select max(rowid) from line").fetchone()
        (newest,) = self._db.execute("select max(id) from line").fetchone()
        first = (last or 0) + 1
        sessions: dict[str, list[AnyRecord]] = {}
        named: set[str] = set()
        rows = []
        last_n = 0
        is_new = True
        for record, offset, length in found:
            id_ = record.id
            session = getattr(record, "session", STANDING)
            target = None if session else getattr(record, "target", None)
            if target is None:
                of = sessions.get(session)
                if of is None:
                    of = sessions[session] = []
                of.append(record)
                rows.append((id_, session, None, file, offset, length))
            else:
                named.add(target)
                rows.append((id_, None, target, file, offset, length))
            last_n = max(last_n, record.n)
            if newest is not None and id_ <= newest:
                is_new = False
            else:
                newest = id_
        self._db.executemany("insert into line values (?, ?, ?, ?, ?, ?)", rows)
        self._db.execute(
            "update state set value = max(value, ?) where name = 'last_n'", (last_n,)
        )
        # Ids grow with time: most records cannot have been seen before.
        known = self._known(first, named, sessions, is_new=is_new)
        fresh = [
            record for id_, of in sessions.items() if id_ not in known for record in of
        ]
        self._fold(known, fresh)

    def _known(
        self, first: int, named: set[str], fresh: Iterable[str], *, is_new: bool
    ) -> set[str]:
        """Sessions that are not all in the new records, or are touched by changes."""
        known: set[str] = set()
        if not is_new:
            for one, other, target in self._db.execute(_TWICE, (first,)).fetchall():
                known |= {session for session in (one, other) if session is not None}
                named |= {target} if target is not None else set()
        known |= self._sessions_named(named)
        self._fill("todo", fresh)
        known |= self._column(
            "select t.id from temp.todo t where exists (select 1 from line l where "
            "l.session = t.id and l.rowid < ?)",
            first,
        )
        if self._db.execute("select 1 from line where target is not null").fetchone():
            known |= self._column(
                "select id from temp.todo where exists "
                "(select 1 from line where target = temp.todo.id)"
            )
            known |= self._column(
                "select new.session from line new join line change "
                "on change.target = new.id where new.rowid >= ? "
                "and new.session is not null",
                first,
            )
        return known

    def _sessions_named(self, named: set[str]) -> set[str]:
        """Sessions that changes are about, whatever they name."""
        if not named:
            return set()
        self._fill("named", named)
        about = set(named)
        for session, target in self._db.execute(_TOUCHED).fetchall():
            about |= {each for each in (session, target) if each is not None}
        self._fill("named", about)
        return self._column(
            "select id from temp.named where exists "
            "(select 1 from line where session = temp.named.id)"
        )

    def _column(self, query: str, *values: object) -> set[str]:
        return {value for (value,) in self._db.execute(query, values)}

    def _fill(self, table: str, ids: Iterable[str]) -> None:
        self._db.execute(f"delete from temp.{table}")  # noqa: S608  one of three names
        self._db.executemany(
            f"insert or ignore into temp.{table} values (?)",  # noqa: S608  one of three names
            ((each,) for each in ids),
        )

    def _fold(self, known: set[str], fresh: list[AnyRecord] | tuple[()]) -> None:
        """Fold sessions anew: known ones from their lines, new ones from their records."""
        todo = known | {getattr(record, "session", STANDING) for record in fresh}
        self._fill("todo", known)
        records = list(fresh)
        if known:
            records += [self._record(*row) for row in self._db.execute(_LINES).fetchall()]
            self._db.execute(
                "insert or ignore into temp.dates select local_date from session "
                "where id in (select id from temp.todo)"
            )
            for table in ("drill_done", "group_done"):
                self._db.execute(
                    f"delete from {table} where (local_date, session) in ("  # noqa: S608  our tables
                    "select local_date, id from session "
                    "where id in (select id from temp.todo))"
                )
            self._db.execute("delete from session where id in (select id from temp.todo)")
        history = fold(records)
        if STANDING in todo:
            self._db.execute("delete from answer")
            self._db.executemany(
                "insert into answer values (?, ?)", history.acknowledged.items()
            )
            self._db.execute("delete from plan")
            if history.plan is not None:
                self._db.execute(
                    "insert into plan values (?)", (encode_begun(history.plan),)
                )
        self._write(history, todo)

    def _write(self, history: History, todo: set[str]) -> None:
        rows = SessionRows()
        for of, is_deleted in ((history.sessions, False), (history.deleted, True)):
            for facts in of:
                if facts.id in todo:
                    plan = self._plan(encode_plan(facts.prescription))
                    rows.add(facts, plan, is_deleted=is_deleted)
        for table, values in (
            ("session", rows.sessions),
            ("drill_done", rows.drills),
            ("group_done", rows.groups),
        ):
            if values:
                marks = ", ".join("?" * len(values[0]))
                self._db.executemany(f"insert into {table} values ({marks})", values)  # noqa: S608  our tables
        dates = {row[5] for row in rows.sessions}
        self._db.executemany(
            "insert or ignore into temp.dates values (?)", ((day,) for day in dates)
        )

    def _plan(self, body: str) -> int:
        digest = hashlib.blake2b(body.encode(), digest_size=16).digest()
        number = self._plans.get(digest)
        if number is None:
            self._db.execute(
                "insert or ignore into prescription (digest, body) values (?, ?)",
                (digest, body),
            )
            (number,) = self._db.execute(
                "select number from prescription where digest = ?", (digest,)
            ).fetchone()
            self._plans[digest] = number
        return int(number)

    def _record(self, id_: str, number: int, offset: int, length: int) -> AnyRecord:
        file = self._files.get(number)
        if file is None:
            (name,) = self._db.execute(
                "select name from file where number = ?", (number,)
            ).fetchone()
            try:
                file = self._stack.enter_context(
                    open_journal_file(self._folder / real_name(name))
                )
            except OSError as error:
                raise StaleError from error
            self._files[number] = file
        try:
            file.seek(offset)
            record = record_on(file.read(length))
        except OSError as error:
            raise StaleError from error
        if record is None or isinstance(record, LineFault) or record.id != id_:
            raise StaleError
        return record

    def add_up_days(self) -> None:
        """Add up anew the days of the sessions that were folded; once, at the end."""
        for table in ("day", "day_group", "day_drill"):
            self._db.execute(
                f"delete from {table} where local_date in (select id from temp.dates)"  # noqa: S608  our tables
            )
        self._db.execute(
            "insert into day select local_date, count(*), sum(active_ms), sum(exhales), "
            "sum(exhale_ms) from session where local_date in (select id from temp.dates) "
            "and has_work and not is_deleted group by local_date"
        )
        self._db.execute(
            "insert into day_group select local_date, drill_group, sum(sets_done) "
            "from group_done where local_date in (select id from temp.dates) "
            "group by local_date, drill_group"
        )
        self._db.execute(
            "insert into day_drill select local_date, drill, name, drill_group, level, "
            "unit, count(*), sum(sets_done), max(best_cycles), sum(work_ms), "
            "sum(exhale_ms) from drill_done "
            "where local_date in (select id from temp.dates) "
            "group by local_date, drill, name, drill_group, level, unit"
        )
        self._db.execute("delete from temp.dates")


def save(connection: sqlite3.Connection, known: KnownFile) -> None:
    """Write a file's row."""
    names = [n for n in KnownFile.__struct_fields__ if n not in {"number", "name"}]
    connection.execute(
        f"update file set {', '.join(f'{name} = ?' for name in names)} where number = ?",  # noqa: S608  our columns
        (*(getattr(known, name) for name in names), known.number),
    )
