from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.unfinished import write_session
from tests.library.drillfiles import DRILL, write
from tests.terminal.ptys import READING_S, Terminal, coach

QUESTION = "Before your first session"


@pytest.fixture
def start(tmp_path: Path) -> tuple[str, ...]:
    drills = write(tmp_path / "drills", {"exhale/heel-slide.yaml": DRILL})
    return coach(
        "start", "heel-slide", "--plain", "--lead-in", "0", "--drills", str(drills)
    )


def assert_starts_at_once(terminal: Terminal) -> None:
    terminal.wait_for("OUT 4s")
    assert QUESTION not in terminal.text
    terminal.type("qq")
    assert terminal.wait_for_end() == 0


def answer(terminal: Terminal, *words: str) -> None:
    prompts = ("yes or not sure", 'Type "checked"')
    for word in words:
        prompt = prompts[word not in {"n", "y"}]
        terminal.wait_for(f"(?m){prompt}.*[>:]$")
        terminal.type(f"{word}\r")


def asked(start: tuple[str, ...]) -> Terminal:
    return Terminal(*start, rows=60)


def test_the_question_comes_once_and_no_starts_the_session(start: tuple[str, ...]) -> None:
    with asked(start) as terminal:
        terminal.wait_for(QUESTION)
        answer(terminal, "n")
        terminal.wait_for("OUT 4s")
        terminal.type("qq")
        assert terminal.wait_for_end() == 0
    with asked(start) as terminal:
        assert_starts_at_once(terminal)


def test_yes_does_not_start_and_the_next_time_only_a_check_is_asked_for(
    start: tuple[str, ...],
) -> None:
    with asked(start) as terminal:
        answer(terminal, "y", "")
        assert terminal.wait_for_end() == 1
        assert "No session was started" in terminal.text
    with asked(start) as terminal:
        answer(terminal, "")
        assert terminal.wait_for_end() == 1
        assert QUESTION not in terminal.text


def test_checked_starts_and_is_remembered(start: tuple[str, ...]) -> None:
    with asked(start) as terminal:
        answer(terminal, "y", "checked")
        terminal.wait_for("(?s)What should we leave out.*then press Enter")
        terminal.type("5\r")
        terminal.wait_for("OUT 4s")
        terminal.type("qq")
        assert terminal.wait_for_end() == 0
    with asked(start) as terminal:
        assert_starts_at_once(terminal)


@pytest.mark.parametrize("word", ["ok", "check", "yes"])
def test_no_other_word_than_checked_lets_anybody_start(
    word: str, start: tuple[str, ...]
) -> None:
    with asked(start) as terminal:
        answer(terminal, "y", word)
        assert terminal.wait_for_end() == 1
        assert "No session was started" in terminal.text


@pytest.mark.parametrize("word", ["unsure", "u", "yes"])
def test_whoever_is_unsure_starts_nothing(word: str, start: tuple[str, ...]) -> None:
    with asked(start) as terminal:
        terminal.wait_for("yes or not sure")
        terminal.type(f"{word}\r")
        answer(terminal, "")
        assert terminal.wait_for_end() == 1
        assert "No session was started" in terminal.text


def test_on_a_narrow_screen_no_word_of_the_way_on_is_broken(start: tuple[str, ...]) -> None:
    size = {"COLUMNS": "40", "LINES": "60"}
    with Terminal(*start, columns=40, rows=60, env=size) as terminal:
        terminal.wait_for("press Enter:")
        terminal.type("y\r")
        terminal.wait_for(r'Type\s"checked"')
        terminal.wait_for("press Enter:")
        terminal.type("\r")
        terminal.wait_for("No session was started")


def test_what_is_to_be_left_out_is_asked_once_after_checked_and_kept_to() -> None:
    start = coach("start", "glute-bridge", "clamshell", "--plain", "--lead-in", "0")
    with asked(start) as terminal:
        answer(terminal, "y", "checked")
        terminal.wait_for("(?s)1 forced breaths  2 lying on the back.*5 nothing.*Enter")
        terminal.type("5 2\r")  # nothing and something
        terminal.wait_for("(?s)then press Enter.*then press Enter")
        terminal.type("1 2\r")
        terminal.wait_for("left out. You asked coach to leave out lying on the back.")
        terminal.wait_for("open the top knee")
        terminal.type("qq")
        assert terminal.wait_for_end() == 0
        assert "push and lift" not in terminal.text
    with asked(start) as terminal:
        terminal.wait_for(
            "Glute bridge: left out. You asked coach to leave out lying on the"
        )
        terminal.wait_for("open the top knee")
        assert "What should" not in terminal.text


@pytest.mark.parametrize("word", ["maybe", "", "\udcff"])
def test_an_answer_that_is_none_is_asked_for_again(
    word: str, start: tuple[str, ...]
) -> None:
    with asked(start) as terminal:
        terminal.wait_for("yes or not sure")
        terminal.type(f"{word}\r")
        terminal.wait_for(r"(?s)yes or not sure.*yes or not sure")
        terminal.type("n\r")
        terminal.wait_for("OUT 4s")


@pytest.mark.parametrize("option", ["--yes", "--speed=2"])
def test_yes_and_a_rehearsal_ask_nothing(option: str, start: tuple[str, ...]) -> None:
    with Terminal(*start, option) as terminal:
        assert_starts_at_once(terminal)


def test_nothing_is_asked_when_the_events_are_for_a_program(start: tuple[str, ...]) -> None:
    with Terminal(*start, "--json") as terminal:
        terminal.wait_for("session_started")
        assert QUESTION not in terminal.text


def test_ctrl_c_at_the_question_leaves_and_asks_again(start: tuple[str, ...]) -> None:
    for _ in range(2):
        with asked(start) as terminal:
            terminal.wait_for("yes or not sure")
            terminal.type("\x03")
            assert terminal.wait_for_end() == 130
            assert terminal.state == terminal.before


def test_what_is_left_out_after_checked_is_left_out_of_a_session_gone_on_with() -> None:
    write_session(done=1)
    with Terminal(*coach("resume", "--plain"), rows=60) as terminal:
        terminal.wait_for("space continue")
        terminal.type(" ")
        answer(terminal, "y", "checked")
        terminal.wait_for("(?s)What should we leave out.*Enter")
        terminal.type("4\r")
        terminal.wait_for("Bird dog: left out. You asked coach to leave out kneeling.")
        assert terminal.wait_for_end() == 0
        assert "Bird dog, set" not in terminal.text


# On the whole screen


def press(terminal: Terminal, key: str) -> None:
    """Press a key as a person does who has read the page."""
    terminal.let_pass(READING_S)
    terminal.type(key)


def read_on(terminal: Terminal) -> None:
    """Read the rules, then turn to the question."""
    terminal.wait_for(f"(?s){QUESTION}.*space more  q leave")
    press(terminal, " ")
    # Both answers are in big letters, with their keys in front.
    terminal.wait_for("(?s)missed periods.*b back.*2 of 2")


def test_on_the_screen_one_key_answers_and_the_start_card_follows() -> None:
    with Terminal(*coach("start", "pre-run")) as terminal:
        read_on(terminal)
        assert terminal.state.is_alternate
        press(terminal, "n")
        terminal.wait_for("space start    q leave")
        press(terminal, "q")
        assert terminal.wait_for_end() == 0
    with Terminal(*coach("start", "pre-run")) as terminal:
        terminal.wait_for("space start    q leave")
        assert QUESTION not in terminal.text


def test_on_a_small_screen_the_answer_counts_on_the_last_page_only() -> None:
    with Terminal(*coach("start", "pre-run"), columns=40, rows=12) as terminal:
        terminal.wait_for("(?s)Stop if it hurts.*space more  q leave .*1 of 5")
        press(terminal, "n")
        assert "Stop if it hurts" in terminal.text
        press(terminal, " ")
        terminal.wait_for(f"(?s){QUESTION}.*2 of 5")
        press(terminal, "b")
        terminal.wait_for("1 of 5")
        press(terminal, " ")
        terminal.wait_for("2 of 5")
        press(terminal, " ")
        terminal.wait_for("(?s)Do any of these apply.*3 of 5")
        press(terminal, " ")
        terminal.wait_for("(?s)Any of these\\?.*4 of 5")
        press(terminal, " ")
        terminal.wait_for(
            "(?s)Any of these\\?.*eating\\s+too little.* n  +none.* y  +yes or not sure"
        )
        press(terminal, "n")
        terminal.wait_for("space start")


def test_on_the_screen_whoever_is_unsure_is_asked_for_the_word_checked() -> None:
    with Terminal(*coach("start", "pre-run")) as terminal:
        read_on(terminal)
        press(terminal, "y")
        terminal.wait_for('(?m)Type "checked".*:$')
        terminal.type("\r")
        assert terminal.wait_for_end() == 1
        assert "No session was started" in terminal.text


@pytest.mark.parametrize(("key", "code"), [("q", 0), ("\x03", 130)])
def test_who_leaves_the_question_on_the_screen_is_asked_again(key: str, code: int) -> None:
    for _ in range(2):
        with Terminal(*coach("start", "pre-run")) as terminal:
            terminal.wait_for(QUESTION)
            press(terminal, key)
            assert terminal.wait_for_end() == code
            assert terminal.state == terminal.before


def test_a_pasted_answer_is_none() -> None:
    with Terminal(*coach("start", "pre-run")) as terminal:
        read_on(terminal)
        terminal.paste("nyn")
        terminal.let_pass(0.5)
        assert "b back  q leave" in terminal.text
