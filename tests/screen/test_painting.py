from __future__ import annotations

import io
import re

import pyte
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from coach.screen.painter import BEGIN_UPDATE, END_UPDATE, Painter, painting_console

COLUMNS, ROWS = 12, 4


def painter_on(out: io.StringIO) -> Painter:
    return Painter(out, painting_console(out))


def rows_written(text: str) -> list[int]:
    return [int(row) for row in re.findall(r"\x1b\[(\d+);1H", text)]


def paint(frames: list[list[Text]]) -> str:
    """What the last of several frames has written."""
    out = io.StringIO()
    painter = painter_on(out)
    for frame in frames:
        out.seek(0)
        out.truncate()
        painter.paint(frame, COLUMNS)
    return out.getvalue()


def texts(*words: str) -> list[Text]:
    return [Text(word) for word in words]


def test_the_first_frame_is_written_whole() -> None:
    assert rows_written(paint([texts("a", "b", "c")])) == [1, 2, 3]


def test_only_lines_that_changed_are_written() -> None:
    assert rows_written(paint([texts("a", "b", "c"), texts("a", "x", "c")])) == [2]


def test_a_frame_like_the_one_before_writes_nothing() -> None:
    assert paint([texts("a", "b"), texts("a", "b")]) == ""


def test_a_line_in_another_style_is_written_again() -> None:
    assert rows_written(paint([[Text("OUT", "bold")], [Text("OUT", "red")]])) == [1]
    spans = [[Text.assemble(("OUT", style))] for style in ("bold", "red")]
    assert rows_written(paint(spans)) == [1]


def test_another_number_of_lines_clears_the_screen() -> None:
    written = paint([texts("a", "b"), texts("a", "b", "c")])
    assert "\x1b[2J" in written
    assert rows_written(written) == [1, 2, 3]


def test_after_forgetting_the_frame_is_written_whole() -> None:
    out = io.StringIO()
    painter = painter_on(out)
    painter.paint(texts("a", "b"), COLUMNS)
    painter.forget()
    out.seek(0)
    out.truncate()
    painter.paint(texts("a", "b"), COLUMNS)
    assert rows_written(out.getvalue()) == [1, 2]


def test_a_frame_comes_whole_or_not_at_all() -> None:
    written = paint([texts("a", "b")])
    assert written.startswith(BEGIN_UPDATE)
    assert written.endswith(END_UPDATE)


LINES = st.text("ab▼█ é橋", max_size=6)
FRAMES = st.lists(st.lists(LINES, min_size=ROWS, max_size=ROWS), min_size=1, max_size=6)


@given(frames=FRAMES)
def test_the_terminal_shows_the_last_frame_whatever_came_before(
    frames: list[list[str]],
) -> None:
    out = io.StringIO()
    painter = painter_on(out)
    for frame in frames:
        painter.paint(texts(*frame), COLUMNS)
    terminal = pyte.Screen(COLUMNS, ROWS)
    pyte.Stream(terminal).feed(out.getvalue())
    assert [row.rstrip() for row in terminal.display] == [
        line.rstrip() for line in frames[-1]
    ]
