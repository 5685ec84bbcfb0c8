"""Loading of programmes on demand; a bad file affects no other programme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from coach.errors import CoachError, LibraryError, Problem
from coach.library.cache import NO_CACHE, DrillFileCache
from coach.library.catalogue import Entry, Library, ProgrammeFile
from coach.library.load import in_order
from coach.library.name_lookup import Named, did_you_mean_name, id_meant
from coach.library.phrasing import did_you_mean, quoted
from coach.library.value_problem import ValueProblem
from coach.model.programme import Programme
from coach.text.name_key import name_key


class Programmes(msgspec.Struct, frozen=True):
    """All usable programmes by id, and the problems of the others."""

    entries: dict[str, Entry[Programme]]
    problems: tuple[Problem, ...] = ()

    def find(self, name: str) -> Entry[Programme]:
        """Return the programme with this id or name.

        Raises:
            CoachError: if there is none; with a suggestion when one is near.
            LibraryError: if its file is there but cannot be used; says why.
        """
        named = [Named(id_, entry.value.name) for id_, entry in self.entries.items()]
        found = id_meant(name, named)
        if found is not None:
            return self.entries[found]
        key = name_key(name)
        own = tuple(problem for problem in self.problems if Path(problem.path).stem == key)
        if own:
            raise LibraryError(own, hint="list every problem with `coach drill check`")
        hint = "`coach plan list` shows all"
        near = did_you_mean_name(name, named)
        raise CoachError(
            f"no programme is called {quoted(name)}",
            hint=f"{near} {hint}" if near else hint,
        )


def read_programmes(
    library: Library, only: str | None = None, cache: DrillFileCache = NO_CACHE
) -> Programmes:
    """Return all programmes; of two with one id, that of the first folder counts.

    Args:
        library: the programme files, and the routines that they may name.
        only: id of the only programme to read; None for all.
        cache: the cache of read files.
    """
    entries: dict[str, Entry[Programme]] = {}
    bundled: set[str] = set()
    problems: list[Problem] = []
    for found in library.programme_files:
        if only is not None and found.file.id != only:
            continue
        try:
            entry = _programme(found, cache)
        except LibraryError as error:
            problems += error.problems
            continue
        missing = list(_missing_routines(entry.value, library))
        if missing:
            problems += _at_their_places(entry, missing)
            continue
        id_ = entry.value.id
        if not found.is_own:
            bundled.add(id_)
        replaces = found.is_own and id_ in bundled
        entries[id_] = msgspec.structs.replace(entry, replaces_bundled=replaces)
    cache.save()
    return Programmes(entries, in_order(problems))


# YAML is loaded only for files that are not kept: it takes as long as to read all others.


def _programme(found: ProgrammeFile, cache: DrillFileCache) -> Entry[Programme]:
    def read() -> tuple[Programme, str]:
        from coach.library.one_file import read_programme  # noqa: PLC0415  see above

        entry = read_programme(found.file, is_own=found.is_own)
        return entry.value, entry.digest

    file = found.file
    programme, digest = cache.read(file.path, tuple[Programme, str], read)
    return Entry(programme, file.path, file.shown, digest, found.is_own)


def _at_their_places(
    entry: Entry[Programme], findings: Sequence[ValueProblem]
) -> Iterable[Problem]:
    from coach.library.one_file import placed  # noqa: PLC0415  see above

    return placed(entry, findings)


def check_programmes(library: Library) -> Iterator[Problem]:
    """Yield the problems of all programmes."""
    from coach.library.check.advice import programme_remarks  # noqa: PLC0415  only a check asks

    programmes = read_programmes(library)
    yield from programmes.problems
    for entry in programmes.entries.values():
        findings = [*programme_remarks(entry.value), *_unknown_drills(entry.value, library)]
        yield from _at_their_places(entry, findings)


def _missing_routines(programme: Programme, library: Library) -> Iterator[ValueProblem]:
    for index, week in enumerate(programme.weeks):
        for key, times in (("strength", week.strength), ("beside", week.beside)):
            for place, entry in enumerate(times):
                path = ("weeks", index, key, place, "routine")
                yield from _missing(path, entry.routine, library)
    for key, routine in (
        ("taper", programme.taper),
        ("race_morning", programme.race_morning),
    ):
        if routine is not None:
            yield from _missing((key,), routine, library)


def _missing(
    path: tuple[str | int, ...], routine: str, library: Library
) -> Iterator[ValueProblem]:
    if routine not in library.routines:
        hint = did_you_mean(routine, library.routines)
        yield ValueProblem(path, f"no routine is called {quoted(routine)}", hint)


def _unknown_drills(programme: Programme, library: Library) -> Iterator[ValueProblem]:
    for index, week in enumerate(programme.weeks):
        for place, change in enumerate(week.changes):
            for number, drill in enumerate(change.drills):
                if drill not in library.drills:
                    path = ("weeks", index, "changes", place, "drills", number)
                    hint = did_you_mean(drill, library.drills)
                    yield ValueProblem(path, f"no drill is called {quoted(drill)}", hint)
