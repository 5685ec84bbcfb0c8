"""``coach history add``: what was done away from the machine."""

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
        list[str], typer.Argument(metavar="NAME...", help="Routines or drills, in order.")
    ],
    date: Annotated[
        str, typer.Option(metavar="DAY", help="2026-11-20 or 2026-11-20T18:30.")
    ],
    minutes: Annotated[
        int | None,
        typer.Option(
            min=MINUTES.least,
            max=MINUTES.most,
            help="How long it took; else as long as planned.",
        ),
    ] = None,
    note: Annotated[str | None, typer.Option(help="A note.")] = None,
    drills: Drills = None,
) -> None:
    """Add what was done away from the machine, as the routine prescribes it."""
    from coach.cli.choosing import choose
    from coach.cli.history.changing import Changes, words_for
    from coach.cli.history.dates import parse_when
    from coach.cli.history.editing import one_note
    from coach.cli.history.looking import session_of
    from coach.cli.setup import Setup
    from coach.errors import UsageError
    from coach.journal.by_hand import whole_session
    from coach.journal.identity import session_id
    from coach.prescription import Wishes, prescribe
    from coach.timeline import length_ms, refuse_endless

    setup = Setup(drills, names, with_sources=False)
    changes = Changes(setup)
    when, has_time = parse_when(date, changes.now)
    config = setup.config
    asked, chosen = choose(setup, names)
    wishes = Wishes(
        rest_ms=config.rest,
        change_ms=config.change,
        lead_in_ms=config.lead_in,
        breath=config.breath,
    )
    prescription = prescribe(asked, chosen, wishes)
    refuse_endless(prescription)
    took_ms = length_ms(prescription) if minutes is None else minutes * 60_000
    latest = changes.now - timedelta(milliseconds=took_ms)
    if when > latest:
        if has_time:
            raise UsageError(
                f"begun at {when:%H:%M} it is not over yet",
                hint="give the time it began, and --minutes if it was shorter",
            )
        when = latest
    id_ = session_id(changes.now, changes.device, setup.history.last_n + 1)
    clean = one_note(note or "")
    changes.write_at(whole_session(prescription, id_, when, took_ms=took_ms, note=clean))
    fresh = Setup(drills)
    facts = session_of(fresh, id_)
    typer.echo(f"{words_for(facts)}: added, {facts.sets_done} sets.")
    if not has_time:
        typer.echo("The time of the day is a guess: --date takes 2026-11-20T18:30 too.")
    typer.echo(f"See it: coach history show {id_[:4]}   Take it back: coach history undo")
