"""``coach drill``: for those who write drills."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from coach.cli.options import Drills

drill_app = typer.Typer(no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.add_typer(drill_app, name="drill", help="Write drills of your own.")


@drill_app.command("check")
def check(
    drills: Drills = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Only problems.")] = False,
) -> None:
    """Check all drills and routines, bundled and own; every problem at once."""
    from coach.cli.setup import Setup
    from coach.library.bundled import find_bundled
    from coach.library.check import check_library
    from coach.library.search_path import own_folders

    setup = Setup(drills)
    variable = os.environ.get("COACH_DRILLS")
    folders = own_folders(drills or (), variable, setup.paths.own_drills)
    problems = check_library(folders, find_bundled())
    for problem in problems:
        typer.echo(str(problem))
    if problems:
        number = f"{len(problems)} problems" if len(problems) > 1 else "1 problem"
        typer.echo(f"{number}; what can be read can be used all the same", err=True)
        raise typer.Exit(1)
    if not quiet:
        typer.echo("no problems")
