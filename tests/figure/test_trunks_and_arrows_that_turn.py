"""A spine that bows, a trunk that rolls, a pelvis that tilts, arrows that go round."""

from __future__ import annotations

import math

import pytest

from coach.figure.blend import between
from coach.figure.faults import faults
from coach.figure.joints import Joints, other_side
from coach.figure.raster import draw
from coach.figure.stance import stances
from coach.figure.strokes import Disc, Ink, Stroke, strokes
from coach.model.pose import Arrow, Figure, Limb, Pose, Scale, Thing, View

STANDING = Pose(hip=(50, 50), trunk=90, legs=Limb(dir=(-90, -90)))
ALL_FOURS = Pose(hip=(60, 30), trunk=180, legs=Limb(dir=(-90, 0)))


def figure(pose: Pose, view: View = View.SIDE, *working: str) -> Figure:
    return Figure(view=view, scale=Scale.STANDING, working=working, poses={"only": pose})


def body(pose: Pose, view: View = View.SIDE, *working: str) -> Joints:
    shown = figure(pose, view, *working)
    (only,) = stances(shown, {}).values()
    return between(only, only, 1, shown)


def changed(pose: Pose, **more: object) -> Pose:
    own = {key: getattr(pose, key) for key in Pose.__struct_fields__}
    return Pose(**{**own, **more})


def test_a_curve_rounds_the_back_and_leaves_hip_and_neck_in_place() -> None:
    flat, round_ = body(ALL_FOURS), body(changed(ALL_FOURS, curve=-5))
    assert (round_.hip, round_.neck) == (flat.hip, flat.neck)
    assert max(y for _, y in flat.spine) == pytest.approx(30)
    assert max(y for _, y in round_.spine) == pytest.approx(35)


def test_ribs_go_with_the_back() -> None:
    low = body(changed(ALL_FOURS, breath=0.0)).lungs
    high = body(changed(ALL_FOURS, breath=0.0, curve=-5)).lungs
    assert low is not None
    assert high is not None
    assert high.centre[1] > low.centre[1] + 3


def test_a_roll_parts_hips_and_shoulders_and_opens_the_far_side() -> None:
    edge_on, open_ = body(ALL_FOURS), body(changed(ALL_FOURS, roll=-40))
    assert edge_on.hips[0] == edge_on.hips[1]
    (_, near), (_, far) = open_.hips
    assert far - near == pytest.approx(9 * math.sin(math.radians(40)))
    (_, near), (_, far) = open_.shoulders
    assert far - near == pytest.approx(15 * math.sin(math.radians(40)))


def test_a_roll_of_ninety_degrees_is_the_view_from_the_front() -> None:
    rolled, front = body(changed(STANDING, roll=90)), body(STANDING, View.FRONT)
    assert rolled.hips == front.hips
    assert rolled.shoulders == front.shoulders


def _bar(joints: Joints, shown: Figure) -> Stroke:
    (bar,) = (s for s in strokes(joints, shown) if s.ink is Ink.ACCENT)
    assert isinstance(bar, Stroke)
    return bar


def test_the_bar_of_a_working_pelvis_tilts_with_it() -> None:
    tilted = changed(STANDING, tilt=20)
    shown = figure(tilted, View.FRONT, "pelvis")
    near, far = _bar(body(tilted, View.FRONT, "pelvis"), shown).points
    assert near[1] > far[1] + 5
    assert math.dist(near, far) > 1.5 * 9


def test_from_the_side_a_working_pelvis_is_a_wedge_that_turns() -> None:
    flat, turned = (
        _bar(body(pose, View.SIDE, "pelvis"), figure(pose, View.SIDE, "pelvis"))
        for pose in (STANDING, changed(STANDING, tilt=30))
    )
    assert len(flat.points) == len(turned.points) == 4
    assert turned.points[0][1] < flat.points[0][1] - 3
    assert math.dist(flat.points[0], (50, 50)) == pytest.approx(
        math.dist(turned.points[0], (50, 50))
    )


def test_a_turning_arrow_goes_round_its_joint() -> None:
    arrow = Arrow(at="near_hip", dir=0, turn=120)
    (path,) = body(changed(ALL_FOURS, arrow=arrow)).arrows
    assert len({round(math.dist(point, (60, 30)), 6) for point in path}) == 1
    assert path[0][1] == pytest.approx(30)
    assert path[-1][0] < 60 < path[0][0]
    (mirrored,) = other_side(body(changed(ALL_FOURS, arrow=arrow), View.FRONT)).arrows
    assert mirrored[0][0] < 44 < mirrored[-1][0]


def test_arrows_of_the_start_are_gone_before_those_of_the_end_meet_them() -> None:
    shown = Figure(
        scale=Scale.LYING,
        poses={
            "up": changed(ALL_FOURS, arrow=Arrow(at="hip", dir=90)),
            "down": changed(ALL_FOURS, arrow=Arrow(at="hip", dir=-90)),
        },
    )
    start, end = stances(shown, {}).values()
    up, down = between(start, end, 0.5, shown).arrows
    assert math.dist(*up) == pytest.approx(0)
    assert math.dist(*down) > 4


def test_air_leaves_by_the_mouth() -> None:
    pose = changed(ALL_FOURS, face=-90, arrow=Arrow(at="mouth", dir=-90))
    joints = body(pose)
    assert joints.arrows[0][0] == pytest.approx((joints.mouth[0], joints.mouth[1] - 6.24))


def test_there_is_no_floor_from_above_and_a_pillow_is_a_square() -> None:
    pillow = Thing(pillow=(10, 30, 18))
    shown = Figure(
        view=View.ABOVE, scale=Scale.LYING, props=(pillow,), poses={"a": ALL_FOURS}
    )
    joints = body(ALL_FOURS, View.ABOVE)
    inks = b"".join(draw(joints, shown, 44, 14).inks)
    assert Ink.FLOOR not in inks
    assert Ink.PROP in inks
    (square,) = (s for s in strokes(joints, shown) if s.ink is Ink.PROP)
    assert not isinstance(square, Disc)
    assert {x for x, _ in square.points} == {10, 28}
    assert {y for _, y in square.points} == {30, 48}


def test_from_above_the_other_side_lies_the_other_way() -> None:
    joints = body(ALL_FOURS, View.ABOVE)
    assert joints.head[0] < 52 < other_side(joints).head[0]


@pytest.mark.parametrize("key", ["curve", "roll"])
def test_what_a_view_does_not_show_is_a_fault(key: str) -> None:
    pose = changed(STANDING, **{key: 5.0})
    message = f"'{key}' can be seen only from the side or from above"
    assert faults(figure(pose, View.FRONT), {}) == [(("poses", "only", key), message)]
    assert faults(figure(pose, View.SIDE), {}) == []
