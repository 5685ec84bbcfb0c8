from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import make_phases, ms
from tests.core.strategies import reps

from coach.breath import scale_phases, slow_exhales_in_cycle, spans_of_cycle
from coach.model.prescription import PrescribedPhase
from coach.model.terms import Breath, BreathPreset


def scaled(cycle: str, preset: str) -> list[float]:
    """The lengths of a cycle's phases in seconds."""
    phases = scale_phases(make_phases(cycle), BreathPreset(preset))
    return [phase.duration_ms / 1000 for phase in phases]


def longest_exhale_ms(phases: tuple[PrescribedPhase, ...]) -> int:
    """The longest exhale of two cycles in a row, phase by phase."""
    longest = running = 0
    for phase in phases * 2:
        running = running + phase.duration_ms if phase.breath is Breath.EXHALE else 0
        longest = max(longest, running)
    return longest


@pytest.mark.parametrize(
    ("preset", "lengths"),
    [("short", [4, 3]), ("standard", [6, 4]), ("long", [8, 4])],
)
def test_short_is_three_quarters_in_and_two_thirds_out_long_only_lengthens_the_exhale(
    preset: str, lengths: list[float]
) -> None:
    assert scaled("exhale 6, inhale 4", preset) == lengths


@pytest.mark.parametrize(
    ("cycle", "preset", "lengths"),
    [
        ("exhale 4, inhale 3", "short", [2.5, 2.5]),  # 2.67 and 2.25
        ("exhale 5, inhale 5", "short", [3.5, 4]),  # 3.33 and 3.75
        ("exhale 5, inhale 3", "long", [6.5, 3]),  # 6.67
        ("exhale 2, inhale 2", "long", [2.5, 2]),  # 2.67
    ],
)
def test_breaths_are_rounded_to_half_seconds(
    cycle: str, preset: str, lengths: list[float]
) -> None:
    assert scaled(cycle, preset) == lengths


def test_a_tie_between_two_half_seconds_goes_up() -> None:
    assert scaled("exhale 3, inhale 1, inhale 3", "short") == [2, 1, 2.5]


@pytest.mark.parametrize("preset", ["short", "standard", "long"])
def test_a_march_at_one_step_a_second_keeps_its_beat(preset: str) -> None:
    cycle = "exhale 1, exhale 1, inhale 1, inhale 1"
    assert scaled(cycle, preset) == [1, 1, 1, 1]


def test_no_breath_gets_shorter_than_a_second() -> None:
    assert scaled("exhale 1, exhale 3, inhale 1", "short") == [1, 2, 1]


def test_a_phase_below_a_second_stays_as_its_author_wrote_it_when_breaths_get_short() -> (
    None
):
    assert scaled("exhale 0.5, exhale 3, inhale 3", "short") == [0.5, 2, 2.5]


@pytest.mark.parametrize("preset", ["short", "long"])
def test_empty_pauses_stay_as_they_are(preset: str) -> None:
    assert scaled("exhale 4, pause 1.5, inhale 3", preset)[1] == 1.5


def test_one_long_exhale_stops_at_eight_seconds() -> None:
    assert scaled("exhale 7, inhale 4", "long") == [8, 4]


def test_phases_that_share_an_exhale_stay_within_eight_seconds_together() -> None:
    lengths = scaled("exhale 3, exhale 3, exhale 1, inhale 4", "long")
    assert sum(lengths[:3]) == 8
    assert all(
        longer >= authored for longer, authored in zip(lengths, [3, 3, 1, 4], strict=True)
    )


def test_an_exhale_that_goes_on_in_the_next_rep_stays_within_eight_seconds() -> None:
    last, first = scaled("exhale 3, inhale 4, exhale 4", "long")[::-2]
    assert last + first == 8


def test_two_exhales_with_an_inhale_between_them_have_eight_seconds_each() -> None:
    assert scaled("exhale 6, inhale 2, exhale 6, inhale 2", "long") == [8, 2, 8, 2]


def test_neighbouring_phases_with_one_breath_are_one_breath() -> None:
    breaths = [Breath.EXHALE, Breath.EXHALE, Breath.INHALE]
    assert spans_of_cycle(breaths) == [[0, 1], [2]]


def test_the_last_phase_shares_its_breath_with_the_first_of_the_next_rep() -> None:
    breaths = [Breath.EXHALE, Breath.INHALE, Breath.PAUSE, Breath.EXHALE]
    assert spans_of_cycle(breaths) == [[3, 0], [1], [2]]


def test_a_pause_parts_two_exhales() -> None:
    assert slow_exhales_in_cycle(make_phases("exhale 3, pause 1, exhale 3, inhale 3")) == 2


@pytest.mark.parametrize(
    ("cycle", "count"),
    [
        ("exhale 3, inhale 3", 1),
        ("exhale 2.5, inhale 3", 0),
        ("exhale 1, exhale 2, inhale 3", 1),
        ("exhale 2, inhale 2, exhale 1", 1),
        ("inhale 8, exhale 1", 0),
    ],
)
def test_an_exhale_of_three_seconds_counts_as_slow(cycle: str, count: int) -> None:
    assert slow_exhales_in_cycle(make_phases(cycle)) == count


@given(reps())
def test_standard_leaves_every_breath_alone(phases: tuple[PrescribedPhase, ...]) -> None:
    assert scale_phases(phases, BreathPreset.STANDARD) == phases


@settings(max_examples=300)
@given(reps())
def test_short_is_never_longer_and_long_never_shorter(
    phases: tuple[PrescribedPhase, ...],
) -> None:
    short = scale_phases(phases, BreathPreset.SHORT)
    long = scale_phases(phases, BreathPreset.LONG)
    for less, authored, more in zip(short, phases, long, strict=True):
        assert less.duration_ms <= authored.duration_ms <= more.duration_ms
        assert (less.do, less.breath) == (authored.do, authored.breath)


@settings(max_examples=300)
@given(reps())
def test_no_preset_makes_an_exhale_longer_than_eight_seconds(
    phases: tuple[PrescribedPhase, ...],
) -> None:
    limit_ms = max(ms(8), longest_exhale_ms(phases))
    for preset in BreathPreset:
        assert longest_exhale_ms(scale_phases(phases, preset)) <= limit_ms


@settings(max_examples=300)
@given(reps(), st.sampled_from([BreathPreset.SHORT, BreathPreset.LONG]))
def test_a_new_length_is_a_multiple_of_half_a_second_and_at_least_one(
    phases: tuple[PrescribedPhase, ...], preset: BreathPreset
) -> None:
    for before, after in zip(phases, scale_phases(phases, preset), strict=True):
        if after.duration_ms != before.duration_ms:
            assert after.duration_ms % 500 == 0
            assert after.duration_ms >= 1_000
