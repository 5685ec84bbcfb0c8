"""Drill folders, and the files in them, found by their paths without opening a file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import msgspec

from coach.errors import Problem
from coach.files.os_error import reason
from coach.text.harmless import harmless_line

ENDINGS = (".yaml", ".yml")
ROUTINES = "routines"
PROGRAMMES = "programmes"
TESTS = "tests"
SOURCES = "sources"
POSES = "poses"
COACHING = "coaching"
_MOST_ENTRIES = 10_000
"""Most entries that coach reads; a folder with more is not a folder of drills."""


class FoundFile(msgspec.Struct, frozen=True):
    """A file that should hold one drill, routine, programme or self-test."""

    path: Path
    shown: str
    """The file's name in messages about problems."""
    is_routine: bool = False
    is_programme: bool = False
    is_test: bool = False

    @property
    def id(self) -> str:
        """Return the file's name without the extension."""
        return self.path.stem


class FoundFiles(msgspec.Struct):
    """The drill, routine and other files of a folder, ordered by name."""

    files: list[FoundFile] = []
    """Drills and routines."""
    programmes: list[FoundFile] = []
    tests: list[FoundFile] = []
    sources: FoundFile | None = None
    poses: FoundFile | None = None
    coaching: FoundFile | None = None
    problems: list[Problem] = []


def find_files(folder: Path, shown_folder: str | None = None) -> FoundFiles:
    """Return the files of a folder and its subfolders.

    Drills may be directly in the folder or in subfolders of any name. Files below
    ``routines`` are routines, those below ``programmes`` programmes, and those below
    ``tests`` self-tests. Hidden files are ignored, and links are followed only to files in
    the same folder.
    """
    search = _Search(folder, shown(folder) if shown_folder is None else shown_folder)
    search.run()
    search.found.files.sort(key=lambda file: file.path.parts)
    search.found.programmes.sort(key=lambda file: file.path.parts)
    search.found.tests.sort(key=lambda file: file.path.parts)
    return search.found


def names_file(name: str) -> bool:
    """Return whether a name is a path: it contains a slash or ends in ``.yaml``."""
    separators = {os.sep, os.altsep or os.sep}
    return name.endswith(ENDINGS) or not separators.isdisjoint(name)


def shown(path: Path) -> str:
    """Return a path as text for messages, relative to the current folder if inside it."""
    try:
        text = str(path.absolute().relative_to(Path.cwd()))
    except (ValueError, OSError):  # the path is elsewhere, or the current folder is gone
        text = str(path)
    return harmless_line(text)  # file names may contain control codes


class _Search:
    def __init__(self, folder: Path, shown_folder: str) -> None:
        self.found = FoundFiles()
        self._folder = folder
        self._shown_folder = "" if shown_folder == "." else shown_folder
        self._root = ""
        self._entries = 0

    def run(self) -> None:
        try:
            self._root = os.path.realpath(self._folder, strict=True)
        except OSError as error:
            self._report((), _reason(error), "check the name and the permissions")
            return
        waiting: list[tuple[str, ...]] = [()]
        while waiting:
            waiting += self._look_through(waiting.pop())

    def _report(
        self, parts: tuple[str, ...], message: str, hint: str | None = None
    ) -> None:
        self.found.problems.append(Problem(self._shown(parts), 0, 0, message, hint))

    def _shown(self, parts: tuple[str, ...]) -> str:
        folder = (self._shown_folder,) if self._shown_folder else ()
        return harmless_line("/".join((*folder, *parts)) or ".")

    def _look_through(self, parts: tuple[str, ...]) -> list[tuple[str, ...]]:
        """Sort the entries of one folder into files; return its subfolders."""
        folders: list[tuple[str, ...]] = []
        try:
            with os.scandir(self._folder.joinpath(*parts)) as entries:
                for entry in entries:
                    self._entries += 1
                    if self._entries > _MOST_ENTRIES:
                        if self._entries == _MOST_ENTRIES + 1:
                            self._report(
                                (),
                                f"the folder contains more than {_MOST_ENTRIES} files"
                                " and folders, so coach did not read them all",
                                "choose the folder that holds your drills",
                            )
                        return []
                    self._sort(entry, (*parts, entry.name), folders)
        except OSError as error:
            self._report(parts, _reason(error), "check the name and the permissions")
        return folders

    def _sort(
        self,
        entry: os.DirEntry[str],
        parts: tuple[str, ...],
        folders: list[tuple[str, ...]],
    ) -> None:
        if entry.name.startswith("."):
            return
        is_yaml = entry.name.endswith(ENDINGS)
        if entry.is_symlink():
            self._sort_link(entry, parts, is_yaml=is_yaml)
        elif entry.is_dir(follow_symlinks=False):
            if is_yaml:
                self._report(parts, "this is a folder, not a file", "rename the folder")
            else:
                folders.append(parts)
        elif is_yaml and entry.is_file(follow_symlinks=False):
            self._keep(parts)
        elif is_yaml:
            self._report(parts, "this is not an ordinary file")

    def _sort_link(
        self, entry: os.DirEntry[str], parts: tuple[str, ...], *, is_yaml: bool
    ) -> None:
        if not is_yaml:
            if entry.is_dir():
                hint = "to use the linked folder, add --drills FOLDER"
                self._report(
                    parts,
                    "this link points to a folder, so coach does not follow it",
                    hint,
                )
            return
        try:
            target = os.path.realpath(entry.path, strict=True)
        except OSError:
            self._report(parts, "broken link", "remove or correct the link")
            return
        if not Path(target).is_relative_to(self._root):
            self._report(
                parts,
                "this link points outside the folder",
                "replace the link with a copy of the file",
            )
        elif not entry.is_file():
            self._report(parts, "this link points to something that is not a file")
        else:
            self._keep(parts)

    def _keep(self, parts: tuple[str, ...]) -> None:
        file = FoundFile(
            self._folder.joinpath(*parts),
            self._shown(parts),
            is_routine=ROUTINES in parts[:-1],
            is_programme=PROGRAMMES in parts[:-1],
            is_test=TESTS in parts[:-1],
        )
        if file.is_programme:
            self.found.programmes.append(file)
        elif file.is_test:
            self.found.tests.append(file)
        elif len(parts) > 1 or file.id not in {COACHING, SOURCES, POSES}:
            self.found.files.append(file)
        elif file.id == SOURCES:
            self.found.sources = file
        elif file.id == POSES:
            self.found.poses = file
        else:
            self.found.coaching = file


def _reason(error: OSError) -> str:
    match error:
        case FileNotFoundError():
            return "there is no such folder"
        case NotADirectoryError():
            return "this is not a folder"
        case PermissionError():
            return "you don't have permission to read this folder"
        case _:
            return f"the folder cannot be read: {reason(error)}"


def own_folders(
    named: Sequence[Path],
    variable: str | None,
    user_folder: Path | None,
    added: Sequence[Path] = (),
) -> tuple[Path, ...]:
    """Return the user's drill folders in search order.

    Args:
        named: folders given with ``--drills``, in order.
        variable: the value of ``COACH_DRILLS``, split at ``os.pathsep``.
        user_folder: the default folder of the user's drills; left out if it does not exist.
            All other folders must exist.
        added: folders that were added permanently; they come last.
    """
    folders = [*named, *(Path(part) for part in (variable or "").split(os.pathsep) if part)]
    if user_folder is not None and os.path.lexists(user_folder):
        folders.append(user_folder)
    folders += added
    return tuple(_home(folder) for folder in folders)


def _home(folder: Path) -> Path:
    """Return a folder with ``~`` expanded, as a shell does on the command line."""
    try:
        return folder.expanduser()
    except RuntimeError:  # no user with that name, or no home folder
        return folder
