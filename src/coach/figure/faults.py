"""Checks of a figure before it is shown."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from coach.figure import body
from coach.figure.joints import Joints
from coach.figure.raster import dots_per_unit
from coach.figure.solve import has_wedge, reach, solve
from coach.figure.stance import FigureFault, Path, Stance, stance
from coach.model.pose import (
    JOINTS,
    LIMBS,
    PAIRS,
    WIDTH,
    WORKERS,
    BasePose,
    Figure,
    Point,
    Thing,
    View,
)

Fault = tuple[Path, str]
"""Path to a place in the figure, and the message."""

_TOLERANCE = 0.01
"""Most that a target may be out of reach, as a share of the limb's length."""
_EDGE = 1.0
"""Most that a body may stick out of the canvas, in units."""
_TRAVEL = 6.0
"""Shortest visible motion of a joint, in dots at 44 by 12 cells."""
_CELLS = (44, 12)
_AIR = 0.4
"""Smallest visible change of breath."""


def faults(figure: Figure, bases: Mapping[str, BasePose]) -> list[Fault]:
    """Return all faults of a figure; if there are none, coach can show it."""
    found = [*_names(figure), *_props(figure)]
    poses: dict[str, Stance] = {}
    for name in figure.poses:
        try:
            poses[name] = stance(name, figure, bases)
        except FigureFault as fault:
            found.append((fault.path, fault.message))
    for name, pose in poses.items():
        found += _marks(name, pose)
        found += _out_of_reach(name, pose, figure)
        found += _unseen(name, pose, figure)
        found += _off_canvas(name, pose, figure)
    found += _mixed(poses)
    if len(poses) == len(figure.poses) > 1 and not found:
        found += _still(poses, figure)
    return found


def _names(figure: Figure) -> Iterator[Fault]:
    for index, name in enumerate(figure.working):
        if name not in WORKERS:
            yield (
                ("working", index),
                f"unknown limb '{name}'; use one of {', '.join(WORKERS)}",
            )


def _props(figure: Figure) -> Iterator[Fault]:
    for index, prop in enumerate(figure.props):
        if isinstance(prop, Thing):
            kinds = [
                kind for kind in Thing.__struct_fields__ if getattr(prop, kind) is not None
            ]
            if len(kinds) != 1:
                yield (
                    ("props", index),
                    "each prop must be exactly one thing, such as a wall or a step",
                )


def _marks(name: str, pose: Stance) -> Iterator[Fault]:
    known = {*JOINTS, *LIMBS, *PAIRS, "trunk"}
    for mark, _ in pose.glow:
        if mark not in known:
            yield ("poses", name, "glow"), f"unknown limb or joint '{mark}'"
    for arrow in pose.arrows:
        if isinstance(arrow.at, str) and arrow.at not in JOINTS:
            yield ("poses", name, "arrow"), f"unknown joint '{arrow.at}'"


def _unseen(name: str, pose: Stance, figure: Figure) -> Iterator[Fault]:
    """Yield faults for numbers that have no effect in this view."""
    view = figure.view
    if pose.tilt and view is not View.FRONT and not has_wedge(figure):
        yield (
            ("poses", name, "tilt"),
            (
                "'tilt' can be seen only from the front, or in a side view with 'pelvis' "
                "under 'working' and no 'roll'"
            ),
        )
    if view in {View.SIDE, View.ABOVE}:
        return
    for key, value in (("curve", pose.curve), ("roll", pose.roll)):
        if value:
            yield (
                ("poses", name, key),
                f"'{key}' can be seen only from the side or from above",
            )


def _out_of_reach(name: str, pose: Stance, figure: Figure) -> Iterator[Fault]:
    for index, limb in enumerate(LIMBS):
        distances = reach(pose, figure, index)
        if distances is None:
            continue
        distance, least, most = distances
        slack = most * _TOLERANCE
        where = ("poses", name, limb, "to")
        if distance > most + slack:
            yield (
                where,
                (
                    f"the point is {distance - most:.1f} units out of reach; the limb is"
                    f" only {most:.0f} units long"
                ),
            )
        elif distance < least - slack:
            yield (
                where,
                (
                    f"the point is {least - distance:.1f} units too close; the limb can't"
                    " bend any further"
                ),
            )


def _off_canvas(name: str, pose: Stance, figure: Figure) -> Iterator[Fault]:
    joints = solve(pose, figure)
    for part, (x, y), size in _extent(joints):
        over = max(
            size - x, x + size - WIDTH, size - y, y + size - figure.scale.height, 0.0
        )
        if over > _EDGE:
            yield (
                ("poses", name),
                f"the {part} leaves the canvas by {over:.1f} units at [{x:.0f}, {y:.0f}]",
            )


def _extent(joints: Joints) -> Iterator[tuple[str, Point, float]]:
    yield "head", joints.head, body.HEAD
    yield "hip", joints.hip, 0.0
    yield "neck", joints.neck, 0.0
    for limb, name in zip(joints.limbs, LIMBS, strict=True):
        if limb is None:
            continue
        words = ("knee", "ankle", "toe") if "leg" in name else ("elbow", "hand", "hand")
        side = name.split("_")[0]
        for word, point in zip(words, (limb.middle, limb.end, limb.toe), strict=True):
            if point is not None:
                yield f"{side} {word}", point, 0.0


def _mixed(poses: Mapping[str, Stance]) -> Iterator[Fault]:
    """Yield pairs of poses that cannot be blended."""
    first: Stance | None = None
    first_name = ""
    for name, pose in poses.items():
        if first is None:
            first, first_name = pose, name
            continue
        if pose.hangs != first.hangs:
            yield (
                ("poses", name),
                (
                    f"this pose starts from the {_root(pose)}, but '{first_name}'"
                    f" starts from the {_root(first)}"
                ),
            )
        for limb, one, other in zip(LIMBS, first.limbs, pose.limbs, strict=True):
            where = ("poses", name, limb)
            if one is None or other is None:
                if one is not other:
                    yield (
                        where,
                        (
                            "write this limb in all poses or in none; "
                            f"'{first_name}' does the opposite"
                        ),
                    )
            elif (one.to is None) != (other.to is None):
                yield (
                    where,
                    (
                        "use 'to' in all poses or 'dir' in all; "
                        f"'{first_name}' uses the other one"
                    ),
                )
            elif one.to is not None and one.bend != other.bend:
                yield (
                    (*where, "bend"),
                    f"this limb bends the opposite way from '{first_name}'",
                )


def _root(pose: Stance) -> str:
    return "neck" if pose.hangs else "hip"


def travel(poses: Mapping[str, Stance], figure: Figure) -> float:
    """Return the longest motion of any joint, in dots at 44 by 12 cells."""
    solved = [
        [point for _, point, _ in _extent(solve(pose, figure))] for pose in poses.values()
    ]
    most = max(
        (
            math.dist(point, again)
            for one in solved
            for other in solved
            for point, again in zip(one, other, strict=False)
        ),
        default=0.0,
    )
    return most * dots_per_unit(figure, *_CELLS)


def _still(poses: Mapping[str, Stance], figure: Figure) -> Iterator[Fault]:
    stances = list(poses.values())
    breaths = [pose.breath for pose in stances if pose.breath is not None]
    shown = any(pose.glow or pose.arrows for pose in stances) or (
        breaths and max(breaths) - min(breaths) >= _AIR
    )
    moved = travel(poses, figure)
    if moved < _TRAVEL and not shown:
        message = (
            f"the body moves only {moved:.1f} dots, and a movement under {_TRAVEL:.0f} dots"
            " can't be seen; make the movement larger, or add 'glow: hip' or an 'arrow'"
        )
        yield ("poses", list(poses)[-1]), message
