"""Weights as people type and own them."""

from __future__ import annotations

import pytest

from coach.model.owned_things import kinds_of, parse_thing, weights_among
from coach.model.weights import (
    Weight,
    WeightUnit,
    ladder_of,
    next_weight,
    parse_weight,
    steps_in,
)

KG, LB = WeightUnit.KG, WeightUnit.LB


@pytest.mark.parametrize(
    ("typed", "unit", "shown", "grams"),
    [
        ("10", KG, "10 kg", 10_000),
        ("2,5 kg", KG, "2.5 kg", 2_500),
        ("20lb", KG, "20 lb", 9_072),
        ("20", LB, "20 lb", 9_072),
        ("500", KG, "500 kg", 500_000),
    ],
)
def test_a_weight_is_kept_as_it_was_given(
    typed: str, unit: WeightUnit, shown: str, grams: int
) -> None:
    weight = parse_weight(typed, unit)
    assert (str(weight), weight.g) == (shown, grams)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("0", "'0' is too light or too heavy; write a weight above 0 kg, up to 500 kg"),
        ("-5", "'-5' is too light or too heavy; write a weight above 0 kg, up to 500 kg"),
        (
            "1000",
            "'1000' is too light or too heavy; write a weight above 0 kg, up to 500 kg",
        ),
        (
            "5000lb",
            "'5000lb' is too light or too heavy; write a weight above 0 lb, up to 1102 lb",
        ),
        ("10 stone", "'stone' is not a unit of weight; write kg or lb"),
        ("heavy", "'heavy' is not a weight; write a number, such as 10kg or 20lb"),
    ],
)
def test_an_impossible_weight_is_refused_with_what_to_write(typed: str, told: str) -> None:
    with pytest.raises(ValueError, match="write") as refused:
        parse_weight(typed, KG)
    assert str(refused.value) == told


def test_equipment_is_understood_as_people_have_it() -> None:
    things = [
        "band",
        "Bands light",
        "step 20 cm",
        "bench",
        "dumbbells 2-10 kg",
        "backpack 8 kg",
    ]
    assert kinds_of(things) == {"band", "step", "bench", "weight"}
    assert len(weights_among(things)) == 2


@pytest.mark.parametrize(
    "thing",
    [
        "dumbbells",
        "dumbbells 2-10",
        "dumbbells 0-10 kg",
        "dumbbells 2-1000 kg",
        "dumbbells 10-2 kg",
        "dumbbells 2-10 stone",
        "kettlebell -8 kg",
        "step 2 cm",
        "step 20",
        "trampoline",
    ],
)
def test_a_thing_that_cannot_be_is_refused_with_what_to_write(thing: str) -> None:
    with pytest.raises(ValueError, match="; write"):
        parse_thing(thing)


def test_the_key_goes_through_the_weights_at_home_and_then_to_none() -> None:
    at_hand = weights_among(["dumbbells 4-8 kg by 2", "kettlebell 16 kg"])
    ladder = ladder_of(steps_in(KG, KG, 4, 2), at_hand)
    assert [str(weight) for weight in ladder] == ["4 kg", "6 kg", "8 kg", "16 kg"]
    assert next_weight(None, ladder) == Weight(4_000)
    assert next_weight(Weight(7_000), ladder) == Weight(8_000)
    assert next_weight(Weight(16_000), ladder) is None
