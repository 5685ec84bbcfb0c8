# ruff: noqa: RUF001  letters of another alphabet
from __future__ import annotations

import json
import re
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.library.drillfiles import DRILL, write
from tests.terminal.ptys import Terminal, coach

BROKEN_LOOP = Path(__file__).parent / "broken_loop.py"

SESSION = ("start", "heel-slide", "--yes", "--lead-in", "0", "--drills")

End = Callable[[Terminal], None]


@pytest.fixture
def drills(tmp_path: Path) -> str:
    return str(write(tmp_path / "drills", {"exhale/heel-slide.yaml": DRILL}))


def in_session(drills: str) -> Terminal:
    terminal = Terminal(*coach(*SESSION, drills))
    terminal.wait_for_screen()
    terminal.wait_for("Heel slide")
    return terminal


def last_session() -> dict[str, Any]:
    said = subprocess.run(  # noqa: S603  our own command line
        coach("history", "--json"), check=True, capture_output=True, text=True
    ).stdout
    sessions = json.loads(said)["sessions"]
    assert len(sessions) == 1
    return dict(sessions[0])


def quit_with_q(terminal: Terminal) -> None:
    terminal.type("q")
    terminal.wait_for("q stops|q stop|stops and saves")
    terminal.type("q")


def type_ctrl_c(terminal: Terminal) -> None:
    terminal.type("\x03")


def sending(number: signal.Signals) -> End:
    return lambda terminal: terminal.send(number)


ENDS: dict[str, tuple[End, int]] = {
    "q and q": (quit_with_q, 0),
    "Ctrl-C": (type_ctrl_c, 130),
    "SIGINT": (sending(signal.SIGINT), 130),
    "SIGTERM": (sending(signal.SIGTERM), 143),
    "SIGHUP": (sending(signal.SIGHUP), 129),
    # It dies of that signal, so that a shell can tell.
    "Ctrl-\\": (lambda terminal: terminal.type("\x1c"), -signal.SIGQUIT),
    "SIGQUIT": (sending(signal.SIGQUIT), -signal.SIGQUIT),
}


@pytest.mark.parametrize("name", ENDS)
def test_the_terminal_comes_back_whole_and_the_session_is_kept(
    name: str, drills: str
) -> None:
    end, code = ENDS[name]
    with in_session(drills) as terminal:
        assert terminal.state.is_alternate
        assert terminal.state.is_cursor_hidden
        assert terminal.state.attributes != terminal.before.attributes
        end(terminal)
        assert terminal.wait_for_end() == code
        assert terminal.state == terminal.before
    assert last_session()["status"] == "stopped"


def test_a_stopped_session_is_summed_up_on_the_ordinary_screen(drills: str) -> None:
    with in_session(drills) as terminal:
        quit_with_q(terminal)
        assert terminal.wait_for_end() == 0
        said = " ".join(re.sub("[^\\w:,. ]", " ", terminal.text).split())
        assert "Stopped before the first rep" in said


def test_a_terminal_that_is_closed_ends_the_session_and_keeps_it(
    drills: str, coach_home: Path
) -> None:
    with in_session(drills) as terminal:
        terminal.hang_up()
        assert terminal.wait_for_end() == 129
    assert last_session()["status"] == "stopped"
    assert not (coach_home / "state" / "crash.log").exists()


def test_a_mistake_inside_the_loop_still_gives_the_terminal_back() -> None:
    with Terminal(*coach()[:1], str(BROKEN_LOOP)) as terminal:
        terminal.wait_for_screen()
        terminal.type("x")
        assert terminal.wait_for_end() == 1
        assert terminal.state == terminal.before
        assert "the clock is broken" in terminal.text


def test_the_screen_follows_a_window_made_tiny_and_large_again(drills: str) -> None:
    with in_session(drills) as terminal:
        terminal.resize(3, 10)
        terminal.wipe()
        terminal.wait_for(r"\S")
        terminal.resize(80, 24)
        terminal.wipe()
        terminal.wait_for("Heel slide")
        terminal.wait_for("Slow and smooth")
        quit_with_q(terminal)
        assert terminal.wait_for_end() == 0
        assert terminal.state == terminal.before


def test_a_window_made_tiny_and_large_again_at_once_is_drawn_whole(drills: str) -> None:
    with in_session(drills) as terminal:
        terminal.wait_for("Slow and smooth")
        terminal.resize(3, 10)
        terminal.resize(80, 24)
        terminal.wipe()
        # Nothing but a new size has this line drawn again: it is the cue of the whole set.
        terminal.wait_for("Slow and smooth")


def test_ctrl_z_hands_the_terminal_back_and_fg_shows_a_paused_session(drills: str) -> None:
    with in_session(drills) as terminal:
        terminal.type("\x1a")
        terminal.wait_until_stopped()
        assert terminal.state == terminal.before
        terminal.wipe()
        terminal.send(signal.SIGCONT)
        terminal.wait_for_screen()
        terminal.wait_for("space continue")
        terminal.wait_for("Heel slide")
        assert terminal.state.is_cursor_hidden
        quit_with_q(terminal)
        assert terminal.wait_for_end() == 0
        assert terminal.state == terminal.before


def test_a_terminal_closed_while_the_session_is_suspended_still_keeps_it(
    drills: str, coach_home: Path
) -> None:
    with in_session(drills) as terminal:
        terminal.type("\x1a")
        terminal.wait_until_stopped()
        terminal.hang_up()
        terminal.send(signal.SIGCONT)
        assert terminal.wait_for_end() == 129
    assert last_session()["status"] == "stopped"
    assert not (coach_home / "state" / "crash.log").exists()


def test_keys_work_in_a_plain_session_too_and_nothing_is_repainted(drills: str) -> None:
    with Terminal(*coach(*SESSION, drills, "--plain")) as terminal:
        terminal.wait_for("OUT 4s")
        assert not terminal.state.is_alternate
        terminal.type(" ")
        terminal.wait_for("paused; press space to continue")
        terminal.type("qq")
        assert terminal.wait_for_end() == 0
        assert terminal.state == terminal.before


def test_a_terminal_that_can_do_nothing_gets_plain_lines(drills: str) -> None:
    with Terminal(*coach(*SESSION, drills), env={"TERM": "dumb"}) as terminal:
        terminal.wait_for("OUT 4s")
        assert not terminal.state.is_alternate
        terminal.type("qq")
        assert terminal.wait_for_end() == 0


@pytest.mark.parametrize("page", "w?")
def test_it_hurts_is_answered_whatever_page_is_open(page: str, drills: str) -> None:
    with in_session(drills) as terminal:
        terminal.type(page)
        terminal.wait_for("space continue")
        terminal.type("h")
        terminal.wait_for("It hurts: stop this drill")
        terminal.wait_for("n leave drill")
        terminal.type("qq")
        assert terminal.wait_for_end() == 0


def test_keys_of_a_russian_keyboard_are_those_of_the_same_places(drills: str) -> None:
    with in_session(drills) as terminal:
        terminal.type("р")  # where h is
        terminal.wait_for("It hurts")
        terminal.type("йй")  # where q is
        assert terminal.wait_for_end() == 0


def test_what_is_pasted_into_a_session_does_nothing(drills: str) -> None:
    with in_session(drills) as terminal:
        terminal.paste("\x1b[200~qqq\x1b[201~")
        terminal.let_pass(0.2)
        terminal.paste("git status\r")
        terminal.let_pass(0.2)
        terminal.type("h")
        terminal.wait_for("It hurts")


@pytest.mark.parametrize("name", ["linux", "vt100", "vt220"])
def test_a_bare_console_gets_letters_only(name: str, drills: str) -> None:
    env = {"TERM": name, "LC_ALL": "C.UTF-8"}
    with Terminal(*coach(*SESSION, drills), env=env) as terminal:
        terminal.wait_for("Heel slide")
        terminal.wait_for("OUT")
        assert terminal.text.isascii()
        quit_with_q(terminal)
        assert terminal.wait_for_end() == 0


def test_a_summary_has_the_screen_to_itself() -> None:
    with Terminal(*coach("start", "desk-break", "--yes", "--speed", "1000")) as terminal:
        assert terminal.wait_for_end() == 0
        lines = terminal.text.splitlines()
        assert not any(line.startswith("coach:") for line in lines)
        assert lines[0] == ""
        assert lines[1].strip().startswith("╭")
