"""``coach history``: what was done; looked at, corrected, taken away."""

from __future__ import annotations

import typer

from coach.cli.history import (
    adding,
    calendar,
    editing,
    listing,
    one,
    postcard,
    removing,
    stats,
    taking,
)

history_app = typer.Typer(invoke_without_command=True)
for _commands in (
    listing,
    one,
    stats,
    calendar,
    postcard,
    editing,
    removing,
    adding,
    taking,
):
    _commands.add_to(history_app)


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.add_typer(history_app, name="history", help="Show what was done.")
