"""The questions before a session where changes did not help, in a real terminal."""

from __future__ import annotations

from datetime import timedelta

from tests.cli.commands import run_here
from tests.cli.unfinished import answer_safety
from tests.coaching.course import HARD, Course
from tests.coaching.records import Step, write_course
from tests.terminal.ptys import Terminal, coach

from coach.terminal.clock import SystemClock

BRIDGE: Step = ("strength-a", {"glute-bridge": HARD}, 2)
ALL_OF_C: Step = ("strength-c", HARD, 2)


def did(*steps: Step) -> None:
    answer_safety()
    course = Course(kit=["band", "step"])
    days = sum(days for _, _, days in steps)
    course.now = SystemClock().wall() - timedelta(days=days, hours=20)
    write_course(course, steps)


def skip_the_morning(terminal: Terminal) -> None:
    """Leave the question about the morning after unanswered."""
    terminal.wait_for("q ask me later")
    terminal.type("\r")


def ask(*argv: str, key: str, until: str) -> str:
    with Terminal(*coach("start", *argv, "--plain", "--mute"), rows=40) as terminal:
        skip_the_morning(terminal)
        terminal.wait_for("q not now")
        terminal.type(key)
        terminal.wait_for(until)
        terminal.wait_for("q leave")
        terminal.type("q")
        terminal.wait_for_end()
        return " ".join(terminal.text.split())


def test_a_drill_is_left_out_with_one_key_and_comes_back_with_a_command() -> None:
    did(*[BRIDGE] * 6)
    started = run_here("start", "strength-a", "--json", "--speed", "1000")
    assert "less hasn't helped" in started.err
    assert any(
        "less hasn't helped" in each for each in run_here("why", "--json").json["next"]
    )
    said = ask("strength-a", key="1", until="Noted.")
    assert "Glute bridge is now left out of Strength A." in said
    assert "coach why glute-bridge --bring-back" in said
    why = run_here("why", "--json").json
    assert [each["about"] for each in why["chosen"]] == ["glute-bridge"]
    assert any("glute-bridge" in each and "left out" in each for each in why["next"])
    assert run_here("why", "Glute bridge", "--bring-back").code == 0
    assert run_here("why", "--json").json["chosen"] == []
    nothing = run_here("why", "glute-bridge", "--bring-back")
    assert nothing.code == 1
    assert "you didn't choose to leave out or replace" in nothing.sentence


def test_a_routine_that_is_too_hard_gives_way_to_the_easier_one() -> None:
    did(*[ALL_OF_C] * 3)
    offered = run_here("start", "strength-c", "--speed", "1000", "--plain", "--mute")
    assert "Strength C was too hard three times in a row" in offered.err
    assert "coach start strength-b" in offered.err
    said = ask("strength-c", key="1", until="Noted.")
    assert "Strength B today" in said
    assert run_here("plan", "begin", "four-week", "--week", "4").code == 0
    plan = run_here("plan").out
    assert "Strength B replaces Strength C" in " ".join(plan.split())
    assert run_here("why", "strength-c", "--bring-back").code == 0
    assert "replaces Strength C" not in " ".join(run_here("plan").out.split())


def cleared(terminal: Terminal) -> str:
    """Type checked, leave nothing out; return what was said up to the start card."""
    terminal.type("checked\r")
    terminal.wait_for("nothing")
    terminal.type("5\r")
    terminal.wait_for("q leave")
    said = " ".join(terminal.text.split())
    terminal.type("q")
    terminal.wait_for_end()
    return said


def test_after_checked_the_session_on_offer_is_chosen_again() -> None:
    knee: Step = ("strength-a", {"glute-bridge": {"pain": 7, "where_pain": "knee"}}, 2)
    did(knee, knee)
    with Terminal(*coach("start", "--plain", "--mute"), rows=40) as terminal:
        skip_the_morning(terminal)
        terminal.wait_for('Type "checked"')
        assert "no running until" not in terminal.text
        said = cleared(terminal)
    assert "a doctor or physio has checked the knee" not in said
    assert "A doctor or physio has cleared the knee" in said


def test_who_was_cleared_is_asked_even_if_the_reset_spares_what_is_locked() -> None:
    sore = {"glute-bridge": {"pain": 7, "where_pain": "hamstrings"}}
    did(("strength-a", sore, 2), ("strength-a", sore, 2))
    with Terminal(*coach("start", "--plain", "--mute"), rows=40) as terminal:
        skip_the_morning(terminal)
        terminal.wait_for('Type "checked"')
        said = cleared(terminal)
    assert 'Type "seen"' not in said
    assert run_here("why", "--json").json["chosen"] == []
