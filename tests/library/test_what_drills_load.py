"""Every drill says what of the body it loads; what it does not say is taken with care."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from tests.library.drillfiles import drill_of, drill_with

from coach.errors import LibraryError
from coach.library.bundled import find_bundled
from coach.library.check.advice import drill_remarks
from coach.library.check.requirements import drill_faults
from coach.library.load import read_library
from coach.model.drill import LOADED_PLACES, Drill
from coach.model.loads import BY_BASE, BY_PATTERN, is_breathing_at_rest, loads_of, spares
from coach.model.places import place_meant, place_words
from coach.model.terms import Base, BodyPlace, Load, PainPlace

BUNDLED = {id_: e.value for id_, e in read_library([], find_bundled()).drills.items()}
BREATHING_AT_REST = {
    *("breathing-90-90", "crocodile-breathing", "side-lying-exhale-reach", "straw-exhale"),
}


@pytest.mark.parametrize("drill", BUNDLED.values(), ids=BUNDLED)
def test_each_bundled_drill_says_what_it_loads(drill: Drill) -> None:
    assert drill.loads is not None


def test_breathing_at_rest_loads_nothing_and_everything_else_loads_something() -> None:
    resting = {id_ for id_, drill in BUNDLED.items() if is_breathing_at_rest(drill)}
    assert resting == BREATHING_AT_REST
    assert {id_ for id_, drill in BUNDLED.items() if not loads_of(drill)} == resting


def test_every_place_is_spared_by_some_drill_and_loaded_by_another() -> None:
    for place in LOADED_PLACES:
        if place is not PainPlace.NECK:  # no drill here works the neck
            assert not all(spares(drill, place) for drill in BUNDLED.values()), place
        assert any(spares(drill, place) and drill.loads for drill in BUNDLED.values()), (
            place
        )


@pytest.mark.parametrize(
    ("place", "ids"),
    [
        (PainPlace.KNEE, ["reverse-lunge-drive", "step-up-drive", "couch-stretch"]),
        (
            PainPlace.LOW_BACK,
            ["bird-dog", "plank-exhale", "single-leg-rdl", "glute-bridge"],
        ),
        (
            PainPlace.GROIN_OR_DEEP_HIP,
            ["hip-airplane", "wall-drive-march", "march-on-the-spot"],
        ),
        (
            PainPlace.SHIN_OR_CALF,
            ["wall-drive-march", "march-on-the-spot", "step-up-drive"],
        ),
        (PainPlace.SHOULDER_OR_WRIST, ["bear-breathing", "side-plank-clam", "bird-dog"]),
        (PainPlace.HIP, ["clamshell", "couch-stretch", "single-leg-bridge"]),
    ],
)
def test_what_hurts_is_not_loaded_by(place: PainPlace, ids: list[str]) -> None:
    assert [id_ for id_ in ids if spares(BUNDLED[id_], place)] == []


def test_a_drill_that_works_hard_somewhere_is_felt_there_or_the_other_way_round() -> None:
    """Where a drill should be felt as work, it loads at least clearly."""
    for drill in BUNDLED.values():
        for felt in drill.feel.target:
            if felt.value in {place.value for place in LOADED_PLACES} and drill.loads:
                assert not spares(drill, PainPlace(felt.value)), drill.id


def test_only_from_medium_on_does_a_load_count() -> None:
    assert [load.counts for load in Load] == [False, True, True]


def test_a_drill_without_loads_is_taken_by_its_pattern_and_its_base() -> None:
    lunge = replace(
        BUNDLED["bird-dog"], loads=None, pattern="lunge-step", base=Base.QUADRUPED
    )
    loads = loads_of(lunge)
    assert loads[PainPlace.KNEE] is Load.HIGH  # the pattern asks for more than the base
    assert loads[PainPlace.SHOULDER_OR_WRIST] is Load.MEDIUM  # only the base does


def test_a_drill_of_a_kind_that_nobody_knows_is_taken_to_load_hips_and_back() -> None:
    unknown = replace(BUNDLED["bird-dog"], loads=None, pattern="wobble")
    assert not any(
        spares(unknown, place)
        for place in (PainPlace.LOW_BACK, PainPlace.HIP, PainPlace.HAMSTRINGS)
    )


def test_own_breathing_at_rest_without_loads_loads_nothing() -> None:
    own = replace(BUNDLED["breathing-90-90"], loads=None, pattern="breathing")
    assert loads_of(own) == {}


def test_where_nobody_says_what_hurts_only_breathing_at_rest_spares_it() -> None:
    sparing = {id_ for id_, d in BUNDLED.items() if spares(d, PainPlace.ELSEWHERE)}
    assert sparing == BREATHING_AT_REST


def test_the_table_knows_every_pattern_of_a_bundled_drill_and_every_base() -> None:
    assert {drill.pattern for drill in BUNDLED.values()} <= set(BY_PATTERN)
    assert set(BY_BASE) == set(Base)


def test_the_table_never_spares_what_a_bundled_drill_loads_hard() -> None:
    for drill in BUNDLED.values():
        taken = replace(drill, loads=None)
        for place, load in loads_of(drill).items():
            if load is Load.HIGH and place not in {
                PainPlace.SHOULDER_OR_WRIST,  # a plank on one arm has the base of lying
                PainPlace.HAMSTRINGS,
            }:
                assert not spares(taken, place), (drill.id, place)


def test_the_check_advises_to_say_what_is_loaded() -> None:
    said = [
        remark.message
        for remark in drill_remarks(
            drill_of(drill_with("loads: {front_of_hip: low}\n", ""))
        )
    ]
    assert said == ["the drill does not say which body areas it loads"]


def test_a_place_that_is_no_place_is_told_with_those_there_are() -> None:
    with pytest.raises(LibraryError, match=r"kne.*did you mean 'knee'"):
        drill_of(drill_with("front_of_hip: low", "kne: high"))


def test_the_hip_alone_does_not_say_what_is_loaded() -> None:
    text = drill_with("front_of_hip: low", "hip: high")
    (fault,) = drill_faults(drill_of(text))
    assert (fault.path, fault.message) == (
        ("loads", "hip"),
        "'hip' is too vague; name the body area that the drill loads",
    )


def test_places_where_it_was_felt_where_it_hurts_and_what_is_loaded_have_one_word() -> None:
    places = {place.value for place in (*BodyPlace, *PainPlace)}
    assert len({place_words(place) for place in places}) == len(places)
    for kind in (BodyPlace, PainPlace):
        for place in kind:
            assert place_meant(place_words(place), kind) is place
            assert place_meant(place.value, kind) is place
