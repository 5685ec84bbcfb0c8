"""The styles of Typer's help and errors: bold and italic, in the terminal's own colour.

Typer's own yellow and cyan cannot be read on a light background, and on the session's
screen they mean a breath. Text in the terminal's own colour can be read in every theme.
"""

from __future__ import annotations

from typer import rich_utils

PLAIN, BOLD, TYPES = "", "bold", "italic"


def set_styles() -> None:
    """Remove the colours and dim styles from Typer's help and errors."""
    for name, style in vars(rich_utils).copy().items():
        if name.startswith("STYLE_") and isinstance(style, str) and "TABLE" not in name:
            setattr(rich_utils, name, _without_colour(style))
    rich_utils.STYLE_TYPES = TYPES
    rich_utils.STYLE_COMMANDS_TABLE_FIRST_COLUMN = BOLD


def _without_colour(style: str) -> str:
    return BOLD if BOLD in style.split() else PLAIN
