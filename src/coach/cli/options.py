"""Options that several commands share, and how their words are understood."""

from __future__ import annotations

import math
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from coach.units import parse_duration

Drills = Annotated[
    list[Path] | None,
    typer.Option(
        "--drills",
        metavar="DIR",
        readable=False,  # the library says what is wrong, and goes on without it
        help="Look for drills here first; may be given more than once.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON instead of a table.")]


def duration(word: str) -> int:
    """A duration option in milliseconds."""
    try:
        return int(parse_duration(word))
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def speed(word: str) -> float:
    """How many times faster a rehearsal runs."""
    try:
        value = float(word)
    except ValueError:
        value = math.nan
    if not (0.1 <= value <= 1000):  # noqa: PLR2004  said in the message
        raise typer.BadParameter(f"'{word}' is not a number from 0.1 to 1000")
    return value


class Switch(StrEnum):
    """Something that is on or off."""

    ON = "on"
    OFF = "off"
