"""Less time, only standing, no kit: what is left of a session, and what is said."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.builders import make_asked, make_chosen, make_dose, make_drill

from coach.coaching.equipment import needs_equipment
from coach.coaching.trim import Limits, NothingLeftError, trim
from coach.library.bundled import find_bundled
from coach.library.load import read_library
from coach.model.prescription import Prescription
from coach.model.terms import Base
from coach.prescribe import Chosen, Wishes, prescribe
from coach.timeline import length_ms

LIBRARY = read_library([], find_bundled(), with_sources=False)


def plan(chosen: Sequence[Chosen]) -> Prescription:
    return prescribe(make_asked(), chosen, Wishes())


def routine(name: str) -> list[Chosen]:
    value = LIBRARY.routines[name].value
    return [
        Chosen(LIBRARY.drills[item.drill].value, item=item, routine=name)
        for item in value.items
    ]


def drill(name: str, keep: int, sets: int = 2) -> Chosen:
    return make_chosen(make_drill(name, dose=make_dose(sets=sets)), sets=sets, keep=keep)


FOUR = [drill("warm", 2), drill("core", 1), drill("extra", 3), drill("main", 1, sets=3)]
"""One after another: 138, 132, 132 and 225 s."""


def drills(prescription: Prescription) -> list[str]:
    return [block.drill for block in prescription.blocks]


# Time


@pytest.mark.parametrize(
    ("minutes", "left", "sets"),
    [
        (20, ["warm", "core", "extra", "main"], [2, 2, 2, 3]),
        (10, ["warm", "core", "main"], [2, 2, 3]),
        (7, ["core", "main"], [2, 3]),
        (5, ["core", "main"], [2, 2]),
        (3, ["core", "main"], [1, 1]),
        (2, ["core"], [1]),
        (1, ["core"], [1]),
    ],
)
def test_what_matters_least_goes_first_then_sets_then_the_core_from_its_end(
    minutes: int, left: list[str], sets: list[int]
) -> None:
    prescription = trim(FOUR, Limits(minutes=minutes), plan)
    assert drills(prescription) == left
    assert [block.sets for block in prescription.blocks] == sets


def test_of_what_matters_as_little_the_last_goes_first() -> None:
    chosen = [drill("core", 1), drill("first", 2), drill("second", 2)]
    whole_ms = length_ms(plan(chosen))
    assert drills(trim(chosen, Limits(minutes=whole_ms // 60_000), plan)) == [
        "core",
        "first",
    ]


def test_what_was_left_out_is_said_in_one_line_and_written_down() -> None:
    prescription = trim(FOUR, Limits(minutes=5), plan)
    assert prescription.notes == ("left out to save time: Warm, Extra; some sets of Main",)
    assert [(gone.slot, gone.rules) for gone in prescription.left_out] == [
        ("warm", ()),
        ("extra", ()),
    ]


def test_a_session_that_cannot_be_that_short_says_how_short_it_gets() -> None:
    long = [make_chosen(make_drill("long"), sets=1, reps=20)]
    assert trim(long, Limits(minutes=2), plan).notes == ("shortest possible session: 2:30",)


def test_enough_time_changes_nothing() -> None:
    assert trim(FOUR, Limits(minutes=60), plan) == plan(FOUR)


def test_a_drill_that_goes_takes_its_change_with_it() -> None:
    lying = drill("lying", 1)
    standing = replace(lying, drill=replace(lying.drill, id="up", base=Base.STANDING))
    standing = replace(standing, item=replace(standing.item, keep=3))  # type: ignore[type-var]  # it has one
    prescription = trim([lying, standing, lying], Limits(minutes=5), plan)
    assert [block.change_ms for block in prescription.blocks] == [10_000, 6_000]


@given(
    st.sampled_from(sorted(LIBRARY.routines)),
    st.integers(1, 30),
    st.booleans(),
    st.booleans(),
)
def test_no_session_is_longer_than_asked_unless_nothing_shorter_is_left(
    name: str,
    minutes: int,
    standing: bool,  # noqa: FBT001  drawn
    no_equipment: bool,  # noqa: FBT001  drawn
) -> None:
    chosen = routine(name)
    whole = {block.drill: block for block in plan(chosen).blocks}
    try:
        prescription = trim(chosen, Limits(minutes, standing, no_equipment), plan)
    except NothingLeftError:
        assert standing or no_equipment
        return
    is_short = length_ms(prescription) <= minutes * 60_000
    is_least = [block.sets for block in prescription.blocks] == [1]
    assert is_short or is_least
    assert is_short != any("shortest possible" in note for note in prescription.notes)
    for block in prescription.blocks:
        assert (block.phases, block.reps) == (
            whole[block.drill].phases,
            whole[block.drill].reps,
        )
        assert 1 <= block.sets <= whole[block.drill].sets
        assert not standing or block.base is Base.STANDING
        assert not no_equipment or not needs_equipment(block.equipment)
    left_out = {gone.slot for gone in prescription.left_out}
    assert left_out == {item.drill.id for item in chosen} - set(drills(prescription))
    assert bool(left_out) <= bool(prescription.notes)


# Place and kit


def test_only_standing_drills_are_left_and_the_others_are_named() -> None:
    prescription = trim(routine("pre-run"), Limits(standing=True), plan)
    assert drills(prescription) == [
        "standing-hip-extension-wall",
        "wall-drive-march",
        "wall-abduction-iso",
    ]
    assert prescription.notes == (
        (
            "left out because you chose standing drills: Quadruped rocking, Glute bridge, "
            "Dead bug with full exhale"
        ),
    )


def test_without_kit_what_has_to_be_brought_is_left_out_and_named() -> None:
    prescription = trim(routine("strength-b"), Limits(no_equipment=True), plan)
    assert drills(prescription) == [
        "breathing-90-90",
        "dead-bug-exhale",
        "bridge-march",
        "bird-dog",
    ]
    (note,) = prescription.notes
    assert note.startswith(
        "left out because you chose drills without equipment: "
        "Couch stretch (wall or sofa, pad), "
    )


@pytest.mark.parametrize(
    ("equipment", "needed"),
    [
        ((), False),
        (("wall",), False),
        (("chair or wall",), False),
        (("wall or chair",), False),
        (("wall or sofa", "pad"), True),
        (("band",), True),
        (("step or bench",), True),
    ],
)
def test_a_wall_is_no_equipment(equipment: tuple[str, ...], *, needed: bool) -> None:
    assert needs_equipment(equipment) is needed


def test_nothing_left_is_an_error_with_a_next_step() -> None:
    with pytest.raises(NothingLeftError) as caught:
        trim(routine("post-run-reset"), Limits(standing=True), plan)
    assert caught.value.message == "no drill in this session can be done standing"
    assert "coach start desk-break" in (caught.value.hint or "")


# What a programme's week changes


def test_a_week_may_add_a_set_and_take_one_away() -> None:
    for add, sets in ((1, 3), (0, 2), (-1, 1), (-2, 1), (2, 3)):
        choice = replace(drill("core", 1), add_sets=add)
        assert plan([choice]).blocks[0].sets == sets


def test_a_week_never_takes_what_an_author_wanted_beyond_three_sets() -> None:
    assert plan([replace(drill("core", 1, sets=5), add_sets=1)]).blocks[0].sets == 5


def test_sets_that_were_asked_for_count_more_than_the_week() -> None:
    choice = replace(drill("core", 1), add_sets=-1)
    assert prescribe(make_asked(), [choice], Wishes(sets=4)).blocks[0].sets == 4
