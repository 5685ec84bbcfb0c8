"""Pain on one side: that side rests, and the other works where the drill allows it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.coaching.course import GOOD, Course, all_drills

from coach.coaching.differences import differences_of
from coach.coaching.drill_history import DrillHistory
from coach.model.loads import can_rest, spares
from coach.model.terms import PainPlace, Side, Sides

EACH = sorted(drill.id for drill in all_drills() if drill.sides is Sides.EACH)


def hurt(place: str, side: str = "left", pain: int = 7) -> Mapping[str, object]:
    return {"felt": ("glutes",), "pain": pain, "where_pain": place, "side": side}


def after_once(*drills: str) -> Course:
    """A runner who has done some drills before, with steps and benches at hand."""
    course = Course(kit=("step", "bench"))
    for drill in drills:
        course.do(f"only {drill}")
    return course


def reason_for(course: Course, drill: str) -> str:
    (out,) = course.decide(f"only {drill}").left_out
    return out.rules[0].reason


@pytest.mark.parametrize(
    ("place", "drill"),
    [
        ("knee", "single-leg-rdl"),
        ("outer_hip", "hip-hitch"),
        ("glutes", "clamshell"),
        ("hamstrings", "low-step-up"),
        ("groin_or_deep_hip", "prone-hip-extension"),
        ("front_of_hip", "couch-stretch"),
    ],
)
def test_the_side_that_hurts_rests_and_the_other_works(place: str, drill: str) -> None:
    for side in Side:
        course = after_once(drill)
        course.do("only glute-bridge", hurt(place, side), then_days=0)
        (block,) = course.plan(f"only {drill}").blocks
        assert block.working_sides == (side.other,)
        assert f"Work only the {side.other} side today" in block.rules[0].reason


def test_on_the_day_of_the_pain_the_other_side_works_only_a_little() -> None:
    course = after_once("single-leg-rdl")
    course.do("only glute-bridge", hurt("knee"), then_days=0)
    (block,) = course.plan("only single-leg-rdl").blocks
    assert block.working_sides == (Side.RIGHT,)
    assert (block.sets, block.reps) == (1, 6)
    (told,) = differences_of(course.plan("only single-leg-rdl"))
    assert told.today == "right side only, smallest dose"
    assert told.reason.endswith("Work only the right side today, and only a little.")


def test_on_the_day_of_the_pain_neither_side_begins_a_new_drill() -> None:
    course = Course()
    course.do("only glute-bridge", hurt("knee"), then_days=0)
    new = "You haven't done this drill lately, so both sides rest today."
    assert new in reason_for(course, "single-leg-rdl")


def test_where_no_side_can_work_both_rest_and_the_reason_is_said() -> None:
    course = Course(kit=("step", "bench"))
    course.do("only glute-bridge", hurt("knee"), then_days=0)
    loaded = "Both sides rest, because working either side loads the left knee."
    assert loaded in reason_for(course, "fire-hydrant")
    together = "Both sides rest, because the drill works both."
    assert together in reason_for(course, "glute-bridge")
    course = after_once("prone-hip-extension", "single-leg-bridge")
    course.do("only glute-bridge", hurt("glutes"), then_days=0)
    course.do("only prone-hip-extension", hurt("hamstrings", "right"), then_days=0)
    both = "Both sides rest, because working either side may load something that hurts."
    assert both in reason_for(course, "single-leg-bridge")


def test_of_pain_on_both_sides_or_in_the_back_nothing_is_said_of_sides() -> None:
    for answer in (hurt("knee", "both"), hurt("low_back", "left")):
        course = Course()
        course.do("only glute-bridge", answer, then_days=0)
        assert "Both sides" not in reason_for(course, "side-plank-clam")


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["knee", "outer_hip", "glutes", "hamstrings", "front_of_hip"]),
            st.sampled_from(["left", "right", "both"]),
            st.integers(3, 9),
            st.sampled_from(["glute-bridge", "clamshell", "single-leg-rdl"]),
        ),
        max_size=4,
    ),
    st.sampled_from(EACH),
)
def test_no_side_that_hurts_is_loaded_while_only_one_side_works(
    told: list[tuple[str, str, int, str]], drill: str
) -> None:
    course = after_once(drill)
    heard = []
    for place, side, pain, where in told:
        if can_be_done(course, where):
            course.do(f"only {where}", hurt(place, side, pain), then_days=0)
            heard.append((place, side, pain))
    for block in course.plan(f"only {drill}").blocks if can_be_done(course, drill) else ():
        if not block.is_one_sided:
            continue
        (works,) = block.working_sides
        found = course.frame.drill_of(block.drill)
        assert found is not None
        for place, side, pain in heard:
            if pain >= 6 and not spares(found.drill, PainPlace(place)):
                assert side != works
                assert can_rest(found.drill, PainPlace(place))


def can_be_done(course: Course, drill: str) -> bool:
    return bool(course.decide(f"only {drill}").chosen)


def test_a_drill_that_must_rest_for_one_side_is_done_with_the_other() -> None:
    course = Course()
    course.do("only clamshell", hurt("glutes"))
    (told,) = differences_of(course.plan("only clamshell"))
    assert told.today == "right side only"
    assert told.reason == (
        "Clamshell hurt on the left side on Monday, so work only the right side today."
    )
    (block,) = course.plan("only clamshell").blocks
    assert block.working_sides == (Side.RIGHT,)


def test_its_own_drill_comes_back_for_one_side_where_the_easier_one_needs_both() -> None:
    course, routine = Course(), "only single-leg-rdl"
    for _ in range(3):
        course.do(routine, hurt("hamstrings", pain=4))
    (block,) = course.plan(routine).blocks
    assert (block.drill, block.working_sides) == ("single-leg-rdl", (Side.RIGHT,))
    assert (block.sets, block.reps) == (1, 6)
    assert "until a doctor or physio says it's fine" in block.rules[0].reason


def test_nothing_harder_than_last_time_begins_on_one_side_while_pain_is_unseen() -> None:
    course, routine = Course(), "only single-leg-rdl"
    for _ in range(2):
        course.do(routine, hurt("hamstrings", pain=8))
    assert not course.decide(routine).chosen


def test_no_drill_begins_on_one_side_while_the_other_is_locked() -> None:
    course = Course(kit=("band", "step"))
    for _ in range(3):
        course.do("strength-b", {"step-up-drive": hurt("knee", pain=4)})
    assert "single-leg-rdl" not in {
        block.drill for block in course.plan("strength-c").blocks if block.is_one_sided
    }


def test_the_other_side_is_done_where_the_easier_version_would_need_both() -> None:
    course = Course()
    course.do("single-leg-bridge", hurt("hamstrings"), then_days=0)
    plan = course.plan("strength-c")
    (block,) = [each for each in plan.blocks if each.drill == "single-leg-bridge"]
    assert block.working_sides == (Side.RIGHT,)
    assert "Work only the right side today" in block.rules[0].reason


def test_what_only_the_other_side_did_says_nothing_of_the_side_that_hurt() -> None:
    course = Course()
    course.do("only clamshell", hurt("glutes"))
    course.do("only clamshell", {"felt": ("glutes",), "rpe": 4, "pain": 0})
    past = DrillHistory(course.sessions, course.checked)
    assert course.sessions[-1].prescription.blocks[0].is_one_sided
    loaded = past.days_without_pain(PainPlace.GLUTES, lambda _: True)
    assert loaded == (set(), set())


def test_what_hurts_on_the_other_side_makes_its_drill_easier_all_the_same() -> None:
    course = Course(kit=("band", "step"))
    for _ in range(2):
        course.do("strength-c", GOOD)
    for _ in range(3):
        course.do("low-step-up", {**hurt("ankle_or_foot", pain=4), "side": "right"})
    course.do("strength-b", {"bridge-march": {**hurt("hamstrings"), "side": "left"}})
    done = {block.drill: block for block in course.plan("strength-c").blocks}
    assert "single-leg-rdl" not in done
    hinge = done["hip-hinge-wall-tap"]
    assert (hinge.sets, hinge.reps) == (1, 6)


def test_after_a_long_break_no_hard_drill_begins_on_one_side() -> None:
    course = Course(kit=("band", "step"))
    for _ in range(2):
        course.do("strength-c", GOOD)
    for _ in range(3):
        course.do("low-step-up", {**hurt("ankle_or_foot", pain=4), "side": "right"})
    course.now += timedelta(days=40)
    blocks = course.plan("strength-c").blocks
    assert all(block.level == 1 for block in blocks if block.is_one_sided)
