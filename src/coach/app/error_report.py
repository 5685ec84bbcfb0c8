"""Errors and messages on stderr: a page for the eye on a terminal, lines for the rest."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from coach.errors import CoachError, LibraryError
from coach.terminal import stdio
from coach.text.harmless import harmless_line

if TYPE_CHECKING:
    from coach.config.settings import Config

_PLAIN = "--plain"


def report(error: CoachError, typed: Sequence[str]) -> None:
    """Print an error on stderr, with what to do next.

    Args:
        error: the error.
        typed: the words typed after ``coach``.
    """
    # A problem in a file begins with its place, in the form that editors understand.
    config = None if isinstance(error, LibraryError) else looked_at(typed)
    if config is None:
        stdio.write_message(f"coach: {harmless_line(error.message)}")
        if error.hint:
            stdio.write_message(f"hint: {harmless_line(error.hint)}")
        return
    with suppress(OSError):
        _print_page(error, typed, config)


def looked_at(typed: Sequence[str]) -> Config | None:
    """Return the settings if errors go to a terminal, and plain output is not wanted."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb" or _PLAIN in typed:
        return None
    from coach.config.settings import read_config
    from coach.paths import find_paths

    try:
        config = read_config(find_paths(os.environ).config_file, os.environ)
    except (CoachError, OSError):  # perhaps the very error to report
        return None
    return None if config.plain else config


def _print_page(error: CoachError, typed: Sequence[str], config: Config) -> None:
    from coach.screen.charset import can_show_blocks
    from coach.screen.error_page import error_lines
    from coach.screen.palette import asks_background
    from coach.screen.printing import printing_console
    from coach.terminal.background import background_of

    background = None
    if asks_background(config.theme):
        background = background_of(sys.stdin, stdio.screen_of(sys.stderr), os.environ)
    console = printing_console(sys.stderr, config.theme, background, is_page=True)
    listed = error.listed
    if listed is not None and [*typed[:2]] == ["history", "show"]:
        listed = listed._replace(command=f"coach history show {listed.rows[0][0]}")
    lines = error_lines(
        harmless_line(error.message),
        harmless_line(error.hint or ""),
        console.width,
        typed,
        listed,
        is_ascii=not can_show_blocks(sys.stderr),
    )
    for line in lines:
        # A long path or command is not broken by coach.
        console.print(line, soft_wrap=True)
