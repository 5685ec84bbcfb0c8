"""Weights: more when the most reps are easy, less when it is hard, nothing with pain."""

from __future__ import annotations

from msgspec import UNSET
from tests.coaching.course import EASY, GOOD, HARD, Course

from coach.coaching.differences import differences_of
from coach.model.owned_things import weights_among
from coach.model.prescription import Block
from coach.model.weights import Weight, WeightUnit
from coach.prescribe import Wishes

THRUST, HINGE = "only hip-thrust", "only kickstand-rdl"
DUMBBELLS = weights_among(["dumbbells 2-10 kg by 2"])


def block_of(course: Course, name: str = HINGE) -> Block:
    (block,) = course.plan(name).blocks
    return block


def at_the_top(course: Course, name: str = HINGE) -> Block:
    """The drill after as many easy sessions as its range has room for."""
    while (block := block_of(course, name)).reps < 12:
        course.do(name, EASY)
    return block


def kilos(block: Block) -> str:
    return str(block.weight) if isinstance(block.weight, Weight) else "none"


def test_easy_at_the_top_of_the_range_adds_a_weight_before_the_harder_drill() -> None:
    course = Course(at_hand=DUMBBELLS)
    assert kilos(at_the_top(course)) == "none"
    course.do(HINGE, EASY)
    course.do(HINGE, EASY)
    block = block_of(course)
    assert (block.drill, kilos(block), block.reps) == ("kickstand-rdl", "4 kg", 8)
    (told,) = differences_of(course.plan(HINGE))
    assert told.today == "4 kg, 2 x 8 reps, not 2 x 12"


def test_without_weights_at_home_the_harder_drill_comes_as_ever() -> None:
    course = Course()
    at_the_top(course)
    course.do(HINGE, EASY)
    course.do(HINGE, EASY)
    assert block_of(course).drill == "single-leg-rdl"


def test_after_the_heaviest_weight_the_harder_drill_comes() -> None:
    course = Course(at_hand=weights_among(["kettlebell 4 kg"]))
    seen: list[str] = []
    while (block := block_of(course)).drill == "kickstand-rdl" and len(seen) < 30:
        seen.append(kilos(block))
        course.do(HINGE, EASY)
    assert (seen[0], seen[-1], block.drill) == ("none", "4 kg", "single-leg-rdl")


def test_too_hard_with_a_weight_makes_the_weight_lighter_and_nothing_else() -> None:
    course = Course(wishes=Wishes(usual_weights={"kickstand-rdl": Weight(8_000)}))
    before = block_of(course)
    course.do(HINGE, HARD)
    after = block_of(course)
    assert (kilos(before), kilos(after)) == ("8 kg", "6 kg")
    assert (after.sets, after.reps) == (before.sets, before.reps)


def test_with_a_little_pain_no_weight_is_added() -> None:
    course = Course(at_hand=DUMBBELLS)
    at_the_top(course)
    for _ in range(4):
        course.do(HINGE, {**EASY, "pain": 1})
    assert kilos(block_of(course)) == "none"


def test_a_weight_is_that_of_the_drill_in_every_routine() -> None:
    wishes = Wishes(usual_weights={"hip-thrust": Weight(8_000)})
    course = Course(wishes=wishes)
    course.do(THRUST, EASY)
    assert kilos(block_of(course, "hip-thrust")) == "8 kg"


def test_a_routine_that_never_grows_is_done_without_a_weight() -> None:
    course = Course(wishes=Wishes(usual_weights={"glute-bridge": Weight(8_000)}))
    course.do("strength-a", GOOD)
    for name in ("pre-run", "taper"):
        blocks = {block.drill: block for block in course.do(name, GOOD).blocks}
        assert blocks["glute-bridge"].weight is UNSET
    blocks = {block.drill: block for block in course.plan("strength-a").blocks}
    assert blocks["glute-bridge"].weight == Weight(8_000)


def test_after_weeks_away_the_weight_is_no_heavier() -> None:
    for days in (20, 40, 60):
        course = Course(wishes=Wishes(usual_weights={"hip-thrust": Weight(20_000)}))
        course.do(THRUST, EASY, then_days=days)
        (block,) = course.plan(THRUST).blocks
        assert not isinstance(block.weight, Weight) or block.weight.g < 20_000


def test_pounds_grow_by_pounds() -> None:
    course = Course(at_hand=weights_among(["dumbbells 5-50 lb by 5"]))
    at_the_top(course)
    course.do(HINGE, EASY)
    course.do(HINGE, EASY)
    weight = block_of(course).weight
    assert isinstance(weight, Weight)
    assert (str(weight), weight.unit) == ("10 lb", WeightUnit.LB)
