from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.journal.record_ids_and_order import (
    ALPHABET,
    Stamp,
    make_stamp,
    record_id,
    session_id,
)

ZONES = st.integers(-14 * 60, 14 * 60).map(
    lambda minutes: timezone(timedelta(minutes=minutes))
)
EARLIEST, LATEST = datetime(1970, 1, 3), datetime(2200, 1, 1)  # noqa: DTZ001  the zones come on top
TIMES = st.datetimes(EARLIEST, LATEST, timezones=ZONES)
DEVICES = st.text(ALPHABET, min_size=6, max_size=6)
STAMPS = st.builds(make_stamp, TIMES, DEVICES, st.integers(1, 32**7 - 1))
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)


@given(st.lists(STAMPS, max_size=10))
def test_record_ids_sort_by_time_then_device_then_counter(stamps: list[Stamp]) -> None:
    by_id = sorted(stamps, key=lambda stamp: stamp.id)
    assert by_id == sorted(stamps, key=lambda stamp: (stamp.at, stamp.device, stamp.n))


def test_records_of_one_millisecond_have_ids_of_their_own() -> None:
    ids = {
        record_id(NEW_YEAR, device, n) for device in ("aaaaaa", "bbbbbb") for n in range(9)
    }
    assert len(ids) == 18


def test_four_letters_tell_the_sessions_of_a_year_apart() -> None:
    ids = [session_id(NEW_YEAR + timedelta(days=day), "ab12cd", day) for day in range(365)]
    assert all(len(id_) == 10 and set(id_) <= set(ALPHABET) for id_ in ids)
    assert len({id_[:4] for id_ in ids}) > 350


def test_ids_have_no_letters_that_look_like_digits() -> None:
    assert not set("ilou") & set(ALPHABET)
    assert len(set(ALPHABET)) == 32


def test_a_clock_before_1970_still_gives_ids() -> None:
    stamp = make_stamp(datetime(1969, 7, 20, tzinfo=UTC), "ab12cd", 1)
    assert stamp.id == "0000000000-ab12cd-0000001"


def test_a_time_without_its_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset from UTC"):
        make_stamp(datetime(2026, 1, 1), "ab12cd", 1)  # noqa: DTZ001  that is the mistake
