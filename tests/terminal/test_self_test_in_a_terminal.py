"""A self-test in a real terminal: ended by space, confirmed, kept."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from tests.cli.commands import run_here
from tests.cli.unfinished import answer_safety
from tests.library.drillfiles import write
from tests.library.test_self_tests import TEST
from tests.terminal.ptys import Terminal, coach

from coach.app.context import Context
from coach.terminal.clock import SystemClock


def test_each_side_ends_with_space_and_the_numbers_can_be_corrected(
    tmp_path: Path, coach_home: Path
) -> None:
    drills = str(write(tmp_path / "drills", {"tests/quick-lift.yaml": TEST}))
    (coach_home / "config").mkdir(parents=True)
    (coach_home / "config" / "config.toml").write_text('lead_in = "1s"\n')
    answer_safety()
    argv = ("test", "quick-lift", "--plain", "--mute", "--drills", drills)
    with Terminal(*coach(*argv)) as terminal:
        terminal.wait_for(
            "Stop the test with q or h at any of these signs: pain of 3 or more"
        )
        terminal.wait_for("space start")
        terminal.type(" ")
        terminal.wait_for("press space when you are")
        terminal.type(" ")
        terminal.wait_for("OUT")
        terminal.let_pass(2.2)
        terminal.type(" ")
        terminal.wait_for("(?s)set done: 1 rep.*OUT")
        terminal.let_pass(2.2)
        terminal.type(" ")
        terminal.wait_for("Left 1, right 1 reps. Press Enter to keep")
        terminal.type("4 9\r")
        terminal.wait_for("The left side is clearly weaker")
        assert terminal.wait_for_end() == 0
        assert terminal.state == terminal.before
    (result,) = Context().index.tests
    assert (result.left, result.right, result.is_corrected) == (4, 9, True)
    listed = run_here("test", "--drills", drills).out
    assert "left 4, right 9 reps, today" in listed


def test_nobody_is_tested_on_one_leg_while_a_doctor_forbids_running() -> None:
    answer_safety()
    day = (SystemClock().wall() - timedelta(days=3)).date()
    run_here("history", "add", "clamshell", "--date", f"{day}")
    session = str(run_here("history", "--json").json["sessions"][-1]["id"])
    groin = ("--drill", "clamshell", "--pain", "4", "--where", "groin")
    run_here("history", "edit", session, *groin)
    with Terminal(*coach("test", "heel-raise", "--plain", "--mute")) as terminal:
        terminal.wait_for("so see a doctor or physio first")
        terminal.wait_for(r"Do not run\s+until a doctor has checked the pain")
        assert terminal.wait_for_end() == 1


def test_nobody_is_tested_after_a_session_that_made_dizzy() -> None:
    answer_safety()
    day = (SystemClock().wall() - timedelta(days=1)).date()
    run_here("history", "add", "glute-bridge", "--date", f"{day}")
    session = str(run_here("history", "--json").json["sessions"][-1]["id"])
    run_here("history", "edit", session, "--drill", "glute-bridge", "--flags", "dizzy")
    with Terminal(*coach("test", "heel-raise", "--plain", "--mute")) as terminal:
        terminal.wait_for("you were dizzy in your last session")
        assert terminal.wait_for_end() == 1


@pytest.mark.parametrize(
    ("pain", "why"),
    [("8", "so see a doctor or physio first"), ("4", "hurt or felt wrong recently")],
)
def test_nobody_is_tested_on_a_place_that_hurt_and_has_not_been_loaded_since(
    pain: str, why: str
) -> None:
    answer_safety()
    day = (SystemClock().wall() - timedelta(days=3)).date()
    run_here("history", "add", "glute-bridge", "--date", f"{day}")
    session = str(run_here("history", "--json").json["sessions"][-1]["id"])
    back = ("--drill", "glute-bridge", "--pain", pain, "--where", "low_back")
    run_here("history", "edit", session, *back)
    with Terminal(*coach("test", "single-leg-bridge", "--plain", "--mute")) as terminal:
        terminal.wait_for(why)
        assert terminal.wait_for_end() == 1
