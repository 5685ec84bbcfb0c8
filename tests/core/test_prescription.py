from __future__ import annotations

import pytest
from msgspec.structs import replace
from tests.builders import make_asked, make_chosen, make_dose, make_drill, ms

from coach.model.drill import Drill
from coach.model.prescription import Prescription
from coach.model.terms import Base, BreathPreset, Side, Sides
from coach.prescribe import Chosen, Wishes, prescribe
from coach.timeline import compile_timeline

NOTHING_ASKED = Wishes()


def prescribed(*chosen: Chosen, wishes: Wishes = NOTHING_ASKED) -> Prescription:
    return prescribe(make_asked(), chosen, wishes)


def reps_of(
    drill: Drill, wishes: Wishes = NOTHING_ASKED, **item: object
) -> tuple[int, tuple[str, ...]]:
    """Cycles per set, and what the runner is told about them."""
    prescription = prescribed(make_chosen(drill, **item), wishes=wishes)
    return prescription.blocks[0].reps, prescription.notes


def changes(*drills_: Drill, wishes: Wishes = NOTHING_ASKED) -> list[float]:
    """The seconds before each drill."""
    prescription = prescribed(*map(make_chosen, drills_), wishes=wishes)
    return [block.change_ms / 1000 for block in prescription.blocks]


# Doses


def test_a_drill_by_itself_has_the_dose_its_author_gave_it() -> None:
    drill = make_drill(dose=make_dose(sets=3, reps=6, rest=ms(20)))
    block = prescribed(make_chosen(drill)).blocks[0]
    assert (block.sets, block.reps, block.rest_ms) == (3, 6, 20_000)


def test_a_routine_changes_only_what_it_names() -> None:
    drill = make_drill(dose=make_dose(sets=3, reps=6, rest=ms(20)))
    block = prescribed(make_chosen(drill, sets=1)).blocks[0]
    assert (block.sets, block.reps, block.rest_ms) == (1, 6, 20_000)
    block = prescribed(make_chosen(drill, reps=9, rest=ms(0))).blocks[0]
    assert (block.sets, block.reps, block.rest_ms) == (3, 9, 0)


def test_a_routine_may_count_a_drill_differently_from_its_author() -> None:
    drill = make_drill(dose=make_dose(reps=6), cycle="exhale 4, inhale 4")
    assert reps_of(drill, time=ms(32)) == (4, ())


def test_what_the_runner_asks_for_wins_over_routine_and_drill() -> None:
    wishes = Wishes(sets=4, reps=5, rest_ms=0)
    chosen = make_chosen(make_drill(), sets=1, reps=9, rest=ms(10))
    block = prescribed(chosen, wishes=wishes).blocks[0]
    assert (block.sets, block.reps, block.rest_ms) == (4, 5, 0)


def test_the_wish_for_a_number_of_reps_counts_for_a_drill_dosed_by_time_too() -> None:
    drill = make_drill(dose=make_dose(time=ms(60)))
    assert reps_of(drill, Wishes(reps=3)) == (3, ())


@pytest.mark.parametrize(
    ("seconds", "reps"),
    [(60, 6), (64, 6), (65, 7), (66, 7), (25, 3), (24.9, 2), (15, 2), (4, 1), (1, 1)],
)
def test_a_time_is_rounded_to_whole_cycles_ties_up_and_at_least_one(
    seconds: float, reps: int
) -> None:
    drill = make_drill(dose=make_dose(time=ms(seconds)), cycle="exhale 6, inhale 4")
    assert reps_of(drill) == (reps, ())


def test_a_time_is_filled_with_the_breaths_the_runner_chose() -> None:
    drill = make_drill(dose=make_dose(time=ms(56)), cycle="exhale 6, inhale 4")
    assert reps_of(drill, Wishes(breath=BreathPreset.SHORT)) == (8, ())
    assert reps_of(drill, Wishes(breath=BreathPreset.LONG)) == (5, ())


def test_a_time_dose_of_a_drill_with_two_sides_is_for_each_of_them() -> None:
    dose = make_dose(sets=1, time=ms(30))
    drill = make_drill(dose=dose, sides=Sides.EACH, cycle="exhale 6, inhale 4")
    timeline = compile_timeline(prescribed(make_chosen(drill)))
    work = [segment for segment in timeline.segments if segment.is_work]
    for side in Side:
        assert sum(each.duration_ms for each in work if each.side is side) == 30_000


# Sides


def test_an_odd_number_of_alternating_reps_is_rounded_up_and_the_runner_is_told() -> None:
    drill = make_drill("bird-dog", dose=make_dose(reps=7), sides=Sides.ALTERNATE)
    assert reps_of(drill) == (
        8,
        ("Bird dog: 7 rounded up to 8, so that both sides match",),
    )


def test_an_even_number_of_alternating_reps_needs_no_remark() -> None:
    drill = make_drill(dose=make_dose(reps=6), sides=Sides.ALTERNATE)
    assert reps_of(drill) == (6, ())


def test_the_runner_is_told_too_when_the_odd_number_was_the_wish_or_the_routines() -> None:
    drill = make_drill("bird-dog", sides=Sides.ALTERNATE)
    said = "Bird dog: 5 rounded up to 6, so that both sides match"
    assert reps_of(drill, Wishes(reps=5)) == (6, (said,))
    assert reps_of(drill, reps=5) == (6, (said,))


def test_a_time_that_comes_to_an_odd_number_is_evened_out_without_a_remark() -> None:
    drill = make_drill(
        dose=make_dose(time=ms(30)), sides=Sides.ALTERNATE, cycle="exhale 6, inhale 4"
    )
    assert reps_of(drill) == (4, ())


@pytest.mark.parametrize("sides", [Sides.BOTH, Sides.EACH])
def test_odd_numbers_are_fine_where_the_sides_do_not_alternate(sides: Sides) -> None:
    assert reps_of(make_drill(dose=make_dose(reps=7), sides=sides)) == (7, ())


@pytest.mark.parametrize("side", Side)
def test_every_drill_of_a_session_begins_with_the_sessions_first_side(side: Side) -> None:
    chosen = [make_chosen(make_drill(sides=sides)) for sides in Sides]
    prescription = prescribe(make_asked(), chosen, Wishes(), side)
    assert prescription.first_side is side
    assert [block.first_side for block in prescription.blocks] == [side] * 3


# Waits


@pytest.mark.parametrize(
    ("before", "after", "seconds"),
    [
        (Base.SUPINE, Base.SUPINE, 6),
        (Base.STANDING, Base.STANDING, 6),
        (Base.SUPINE, Base.QUADRUPED, 10),
        (Base.SIDE_LYING, Base.SUPINE, 10),
        (Base.HALF_KNEELING, Base.PRONE, 10),
        (Base.STANDING, Base.SUPINE, 15),
        (Base.QUADRUPED, Base.STANDING, 15),
    ],
)
def test_the_time_to_change_follows_from_the_two_positions(
    before: Base, after: Base, seconds: float
) -> None:
    assert changes(make_drill(base=before), make_drill(base=after)) == [10, seconds]


def test_a_change_depends_on_the_drill_just_before_not_on_the_first() -> None:
    bases = [Base.STANDING, Base.SUPINE, Base.SUPINE, Base.PRONE]
    drills_ = [make_drill(base=base) for base in bases]
    assert changes(*drills_) == [10, 15, 6, 10]


def test_a_drill_that_needs_its_own_time_to_settle_gets_it() -> None:
    settling = make_drill(settle=ms(25))
    assert changes(make_drill(), settling, make_drill()) == [10, 25, 6]
    assert changes(make_drill(), make_drill(settle=ms(0))) == [10, 0]


def test_the_runner_may_set_every_wait() -> None:
    settling = make_drill(settle=ms(25))
    wishes = Wishes(lead_in_ms=3_000, change_ms=8_000)
    assert changes(make_drill(), settling, make_drill(), wishes=wishes) == [3, 8, 8]


def test_zero_switches_a_wait_off() -> None:
    wishes = Wishes(lead_in_ms=0, change_ms=0, rest_ms=0)
    prescription = prescribed(make_chosen(), make_chosen(), wishes=wishes)
    assert all(segment.is_work for segment in compile_timeline(prescription).segments)


def test_a_drill_may_need_its_own_time_to_switch_sides() -> None:
    drill = make_drill(sides=Sides.EACH, switch=ms(12))
    assert prescribed(make_chosen(drill)).blocks[0].switch_ms == 12_000


def test_a_drill_that_comes_twice_waits_for_the_runner_only_the_first_time() -> None:
    wishes = Wishes(waits_for=frozenset({"heel-slide"}))
    other = make_chosen(make_drill("bridge"))
    plan = prescribe(make_asked(), [make_chosen(), other, make_chosen()], wishes)
    assert [block.waits for block in plan.blocks] == [True, False, False]


def test_a_drill_is_breathed_as_the_runner_likes_it() -> None:
    wishes = Wishes(paces={"heel-slide": 110})
    plan = prescribed(make_chosen(), make_chosen(make_drill("bridge")), wishes=wishes)
    lengths = [[phase.duration_ms for phase in block.phases] for block in plan.blocks]
    assert lengths == [[4_400, 3_300], [4_000, 3_000]]
    assert [block.pace for block in plan.blocks] == [110, 100]


def test_short_time_takes_sets_away_whatever_else_was_asked_for() -> None:
    short = replace(make_chosen(), most_sets=1)
    assert prescribed(short).blocks[0].sets == 1
    assert prescribed(short, wishes=Wishes(sets=3)).blocks[0].sets == 1


@pytest.mark.parametrize(
    ("base", "authored", "switch_ms"),
    [
        (Base.SIDE_LYING, None, 25_000),
        (Base.SIDE_LYING, 8_000, 8_000),
        (Base.QUADRUPED, None, 5_000),
    ],
)
def test_turning_round_to_lie_on_the_other_side_has_its_time(
    base: Base, authored: int | None, switch_ms: int
) -> None:
    drill = make_drill(
        base=base, sides=Sides.EACH, switch=ms(authored / 1000) if authored else None
    )
    (block,) = prescribed(make_chosen(drill)).blocks
    assert block.switch_ms == switch_ms
