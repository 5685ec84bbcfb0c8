"""Poses and figures, exactly as in drill files.

The types are the format: the library decodes files straight into them. Their docstrings
become the schemas for editors and the tables of ``docs/authoring.md``.
"""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Literal

import msgspec

from coach.model.drill import AuthoredPart

Place = Annotated[float, msgspec.Meta(ge=-60, le=180)]
"""A coordinate in units, of which a body is about 100 tall; x grows to the right, y
upwards."""
Angle = Annotated[float, msgspec.Meta(ge=-720, le=720)]
"""Degrees, used exactly as written: 0 is right, 90 up, 180 left, -90 down."""
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Bulge = Annotated[float, msgspec.Meta(ge=-8, le=8)]
Size = Annotated[float, msgspec.Meta(gt=0, le=104)]
Point = tuple[Place, Place]
Name = Annotated[
    str, msgspec.Meta(min_length=1, max_length=40, pattern="^[a-z0-9][a-z0-9-]*$")
]
"""The name of a pose: lower-case letters, digits and hyphens."""


class View(Enum):
    """The side from which you see the runner."""

    SIDE = "side"
    FRONT = "front"
    QUARTER = "quarter"
    ABOVE = "above"
    """View from above, for side-lying drills: drawn like the side view, without a floor."""


class Scale(Enum):
    """Height of the canvas: 60 units lying, 76 kneeling, 104 standing; the width is 104."""

    LYING = "lying"
    KNEELING = "kneeling"
    STANDING = "standing"

    @property
    def height(self) -> float:
        """Return the height of the canvas in units."""
        return {Scale.LYING: 60.0, Scale.KNEELING: 76.0, Scale.STANDING: 104.0}[self]


WIDTH = 104.0
"""Width of every canvas in units."""


class Limb(AuthoredPart, frozen=True, kw_only=True):
    """A leg or an arm, given by its end point or by the directions of its two bones."""

    to: Point | None = None
    """Position of the ankle or hand; the knee or elbow follows from it."""
    bend: Literal[1, -1] | None = None
    """Which way the knee or elbow points: on a leg or arm that hangs straight down, 1 is to
    the right and -1 to the left."""
    dir: tuple[Angle, Angle] | None = None
    """Directions of thigh and shin, or of upper arm and forearm."""
    foot: Angle | None = None
    """Direction of the toes; without this key, no foot is drawn."""
    long: tuple[Share, Share] | None = None
    """How long the two bones look: 1 is full length, 0.5 is half."""


class Arrow(AuthoredPart, frozen=True, kw_only=True):
    """A small arrow for an effort that hardly moves the body."""

    at: Point | str
    """Joint or point that the arrow points away from, or turns around."""
    dir: Angle
    """Direction of the arrow. With ``turn``, the direction from ``at`` to the start of the
    arrow."""
    turn: Angle | None = None
    """Degrees by which the arrow turns around ``at``; positive is anti-clockwise."""


class Pose(AuthoredPart, frozen=True, kw_only=True, rename={"from_": "from"}):
    """One position. If ``from`` names another pose, write only what differs from it."""

    from_: str | None = None
    """The pose to start from: another pose of this figure, or a base pose."""
    hip: Point | None = None
    """Position of the hip."""
    neck: Point | None = None
    """Position of the neck; if the shoulders rest on something, use it without ``hip``."""
    trunk: Angle | None = None
    """Direction from hip to neck."""
    long: Share | None = None
    """How long the trunk looks: 1 is full length, 0.5 is half."""
    head: Angle | None = None
    """Direction from neck to head; without this key, the trunk's direction."""
    face: Angle | None = None
    """Direction of the nose, and of a balloon or straw; without this key, no nose is
    drawn."""
    tilt: Angle | None = None
    """Tilt of the pelvis. In a front view, a positive tilt lifts the hip on the right of
    the picture, on the side of the near leg. In a side view, the tilt shows only if
    ``working`` lists ``pelvis`` and no pose has a ``roll``."""
    curve: Bulge | None = None
    """How far the spine bows out to the left of the line from hip to neck, in units."""
    roll: Angle | None = None
    """Turn of the trunk around its long axis, in degrees, in a view from the side or from
    above. At 0, the near side hides the far side. At 90, the far side lies to the left of
    the line from hip to neck."""
    legs: Limb | None = None
    """Both legs, if they are in the same position."""
    arms: Limb | None = None
    """Both arms, if they are in the same position."""
    near_leg: Limb | None = None
    """The leg nearer the viewer."""
    far_leg: Limb | None = None
    """The leg further from the viewer."""
    near_arm: Limb | None = None
    """The arm nearer the viewer."""
    far_arm: Limb | None = None
    """The arm further from the viewer."""
    breath: Share | None = None
    """How full the lungs are, from 0 to 1; the ribs or the belly widen with them."""
    glow: str | tuple[str, ...] | None = None
    """Limbs or joints to light up in this pose only."""
    arrow: Arrow | tuple[Arrow, ...] | None = None
    """Arrow for an effort that hardly moves the body, in this pose only."""


class Swell(AuthoredPart, frozen=True, kw_only=True):
    """The part of the trunk that widens with the breath, and the direction."""

    at: Literal["ribs", "belly"] = "ribs"
    """Part of the trunk that widens."""
    toward: Literal["both", "up", "down", "left", "right"] = "both"
    """Direction in which the trunk widens."""


class Thing(AuthoredPart, frozen=True, kw_only=True):
    """A prop, given by exactly one of these keys."""

    wall: Place | None = None
    """A wall: its horizontal position."""
    step: tuple[Place, Place, Size, Size] | None = None
    """A box: left edge, bottom edge, width and height."""
    bench: tuple[Place, Size, Size] | None = None
    """A bench: left edge, width of the seat and height of the seat."""
    chair: tuple[Place, Size, Size, Literal["left", "right"]] | None = None
    """A chair: left edge, width of the seat, height of the seat, and side of the
    backrest."""
    band: Literal["ankles", "knees"] | None = None
    """A band around both ankles, or just above both knees."""
    ball: Literal["knees"] | tuple[Place, Place, Size] | None = None
    """A ball: ``knees`` for a ball between the knees, otherwise its centre and radius."""
    pillow: tuple[Place, Place, Size] | None = None
    """A cushion: left edge, bottom edge and width; seen from above, it is a square."""


Prop = Literal["balloon", "straw"] | Thing
"""Something that is not the runner, such as a wall."""


class BasePose(Pose, frozen=True, kw_only=True):
    """A position that several drills start from, and how to show it."""

    view: View
    """The side from which you see the runner."""
    scale: Scale
    """Size of the canvas for the position."""
    props: tuple[Prop, ...] = ()
    """Props to show only when the position is drawn without a drill."""


class Figure(AuthoredPart, frozen=True, kw_only=True):
    """The moving picture of one drill."""

    view: View = View.SIDE
    """The side from which you see the runner."""
    scale: Scale
    """Size of the canvas; the same for all poses."""
    working: tuple[str, ...] = ()
    """Parts of the body in the accent colour; ``pelvis`` draws a bar across the hips, or a
    wedge in a side view without ``roll``."""
    swell: Swell = Swell()
    """How the trunk widens as the lungs fill."""
    props: tuple[Prop, ...] = ()
    """Props, such as a wall or a step."""
    poses: Annotated[dict[Name, Pose], msgspec.Meta(min_length=1, max_length=12)]
    """Poses by name; each phase of the cycle ends in one of them."""


LIMBS = ("near_leg", "far_leg", "near_arm", "far_arm")
PAIRS = {"legs": LIMBS[:2], "arms": LIMBS[2:]}
WORKERS = (*LIMBS, *PAIRS, "trunk", "pelvis")
"""Names allowed under ``working``."""
JOINTS = (
    "hip",
    "neck",
    "head",
    "mouth",
    "ribs",
    "belly",
    *(
        f"{side}_{joint}"
        for side in ("near", "far")
        for joint in ("hip", "knee", "ankle", "toe", "shoulder", "elbow", "hand")
    ),
)
"""Joints that may glow or carry an arrow."""
