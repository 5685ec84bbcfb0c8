"""What is drawn of a body and its props: lines and discs in units, furthest first."""

from __future__ import annotations

import math
from enum import IntEnum

import msgspec

from coach.figure import body
from coach.figure.joints import Joints, LimbJoints, Lungs
from coach.figure.props import prop_lines
from coach.figure.solve import polar
from coach.model.figure import WIDTH, Figure, Point, View


class Ink(IntEnum):
    """What a stroke belongs to; where two meet, the higher one shows."""

    NONE = 0
    FLOOR = 1
    FAR = 2
    PROP = 3
    PLAIN = 4
    ACCENT = 5
    GLOW = 6


class Weight(IntEnum):
    """How heavy a stroke is."""

    DOTTED = 0
    THIN = 1
    THICK = 2


class Stroke(msgspec.Struct, frozen=True, gc=False):
    """A line through points."""

    points: tuple[Point, ...]
    ink: Ink
    weight: Weight


class Disc(msgspec.Struct, frozen=True, gc=False):
    """A head, or a joint that glows."""

    centre: Point
    radius: float
    ink: Ink


_STRONG = 0.5
"""From this strength a limb shows its glow."""
_GLOW = 4.5
"""Radius of a joint that glows in full."""
_BARB = 0.5
"""Length of an arrow's barbs, per length of the arrow."""
_ARC = 9
"""Points along the edge of swelling ribs."""
_COS_SIN = tuple(
    (math.cos(math.pi * step / (_ARC - 1)), math.sin(math.pi * step / (_ARC - 1)))
    for step in range(_ARC)
)


def strokes(joints: Joints, figure: Figure) -> list[Stroke | Disc]:
    """Everything that is drawn, from the back to the front."""
    drawn: list[Stroke | Disc] = [
        Stroke(((0.0, 0.0), (WIDTH, 0.0)), Ink.FLOOR, Weight.DOTTED)
    ]
    for points, thick in prop_lines(joints, figure):
        drawn.append(Stroke(points, Ink.PROP, Weight.THICK if thick else Weight.THIN))
    near_leg, far_leg, near_arm, far_arm = joints.limbs
    for limb in (far_arm, far_leg):
        drawn += _limb(limb, near=False, view=joints.view)
    drawn += _trunk(joints)
    drawn.append(_throat(joints))
    drawn.append(Disc(joints.head, body.HEAD, Ink.PLAIN))
    if joints.nose:
        drawn.append(Stroke((joints.mouth, _nose(joints)), Ink.PLAIN, Weight.THICK))
    for limb in (near_leg, near_arm):
        drawn += _limb(limb, near=True, view=joints.view)
    if joints.lungs is not None:
        drawn += _ribs(joints.lungs)
    for spot, strength in joints.spots:
        if strength > 0:
            drawn.append(Disc(spot, _GLOW * strength, Ink.GLOW))
    for tail, tip in joints.arrows:
        drawn += _arrow(tail, tip)
    return drawn


def _limb(limb: LimbJoints | None, *, near: bool, view: View) -> list[Stroke | Disc]:
    if limb is None:
        return []
    # From the front both legs are equally far away: only the colour tells them apart.
    near = near or view is View.FRONT
    ink = Ink.PLAIN if near else Ink.FAR
    if limb.glow >= _STRONG:
        ink = Ink.GLOW
    elif limb.works:
        ink = Ink.ACCENT
    weight = Weight.THICK if near or limb.works else Weight.THIN
    points = (limb.top, limb.middle, limb.end)
    return [Stroke((*points, limb.toe) if limb.toe else points, ink, weight)]


def _trunk(joints: Joints) -> list[Stroke | Disc]:
    ink = Ink.ACCENT if joints.trunk_works else Ink.PLAIN
    if joints.trunk_glow >= _STRONG:
        ink = Ink.GLOW
    (near_shoulder, far_shoulder), (near_hip, far_hip) = joints.shoulders, joints.hips
    lines: list[Stroke | Disc] = []
    if joints.view is View.SIDE:
        lines.append(Stroke((joints.hip, joints.neck), ink, Weight.THICK))
    else:
        frame = (near_shoulder, far_shoulder, far_hip, near_hip, near_shoulder)
        lines.append(Stroke(frame, ink, Weight.THIN))
    return lines


def _throat(joints: Joints) -> Stroke:
    """The neck, up to the edge of the head."""
    (nx, ny), (hx, hy) = joints.neck, joints.head
    share = body.NECK / (body.NECK + body.HEAD)
    end = (nx + (hx - nx) * share, ny + (hy - ny) * share)
    return Stroke((joints.neck, end), Ink.PLAIN, Weight.THIN)


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
        arcs.append(Stroke(points, Ink.ACCENT, Weight.THICK))
    return arcs


def _arrow(tail: Point, tip: Point) -> list[Stroke | Disc]:
    length = math.dist(tail, tip)
    if length < 1:
        return []
    back = math.degrees(math.atan2(tail[1] - tip[1], tail[0] - tip[0]))
    barb = _BARB * length
    head = (polar(tip, back - 40, barb), tip, polar(tip, back + 40, barb))
    return [Stroke((tail, tip), Ink.GLOW, Weight.THIN), Stroke(head, Ink.GLOW, Weight.THIN)]
