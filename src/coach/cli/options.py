"""Options that several commands share, and how their words are understood."""

from __future__ import annotations

import math
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from coach.model.bounds import SPEED_TENTHS
from coach.units import parse_duration

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
    least, most = SPEED_TENTHS.least / 10, SPEED_TENTHS.most / 10
    if not (least <= value <= most):
        raise typer.BadParameter(f"'{word}' is not a number from {least:g} to {most:g}")
    return value


class CommandWithPhone(TyperCommand):
    """A command with ``--phone``, whose address may be left out."""

    def parse_args(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401  classes of Typer's own click
        """Understand ``--phone`` without an address, even before a name."""
        end = args.index("--") if "--" in args else len(args)
        given = [FOUND if arg == "--phone" else arg for arg in args[:end]]
        return super().parse_args(ctx, [*given, *args[end:]])


FOUND = "--phone=auto"
Phone = Annotated[
    str | None,
    typer.Option(
        "--phone",
        metavar="[=ADDRESS]",
        help="Show the session on your phone; scan the code on the screen.",
    ),
]


def phone_wish(option: str | None, *, setting: bool) -> str | None:
    """Return the address for a phone, ``auto`` for the one found, None for no phone."""
    if option is None:
        return "auto" if setting else None
    return None if option == "off" else option


class Switch(StrEnum):
    """Something that is on or off."""

    ON = "on"
    OFF = "off"
