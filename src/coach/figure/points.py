"""Points in the plane of the picture."""

from __future__ import annotations

import math

from coach.model.pose import Point


def polar(origin: Point, degrees: float, length: float) -> Point:
    """The point at a distance in a direction."""
    angle = math.radians(degrees)
    return (origin[0] + length * math.cos(angle), origin[1] + length * math.sin(angle))


def toward(start: Point, end: Point, share: float) -> Point:
    """The point on the way from one to the other; past the end with more than 1."""
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
