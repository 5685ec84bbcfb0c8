"""``coach history``: what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from coach.cli.options import AsJson

if TYPE_CHECKING:
    from rich.console import Console

    from coach.model.history import SessionFacts

LAST = 15
"""Sessions shown unless more are asked for."""

history_app = typer.Typer(invoke_without_command=True)


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.add_typer(history_app, name="history", help="Show what was done.")


@history_app.callback()
def history(
    context: typer.Context,
    last: Annotated[int, typer.Option(min=1, help="How many sessions.")] = LAST,
    as_json: AsJson = False,
) -> None:
    """Show what was done, the newest first."""
    if context.invoked_subcommand is not None:
        return
    from coach.cli.setup import Setup

    setup = Setup()
    sessions = setup.history.sessions
    if as_json:
        from coach.json_text import VERSION, encode

        typer.echo(
            encode({"version": VERSION, "sessions": [session_fields(s) for s in sessions]})
        )
        return
    if not sessions and setup.journal_problems:
        raise typer.Exit(1)  # what was done is not nothing, it cannot be read
    if not sessions:
        typer.echo("Nothing done yet. A good first one: coach start desk-break")
        return
    from coach.journal.finding import shortest_prefixes
    from coach.screen.past import history_table

    console = setup.console
    short = shortest_prefixes(session.id for session in sessions)
    console.print(history_table(sessions[-last:], short, console.width))
    if len(sessions) > last:
        console.print(f"{len(sessions) - last} more: coach history --last {len(sessions)}")
    console.print("coach history show ID for one of them")


@history_app.command("show")
def show(
    session: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="The first letters of its id.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show one session, set by set; without an id, the last one."""
    from coach.cli.setup import Setup
    from coach.errors import CoachError
    from coach.journal.finding import find_session

    setup = Setup()
    known = setup.history
    if session is None:
        if not known.sessions:
            raise CoachError(
                "nothing done yet", hint="`coach start desk-break` is a good first"
            )
        facts = known.sessions[-1]
    else:
        facts = find_session(known, session)
    if as_json:
        from coach.json_text import VERSION, encode

        fields = session_fields(facts) | {"sets": facts.bouts}
        typer.echo(encode({"version": VERSION, "session": fields}))
        return
    _show(facts, setup.console)


def _show(facts: SessionFacts, console: Console) -> None:
    from rich.text import Text

    from coach.screen.past import STATUS_WORDS, session_table
    from coach.screen.words import slow_exhales
    from coach.units import format_clock

    day = f"{facts.started_at:%A %d %B %Y, %H:%M}"
    console.print(Text.assemble((day, "bold"), f"  {facts.prescription.name}"))
    console.print(
        f"{STATUS_WORDS[facts.status]}, {facts.sets_done} of {facts.sets_planned} sets, "
        f"{format_clock(facts.active_ms)} at work, {slow_exhales(facts.exhales)}"
    )
    if facts.bouts:
        console.print(session_table(facts, console.width))


def session_fields(facts: SessionFacts) -> dict[str, Any]:
    """One session as JSON names it."""
    return {
        "id": facts.id,
        "started_at": facts.started_at,
        "status": facts.status,
        "name": facts.prescription.name,
        "routine": facts.prescription.routine,
        "planned_ms": facts.planned_ms,
        "active_ms": facts.active_ms,
        "exhale_ms": facts.exhale_ms,
        "sets_done": facts.sets_done,
        "sets_planned": facts.sets_planned,
        "drills": facts.drills,
    }
