"""Files that are read only when needed: programmes and self-tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from coach.errors import CoachError, LibraryError, Problem
from coach.library.cache import NO_CACHE, DrillFileCache
from coach.library.catalogue import Entry, LaterFile, check_hint
from coach.library.name_lookup import Named, did_you_mean_name, id_meant
from coach.library.phrasing import quoted
from coach.library.value_problem import ValueProblem
from coach.model.programme import Programme
from coach.model.self_test import SelfTest
from coach.text.name_key import name_key

K = TypeVar("K", Programme, SelfTest)


class OnDemand(msgspec.Struct, Generic[K], frozen=True):
    """All usable files of a kind by id, and the problems of the others."""

    entries: dict[str, Entry[K]]
    kind: str
    """Name of the kind: ``programme``."""
    lists: str
    """Command that lists all files of the kind."""
    problems: tuple[Problem, ...] = ()

    def find(self, name: str) -> Entry[K]:
        """Return the programme or self-test with this id or name.

        Raises:
            CoachError: if there is none; suggests a similar name if there is one.
            LibraryError: if its file exists but cannot be used; says why.
        """
        named = [
            Named(id_, entry.value.name, getattr(entry.value, "also", ()))
            for id_, entry in self.entries.items()
        ]
        found = id_meant(name, named)
        if found is not None:
            return self.entries[found]
        key = name_key(name)
        own = tuple(problem for problem in self.problems if Path(problem.path).stem == key)
        if own:
            raise LibraryError(own, hint=check_hint(own[0]))
        hint = f"`{self.lists}` shows all names"
        near = did_you_mean_name(name, named)
        raise CoachError(
            f"no {self.kind} is called {quoted(name)}",
            hint=f"{near} {hint}" if near else hint,
        )


class Kind(msgspec.Struct, Generic[K], frozen=True):
    """Functions for reading one kind of file."""

    type: type[K]
    name: str
    lists: str
    faults: Callable[[K], Iterable[ValueProblem]]
    """Yields the faults that make a file unusable, such as a name that means nothing."""


def read_on_demand(
    files: Sequence[LaterFile],
    kind: Kind[K],
    only: str | None = None,
    cache: DrillFileCache = NO_CACHE,
) -> OnDemand[K]:
    """Return all usable files of a kind; for each id, the first folder wins.

    Args:
        files: the bundled ones first.
        kind: how they are read.
        only: id of the only file to read; None for all.
        cache: the cache of read files.
    """
    from coach.library.load import in_order  # noqa: PLC0415  the other way round at the top

    entries: dict[str, Entry[K]] = {}
    bundled: set[str] = set()
    problems: list[Problem] = []
    for found in files:
        if only is not None and found.file.id != only:
            continue
        try:
            entry = _entry(found, kind, cache)
        except LibraryError as error:
            problems += error.problems
            continue
        faults = list(kind.faults(entry.value))
        if faults:
            problems += at_their_places(entry, faults)
            continue
        id_ = entry.value.id
        if not found.is_own:
            bundled.add(id_)
        replaces = found.is_own and id_ in bundled
        entries[id_] = msgspec.structs.replace(entry, replaces_bundled=replaces)
    cache.save()
    return OnDemand(entries, kind.name, kind.lists, in_order(problems))


# YAML is loaded only for uncached files: that takes as long as reading all others.


def _entry(found: LaterFile, kind: Kind[K], cache: DrillFileCache) -> Entry[K]:
    def read() -> tuple[K, str]:
        from coach.library.one_file import read_later  # noqa: PLC0415  see above

        entry = read_later(found.file, kind.type, is_own=found.is_own)
        return entry.value, entry.digest

    file = found.file
    shape: Any = tuple.__class_getitem__((kind.type, str))
    value, digest = cache.read(file.path, shape, read)
    return Entry(value, file.path, file.shown, digest, found.is_own)


def at_their_places(entry: Entry[K], findings: Sequence[ValueProblem]) -> Iterable[Problem]:
    """Return problems with lines and columns for findings in a file read earlier."""
    from coach.library.one_file import placed  # noqa: PLC0415  see above

    return placed(entry, findings)
