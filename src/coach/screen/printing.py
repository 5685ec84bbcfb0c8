"""The console for results that are printed once, one below the other."""

from __future__ import annotations

import os
from typing import NoReturn, TextIO

from rich.console import Console, ConsoleDimensions

from coach.config.choices import ThemeName
from coach.screen.contrast import Rgb
from coach.screen.harmless_console import HarmlessConsole
from coach.screen.palette import colour_wish, theme_of
from coach.screen.roles import Role
from coach.screen.viewport import MOST

_HOME = "\x1b[H"
"""Moves the cursor to the first row of the terminal."""
UNBOUNDED = 200
"""Width in columns of output to a pipe, so that it is not wrapped at 80."""


class _Printer(HarmlessConsole):
    @property
    def size(self) -> ConsoleDimensions:
        """Return Rich's size, limited to `MOST`, because Rich lays out every column."""
        size = super().size
        return ConsoleDimensions(min(size.width, MOST), min(size.height, MOST))

    @size.setter
    def size(self, new_size: tuple[int, int]) -> None:
        self._width, self._height = new_size

    def on_broken_pipe(self) -> NoReturn:
        # Rich would exit with a code of its own.
        raise BrokenPipeError


def printing_console(
    out: TextIO, theme: ThemeName = ThemeName.AUTO, background: Rgb | None = None
) -> Console:
    """Return a console for a stream: as wide as the terminal, or `UNBOUNDED` for a pipe."""
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
    return console


def begin_page(console: Console) -> None:
    """Scroll the earlier lines out of sight; without a terminal, print a blank line."""
    if console.is_terminal and not console.is_dumb_terminal:
        console.file.write("\n" * console.height + _HOME)
    else:
        console.print()
