"""A place that is locked stays locked, however long nobody trains."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.cli.commands import Run

from coach.app.context import Context
from coach.coaching.place_locks import place_lock_text
from coach.model.terms import PainPlace
from coach.terminal.clock import SystemClock


def lock_the_knee(run: Run, days: int) -> None:
    """Tell of much pain twice, the last time so many days ago."""
    for ago in (days + 2, days):
        day = (SystemClock().wall() - timedelta(days=ago)).date()
        run("history", "add", "glute-bridge", "--date", f"{day}")
        session = str(run("history", "--json").json["sessions"][-1]["id"])
        pain = ("--drill", "glute-bridge", "--pain", "8", "--where", "knee")
        assert run("history", "edit", session, *pain).code == 0


@pytest.mark.parametrize("days", [5, 60, 200])
def test_a_place_locked_before_a_break_is_still_locked_after_it(
    run: Run, days: int
) -> None:
    lock_the_knee(run, days)
    assert "We're leaving out every drill that loads the knee" in " ".join(
        run("why").out.split()
    )


def test_a_session_with_the_coach_off_keeps_the_lock_for_later(
    run: Run, drills: str
) -> None:
    lock_the_knee(run, 5)
    quick = ("quick-slide", "--drills", drills, "--sets=1", "--reps=1", "--lead-in=0")
    off = ("--coach", "off", "--yes", "--plain", "--mute")
    assert run("start", *quick, *off).code == 0
    assert place_lock_text(PainPlace.KNEE) in Context().index.acknowledged


def test_with_the_coach_off_a_locked_place_stays_out_and_doses_are_as_written(
    run: Run,
) -> None:
    lock_the_knee(run, 2)
    quick = ("--lead-in=0", "--speed=1000", "--yes", "--plain", "--mute", "--no-tones")
    said = run("start", "strength-b", "--coach", "off", *quick)
    assert said.code == 0
    told = " ".join(said.err.split())
    assert "every drill that loads the knee even a little" in told
    assert "Step-up drive, set 1" not in said.out
    assert "Dead bug with full exhale  2 x 8 reps" in said.out
