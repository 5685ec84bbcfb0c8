"""The outlines of walls, steps, benches, bands and balls."""

from __future__ import annotations

import math

from coach.figure.joints import Joints, flip, polar, toward
from coach.model.pose import Figure, Point, Thing, View

Line = tuple[tuple[Point, ...], bool]
"""The points of a line, and whether the line is thick."""

_BALL = 5.0
_STRAW = 3.2
"""Distance from the middle of the head to the end of a straw, in radii of the head."""
_ABOVE_KNEE = 0.2
_BAND_SHOWS = 6.0
_BACKREST = 26.0
_CIRCLE = 12


def prop_lines(joints: Joints, figure: Figure) -> list[Line]:
    """Return the lines of all props, placed for this body."""
    lines: list[Line] = []
    for prop in figure.props:
        if prop == "balloon":
            lines.append((_balloon(joints), False))
        elif prop == "straw":
            end = toward(joints.head, joints.mouth, _STRAW)
            lines.append(((joints.mouth, end), False))
        elif isinstance(prop, Thing):
            lines += _worn(prop, joints)
            for points, thick in _standing(prop, figure):
                turned = tuple(flip(point) for point in points)
                lines.append((turned if joints.mirrored else points, thick))
    return lines


def _standing(thing: Thing, figure: Figure) -> list[Line]:
    """Return the lines of props that do not move."""
    if thing.wall is not None:
        return [(((thing.wall, 0.0), (thing.wall, figure.scale.height)), True)]
    if thing.step is not None:
        x, y, width, height = thing.step
        right, up = x + width, y + height
        return [(((x, y), (x, up), (right, up), (right, y)), False)]
    if thing.pillow is not None:
        return _pillow(*thing.pillow, figure.view)
    if thing.ball is not None and thing.ball != "knees":
        x, y, radius = thing.ball
        return [(_circle((x, y), radius), False)]
    return _furniture(thing)


def _pillow(left: float, bottom: float, width: float, view: View) -> list[Line]:
    right = left + width
    if view is View.ABOVE:
        top = bottom + width
        corners = ((left, bottom), (left, top), (right, top), (right, bottom))
        return [((*corners, corners[0]), False)]
    return [(((left, y), (right, y)), True) for y in (bottom, bottom + 2)]


def _furniture(thing: Thing) -> list[Line]:
    """Return the lines of props to sit or lean on."""
    if thing.bench is not None:
        x, width, height = thing.bench
        return _seat(x, width, height)
    if thing.chair is not None:
        x, width, height, back = thing.chair
        edge = x if back == "left" else x + width
        return [
            *_seat(x, width, height),
            (((edge, height), (edge, height + _BACKREST)), False),
        ]
    return []


def _seat(x: float, width: float, height: float) -> list[Line]:
    right = x + width
    return [
        (((x, height), (right, height)), True),
        (((x + 2, height), (x + 2, 0.0)), False),
        (((right - 2, height), (right - 2, 0.0)), False),
    ]


def _worn(thing: Thing, joints: Joints) -> list[Line]:
    """Return the lines of props that move with the legs."""
    near, far = joints.limbs[:2]
    if near is None or far is None:
        return []
    if thing.ball == "knees":
        return [(_circle(_middle(near.middle, far.middle), _BALL), False)]
    if thing.band is None:
        return []
    if thing.band == "ankles":
        one, other, bone = near.end, far.end, near.middle
    else:
        one = toward(near.middle, near.top, _ABOVE_KNEE)
        other = toward(far.middle, far.top, _ABOVE_KNEE)
        bone = near.top
    if math.dist(one, other) >= _BAND_SHOWS:
        return [((one, other), False)]
    # Legs side by side would hide a band: draw a short bar across them.
    across = math.degrees(math.atan2(bone[1] - one[1], bone[0] - one[0])) + 90
    middle = _middle(one, other)
    return [((polar(middle, across, 4), polar(middle, across + 180, 4)), True)]


def _balloon(joints: Joints) -> tuple[Point, ...]:
    """Return the outline of a balloon, which is full when the lungs are empty."""
    (hx, hy), (mx, my) = joints.head, joints.mouth
    size = 3.0 + 6.0 * (1 - joints.air)
    length = math.dist((hx, hy), (mx, my))
    dx, dy = (mx - hx) / length, (my - hy) / length
    return _circle((mx + dx * (size + 1), my + dy * (size + 1)), size)


def _circle(centre: Point, radius: float) -> tuple[Point, ...]:
    return tuple(polar(centre, 360 * step / _CIRCLE, radius) for step in range(_CIRCLE + 1))


def _middle(one: Point, other: Point) -> Point:
    return toward(one, other, 0.5)
