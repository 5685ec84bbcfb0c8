"""The card of a drill on a wide terminal: poses and steps beside what to think of."""

from __future__ import annotations

import io

import pytest
from rich.console import Console
from tests.screen.test_entry_lines import LIBRARY

from coach.library.figures import figure_of, read_poses
from coach.screen.drill_card import STOP_ON_PAIN
from coach.screen.wide_drill_card import wide_drill_card

BASES, _ = read_poses(LIBRARY.pose_files)


def lines_of(drill: str, columns: int, rows: int, *, has_why: bool) -> list[str]:
    entry = LIBRARY.drills[drill]
    motion, _ = figure_of(entry, BASES)
    card = wide_drill_card(entry.value, motion, columns=columns, rows=rows, has_why=has_why)
    console = Console(file=io.StringIO(), width=columns, color_system=None)
    with console.capture() as capture:
        console.print(card)
    return [line.rstrip() for line in capture.get().splitlines()]


@pytest.mark.parametrize(("columns", "rows"), [(116, 40), (196, 60)])
@pytest.mark.parametrize("drill", sorted(LIBRARY.drills))
def test_every_drill_fits_a_wide_screen_with_all_its_steps(
    drill: str, columns: int, rows: int
) -> None:
    lines = next(
        found
        for has_why in (True, False)
        for most in range(2 * rows // 3, 9, -2)
        if len(found := lines_of(drill, columns, most, has_why=has_why)) < rows
    )
    assert max(map(len, lines)) <= columns
    said = set(" ".join(lines).split())
    value = LIBRARY.drills[drill].value
    for words in (*value.setup, *value.cues, *(fault.fix for fault in value.faults)):
        assert set(words.split()) <= said
    assert lines[-2:] == [STOP_ON_PAIN, f"Full details: coach show {drill} --plain"]


def test_a_huge_screen_has_large_figures_beside_all_words() -> None:
    lines = lines_of("glute-bridge", 196, 40, has_why=True)
    first = next(line for line in lines if "Get into position" in line)
    assert first.index("Get into position") >= 98
    assert max(sum("\u2800" < sign < "\u2900" for sign in line) for line in lines) > 80
