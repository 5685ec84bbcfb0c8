"""Figures of drills: decoded for display, and checked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from coach.errors import LibraryError, Problem
from coach.figure.faults import Fault, faults
from coach.figure.motion import Motion
from coach.figure.stance import Path
from coach.library.cache import NO_CACHE, DrillFileCache
from coach.library.phrasing import did_you_mean, quoted
from coach.library.value_problem import ValueProblem
from coach.model.pose import (
    JOINTS,
    LIMBS,
    PAIRS,
    WIDTH,
    WORKERS,
    Arrow,
    BasePose,
    Figure,
    Point,
)

if TYPE_CHECKING:
    from coach.library.catalogue import Entry
    from coach.library.discover import FoundFile
    from coach.model.drill import Drill

_FIGURE = "figure"
_POSE_DEPTH = 2
"""Steps from a figure to a pose: 'poses' and its name."""
_MARKS = {("glow",), ("arrow",), ("tilt",), ("curve",), ("roll",)}
"""Keys of a pose that do not depend on where the body is."""
_KNOWN = {
    "working": WORKERS,
    "glow": (*JOINTS, *LIMBS, *PAIRS, "trunk"),
    "arrow": JOINTS,
}
"""Names that are allowed in each of these lists."""


def read_poses(
    files: Iterable[FoundFile], cache: DrillFileCache = NO_CACHE
) -> tuple[dict[str, BasePose], list[Problem]]:
    """Return the base positions of all files, later over earlier, and their problems."""
    poses: dict[str, BasePose] = {}
    problems: list[Problem] = []
    for file in files:
        try:
            poses |= cache.read(file.path, dict[str, BasePose], partial(_poses_of, file))
        except _PartlyWrongError as error:
            poses |= error.poses
            problems += error.problems
        except LibraryError as error:
            problems += error.problems
    cache.save()
    return poses, problems


class _PartlyWrongError(LibraryError):
    """Some poses of a file are unusable; the usable ones are not cached."""

    def __init__(self, problems: tuple[Problem, ...], poses: dict[str, BasePose]) -> None:
        super().__init__(problems)
        self.poses = poses


def _poses_of(file: FoundFile) -> dict[str, BasePose]:
    from coach.library.poses import read_pose_file  # noqa: PLC0415  loads YAML

    poses, problems = read_pose_file(file)
    if problems:
        raise _PartlyWrongError(problems, poses)
    return poses


def figure_of(
    entry: Entry[Drill], bases: Mapping[str, BasePose]
) -> tuple[Motion | None, list[Problem]]:
    """Return the moving figure of a drill, or all problems that prevent it.

    A drill without a figure has neither, which is not a mistake.
    """
    drill = entry.value
    if drill.figure is None:
        return None, []
    try:
        figure = msgspec.convert(drill.figure, Figure)
    except msgspec.ValidationError as error:
        return None, _mistakes(entry, str(error))
    findings = [
        msgspec.structs.replace(finding, path=(_FIGURE, *finding.path))
        for finding in _told_once(figure, bases, faults(figure, bases))
    ]
    findings += _wrong_poses(drill, figure)
    if findings:
        return None, _placed(entry, findings)
    return Motion(figure, bases, [phase.pose or "" for phase in drill.cycle]), []


def _placed(entry: Entry[Drill], findings: Sequence[ValueProblem]) -> list[Problem]:
    if not findings:
        return []
    from coach.library.one_file import placed  # noqa: PLC0415  loads YAML

    return placed(entry, findings)


def _mistakes(entry: Entry[Drill], reason: str) -> list[Problem]:
    """Return the problems of a value that does not decode as a figure."""
    from coach.library.check.decode_errors import explain  # noqa: PLC0415  rarely needed
    from coach.library.one_file import bytes_of  # noqa: PLC0415  loads YAML
    from coach.library.yaml.guarded_load import load  # noqa: PLC0415  loads YAML

    try:
        document = load(bytes_of(entry.path, entry.shown), entry.shown)
    except LibraryError as error:  # the file changed in the meantime
        return list(error.problems)
    value = document.value.get(_FIGURE)
    return list(explain(document, value, Figure, at=(_FIGURE,))) or [
        document.problem((_FIGURE,), reason)
    ]


def _told_once(
    figure: Figure, bases: Mapping[str, BasePose], found: Collection[Fault]
) -> Iterator[ValueProblem]:
    """Yield every fault once, at the place where the wrong value is written.

    One wrong number affects every limb it moves, and every pose that starts from its pose.
    """
    bodies: dict[str, list[Fault]] = {}
    places = {path for path, _ in found}
    told: set[Path] = set()
    for path, message in found:
        is_in_pose = path[0] == "poses" and len(path) >= _POSE_DEPTH
        if is_in_pose and path[2:3] not in _MARKS:
            bodies.setdefault(str(path[1]), []).append((path, message))
        elif not is_in_pose or _is_own(figure, path, places):
            finding = _named(figure, bases, path, message)
            if finding.path not in told:
                told.add(finding.path)
                yield finding
    for name, wrong in bodies.items():
        if not _is_told_elsewhere(figure, name, bodies):
            yield from _of_body(figure, bases, name, wrong)


def _is_own(figure: Figure, path: Path, places: Collection[Path]) -> bool:
    """Return whether a pose itself is wrong, and not only the pose it starts from."""
    return _is_written(figure, path) or not any(
        (path[0], origin, *path[2:]) in places for origin in _origins(figure, str(path[1]))
    )


def _is_told_elsewhere(figure: Figure, name: str, wrong: Collection[str]) -> bool:
    """Return whether the fault is reported for a pose that this one starts from."""
    order = list(figure.poses)
    return any(
        name not in _origins(figure, origin) or order.index(origin) < order.index(name)
        for origin in _origins(figure, name)
        if origin in wrong and origin != name
    )


def _of_body(
    figure: Figure, bases: Mapping[str, BasePose], name: str, wrong: list[Fault]
) -> Iterator[ValueProblem]:
    """Yield the causes of one position's faults, without their consequences."""
    pose = figure.poses[name]
    has_body = wrong[0][0][2:] != ("from",)
    for key, root in (("hip", pose.hip), ("neck", pose.neck)):
        if has_body and root is not None and not _is_on_canvas(root, figure):
            height = figure.scale.height
            message = (
                f"the {key} is off the canvas, which is {WIDTH:g} units wide and "
                f"{height:g} units high"
            )
            yield ValueProblem(("poses", name, key), message)
            return
    # A limb that cannot reach its point may leave the canvas only for that reason.
    limbs = [fault for fault in wrong if len(fault[0]) > _POSE_DEPTH]
    told: set[Path] = set()
    for path, message in limbs or wrong[:1]:
        finding = _named(figure, bases, *_at_home(figure, path, message))
        if finding.path not in told:
            told.add(finding.path)
            yield finding


def _is_on_canvas(point: Point, figure: Figure) -> bool:
    return 0 <= point[0] <= WIDTH and 0 <= point[1] <= figure.scale.height


def _origins(figure: Figure, name: str) -> list[str]:
    """Return the poses of the figure from which a pose starts, the nearest first."""
    found: list[str] = []
    origin = figure.poses[name].from_
    while origin in figure.poses and origin != name and origin not in found:
        found.append(origin)
        name, origin = origin, figure.poses[origin].from_
    return found


def _is_written(figure: Figure, path: Path) -> bool:
    """Return whether a pose writes the value itself instead of inheriting it."""
    part: object = figure.poses[str(path[1])]
    for key in path[2:]:
        part = getattr(part, str(key), None)
    return part is not None


def _at_home(figure: Figure, path: Path, message: str) -> Fault:
    """Return a fault at the written path: a limb may be in a pair or in another pose."""
    limb = str(path[2]) if len(path) > _POSE_DEPTH else None
    if limb not in LIMBS or _is_written(figure, path):
        return path, message
    pair = next(pair for pair, names in PAIRS.items() if limb in names)
    paired = (*path[:2], pair, *path[3:])
    if _is_written(figure, paired):
        return paired, message
    if _is_written(figure, path[:3]):
        return path[:3], message
    return path[:2], f"{quoted(limb)}: {message}"


def _named(
    figure: Figure, bases: Mapping[str, BasePose], path: Path, message: str
) -> ValueProblem:
    """Return the problem of an unknown name, with a suggestion."""
    known: Sequence[str] = _KNOWN.get(
        str(path[-1]) if path[0] == "poses" else str(path[0]), ()
    )
    if path[-1] == "from":
        known = (*figure.poses, *bases)
    for place, word in _words(figure, path):
        if word not in known and quoted(word) in message:
            hint = did_you_mean(word, known)
            if path[-1] == "from":  # only bases with the same view and scale fit
                known = [*figure.poses, *_bases_like(figure, bases)]
            if hint is None and path[0] == "poses":
                hint = f"choose from {', '.join(one for one in known if one != path[1])}"
            return ValueProblem(place, message, hint)
    return ValueProblem(path, message)


def _bases_like(figure: Figure, bases: Mapping[str, BasePose]) -> list[str]:
    look = figure.view, figure.scale
    return [name for name, base in bases.items() if (base.view, base.scale) == look]


def _words(figure: Figure, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield the names written at a path, each with its own path."""
    if path[0] == "working":
        yield path, figure.working[int(path[1])]
    if path[0] != "poses" or len(path) <= _POSE_DEPTH:
        return
    pose = figure.poses[str(path[1])]
    if path[2] == "from" and pose.from_ is not None:
        yield path, pose.from_
    glow, arrows = pose.glow or (), pose.arrow or ()
    if path[2] == "glow" and isinstance(glow, str):
        yield path, glow
    elif path[2] == "glow":
        yield from (((*path, index), mark) for index, mark in enumerate(glow))
    if path[2] == "arrow" and isinstance(arrows, Arrow):
        yield (*path, "at"), str(arrows.at)
    elif path[2] == "arrow" and isinstance(arrows, tuple):
        for index, arrow in enumerate(arrows):
            yield (*path, index, "at"), str(arrow.at)


def _wrong_poses(drill: Drill, figure: Figure) -> Iterator[ValueProblem]:
    """Yield phases without a pose, or with one that the figure does not define."""
    for index, phase in enumerate(drill.cycle):
        if phase.pose is None:
            message = "this phase has no pose"
            yield ValueProblem(("cycle", index), message, "add 'pose: NAME'")
        elif phase.pose not in figure.poses:
            message = f"there is no pose {quoted(phase.pose)}"
            hint = did_you_mean(phase.pose, figure.poses)
            hint = hint or f"choose from {', '.join(figure.poses)}"
            yield ValueProblem(("cycle", index, "pose"), message, hint)
