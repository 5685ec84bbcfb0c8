"""Loading of drill folders into one library; a bad file never hides the good ones."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from coach.errors import LibraryError, Problem
from coach.library.cache import NO_CACHE, DrillFileCache
from coach.library.catalogue import AnyEntry, Entry, LaterFile, Library
from coach.library.discover import FoundFile, FoundFiles, find_files
from coach.library.phrasing import quoted
from coach.model.drill import Drill, Routine, Source

T = TypeVar("T", Drill, Routine)


class Layer(msgspec.Struct):
    """The drills, routines and problems of one folder."""

    is_own: bool
    drills: dict[str, Entry[Drill]] = {}
    routines: dict[str, Entry[Routine]] = {}
    sources: dict[str, Source] = {}
    poses: FoundFile | None = None
    coaching: FoundFile | None = None
    programmes: tuple[LaterFile, ...] = ()
    tests: tuple[LaterFile, ...] = ()
    unusable: set[str] = set()
    """Ids of files that exist but cannot be used."""
    problems: list[Problem] = []

    def entries(self) -> Iterator[AnyEntry]:
        """Yield all drills, then all routines."""
        yield from self.drills.values()
        yield from self.routines.values()


def read_library(
    own_folders: Sequence[Path],
    bundled: Path,
    *,
    files: Sequence[Path] = (),
    with_sources: bool = True,
    cache: DrillFileCache = NO_CACHE,
) -> Library:
    """Return the library of all folders; for each id, the first folder wins.

    The bundled folder comes last. A folder of the user's that cannot be read is a problem;
    leave out the default folder if it does not exist (`discover.own_folders` does).
    ``files`` that the user named come before all folders, together with their own folders.
    """
    folders, alone = list(own_folders), []
    if files:
        # Rarely needed, and start-up time counts.
        from coach.library.path_argument import home_of, named_file  # noqa: PLC0415

        homes = (home_of(file, [*own_folders, bundled]) for file in files)
        folders = [*(home for home in homes if home is not None), *own_folders]
        alone = [read_layer(named_file(file), is_own=True) for file in files]
    layers = read_layers(folders, bundled, with_sources=with_sources, cache=cache)
    cache.save()
    return assemble([*layers, *alone])


def read_layers(
    own_folders: Sequence[Path],
    bundled: Path,
    *,
    with_sources: bool = True,
    cache: DrillFileCache = NO_CACHE,
) -> list[Layer]:
    """Return a layer per folder: the bundled one first, then in reverse search order."""
    return [
        read_layer(found, is_own=number > 0, with_sources=with_sources, cache=cache)
        for number, found in enumerate(find_folders(own_folders, bundled))
    ]


def find_folders(own_folders: Sequence[Path], bundled: Path) -> list[FoundFiles]:
    """Return the files per folder: the bundled one first, then in reverse search order."""
    seen = {os.path.realpath(bundled)}
    own: list[FoundFiles] = []
    for folder in own_folders:
        place = os.path.realpath(folder)
        if place not in seen:  # a folder given twice does not replace itself
            seen.add(place)
            own.append(find_files(folder))
    return [find_files(bundled, bundled.name), *own[::-1]]


def read_layer(
    found: FoundFiles,
    *,
    is_own: bool,
    with_sources: bool = True,
    cache: DrillFileCache = NO_CACHE,
) -> Layer:
    """Return the layer of one folder; for each id, the first usable file counts."""
    programmes = tuple(LaterFile(file, is_own) for file in found.programmes)
    tests = tuple(LaterFile(file, is_own) for file in found.tests)
    layer = Layer(
        is_own,
        poses=found.poses,
        programmes=programmes,
        tests=tests,
        problems=list(found.problems),
    )
    layer.coaching = found.coaching
    first: dict[str, str] = {}
    for file in found.files:
        id_ = file.id
        taken = first.setdefault(id_, file.shown)
        if taken != file.shown:
            message = f"the id {quoted(id_)} is already taken by {taken}"
            layer.problems.append(
                Problem(file.shown, 0, 0, message, "rename one of the files")
            )
        if id_ in layer.drills or id_ in layer.routines:
            continue
        try:
            if file.is_routine:
                layer.routines[id_] = _routine(file, cache, is_own=is_own)
            else:
                layer.drills[id_] = _drill(file, cache, is_own=is_own)
        except LibraryError as error:
            layer.problems += error.problems
            layer.unusable.add(id_)
    if with_sources and found.sources is not None:
        try:
            layer.sources = _sources(found.sources, cache)
        except LibraryError as error:
            layer.problems += error.problems
    return layer


# YAML is loaded only for uncached files: that takes as long as reading all others.


def _drill(file: FoundFile, cache: DrillFileCache, *, is_own: bool) -> Entry[Drill]:
    def read() -> tuple[Drill, str]:
        from coach.library.one_file import read_drill  # noqa: PLC0415  see above

        entry = read_drill(file, is_own=is_own)
        return entry.value, entry.digest

    drill, digest = cache.read(file.path, tuple[Drill, str], read)
    return Entry(drill, file.path, file.shown, digest, is_own)


def _routine(file: FoundFile, cache: DrillFileCache, *, is_own: bool) -> Entry[Routine]:
    def read() -> tuple[Routine, str]:
        from coach.library.one_file import read_routine  # noqa: PLC0415  see above

        entry = read_routine(file, is_own=is_own)
        return entry.value, entry.digest

    routine, digest = cache.read(file.path, tuple[Routine, str], read)
    return Entry(routine, file.path, file.shown, digest, is_own)


def _sources(file: FoundFile, cache: DrillFileCache) -> dict[str, Source]:
    def read() -> dict[str, Source]:
        from coach.library.one_file import read_sources  # noqa: PLC0415  see above

        return read_sources(file)

    return cache.read(file.path, dict[str, Source], read)


def assemble(layers: Sequence[Layer]) -> Library:
    """Return the library made of layers, the bundled one first."""
    problems = [problem for layer in layers for problem in layer.problems]
    problems += _drop_clashes(layers)
    bundled = {
        entry.value.id for layer in layers if not layer.is_own for entry in layer.entries()
    }
    unusable = {id_ for layer in layers for id_ in layer.unusable}
    library = Library({}, {}, {})
    for layer in layers:
        library.sources.update(layer.sources)
        for id_, drill in layer.drills.items():
            library.drills[id_] = _over(drill, bundled)
    for layer in layers:
        for id_, routine in layer.routines.items():
            if all(item.drill in library.drills for item in routine.value.items):
                library.routines[id_] = _over(routine, bundled)
            else:
                problems += _unknown_drills(routine, library, unusable)
    return msgspec.structs.replace(
        library,
        pose_files=tuple(layer.poses for layer in layers if layer.poses is not None),
        coaching_files=tuple(layer.coaching for layer in layers if layer.coaching),
        programme_files=tuple(file for layer in layers for file in layer.programmes),
        test_files=tuple(file for layer in layers for file in layer.tests),
        problems=in_order(problems),
    )


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems sorted by file and place, without duplicates."""
    once = dict.fromkeys(problems)
    return tuple(sorted(once, key=lambda p: (p.path, p.line, p.column, p.message)))


def _over(entry: Entry[T], bundled: set[str]) -> Entry[T]:
    if entry.is_own and entry.value.id in bundled:
        return msgspec.structs.replace(entry, replaces_bundled=True)
    return entry


def _drop_clashes(layers: Iterable[Layer]) -> Iterator[Problem]:
    """Remove routines with a drill's id, and the reverse; yield a problem for each.

    The folder that is searched later keeps the id, because other routines rely on its
    meaning.
    """
    kinds: dict[str, str] = {}
    for layer in layers:
        for kind, entries in (("drill", layer.drills), ("routine", layer.routines)):
            for id_ in list(entries):
                if kinds.setdefault(id_, kind) != kind:
                    shown = entries.pop(id_).shown
                    message = f"a {kind} cannot replace the {kinds[id_]} {quoted(id_)}"
                    yield Problem(shown, 0, 0, message, "rename the file")


def _unknown_drills(
    routine: Entry[Routine], library: Library, unusable: set[str]
) -> list[Problem]:
    from coach.library.check.references import unknown_drills  # noqa: PLC0415  rarely needed
    from coach.library.one_file import placed  # noqa: PLC0415  see above

    findings = list(unknown_drills(routine.value, library.drills, unusable))
    return placed(routine, findings)
