"""The gallery of all drills, start and end, is drawn from the drill files themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.figure.vector import picture
from coach.library.bundled import find_bundled
from coach.library.figures import figure_of, read_poses
from coach.library.load import read_library
from coach.model.drill import LOADED_PLACES, Drill
from coach.model.loads import loads_of
from coach.model.places import place_words
from coach.model.terms import Sides
from coach.screen.event_words import COUNTED
from coach.text.count_of import count_of
from coach.units import format_seconds

DOCS = Path(__file__).resolve().parents[2] / "docs"
LIBRARY = read_library((), find_bundled())
BASES, _ = read_poses(LIBRARY.pose_files)
DRILLS = sorted(
    (entry.value for entry in LIBRARY.drills.values()),
    key=lambda drill: (drill.group, drill.level, drill.name),
)
HEAD = """\
# Drills

*For runners who want to see every drill, and for physios who want to choose some.*

Each picture shows the start and the end of the movement. Colour marks the parts of the
body that work. We generate this page from the drill files.
"""


LOADS_HEAD = """\
## What the drills load

*low*: you hardly notice the load, even if this area is sore. *medium*: the area clearly
works, takes weight, or is stretched or pressed. *high*: the area does most of the work,
takes most of the weight, or reaches the end of its range. To spare an area, coach leaves
out drills that put a medium or high load on this area. For the neck and the groin, a low
load counts too; after severe pain, a low load counts for the painful area. Breathing at
rest doesn't load anything. We estimated the loads ourselves; nobody has measured them, and
no doctor or physio has reviewed them.
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
            f"`coach start {drill.id}`: {_dose(drill)}, level {drill.level}\n"
        )
    return "\n".join([*parts, LOADS_HEAD, *_loads_table()]) + "\n"


def _dose(drill: Drill) -> str:
    """Return the dose in words, such as "2 sets of 10 reps on each side"."""
    dose, side = drill.dose, " on each side" if drill.sides is Sides.EACH else ""
    each = format_seconds(dose.time) if dose.time else f"{dose.reps or dose.breaths}"
    counted = "" if dose.time else f" {COUNTED[drill.unit]}"
    return f"{count_of(dose.sets, 'set')} of {each}{counted}{side}"


def _loads_table() -> list[str]:
    """Every drill and every place that it may load."""
    head = [place_words(place) for place in LOADED_PLACES]
    rows = [["drill", *head], ["---"] * (1 + len(head))]
    for drill in DRILLS:
        loads = loads_of(drill)
        rows.append([drill.id, *(loads.get(place, "") for place in LOADED_PLACES)])
    return [f"| {' | '.join(row)} |" for row in rows]


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
