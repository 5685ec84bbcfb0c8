"""Writing only what changed leaves the same screen as writing everything."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pyte
import pytest
from rich.console import Console

from coach.library.bundled import find_bundled
from coach.library.figures import motion_of, read_poses
from coach.library.reading import read_library
from coach.moment import Moment
from coach.prescription import Asked, Chosen, Wishes, prescribe
from coach.screen.painter import Painter
from coach.screen.view import Look, view
from coach.timeline import compile_timeline

LIBRARY = read_library((), find_bundled())
BASES, _ = read_poses(LIBRARY.pose_files)
COLUMNS, ROWS = 80, 24


def _painter() -> tuple[Painter, io.StringIO]:
    out = io.StringIO()
    console = Console(
        file=out, width=1000, force_terminal=True, color_system="256", legacy_windows=False
    )
    return Painter(out, console), out


def _cells(written: str) -> list[list[object]]:
    screen = pyte.Screen(COLUMNS, ROWS)
    pyte.Stream(screen).feed(written)
    return [
        [screen.buffer[row][column] for column in range(COLUMNS)] for row in range(ROWS)
    ]


@pytest.mark.parametrize("id_", ["glute-bridge", "bird-dog", "breathing-90-90"])
def test_a_painted_session_looks_as_if_every_frame_were_new(id_: str) -> None:
    drill = LIBRARY.drills[id_].value
    motion = motion_of(drill, BASES)
    timeline = compile_timeline(prescribe(Asked(id_, (id_,)), [Chosen(drill)], Wishes()))
    kept, written = _painter()
    for number, at_ms in enumerate(range(6_000, 30_000, 370)):
        moment = Moment(
            timeline, at_ms, timeline.at(at_ms), datetime(2026, 1, 1, tzinfo=UTC)
        )
        lines = view(moment, Look(COLUMNS, ROWS), motion)
        kept.paint(lines, COLUMNS)
        if number % 10 == 9:
            fresh, whole = _painter()
            fresh.paint(lines, COLUMNS)
            assert _cells(written.getvalue()) == _cells(whole.getvalue())


def test_a_bar_that_moves_by_one_cell_writes_little() -> None:
    drill = LIBRARY.drills["glute-bridge"].value
    timeline = compile_timeline(prescribe(Asked("a", ("a",)), [Chosen(drill)], Wishes()))
    kept, written = _painter()
    sizes = []
    for at_ms in (11_000, 11_080):
        moment = Moment(
            timeline, at_ms, timeline.at(at_ms), datetime(2026, 1, 1, tzinfo=UTC)
        )
        kept.paint(view(moment, Look(COLUMNS, ROWS), None), COLUMNS)
        sizes.append(len(written.getvalue()))
    assert sizes[1] - sizes[0] < 200
