"""Everything that can be said against drill files: what `coach drill check` shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from coach.errors import Problem
from coach.library.figures import figure_of, read_poses
from coach.library.files import placed
from coach.library.folder import FoundFile, FoundFiles, shown
from coach.library.programmes import check_programmes
from coach.library.reading import Layer, assemble, in_order, read_layer, read_layers
from coach.library.references import reference_remarks
from coach.library.rules import drill_remarks, routine_remarks


def check_library(own_folders: Sequence[Path], bundled: Path) -> tuple[Problem, ...]:
    """Check every file of every folder, and how they fit together."""
    return _check(read_layers(own_folders, bundled))


def check_file(
    path: Path, own_folders: Sequence[Path], bundled: Path
) -> tuple[Problem, ...]:
    """Check one file as if it lay in an own folder; the folder's name says what it is."""
    folder = path.absolute().parent.name
    file = FoundFile(path, shown(path), folder == "routines", folder == "programmes")
    found = FoundFiles(programmes=[file]) if file.is_programme else FoundFiles([file])
    layer = read_layer(found, is_own=True)
    problems = _check([*read_layers(own_folders, bundled), layer])
    return tuple(problem for problem in problems if problem.path == file.shown)


def _check(layers: Sequence[Layer]) -> tuple[Problem, ...]:
    problems = list(_remarks(layers))  # first: assembling leaves out what clashes
    library = assemble(layers)
    problems += library.problems
    bases, wrong = read_poses(library.pose_files)
    problems += wrong
    for drill in library.drills.values():
        problems += figure_of(drill, bases)[1]
    problems += check_programmes(library)
    for entry, finding in reference_remarks(library):
        problems += placed(entry, [finding])
    return in_order(problems)


def _remarks(layers: Iterable[Layer]) -> Iterable[Problem]:
    for layer in layers:
        for drill in layer.drills.values():
            yield from placed(drill, list(drill_remarks(drill.value)))
        for routine in layer.routines.values():
            yield from placed(routine, list(routine_remarks(routine.value)))
