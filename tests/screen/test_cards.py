"""The cards of drills, in one column and in two, and of routines."""

from __future__ import annotations

import io

import pytest
from rich.console import Console
from tests.screen.test_entry_lines import LIBRARY

from coach.library.figures import figure_of, read_poses
from coach.screen.drill_card import (
    MOST_ROWS,
    STOP_ON_PAIN,
    drill_card,
    short_drill_card,
    smallest_drill_card,
)
from coach.screen.routine_card import routine_card

BASES, _ = read_poses(LIBRARY.pose_files)


def shown(drill: str, columns: int, *, has_two_columns: bool = False) -> list[str]:
    entry = LIBRARY.drills[drill]
    motion, _ = figure_of(entry, BASES)
    card = drill_card(
        entry.value,
        LIBRARY.sources,
        motion,
        columns=columns,
        most_rows=MOST_ROWS,
        has_two_columns=has_two_columns,
    )
    console = Console(file=io.StringIO(), width=columns, color_system=None)
    with console.capture() as capture:
        console.print(card)
    return [line.rstrip() for line in capture.get().splitlines()]


@pytest.mark.parametrize("columns", [110, 120, 200])
@pytest.mark.parametrize("drill", ["glute-bridge", "wall-drive-march", "clamshell"])
def test_two_columns_say_the_same_in_fewer_lines(drill: str, columns: int) -> None:
    one, two = shown(drill, columns), shown(drill, columns, has_two_columns=True)
    assert len(two) < len(one)
    assert max(map(len, two)) <= columns
    headings = ("Get into position", "Needs", "Dose", "Cues", "Loads", "Feel it in")
    for heading in headings:
        assert sum(heading in line for line in one) == 1
        assert sum(heading in line for line in two) == 1
    assert two[-2].startswith("Stop if it hurts")


def test_how_to_lie_on_a_side_comes_before_the_steps_that_follow_from_it() -> None:
    def place(drill: str, words: str) -> int:
        return next(at for at, line in enumerate(shown(drill, 100)) if words in line)

    assert place("clamshell", "Lie on your right") < place("clamshell", "1. Bend the knees")
    kneeling, first = "half-kneeling-hip-flexor", "1. Kneel down"
    assert place(kneeling, first) < place(kneeling, "left: Left knee down")


def test_a_standing_figure_is_higher_than_one_that_lies() -> None:
    def rows(drill: str) -> int:
        lines = shown(drill, 80)
        return sum(any(0x2800 <= ord(sign) < 0x2900 for sign in line) for line in lines)

    assert rows("wall-drive-march") > 10 > rows("glute-bridge")


@pytest.mark.parametrize("is_ascii", [False, True])
def test_the_first_figures_stand_beside_the_minutes_where_there_is_less_room(
    *, is_ascii: bool
) -> None:
    routine = LIBRARY.routines["pre-run"].value
    drills = {item.drill: LIBRARY.drills[item.drill].value for item in routine.items}
    figures = {name: figure_of(LIBRARY.drills[name], BASES)[0] for name in drills}
    known = {name: motion for name, motion in figures.items() if motion}
    console = Console(file=io.StringIO(), width=80, color_system=None)
    with console.capture() as capture:
        console.print(
            routine_card(
                routine, drills, known, length_ms=343_000, is_seen=True, is_ascii=is_ascii
            )
        )
    lines = capture.get().splitlines()
    assert len(lines) < 24
    first = drills[routine.items[0].drill].name
    above = next(n for n, line in enumerate(lines) if line.startswith(routine.why[:20]))
    assert first in "\n".join(lines[:above])
    assert max(map(len, lines)) <= 80


def test_a_routine_shows_the_figures_of_its_drills_beside_their_doses() -> None:
    routine = LIBRARY.routines["pre-run"].value
    drills = {item.drill: LIBRARY.drills[item.drill].value for item in routine.items}
    figures = {name: figure_of(LIBRARY.drills[name], BASES)[0] for name in drills}
    known = {name: motion for name, motion in figures.items() if motion}
    console = Console(file=io.StringIO(), width=120, color_system=None)
    with console.capture() as capture:
        console.print(routine_card(routine, drills, known, columns=120))
    lines = capture.get().splitlines()
    left = "\n".join(line[:58] for line in lines)
    right = "\n".join(line[58:] for line in lines)
    assert "coach start pre-run" in left
    assert {"Glute bridge", "Wall drive march"} <= {
        words.strip() for line in right.splitlines() for words in line.split("   ")
    }


@pytest.mark.parametrize("drill", LIBRARY.drills)
def test_every_drill_has_a_card_for_one_usual_screen(drill: str) -> None:
    entry = LIBRARY.drills[drill]
    motion, _ = figure_of(entry, BASES)
    card = short_drill_card(entry.value, motion, columns=76, has_why=False, is_tight=True)
    console = Console(file=io.StringIO(), width=76, color_system=None)
    with console.capture() as capture:
        console.print(card)
    lines = [line.rstrip() for line in capture.get().splitlines()]
    assert len(lines) < 24  # the last row is for the prompt
    assert max(map(len, lines)) <= 76
    said = " ".join(" ".join(lines).split())
    for step in entry.value.setup:
        assert " ".join(step.split()) in said
    assert lines[-2] == STOP_ON_PAIN
    assert lines[-1] == f"Full details: coach show {drill} --plain"


@pytest.mark.parametrize("drill", ["glute-bridge", "clamshell", "couch-stretch"])
def test_a_small_screen_has_the_breath_the_dose_and_the_way_to_the_whole_card(
    drill: str,
) -> None:
    entry = LIBRARY.drills[drill].value
    console = Console(file=io.StringIO(), width=40, color_system=None)
    with console.capture() as capture:
        console.print(smallest_drill_card(entry, 40))
    lines = [line.rstrip() for line in capture.get().splitlines()]
    assert len(lines) < 12
    assert max(map(len, lines)) <= 40
    said = " ".join(" ".join(lines).split())
    assert said.startswith(entry.name)
    assert STOP_ON_PAIN in said
    assert said.endswith(f"More: coach show {drill} --plain")
