"""The trunk: a spine that may bend, with hips and shoulders, and lungs that widen it."""

from __future__ import annotations

import math

from coach.figure import body
from coach.figure.joints import Lungs, polar, toward
from coach.figure.stance import Stance
from coach.model.pose import Figure, Point, View

SWELL_AT = {"ribs": 0.62, "belly": 0.36}
"""Centres of the ribs and the belly, as shares of the way from hip to neck."""
_SWELL_LENGTH = {"ribs": 11.5, "belly": 10.8}
_REST, _FULL_BOTH, _FULL_ONE = 2.0, 7.5, 10.5
"""Distance from spine to side: lungs empty, full on both sides, full on one side."""
_QUARTER = (0.30, -0.22)
"""Offset of near and far shoulders in a quarter view, per unit of their width."""
_TOWARD = {"up": (0, 1), "down": (0, -1), "left": (-1, 0), "right": (1, 0)}
_SPINE = 8
"""Number of pieces of a bent spine."""


def spine_point(stance: Stance, hip: Point, neck: Point, share: float) -> Point:
    """Return the point of the spine at a share of the way from hip to neck."""
    straight = toward(hip, neck, share)
    if not stance.curve:
        return straight
    return polar(straight, stance.trunk + 90, stance.curve * 4 * share * (1 - share))


def spine(stance: Stance, hip: Point, neck: Point) -> tuple[Point, ...]:
    """Return the points of the back from hip to neck."""
    if not stance.curve:
        return hip, neck
    return tuple(
        spine_point(stance, hip, neck, step / _SPINE) for step in range(_SPINE + 1)
    )


def abreast(
    middle: Point, width: float, up: float, roll: float, view: View
) -> tuple[Point, Point]:
    """Return the near and the far joint of a pair: hips or shoulders."""
    if view is View.QUARTER:
        dx, dy = width * _QUARTER[0], width * _QUARTER[1]
        return (middle[0] + dx, middle[1] + dy), (middle[0] - dx, middle[1] - dy)
    if view is not View.FRONT:
        if not roll:
            return middle, middle
        width *= math.sin(math.radians(roll))
    return polar(middle, up - 90, width / 2), polar(middle, up + 90, width / 2)


def lungs(stance: Stance, figure: Figure, hip: Point, neck: Point) -> Lungs:
    """Return the part of the trunk that widens, and its edges with this much air."""
    centre = spine_point(stance, hip, neck, SWELL_AT[figure.swell.at])
    one_sided = figure.swell.toward != "both"
    rest, full = _REST, _FULL_ONE if one_sided else _FULL_BOTH
    if figure.view is View.FRONT:
        rest, full = body.PELVIS / 2 + 1, body.SHOULDERS / 2 + 3
    out = rest + (full - rest) * (stance.breath or 0.0)
    sides = [polar(centre, stance.trunk + turn, out) for turn in (90, -90)]
    if one_sided:
        x, y = _TOWARD[figure.swell.toward]
        sides.sort(key=lambda side: x * (side[0] - centre[0]) + y * (side[1] - centre[1]))
        del sides[0]
    along = polar(centre, stance.trunk, _SWELL_LENGTH[figure.swell.at] * stance.long)
    return Lungs(centre, along, tuple(sides))
