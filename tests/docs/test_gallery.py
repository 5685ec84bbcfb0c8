"""The gallery of all drills, start and end, is drawn from the drill files themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.figure.svg import picture
from coach.library.bundled import find_bundled
from coach.library.figures import figure_of, read_poses
from coach.library.reading import read_library
from coach.model.drill import Drill
from coach.screen.tables import dose_text

DOCS = Path(__file__).resolve().parents[2] / "docs"
LIBRARY = read_library((), find_bundled())
BASES, _ = read_poses(LIBRARY.pose_files)
DRILLS = sorted(
    (entry.value for entry in LIBRARY.drills.values()),
    key=lambda drill: (drill.group, drill.level, drill.name),
)
HEAD = """\
# The drills

Start and end of every movement; in colour what works. Made from the drill files by
`pytest --update-golden`, and held current by a test.
"""


def _svg(drill: Drill) -> str:
    motion = figure_of(LIBRARY.drills[drill.id], BASES)[0]
    assert motion is not None
    return picture(motion.start_and_end, motion.figure, f"{drill.name}: start and end")


def _page() -> str:
    parts = [HEAD]
    group = ""
    for drill in DRILLS:
        if drill.group != group:
            group = drill.group
            parts.append(f"## {group}\n")
        parts.append(
            f"### {drill.name}\n\n"
            f"![{drill.name}, start and end](figures/{drill.id}.svg)\n\n"
            f"{drill.why.strip()}\n\n"
            f"`coach start {drill.id}`: {dose_text(drill)}, level {drill.level}\n"
        )
    return "\n".join(parts)


def test_the_page_of_all_drills_is_current(pytestconfig: pytest.Config) -> None:
    page = DOCS / "drills.md"
    if pytestconfig.getoption("update_golden"):
        page.write_text(_page())
    assert page.read_text() == _page()


@pytest.mark.parametrize("drill", DRILLS, ids=lambda drill: drill.id)
def test_the_picture_of_a_drill_is_current(
    drill: Drill, pytestconfig: pytest.Config
) -> None:
    file = DOCS / "figures" / f"{drill.id}.svg"
    if pytestconfig.getoption("update_golden"):
        file.write_text(_svg(drill))
    assert file.read_text() == _svg(drill)


def test_there_is_no_picture_of_a_drill_that_is_gone() -> None:
    assert {file.stem for file in (DOCS / "figures").glob("*.svg")} == set(LIBRARY.drills)
