"""The terminal tells its background; its answer is never a key, and nobody waits for it."""

from __future__ import annotations

import io
import os
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.terminal.ptys import Terminal, coach

from coach.screen.palette import LIGHT as LIGHT_THEME
from coach.screen.roles import Role
from coach.terminal.background import ASK, BackgroundAnswer, may_be_asked
from coach.terminal.console import Console

ANSWER = b"\x1b]11;rgb:fdfd/f6f6/e3e3\x1b\\"
LIGHT = (0xFD, 0xF6, 0xE3)
SOON_MS = 5_000


@given(
    cuts=st.sets(st.integers(1, len(ANSWER) + 1)), typed=st.sampled_from([b"q", b"\x1b[A"])
)
def test_an_answer_in_any_pieces_is_told_and_never_typed(
    cuts: set[int], typed: bytes
) -> None:
    answer = BackgroundAnswer(is_due=True)
    data, got = ANSWER + typed, b""
    edges = [0, *sorted(cuts), len(data)]
    for start, end in pairwise(edges):
        got += answer.typed(data[start:end])
    assert got == typed
    assert answer.colour == LIGHT


@pytest.mark.parametrize(
    ("told", "colour"),
    [
        (b"rgb:fdfd/f6f6/e3e3", LIGHT),
        (b"rgb:fd/f6/e3", LIGHT),
        (b"rgba:fdfd/f6f6/e3e3/ffff", LIGHT),
        (b"rgb:f/0/0", (255, 0, 0)),
        (b"?", None),
        (b"rgb:zz/zz/zz", None),
    ],
)
def test_every_spelling_of_a_colour_is_read(
    told: bytes, colour: tuple[int, int, int] | None
) -> None:
    answer = BackgroundAnswer(is_due=True)
    assert answer.typed(b"\x1b]11;" + told + b"\x07") == b""
    assert answer.colour == colour


def test_an_answer_that_breaks_off_is_given_back_and_no_other_is_expected() -> None:
    answer = BackgroundAnswer(is_due=True)
    assert answer.typed(b"\x1b") == b""
    assert answer.give_up() == b"\x1b"
    assert answer.typed(ANSWER) == ANSWER


@pytest.mark.parametrize("term", ["linux", "vt100", "dumb", "ansi"])
def test_a_terminal_that_would_print_the_question_is_not_asked(term: str) -> None:
    assert not may_be_asked({"TERM": term})
    assert may_be_asked({"TERM": "xterm-256color"})


def test_the_answer_changes_the_colours_and_the_keys_around_it_are_kept() -> None:
    master, slave = os.openpty()
    screen, told = io.StringIO(), []
    with os.fdopen(slave, "r", encoding="utf-8") as keys:
        console = Console(keys_from=keys, screen_on=screen, asks_background=True)
        console.on_background = lambda: told.append(console.background)
        with console:
            assert screen.getvalue().endswith(ASK)
            os.write(master, b"n" + ANSWER[:1])
            assert console.read(SOON_MS) == "n"
            assert console.read(0) is None
            os.write(master, ANSWER[1:9])
            assert console.read(0) is None
            os.write(master, ANSWER[9:] + b"q")
            assert console.read(SOON_MS) == "q"
            assert told == [LIGHT]
    os.close(master)


def test_escape_is_still_a_key_where_no_answer_comes() -> None:
    master, slave = os.openpty()
    with os.fdopen(slave, "r", encoding="utf-8") as keys:
        asking = Console(keys_from=keys, screen_on=io.StringIO(), asks_background=True)
        with asking as console:
            os.write(master, b"\x1b")
            got = [console.read(100) for _ in range(8)]
            assert [key for key in got if key] == ["escape"]
    os.close(master)


def test_a_session_in_a_light_terminal_becomes_dark_on_light_and_plays_on(
    tmp_path: Path,
) -> None:
    env = {"COACH_HOME": str(tmp_path), "COLORTERM": "truecolor"}
    argv = coach("start", "glute-bridge", "--yes", "--mute")
    with Terminal(*argv, env=env) as terminal:
        terminal.wait_for("feet flat and hip-width apart")
        quiet = LIGHT_THEME[Role.QUIET].removeprefix("#")
        assert quiet not in shown_colours(terminal)
        terminal.paste(ANSWER.decode())
        terminal.wait_until(lambda: quiet in shown_colours(terminal), "the light theme")
        assert "feet flat and hip-width apart" in terminal.text


@pytest.mark.parametrize("command", ["doctor", "config"])
def test_a_page_in_a_light_terminal_is_dark_on_light(command: str, tmp_path: Path) -> None:
    env = {"COACH_HOME": str(tmp_path), "COLORTERM": "truecolor"}
    with Terminal(*coach(command), env=env) as terminal:
        terminal.paste(ANSWER.decode())
        terminal.wait_for_end()
        assert LIGHT_THEME[Role.QUIET].removeprefix("#") in shown_colours(terminal)


def shown_colours(terminal: Terminal) -> set[str]:
    return {cell.fg for row in terminal.screen.buffer.values() for cell in row.values()}
