"""Left and right: the weaker side gets less, catches up, and sets the growth."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.coaching.course import Course

from coach.coaching.differences import differences_of
from coach.coaching.larger_doses import step_of
from coach.coaching.side_doses import changed_side
from coach.model.owned_things import weights_among
from coach.model.prescription import Block, KeptDose
from coach.model.terms import Side, Sides
from coach.model.weights import Weight
from coach.prescribe import Wishes
from coach.timeline import compile_timeline

DRILL = "single-leg-bridge"
ROUTINE = f"only {DRILL}"
HARD: Mapping[str, object] = {"felt": ("glutes",), "rpe": 8}
GOOD: Mapping[str, object] = {"felt": ("glutes",), "rpe": 6}
EASY: Mapping[str, object] = {"felt": ("glutes",), "rpe": 3}


def block_of(course: Course) -> Block:
    (block,) = course.plan(ROUTINE).blocks
    return block


def reps(course: Course) -> tuple[int, int]:
    """Reps of the left and the right side."""
    block = block_of(course)
    return block.dose_of(Side.LEFT).reps, block.dose_of(Side.RIGHT).reps


def test_too_hard_on_the_left_gives_the_left_less_and_says_so() -> None:
    course = Course()
    course.do(ROUTINE, {**HARD, "side": "left"})
    left, right = reps(course)
    assert (left, right) == (6, 8)
    (told,) = differences_of(course.plan(ROUTINE))
    assert told.today == "left 6, right 8 reps"
    assert "Do less on the left side only." in told.reason


def test_the_weaker_side_goes_first_and_both_keep_their_reps_in_the_timeline() -> None:
    course = Course()
    course.do(ROUTINE, {**HARD, "side": "right"})
    plan = course.plan(ROUTINE)
    bouts = compile_timeline(plan).bouts
    assert [(b.side, b.reps) for b in bouts] == [
        (Side.RIGHT, 6),
        (Side.LEFT, 8),
        (Side.RIGHT, 6),
        (Side.LEFT, 8),
    ]


def test_good_answers_bring_the_weaker_side_level_before_anything_grows() -> None:
    course = Course()
    course.do(ROUTINE, {**HARD, "side": "left"})
    course.do(ROUTINE, GOOD)
    assert reps(course) == (8, 8)
    assert block_of(course).has_unlike_sides is False
    for _ in range(3):
        course.do(ROUTINE, EASY)
    left, right = reps(course)
    assert left == right >= 8


def test_the_side_of_both_or_of_nobody_changes_both() -> None:
    for side in ("both", None):
        course = Course()
        course.do(ROUTINE, {**HARD, **({"side": side} if side else {})})
        block = block_of(course)
        assert block.has_unlike_sides is False
        assert block.sets == 1


def test_a_test_gives_the_weaker_side_one_set_more_and_says_so_once() -> None:
    course = Course()
    course.weaker = {DRILL: (Side.LEFT, "single-leg bridge")}
    block = block_of(course)
    assert [block.dose_of(side).sets for side in Side] == [3, 2]
    told = differences_of(course.plan(ROUTINE))
    assert any("the left side was clearly weaker" in each.reason for each in told)
    course.do(ROUTINE, GOOD)
    assert [block_of(course).dose_of(side).sets for side in Side] == [3, 2]
    told = differences_of(course.plan(ROUTINE))
    assert not any("clearly weaker" in each.reason for each in told)


def test_nobody_is_promised_a_fourth_set() -> None:
    course = Course(wishes=Wishes(sets=3))
    course.weaker = {DRILL: (Side.LEFT, "single-leg bridge")}
    block = block_of(course)
    assert [block.dose_of(side).sets for side in Side] == [3, 3]
    assert not any("clearly weaker" in each.reason for each in block.rules)


def test_a_routine_that_never_grows_gives_no_side_one_set_more() -> None:
    course = Course()
    course.weaker = {"standing-hip-extension-wall": (Side.LEFT, "single-leg bridge")}
    assert not any(block.has_unlike_sides for block in course.plan("pre-run").blocks)


@pytest.mark.parametrize(
    ("routine", "answers", "days"),
    [
        ("only single-leg-rdl", {"pain": 5, "where_pain": "hamstrings", "side": "left"}, 2),
        (ROUTINE, {"felt": ("glutes",), "rpe": 6, "pain": 2, "where_pain": "knee"}, 2),
        (ROUTINE, GOOD, 10),
    ],
)
def test_no_extra_set_with_pain_at_what_it_loads_nor_after_a_break(
    routine: str, answers: Mapping[str, object], days: float
) -> None:
    course = Course()
    course.do(ROUTINE, GOOD)
    course.do(routine, answers, then_days=days)
    course.weaker = {DRILL: (Side.LEFT, "single-leg bridge")}
    for block in course.plan(ROUTINE).blocks:
        assert block.has_unlike_sides is False


def test_pain_on_one_side_leaves_the_other_where_it_rests() -> None:
    course = Course()
    course.do("only prone-hip-extension")
    pain = {"felt": ("glutes",), "pain": 7, "where_pain": "hamstrings", "side": "left"}
    course.do(ROUTINE, pain, then_days=0)
    (block,) = course.plan("only prone-hip-extension").blocks
    assert block.working_sides == (Side.RIGHT,)
    (told,) = block.rules
    assert told.today == "right side only, smallest dose"
    assert "Work only the right side today, and only a little." in told.reason
    assert "Nothing loads" not in told.reason
    pain, course = {**pain, "side": "both"}, Course()
    course.do(ROUTINE, pain, then_days=0)
    assert course.decide("only prone-hip-extension").chosen == ()


ANSWERS = st.tuples(
    st.sampled_from([HARD, GOOD, EASY, {"felt": ("hamstrings",)}]),
    st.sampled_from(["left", "right", "both", None]),
)


@given(st.lists(ANSWERS, max_size=8))
def test_no_side_is_ever_more_than_one_step_ahead(
    said: list[tuple[Mapping[str, object], str | None]],
) -> None:
    course = Course()
    for answer, side in said:
        course.do(ROUTINE, {**answer, **({"side": side} if side else {})})
        plan = course.plan(ROUTINE)
        for block in plan.blocks:
            left, right = (block.dose_of(side).reps for side in Side)
            drill = course.frame.drill_of(block.drill)
            assert drill is not None
            assert abs(left - right) <= step_of(drill.drill)
            assert min(left, right) >= 1


def told(course: Course) -> str:
    return " ".join(each.reason for each in differences_of(course.plan(ROUTINE)))


def test_too_hard_on_the_other_side_is_no_second_time() -> None:
    course = Course()
    course.do(ROUTINE, {**HARD, "side": "left"})
    course.do(ROUTINE, {**HARD, "side": "right"})
    assert block_of(course).drill == DRILL
    assert "again" not in told(course)
    assert "side gets less" not in told(course) or reps(course)[0] >= 6


def test_too_hard_twice_on_one_side_lowers_that_side_while_it_has_less_to_get() -> None:
    course = Course()
    routine = "only fire-hydrant"
    course.do(routine, {"easy": 3})
    course.do(routine, {"easy": 3})
    before = course.plan(routine).blocks[0]
    for _ in range(2):
        course.do(routine, {"rpe": 8, "felt": ("glutes",), "side": "left"})
    (block,) = course.plan(routine).blocks
    assert block.drill == "fire-hydrant"
    assert block.dose_of(Side.LEFT).reps == before.reps - 4
    assert block.dose_of(Side.RIGHT).reps >= before.reps - 2


def test_pain_in_the_low_back_is_of_both_sides_whichever_side_of_it_hurts() -> None:
    course = Course()
    hurt = {"felt": ("glutes",), "pain": 4, "where_pain": "low_back", "side": "left"}
    course.do("only fire-hydrant", hurt)
    (block,) = course.plan("only fire-hydrant").blocks
    assert not block.has_unlike_sides


def test_one_side_alone_is_told_only_if_the_other_keeps_its_dose() -> None:
    before = KeptDose(slot=DRILL, sets=2, reps=8)
    left_less = replace(before, behind=Side.LEFT, behind_reps=6)
    both_less = replace(before, reps=7, behind=Side.LEFT, behind_reps=6)
    assert changed_side(before, left_less) == "Do less on the left side only."
    assert not changed_side(before, both_less)
    assert changed_side(left_less, before) == "The left side catches up first."
    right_less = replace(before, behind=Side.RIGHT, behind_reps=6)
    assert not changed_side(left_less, right_less)


def test_of_another_drill_no_side_is_told() -> None:
    course = Course()
    back = {"felt": ("low_back",), "rpe": 6}
    for side in ("left", "left", "right"):
        course.do("only side-lying-abduction", {**back, "side": side})
        plan = course.plan("only side-lying-abduction")
        for each in differences_of(plan):
            assert not ("now " in each.today and "side gets less" in each.reason)
    assert plan.blocks[0].drill != "side-lying-abduction"


def test_the_first_too_hard_on_the_left_never_touches_the_right() -> None:
    for drill in (
        "clamshell",
        "side-lying-abduction",
        "single-leg-bridge",
        "couch-stretch",
    ):
        course, routine = Course(), f"only {drill}"
        (before,) = course.plan(routine).blocks
        course.do(routine, {"rpe": 8, "felt": before.feel.target, "side": "left"})
        (block,) = course.plan(routine).blocks
        assert block.dose_of(Side.RIGHT) == before.dose_of(Side.RIGHT), drill
        assert block.dose_of(Side.LEFT).reps < before.dose_of(Side.LEFT).reps, drill
        assert block.dose_of(Side.LEFT).sets == before.sets, drill


def test_the_second_one_says_why_the_right_gets_less_too() -> None:
    course, routine = Course(), "only side-lying-abduction"
    answer = {"rpe": 8, "felt": ("glutes",), "side": "left"}
    course.do(routine, answer)
    course.do(routine, answer)
    (told,) = differences_of(course.plan(routine))
    assert told.today == "left 6, right 8 reps"
    assert told.reason.endswith(
        "Do less on the right side too, so that it doesn't get too far ahead."
    )
    course.do(routine, answer)
    (told,) = differences_of(course.plan(routine))
    assert told.today == "now Clamshell, 6 reps"
    assert told.reason.endswith(
        "You can't do less on the left side alone, so both sides change."
    )


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("outer_hip", "The change is for both sides."),
        ("knee", "Today's drill works both sides."),
    ],
)
def test_an_easier_version_for_both_legs_together_is_not_done_on_both_sides(
    place: str, said: str
) -> None:
    course = Course()
    numb = {"flags": ("numb",), "where_pain": place, "side": "left"}
    course.do("strength-c", {"single-leg-rdl": numb})
    (block,) = [
        each
        for each in course.plan("strength-c").blocks
        if each.kept is not None and each.kept.slot == "single-leg-rdl"
    ]
    assert block.rules[0].reason.endswith(said)
    assert (block.sides is Sides.EACH) is (place == "outer_hip")


def test_too_hard_on_one_side_leaves_the_weight_while_that_side_has_less_to_get() -> None:
    course = Course(at_hand=weights_among(("dumbbells 2-10 kg by 2",)))
    routine = "only single-leg-rdl"
    course.do(routine, {"easy": 3})
    for _ in range(6):
        course.do(routine, {"easy": 3})
    (before,) = course.plan(routine).blocks
    assert isinstance(before.weight, Weight)
    course.do(routine, {"rpe": 8, "felt": ("glutes",), "side": "left"})
    (block,) = course.plan(routine).blocks
    assert block.weight == before.weight
    assert block.dose_of(Side.RIGHT) == before.dose_of(Side.RIGHT)
    assert block.dose_of(Side.LEFT).reps == before.dose_of(Side.LEFT).reps - 2
