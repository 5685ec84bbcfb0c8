"""Times and days as people type them: read whole, or refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.errors import UsageError
from coach.text.typed_times import (
    parse_day_ahead,
    parse_since,
    parse_time,
    parse_weekday,
    parse_when,
)

SUNDAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 21, tzinfo=UTC)
ZONES = ("UTC", "Europe/Berlin", "America/Los_Angeles", "Pacific/Auckland", "Asia/Kolkata")
ODD_ZONES = ("Australia/Lord_Howe", "Pacific/Apia", "America/St_Johns", "Africa/Casablanca")


def at_midnight(year: int) -> datetime:
    """The first moment of a year, wherever that is."""
    return datetime(year, 1, 1)  # noqa: DTZ001  times are typed without a zone


def clocks_of(name: str) -> Callable[[datetime], datetime]:
    """What clocks show in a time zone, as the machine's own zone does it."""
    zone = ZoneInfo(name)

    def to_local(at: datetime) -> datetime:
        aware = at.replace(tzinfo=zone) if at.tzinfo is None else at
        return aware.astimezone(UTC).astimezone(zone)

    return to_local


def in_utc(word: str) -> str:
    return parse_when(word, NOW, clocks_of("UTC")).at.isoformat()[:-6]


@pytest.mark.parametrize(
    "word",
    [
        "2026-11-19T18:30",
        "2026-11-19t18:30",
        "2026-11-19 18:30",
        " 2026-11-19  18:30:00 ",
        "2026-11-19T18.30",
        "2026-11-19 6:30 pm",
        "2026-11-19T6:30PM",
        "2026-11-19 6.30 p.m.",
        "2026-11-19T18:30Z",
        "2026-11-19 18:30+00:00",
        "2026-11-19t18:30 +0000",
        "thu 18:30",
        "Thursday 6:30 pm",
        "last thursday at 18:30",
        "3d 18:30",
        "3 days ago 18:30",
    ],
)
def test_a_day_and_a_time_are_read_to_the_last_sign(word: str) -> None:
    assert in_utc(word) == "2026-11-19T18:30:00"
    assert parse_when(word, NOW, clocks_of("UTC")).has_time


def test_a_time_alone_is_of_today_and_yesterday_can_have_one() -> None:
    assert in_utc("18:30") == "2026-11-22T18:30:00"
    assert in_utc("6 PM") == "2026-11-22T18:00:00"
    assert in_utc("12 am") == "2026-11-22T00:00:00"
    assert in_utc("12:05 pm") == "2026-11-22T12:05:00"
    assert in_utc("yesterday 18:30") == "2026-11-21T18:30:00"
    assert in_utc("today 6:30 am") == "2026-11-22T06:30:00"
    assert in_utc("fri") == "2026-11-20T12:00:00"


@pytest.mark.parametrize(
    "word",
    [
        *("2026-11-19T", "2026-11-19T18", "2026-11-19T1830", "2026-11-19T18:30:", "18:3"),
        *("2026-11-19T18:30 h", "2026-11-19T18,30", "2026-11-19T25:00", "13 pm", "0:30 am"),
        *("2026-11-19T18:30+25:00", "2026-11-19T18:30+02:0", "2026-11-19T24:00", "18:60"),
        *("2026-02-29", "2026-W47-5", "20261119", "05.01.2026", "05.01", "18", "noon"),
        *("f", "mo", "monkey", "fri fri", "fri 18:30 fri", "tomorrow", "2026-11-19x18:30"),
        *("٢٠٢٦-11-19", "2026-11-19T18:30\u00b2", "", " "),  # digits that are none of ours
    ],
)
def test_what_is_not_one_of_the_forms_is_refused_with_all_of_them(word: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_when(word, NOW, clocks_of("UTC"))
    hint = refused.value.hint or ""
    assert all(form in hint for form in ("2026-11-20 18:30", "yesterday 6:30 pm", "18:30"))


def test_what_is_to_come_is_no_moment_that_is_over() -> None:
    for word in ("22:00", "2026-11-23", "sun 22:00", "9999-12-31", "9999-12-31T23:59"):
        with pytest.raises(UsageError, match="is in the future") as refused:
            parse_when(word, NOW, clocks_of("UTC"))
        assert refused.value.hint == "use an earlier day or time"


# The clocks change


def test_a_time_that_the_clocks_skipped_is_refused_with_the_times_around_it() -> None:
    now = datetime(2026, 3, 30, 12, tzinfo=UTC)
    with pytest.raises(UsageError) as refused:
        parse_when("2026-03-29T02:30", now, clocks_of("Europe/Berlin"))
    assert refused.value.message == (
        "there was no 02:30 on 29 March 2026: the clocks went from 02:00 to 03:00"
    )
    assert refused.value.hint == "write a time up to 01:59, or 03:00 or later"


def test_a_time_that_came_twice_is_the_first_one_and_that_is_said() -> None:
    now = datetime(2026, 10, 26, 12, tzinfo=UTC)
    berlin = clocks_of("Europe/Berlin")
    found = parse_when("2026-10-25 02:30", now, berlin)
    assert found.at.isoformat() == "2026-10-25T02:30:00+02:00"
    assert (
        "happened twice, and coach uses the first. "
        "For the second, type 2026-10-25T02:30+01:00." in found.note
    )
    second = parse_when("2026-10-25T02:30+01:00", now, berlin)
    assert (second.at.isoformat(), second.note) == ("2026-10-25T02:30:00+01:00", "")


def test_a_day_that_never_was_is_refused() -> None:
    now = datetime(2012, 1, 5, tzinfo=UTC)
    with pytest.raises(UsageError, match="there was no 30 December 2011 here"):
        parse_when("2011-12-30", now, clocks_of("Pacific/Apia"))


@given(
    st.datetimes(at_midnight(1971), at_midnight(2036)),
    st.sampled_from([*ZONES, *ODD_ZONES]),
)
def test_a_typed_time_is_the_one_that_is_kept_or_it_is_refused(
    wall: datetime, zone: str
) -> None:
    now = datetime(2036, 1, 5, tzinfo=UTC)
    to_local = clocks_of(zone)
    for word in (f"{wall:%Y-%m-%dT%H:%M:%S}", f"{wall:%Y-%m-%d %H:%M}"):
        try:
            found = parse_when(word, now, to_local)
        except UsageError:
            assert to_local(wall).replace(tzinfo=None, fold=0) != wall
            continue
        kept = found.at.isoformat()
        assert kept.startswith(word.replace(" ", "T"))
        again = parse_when(kept, now, to_local)
        assert (again.at, again.at.isoformat()) == (found.at, kept)


@given(st.text("0123456789-:.tTzZ +apmdw frisuntoday", max_size=24))
def test_whatever_is_taken_is_printed_back_and_means_the_same(word: str) -> None:
    try:
        found = parse_when(word, NOW, clocks_of("Europe/Berlin"))
    except UsageError:
        return
    assert found.at <= NOW
    again = parse_when(found.at.isoformat(), NOW, clocks_of("Europe/Berlin"))
    assert again.at.isoformat() == found.at.isoformat()


@given(
    st.datetimes(at_midnight(1971), at_midnight(2026)),
    st.integers(-12 * 4, 14 * 4).map(lambda n: timezone(timedelta(minutes=15 * n))),
)
def test_a_typed_offset_is_kept(wall: datetime, offset: timezone) -> None:
    word = wall.replace(tzinfo=offset, microsecond=0).isoformat()
    assert parse_when(word, NOW, clocks_of("Asia/Kolkata")).at.isoformat() == word


# Times of the day, days of the week, days to come


@pytest.mark.parametrize(
    "word",
    ["18:00", "18.00", "6pm", "6 PM", "6:00 pm", "6:00PM", " 6.00  p.m. ", "18:00:00"],
)
def test_six_in_the_evening_is_written_in_many_ways(word: str) -> None:
    assert parse_time(word) == time(18)


@pytest.mark.parametrize(
    "word", ["18", "1800", "18:00+02:00", "18:00 pm", "24:00", "noonish"]
)
def test_what_is_no_time_of_the_day_is_refused(word: str) -> None:
    with pytest.raises(UsageError, match="is not a time of day"):
        parse_time(word)


@given(st.times())
def test_a_time_of_the_day_is_read_as_it_is_shown(at: time) -> None:
    at = at.replace(microsecond=0, fold=0)
    assert parse_time(at.isoformat()) == at
    assert parse_time(f"{at:%I:%M:%S %p}") == at


def test_days_of_the_week_have_short_names_and_no_others() -> None:
    words = ("mon", "Tues", "weds", "thurs", "FRI", "saturday", "sun")
    assert [parse_weekday(word) for word in words] == [0, 1, 2, 3, 4, 5, 6]
    assert [parse_weekday(word) for word in ("monkey", "mo", "", "sundays")] == [None] * 4


def test_a_day_to_come_is_the_next_of_its_name() -> None:
    assert parse_day_ahead("2027-03-14", SUNDAY) == date(2027, 3, 14)
    assert parse_day_ahead("tomorrow", SUNDAY) == date(2026, 11, 23)
    assert parse_day_ahead("sat", SUNDAY) == date(2026, 11, 28)
    assert parse_day_ahead("next Sunday", SUNDAY) == date(2026, 11, 29)
    for word in ("yesterday", "7d", "soon", "2027-3-14"):
        with pytest.raises(UsageError, match="is not a date"):
            parse_day_ahead(word, SUNDAY)


@given(st.dates(date(1900, 1, 1), date(9000, 1, 1)), st.dates())
def test_a_written_day_is_that_day_whenever_it_is_typed(day: date, today: date) -> None:
    assert parse_since(day.isoformat(), today) == day
    assert parse_day_ahead(day.isoformat(), today) == day
