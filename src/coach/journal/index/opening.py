"""Opening the index's file, if it can be used; else there is one in memory."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import suppress
from pathlib import Path

from coach.files.atomic import new_file
from coach.files.durable import make_folders
from coach.files.refusal import reason
from coach.journal.index.tables import FORMAT, MARKS, SCHEMA, WRITTEN_BY

PATIENCE_S = 10.0
"""How long to wait for another process that folds."""

_CACHE_KIB = 65_536

_DAMAGED = {
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_ERROR,  # a table or column is missing
    sqlite3.SQLITE_CONSTRAINT,
    sqlite3.SQLITE_MISMATCH,
    sqlite3.SQLITE_FORMAT,
    sqlite3.SQLITE_SCHEMA,
}


class UnusableError(Exception):
    """This file cannot be used, and is nothing to throw away either."""


class DamagedError(Exception):
    """What is in the file makes no sense; it is thrown away and made anew."""


def is_damage(error: sqlite3.Error) -> bool:
    """Whether it is the file that is wrong, not the disk or the access to it."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is None or code & 0xFF in _DAMAGED


def open_file(path: Path) -> sqlite3.Connection:
    """Open the file, made with its folder if need be.

    Raises:
        UnusableError: if it cannot be opened, or a newer program wrote it.
        DamagedError: if it is no index.
        sqlite3.Error: if SQLite finds something else.
    """
    try:
        make_folders(path.parent)
        _make_private(path)
    except OSError as error:
        raise UnusableError(reason(error)) from error
    connection = _connect(path)
    try:
        _prepare(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def open_memory() -> sqlite3.Connection:
    """An index that is gone when the program ends."""
    connection = _connect(":memory:")
    _create(connection)
    return connection


def _connect(where: Path | str) -> sqlite3.Connection:
    return sqlite3.connect(
        where,
        timeout=PATIENCE_S,
        isolation_level=None,
        # One thread asks; another may be the one that collects what was forgotten.
        check_same_thread=False,
    )


def throw_away(path: Path) -> None:
    """Remove the file and what SQLite keeps beside it.

    Another process that has it open goes on with what it has.

    Raises:
        UnusableError: if that is not possible.
    """
    try:
        # First the file itself: what is beside a new one is never taken for its own.
        for suffix in ("", "-wal", "-shm", "-journal"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
    except OSError as error:
        raise UnusableError(reason(error)) from error


def _make_private(path: Path) -> None:
    """What a runner says of their body is for them alone."""
    with suppress(FileExistsError):
        os.close(new_file(path))
    if not stat.S_ISREG(path.stat().st_mode):
        raise UnusableError("it is not a file")


def _prepare(connection: sqlite3.Connection) -> None:
    connection.execute(f"pragma cache_size = -{_CACHE_KIB}")
    connection.execute("pragma temp_store = memory")
    connection.execute("pragma page_size = 8192")  # a session fits into one
    (version,) = connection.execute("pragma user_version").fetchone()
    if version > FORMAT:
        raise UnusableError("a newer coach wrote it")
    connection.execute("pragma synchronous = normal")
    if version == 0:
        _create(connection)  # the first fold is quicker without a log beside the file
        return
    # Readers never wait; after a power cut the file is whole, if perhaps a little old.
    connection.execute("pragma busy_timeout = 0")
    try:
        connection.execute("pragma journal_mode = wal")
    except sqlite3.OperationalError as error:
        if is_damage(error):
            raise
        # Somebody else folds, and would wait for us: without it for once.
    connection.execute(f"pragma busy_timeout = {PATIENCE_S * 1000:.0f}")
    row = connection.execute("select value from state where name = 'written_by'").fetchone()
    if row is None or row[0] != WRITTEN_BY:
        raise DamagedError


def _create(connection: sqlite3.Connection) -> None:
    connection.execute("begin immediate")
    # Another process may have been quicker.
    if connection.execute("pragma user_version").fetchone() == (0,):
        if connection.execute("select 1 from sqlite_master").fetchone():
            connection.execute("rollback")
            raise DamagedError
        for statement in (*SCHEMA.split(";"), *MARKS):
            connection.execute(statement)
    connection.execute("commit")
