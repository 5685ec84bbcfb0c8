from __future__ import annotations

from typing import Any

import pytest
from tests.builders import make_phases

from coach.breath import STILL, adjust_phases
from coach.model.prescription import KeptDose


def changed(
    cycle: str,
    *,
    is_held: bool = False,
    **kept: Any,  # noqa: ANN401  any field of the type
) -> list[float]:
    """The lengths of a cycle's phases in seconds, as the coach changes them."""
    decided = KeptDose(slot="heel-slide", sets=2, reps=8, **kept)
    phases = adjust_phases(make_phases(cycle), decided, is_held=is_held)
    return [phase.duration_ms / 1000 for phase in phases]


@pytest.mark.parametrize(
    ("cycle", "lengths"),
    [
        ("exhale 5, inhale 4", [6, 4]),
        ("exhale 6, inhale 4", [6, 4]),
        ("exhale 2, exhale 4, inhale 4", [2, 4, 4]),
        ("exhale 7, inhale 4", [7, 4]),
    ],
)
def test_an_exhale_of_six_seconds_is_long_enough(cycle: str, lengths: list[float]) -> None:
    assert changed(cycle, exhale_ms=1_000) == lengths


@pytest.mark.parametrize(
    ("cycle", "lengths"),
    [
        ("exhale 4, inhale 3", [3, 3]),
        ("exhale 2.5, inhale 3", [2, 3]),
        ("exhale 1.5, inhale 3", [1.5, 3]),
    ],
)
def test_the_coach_makes_no_exhale_shorter_than_two_seconds(
    cycle: str, lengths: list[float]
) -> None:
    assert changed(cycle, exhale_ms=-1_000) == lengths


@pytest.mark.parametrize(
    ("cycle", "lengths"),
    [
        ("exhale 4, inhale 2", [5, 2.3]),
        ("exhale 5.5, inhale 2", [6.5, 3]),
        ("exhale 4, inhale 3", [5, 3]),
    ],
)
def test_a_longer_exhale_leaves_an_inhale_of_at_least_45_percent(
    cycle: str, lengths: list[float]
) -> None:
    assert changed(cycle, exhale_ms=1_000) == lengths


@pytest.mark.parametrize(
    ("cycle", "lengths"),
    [
        ("exhale 1, exhale 3, inhale 3", [2, 3, 3]),
        ("exhale 1.5, exhale 3, inhale 3", [2.5, 3, 3]),
    ],
)
def test_a_still_beginning_of_up_to_a_second_and_a_half_is_made_longer(
    cycle: str, lengths: list[float]
) -> None:
    assert changed(cycle, exhale_lead_ms=1_000) == lengths


@pytest.mark.parametrize(
    ("cycle", "lengths"),
    [
        ("exhale 4, inhale 3", [1, 4, 3]),
        ("exhale 2, exhale 3, inhale 3", [1, 2, 3, 3]),
    ],
)
def test_where_the_effort_begins_at_once_a_still_beginning_is_put_before_it(
    cycle: str, lengths: list[float]
) -> None:
    assert changed(cycle, exhale_lead_ms=1_000) == lengths
    decided = KeptDose(slot="heel-slide", sets=2, reps=8, exhale_lead_ms=1_000)
    first = adjust_phases(make_phases(cycle), decided, is_held=False)[0]
    assert (first.do, first.is_added) == (STILL, True)


def test_an_exhale_of_six_seconds_takes_its_still_beginning_from_the_effort() -> None:
    assert changed("exhale 5.5, inhale 4", exhale_lead_ms=1_000) == [1, 5.5, 4]
    assert changed("exhale 6, inhale 4", exhale_lead_ms=1_000) == [1, 5, 4]
    assert changed("exhale 1, exhale 5, inhale 4", exhale_lead_ms=1_000) == [2, 4, 4]


def test_in_a_hold_no_effort_begins_and_nothing_is_put_before_it() -> None:
    assert changed("exhale 4, inhale 3", is_held=True, exhale_lead_ms=1_000) == [4, 3]
