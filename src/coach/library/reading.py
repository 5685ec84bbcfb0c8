"""Reads the folders of drills into one library; a bad file never hides the good ones."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from coach.errors import LibraryError, Problem
from coach.library.catalogue import AnyEntry, Entry, Library, ProgrammeFile
from coach.library.files import placed, read_drill, read_routine, read_sources
from coach.library.folder import FoundFile, FoundFiles, find_files
from coach.library.rules import Finding
from coach.library.wording import did_you_mean, quoted
from coach.model.drill import Drill, Routine, Source

T = TypeVar("T", Drill, Routine)


class Layer(msgspec.Struct):
    """What one folder gave."""

    is_own: bool
    drills: dict[str, Entry[Drill]] = {}
    routines: dict[str, Entry[Routine]] = {}
    sources: dict[str, Source] = {}
    poses: FoundFile | None = None
    coaching: FoundFile | None = None
    programmes: tuple[ProgrammeFile, ...] = ()
    unusable: set[str] = set()
    """Ids of files that are there and cannot be used."""
    problems: list[Problem] = []

    def entries(self) -> Iterator[AnyEntry]:
        """All drills, then all routines."""
        yield from self.drills.values()
        yield from self.routines.values()


def read_library(
    own_folders: Sequence[Path], bundled: Path, *, with_sources: bool = True
) -> Library:
    """Read all folders; of files with one id, that of the first folder counts.

    The bundled folder comes last. An own folder that cannot be read is a problem; leave
    out the default one when it does not exist (`search_path.own_folders` does).
    """
    return assemble(read_layers(own_folders, bundled, with_sources=with_sources))


def read_layers(
    own_folders: Sequence[Path], bundled: Path, *, with_sources: bool = True
) -> list[Layer]:
    """Read every folder by itself: the bundled one, then the one searched last, ..."""
    found = find_files(bundled, bundled.name)
    layers = [read_layer(found, is_own=False, with_sources=with_sources)]
    seen = {os.path.realpath(bundled)}
    own: list[Layer] = []
    for folder in own_folders:
        place = os.path.realpath(folder)
        if place not in seen:  # a folder given twice does not replace itself
            seen.add(place)
            found = find_files(folder)
            own.append(read_layer(found, is_own=True, with_sources=with_sources))
    return layers + own[::-1]


def read_layer(found: FoundFiles, *, is_own: bool, with_sources: bool = True) -> Layer:
    """Read the files of one folder; of two usable files with one id, the first counts."""
    programmes = tuple(ProgrammeFile(file, is_own) for file in found.programmes)
    layer = Layer(
        is_own, poses=found.poses, programmes=programmes, problems=list(found.problems)
    )
    layer.coaching = found.coaching
    first: dict[str, str] = {}
    for file in found.files:
        taken = first.setdefault(file.id, file.shown)
        if taken != file.shown:
            message = f"the id {quoted(file.id)} is already that of {taken}"
            layer.problems.append(Problem(file.shown, 0, 0, message, "rename one of them"))
        if file.id in layer.drills or file.id in layer.routines:
            continue
        try:
            if file.is_routine:
                layer.routines[file.id] = read_routine(file, is_own=is_own)
            else:
                layer.drills[file.id] = read_drill(file, is_own=is_own)
        except LibraryError as error:
            layer.problems += error.problems
            layer.unusable.add(file.id)
    if with_sources and found.sources is not None:
        try:
            layer.sources = read_sources(found.sources)
        except LibraryError as error:
            layer.problems += error.problems
    return layer


def assemble(layers: Sequence[Layer]) -> Library:
    """Lay the folders over each other, the bundled one first."""
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
            unknown = list(_unknown_drills(routine.value, library.drills, unusable))
            problems += placed(routine, unknown)
            if not unknown:
                library.routines[id_] = _over(routine, bundled)
    return msgspec.structs.replace(
        library,
        pose_files=tuple(layer.poses for layer in layers if layer.poses is not None),
        coaching_files=tuple(layer.coaching for layer in layers if layer.coaching),
        programme_files=tuple(file for layer in layers for file in layer.programmes),
        problems=in_order(problems),
    )


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems by file and place; the same one is told once."""
    once = dict.fromkeys(problems)
    return tuple(sorted(once, key=lambda p: (p.path, p.line, p.column, p.message)))


def _over(entry: Entry[T], bundled: set[str]) -> Entry[T]:
    if entry.is_own and entry.value.id in bundled:
        return msgspec.structs.replace(entry, replaces_bundled=True)
    return entry


def _drop_clashes(layers: Iterable[Layer]) -> Iterator[Problem]:
    """Leave out a routine with a drill's id, and the other way round.

    The folder searched later keeps it: other routines rely on what it means there.
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
    routine: Routine, drills: dict[str, Entry[Drill]], unusable: set[str]
) -> Iterator[Finding]:
    for index, item in enumerate(routine.items):
        if item.drill in drills:
            continue
        path = ("items", index, "drill")
        if item.drill in unusable:
            yield Finding(path, f"the file of the drill {quoted(item.drill)} has problems")
        else:
            hint = did_you_mean(item.drill, drills)
            yield Finding(path, f"no drill is called {quoted(item.drill)}", hint)
