"""The help on a real terminal uses the room that there is."""

from __future__ import annotations

from tests.terminal.ptys import Terminal, coach

WIDE, NARROW = {"COLUMNS": "200"}, {"COLUMNS": "40"}


def test_a_wide_terminal_has_options_beside_commands_which_come_first() -> None:
    with Terminal(*coach("--help"), columns=200, rows=60, env=WIDE) as terminal:
        assert terminal.wait_for_end() == 0
        lines = terminal.text.splitlines()
    (heads,) = (line for line in lines if "EXAMPLES" in line)
    assert heads.split() == ["EXAMPLES", "OPTIONS"]
    assert any(line.split()[:1] == ["COMMANDS"] for line in lines)
    assert max(map(len, lines)) <= 200


def test_a_narrow_terminal_has_what_a_command_does_beside_its_name() -> None:
    with Terminal(*coach("--help"), columns=40, rows=90, env=NARROW) as terminal:
        assert terminal.wait_for_end() == 0
        assert "  list     List drills and routines." in terminal.text.splitlines()
