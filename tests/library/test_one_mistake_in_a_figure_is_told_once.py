"""One mistake in a figure is one problem, in its place, with what could be written."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.library.bundled import find_bundled
from coach.library.check.report import check
from coach.library.figures import figure_of, read_poses
from coach.library.load import read_library

DRILLS = find_bundled()
BASES, _ = read_poses(read_library((), DRILLS).pose_files)
BIRD_DOG = "glute-activation/bird-dog.yaml"
WALK = "glute-activation/monster-walk.yaml"
BRIDGE = "glute-activation/bridge-march.yaml"
SQUEEZE = "glute-activation/glute-squeeze.yaml"
AIRPLANE = "hip-extension/hip-airplane.yaml"
EXTENSION = "glute-activation/quadruped-hip-extension.yaml"
HOLD = "hip-extension/wall-drive-hold.yaml"
STRAW = "exhale/straw-exhale.yaml"

MISTAKES = {
    "unknown limb key": (
        BIRD_DOG,
        "near_leg: {dir: [4, 3], !foot: -80",
        "near_leg: {dir: [4, 3], !fot: -80",
        "unknown key 'fot' (did you mean 'foot'?)",
    ),
    "unknown pose key": (
        BIRD_DOG,
        "{from: start, !near_leg:",
        "{from: start, !near_legg:",
        "unknown key 'near_legg' (did you mean 'near_leg'?)",
    ),
    "wrong view": (
        BIRD_DOG,
        "view: !side",
        "view: !fron",
        "expected side, front, quarter or above, not 'fron' (did you mean 'front'?)",
    ),
    "wrong band": (
        WALK,
        "{band: !ankles}",
        "{band: !ankels}",
        "expected ankles or knees, not 'ankels' (did you mean 'ankles'?)",
    ),
    "unknown prop": (
        STRAW,
        "{wall: 78}, !straw]",
        "{wall: 78}, !strow]",
        "expected balloon, straw or keys with values, not 'strow' (did you mean 'straw'?)",
    ),
    "unknown key of a prop": (
        STRAW,
        "[{!wall: 78}",
        "[{!wal: 78}",
        "unknown key 'wal' (did you mean 'wall'?)",
    ),
    "bend with a word": (
        WALK,
        "to: [47, 9], bend: !1",
        "to: [47, 9], bend: !left",
        "expected -1 or 1, not 'left'",
    ),
    "bend with a truth value": (
        WALK,
        "to: [47, 9], bend: !1",
        "to: [47, 9], bend: !true",
        "expected -1 or 1, not true",
    ),
    "too many numbers": (
        BRIDGE,
        "legs: {to: ![74, 2]}",
        "legs: {to: ![74, 2, 3]}",
        "expected 2 entries, not 3",
    ),
    "a number of the chair left out": (
        AIRPLANE,
        "chair: ![93, 10, 19, left]",
        "chair: ![93, 19, left]",
        "expected 4 entries, not 3",
    ),
    "the side of the chair": (
        AIRPLANE,
        "[93, 10, 19, !left]",
        "[93, 10, 19, !behind]",
        "expected left or right, not 'behind'",
    ),
    "no size": (
        AIRPLANE,
        "[93, !10, 19, left]",
        "[93, !0, 19, left]",
        "expected a number above 0 and up to 104, not 0",
    ),
    "a place in words": (
        BRIDGE,
        "legs: {to: ![74, 2]}",
        "legs: {to: !floor}",
        "expected a list of 2 entries, not 'floor' (put the value in [brackets])",
    ),
    "a number out of its range": (
        BRIDGE,
        "trunk: !206",
        "trunk: !2060",
        "expected a number from -720 to 720, not 2060",
    ),
    "a number of a place out of its range": (
        BRIDGE,
        "legs: {to: [!74, 2]}",
        "legs: {to: [!740, 2]}",
        "expected a number from -60 to 180, not 740",
    ),
    "an arrow among several": (
        SQUEEZE,
        "{at: [95, 49], dir: !180}",
        "{at: [95, 49], dir: !round}",
        "expected a number, not 'round'",
    ),
    "an arrow's place": (
        SQUEEZE,
        "{at: ![95, 49], dir: 180}",
        "{at: ![95], dir: 180}",
        "expected 2 entries, not 1",
    ),
    "a target of both legs out of reach": (
        BRIDGE,
        "legs: {to: ![74, 2]}",
        "legs: {to: ![104, 2]}",
        "the point is 9.1 units out of reach; the limb is only 48 units long",
    ),
    "a target of one leg out of reach": (
        BRIDGE,
        "near_leg: {to: ![75, 39]",
        "near_leg: {to: ![4, 59]",
        "the point is 13.4 units out of reach; the limb is only 48 units long",
    ),
    "a pose outside the canvas": (
        BIRD_DOG,
        "hip: ![56, 27]",
        "hip: ![150, 27]",
        "the hip is off the canvas, which is 104 units wide and 60 units high",
    ),
    "a limb outside the canvas": (
        EXTENSION,
        "up: {from: start, near_leg: {dir: [0, 88]",
        "up: !{from: start, near_leg: {dir: [-90, -90]",
        "the near ankle leaves the canvas by 21.0 units at [60, -21]",
    ),
    "a hip too far from a foot that stays": (
        HOLD,
        "empty: {from: full, hip: [46.5, 40]",
        "empty: !{from: full, hip: [60, 40]",
        "'near_leg': the point is 9.2 units out of reach; the limb is only 48 units long",
    ),
    "a phase with an unknown pose": (
        BIRD_DOG,
        'reach far", breath: exhale, time: 4s, pose: !reach',
        'reach far", breath: exhale, time: 4s, pose: !raech',
        "there is no pose 'raech' (did you mean 'reach'?)",
    ),
    "a phase with a pose of another drill": (
        BIRD_DOG,
        'reach far", breath: exhale, time: 4s, pose: !reach',
        'reach far", breath: exhale, time: 4s, pose: !lunge',
        "there is no pose 'lunge' (choose from start, reach)",
    ),
    "curve from the front": (
        WALK,
        "step: {from: narrow, hip",
        "step: {from: narrow, curve: !3, hip",
        "'curve' can be seen only from the side or from above",
    ),
    "roll from the front, in the pose others begin from": (
        WALK,
        "narrow: {hip",
        "narrow: {roll: !30, hip",
        "'roll' can be seen only from the side or from above",
    ),
    "tilt from the side": (
        BIRD_DOG,
        "start: {from: quadruped, hip",
        "start: {from: quadruped, tilt: !9, hip",
        (
            "'tilt' can be seen only from the front, or in a side view with 'pelvis' under "
            "'working' and no 'roll'"
        ),
    ),
    "unknown base": (
        BIRD_DOG,
        "from: !quadruped",
        "from: !quadrupet",
        "there is no pose 'quadrupet' (did you mean 'quadruped'?)",
    ),
    "a base that is like no other": (
        BIRD_DOG,
        "from: !quadruped",
        "from: !xyz",
        (
            "there is no pose 'xyz' (choose from reach, supine-hooklying, supine-90-90,"
            " supine-tabletop, prone, quadruped, bear, plank-forearms, bench-supported)"
        ),
    ),
    "a ring of poses": (
        BIRD_DOG,
        "start: {from: !quadruped",
        "start: {from: !reach",
        "the pose 'start' is based on itself",
    ),
    "unknown joint to glow": (
        SQUEEZE,
        "glow: [near_hip, !far_hip]",
        "glow: [near_hip, !far_hipp]",
        "unknown limb or joint 'far_hipp' (did you mean 'far_hip'?)",
    ),
    "unknown limb to work": (
        BIRD_DOG,
        "working: [near_leg, !far_arm]",
        "working: [near_leg, !far_arn]",
        (
            "unknown limb 'far_arn'; use one of near_leg, far_leg, near_arm, far_arm, legs,"
            " arms, trunk, pelvis (did you mean 'far_arm'?)"
        ),
    ),
    "no pose at all": (
        STRAW,
        None,
        "  poses: !{}\n",
        "expected at least 1 entry, not 0",
    ),
}


def planted(folder: Path, drill: str, old: str | None, new: str) -> tuple[Path, str]:
    """Put one mistake into a bundled drill; '!' marks where it is, counted from 1."""
    text = (DRILLS / drill).read_text()
    if old is None:
        before, rest = text.split("  poses:\n")
        old, text = "\0", before + "\0fit:" + rest.split("fit:")[1]
    old = old.replace("!", "")
    assert text.count(old) == 1
    place = ""
    if "!" in new:
        start = text[: text.index(old)] + new[: new.index("!")]
        lines = start.split("\n")
        place = f":{len(lines)}:{len(lines[-1]) + 1}"
    path = folder / Path(drill).name
    path.write_text(text.replace(old, new.replace("!", "")))
    return path, place


@pytest.mark.parametrize(
    ("drill", "old", "new", "told"), MISTAKES.values(), ids=MISTAKES.keys()
)
def test_one_mistake_is_one_problem_in_its_place(
    drill: str, old: str | None, new: str, told: str, tmp_path: Path
) -> None:
    path, place = planted(tmp_path, drill, old, new)
    (problem,) = check((), DRILLS, [path]).problems
    assert str(problem).endswith(f"{place}: {told}")


@pytest.mark.parametrize(
    ("drill", "old", "new", "told"), MISTAKES.values(), ids=MISTAKES.keys()
)
def test_a_session_is_told_the_same_and_goes_on_without_the_figure(
    drill: str, old: str | None, new: str, told: str, tmp_path: Path
) -> None:
    path, _ = planted(tmp_path, drill, old, new)
    entry = read_library([tmp_path], DRILLS).drills[path.stem]
    motion, (problem,) = figure_of(entry, BASES)
    assert motion is None
    assert str(problem).endswith(told)
