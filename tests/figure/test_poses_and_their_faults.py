from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
import yaml
from tests.tools.base_figure import base_figure

from coach.figure.faults import faults, travel
from coach.figure.stance import FigureFault, stance, stances
from coach.model.pose import BasePose, Figure

POSES = Path(__file__).parents[2] / "drills" / "poses.yaml"
EXAMPLES = Path(__file__).parent / "examples.yaml"
BASES = msgspec.convert(yaml.safe_load(POSES.read_text()), dict[str, BasePose])
LAB = yaml.safe_load(EXAMPLES.read_text())["figures"]


def figure(text: str) -> Figure:
    return msgspec.convert(yaml.safe_load(text), Figure)


def complaints(text: str) -> dict[str, str]:
    return {
        ".".join(map(str, path)): message for path, message in faults(figure(text), BASES)
    }


BRIDGE = """
scale: lying
working: [legs]
poses:
  lying: {from: supine-hooklying}
  lifted: {from: lying, trunk: 216, head: 158}
"""


@pytest.mark.parametrize("name", sorted(BASES))
def test_every_base_pose_is_possible(name: str) -> None:
    assert faults(base_figure(BASES[name]), BASES) == []


@pytest.mark.parametrize("name", sorted(LAB))
def test_every_example_is_a_figure_without_faults(name: str) -> None:
    assert faults(msgspec.convert(LAB[name], Figure), BASES) == []


def test_a_pose_from_another_writes_only_what_differs() -> None:
    lying, lifted = stances(figure(BRIDGE), BASES).values()
    assert lifted.trunk == 216
    assert lifted.root == lying.root
    assert lifted.limbs == lying.limbs


def test_glow_belongs_to_one_pose_and_is_not_inherited() -> None:
    text = BRIDGE.replace("supine-hooklying}", "supine-hooklying, glow: hip}")
    lying, lifted = stances(figure(text), BASES).values()
    assert lying.glow == (("hip", 1.0),)
    assert lifted.glow == ()


def test_one_leg_may_differ_from_the_pair() -> None:
    text = """
scale: lying
poses:
  start: {from: prone, legs: {dir: [0, 0]}, near_leg: {dir: [0, 90]}}
"""
    near, far, *_ = stance("start", figure(text), BASES).limbs
    assert near is not None
    assert far is not None
    assert near.dir == (0, 90)
    assert far.dir == (0, 0)
    assert near.foot == far.foot == -10


def test_an_unknown_base_is_named() -> None:
    found = complaints(BRIDGE.replace("supine-hooklying", "suppine"))
    assert found["poses.lying.from"] == "there is no pose 'suppine'"


def test_a_base_seen_from_elsewhere_does_not_fit() -> None:
    found = complaints(BRIDGE.replace("supine-hooklying", "side-lying"))
    assert (
        "has 'view: front', but this figure has 'view: side'" in found["poses.lying.from"]
    )


def test_poses_that_lead_back_to_themselves_are_reported() -> None:
    found = complaints("{scale: lying, poses: {a: {from: b}, b: {from: a}}}")
    assert found == {
        "poses.a.from": "the pose 'a' is based on itself",
        "poses.b.from": "the pose 'b' is based on itself",
    }


def test_a_pose_that_starts_from_itself_is_not_called_missing() -> None:
    found = complaints("{scale: lying, poses: {a: {from: prone}, b: {from: b}}}")
    assert found == {"poses.b.from": "the pose 'b' is based on itself"}


def test_a_pose_may_have_the_name_of_the_base_it_comes_from() -> None:
    text = "{scale: lying, poses: {prone: {from: prone, head: 168}}}"
    assert stance("prone", figure(text), BASES).head == 168


def test_a_pose_without_a_root_is_reported() -> None:
    found = complaints("{scale: lying, poses: {a: {trunk: 90}}}")
    assert found["poses.a"] == "a pose needs either 'hip' or 'neck'"


def test_a_limb_needs_one_form() -> None:
    legs = "{foot: 0, to: [60, 3], dir: [0, 0]}"
    text = f"{{scale: lying, poses: {{a: {{from: prone, legs: {legs}}}}}}}"
    with pytest.raises(FigureFault, match="either 'to' or 'dir'"):
        stance("a", figure(text), BASES)


def test_mixed_forms_are_reported_at_the_limb() -> None:
    found = complaints(BRIDGE.replace("trunk: 216", "trunk: 216, far_leg: {dir: [90, 0]}"))
    assert (
        found["poses.lifted.far_leg"]
        == "use 'to' in all poses or 'dir' in all; 'lying' uses the other one"
    )


def test_a_knee_may_not_flip() -> None:
    found = complaints(BRIDGE.replace("trunk: 216", "trunk: 216, legs: {bend: -1}"))
    assert (
        found["poses.lifted.near_leg.bend"]
        == "this limb bends the opposite way from 'lying'"
    )


def test_hip_and_neck_roots_do_not_mix() -> None:
    found = complaints(BRIDGE.replace("trunk: 216", "hip: [46, 21], trunk: 216"))
    assert (
        found["poses.lifted"]
        == "this pose starts from the hip, but 'lying' starts from the neck"
    )


def test_a_target_out_of_reach_says_how_far() -> None:
    text = BRIDGE.replace("trunk: 216", "trunk: 216, near_leg: {to: [100, 2]}")
    found = complaints(text)
    assert (
        found["poses.lifted.near_leg.to"]
        == "the point is 9.2 units out of reach; the limb is only 48 units long"
    )


def test_a_target_one_percent_out_of_reach_is_close_enough() -> None:
    pose = (
        "{scale: lying, poses: {a: {hip: [50, 30], trunk: 180, near_leg: {to: [%s, 30]}}}}"
    )
    assert complaints(pose % "98.4") == {}
    assert complaints(pose % "98.6") != {}


def test_a_head_outside_the_canvas_is_reported() -> None:
    found = complaints("{scale: lying, poses: {a: {hip: [40, 20], trunk: 180}}}")
    assert "the head leaves the canvas by" in found["poses.a"]


def test_unknown_limbs_and_joints_are_reported() -> None:
    marks = "158, glow: tail, arrow: {at: fin, dir: 0}"
    found = complaints(BRIDGE.replace("[legs]", "[wings]").replace("158", marks))
    assert found["working.0"].startswith("unknown limb 'wings'")
    assert found["poses.lifted.glow"] == "unknown limb or joint 'tail'"
    assert found["poses.lifted.arrow"] == "unknown joint 'fin'"


def test_a_prop_is_exactly_one_thing() -> None:
    found = complaints(
        BRIDGE.replace("working:", "props: [{wall: 3, band: knees}]\nworking:")
    )
    assert found == {
        "props.0": "each prop must be exactly one thing, such as a wall or a step"
    }


def test_a_figure_that_hardly_moves_is_reported_unless_effort_shows() -> None:
    still = BRIDGE.replace("216, head: 158", "184")
    assert any("moves only" in said for said in complaints(still).values())
    assert complaints(still.replace("184", "184, glow: hip")) == {}


def test_a_bridge_travels_more_than_six_dots() -> None:
    assert travel(stances(figure(BRIDGE), BASES), figure(BRIDGE)) > 12


@pytest.mark.parametrize(
    "limb",
    ["{dri: [1, 2]}", "{dir: [.nan, 0]}", "{dir: [.inf, 0]}", "{to: [1, 2], bend: 2}"],
)
def test_nonsense_is_refused_when_the_file_is_read(limb: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        figure(f"{{scale: lying, poses: {{a: {{from: prone, legs: {limb}}}}}}}")
