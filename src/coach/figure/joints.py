"""Points in the picture: the joints of a solved stance, and points derived from them."""

from __future__ import annotations

import math

import msgspec

from coach.model.pose import WIDTH, Point, View


class LimbJoints(msgspec.Struct, frozen=True, gc=False):
    """Joints of a leg (hip, knee, ankle, toes) or an arm (shoulder, elbow, hand)."""

    top: Point
    middle: Point
    end: Point
    toe: Point | None
    works: bool
    """Whether the limb has the accent colour."""
    glow: float


class Lungs(msgspec.Struct, frozen=True, gc=False):
    """Position and size of the part of the trunk that widens."""

    centre: Point
    along: Point
    """End of the half axis that points to the neck."""
    sides: tuple[Point, ...]
    """Outermost point of each side that widens."""


class Joints(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The solved body, in units."""

    view: View
    mirrored: bool
    """Whether left and right are swapped; then props must be swapped too."""
    hip: Point
    neck: Point
    spine: tuple[Point, ...]
    """Points from hip to neck; more than two if it bends."""
    head: Point
    mouth: Point
    """Point on the edge of the head."""
    nose: bool
    shoulders: tuple[Point, Point]
    """The near shoulder and the far one."""
    hips: tuple[Point, Point]
    limbs: tuple[LimbJoints | None, ...]
    """Near leg, far leg, near arm, far arm."""
    trunk_works: bool
    pelvis_works: bool
    pelvis_turn: float | None
    """Direction of a pelvis that is drawn as a wedge."""
    trunk_glow: float
    lungs: Lungs | None
    air: float
    """Fill of the lungs from 0 (empty) to 1 (full)."""
    spots: tuple[tuple[Point, float], ...]
    """Glowing joints with their strength."""
    arrows: tuple[tuple[Point, ...], ...]
    """Points of each arrow from tail to tip."""


def other_side(joints: Joints) -> Joints:
    """Return the joints of the same exercise on the other side.

    In a side view, near and far limbs swap, and the working limb keeps its colour. In every
    other view, left and right swap. Doing this twice changes nothing.
    """
    if joints.view is View.SIDE:  # seen from above, the runner lies on the other side
        near_leg, far_leg, near_arm, far_arm = joints.limbs
        return msgspec.structs.replace(
            joints,
            limbs=(far_leg, near_leg, far_arm, near_arm),
            shoulders=joints.shoulders[::-1],
            hips=joints.hips[::-1],
        )
    return _mirrored(joints)


def flip(point: Point) -> Point:
    """Return a point mirrored about the middle of the canvas."""
    return (WIDTH - point[0], point[1])


def _mirrored(joints: Joints) -> Joints:
    lungs = joints.lungs
    return msgspec.structs.replace(
        joints,
        mirrored=not joints.mirrored,
        hip=flip(joints.hip),
        neck=flip(joints.neck),
        spine=tuple(flip(point) for point in joints.spine),
        head=flip(joints.head),
        mouth=flip(joints.mouth),
        shoulders=(flip(joints.shoulders[0]), flip(joints.shoulders[1])),
        hips=(flip(joints.hips[0]), flip(joints.hips[1])),
        limbs=tuple(limb and _limb_mirrored(limb) for limb in joints.limbs),
        lungs=lungs
        and Lungs(
            flip(lungs.centre), flip(lungs.along), tuple(flip(side) for side in lungs.sides)
        ),
        spots=tuple((flip(spot), strength) for spot, strength in joints.spots),
        arrows=tuple(tuple(flip(point) for point in arrow) for arrow in joints.arrows),
    )


def _limb_mirrored(limb: LimbJoints) -> LimbJoints:
    return msgspec.structs.replace(
        limb,
        top=flip(limb.top),
        middle=flip(limb.middle),
        end=flip(limb.end),
        toe=limb.toe and flip(limb.toe),
    )


def polar(origin: Point, degrees: float, length: float) -> Point:
    """Return the point at a distance in a direction (degrees, anti-clockwise)."""
    angle = math.radians(degrees)
    return (origin[0] + length * math.cos(angle), origin[1] + length * math.sin(angle))


def toward(start: Point, end: Point, share: float) -> Point:
    """Return the point at a share of the way; above 1, it lies beyond the end."""
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
