"""A session added for a day without a time: its time is guessed, its day never."""

from __future__ import annotations

from datetime import datetime

import pytest

from coach.app.history.added_session import guessed_start


@pytest.mark.parametrize(
    ("noon", "latest", "began"),
    [
        ("2026-11-20T12:00+01:00", "2026-11-29T11:54+01:00", "2026-11-20T12:00+01:00"),
        ("2026-11-29T12:00+01:00", "2026-11-29T11:54+01:00", "2026-11-29T11:54+01:00"),
        ("2026-11-29T00:03+01:00", "2026-11-28T23:57+01:00", "2026-11-29T00:00+01:00"),
        ("2026-11-29T00:03+01:00", "2026-11-28T22:57+00:00", "2026-11-29T00:00+01:00"),
    ],
)
def test_the_day_that_was_typed_is_the_day_of_the_session(
    noon: str, latest: str, began: str
) -> None:
    found = guessed_start(datetime.fromisoformat(noon), datetime.fromisoformat(latest))
    assert found == datetime.fromisoformat(began)
    assert found.date() == datetime.fromisoformat(noon).date()
