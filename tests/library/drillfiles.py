"""A drill and a routine as an author would write them, and folders to put them in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.library.decode import decode
from coach.library.yaml.guarded_load import load
from coach.model.drill import Drill

if TYPE_CHECKING:
    from pathlib import Path

DRILL = """\
name: Heel slide
group: exhale
pattern: trunk
level: 1
base: supine
sides: both
why: Rehearses moving one leg over a quiet pelvis.
setup:
  - Lie on your back
dose: {sets: 2, reps: 8, rest: 30s}
cycle:
  - {do: slide the heel away, breath: exhale, time: 4s}
  - {do: bring it back, breath: inhale, time: 3s}
cues:
  - Slow and smooth
feel: {target: [abs]}
loads: {front_of_hip: low}
"""

ROUTINE = """\
name: Short day
why: For a day with little time.
items:
  - {drill: heel-slide, sets: 1, reps: 6}
"""


def drill_with(old: str, new: str) -> str:
    """Change one passage of the drill, which must be there."""
    assert DRILL.count(old) == 1
    return DRILL.replace(old, new)


def drill_of(text: str) -> Drill:
    """Decode a drill without looking at the rules."""
    return decode(load(text.encode(), "heel-slide.yaml"), Drill, id="heel-slide")


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Write files by their path below a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def empty_bundle(tmp_path: Path) -> Path:
    """Make a bundled folder in which nothing is."""
    folder = tmp_path / "bundle" / "drills"
    folder.mkdir(parents=True)
    return folder
