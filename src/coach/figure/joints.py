"""Where every joint is: what solving a stance gives, and what is drawn."""

from __future__ import annotations

import msgspec

from coach.model.pose import WIDTH, Point, View


class LimbJoints(msgspec.Struct, frozen=True, gc=False):
    """A leg or an arm: hip, knee, ankle and toes, or shoulder, elbow and hand."""

    top: Point
    middle: Point
    end: Point
    toe: Point | None
    works: bool
    """In the accent colour."""
    glow: float


class Lungs(msgspec.Struct, frozen=True, gc=False):
    """Where the trunk widens, and how far."""

    centre: Point
    along: Point
    """The end of the half that points to the neck."""
    sides: tuple[Point, ...]
    """The crest of each side that swells."""


class Joints(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The solved body, in units."""

    view: View
    mirrored: bool
    """Left and right are swapped: props have to follow."""
    hip: Point
    neck: Point
    spine: tuple[Point, ...]
    """From hip to neck; more than these two where it bows."""
    head: Point
    mouth: Point
    """On the edge of the head."""
    nose: bool
    shoulders: tuple[Point, Point]
    """Near and far."""
    hips: tuple[Point, Point]
    limbs: tuple[LimbJoints | None, ...]
    """Near leg, far leg, near arm, far arm."""
    trunk_works: bool
    pelvis_works: bool
    trunk_glow: float
    lungs: Lungs | None
    air: float
    """0 empty, 1 full."""
    spots: tuple[tuple[Point, float], ...]
    """Glowing joints, and how much each glows."""
    arrows: tuple[tuple[Point, ...], ...]
    """Points from the tail to the tip."""


def other_side(joints: Joints) -> Joints:
    """The same exercise with the other leg and arm.

    From the side near and far change places, and the working limb keeps its colour;
    from the front left and right do. Twice is the same as never.
    """
    if joints.view is View.SIDE:  # from above the runner lies on the other side
        near_leg, far_leg, near_arm, far_arm = joints.limbs
        return msgspec.structs.replace(
            joints,
            limbs=(far_leg, near_leg, far_arm, near_arm),
            shoulders=joints.shoulders[::-1],
            hips=joints.hips[::-1],
        )
    return _mirrored(joints)


def flip(point: Point) -> Point:
    """A point on the other side of the middle of the canvas."""
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
