"""A place that is locked stays locked, however long nobody trains."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.cli.commands import Run

from coach.terminal.clock import SystemClock


@pytest.mark.parametrize("days", [5, 60, 200])
def test_a_place_locked_before_a_break_is_still_locked_after_it(
    run: Run, days: int
) -> None:
    for ago in (days + 2, days):
        day = (SystemClock().wall() - timedelta(days=ago)).date()
        run("history", "add", "glute-bridge", "--date", f"{day}")
        session = str(run("history", "--json").json["sessions"][-1]["id"])
        pain = ("--drill", "glute-bridge", "--pain", "8", "--where", "knee")
        assert run("history", "edit", session, *pain).code == 0
    assert "We leave out what loads the knee" in " ".join(run("why").out.split())
