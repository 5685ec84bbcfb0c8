"""The home page after pain: who should see it, and no run that would load it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.cli.commands import Run

from coach.terminal.clock import SystemClock


def hurt(run: Run, where: str, *, days_ago: int) -> None:
    """Keep a session of some days ago in which a place hurt a lot."""
    day = SystemClock().wall().date() - timedelta(days=days_ago)
    assert run("history", "add", "desk-break", "--date", f"{day}").code == 0
    session = run("history", "--json").json["sessions"][0]["id"]
    said = ("--drill=glute-squeeze", "--pain=8", f"--where={where}")
    assert run("history", "edit", session, *said).code == 0


@pytest.mark.parametrize(("days_ago", "is_said"), [(0, True), (3, True), (14, False)])
def test_home_says_who_should_see_it_until_two_weeks_passed(
    run: Run, days_ago: int, *, is_said: bool
) -> None:
    hurt(run, "low_back", days_ago=days_ago)
    said = " ".join(run().out.split())
    assert ("Book a doctor or physio this week" in said) is is_said


@pytest.mark.parametrize("days_ago", [0, 3])
def test_home_suggests_no_run_while_the_groin_was_not_seen(run: Run, days_ago: int) -> None:
    hurt(run, "groin", days_ago=days_ago)
    said = " ".join(run().out.split())
    assert "Do not run" in said
    assert "no running until a doctor has seen the groin" in said
    assert "before a run" not in said
