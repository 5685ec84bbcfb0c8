"""Options that several commands share, and how their words are understood."""

from __future__ import annotations

import math
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coach.model.bounds import SPEED_TENTHS
from coach.units import parse_duration

if TYPE_CHECKING:
    from rich.table import Table

Drills = Annotated[
    list[Path] | None,
    typer.Option(
        "--drills",
        metavar="DIR",
        readable=False,  # the library says what is wrong, and goes on without it
        help="Look for drills in this folder first; can be repeated.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
AsPlain = Annotated[
    bool | None,
    typer.Option("--plain", help="Print one record per line, with tabs between."),
]
WIDE = 1_000
"""Columns for tables that become records: all that they have."""


def print_records(*tables: Table) -> None:
    """Print each row of tables as a line."""
    from coach.screen.records import records

    for line in records(*tables):
        typer.echo(line)


def duration(word: str) -> int:
    """Return a duration option in milliseconds."""
    try:
        return int(parse_duration(word))
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def speed(word: str) -> float:
    """Return the speed of a rehearsal as a factor."""
    try:
        value = float(word)
    except ValueError:
        value = math.nan
    least, most = SPEED_TENTHS.least / 10, SPEED_TENTHS.most / 10
    if not (least <= value <= most):
        raise typer.BadParameter(f"'{word}' is not a number from {least:g} to {most:g}")
    return value


class Switch(StrEnum):
    """Values of an option that is on or off."""

    ON = "on"
    OFF = "off"
