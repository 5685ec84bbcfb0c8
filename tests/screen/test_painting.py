from __future__ import annotations

import io
import re
from datetime import UTC, datetime

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.console import Console
from rich.text import Text
from tests.screen.stills import STILLS, motion_for

from coach.config.choices import ThemeName
from coach.figure.motion import Motion
from coach.library.bundled import find_bundled
from coach.library.load import read_library
from coach.moment import Moment
from coach.prescribe import Chosen, SessionRequest, Wishes, prescribe
from coach.screen.cells import Cells, words
from coach.screen.figure_view import FRAME_MS
from coach.screen.layout import Band, Moving, moving_band, over, stack, text_band
from coach.screen.paged_text import turn
from coach.screen.painter import BEGIN_UPDATE, END_UPDATE, Painter, way
from coach.screen.palette import theme_of
from coach.screen.roles import Role
from coach.screen.session_view import view
from coach.screen.viewport import Viewport
from coach.timeline import compile_timeline

COLUMNS, ROWS = 12, 4
MOMENT = STILLS["rest"]


def painter_on(out: io.StringIO, *, has_blocks: bool = True) -> Painter:
    console = Console(
        file=out,
        width=1000,
        force_terminal=True,
        color_system="truecolor",
        legacy_windows=False,
        theme=theme_of(ThemeName.DARK, {}),
    )
    return Painter(out, console, has_blocks=has_blocks)


def rows_written(text: str) -> list[int]:
    return [int(row) for row in re.findall(r"\x1b\[(\d+);1H", text)]


def paint(sheets: list[Band]) -> str:
    """What the last of several sheets has written."""
    out = io.StringIO()
    painter = painter_on(out)
    for sheet in sheets:
        out.seek(0)
        out.truncate()
        painter.paint(sheet, MOMENT, COLUMNS)
    return out.getvalue()


def texts(*words: str) -> Band:
    return text_band(Text(word) for word in words)


def test_the_first_sheet_is_written_whole() -> None:
    assert rows_written(paint([texts("a", "b", "c")])) == [1, 2, 3]


def test_only_lines_that_changed_are_written() -> None:
    assert rows_written(paint([texts("a", "b", "c"), texts("a", "x", "c")])) == [2]


def test_a_sheet_like_the_one_before_writes_nothing() -> None:
    assert paint([texts("a", "b"), texts("a", "b")]) == ""


def test_a_line_in_another_style_is_written_again() -> None:
    bold, red = (text_band([Text("OUT", style)]) for style in ("bold", "red"))
    assert rows_written(paint([bold, red])) == [1]


def test_another_number_of_lines_clears_the_screen() -> None:
    written = paint([texts("a", "b"), texts("a", "b", "c")])
    assert "\x1b[2J" in written
    assert rows_written(written) == [1, 2, 3]


def test_after_forgetting_the_sheet_is_written_whole() -> None:
    out = io.StringIO()
    painter = painter_on(out)
    painter.paint(texts("a", "b"), MOMENT, COLUMNS)
    painter.forget()
    out.seek(0)
    out.truncate()
    painter.paint(texts("a", "b"), MOMENT, COLUMNS)
    assert rows_written(out.getvalue()) == [1, 2]


def test_a_frame_comes_whole_or_not_at_all() -> None:
    written = paint([texts("a", "b")])
    assert written.startswith(BEGIN_UPDATE)
    assert written.endswith(END_UPDATE)


def test_a_terminal_without_blocks_shows_solid_letters() -> None:
    letters = Cells(("## #", "#1 #"), (bytes([Role.INHALE]) * 4,) * 2)
    moving = moving_band((6, Moving(4, 2, lambda _: letters)))
    sheet = over(texts("a ## b", "Set #2"), moving)
    out = io.StringIO()
    painter_on(out, has_blocks=False).paint(sheet, MOMENT, COLUMNS)
    terminal = pyte.Screen(COLUMNS, ROWS)
    pyte.Stream(terminal).feed(out.getvalue())
    assert [row.rstrip() for row in terminal.display[:2]] == ["a    b", "Set #2#1"]
    lit = [
        [column for column in range(COLUMNS) if terminal.buffer[row][column].reverse]
        for row in range(2)
    ]
    assert lit == [[2, 3, 6, 7, 9], [9]]


LINES = st.text("ab▼█ é橋", max_size=6)
SHEETS = st.lists(st.lists(LINES, min_size=ROWS, max_size=ROWS), min_size=1, max_size=6)


@given(sheets=SHEETS)
def test_the_terminal_shows_the_last_sheet_whatever_came_before(
    sheets: list[list[str]],
) -> None:
    out = io.StringIO()
    painter = painter_on(out)
    for sheet in sheets:
        painter.paint(texts(*sheet), MOMENT, COLUMNS)
    terminal = pyte.Screen(COLUMNS, ROWS)
    pyte.Stream(terminal).feed(out.getvalue())
    assert [row.rstrip() for row in terminal.display] == [
        line.rstrip() for line in sheets[-1]
    ]


SPOTS = st.tuples(st.integers(0, ROWS - 1), st.integers(0, COLUMNS - 1))


@given(first=SPOTS, second=SPOTS)
def test_the_cursor_gets_where_it_should_by_the_shortest_way(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    at, to = min(first, second), max(first, second)
    terminal = pyte.Screen(COLUMNS, ROWS)
    pyte.Stream(terminal).feed(way(None, at) + way(at, to))
    assert (terminal.cursor.y, terminal.cursor.x) == to
    assert len(way(at, to)) <= len(way(None, to))


# Whole sessions

LIBRARY = read_library((), find_bundled())


def moment_at(id_: str, at_ms: int) -> Moment:
    chosen = [Chosen(LIBRARY.drills[id_].value)]
    timeline = compile_timeline(prescribe(SessionRequest(id_, (id_,)), chosen, Wishes()))
    return Moment(timeline, at_ms, timeline.at(at_ms), datetime(2026, 1, 1, tzinfo=UTC))


def cells(written: str, columns: int, rows: int) -> list[list[tuple[object, ...]]]:
    """Every character with its colours, but the colour of nothing is nothing."""
    screen = pyte.Screen(columns, rows)
    pyte.Stream(screen).feed(written)
    return [
        [
            (cell.data, cell.fg, cell.bold) if cell.data != " " else (" ",)
            for cell in (screen.buffer[row][column] for column in range(columns))
        ]
        for row in range(rows)
    ]


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (40, 12)])
@pytest.mark.parametrize("id_", ["glute-bridge", "bird-dog", "breathing-90-90"])
def test_a_painted_session_looks_as_if_every_frame_were_new(
    id_: str, columns: int, rows: int
) -> None:
    kept_out = io.StringIO()
    kept = painter_on(kept_out)
    motion: Motion | None = None
    sheet, held = None, None
    for number, at_ms in enumerate(range(6_000, 30_000, 370)):
        moment = moment_at(id_, at_ms)
        motion = motion or motion_for(moment)
        if sheet is None or (moment.segment, turn(moment)) != held:
            sheet = view(moment, Viewport(columns, rows), motion)
            held = moment.segment, turn(moment)
        kept.paint(sheet, moment, columns)
        if number % 10 == 9:
            fresh_out = io.StringIO()
            fresh = painter_on(fresh_out)
            fresh.paint(view(moment, Viewport(columns, rows), motion), moment, columns)
            assert cells(kept_out.getvalue(), columns, rows) == cells(
                fresh_out.getvalue(), columns, rows
            )


def test_a_gliding_figure_writes_little() -> None:
    out = io.StringIO()
    painter = painter_on(out)
    motion = motion_for(moment_at("glute-bridge", 11_000))
    moment = moment_at("glute-bridge", 11_000)
    sheet = view(moment, Viewport(80, 24), motion)
    painter.paint(sheet, moment, 80)
    before = len(out.getvalue().encode())
    frames = 20
    for frame in range(1, frames + 1):
        painter.paint(sheet, moment_at("glute-bridge", 11_000 + frame * FRAME_MS), 80)
    # 4 KB a second at twelve frames a second.
    assert (len(out.getvalue().encode()) - before) / frames < 330


@pytest.mark.parametrize("id_", ["march-on-the-spot", "reverse-lunge-drive"])
def test_the_drills_that_move_most_write_little(id_: str) -> None:
    out = io.StringIO()
    painter = painter_on(out)
    look = Viewport(80, 24)
    moment = moment_at(id_, 15_000)
    motion = motion_for(moment)
    sheet, segment = view(moment, look, motion), moment.segment
    painter.paint(sheet, moment, look.columns)
    before, seconds = len(out.getvalue().encode()), 20
    for at_ms in range(15_000, 15_000 + 1_000 * seconds, FRAME_MS):
        moment = moment_at(id_, at_ms)
        if moment.segment is not segment and moment.segment != segment:
            sheet, segment = view(moment, look, motion), moment.segment
        painter.paint(sheet, moment, look.columns)
    assert (len(out.getvalue().encode()) - before) / seconds < 4_000


def test_a_colour_that_is_set_is_not_set_again() -> None:
    parts = [moving_band((0, Moving(2, 1, draw))) for draw in (_alternating, _alternating)]
    sheet = stack(*parts)
    out = io.StringIO()
    painter = painter_on(out)
    for at_ms in (0, 1, 2):
        painter.paint(sheet, replace(MOMENT, position_ms=at_ms), COLUMNS)
    assert len(re.findall(r"\x1b\[[\d;]+m", out.getvalue())) == 1


def _alternating(moment: Moment) -> Cells:
    return words("ab" if moment.position_ms % 2 else "cd", 2, Role.INHALE)
