"""Errors on a real terminal: pages like all others, and lines for those who want them."""

from __future__ import annotations

from tests.terminal.ptys import Terminal, coach


def seen(*argv: str, code: int, env: dict[str, str] | None = None) -> list[str]:
    with Terminal(*coach(*argv), env=env) as terminal:
        assert terminal.wait_for_end() == code
        return terminal.text.rstrip().split("\n")


def test_a_mistyped_name_shows_the_right_command() -> None:
    assert seen("show", "glutebrige", code=1) == [
        "",
        "  ✗ No drill or routine is called 'glutebrige'",
        "",
        "    Did you mean this?",
        "  ▶ coach show glute-bridge",
        "",
        "    coach list shows all names",
    ]


def test_a_mistyped_option_looks_like_every_other_error() -> None:
    assert seen("start", "--spead", "2", code=2) == [
        "",
        "  ✗ No such option: '--spead'",
        "",
        "    Did you mean this?",
        "  ▶ coach start --speed 2",
        "",
        "    coach start --help shows all options",
    ]


def test_who_wants_plain_lines_gets_plain_lines() -> None:
    plain = [
        "coach: no drill or routine is called 'glutebrige'",
        "hint: did you mean 'glute-bridge'? `coach list` shows all names",
    ]
    assert seen("show", "glutebrige", "--plain", code=1) == plain
    assert seen("show", "glutebrige", code=1, env={"COACH_PLAIN": "on"}) == plain
    assert seen("show", "glutebrige", code=1, env={"TERM": "dumb"}) == plain


def test_a_command_in_a_plain_message_stays_whole() -> None:
    with Terminal(*coach("show", "glutebrige", "--plain"), columns=50) as terminal:
        assert terminal.wait_for_end() == 1
        assert "`coach list`" in terminal.text
