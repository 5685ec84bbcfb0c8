"""``coach history delete`` and ``undo``: out of the history, and back into it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from coach.errors import CoachError

if TYPE_CHECKING:
    from coach.journal.undo import PastChange
    from coach.model.days_and_weeks import ClockFace
    from coach.model.session_facts import History, SessionFacts

EMPTY = (None, ())
"""What says nothing; an effort of 0 does say something."""


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command("delete")(delete)
    app.command("undo")(undo)


def delete(
    session: Annotated[
        str, typer.Argument(metavar="ID", help="The first four letters of its id.")
    ],
) -> None:
    """Take a session out of the history; `undo` brings it back."""
    from coach.app.context import Context
    from coach.app.history.changes import HistoryChanges, words_for
    from coach.app.history.queries import session_to_change
    from coach.model.records import DeletedRecord
    from coach.model.session_facts import SessionStatus

    setup = Context()
    facts = session_to_change(setup, session, "coach history delete")
    name = words_for(facts, setup.config.clock)
    if facts.status is SessionStatus.RUNNING:
        raise CoachError(f"{name} is running now", hint="stop it first: press q there")
    HistoryChanges(setup).write(
        [lambda stamp: DeletedRecord(**stamp.fields, target=facts.id)]
    )
    typer.echo(f"{name}: no longer counts.")
    typer.echo("Bring it back: coach history undo")


def undo() -> None:
    """Take back the last correction, deletion or addition made on this device."""
    from coach.app.context import Context
    from coach.app.history.changes import HistoryChanges
    from coach.journal.undo import last_change, taking_back

    setup = Context()
    changes = HistoryChanges(setup)
    change = last_change(changes.records(), changes.device)
    if change is None:
        typer.echo("Nothing to take back: no change was made on this device.")
        return
    before = _session(setup.history, change.session)
    changes.write(taking_back(change))
    now = _session(setup.read_history(), change.session)
    typer.echo(_what_it_did(change, now or before, setup.config.clock))


def _session(history: History, id_: str) -> SessionFacts | None:
    for facts in (*history.sessions, *history.deleted):
        if facts.id == id_:
            return facts
    return None


def _what_it_did(change: PastChange, facts: SessionFacts | None, clock: ClockFace) -> str:
    from coach.app.history.changes import words_for
    from coach.journal.undo import ChangeKind

    name = words_for(facts, clock) if facts else f"session {change.session}"
    if change.kind is ChangeKind.DELETED:
        return f"{name}: brought back."
    if change.kind is ChangeKind.ADDED:
        return f"{name}: no longer counts, it was added by hand."
    return f"{name}: {'; '.join(_as_before(change, facts)) or 'taken back'}."


def _as_before(change: PastChange, facts: SessionFacts | None) -> list[str]:
    """What is said of a session now that a correction is gone."""
    if change.drill is not None:
        return [f"what was said of {change.drill} is as before"]
    values = {field: getattr(facts, field, None) for field in change.fields}
    said = [
        f"{field} is {_shown(value)} again"
        for field, value in values.items()
        if value not in EMPTY
    ]
    missing = [field for field, value in values.items() if value in EMPTY]
    if missing:
        said.append(f"nothing is said of {', '.join(missing)}, as before")
    if change.has_sets and facts:
        said.append(f"{facts.sets_done} of {facts.sets_planned} sets are done, as before")
    return said


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return f"'{value}'" if isinstance(value, str) else str(value)
