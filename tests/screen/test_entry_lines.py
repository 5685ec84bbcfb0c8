"""The list of drills on a terminal: one line each, below the name of its group."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace
from tests.cli.commands import run_here
from tests.terminal.ptys import Terminal, coach

from coach.app.entry_facts import select
from coach.library.bundled import find_bundled
from coach.library.load import read_library
from coach.model.drill import Drill
from coach.screen.entry_lines import entry_lines
from coach.screen.roles import Role

LIBRARY = read_library((), find_bundled())
ENTRIES = select(LIBRARY, None, None, None, needs_nothing=False)
DRILLS = [(entry.value, entry.is_own) for entry in ENTRIES]
ROUTINES = [(entry.value, 343_000) for entry in LIBRARY.routines.values()]


def listed(
    columns: int, drills: list[tuple[Drill, bool]] = DRILLS, *, is_ascii: bool = False
) -> list[str]:
    lines = entry_lines(drills, ROUTINES, columns, is_ascii=is_ascii)
    return [line.plain for line in lines]


@pytest.mark.parametrize("columns", [40, 80, 120, 200])
def test_no_drill_takes_two_lines_and_every_name_is_whole(columns: int) -> None:
    lines = listed(columns)
    words = [word for line in lines for word in line.split()]
    assert max(map(len, lines)) <= columns
    for drill, _ in DRILLS:
        assert words.count(drill.id) == 1
    # A wide screen has the routines beside the drills.
    below = 0 if columns == 200 else len(ROUTINES) + 4
    assert len(lines) <= len(DRILLS) + 8 + below


def test_each_group_has_a_heading_and_its_drills_below_it() -> None:
    lines = listed(80)
    at = [
        next(n for n, line in enumerate(lines) if line.startswith(name))
        for name in ("EXHALE", "GLUTE ACTIVATION", "HIP EXTENSION", "ROUTINES")
    ]
    assert at == sorted(at)
    bridge = next(n for n, line in enumerate(lines) if line.startswith("glute-bridge "))
    assert at[1] < bridge < at[2]


def test_the_doses_of_all_groups_stand_below_each_other() -> None:
    lines = listed(80)
    doses = {
        len(line[: line.index(found[0])])
        for line in lines
        if "■" in line and (found := re.findall(r"\d+ x \d+", line))
    }
    assert len(doses) == 1


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_a_long_name_of_an_own_drill_is_whole_and_the_rest_gives_way(columns: int) -> None:
    own = replace(DRILLS[0][0], id="a-very-long-name-of-a-drill-of-my-own", level=3)
    lines = listed(columns, [(own, True)])
    assert any("a-very-long-name-of-a-drill-of-my-own" in line for line in lines)


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_when_to_do_a_routine_is_whole(columns: int) -> None:
    said = " ".join(" ".join(listed(columns)).split())
    for routine, _ in ROUTINES:
        assert routine.when is not None
        assert routine.when in said


def test_a_narrow_list_has_the_level_before_each_name() -> None:
    lines = listed(40)
    assert any(line.startswith("2 side-lying-abduction") for line in lines)
    assert lines[-1] == "1 is level 1 of 3, the easiest"


def test_levels_are_not_in_the_colour_of_what_is_done() -> None:
    lines = entry_lines(DRILLS, ROUTINES, 80)
    assert not any(
        span.style == Role.PROGRESS.style for line in lines for span in line.spans
    )


def test_the_list_needs_no_unicode() -> None:
    assert "".join(listed(80, is_ascii=True)).isascii()


def test_a_terminal_gets_headings_plain_lines_records_and_a_pipe_the_table() -> None:
    with Terminal(*coach("list"), rows=90) as terminal:
        assert terminal.wait_for_end() == 0
        terminal.wait_for("(?s)GLUTE ACTIVATION.*ROUTINES.*coach show NAME")
    with Terminal(*coach("list"), rows=200, env={"COACH_PLAIN": "yes"}) as terminal:
        assert terminal.wait_for_end() == 0
        terminal.wait_for("glute-bridge +glute-activation +1")
    assert "drill id" in run_here("list").out.splitlines()[1]


def test_a_wide_list_has_the_names_of_the_drills_and_routines_beside_them() -> None:
    lines = listed(200)
    assert "ROUTINES" in lines[0]
    for drill, _ in DRILLS:
        assert any(line.startswith(drill.id) and drill.name in line for line in lines)
    words = " ".join(" ".join(line[116:] for line in lines).split())
    assert "Quadruped rocking, Glute bridge, Dead bug with full exhale" in words
