"""Figures of drills: decoded when they are shown, checked when somebody asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from coach.errors import LibraryError, Problem
from coach.figure.check import faults
from coach.figure.motion import Motion
from coach.figure.stance import FigureFault
from coach.library.files import bytes_of
from coach.library.rules import Finding
from coach.library.yaml12 import load
from coach.model.figure import BasePose, Figure

if TYPE_CHECKING:
    from coach.library.catalogue import Entry
    from coach.library.folder import FoundFile
    from coach.model.drill import Drill

_POSES = "poses"


def read_poses(files: Iterable[FoundFile]) -> tuple[dict[str, BasePose], list[Problem]]:
    """Base positions of all files, later files over earlier ones, and what is wrong."""
    poses: dict[str, BasePose] = {}
    problems: list[Problem] = []
    for file in files:
        try:
            document = load(bytes_of(file.path, file.shown), file.shown)
        except LibraryError as error:
            problems += error.problems
            continue
        for name, value in document.value.items():
            try:
                poses[name] = msgspec.convert(value, BasePose)
            except msgspec.ValidationError:
                from coach.library.explain import explain  # noqa: PLC0415  rarely needed

                problems += explain(document, value, BasePose, at=(name,))
    return poses, problems


def motion_of(drill: Drill, bases: Mapping[str, BasePose]) -> Motion | None:
    """The moving figure of a drill; None without one, or with one that is wrong."""
    if drill.figure is None:
        return None
    try:
        figure = msgspec.convert(drill.figure, Figure)
        if faults(figure, bases):
            return None
        return Motion(figure, bases, [phase.pose or "" for phase in drill.cycle])
    except (msgspec.ValidationError, FigureFault):
        return None


def figure_problems(entry: Entry[Drill], bases: Mapping[str, BasePose]) -> list[Problem]:
    """Everything that keeps a drill's figure from being shown, with its place."""
    drill = entry.value
    findings = list(_findings(drill, bases))
    if drill.figure is None and not findings:
        return []
    try:
        if drill.figure is not None:
            msgspec.convert(drill.figure, Figure)
        if not findings:
            return []
    except msgspec.ValidationError:
        findings = []
    try:
        document = load(bytes_of(entry.path, entry.shown), entry.shown)
    except LibraryError as error:  # it changed in the meantime
        return list(error.problems)
    if findings:
        return [document.problem(f.path, f.message, f.hint) for f in findings]
    from coach.library.explain import explain  # noqa: PLC0415  rarely needed

    value: Any = document.value.get("figure")
    return list(explain(document, value, Figure, at=("figure",)))


def _findings(drill: Drill, bases: Mapping[str, BasePose]) -> Iterator[Finding]:
    posed = [phase.pose for phase in drill.cycle]
    if drill.figure is None:
        for index, pose in enumerate(posed):
            if pose is not None:
                message = "there is no figure to take this pose"
                yield Finding(("cycle", index, "pose"), message)
        return
    try:
        figure = msgspec.convert(drill.figure, Figure)
    except msgspec.ValidationError:
        return  # told with all its places by the caller
    for path, message in faults(figure, bases):
        yield Finding(("figure", *path), message)
    for index, pose in enumerate(posed):
        if pose is None:
            yield Finding(("cycle", index), "this phase names no pose", "add 'pose: NAME'")
        elif pose not in figure.poses:
            known = ", ".join(figure.poses)
            yield Finding(
                ("cycle", index, "pose"), f"there is no pose '{pose}'", f"there are {known}"
            )
