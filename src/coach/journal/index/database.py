"""The index's SQLite file, which is rebuilt if damaged, or kept in memory if necessary."""

from __future__ import annotations

import os
import sqlite3
import stat
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

import msgspec

from coach import __version__
from coach.files.atomic import new_file
from coach.files.durable import make_folders
from coach.files.os_error import reason
from coach.model.session_facts import BoutFacts, SessionFacts, Stop, WentTo

T = TypeVar("T")

FORMAT = 2
"""Version of the tables; grows when older versions of coach can no longer use them."""

WRITTEN_BY = "/".join(
    (
        __version__,
        "5",  # increase this when the same records give a different history
        *SessionFacts.__struct_fields__,
        *BoutFacts.__struct_fields__,
        *Stop.__struct_fields__,
        *WentTo.__struct_fields__,
    )
)
"""Key of the version that wrote an index; another version builds the index again."""

_TABLES = {
    "session": "id text primary key, started_at text, started_us integer, last_us integer, "
    "local_date text, has_work integer, sets_done integer, active_ms integer, "
    "prescription integer, facts text, crc32 integer, has_hurt integer",
    "drill_done": "session text, started_us integer, drill text, name text, "
    "drill_group text, level integer, is_asked integer",
    "prescription": "digest integer primary key, routine text, name text, words text, "
    "body text",
    "standing": "history text",
    "file": "name blob primary key, body text",
    "place": "session text, file blob, start integer, stop integer, first_id text, "
    "last_id text",
    "loose": "record text",
    "written_by": "program text",
}
_INDEXES = {
    "session_by_start": "session (started_us, id, has_work, sets_done, active_ms)",
    "session_by_last": "session (last_us)",
    "session_by_date": "session (local_date)",
    "session_by_pain": "session (local_date) where has_hurt",
    "drill_by_session": "drill_done (session)",
    "drill_by_start": "drill_done (drill, started_us, session, is_asked, name)",
    "group_by_start": "drill_done (drill_group, level, started_us, session)",
    "place_by_session": "place (session)",
    "place_by_id": "place (last_id, first_id, session)",
}

_PATIENCE_S = 10.0
"""Longest wait for another process to finish writing, in seconds."""

_TRIES = 3

_DAMAGED = {
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_ERROR,  # a table or column is missing
    sqlite3.SQLITE_CONSTRAINT,
    sqlite3.SQLITE_MISMATCH,
    sqlite3.SQLITE_FORMAT,
    sqlite3.SQLITE_SCHEMA,
}

_NONSENSE = (msgspec.MsgspecError, ValueError, TypeError)
"""Errors of decoding that only a damaged index raises."""


class _UnusableError(Exception):
    """The file cannot be used, but must not be removed."""


class IndexDatabase:
    """Runs queries on an up-to-date index, in memory if the file cannot be used."""

    def __init__(
        self, path: Path | None, sync: Callable[[sqlite3.Connection], None]
    ) -> None:
        """Prepare; the first query opens the file.

        Args:
            path: the file; None keeps the index in memory.
            sync: brings an index up to date.
        """
        self.trouble: str | None = None
        """Reason why the index is in memory and not in the file; None if it is in the
        file."""
        self._path = path
        self._sync = sync
        self._db: sqlite3.Connection | None = None
        self._let_go: Callable[[], object] = lambda: None

    def close(self) -> None:
        """Close the file; the next query opens it again."""
        self._let_go()
        self._db = None

    def ask(
        self, query: Callable[[sqlite3.Connection], T], *, reads_again: bool = False
    ) -> T:
        """Return the result of a query; first read the journal again if asked."""
        for _ in range(_TRIES):
            try:
                return self._ask(query, reads_again=reads_again)
            except _UnusableError as error:
                self._go_without(str(error))
            except sqlite3.Error as error:
                self._mend(error)
            except _NONSENSE as error:
                self._throw_away(str(error))
        self._go_without("the file keeps getting damaged")
        return self._ask(query, reads_again=reads_again)

    def _ask(self, query: Callable[[sqlite3.Connection], T], *, reads_again: bool) -> T:
        if self._db is None:
            db = _open(self._path)
            # An index that nobody closed still releases its file immediately.
            self._let_go = weakref.finalize(self, db.close)
            self._db, reads_again = db, True
        if reads_again:
            self._sync(self._db)
        with transaction(self._db, "begin"):  # all reads see the same moment
            return query(self._db)

    def _mend(self, error: sqlite3.Error) -> None:
        code = getattr(error, "sqlite_errorcode", None)
        if code == sqlite3.SQLITE_READONLY_DBMOVED:
            self.close()  # another process removed the file
        elif code is None or code & 0xFF in _DAMAGED:
            self._throw_away(str(error))
        else:
            self._go_without(str(error))

    def _throw_away(self, why: str) -> None:
        """Remove the file; a process that has the file open can still use it."""
        self.close()
        if self._path is not None:
            try:
                # The file goes first, so that a new one never meets old companion files.
                for suffix in ("", "-journal", "-wal", "-shm"):
                    self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
            except OSError:
                self._go_without(why)

    def _go_without(self, why: str) -> None:
        self.close()
        if self._path is not None:
            self.trouble = f"the index '{self._path}' cannot be used: {why}"
            self._path = None


@contextmanager
def transaction(db: sqlite3.Connection, begin: str = "begin immediate") -> Iterator[None]:
    """Run the block in one transaction; roll it back if the block raises."""
    db.execute(begin)
    try:
        yield
        db.execute("commit")
    except BaseException:
        if db.in_transaction:
            db.execute("rollback")
        raise


def _open(path: Path | None) -> sqlite3.Connection:
    """Open an index, creating it and its folder if needed; without a path, use memory."""
    if path is not None:
        try:
            make_folders(path.parent)
            with suppress(FileExistsError):
                os.close(new_file(path))
            if not stat.S_ISREG(path.stat().st_mode):
                raise _UnusableError("the path is not a file")
        except OSError as error:
            raise _UnusableError(reason(error)) from error
    db = sqlite3.connect(
        path or ":memory:",
        timeout=_PATIENCE_S,
        isolation_level=None,
        # One thread asks, but the garbage collector may run in another.
        check_same_thread=False,
    )
    try:
        _prepare(db)
    except BaseException:
        db.close()
        raise
    return db


def _prepare(db: sqlite3.Connection) -> None:
    db.execute("pragma temp_store = memory")
    if _version(db) == 0:
        with transaction(db):
            if _version(db) == 0:  # no other process was quicker
                _create(db)
    if _version(db) > FORMAT:
        raise _UnusableError("a newer version of coach wrote the file")
    if db.execute("select program from written_by").fetchone() != (WRITTEN_BY,):
        raise ValueError("another version of coach wrote the file")


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("pragma user_version").fetchone()[0])


def _create(db: sqlite3.Connection) -> None:
    if db.execute("select 1 from sqlite_master").fetchone():
        raise ValueError("coach did not write the file")
    for name, columns in _TABLES.items():
        db.execute(f"create table {name} ({columns})")
    for name, columns in _INDEXES.items():
        db.execute(f"create index {name} on {columns}")
    db.execute("insert into written_by values (?)", (WRITTEN_BY,))
    db.execute(f"pragma user_version = {FORMAT}")


def clear(db: sqlite3.Connection) -> None:
    """Delete all rows that were read from the journal."""
    for name in _TABLES.keys() - {"written_by"}:
        db.execute(f"delete from {name}")  # noqa: S608  our tables
