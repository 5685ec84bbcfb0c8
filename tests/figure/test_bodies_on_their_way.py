from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from coach.figure import body
from coach.figure.blend import between, smooth
from coach.figure.joints import Joints, other_side
from coach.figure.stance import Stance, stances
from coach.model.pose import Arrow, Figure, Limb, Pose, Scale, View

places = st.tuples(st.floats(-60, 180), st.floats(-60, 180))
angles = st.floats(-720, 720)
shares = st.floats(0, 1)
feet = st.none() | angles
targets = st.builds(Limb, to=places, bend=st.sampled_from([1, -1]), foot=feet)
ways = st.builds(Limb, dir=st.tuples(angles, angles), foot=feet)
views = st.sampled_from(View)


def poses(limbs: st.SearchStrategy[Limb]) -> st.SearchStrategy[Pose]:
    return st.builds(
        Pose,
        hip=places,
        trunk=angles,
        head=st.none() | angles,
        face=st.none() | angles,
        tilt=st.none() | angles,
        curve=st.none() | st.floats(-8, 8),
        roll=st.none() | angles,
        near_leg=limbs,
        far_leg=limbs,
        near_arm=limbs,
        far_arm=limbs,
        breath=st.none() | shares,
        glow=st.just(("near_knee", "legs")),
        arrow=st.builds(Arrow, at=places, dir=angles, turn=st.none() | angles),
    )


def way(view: View, start: Pose, end: Pose) -> tuple[Figure, Stance, Stance]:
    figure = Figure(
        view=view,
        scale=Scale.STANDING,
        working=("near_leg",),
        poses={"start": start, "end": end},
    )
    one, other = stances(figure, {}).values()
    return figure, one, other


def bones(joints: Joints) -> list[float]:
    lengths = []
    for limb in joints.limbs:
        assert limb is not None
        lengths += [math.dist(limb.top, limb.middle), math.dist(limb.middle, limb.end)]
    return lengths


LENGTHS = [length for pair in body.BONES for length in pair]


@given(views, poses(targets | ways), poses(targets | ways), shares)
def test_limbs_and_trunk_keep_their_length_all_the_way(
    view: View, start: Pose, end: Pose, share: float
) -> None:
    figure, one, other = way(view, start, end)
    joints = between(one, other, share, figure)
    assert all(
        abs(length - true) < 1e-6
        for length, true in zip(bones(joints), LENGTHS, strict=True)
    )
    assert abs(math.dist(joints.hip, joints.neck) - body.TRUNK) < 1e-6
    assert abs(math.dist(joints.neck, joints.head) - body.NECK - body.HEAD) < 1e-6


@given(
    st.tuples(st.floats(40, 60), st.floats(20, 40)),
    st.tuples(st.floats(40, 60), st.floats(20, 40)),
    st.tuples(st.floats(35, 65), st.floats(0, 10)),
    st.sampled_from([1, -1]),
    shares,
)
def test_a_planted_foot_stays_where_it_is(
    hip: tuple[float, float],
    moved: tuple[float, float],
    ground: tuple[float, float],
    bend: int,
    share: float,
) -> None:
    leg = Limb(to=ground, bend=1 if bend == 1 else -1, foot=0.0)
    figure, one, other = way(
        View.SIDE,
        Pose(hip=hip, trunk=90.0, legs=leg),
        Pose(hip=moved, trunk=40.0, legs=leg),
    )
    joints = between(one, other, share, figure)
    assert joints.limbs[0] is not None
    assert math.dist(joints.limbs[0].end, ground) < 1e-6


@given(views, poses(targets | ways), poses(targets | ways), shares)
def test_the_other_side_of_the_other_side_is_where_it_began(
    view: View, start: Pose, end: Pose, share: float
) -> None:
    figure, one, other = way(view, start, end)
    joints = between(one, other, share, figure)
    turned = other_side(joints)
    again = other_side(turned)
    assert again.mirrored == joints.mirrored
    for limb, same in zip(joints.limbs, again.limbs, strict=True):
        assert limb is not None
        assert same is not None
        assert math.dist(limb.end, same.end) < 1e-9
        assert limb.works == same.works
    assert sum(limb.works for limb in turned.limbs if limb) == 1


@given(poses(targets), poses(targets))
def test_a_way_starts_and_ends_at_its_poses(start: Pose, end: Pose) -> None:
    figure, one, other = way(View.SIDE, start, end)
    assert between(one, other, 0, figure) == between(one, one, 0, figure)
    assert between(one, other, 1, figure) == between(other, other, 1, figure)


def test_from_the_side_the_working_leg_changes_places_and_keeps_its_colour() -> None:
    pose = Pose(
        hip=(50, 50), trunk=90, near_leg=Limb(dir=(0, -90)), far_leg=Limb(dir=(-90, -90))
    )
    figure, one, _ = way(View.SIDE, pose, pose)
    near, far, *_ = other_side(between(one, one, 0, figure)).limbs
    assert near is not None
    assert far is not None
    assert far.works
    assert far.middle == (74, 50)
    assert not near.works


def test_from_the_front_the_other_side_is_a_mirror_picture() -> None:
    leg = Limb(dir=(0, 0))
    pose = Pose(hip=(50, 50), trunk=90, near_leg=leg, far_leg=leg)
    figure, one, _ = way(View.FRONT, pose, pose)
    near = other_side(between(one, one, 0, figure)).limbs[0]
    assert near is not None
    assert near.works
    assert round(near.end[0], 6) == 104 - (50 + 4.5 + 48)


def test_angles_go_the_way_they_are_written() -> None:
    figure, one, other = way(
        View.SIDE,
        Pose(hip=(50, 50), trunk=90, near_arm=Limb(dir=(-90, -90))),
        Pose(hip=(50, 50), trunk=90, near_arm=Limb(dir=(-270, -270))),
    )
    arm = between(one, other, 0.5, figure).limbs[2]
    assert arm is not None
    assert arm.end[0] < 50 - 30


def test_a_target_out_of_reach_is_pointed_at() -> None:
    leg = Limb(to=(180, 50), bend=1)
    figure, one, _ = way(View.SIDE, *[Pose(hip=(50, 50), trunk=90, near_leg=leg)] * 2)
    ankle = between(one, one, 0, figure).limbs[0]
    assert ankle is not None
    assert math.dist(ankle.end, (98, 50)) < 1e-6


def test_breathing_in_widens_the_trunk() -> None:
    figure, empty, full = way(
        View.SIDE,
        Pose(hip=(50, 50), trunk=90, breath=0),
        Pose(hip=(50, 50), trunk=90, breath=1),
    )
    widths = []
    for share in (0.0, 0.3, 0.6, 1.0):
        lungs = between(empty, full, share, figure).lungs
        assert lungs is not None
        widths.append(math.dist(*lungs.sides))
    assert widths == sorted(widths)
    assert widths[-1] > 3 * widths[0]


def test_a_glow_grows_towards_its_pose() -> None:
    figure, calm, hard = way(
        View.SIDE, Pose(hip=(50, 50), trunk=90), Pose(hip=(50, 50), trunk=90, glow="hip")
    )
    ((_, early),) = between(calm, hard, 0.25, figure).spots
    ((_, late),) = between(calm, hard, 0.75, figure).spots
    assert 0 < early < late < 1


@given(shares, shares)
def test_easing_never_goes_back(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert smooth(low) <= smooth(high)
    assert (smooth(0), smooth(1)) == (0, 1)
