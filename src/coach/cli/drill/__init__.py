"""``coach drill``: commands for people who write drills."""

from __future__ import annotations

import typer

from coach.cli.drill import check, folders, new, pack, schema

drill_app = typer.Typer(no_args_is_help=True)
for _commands in (new, check, schema, pack, folders):
    _commands.add_to(drill_app)


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.add_typer(drill_app, name="drill", help="Write, check and share your own drills.")
