"""Inverse kinematics: from a stance to joints and arrows, with limbs of fixed length."""

from __future__ import annotations

import math
from collections.abc import Mapping

from coach.figure import body
from coach.figure.joints import Joints, LimbJoints, polar
from coach.figure.stance import Bones, Effort, Stance
from coach.figure.trunk import SWELL_AT, abreast, lungs, spine, spine_point
from coach.model.pose import LIMBS, PAIRS, Figure, Point, View


def solve(stance: Stance, figure: Figure) -> Joints:
    """Return the positions of all joints of a stance."""
    trunk = body.TRUNK * stance.long
    if stance.hangs:
        neck, hip = stance.root, polar(stance.root, stance.trunk + 180, trunk)
    else:
        hip, neck = stance.root, polar(stance.root, stance.trunk, trunk)
    head = polar(neck, stance.head, body.NECK + body.HEAD)
    face = stance.head - 90 if stance.face is None else stance.face
    up, roll, view = stance.trunk, stance.roll, figure.view
    hips = abreast(hip, body.PELVIS, up + stance.tilt, roll, view)
    shoulders = abreast(neck, body.SHOULDERS, up, roll, view)
    working = {limb for name in figure.working for limb in PAIRS.get(name, (name,))}
    glow = dict(stance.glow)
    limbs = tuple(
        None
        if bones is None
        else _limb(
            top,
            bones,
            lengths,
            works=name in working,
            glow=max(glow.get(name, 0.0), glow.get(f"{name[-3:]}s", 0.0)),
        )
        for name, bones, top, lengths in zip(
            LIMBS, stance.limbs, hips + shoulders, body.BONES, strict=True
        )
    )
    mouth = polar(head, face, body.HEAD)
    points = _named(hips + shoulders, limbs) | {
        "hip": hip,
        "neck": neck,
        "head": head,
        "mouth": mouth,
        **{name: spine_point(stance, hip, neck, at) for name, at in SWELL_AT.items()},
    }
    return Joints(
        view=view,
        mirrored=False,
        hip=hip,
        neck=neck,
        spine=spine(stance, hip, neck),
        head=head,
        mouth=mouth,
        nose=stance.face is not None,
        shoulders=shoulders,
        hips=hips,
        limbs=limbs,
        trunk_works="trunk" in working,
        pelvis_works="pelvis" in working,
        pelvis_turn=up + stance.tilt if has_wedge(figure) else None,
        trunk_glow=glow.get("trunk", 0.0),
        lungs=None if stance.breath is None else lungs(stance, figure, hip, neck),
        air=0.0 if stance.breath is None else stance.breath,
        spots=tuple(
            (points[name], strength) for name, strength in stance.glow if name in points
        ),
        arrows=tuple(
            arrow(effort, points, figure.scale.height) for effort in stance.arrows
        ),
    )


def has_wedge(figure: Figure) -> bool:
    """Return whether you see the pelvis from the side, where a bar would be a point."""
    is_rolled = any(pose.roll for pose in figure.poses.values())
    return figure.view is View.SIDE and "pelvis" in figure.working and not is_rolled


def bend(
    top: Point, target: Point, lengths: tuple[float, float], side: int
) -> tuple[Point, Point]:
    """Return the knee and ankle of a leg that reaches as near to a target as it can."""
    upper, lower = lengths
    dx, dy = target[0] - top[0], target[1] - top[1]
    wanted = math.hypot(dx, dy)
    distance = min(max(wanted, abs(upper - lower), 1e-9), upper + lower)
    if wanted > 1e-9:  # noqa: PLR2004  a direction needs a distance
        dx, dy = dx / wanted, dy / wanted
    else:
        dx, dy = 0.0, -1.0
    along = (upper * upper - lower * lower + distance * distance) / (2 * distance)
    along = min(max(along, -upper), upper)
    across = side * math.sqrt(upper * upper - along * along)
    middle = (top[0] + dx * along - dy * across, top[1] + dy * along + dx * across)
    return middle, (top[0] + dx * distance, top[1] + dy * distance)


def reach(stance: Stance, figure: Figure, limb: int) -> tuple[float, float, float] | None:
    """Return the distance to a limb's target, and its shortest and longest reach.

    Return None if the limb has no target.
    """
    bones = stance.limbs[limb]
    if bones is None or bones.to is None:
        return None
    joints = solve(stance, figure)
    top = (joints.hips + joints.shoulders)[limb]
    upper, lower = _lengths(bones, body.BONES[limb])
    return math.dist(top, bones.to), abs(upper - lower), upper + lower


def _lengths(bones: Bones, lengths: tuple[float, float]) -> tuple[float, float]:
    return lengths[0] * bones.long[0], lengths[1] * bones.long[1]


def _limb(
    top: Point, bones: Bones, lengths: tuple[float, float], *, works: bool, glow: float
) -> LimbJoints:
    upper, lower = _lengths(bones, lengths)
    if bones.to is not None:
        middle, end = bend(top, bones.to, (upper, lower), bones.bend)
    else:
        first, second = bones.dir or (-90.0, -90.0)
        middle = polar(top, first, upper)
        end = polar(middle, second, lower)
    toe = None if bones.foot is None else polar(end, bones.foot, body.FOOT)
    return LimbJoints(top, middle, end, toe, works, glow)


def _named(
    tops: tuple[Point, ...],
    limbs: tuple[LimbJoints | None, ...],
) -> dict[str, Point]:
    """Return the joints of the limbs that may glow or carry an arrow, by name."""
    points: dict[str, Point] = {}
    for index, side in enumerate(("near", "far")):
        points[f"{side}_hip"], points[f"{side}_shoulder"] = tops[index], tops[index + 2]
        leg, arm = limbs[index], limbs[index + 2]
        if leg is not None:
            points[f"{side}_knee"], points[f"{side}_ankle"] = leg.middle, leg.end
            points[f"{side}_toe"] = leg.toe or leg.end
        if arm is not None:
            points[f"{side}_elbow"], points[f"{side}_hand"] = arm.middle, arm.end
    return points


_LENGTH, _GAP = 0.22, 0.06
"""Length of a straight arrow and its distance from the joint, as shares of the canvas
height."""
_RADIUS = 0.17
"""Radius of a turning arrow, as a share of the canvas height."""
_PIECE = 15.0
"""Length of one straight piece of a turning arrow, in degrees."""


def arrow(effort: Effort, points: Mapping[str, Point], height: float) -> tuple[Point, ...]:
    """Return the points of an arrow from tail to tip, in units."""
    at = points.get(effort.at, points["hip"]) if isinstance(effort.at, str) else effort.at
    if effort.turn is None:
        tail = polar(at, effort.dir, _GAP * height)
        return tail, polar(tail, effort.dir, _LENGTH * height * effort.strength)
    turn = effort.turn * effort.strength
    pieces = int(abs(turn) / _PIECE) + 1
    return tuple(
        polar(at, effort.dir + turn * piece / pieces, _RADIUS * height)
        for piece in range(pieces + 1)
    )
