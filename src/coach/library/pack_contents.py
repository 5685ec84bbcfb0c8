"""The files to hand out: the user's drills and all they need, without bundled files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import yaml

from coach.library.catalogue import AnyEntry, Entry, Library
from coach.library.discover import POSES, PROGRAMMES, ROUTINES, SOURCES, FoundFile
from coach.library.load import find_folders
from coach.library.one_file import bytes_of
from coach.library.yaml.guarded_load import load
from coach.model.drill import Drill
from coach.model.programme import Programme


class Pack(msgspec.Struct, frozen=True):
    """The contents of a folder to hand out, by kind, and its files."""

    files: dict[str, str]
    """The text of each file, by its path in the folder."""
    drills: tuple[str, ...] = ()
    routines: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    poses: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    bundled: tuple[str, ...] = ()
    """Ids of drills and routines that come with coach and are not copied."""

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing to hand out."""
        return not (self.drills or self.routines or self.programmes)


def pack_of(
    library: Library,
    named: Sequence[AnyEntry | Entry[Programme]],
    folders: Sequence[Path],
    bundled: Path,
) -> Pack:
    """Return the pack for the given names, with everything that they need.

    A drill brings its easier and harder versions, its poses and its sources; a routine
    brings its drills; a programme brings its routines.

    Raises:
        LibraryError: if a file can no longer be read.
    """
    needed = _closure(library, named)
    own = {entry.value.id: entry for entry in needed if entry.is_own}
    drills = [entry.value for entry in own.values() if isinstance(entry.value, Drill)]
    found = find_folders(folders, bundled)[1:]
    poses = dict(_poses_of(drills, _merged(each.poses for each in found)))
    used = {source for drill in drills for source in drill.sources}
    known = _merged(each.sources for each in found)
    sources = {id_: value for id_, value in known.items() if id_ in used}
    files = {_place(entry): _text_of(entry) for entry in own.values()}
    files |= {
        f"{name}.yaml": _written(values)
        for name, values in ((POSES, poses), (SOURCES, sources))
        if values
    }
    kinds = {id_: _kind(entry) for id_, entry in sorted(own.items())}

    def of_kind(wanted: str) -> tuple[str, ...]:
        return tuple(id_ for id_, kind in kinds.items() if kind == wanted)

    return Pack(
        files,
        drills=of_kind(""),
        routines=of_kind(ROUTINES),
        programmes=of_kind(PROGRAMMES),
        poses=tuple(poses),
        sources=tuple(sources),
        bundled=tuple(sorted(e.value.id for e in needed if not e.is_own)),
    )


def _closure(
    library: Library, named: Iterable[AnyEntry | Entry[Programme]]
) -> list[AnyEntry | Entry[Programme]]:
    found: dict[Path, AnyEntry | Entry[Programme]] = {}
    waiting = list(named)
    while waiting:
        entry = waiting.pop(0)
        if entry.path not in found:
            found[entry.path] = entry
            waiting += _needs(library, entry)
    return list(found.values())


def _needs(library: Library, entry: AnyEntry | Entry[Programme]) -> Iterator[AnyEntry]:
    value = entry.value
    if isinstance(value, Programme):
        ids = sorted(value.routines)
        yield from (library.routines[id_] for id_ in ids if id_ in library.routines)
        return
    if isinstance(value, Drill):
        # Bundled drills have their neighbours on every computer.
        others = (value.easier, value.harder) if entry.is_own else ()
        drills = [id_ for id_ in others if id_]
    else:
        drills = [item.drill for item in value.items]
    yield from (library.drills[id_] for id_ in drills if id_ in library.drills)


def _kind(entry: AnyEntry | Entry[Programme]) -> str:
    """Return the name of the folder for an entry; empty for a drill."""
    if isinstance(entry.value, Programme):
        return PROGRAMMES
    return "" if isinstance(entry.value, Drill) else ROUTINES


def _place(entry: AnyEntry | Entry[Programme]) -> str:
    return "/".join(filter(None, (_kind(entry), f"{entry.value.id}.yaml")))


def _text_of(entry: AnyEntry | Entry[Programme]) -> str:
    data = bytes_of(entry.path, entry.shown)
    load(data, entry.shown)  # the file may have changed since it was read
    return data.decode()


def _merged(files: Iterable[FoundFile | None]) -> dict[str, Any]:
    """Return the entries of all files as written; later files override earlier ones."""
    merged: dict[str, Any] = {}
    for file in files:
        if file is not None:
            merged |= load(bytes_of(file.path, file.shown), file.shown).value
    return merged


def _poses_of(drills: Iterable[Drill], known: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the known base positions from which figures start, directly or indirectly."""
    waiting = [
        pose for drill in drills for pose in (drill.figure or {}).get("poses", {}).values()
    ]
    seen: set[str] = set()
    while waiting:
        pose = waiting.pop(0)
        name = pose.get("from") if isinstance(pose, dict) else None
        if name in known and name not in seen:
            seen.add(name)
            waiting.append(known[name])
            yield name, known[name]


def _written(values: dict[str, Any]) -> str:
    return yaml.safe_dump(values, sort_keys=False, allow_unicode=True, width=92)
