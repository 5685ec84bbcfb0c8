"""Figures are shown when they are right and told with their place when they are not."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.library.drillfiles import DRILL

from coach.library.bundled import find_bundled
from coach.library.check.report import check
from coach.library.figures import figure_of, read_poses
from coach.library.load import read_library

BUNDLED = read_library((), find_bundled())
BASES, POSE_PROBLEMS = read_poses(BUNDLED.pose_files)


def test_base_positions_are_read_without_a_problem() -> None:
    assert POSE_PROBLEMS == []
    assert {"supine-hooklying", "quadruped", "standing-side"} <= BASES.keys()


@pytest.mark.parametrize("id_", BUNDLED.drills)
def test_every_bundled_drill_has_a_figure_without_a_fault(id_: str) -> None:
    entry = BUNDLED.drills[id_]
    motion, problems = figure_of(entry, BASES)
    assert problems == []
    assert motion is not None
    for phase in range(len(entry.value.cycle)):
        raster = motion.picture(phase, 0.5, None, 44, 15)
        assert any(
            character not in " \u2800" for line in raster.lines for character in line
        )


BAD = {
    "too round": ("curve: 9", "expected a number from -8 to 8, not 9"),
    "no such joint": ("arrow: {at: fin, dir: 0, turn: 9}", "unknown joint 'fin'"),
    "unknown limb": ("third_leg: {to: [1, 2]}", "unknown key 'third_leg'"),
    "out of reach": ("legs: {to: [104, 60], bend: 1, foot: 0}", "out of reach"),
    "no such base": ("from: nowhere", "nowhere"),
}


@pytest.mark.parametrize(("change", "told"), BAD.values(), ids=BAD.keys())
def test_a_wrong_figure_costs_the_figure_and_not_the_drill(
    change: str, told: str, tmp_path: Path
) -> None:
    figure = f"""figure:
  scale: lying
  poses:
    low:
      from: supine-hooklying
    high:
      {change}
      trunk: 216
"""
    if "from" not in change:
        figure = figure.replace("    high:\n", "    high:\n      from: supine-hooklying\n")
    text = DRILL + figure
    (tmp_path / "mine.yaml").write_text(text)
    library = read_library([tmp_path], find_bundled())
    entry = library.drills["mine"]
    motion, found = figure_of(entry, BASES)
    assert motion is None
    assert found
    problems = [p for p in check([tmp_path], find_bundled()).problems if told in p.message]
    assert problems
    start = text.splitlines().index("figure:") + 1
    assert all(problem.line > start and problem.column for problem in problems)


def test_another_mistake_is_not_blamed_on_the_figure(tmp_path: Path) -> None:
    text = DRILL.replace("level: 1", "level: 7") + "figure: {poses: null}\n"
    (tmp_path / "mine.yaml").write_text(text)
    problems = read_library([tmp_path], find_bundled()).problems
    assert [problem.message for problem in problems] == [
        "expected a whole number from 1 to 3, not 7"
    ]
