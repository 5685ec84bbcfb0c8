"""Arrows of effort: straight ones that grow, and round ones for what turns."""

from __future__ import annotations

from collections.abc import Mapping

from coach.figure.points import polar
from coach.figure.stance import Effort
from coach.model.pose import Point

_LENGTH, _GAP = 0.22, 0.06
"""Length of a straight arrow and its distance from the joint, per height of the canvas."""
_RADIUS = 0.17
"""Of an arrow that turns, per height of the canvas."""
_PIECE = 15.0
"""Degrees of one straight piece of it."""


def arrow(effort: Effort, points: Mapping[str, Point], height: float) -> tuple[Point, ...]:
    """The points of an arrow from its tail to its tip."""
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
