"""A file with thousands of mistakes is told of as quickly as one with a few."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from tests.library.drillfiles import DRILL, ROUTINE, drill_with, empty_bundle, write

from coach.library.figures import figure_of, read_poses
from coach.library.load import read_library

MOST_SECONDS = 2.0
MOST_PROBLEMS = 50
MANY = 15_000
KEYS = "".join(f"k{number}: {number}\n" for number in range(MANY))
BELOW = "".join(f"  {line}\n" for line in KEYS.splitlines())
LIST = "- 1\n" * MANY


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("mine.yaml", KEYS),
        ("mine.yaml", DRILL + KEYS),
        ("mine.yaml", drill_with("dose: {sets: 2, reps: 8, rest: 30s}", f"dose:\n{BELOW}")),
        ("mine.yaml", drill_with("cues:\n", f"cues:\n{LIST}")),
        ("mine.yaml", DRILL + "a: 1\n" * MANY),
        ("routines/mine.yaml", ROUTINE + KEYS),
        ("routines/mine.yaml", ROUTINE.replace("items:\n", f"items:\n{LIST}")),
        ("sources.yaml", KEYS),
    ],
    ids=range(8),
)
def test_a_file_with_thousands_of_mistakes_is_told_of_in_two_seconds(
    tmp_path: Path, name: str, text: str
) -> None:
    write(tmp_path, {name: text})
    began = time.process_time()
    library = read_library([tmp_path], empty_bundle(tmp_path / "else"))
    assert time.process_time() - began < MOST_SECONDS
    assert 1 <= len(library.problems) <= MOST_PROBLEMS


def test_thousands_of_wrong_poses_are_told_of_in_two_seconds(tmp_path: Path) -> None:
    write(tmp_path, {"poses.yaml": f"{KEYS}good: {{view: side, scale: lying}}\n"})
    files = read_library([tmp_path], empty_bundle(tmp_path / "else")).pose_files
    began = time.process_time()
    poses, problems = read_poses(files)
    assert time.process_time() - began < MOST_SECONDS
    assert list(poses) == ["good"]
    assert len(problems) == MOST_PROBLEMS


def test_thousands_of_mistakes_in_a_figure_are_told_of_in_two_seconds(
    tmp_path: Path,
) -> None:
    write(tmp_path, {"mine.yaml": f"{DRILL}figure:\n{BELOW}"})
    library = read_library([tmp_path], empty_bundle(tmp_path / "else"))
    began = time.process_time()
    motion, problems = figure_of(library.drills["mine"], {})
    assert time.process_time() - began < MOST_SECONDS
    assert motion is None
    assert len(problems) == MOST_PROBLEMS
