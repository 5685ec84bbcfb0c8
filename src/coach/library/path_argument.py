"""Files and folders that are given by path on the command line."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from pathlib import Path

from coach.errors import LibraryError, Problem
from coach.library.discover import (
    COACHING,
    ENDINGS,
    POSES,
    PROGRAMMES,
    ROUTINES,
    SOURCES,
    TESTS,
    FoundFile,
    FoundFiles,
)
from coach.library.discover import shown as name_of
from coach.library.one_file import bytes_of
from coach.library.yaml.guarded_load import load
from coach.text.listed import listed

_MARKS = (f"{POSES}.yaml", f"{SOURCES}.yaml", ROUTINES)
"""Entries by which a folder of drills is recognised."""
_OTHERS = {COACHING, POSES, SOURCES}
"""Files that are neither drills nor routines, by their names."""


def named_file(path: Path) -> FoundFiles:
    """Return the files of an imaginary folder that contains only this file.

    A file in a folder named ``routines``, or one that lists items, is a routine. Programmes
    and tests must be in folders named after them.
    """
    shown = name_of(path)
    if path.suffix not in ENDINGS:
        endings = listed((f"'{each}'" for each in ENDINGS), "or")
        message = f"a drill file's name must end in {endings}"
        problem = Problem(shown, 0, 0, message)
        return FoundFiles(problems=[problem])
    if path.exists() and not path.is_file():  # opening a pipe would block forever
        message = (
            "this is a folder, not a file"
            if path.is_dir()
            else "this is not an ordinary file"
        )
        return FoundFiles(problems=[Problem(shown, 0, 0, message)])
    if path.absolute().parent.name == PROGRAMMES:
        return FoundFiles(programmes=[FoundFile(path, shown, is_programme=True)])
    keys = _keys(path, shown)
    if path.absolute().parent.name == TESTS and "measure" in keys:
        return FoundFiles(tests=[FoundFile(path, shown, is_test=True)])
    in_routines = ROUTINES in path.absolute().parts[-3:-1]
    file = FoundFile(path, shown, in_routines or ("items" in keys and "cycle" not in keys))
    if in_routines or file.id not in _OTHERS:
        return FoundFiles(files=[file])
    alone = FoundFiles()
    setattr(alone, file.id, file)
    return alone


def home_of(path: Path, in_use: Sequence[Path]) -> Path | None:
    """Return the folder with the drills, poses and sources that belong to a path, or None.

    The folder is one of those in use, otherwise one up to two levels above that looks like
    a folder of drills.
    """
    place = Path(os.path.realpath(path))
    for folder in in_use:
        if place.is_relative_to(os.path.realpath(folder)):
            return folder
    here = path.absolute()
    near = (here, *here.parents[:2])
    for above in near:
        if above.name in {ROUTINES, PROGRAMMES}:
            return above.parent
        # Many other projects have a folder of tests.
        if above.name == TESTS and any((above.parent / mark).exists() for mark in _MARKS):
            return above.parent
    for above in near:
        if any((above / mark).exists() for mark in _MARKS):
            return above
    return None


def _keys(path: Path, shown: str) -> Collection[str]:
    """Return the keys of a file, valid or not; none if it cannot be read."""
    try:
        return load(bytes_of(path, shown), shown).value.keys()
    except LibraryError:  # reported when the file is read
        return ()
