"""``coach history``: past sessions, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from coach.cli.options import AsJson

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coach.cli.history.looking import Found, Wanted
    from coach.cli.setup import Setup

LAST = 15
"""Sessions shown unless more are asked for."""


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.callback()(history)


def history(
    context: typer.Context,
    since: Annotated[
        str | None, typer.Option(metavar="DAY", help="2026-11-20, 7d, 4w or monday.")
    ] = None,
    drill: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only with this drill.")
    ] = None,
    routine: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only this routine.")
    ] = None,
    last: Annotated[
        int | None, typer.Option(min=1, help=f"How many sessions; {LAST} if not said.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show what was done, the newest first."""
    if context.invoked_subcommand is not None:
        return
    from coach.cli.history.dates import parse_since
    from coach.cli.history.looking import Wanted, find, is_unreadable
    from coach.cli.setup import Setup
    from coach.terminal.clock import SystemClock

    today = SystemClock().wall().date()
    day = None if since is None else parse_since(since, today)
    setup = Setup()
    if drill is not None:
        drill = _meant(setup, drill, setup.index.drill_names(), "drill")
    if routine is not None:
        routine = _meant(setup, routine, setup.index.routine_names(), "routine")
    shown = last if as_json else last or LAST
    wanted = Wanted(day, drill, routine, shown)
    found = find(setup, wanted)
    if as_json:
        _print_json(found)
        return
    if is_unreadable(setup, found.sessions):
        raise typer.Exit(1)
    if not found.sessions and not wanted.is_filtered:
        typer.echo("Nothing done yet. A good first one: coach start desk-break")
        return
    if not found.sessions:
        typer.echo("No session is like that. All of them: coach history")
        return
    _print_table(setup, found, wanted, today.year)


def _meant(setup: Setup, typed: str, done: Iterable[tuple[str, str]], what: str) -> str:
    from coach.cli.history.names import done_name
    from coach.cli.setup import tell

    name, unknown = done_name(setup, typed, done, what)
    if unknown:
        tell(unknown)
    return name


def _print_json(found: Found) -> None:
    from coach.cli.history.fields import session_fields
    from coach.json_text import VERSION, encode

    sessions = [session_fields(facts, firsts) for facts, firsts in found.sessions]
    typer.echo(encode({"version": VERSION, "sessions": sessions}))


def _print_table(setup: Setup, found: Found, wanted: Wanted, year: int) -> None:
    from coach.screen.past import history_table

    console = setup.console
    console.print(history_table(found.sessions, found.short, console.width, year))
    more = found.number - len(found.sessions)
    if more:
        same = "add" if wanted.is_filtered else "coach history"
        console.print(f"{more} more: {same} --last {found.number}")
    console.print("coach history show ID for one of them")
