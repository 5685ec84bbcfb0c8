"""From a stance to joints: two-bone limbs that keep their length, contacts that stay."""

from __future__ import annotations

import math

from coach.figure import body
from coach.figure.joints import Joints, LimbJoints, Lungs
from coach.figure.stance import Bones, Effort, Stance
from coach.model.figure import LIMBS, PAIRS, Figure, Point, View

_QUARTER = (0.30, -0.22)
"""How far near and far shoulders part in a quarter view, per unit of their width."""
_REST, _FULL = 2.5, 10.5
"""How far the trunk bulges, empty and full."""
_SWELL_AT = {"ribs": 0.66, "belly": 0.36}
_SWELL_LENGTH = {"ribs": 9.5, "belly": 10.0}
_TOWARD = {"up": (0, 1), "down": (0, -1), "left": (-1, 0), "right": (1, 0)}
_ARROW, _ARROW_GAP = 0.22, 0.06
"""Length of an arrow and its distance from the joint, per height of the canvas."""


def polar(origin: Point, degrees: float, length: float) -> Point:
    """The point at a distance in a direction."""
    angle = math.radians(degrees)
    return (origin[0] + length * math.cos(angle), origin[1] + length * math.sin(angle))


def solve(stance: Stance, figure: Figure) -> Joints:
    """Where every joint is."""
    trunk = body.TRUNK * stance.long
    if stance.hangs:
        neck, hip = stance.root, polar(stance.root, stance.trunk + 180, trunk)
    else:
        hip, neck = stance.root, polar(stance.root, stance.trunk, trunk)
    head = polar(neck, stance.head, body.NECK + body.HEAD)
    face = stance.head - 90 if stance.face is None else stance.face
    hips = _abreast(hip, body.PELVIS, stance.trunk + stance.tilt, figure.view)
    shoulders = _abreast(neck, body.SHOULDERS, stance.trunk, figure.view)
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
    lungs = None if stance.breath is None else _lungs(stance, figure, hip, neck)
    points = _named((hip, neck, head), hips + shoulders, limbs)
    return Joints(
        view=figure.view,
        mirrored=False,
        hip=hip,
        neck=neck,
        head=head,
        mouth=polar(head, face, body.HEAD),
        nose=stance.face is not None,
        shoulders=shoulders,
        hips=hips,
        limbs=limbs,
        trunk_works="trunk" in working,
        trunk_glow=glow.get("trunk", 0.0),
        lungs=lungs,
        air=0.0 if stance.breath is None else stance.breath,
        spots=tuple(
            (points[name], strength) for name, strength in stance.glow if name in points
        ),
        arrows=tuple(_arrow(arrow, points, figure.scale.height) for arrow in stance.arrows),
    )


def bend(
    top: Point, target: Point, lengths: tuple[float, float], side: int
) -> tuple[Point, Point]:
    """Knee and ankle of a leg that reaches for a target; as near as it gets."""
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
    """Distance to the target of a limb, and the least and most it can reach."""
    bones = stance.limbs[limb]
    if bones is None or bones.to is None:
        return None
    joints = solve(stance, figure)
    top = (joints.hips + joints.shoulders)[limb]
    upper, lower = _lengths(bones, body.BONES[limb])
    return math.dist(top, bones.to), abs(upper - lower), upper + lower


def _abreast(middle: Point, width: float, up: float, view: View) -> tuple[Point, Point]:
    """Near and far joint of a pair."""
    if view is View.SIDE:
        return middle, middle
    if view is View.FRONT:
        return polar(middle, up - 90, width / 2), polar(middle, up + 90, width / 2)
    dx, dy = width * _QUARTER[0], width * _QUARTER[1]
    return (middle[0] + dx, middle[1] + dy), (middle[0] - dx, middle[1] - dy)


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


def _lungs(stance: Stance, figure: Figure, hip: Point, neck: Point) -> Lungs:
    where = _SWELL_AT[figure.swell.at]
    centre = (hip[0] + (neck[0] - hip[0]) * where, hip[1] + (neck[1] - hip[1]) * where)
    rest, full = _REST, _FULL
    if figure.view is View.FRONT:
        rest, full = body.PELVIS / 2 + 1, body.SHOULDERS / 2 + 4
    out = rest + (full - rest) * (stance.breath or 0.0)
    sides = [polar(centre, stance.trunk + turn, out) for turn in (90, -90)]
    if figure.swell.toward != "both":
        x, y = _TOWARD[figure.swell.toward]
        sides.sort(key=lambda side: x * (side[0] - centre[0]) + y * (side[1] - centre[1]))
        del sides[0]
    along = polar(centre, stance.trunk, _SWELL_LENGTH[figure.swell.at] * stance.long)
    return Lungs(centre, along, tuple(sides))


def _named(
    spine: tuple[Point, Point, Point],
    tops: tuple[Point, ...],
    limbs: tuple[LimbJoints | None, ...],
) -> dict[str, Point]:
    """Points that may glow or carry an arrow."""
    hip, neck, head = spine
    points = {"hip": hip, "neck": neck, "head": head}
    for name, share in _SWELL_AT.items():
        points[name] = (
            hip[0] + (neck[0] - hip[0]) * share,
            hip[1] + (neck[1] - hip[1]) * share,
        )
    for index, side in enumerate(("near", "far")):
        points[f"{side}_hip"], points[f"{side}_shoulder"] = tops[index], tops[index + 2]
        leg, arm = limbs[index], limbs[index + 2]
        if leg is not None:
            points[f"{side}_knee"], points[f"{side}_ankle"] = leg.middle, leg.end
            points[f"{side}_toe"] = leg.toe or leg.end
        if arm is not None:
            points[f"{side}_elbow"], points[f"{side}_hand"] = arm.middle, arm.end
    return points


def _arrow(arrow: Effort, points: dict[str, Point], height: float) -> tuple[Point, Point]:
    at = points.get(arrow.at, points["hip"]) if isinstance(arrow.at, str) else arrow.at
    tail = polar(at, arrow.dir, _ARROW_GAP * height)
    return tail, polar(tail, arrow.dir, _ARROW * height * arrow.strength)
