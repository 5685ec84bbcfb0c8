"""Points in the plane of the picture."""

from __future__ import annotations

import math

from coach.model.pose import Point


def polar(origin: Point, degrees: float, length: float) -> Point:
    """Return the point at a distance in a direction (degrees, anti-clockwise)."""
    angle = math.radians(degrees)
    return (origin[0] + length * math.cos(angle), origin[1] + length * math.sin(angle))


def toward(start: Point, end: Point, share: float) -> Point:
    """Return the point at a share of the way; beyond the end for more than 1."""
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
