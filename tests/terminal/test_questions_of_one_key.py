"""Questions in a real terminal: on the way, after the summary, and on the morning after."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from tests.cli.commands import run_here
from tests.cli.unfinished import answer_safety, write_session
from tests.library.drillfiles import DRILL, write
from tests.terminal.ptys import Terminal, coach

from coach.app.context import Context
from coach.model.records import EndStatus
from coach.model.session_facts import SessionFacts
from coach.screen.big_letters import fitted
from coach.terminal.clock import SystemClock

QUICK = DRILL.replace("time: 4s", "time: 1s").replace("time: 3s", "time: 1s")
ONE_SET = ("--sets", "1", "--reps", "1", "--lead-in", "0", "--plain", "--mute")
FELT = "(?s)in the abs.*5 it hurts"


@pytest.fixture
def start(tmp_path: Path, coach_home: Path) -> tuple[str, ...]:
    drills = write(
        tmp_path / "drills",
        {
            "exhale/one-slide.yaml": QUICK.replace("Heel slide", "One slide"),
            "exhale/two-slide.yaml": QUICK.replace("Heel slide", "Two slide"),
        },
    )
    config = coach_home / "config" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('wait = "never"\n')
    answer_safety()
    names = ("one-slide", "two-slide")
    return coach("start", *names, *ONE_SET, "--drills", str(drills))


@pytest.fixture
def start_one(start: tuple[str, ...]) -> tuple[str, ...]:
    """One drill alone: all questions come after the summary, and sooner."""
    return tuple(word for word in start if word != "two-slide")


def last_session() -> SessionFacts:
    return Context().read_history().sessions[-1]


def test_one_key_on_the_way_and_one_after_the_summary(start: tuple[str, ...]) -> None:
    with Terminal(*start) as terminal:
        terminal.wait_for(FELT)
        terminal.type("2")
        terminal.wait_for("noted")
        terminal.type("n")
        terminal.wait_for(r"(?s)Done\..*Two slide: did you feel it.*5 it hurts")
        terminal.type("5241")
        terminal.type("\r")
        assert terminal.wait_for_end() == 0
        assert (
            "For the rest of today, we're leaving out every drill that "
            "loads the knee even a little." in " ".join(terminal.text.split())
        )
        assert terminal.state == terminal.before
    first, second = last_session().feedback
    assert (first.drill, first.rpe) == ("one-slide", 6)
    assert (second.pain, second.where_pain, second.flags) == (4, "knee", ("sharp",))


def test_an_urgent_sign_ends_it_and_locks_until_checked_is_typed(
    start: tuple[str, ...],
) -> None:
    with Terminal(*start, rows=50) as terminal:
        terminal.wait_for(FELT)
        terminal.type("519e")
        assert terminal.wait_for_end() == 0
        assert "Get urgent help now" in terminal.text
        assert "or feeling very unwell." in " ".join(terminal.text.split())
    with Terminal(*start) as terminal:
        terminal.wait_for('Type "checked"')
        # Nothing is promised before somebody has been seen.
        assert "keeping today short and easy" not in " ".join(terminal.text.split())
        terminal.type("checked\r")
        terminal.wait_for("(?s)What should we leave out.*then press Enter")
        terminal.type("5\r")
        terminal.wait_for("OUT 1s")


def test_an_urgent_sign_told_after_the_summary_locks_the_next_start(
    start_one: tuple[str, ...],
) -> None:
    with Terminal(*start_one, rows=50) as terminal:
        terminal.wait_for(r"(?s)Done\..*One slide: did you feel it.*5 it hurts")
        terminal.type("519")
        terminal.wait_for(r"(?s)Urgent signs: .*very\s+unwell.*e emergency: an urgent")
        terminal.type("e")
        assert terminal.wait_for_end() == 0
        assert "Get urgent help now" in terminal.text
    result = run_here("start", "glute-squeeze", "--yes", "--plain")
    assert (result.code, result.out) == (1, "")
    assert "sign that needs urgent help" in result.err


@pytest.mark.parametrize("how", ["--yes", "--speed=20", "--json"])
def test_whoever_wants_no_questions_gets_none(how: str, start_one: tuple[str, ...]) -> None:
    with Terminal(*start_one, how) as terminal:
        assert terminal.wait_for_end() == 0
        assert "5 it hurts" not in terminal.text


def test_pain_in_a_rehearsal_stops_it_and_asks_nothing(start: tuple[str, ...]) -> None:
    with Terminal(*start, "--speed=0.5", "--change", "0") as terminal:
        terminal.wait_for("OUT 1s")
        terminal.type("h")
        terminal.wait_for("it hurts: stop; press n")
        terminal.type("q")
        assert terminal.wait_for_end() == 0
        assert "here does it hurt" not in terminal.text


def test_whoever_stopped_in_pain_is_not_invited_to_go_on(start: tuple[str, ...]) -> None:
    with Terminal(*start, rows=50) as terminal:
        terminal.wait_for("OUT 1s")
        terminal.type("h")
        terminal.wait_for("here does it hurt")
        terminal.type("1")
        terminal.wait_for("how much does it hurt")
        terminal.type("50")
        terminal.type("qq")
        assert terminal.wait_for_end() == 0
        after = terminal.text.rpartition("You were right to stop.")[2]
        assert "it hurt" in after
        assert "coach resume" not in after


def test_the_settings_can_switch_them_off(
    start_one: tuple[str, ...], coach_home: Path
) -> None:
    (coach_home / "config" / "config.toml").write_text('wait = "never"\nask = false\n')
    with Terminal(*start_one) as terminal:
        assert terminal.wait_for_end() == 0
        assert "too hard" not in terminal.text


def test_the_morning_after_is_asked_about_once(start: tuple[str, ...]) -> None:
    session = write_session(minutes_ago=30 * 60, done=5, ended=EndStatus.COMPLETED)
    assert run_here("history", "edit", session, "--pain=3").code == 0
    day = f"{SystemClock().wall() - timedelta(hours=30):%A}"
    with Terminal(*start) as terminal:
        terminal.wait_for(f"(?s)after {day}.*more.*Enter skip  q ask me later")
        terminal.type("3")
        terminal.wait_for("one spot, or a joint")
        terminal.type("2")
        terminal.wait_for(f"(?s)After {day}'s session: .*low back.*q stop and save")
        terminal.type("1")
        terminal.wait_for("no pain .* the worst")
        sizes = [fitted("4", wide, rows) for wide in (3, 4, 5) for rows in (4, 7)]
        assert any(all(row.strip() in terminal.text for row in each) for each in sizes)
        terminal.type("4")
        terminal.wait_for("OUT 1s")
        terminal.type("qq")
        assert terminal.wait_for_end() == 0
    (first, *_) = Context().read_history().sessions
    assert first.morning is not None
    assert (first.morning.compared, first.morning.pain) == ("more", 4)
    with Terminal(*start) as terminal:
        terminal.wait_for("OUT 1s")
        assert "after" not in terminal.text


def test_the_morning_after_a_first_strength_session_is_asked_about_two_days_later(
    start: tuple[str, ...],
) -> None:
    day = SystemClock().wall() - timedelta(hours=48)
    run_here("history", "add", "glute-bridge", "--date", f"{day:%Y-%m-%d}")
    with Terminal(*start) as terminal:
        terminal.wait_for(f"(?s)soreness .*after {day:%A}.*more")
        terminal.type("3")
        terminal.wait_for("dull muscle ache")
        terminal.type("1")
        terminal.wait_for("OUT 1s")
    (first, *_) = Context().read_history().sessions
    assert first.morning is not None
    assert (first.morning.compared, first.morning.muscles) == ("more", True)


def test_enter_passes_the_morning_over_for_good(start: tuple[str, ...]) -> None:
    session = write_session(minutes_ago=30 * 60, done=5, ended=EndStatus.COMPLETED)
    assert run_here("history", "edit", session, "--pain=3").code == 0
    with Terminal(*start) as terminal:
        terminal.wait_for("Enter skip")
        terminal.type("\r")
        terminal.wait_for("OUT 1s")
    (first, *_) = Context().read_history().sessions
    assert first.morning is not None
    assert first.morning.compared == "unsaid"


def test_the_next_command_of_the_shell_is_no_answer(start_one: tuple[str, ...]) -> None:
    with Terminal(*start_one) as terminal:
        terminal.wait_for(r"One slide: did you feel it")
        terminal.paste("1s -la 2\r")
        terminal.let_pass(0.2)
        terminal.type("cd 2")
        terminal.let_pass(1.2)
        terminal.type("q")
        assert terminal.wait_for_end() == 0
    assert not last_session().feedback


def test_what_was_kept_after_the_summary_is_shown_and_can_be_taken_back(
    start_one: tuple[str, ...],
) -> None:
    with Terminal(*start_one) as terminal:
        terminal.wait_for(r"One slide: did you feel it")
        terminal.type("1")
        terminal.wait_for("Noted. One slide: effort 3 out of 10, felt in abs")
        terminal.wait_for("Undo: coach history undo")
        terminal.type("q")
        assert terminal.wait_for_end() == 0
    assert last_session().feedback
    assert run_here("history", "undo").code == 0
    assert not last_session().feedback


def test_plain_lines_say_beforehand_what_the_card_says(start: tuple[str, ...]) -> None:
    with Terminal(*start) as terminal:
        terminal.wait_for("OUT 1s")
        said = " ".join(terminal.text.split())
        assert "Equipment: nothing. Sound: none" in said
        assert "One slide: 1 rep" in said
        assert "Keys: space pause, continue" in said


def test_whether_it_was_seen_is_asked_on_a_later_day(start: tuple[str, ...]) -> None:
    day = SystemClock().wall().date() - timedelta(days=3)
    assert run_here("history", "add", "desk-break", "--date", f"{day}").code == 0
    session = last_session().id
    said = ("--drill=glute-squeeze", "--pain=8", "--where=low_back")
    assert run_here("history", "edit", session, *said).code == 0
    with Terminal(*start) as terminal:
        terminal.wait_for('Type "seen"')
        terminal.type("seen\r")
        terminal.wait_for("OUT 1s")
    assert "Book a" not in run_here().out
