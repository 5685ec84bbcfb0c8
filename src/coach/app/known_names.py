"""Names that can be typed, found from folders and files without reading drills."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from coach.config.remembered import read_remembered
from coach.library.bundled import find_bundled
from coach.library.discover import FoundFiles, find_files, own_folders
from coach.library.ids import is_id
from coach.paths import Paths, find_paths

Named = tuple[str, str]
"""A name and its meaning."""


def names_of(kinds: Sequence[str], folders: Sequence[str]) -> list[Named]:
    """Return the names of the given kinds, each once.

    Args:
        kinds: drill, routine, programme, test or session.
        folders: the folders given with ``--drills``.
    """
    paths = find_paths(os.environ)
    names: dict[str, str] = {}
    for kind in kinds:
        if kind == "session":
            found = _sessions(paths)
        else:
            found = _files(kind, _all(paths, folders))
        for name, about in found:
            names.setdefault(name, about)
    return list(names.items())


def _sessions(paths: Paths) -> Iterator[Named]:
    from coach.journal.recent_ids import recent_ids  # only sessions need this import

    yield from recent_ids(paths.history_index)


def _all(paths: Paths, folders: Sequence[str]) -> list[Path]:
    own = own_folders(
        [Path(folder) for folder in folders],
        os.environ.get("COACH_DRILLS"),
        paths.own_drills,
        read_remembered(paths.remembered).drills,
    )
    return [*own, find_bundled()]


def _files(kind: str, folders: Iterable[Path]) -> Iterator[Named]:
    for folder in folders:
        for name, about in _of_kind(kind, folder):
            # A shell evaluates some answers, so only ids may get there.
            if is_id(name):
                yield name, about


def _of_kind(kind: str, folder: Path) -> Iterator[Named]:
    if kind == "test":
        yield from ((path.stem, "test") for path in (folder / "tests").glob("*.yaml"))
        return
    found: FoundFiles = find_files(folder, folder.name)
    if kind == "programme":
        yield from ((file.id, "programme") for file in found.programmes)
    for file in found.files:
        if kind == ("routine" if file.is_routine else "drill"):
            yield file.id, kind
