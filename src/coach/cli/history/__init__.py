"""``coach history``: what was done; looked at, corrected, taken away."""

from __future__ import annotations

from typing import ClassVar

import typer

from coach.cli.history import listing
from coach.cli.on_demand import OnDemand


class _Commands(OnDemand):
    """What can be done with the history; to list it is the group itself."""

    modules: ClassVar = {
        "show": "coach.cli.history.one",
        "stats": "coach.cli.history.stats",
        "calendar": "coach.cli.history.calendar",
        "card": "coach.cli.history.postcard",
        "edit": "coach.cli.history.editing",
        "delete": "coach.cli.history.removing",
        "undo": "coach.cli.history.removing",
        "add": "coach.cli.history.adding",
        "export": "coach.cli.history.taking",
        "import": "coach.cli.history.taking",
    }


history_app = typer.Typer(cls=_Commands, invoke_without_command=True)
listing.add_to(history_app)


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.add_typer(history_app, name="history", help="Show what was done.")
