"""``coach history``: past sessions, shown, corrected and exported."""

from __future__ import annotations

from typing import ClassVar

import typer

from coach.cli.history import overview
from coach.cli.lazy_group import LazyGroup


class _Commands(LazyGroup):
    """The commands for the history; ``coach history`` alone lists sessions."""

    modules: ClassVar = {
        "show": "coach.cli.history.show_session",
        "stats": "coach.cli.history.stats",
        "calendar": "coach.cli.history.calendar",
        "card": "coach.cli.history.card",
        "edit": "coach.cli.history.edit",
        "delete": "coach.cli.history.delete_undo",
        "undo": "coach.cli.history.delete_undo",
        "add": "coach.cli.history.add",
        "export": "coach.cli.history.export",
        "import": "coach.cli.history.import_file",
    }


history_app = typer.Typer(cls=_Commands, invoke_without_command=True)
overview.add_to(history_app)


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.add_typer(
        history_app, name="history", help="Review, correct and export your sessions."
    )
