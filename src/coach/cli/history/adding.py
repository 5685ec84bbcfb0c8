"""``coach history add``: what was done away from the machine."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from coach.cli.options import Drills

if TYPE_CHECKING:
    from coach.cli.setup import Setup
    from coach.model.history import SessionFacts

NEAR = timedelta(minutes=10)
"""Nobody does the same twice with less between."""


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
        typer.Option(min=1, max=600, help="How long it took; else as long as planned."),
    ] = None,
    note: Annotated[str | None, typer.Option(help="A note.")] = None,
    drills: Drills = None,
) -> None:
    """Add what was done away from the machine, as the routine prescribes it."""
    from coach.cli.arranging import wishes_of
    from coach.cli.choosing import choose
    from coach.cli.history.changing import Changes, words_for
    from coach.cli.history.dates import parse_when
    from coach.cli.history.looking import session_of
    from coach.cli.next_time import everything_next, what_that_changed
    from coach.cli.setup import Setup
    from coach.errors import UsageError
    from coach.journal.by_hand import whole_session
    from coach.journal.identity import session_id
    from coach.prescription import prescribe
    from coach.timeline import length_ms

    setup = Setup(drills, names, with_sources=False)
    changes = Changes(setup)
    when, has_time = parse_when(date, changes.now)
    asked, chosen = choose(setup, names)
    prescription = prescribe(asked, chosen, wishes_of(setup))
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
    clean = " ".join("".join(c if c.isprintable() else " " for c in note or "").split())
    before = everything_next(setup, changes.now)
    changes.write_at(
        whole_session(prescription, id_, when, took_ms=took_ms, note=clean or None)
    )
    setup.look_again()
    facts = session_of(setup, id_)
    typer.echo(f"{words_for(facts)}: added, {facts.sets_done} sets.")
    after = everything_next(setup, changes.now)
    if after != before:
        for line in what_that_changed(before, after):
            typer.echo(line)
    if not has_time:
        typer.echo("The time of the day is a guess: --date takes 2026-11-20T18:30 too.")
    for other in _alike(setup, facts):
        typer.echo(
            f"It looks like {words_for(other)}, which was there already. "
            "If it is the same, take the new one back."
        )
    typer.echo(f"See it: coach history show {id_[:4]}   Take it back: coach history undo")


def _alike(setup: Setup, added: SessionFacts) -> list[SessionFacts]:
    """Sessions of the same name that began about then, or lasted into it."""
    day = timedelta(days=1)
    first, last = added.started_at - NEAR, added.last_at + NEAR
    return [
        facts
        for facts in setup.index.sessions(
            since=added.started_at.date() - day, until=added.last_at.date() + day
        )
        if facts.id != added.id
        and facts.prescription.name == added.prescription.name
        and facts.started_at <= last
        and first <= facts.last_at
    ]
