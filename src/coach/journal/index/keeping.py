"""Keeping the index up to date, and doing without its file when that cannot be used."""

from __future__ import annotations

import gc
import sqlite3
import stat
import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import msgspec

from coach.errors import JournalError, Problem
from coach.files.regular import NotAFileError
from coach.journal.index.files import (
    Found,
    KnownFile,
    begins_as_known,
    read_on,
    real_name,
    status_of,
    stored_name,
)
from coach.journal.index.opening import (
    DamagedError,
    UnusableError,
    is_damage,
    open_file,
    open_memory,
    throw_away,
)
from coach.journal.index.tables import NAMES
from coach.journal.index.taking_in import StaleError, TakingIn, save
from coach.journal.read import (
    Tally,
    journal_files,
    open_journal_file,
    unreadable,
    why_unreadable,
)

T = TypeVar("T")

_BATCH = 20_000
"""Records folded at once."""
_TRIES = 3


class Keeper:
    """The database, always as the journal says."""

    def __init__(self, path: Path | None, folder: Path) -> None:
        self._path = path
        self._folder = folder
        self._db: sqlite3.Connection | None = None
        self._let_go: Callable[[], object] = lambda: None
        self.problems: tuple[Problem, ...] = ()
        """What of the journal could not be read; at most one for each file."""
        self.trouble: str | None = None
        """What is wrong with the index's file, if that is why it is not used."""

    def close(self) -> None:
        """Let go of the file."""
        self._let_go()
        self._db = None

    def refresh(self) -> None:
        """Fold what is new in the journal.

        Raises:
            JournalError: if the journal changes faster than it can be read.
        """
        self._with(lambda _: None, is_fresh=False)

    def ask(self, query: Callable[[sqlite3.Connection], T]) -> T:
        """Run a query; if the file turns out to be damaged, on a new one.

        Raises:
            JournalError: if the journal changes faster than it can be read.
        """
        return self._with(query, is_fresh=self._db is not None)

    def _with(self, query: Callable[[sqlite3.Connection], T], *, is_fresh: bool) -> T:
        for _ in range(_TRIES):
            try:
                if self._db is None:
                    self._db, is_fresh = self._hold(self._open()), False
                if not is_fresh:
                    self._sync(self._db)
                return _in_one_moment(self._db, query)
            except (DamagedError, msgspec.DecodeError, ValueError) as error:
                self._throw_away(str(error))
            except UnusableError as error:
                self._go_without(str(error))
            except sqlite3.Error as error:
                if is_damage(error):
                    self._throw_away(str(error))
                else:
                    self._go_without(str(error))
        self._go_without("it is damaged again and again")
        self._db = self._hold(open_memory())
        self._sync(self._db)
        return _in_one_moment(self._db, query)

    def _open(self) -> sqlite3.Connection:
        return open_memory() if self._path is None else open_file(self._path)

    def _hold(self, db: sqlite3.Connection) -> sqlite3.Connection:
        # Whoever forgets to close an index still lets go of its file at once.
        self._let_go = weakref.finalize(self, db.close)
        return db

    def _throw_away(self, why: str) -> None:
        self.close()
        if self._path is not None:
            try:
                throw_away(self._path)
            except UnusableError:
                self._go_without(why)

    def _go_without(self, why: str) -> None:
        self.close()
        if self._path is not None:
            self.trouble = f"the index '{self._path}' cannot be used: {why}"
            self._path = None

    # What is new

    def _sync(self, db: sqlite3.Connection) -> None:
        problems: dict[str, Problem] = {}
        try:
            there = self._look(problems)
        except OSError as error:
            # The journal may come back: the file keeps what it knows of it.
            self.close()
            self._path = None
            self._db = self._hold(open_memory())
            self.problems = (unreadable(self._folder, error),)
            return
        known = _known_files(db)
        if {name: of.status for name, of in known.items()} != there:
            known = self._update(db, there, problems)
        for name, of in known.items():
            problem = of.problem(self._folder)
            if problem is not None:
                problems.setdefault(name, problem)
        self.problems = tuple(problems[name] for name in sorted(problems))

    def _look(self, problems: dict[str, Problem]) -> dict[str, str]:
        """The status of each file of the journal."""
        there: dict[str, str] = {}
        for path in journal_files(self._folder):
            try:
                found = path.stat()
                if not stat.S_ISREG(found.st_mode):
                    raise NotAFileError
            except OSError as error:
                self._note(path.name, error, problems)
            else:
                there[path.name] = status_of(found)
        return there

    def _note(self, name: str, error: OSError, problems: dict[str, Problem]) -> None:
        problem = Tally().problem(self._folder / name, why_unreadable(error))
        if problem is not None:
            problems[name] = problem

    def _update(
        self, db: sqlite3.Connection, there: Mapping[str, str], problems: dict[str, Problem]
    ) -> dict[str, KnownFile]:
        for attempt in range(_TRIES):
            with _transaction(db), _without_collecting():
                known = _known_files(db)
                if attempt or not self._is_still_there(known, there):
                    for table in NAMES:
                        if table != "state":
                            db.execute(f"delete from {table}")  # noqa: S608  our tables
                    db.execute("update state set value = 0 where name = 'last_n'")
                    known = {}
                try:
                    self._take_in(db, known, there, problems)
                except StaleError:
                    db.execute("rollback")
                else:
                    return known
        raise JournalError(
            f"the journal '{self._folder}' changes while it is read",
            hint="try again when nothing copies files there",
        )

    def _is_still_there(
        self, known: Mapping[str, KnownFile], there: Mapping[str, str]
    ) -> bool:
        """Whether all that was read of the journal is still in it, unchanged."""
        for name, of in known.items():
            if name not in there:
                return False
            if of.status != there[name]:
                try:
                    with open_journal_file(self._folder / name) as file:
                        if not begins_as_known(file, of):
                            return False
                except OSError:
                    return False
        return True

    def _take_in(
        self,
        db: sqlite3.Connection,
        known: dict[str, KnownFile],
        there: Mapping[str, str],
        problems: dict[str, Problem],
    ) -> None:
        taking = TakingIn(db, self._folder)
        try:
            for name, status in there.items():
                of = known.get(name)
                if of is None or of.status != status:
                    self._read_file(db, taking, of or KnownFile(name=name), known, problems)
            taking.add_up_days()
        finally:
            taking.close()

    def _read_file(
        self,
        db: sqlite3.Connection,
        taking: TakingIn,
        of: KnownFile,
        known: dict[str, KnownFile],
        problems: dict[str, Problem],
    ) -> None:
        try:
            with open_journal_file(self._folder / of.name) as file:
                if not of.number:
                    of.number = _add_file(db, of.name)
                    known[of.name] = of
                taking.forget_tail(of)
                batch: list[Found] = []
                try:
                    for found in read_on(file, of):
                        batch.append(found)
                        if len(batch) == _BATCH:
                            taking.take(batch, of.number)
                            batch = []
                finally:
                    taking.take(batch, of.number)
                    save(db, of)
        except OSError as error:
            of.status = ""
            problem = of.problem(self._folder, why_unreadable(error))
            if problem is not None:
                problems[of.name] = problem


def _known_files(db: sqlite3.Connection) -> dict[str, KnownFile]:
    names = KnownFile.__struct_fields__
    rows = db.execute(f"select {', '.join(names)} from file").fetchall()  # noqa: S608  our columns
    files = [msgspec.convert(dict(zip(names, r, strict=True)), KnownFile) for r in rows]
    for of in files:
        of.name = real_name(of.name)
    return {of.name: of for of in files}


def _add_file(db: sqlite3.Connection, name: str) -> int:
    cursor = db.execute(
        "insert into file values (null, ?, '', '', 0, 0, 0, x'', '{}', 0, null, null)",
        (stored_name(name),),
    )
    return cursor.lastrowid or 0


def _in_one_moment(db: sqlite3.Connection, query: Callable[[sqlite3.Connection], T]) -> T:
    """All that a query reads is of one time, whatever others write meanwhile."""
    db.execute("begin")
    try:
        return query(db)
    finally:
        if db.in_transaction:
            db.execute("rollback")


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Nothing here is a cycle, and looking for some takes a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    db.execute("begin immediate")
    try:
        yield
    except BaseException:
        if db.in_transaction:
            db.execute("rollback")
        raise
    if db.in_transaction:
        db.execute("commit")
