"""Base positions, read from a file."""

from __future__ import annotations

import msgspec

from coach.errors import Problem
from coach.library.check.decode_errors import explain
from coach.library.discover import FoundFile
from coach.library.one_file import bytes_of
from coach.library.yaml.guarded_load import load
from coach.model.pose import BasePose

Poses = dict[str, BasePose]


def read_pose_file(file: FoundFile) -> tuple[Poses, tuple[Problem, ...]]:
    """Return the usable poses of a file, and the problems of the others.

    Raises:
        LibraryError: if nothing in the file can be used.
    """
    document = load(bytes_of(file.path, file.shown), file.shown)
    poses: Poses = {}
    wrong: dict[str, object] = {}
    reason = ""
    for name, value in document.value.items():
        try:
            poses[name] = msgspec.convert(value, BasePose)
        except msgspec.ValidationError as error:
            wrong[name] = value
            reason = str(error)
    if not wrong:
        return poses, ()
    problems = explain(document, wrong, Poses)
    return poses, problems or (document.problem(list(wrong)[-1:], reason),)
