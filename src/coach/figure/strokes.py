"""The lines and discs of a body and its props, in units and from back to front."""

from __future__ import annotations

import math
from enum import IntEnum
from itertools import pairwise

import msgspec

from coach.figure import body
from coach.figure.joints import Joints, LimbJoints, Lungs, polar, toward
from coach.figure.props import prop_lines
from coach.model.pose import WIDTH, Figure, Point, View


class Ink(IntEnum):
    """Part of the picture that a stroke belongs to; higher ones cover lower ones."""

    NONE = 0
    FLOOR = 1
    FAR = 2
    PROP = 3
    PLAIN = 4
    ACCENT = 5
    GLOW = 6


class Thickness(IntEnum):
    """Thickness of a stroke."""

    DOTTED = 0
    THIN = 1
    THICK = 2


class Stroke(msgspec.Struct, frozen=True, gc=False):
    """A line through points."""

    points: tuple[Point, ...]
    ink: Ink
    weight: Thickness


class Disc(msgspec.Struct, frozen=True, gc=False):
    """A head or a glowing joint."""

    centre: Point
    radius: float
    ink: Ink


_STRONG = 0.5
"""Smallest strength at which a limb glows."""
_GLOW = 0.047
"""Radius of a joint at full glow, as a share of the canvas height."""
_BARB, _LONGEST_BARB = 0.5, 0.09
"""Length of an arrow's barbs, as a share of the arrow's length and of the canvas height."""
_PELVIS = 2.2
"""Length of the bar across the hips, relative to the distance between the hip joints."""
_DASHES = ((0.0, 0.2), (0.35, 0.55), (0.7, 1.0))
"""Beginning and end of each dash in a stream, as shares of the arrow's length."""
_MAT = ((1.0, 1.0), (1.0, 59.0), (103.0, 59.0), (103.0, 1.0), (1.0, 1.0))
_WEDGE = ((56.0, 8.0), (-56.0, 5.0), (180.0, 9.0))
"""Corners of a pelvis seen from the side: their direction, relative to the trunk, and
distance."""
_ARC = 9
"""Number of points along the edge of the ribs."""
_COS_SIN = tuple(
    (math.cos(math.pi * step / (_ARC - 1)), math.sin(math.pi * step / (_ARC - 1)))
    for step in range(_ARC)
)


def strokes(joints: Joints, figure: Figure) -> list[Stroke | Disc]:
    """Return everything to draw, from back to front."""
    drawn = _floor(joints)
    for points, thick in prop_lines(joints, figure):
        drawn.append(Stroke(points, Ink.PROP, Thickness.THICK if thick else Thickness.THIN))
    near_leg, far_leg, near_arm, far_arm = joints.limbs
    for limb in (far_arm, far_leg):
        drawn += _limb(limb, near=False, view=joints.view)
    drawn += _trunk(joints)
    drawn.append(_throat(joints))
    drawn.append(Disc(joints.head, body.HEAD, Ink.PLAIN))
    if joints.nose:
        drawn.append(Stroke((joints.mouth, _nose(joints)), Ink.PLAIN, Thickness.THICK))
    for limb in (near_leg, near_arm):
        drawn += _limb(limb, near=True, view=joints.view)
    drawn += _pelvis(joints)
    if joints.lungs is not None:
        drawn += _ribs(joints.lungs)
    for spot, strength in joints.spots:
        if strength > 0:
            drawn.append(Disc(spot, _GLOW * figure.scale.height * strength, Ink.GLOW))
    for arrow in joints.arrows:
        drawn += _arrow(arrow, figure.scale.height, is_dashed="straw" in figure.props)
    return drawn


def _floor(joints: Joints) -> list[Stroke | Disc]:
    if joints.view is View.ABOVE:
        # A mat means that there is no floor line.
        return [Stroke(_MAT, Ink.FAR, Thickness.THIN)]
    return [Stroke(((0.0, 0.0), (WIDTH, 0.0)), Ink.FLOOR, Thickness.DOTTED)]


def _limb(limb: LimbJoints | None, *, near: bool, view: View) -> list[Stroke | Disc]:
    if limb is None:
        return []
    # From the front, both legs are equally far away: only the colour tells them apart.
    near = near or view is View.FRONT
    ink = Ink.PLAIN if near else Ink.FAR
    if limb.glow >= _STRONG:
        ink = Ink.GLOW
    elif limb.works:
        ink = Ink.ACCENT
    weight = Thickness.THICK if near or limb.works else Thickness.THIN
    points = (limb.top, limb.middle, limb.end)
    return [Stroke((*points, limb.toe) if limb.toe else points, ink, weight)]


def _trunk(joints: Joints) -> list[Stroke | Disc]:
    ink = Ink.ACCENT if joints.trunk_works else Ink.PLAIN
    if joints.trunk_glow >= _STRONG:
        ink = Ink.GLOW
    (near_shoulder, far_shoulder), (near_hip, far_hip) = joints.shoulders, joints.hips
    frame = (near_shoulder, far_shoulder, far_hip, near_hip, near_shoulder)
    if joints.view in {View.FRONT, View.QUARTER}:
        return [Stroke(frame, ink, Thickness.THIN)]
    if near_hip != far_hip:
        edge = (near_hip, near_shoulder)  # as thick as the single line without roll
        return [
            Stroke(frame, ink, Thickness.THIN),
            Stroke(edge, ink, Thickness.THICK),
        ]
    return [Stroke(joints.spine, ink, Thickness.THICK)]


def _pelvis(joints: Joints) -> list[Stroke | Disc]:
    """Return a bar across the hips, wider than the hips so that its tilt is visible.

    Seen from the side, without a roll, the pelvis is a wedge that turns.
    """
    if not joints.pelvis_works:
        return []
    if joints.pelvis_turn is not None:
        corners = tuple(
            polar(joints.hip, joints.pelvis_turn + turn, far) for turn, far in _WEDGE
        )
        return [Stroke((*corners, corners[0]), Ink.ACCENT, Thickness.THICK)]
    ends = tuple(toward(joints.hip, hip, _PELVIS) for hip in joints.hips)
    return [Stroke(ends, Ink.ACCENT, Thickness.THICK)]


def _throat(joints: Joints) -> Stroke:
    """Return the neck, up to the edge of the head."""
    end = toward(joints.neck, joints.head, body.NECK / (body.NECK + body.HEAD))
    return Stroke((joints.neck, end), Ink.PLAIN, Thickness.THIN)


def _nose(joints: Joints) -> Point:
    (hx, hy), (mx, my) = joints.head, joints.mouth
    return mx + (mx - hx) * 0.25, my + (my - hy) * 0.25


def _ribs(lungs: Lungs) -> list[Stroke | Disc]:
    (cx, cy), (ax, ay) = lungs.centre, lungs.along
    ax, ay = ax - cx, ay - cy
    arcs: list[Stroke | Disc] = []
    for sx, sy in lungs.sides:
        ox, oy = sx - cx, sy - cy
        points = tuple(
            (cx + ax * cos + ox * sin, cy + ay * cos + oy * sin) for cos, sin in _COS_SIN
        )
        arcs.append(Stroke(points, Ink.ACCENT, Thickness.THICK))
    return arcs


def _arrow(
    path: tuple[Point, ...], height: float, *, is_dashed: bool
) -> list[Stroke | Disc]:
    """Return an arrow; the stream from a straw is dashed."""
    length = sum(math.dist(start, end) for start, end in pairwise(path))
    if length < 1:
        return []
    before, tip = path[-2], path[-1]
    back = math.degrees(math.atan2(before[1] - tip[1], before[0] - tip[0]))
    barb = min(_BARB * length, _LONGEST_BARB * height)
    head = (polar(tip, back - 40, barb), tip, polar(tip, back + 40, barb))
    shafts = [path]
    if is_dashed:
        tail = path[0]
        shafts = [(toward(tail, tip, a), toward(tail, tip, b)) for a, b in _DASHES]
    return [Stroke(shaft, Ink.GLOW, Thickness.THIN) for shaft in (*shafts, head)]
