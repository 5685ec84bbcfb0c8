"""The margins of pages on a terminal."""

from __future__ import annotations

import io

import pytest

from coach.screen.margins import MARGIN
from coach.screen.printing import begin_page, printing_console


class _Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def page(monkeypatch: pytest.MonkeyPatch, columns: int, *, is_page: bool = True) -> str:
    """Two lines of a page on a terminal this wide, the second as long as it may be."""
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    out = _Screen()
    console = printing_console(out, is_page=is_page)
    console.print("one")
    console.print()
    console.print("x" * console.width, soft_wrap=True)
    return out.getvalue()


def test_a_page_has_margins_and_a_free_first_row(monkeypatch: pytest.MonkeyPatch) -> None:
    first, one, blank, longest, last = page(monkeypatch, 80).split("\n")
    assert (first, one, blank, last) == ("", "  one", "", "")
    assert longest == "  " + "x" * (80 - 2 * MARGIN)


@pytest.mark.parametrize(("columns", "is_page"), [(40, True), (80, False)])
def test_without_room_or_in_plain_lines_there_are_no_margins(
    monkeypatch: pytest.MonkeyPatch, columns: int, *, is_page: bool
) -> None:
    lines = page(monkeypatch, columns, is_page=is_page).splitlines()
    assert lines == ["one", "", "x" * columns]


def test_a_page_that_begins_the_screen_has_the_same_margins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    out = _Screen()
    console = printing_console(out, is_page=True)
    begin_page(console)
    console.print("one")
    assert out.getvalue().endswith("\x1b[H\n  one\n")
