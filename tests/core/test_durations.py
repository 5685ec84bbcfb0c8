from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.units import (
    Milliseconds,
    format_clock,
    format_seconds,
    parse_duration,
    seconds_left,
)


@pytest.mark.parametrize(
    ("written", "expected_ms"),
    [
        ("3s", 3_000),
        ("2.5s", 2_500),
        ("1m30s", 90_000),
        ("1m 30s", 90_000),
        ("2m", 120_000),
        ("1:30", 90_000),
        ("0:05", 5_000),
        (" 45 ", 45_000),
        (45, 45_000),
        (0.5, 500),
        (0, 0),
        ("60:00", 3_600_000),
    ],
)
def test_authors_write_durations_in_four_ways(written: object, expected_ms: int) -> None:
    duration = parse_duration(written)
    assert (duration, type(duration)) == (expected_ms, Milliseconds)


@pytest.mark.parametrize(
    "written",
    ["", " ", "s", "m", "3 seconds", "30s1m", "1:75", "1:5", "1h", "1e3", "3s!", None, [3]],
)
def test_a_duration_nobody_can_read_is_answered_with_how_to_write_it(
    written: object,
) -> None:
    with pytest.raises(ValueError, match="is not a duration; write 3s, 1m30s, 1:30 or"):
        parse_duration(written)


@pytest.mark.parametrize("written", [-0.5, "-3", "-3s", "-1:30"])
def test_a_negative_duration_is_called_negative(written: object) -> None:
    with pytest.raises(ValueError, match="cannot be negative"):
        parse_duration(written)


@pytest.mark.parametrize("written", [3601, "60m1s", "1000:00", 10**400, 1e300])
def test_more_than_an_hour_is_refused(written: object) -> None:
    with pytest.raises(ValueError, match="longer than an hour"):
        parse_duration(written)


@pytest.mark.parametrize(
    "written", [True, False, float("nan"), float("inf"), float("-inf"), "9" * 400]
)
def test_yes_no_and_endless_numbers_are_no_durations(written: object) -> None:
    with pytest.raises(ValueError, match="duration"):
        parse_duration(written)


@given(st.one_of(st.text(max_size=12), st.floats(), st.integers(), st.none()))
def test_whatever_is_written_is_a_duration_within_the_hour_or_a_sentence(
    written: object,
) -> None:
    answer: int | str
    try:
        answer = parse_duration(written)
    except ValueError as error:
        answer = str(error)
    if isinstance(answer, str):
        assert re.search(
            "not a duration|could mean minutes|cannot be negative|longer than an hour",
            answer,
        )
    else:
        assert 0 <= answer <= 3_600_000


@given(st.integers(0, 7_200))
def test_what_the_coach_shows_can_be_written_in_a_file(half_seconds: int) -> None:
    assert parse_duration(format_seconds(half_seconds * 500)) == half_seconds * 500


@given(st.integers(0, 3_599))
def test_a_clock_that_is_shown_can_be_written_in_a_file(seconds: int) -> None:
    assert parse_duration(format_clock(seconds * 1000)) == seconds * 1000


@pytest.mark.parametrize(
    ("length_ms", "shown"),
    [
        (0, "0:00"),
        (59_499, "0:59"),
        (59_700, "1:00"),
        (310_000, "5:10"),
        (3_599_900, "1:00:00"),
        (3_725_000, "1:02:05"),
    ],
)
def test_lengths_are_shown_as_on_a_watch(length_ms: int, shown: str) -> None:
    assert format_clock(length_ms) == shown


@pytest.mark.parametrize(
    ("left_ms", "shown"), [(3_000, 3), (2_999, 3), (2_001, 3), (2_000, 2), (1, 1), (0, 0)]
)
def test_a_countdown_shows_a_second_until_it_is_over(left_ms: int, shown: int) -> None:
    assert seconds_left(left_ms) == shown


def test_a_countdown_never_goes_below_zero() -> None:
    assert seconds_left(-1) == 0


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("1.30", "1:30 or 1m30s for minutes, 1.3s for seconds"),
        (1.3, "1:30 or 1m30s for minutes, 1.3s for seconds"),
        ("2.5", "2:50 or 2m50s for minutes, 2.5s for seconds"),
        ("0.45", "0:45 or 0m45s for minutes, 0.45s for seconds"),
        ("1.75", "1:30 or 1m30s for minutes, 1.75s for seconds"),
        ("75.5", "1:30 or 1m30s for minutes, 75.5s for seconds"),
    ],
)
def test_a_fraction_that_may_be_minutes_is_refused_with_both_ways_to_write_it(
    written: object, instead: str
) -> None:
    with pytest.raises(ValueError, match="could mean minutes or seconds") as refused:
        parse_duration(written)
    assert str(refused.value).endswith(f"; write {instead}")


@given(st.integers(0, 59), st.integers(0, 59))
def test_no_number_that_looks_like_a_clock_is_taken_for_seconds(
    minutes: int, seconds: int
) -> None:
    with pytest.raises(ValueError, match="could mean minutes"):
        parse_duration(f"{minutes}.{seconds:02}")
