"""Updating the index: new records are added; in case of doubt, everything is read again."""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple

import msgspec
from msgspec.structs import replace

from coach.errors import Problem
from coach.journal.index.database import clear, transaction
from coach.journal.index.session_rows import add_session, remove_session
from coach.journal.journal_files import (
    LONGEST_LINE,
    LineFault,
    Tally,
    digest_of,
    journal_files,
    open_journal_file,
    unreadable,
    why_unreadable,
)
from coach.model.records import AnyRecord, Record
from coach.model.session_facts import History

_SETTLED_NS = 2_000_000_000
"""Age below which files are compared by content, because a second change within one tick
of the file system's clock does not show. FAT has the longest ticks."""

_MOST_NEW = 1_000
"""Number of new records above which reading everything is just as quick."""

_PIECE_BYTES = 1024 * 1024

_encode = msgspec.json.Encoder().encode

_Found = tuple[AnyRecord, str, int, int]
"""A record, the name of its file, and the beginning and end of its line."""


class _Place(NamedTuple):
    """A piece of a file that contains records of a single session."""

    session: str
    file: bytes
    start: int
    stop: int
    first_id: str
    last_id: str


class _StaleError(Exception):
    """A record is no longer where it was."""


class KnownFile(msgspec.Struct):
    """The part of a journal file that was read, and the problems in that part."""

    status: str = ""
    size: int = 0
    crc32: int = 0
    """Checksum of everything that was read."""
    lines: int = 0
    is_whole: bool = True
    """Whether the last line has a line end."""
    faults: dict[LineFault, int] = {}
    first_fault: int = 0
    faults_crc32: int = 0
    unreadable: str = ""
    """Reason why no more could be read."""

    def problem(self, path: Path) -> Problem | None:
        """Return everything that is wrong in the file."""
        return self._tally().problem(path, self.unreadable)

    def is_beginning_of(self, file: BinaryIO) -> bool:
        """Return whether all that was read is still there, perhaps with more after it."""
        size = os.fstat(file.fileno()).st_size
        if size < self.size or (size > self.size and not self.is_whole) or self.unreadable:
            return False
        crc32, left = 0, self.size
        with suppress(OSError):
            file.seek(0)
            while left and (piece := file.read(min(left, _PIECE_BYTES))):
                crc32 = zlib.crc32(piece, crc32)
                left -= len(piece)
        return not left and crc32 == self.crc32

    def read_on(self, file: BinaryIO, name: str, now_ns: int) -> Iterator[_Found]:
        """Read the records after the known ones, which then count as known."""
        from coach.journal.read import record_on  # noqa: PLC0415  only for news, and start-up counts

        status, self.status = _status(file, now_ns), ""
        try:
            file.seek(self.size)
            while line := file.readline(LONGEST_LINE + 1):
                start = self.size
                record = record_on(line)
                self._pass(line)
                while not self.is_whole and (rest := file.readline(_PIECE_BYTES)):
                    self._pass(rest)
                self.lines += 1
                if isinstance(record, LineFault):
                    self._count(record, digest_of(line))
                elif record is not None:
                    yield record, name, start, self.size
        except OSError as error:
            self.unreadable = why_unreadable(error)
        else:
            self.status = status  # later records change the session

    def _tally(self) -> Tally:
        return Tally(Counter(self.faults), self.first_fault, self.faults_crc32)

    def _count(self, fault: LineFault, digest: int) -> None:
        tally = self._tally()
        tally.add(fault, self.lines, digest)
        self.faults, self.faults_crc32 = dict(tally.faults), tally.crc32
        self.first_fault = tally.first_line

    def _pass(self, piece: bytes) -> None:
        self.size += len(piece)
        self.crc32 = zlib.crc32(piece, self.crc32)
        self.is_whole = piece.endswith(b"\n")


def _status(file: BinaryIO, now_ns: int) -> str:
    """Return text that shows every change to a file; empty if it might miss one."""
    found = os.fstat(file.fileno())
    if now_ns - max(found.st_mtime_ns, found.st_ctime_ns) <= _SETTLED_NS:
        return ""
    return f"{found.st_ino} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns}"


def sync(db: sqlite3.Connection, folder: Path, now_ns: int) -> tuple[Problem, ...]:
    """Bring the index up to date with the journal.

    Args:
        db: the index.
        folder: the journal.
        now_ns: the time since 1970, as file systems store it.

    Returns:
        The problems in reading the journal, at most one for each file.
    """
    with ExitStack() as stack:
        files: dict[str, BinaryIO] = {}
        problems: dict[str, Problem | None] = {}
        try:
            for path in journal_files(folder):
                try:
                    files[path.name] = stack.enter_context(open_journal_file(path))
                except OSError as error:
                    of = KnownFile(unreadable=why_unreadable(error))
                    problems[path.name] = of.problem(path)
        except OSError as error:
            problems[""] = unreadable(folder, error)
        known = _sync_files(db, files, now_ns)
    problems |= {name: of.problem(folder / name) for name, of in known.items()}
    return tuple(found for _, found in sorted(problems.items()) if found is not None)


def _sync_files(
    db: sqlite3.Connection, files: Mapping[str, BinaryIO], now_ns: int
) -> dict[str, KnownFile]:
    before = _known_files(db)
    known, new = _read_new(before, files, now_ns)
    if new == []:
        if known != before:
            # The index can still be read when the disk is full.
            with suppress(sqlite3.OperationalError), transaction(db):
                _save(db, known)
        return known
    with transaction(db):
        by_now = _known_files(db)
        if by_now != before:  # another process was quicker
            known, new = _read_new(by_now, files, now_ns)
        if new is not None:
            with suppress(_StaleError, OSError):
                _add(db, new, files)
                _save(db, known)
                return known
        return _fold_all(db, files, now_ns)


def _known_files(db: sqlite3.Connection) -> dict[str, KnownFile]:
    rows = db.execute("select name, body from file").fetchall()
    return {
        os.fsdecode(name): msgspec.json.decode(body, type=KnownFile) for name, body in rows
    }


def _save(db: sqlite3.Connection, known: Mapping[str, KnownFile]) -> None:
    # File names are bytes, and not all of them are text.
    rows = [(os.fsencode(name), _encode(of).decode()) for name, of in known.items()]
    db.executemany("insert or replace into file values (?, ?)", rows)


def _read_new(
    before: Mapping[str, KnownFile], files: Mapping[str, BinaryIO], now_ns: int
) -> tuple[dict[str, KnownFile], list[_Found] | None]:
    """Return what is known now, and the records that were added at the ends of files.

    Instead of the records, return None if anything else changed or too much is new.
    """
    known: dict[str, KnownFile] = {}
    new: list[_Found] = []
    for name, file in files.items():
        of = known[name] = replace(before.get(name, KnownFile()))
        status = _status(file, now_ns)
        if not status or status != of.status:
            if not of.is_beginning_of(file):
                return known, None
            new += of.read_on(file, name, now_ns)
    is_all = before.keys() <= files.keys() and len(new) <= _MOST_NEW
    return known, new if is_all else None


def _fold_all(
    db: sqlite3.Connection, files: Mapping[str, BinaryIO], now_ns: int
) -> dict[str, KnownFile]:
    """Forget everything and read the whole journal."""
    from coach.journal.fold import fold  # noqa: PLC0415  only for news, and start-up counts

    known = {name: KnownFile() for name in files}
    all_ = [
        found
        for name, of in known.items()
        for found in of.read_on(files[name], name, now_ns)
    ]
    clear(db)
    _save(db, known)
    _note(db, all_)
    _write(db, fold(record for record, *_ in all_))
    return known


def _add(db: sqlite3.Connection, new: list[_Found], files: Mapping[str, BinaryIO]) -> None:
    """Fold again the sessions that new records are about.

    Raises:
        _StaleError: if their older records are no longer in the files.
        OSError: if these cannot be read.
    """
    from coach.journal.fold import fold  # noqa: PLC0415  only for news, and start-up counts
    from coach.journal.record_json import decode  # noqa: PLC0415  only for news, and start-up counts

    _note(db, new)
    loose = [decode(line) for (line,) in db.execute("select record from loose")]
    touched = _touched(db, [record for record, *_ in new], loose)
    records = [record for id_ in touched for record in _records_of(db, id_, files)]
    for id_ in touched:
        remove_session(db, id_)
    _write(db, fold(loose + records))


def _session_of(record: AnyRecord) -> str | None:
    session: str | None = getattr(record, "session", None)
    return session


def _note(db: sqlite3.Connection, new: list[_Found]) -> None:
    """Store where the records of each session are, and the records of no session."""
    from coach.journal.record_json import encode  # noqa: PLC0415  only for news, and start-up counts

    places: list[_Place] = []
    for record, name, start, stop in new:
        file = os.fsencode(name)
        session, id_ = _session_of(record), record.id
        last = places[-1] if places else None
        if session is None:
            db.execute("insert into loose values (?)", (encode(record),))
        elif last and (last.session, last.file, last.stop) == (session, file, start):
            first_id, last_id = min(last.first_id, id_), max(last.last_id, id_)
            places[-1] = last._replace(stop=stop, first_id=first_id, last_id=last_id)
        else:
            places.append(_Place(session, file, start, stop, id_, id_))
    db.executemany("insert into place values (?, ?, ?, ?, ?, ?)", places)


_TOUCHED = """
with recursive touched (session) as (
    select session from place where session in (select id from temp.about)
    union
    select session from temp.about join place on last_id >= id and first_id <= id
    union
    select other.session from touched
    join place own on own.session = touched.session
    join place other on other.last_id >= own.first_id and other.first_id <= own.last_id
)
select session from touched
"""
"""Finds the sessions that new records name, those whose records may be named, and those
that may have a copy of such a record. It compares only ranges of ids."""


def _touched(
    db: sqlite3.Connection, new: list[AnyRecord], loose: list[AnyRecord]
) -> list[str]:
    """Return the sessions that new records may be about."""
    targets: dict[str, set[str]] = {}
    for record in loose:
        targets.setdefault(record.id, set()).add(getattr(record, "target", record.id))
    about, todo = set[str](), [record.id for record in new]
    while todo:  # a deletion may target a correction, which targets a record
        id_ = todo.pop()
        if id_ not in about:
            about.add(id_)
            todo += targets.get(id_, ())
    db.execute("create temp table if not exists about (id text primary key)")
    db.execute("delete from temp.about")
    db.executemany("insert into temp.about values (?)", [(id_,) for id_ in about])
    return [session for (session,) in db.execute(_TOUCHED).fetchall()]


def _records_of(
    db: sqlite3.Connection, session: str, files: Mapping[str, BinaryIO]
) -> Iterator[AnyRecord]:
    """Read the records of a session again.

    Raises:
        _StaleError: if the records are no longer there.
    """
    from coach.journal.read import record_on  # noqa: PLC0415  only for news, and start-up counts

    for name, start, stop in db.execute(
        "select file, start, stop from place where session = ?", (session,)
    ).fetchall():
        file = files[os.fsdecode(name)]
        file.seek(start)
        for line in file.read(stop - start).removesuffix(b"\n").split(b"\n"):
            record = record_on(line)
            if not isinstance(record, Record) or _session_of(record) != session:
                raise _StaleError
            yield record


def _write(db: sqlite3.Connection, history: History) -> None:
    for facts in history.sessions:
        add_session(db, facts)
    last_n = max(history.last_n, standing_in(db).last_n)
    standing = replace(history, sessions=(), deleted=(), last_n=last_n)
    db.execute("delete from standing")
    db.execute("insert into standing values (?)", (_encode(standing).decode(),))


def standing_in(db: sqlite3.Connection) -> History:
    """Return everything that the journal says, except the sessions."""
    row = db.execute("select history from standing").fetchone()
    return msgspec.json.decode(row[0], type=History) if row else History()
