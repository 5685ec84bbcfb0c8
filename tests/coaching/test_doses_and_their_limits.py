"""How far less and more go, and what comes back first."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from tests.builders import make_dose, make_drill
from tests.coaching.course import (
    EASY,
    GOOD,
    HARD,
    MONDAY,
    NOTHING,
    Answer,
    Course,
    drill_of,
    table,
)

from coach.coaching.dose_place import DosePlace
from coach.coaching.doses import apply_rule
from coach.coaching.smaller_doses import at_the_floor
from coach.model.drill import CountRange, Drill
from coach.model.prescription import Block, KeptDose
from coach.model.terms import Sides

FREE: Answer = {"stop": "free"}


def block_at(course: Course, name: str, slot: str) -> Block:
    """What would stand in a place now."""
    blocks = course.plan(name).blocks
    return next(block for block in blocks if block.kept and block.kept.slot == slot)


def kept_at(course: Course, name: str, slot: str) -> KeptDose:
    kept = block_at(course, name, slot).kept
    assert kept is not None
    return kept


PROGRESS = next(rule for rule in table().rules if rule.then.progress)


def place_of(drill: Drill, reps: int) -> DosePlace:
    """A place in a routine in which a drill stands by itself."""
    kept = KeptDose(slot=drill.id, sets=2, reps=reps)
    return DosePlace(
        kept=kept,
        drill=drill,
        authored=kept,
        default=lambda _: (2, 8),
        drill_of=lambda id_: found.drill if (found := drill_of(id_)) else None,
        taken=frozenset(),
        is_fixed=False,
        is_named=False,
        has_rested=False,
        kit=frozenset(),
        today=MONDAY.date(),
    )


# Less


def test_nothing_shrinks_below_where_its_range_begins() -> None:
    course = Course()
    course.do("pre-run", {"wall-abduction-iso": HARD})
    block = block_at(course, "pre-run", "wall-abduction-iso")
    assert (block.sets, block.reps) == (1, 2)


@pytest.mark.parametrize(("written", "least"), [(8, 4), (5, 3), (1, 1)])
def test_a_drill_without_a_range_keeps_at_least_half_of_its_reps(
    written: int, least: int
) -> None:
    own = make_drill(dose=make_dose(range=None))
    assert at_the_floor(place_of(own, written)).reps == least


def test_exhales_get_shorter_by_two_seconds_at_most() -> None:
    course = Course()
    shorter = []
    for _ in range(4):
        course.do("breathing-90-90", FREE)
        kept = kept_at(course, "breathing-90-90", "breathing-90-90")
        shorter.append((kept.exhale_ms, kept.inhale_ms))
    assert shorter == [(-1_000, 1_000), *[(-2_000, 2_000)] * 3]


def test_exhales_get_longer_by_two_seconds_at_most() -> None:
    course = Course()
    longer = []
    for _ in range(3):
        course.do("bear-breathing", {"felt": ("low_back",)})
        longer.append(kept_at(course, "bear-breathing", "bear-breathing").exhale_ms)
        course.do("bear-breathing", GOOD)
    assert longer == [1_000, 2_000, 2_000]


def test_a_smaller_way_stays_smaller_when_something_else_is_changed() -> None:
    course = Course()
    course.do("step-up-drive", {"felt": ("knee",)})
    assert kept_at(course, "step-up-drive", "step-up-drive").range_percent == 70
    course.do("step-up-drive", HARD)
    kept = kept_at(course, "step-up-drive", "step-up-drive")
    assert (kept.sets, kept.range_percent) == (1, 70)


def test_an_easier_drill_has_no_more_sets_than_its_place() -> None:
    course = Course()
    course.do("strength-c", then_days=16)
    block = block_at(course, "strength-c", "hip-lift-90-90")
    assert (block.drill, block.sets) == ("hooklying-pelvic-tilt", 1)


# More


def test_a_set_that_was_taken_away_comes_back_before_reps_are_added() -> None:
    course = Course()
    doses = []
    for answer in (HARD, EASY, EASY, EASY, EASY):
        course.do("only glute-bridge", answer)
        block = block_at(course, "only glute-bridge", "glute-bridge")
        doses.append((block.sets, block.reps))
    assert doses == [(1, 10), (2, 10), (2, 10), (2, 12), (2, 12)]


def test_the_own_drill_comes_back_before_the_one_in_its_place_grows() -> None:
    course = Course()
    course.do("only glute-bridge", {"pain": 4, "where_pain": "low_back"})
    for _ in range(2):
        plan = course.do("only glute-bridge", EASY)
        assert (plan.blocks[0].drill, plan.blocks[0].reps) == ("glute-squeeze", 8)
    assert course.plan("only glute-bridge").blocks[0].drill == "glute-bridge"


@pytest.mark.parametrize("routine", ["pre-run", "standing-warm-up"])
def test_a_fixed_routine_stays_as_it_is_however_easy(routine: str) -> None:
    course = Course(kit=["band", "step"])
    first = course.plan(routine)
    for _ in range(4):
        course.do(routine, EASY)
    now = course.plan(routine)
    assert [(b.drill, b.sets, b.reps) for b in now.blocks] == [
        (b.drill, b.sets, b.reps) for b in first.blocks
    ]


def test_time_away_never_keeps_the_own_drill_from_coming_back() -> None:
    course = Course(kit=["band", "step"])
    for _ in range(3):
        course.do("only single-leg-bridge", then_days=16)
        assert course.plan("only single-leg-bridge").blocks[0].drill == "bridge-march"
        for _ in range(4):
            course.do("only single-leg-bridge", EASY, then_days=4)
        assert course.plan("only single-leg-bridge").blocks[0].drill == "single-leg-bridge"


@pytest.mark.parametrize(("high", "most"), [(12, 12), (11, 10)])
def test_sides_that_alternate_grow_evenly(high: int, most: int) -> None:
    dose = make_dose(reps=8, range=CountRange((6, high)))
    place = place_of(make_drill(sides=Sides.ALTERNATE, dose=dose), reps=8)
    for _ in range(4):
        place = replace(place, kept=apply_rule(PROGRESS, place, table()).kept)
    assert place.kept.reps == most


@pytest.mark.parametrize(
    ("taken", "drill"),
    [(frozenset(), "bridge-march"), (frozenset({"bridge-march"}), "glute-bridge")],
)
def test_no_harder_drill_is_offered_that_the_session_has_already(
    taken: frozenset[str], drill: str
) -> None:
    bridge = drill_of("glute-bridge")
    assert bridge is not None
    place = replace(place_of(bridge.drill, reps=12), taken=taken)
    assert apply_rule(PROGRESS, place, table()).drill.id == drill


# From elsewhere


@pytest.mark.parametrize(
    ("answer", "rule"),
    [
        (HARD, "G0"),
        ({"felt": ("low_back",)}, "G0"),
        ({"pain": 4, "where_pain": "hip"}, "P2"),
        ({"flags": ("numb",)}, "S2"),
    ],
)
def test_of_what_was_said_in_another_routine_only_what_is_serious_counts(
    answer: Answer, rule: str
) -> None:
    course = Course()
    course.do("strength-a", NOTHING)
    course.do("pre-run", {"glute-bridge": answer})
    assert course.rule_for("strength-a", "glute-bridge") == rule


def test_pain_of_the_whole_session_hides_no_worse_pain_of_a_drill() -> None:
    course = Course()
    course.do("glute-bridge", {"pain": 7})
    course.sessions[-1] = replace(course.sessions[-1], pain=3)
    assert course.rule_for("glute-bridge") == "S2"
