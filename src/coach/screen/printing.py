"""The console for results that are printed once, one below the other."""

from __future__ import annotations

import os
from typing import IO, Any, NoReturn, TextIO, cast

from rich.console import Console, ConsoleDimensions

from coach.config.choices import ThemeName
from coach.screen.contrast import Rgb
from coach.screen.harmless_console import HarmlessConsole
from coach.screen.margins import MARGIN, MARGIN_FROM
from coach.screen.palette import colour_wish, theme_of
from coach.screen.roles import Role
from coach.screen.viewport import MOST

_HOME = "\x1b[H"
"""Moves the cursor to the first row of the terminal."""
UNBOUNDED = 200
"""Width in columns of output to a pipe, so that it is not wrapped at 80."""


class _Page:
    """A stream that sets lines in from the left edge, and the first one down a row."""

    def __init__(self, out: IO[str]) -> None:
        self.out = out
        self._is_new = True
        self._is_line_new = True

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  everything but writing is the stream's
        return getattr(self.out, name)

    def write(self, text: str) -> int:
        """Write a text, with blanks before each of its lines."""
        first = "\n" if self._is_new and text else ""
        self._is_new = self._is_new and not text
        lines = text.split("\n")
        for number, line in enumerate(lines):
            if line and (number or self._is_line_new):
                lines[number] = " " * MARGIN + line
        self._is_line_new = not lines[-1] and (len(lines) > 1 or self._is_line_new)
        return self.out.write(first + "\n".join(lines))

    def begin(self, start: str) -> None:
        """Write what scrolls earlier lines out of sight, and the free first row.

        If the page needs all rows, the free row is the first to scroll off.
        """
        self.out.write(f"{start}\n")
        self._is_new, self._is_line_new = False, True


class _Printer(HarmlessConsole):
    @property
    def size(self) -> ConsoleDimensions:
        """Return Rich's size without margins, limited to `MOST`.

        Rich lays out every column.
        """
        width, height = super().size
        if isinstance(self.file, _Page):
            width -= 2 * MARGIN
        return ConsoleDimensions(min(width, MOST), min(height, MOST))

    @size.setter
    def size(self, new_size: tuple[int, int]) -> None:
        self._width, self._height = new_size

    def on_broken_pipe(self) -> NoReturn:
        # Rich would exit with a code of its own.
        raise BrokenPipeError


def printing_console(
    out: TextIO,
    theme: ThemeName = ThemeName.AUTO,
    background: Rgb | None = None,
    *,
    is_page: bool = False,
) -> Console:
    """Return a console for a stream: as wide as the terminal, or `UNBOUNDED` for a pipe.

    Args:
        out: the stream.
        theme: the theme.
        background: the background colour, if known.
        is_page: whether the lines are a page with margins, if the terminal has room.
    """
    is_sized = out.isatty() or os.environ.get("COLUMNS")
    colours = colour_wish(os.environ)
    # Names may contain brackets and colons, so nothing printed is read as markup.
    console = _Printer(
        file=out,
        highlight=False,
        markup=False,
        emoji=False,
        width=None if is_sized else UNBOUNDED,
        force_terminal=True if colours.is_forced else None,
        no_color=colours.is_refused,
    )
    console.push_theme(theme_of(theme, os.environ, background, console.color_system))
    if theme is ThemeName.CONTRAST:
        # Text in the terminal's own colour would be dimmer than the secondary text.
        console.style = Role.PLAIN.style
    if is_page and out.isatty() and not console.is_dumb_terminal and _has_room(console):
        console.file = cast("TextIO", _Page(console.file))
    return console


def _has_room(console: Console) -> bool:
    columns, rows = console.size
    return columns >= MARGIN_FROM[0] and rows >= MARGIN_FROM[1]


def margin_rows(console: Console) -> int:
    """Return the number of free rows above a page."""
    return int(isinstance(console.file, _Page))


def side_margin(console: Console) -> int:
    """Return the number of free columns at each side of a page."""
    return MARGIN if isinstance(console.file, _Page) else 0


def begin_page(console: Console) -> None:
    """Scroll the earlier lines out of sight; without a terminal, print a blank line."""
    if console.is_terminal and not console.is_dumb_terminal:
        start = "\n" * console.height + _HOME
        if isinstance(console.file, _Page):
            console.file.begin(start)
        else:
            console.file.write(start)
    else:
        console.print()
