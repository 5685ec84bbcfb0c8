"""Arrows that show an effort: straight ones grow, round ones turn."""

from __future__ import annotations

from collections.abc import Mapping

from coach.figure.points import polar
from coach.figure.stance import Effort
from coach.model.pose import Point

_LENGTH, _GAP = 0.22, 0.06
"""Length of a straight arrow and its distance from the joint, per height of the canvas."""
_RADIUS = 0.17
"""Radius of a turning arrow, per height of the canvas."""
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
