"""Every figure we ship makes sense at every moment, not only where its phases end."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

from coach.figure.joints import Joints, LimbJoints
from coach.figure.motion import Motion
from coach.library.bundled import find_bundled
from coach.library.figures import figure_of, read_poses
from coach.library.load import read_library
from coach.model.pose import LIMBS, WIDTH, Point, Thing, View
from coach.model.terms import Side, Sides

LIBRARY = read_library((), find_bundled())
BASES, _ = read_poses(LIBRARY.pose_files)
SHARES = [step / 8 for step in range(9)]
FINE = 32
"""Moments of a phase at which jumps are looked for."""

pytestmark = pytest.mark.parametrize("id_", LIBRARY.drills)


def _motion(id_: str) -> Motion:
    motion, _ = figure_of(LIBRARY.drills[id_], BASES)
    assert motion is not None
    return motion


def _phases(id_: str) -> range:
    return range(len(LIBRARY.drills[id_].value.cycle))


def _sides(id_: str) -> tuple[Side | None, ...]:
    one_sided = LIBRARY.drills[id_].value.sides is not Sides.BOTH
    return (Side.LEFT, Side.RIGHT) if one_sided else (None,)


def _named(limb: LimbJoints) -> dict[str, Point]:
    points = {"top": limb.top, "middle": limb.middle, "end": limb.end}
    return points if limb.toe is None else points | {"toe": limb.toe}


def _points(body: Joints) -> dict[str, Point]:
    points = {"hip": body.hip, "neck": body.neck, "head": body.head}
    for name, limb in zip(LIMBS, body.limbs, strict=True):
        if limb is not None:
            points |= {f"{name} {part}": point for part, point in _named(limb).items()}
    return points


def test_no_joint_sinks_into_the_floor_or_leaves_the_picture(id_: str) -> None:
    motion = _motion(id_)
    top = motion.figure.scale.height
    for phase in _phases(id_):
        for side in _sides(id_):
            for share in SHARES:
                body = motion.joints(phase, share, side)
                back = {f"back {index}": point for index, point in enumerate(body.spine)}
                for name, (x, y) in (_points(body) | back).items():
                    where = f"{name} at {x:.1f}, {y:.1f} in phase {phase + 1} at {share}"
                    assert -1.5 <= y <= top + 1, where
                    assert -1 <= x <= WIDTH + 1, where


def _through(point: Point, thing: Thing, centre: float) -> bool:
    """Whether a point is well inside a step, or beyond a wall."""
    x, y = point
    if thing.wall is not None:
        return (x - thing.wall) * (centre - thing.wall) < 0 and abs(x - thing.wall) > 1.5
    if thing.step is not None:
        left, bottom, width, height = thing.step
        return left + 1.5 < x < left + width - 1.5 and bottom <= y < bottom + height - 1.5
    return False


def test_nobody_goes_through_a_wall_or_a_step(id_: str) -> None:
    motion = _motion(id_)
    for phase in _phases(id_):
        for share in SHARES:
            body = motion.joints(phase, share)
            for prop in motion.figure.props:
                if isinstance(prop, Thing):
                    for name, point in _points(body).items():
                        assert not _through(point, prop, body.hip[0]), (name, phase, share)


def test_no_head_is_under_the_floor(id_: str) -> None:
    motion = _motion(id_)
    for phase in _phases(id_):
        for share in SHARES:
            assert motion.joints(phase, share).head[1] >= 5, (phase, share)


def test_no_limb_jumps_or_flips(id_: str) -> None:
    motion = _motion(id_)
    for phase in _phases(id_):
        bodies = [motion.joints(phase, step / FINE) for step in range(FINE + 1)]
        whole = {
            name: math.dist(point, _points(bodies[-1])[name])
            for name, point in _points(bodies[0]).items()
        }
        for before, after in pairwise(bodies):
            there = _points(after)
            for name, point in _points(before).items():
                step = math.dist(point, there[name])
                assert step <= 1 + 3 * whole[name] / FINE, f"{name} in phase {phase + 1}"


def test_what_touches_something_does_not_slip(id_: str) -> None:
    motion = _motion(id_)
    if motion.figure.view is View.ABOVE:
        pytest.skip("nothing stands on anything")
    for phase in _phases(id_):
        bodies = [motion.joints(phase, share) for share in SHARES]
        for index, name in enumerate(LIMBS):
            ends = [limb.end for body in bodies if (limb := body.limbs[index])]
            if ends and math.dist(ends[0], ends[-1]) < 0.05:
                spread = max(math.dist(ends[0], end) for end in ends)
                assert spread < 1.5, f"{name} in phase {phase + 1} slips {spread:.1f}"
