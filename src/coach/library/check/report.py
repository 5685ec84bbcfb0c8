"""The report of `coach drill check`: errors and advice for every checked file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from coach.errors import Problem
from coach.library.check.advice import drill_remarks, routine_remarks
from coach.library.check.former_names import former_names
from coach.library.check.references import reference_remarks
from coach.library.check.second_look import second_look
from coach.library.coaching_rules import coaching_problems
from coach.library.discover import FoundFiles, names_file
from coach.library.discover import shown as name_of
from coach.library.figures import figure_of, read_poses
from coach.library.load import Layer, assemble, find_folders, in_order, read_layer
from coach.library.one_file import placed
from coach.library.path_argument import home_of, named_file
from coach.library.phrasing import quoted
from coach.library.programmes import check_programmes
from coach.library.self_tests import check_self_tests
from coach.library.source_line import line_of
from coach.text.name_key import name_key


class Report(msgspec.Struct, frozen=True):
    """The errors and the advice for all checked files."""

    problems: tuple[Problem, ...]
    files: Mapping[str, Path]
    """The files, by their names in messages."""

    @property
    def errors(self) -> int:
        """Return the number of errors."""
        return sum(not problem.is_advice for problem in self.problems)

    @property
    def advice(self) -> int:
        """Return the number of pieces of advice."""
        return len(self.problems) - self.errors

    def excerpt(self, problem: Problem) -> str | None:
        """Return the source line of a problem, safe to show; None if there is none."""
        path = self.files.get(problem.path)
        return None if path is None else line_of(path, problem.line)


def check(own_folders: Sequence[Path], bundled: Path, paths: Sequence[Path] = ()) -> Report:
    """Return the problems of all files in all folders, and of their references.

    With ``paths``, only these files or folders are reported; wherever they are, they are
    checked together with all others. If a path does not exist, it may be the name of a
    drill.
    """
    in_use = [*own_folders, bundled]
    paths = _meant(paths, own_folders, bundled)
    homes = [home_of(path, in_use) or path for path in paths]
    known = {os.path.realpath(folder) for folder in in_use}
    is_known = [os.path.realpath(home) in known for home in homes]
    new = [
        home
        for home, is_old in zip(homes, is_known, strict=True)
        if not is_old and not _is_file(home) and os.path.lexists(home)
    ]
    found = find_folders([*new, *own_folders], bundled)
    found += _alone([path for path in paths if _is_file(path)], found)
    places = [_place(path) for path in paths]

    def is_wanted(path: Path) -> bool:
        place = _place(path)
        return not paths or any(place.is_relative_to(each) for each in places)

    files = dict(file for each in found for file in _files(each))
    layers = [read_layer(each, is_own=number > 0) for number, each in enumerate(found)]
    absent = _absent(
        path
        for path, home, is_old in zip(paths, homes, is_known, strict=True)
        if path != home or not is_old
    )
    problems = (
        problem
        for problem in (*absent, *_problems(found, layers))
        if is_wanted(files.get(problem.path) or Path(problem.path))
    )
    wanted = {shown: path for shown, path in files.items() if is_wanted(path)}
    return Report(in_order(problems), wanted)


def _meant(paths: Sequence[Path], own_folders: Sequence[Path], bundled: Path) -> list[Path]:
    """Return the paths, with each drill name replaced by all files with that name."""
    meant: list[Path] = []
    for path in paths:
        found: list[Path] = []
        if not names_file(str(path)) and not os.path.lexists(path):
            folders = find_folders(own_folders, bundled)
            files = (
                file
                for folder in folders
                for file in (*folder.files, *folder.programmes, *folder.tests)
            )
            found = [file.path for file in files if file.id == name_key(str(path))]
        meant += found or [path]
    return meant


def _absent(paths: Iterable[Path]) -> Iterator[Problem]:
    """Yield problems for names that match nothing; missing files are reported later."""
    for path in paths:
        if not _is_file(path) and not os.path.lexists(path):
            message, hint = "there is no such drill, file or folder", "check the name"
            yield Problem(name_of(path), 0, 0, message, hint)


def _is_file(path: Path) -> bool:
    return not path.is_dir() and bool(path.suffix)


def _place(path: Path) -> Path:
    """Return one absolute form of a path; a link at its end is not followed."""
    return Path(os.path.realpath(path.parent)) / path.name


def _files(found: FoundFiles) -> Iterator[tuple[str, Path]]:
    others = (found.sources, found.poses, found.coaching)
    for file in (*found.files, *found.programmes, *found.tests, *others):
        if file is not None:
            yield file.shown, file.path


def _alone(paths: Sequence[Path], found: Sequence[FoundFiles]) -> Iterator[FoundFiles]:
    """Yield the named files that are in no folder, or that their folder does not accept."""
    known = {_place(path) for each in found for _, path in _files(each)}
    known |= {_place(Path(p.path)) for each in found for p in each.problems}
    for path in paths:
        if _place(path) not in known:
            yield named_file(path)


def _problems(found: Sequence[FoundFiles], layers: Sequence[Layer]) -> Iterator[Problem]:
    yield from _hidden(layers)
    yield from list(_remarks(layers))  # first, because assembling leaves out clashing files
    library = assemble(layers)
    yield from library.problems
    bases, wrong = read_poses(library.pose_files)
    yield from wrong
    yield from coaching_problems(library)
    for drill in library.drills.values():
        yield from figure_of(drill, bases)[1]
    yield from check_programmes(library)
    yield from check_self_tests(library, bases)
    for entry, finding in reference_remarks(library):
        yield from placed(entry, [finding])
    for each, layer in zip(found, layers, strict=True):
        yield from former_names(each)
        for file in each.files:
            if file.id in layer.unusable and not file.is_routine:
                yield from second_look(file, library, bases)


def _hidden(layers: Sequence[Layer]) -> Iterator[Problem]:
    """Yield a problem for each of the user's files that another file with its id hides."""
    first: dict[str, str] = {}
    for layer in reversed(layers):
        for entry in layer.entries() if layer.is_own else ():
            shown, id_ = entry.shown, entry.value.id
            taken = first.setdefault(id_, shown)
            if taken != shown:
                message = f"this file is not used: {taken} has the same id {quoted(id_)}"
                hint = (
                    "rename one of the files, unless you want the other file to replace "
                    "this one"
                )
                yield Problem(shown, 0, 0, message, hint, is_advice=True)


def _remarks(layers: Sequence[Layer]) -> Iterator[Problem]:
    for layer in layers:
        for drill in layer.drills.values():
            yield from placed(drill, list(drill_remarks(drill.value)))
        for routine in layer.routines.values():
            yield from placed(routine, list(routine_remarks(routine.value)))
