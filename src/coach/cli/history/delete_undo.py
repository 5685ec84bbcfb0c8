"""``coach history delete`` and ``undo``: remove a session, and undo a change."""

from __future__ import annotations

from typing import Annotated

import typer

from coach.errors import CoachError


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command("delete")(delete)
    app.command("undo")(undo)


def delete(
    session: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="First characters of the session's id, at least four."
        ),
    ],
) -> None:
    """Delete a session; `coach history undo` restores it."""
    from coach.app.context import Context
    from coach.app.history.changes import HistoryChanges, words_for
    from coach.app.history.queries import session_to_change
    from coach.model.records import DeletedRecord
    from coach.model.session_facts import SessionStatus

    context = Context()
    facts = session_to_change(context, session, "coach history delete")
    name = words_for(facts, context.config.clock)
    if facts.status is SessionStatus.RUNNING:
        raise CoachError(f"{name} is still running", hint="stop that session with q first")
    HistoryChanges(context).write(
        [lambda stamp: DeletedRecord(**stamp.fields, target=facts.id)]
    )
    typer.echo(f"Deleted: {name}.")
    typer.echo("To restore the session: coach history undo")


def undo() -> None:
    """Undo your last correction, deletion or addition on this computer."""
    from coach.app.context import Context
    from coach.app.history.changes import HistoryChanges
    from coach.app.history.undo_words import session_anywhere, undo_words
    from coach.journal.undo import last_change, taking_back

    context = Context()
    changes = HistoryChanges(context)
    change = last_change(changes.records(), context.device)
    if change is None:
        typer.echo("There are no changes from this computer to undo.")
        return
    changes.write(taking_back(change))
    facts = session_anywhere(context.read_history(), change.session)
    typer.echo(undo_words(change, facts, context.config.clock))
