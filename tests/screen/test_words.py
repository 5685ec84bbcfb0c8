from __future__ import annotations

import pytest
from msgspec.structs import replace
from tests.plans import BIRD_DOG, BREATHING, BRIDGE, CLAMSHELL, bridge, pre_run
from tests.screen.stills import still

from coach.event import PauseReason
from coach.model.terms import Side, Sides
from coach.screen.event_words import (
    after_this_set,
    counted,
    restart_sentence,
    set_words,
    side_sentence,
    what_next,
)
from coach.screen.pause_screen import paused
from coach.screen.viewport import Viewport
from coach.text.count_of import part_of


@pytest.mark.parametrize(
    ("position_ms", "words"),
    [
        (11_000, "next: Clamshell"),
        (48_000, "next: right side"),
        (74_000, "next: set 2 of 2"),
        (115_000, "next: right side"),
        (140_000, "next: Bird dog"),
        (171_000, "then you're done"),
    ],
)
def test_what_comes_next(position_ms: int, words: str) -> None:
    assert what_next(still(position_ms)) == words


def test_what_comes_next_with_one_drill() -> None:
    assert what_next(still(12_000, bridge())) == "next: set 2 of 2"
    assert what_next(still(55_000, bridge())) == "then you're done"


def test_what_comes_after_a_set_is_a_sentence() -> None:
    assert after_this_set(still(48_000)) == "after this set: right side"
    assert after_this_set(still(171_000)) == "after this set, you're done"


@pytest.mark.parametrize(("position_ms", "is_work"), [(48_500, True), (95_000, False)])
def test_only_a_rep_starts_again_after_free_breaths(
    position_ms: int, *, is_work: bool
) -> None:
    moment = still(position_ms, is_paused=True, pause_reason=PauseReason.FREE)
    rows = paused(moment, Viewport(80, 24), None).rows
    assert ("This rep starts again" in " ".join(row.plain for row in rows)) is is_work


def test_in_a_hold_a_breath_starts_again() -> None:
    assert restart_sentence(BREATHING) == "This breath starts again in five seconds."
    assert restart_sentence(BRIDGE) == "This rep starts again in five seconds."


def test_one_is_counted_as_one() -> None:
    assert (counted(BRIDGE.unit, 1), counted(BRIDGE.unit, 2)) == ("1 rep", "2 reps")
    assert (counted(BREATHING.unit, 1), counted(BREATHING.unit, 3)) == (
        "1 breath",
        "3 breaths",
    )


def test_a_plan_of_one_set_is_not_called_sets() -> None:
    assert (part_of(0, 1, "set"), part_of(1, 1, "set")) == ("0 of 1 set", "1 of 1 set")
    assert part_of(1, 2, "set") == "1 of 2 sets"


def test_a_set_names_its_side_only_where_a_set_has_one() -> None:
    assert set_words(BRIDGE, bridge().at(12_000)) == "set 1 of 2"
    assert set_words(CLAMSHELL, pre_run().at(74_000)) == "set 1 of 2, right side"
    assert set_words(BIRD_DOG, pre_run().at(171_000)) == "set 1 of 1"


def test_how_to_lie_is_said_for_the_side_that_works() -> None:
    assert side_sentence(CLAMSHELL, Side.LEFT).endswith("the left leg works")
    assert side_sentence(CLAMSHELL, Side.RIGHT).endswith("the right leg works")
    assert side_sentence(CLAMSHELL, None) == ""
    assert side_sentence(replace(BRIDGE, sides=Sides.EACH), Side.LEFT) == ""
