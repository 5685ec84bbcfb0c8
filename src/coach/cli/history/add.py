"""``coach history add``: a session done away from the computer."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import typer

from coach.cli.options import Drills
from coach.model.bounds import MINUTES


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("add")(add)


def add(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME...", help="Routines or drills, in the order you did them."
        ),
    ],
    date: Annotated[
        str,
        typer.Option(
            metavar="DAY",
            help="Day, such as fri; with a time, in quotes, such as 'fri 18:30'.",
        ),
    ],
    minutes: Annotated[
        int | None,
        typer.Option(
            min=MINUTES.least,
            max=MINUTES.most,
            help="Minutes the session took; by default, the planned length.",
        ),
    ] = None,
    note: Annotated[str | None, typer.Option(help="A note on the session.")] = None,
    drills: Drills = None,
) -> None:
    """Add a session you did away from the computer."""
    from coach.app.context import Context
    from coach.app.history.added_session import (
        alike_words,
        guessed_start,
        refuse_unfinished,
    )
    from coach.app.history.changes import HistoryChanges, words_for
    from coach.app.history.queries import session_of
    from coach.app.history.typed_answers import one_note
    from coach.app.session.arranger import wishes_of
    from coach.app.session.choose import choose
    from coach.app.session.next_time import what_it_changes
    from coach.journal.manual_records import whole_session
    from coach.journal.record_ids_and_order import session_id
    from coach.prescribe import prescribe
    from coach.text.count_of import count_of
    from coach.text.typed_times import parse_when
    from coach.timeline import length_ms, refuse_endless

    context = Context(drills, names, with_sources=False)
    changes = HistoryChanges(context)
    when, has_time, note_on_time = parse_when(date, changes.now)
    clock = context.config.clock
    asked, chosen = choose(context, names)
    prescription = prescribe(asked, chosen, wishes_of(context))
    refuse_endless(prescription)
    took_ms = length_ms(prescription) if minutes is None else minutes * 60_000
    latest = changes.now - timedelta(milliseconds=took_ms)
    if has_time:
        refuse_unfinished(when, latest, clock)
    else:
        when = guessed_start(when, latest)
    id_ = session_id(changes.now, context.device, context.last_n + 1)
    records = whole_session(
        prescription, id_, when, took_ms=took_ms, note=one_note(note or "")
    )
    changed = what_it_changes(context, changes.now, lambda: changes.write_at(records))
    facts = session_of(context, id_)
    typer.echo(f"Added: {words_for(facts, clock)}, {count_of(facts.sets_done, 'set')}.")
    told = [note_on_time] if note_on_time else []
    told += changed
    if not has_time:
        told.append(
            "coach guessed the time of day. To set the time yourself, undo this addition, "
            "then add the session again with --date 'yesterday 18:30'."
        )
    told += alike_words(context, facts, "undo this addition.")
    told.append(
        f"Details: coach history show {context.short_id(id_)}   Undo: coach history undo"
    )
    typer.echo("\n".join(told))
