"""``coach drill pack``: a folder of drills for somebody else."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coach.cli.options import Drills


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("pack")(pack)


def pack(
    names: Annotated[
        list[str],
        typer.Argument(metavar="NAME...", help="Your drills, routines or programmes."),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="DIR", readable=False, help="The folder to create."
        ),
    ],
    drills: Drills = None,
) -> None:
    """Make a folder of your drills, to share with others."""
    import shlex

    from coach.app.context import Context
    from coach.app.drill_pack import pack_words, write_pack

    written = write_pack(Context(drills, names), names, output)
    typer.echo(f"written: {output}")
    for line in pack_words(written):
        typer.echo(f"  {line}")
    typer.echo(
        "To use the folder on another computer, copy it there, then type: "
        f"coach drill add {shlex.quote(output.name)}"
    )
