"""Options that several commands share, and how their values are parsed."""

from __future__ import annotations

import math
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from coach.model.bounds import SPEED_TENTHS
from coach.units import parse_duration

if TYPE_CHECKING:
    from rich.table import Table

Drills = Annotated[
    list[Path] | None,
    typer.Option(
        "--drills",
        metavar="DIR",
        readable=False,  # the library reports the problem and continues without the folder
        help="Look for drills in this folder first; you can repeat this option.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for other programs.")]
AsPlain = Annotated[
    bool | None,
    typer.Option("--plain", help="Print plain lines, with tabs between columns."),
]
EventLines = Annotated[
    bool | None,
    typer.Option("--plain", help="Print plain lines, without animation."),
]
Voice = Annotated[bool | None, typer.Option("--voice/--no-voice", help="Speak the cues.")]
Tones = Annotated[
    bool | None,
    typer.Option("--tones/--no-tones", help="Play a tone for each breath in and out."),
]
Mute = Annotated[
    bool, typer.Option("--mute", help="Don't play any sound on this computer.")
]
WIDE = 1_000
"""A width at which tables keep all their columns, for records."""


def print_records(*tables: Table) -> None:
    """Print one line for each row of the tables."""
    from coach.screen.plain_records import records

    for line in records(*tables):
        typer.echo(line)


def duration(word: str) -> int:
    """Return a duration option in milliseconds."""
    try:
        return int(parse_duration(word))
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def speed(word: str) -> float:
    """Return the speed, as a multiple of normal speed."""
    try:
        value = float(word)
    except ValueError:
        value = math.nan
    least, most = SPEED_TENTHS.least / 10, SPEED_TENTHS.most / 10
    if not (least <= value <= most):
        raise typer.BadParameter(f"'{word}' is not a number from {least:g} to {most:g}")
    return value


class CommandWithPhone(TyperCommand):
    """A command with the option ``--phone``, which needs no address."""

    def parse_args(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401  classes of Typer's own click
        """Allow ``--phone`` without an address, even if a name follows."""
        end = args.index("--") if "--" in args else len(args)
        given = [FOUND if arg == "--phone" else arg for arg in args[:end]]
        return super().parse_args(ctx, [*given, *args[end:]])


FOUND = "--phone=auto"
Phone = Annotated[
    str | None,
    typer.Option(
        "--phone",
        metavar="[=ADDRESS]",
        help="Follow the session on your phone; coach shows the address to open.",
    ),
]


def phone_wish(option: str | None, *, setting: bool) -> str | None:
    """Return the address for the phone, ``auto`` to find one, or None for no phone."""
    if option is None:
        return "auto" if setting else None
    return None if option == "off" else option


class Switch(StrEnum):
    """Values of an option that is on or off."""

    ON = "on"
    OFF = "off"
