"""``coach history``: past sessions, the newest first."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from coach.cli.options import WIDE, AsJson, AsPlain, print_records
from coach.model.bounds import SHOWN_SESSIONS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from coach.app.context import Context
    from coach.app.history.queries import FoundSessions, SessionFilter

LAST = 15
"""Number of sessions shown by default."""


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.callback()(history)


def history(
    invocation: typer.Context,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="DAY",
            help="List sessions from this day on: 2026-11-20, monday or 7d (7 days ago).",
        ),
    ] = None,
    drill: Annotated[
        str | None, typer.Option(metavar="NAME", help="List only sessions with this drill.")
    ] = None,
    routine: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="List only sessions with this routine."),
    ] = None,
    last: Annotated[
        int | None,
        typer.Option(
            min=SHOWN_SESSIONS.least,
            max=SHOWN_SESSIONS.most,
            help=f"Number of sessions; by default {LAST}, or all with --json.",
        ),
    ] = None,
    plain: AsPlain = None,
    as_json: AsJson = False,
) -> None:
    """List your sessions, newest first."""
    if invocation.invoked_subcommand is not None:
        return
    from coach.app.context import Context
    from coach.app.history.queries import SessionFilter, find, is_unreadable

    context = Context()
    today = context.clock.wall().date()
    day = None
    if since is not None:
        from coach.text.typed_times import parse_since

        day = parse_since(since, today)
    if drill is not None:
        drill = _meant(context, drill, context.index.drill_names(), "drill")
    if routine is not None:
        routine = _meant(context, routine, context.index.routine_names(), "routine")
    shown = last if as_json else last or LAST
    wanted = SessionFilter(day, drill, routine, shown)
    found = find(context, wanted)
    ahead = {facts.id for facts in context.index.ahead()}
    cannot_tell = is_unreadable(context, found.sessions)
    if as_json:
        _print_json(found, ahead)
        return
    if cannot_tell:
        raise typer.Exit(1)
    if not found.sessions and not wanted.is_filtered:
        typer.echo("No sessions yet. A good first session: coach start desk-break")
        return
    if not found.sessions:
        typer.echo("No sessions match. To see all sessions: coach history")
        return
    if plain if plain is not None else context.config.plain:
        from coach.app.history.tests_taken import results_in_words
        from coach.screen.history_tables import TableView, history_table

        view = TableView(today, context.config.clock, ahead, results_in_words(context))
        print_records(history_table(found.sessions, found.short, WIDE, view))
        return
    _print_table(context, found, wanted, today, ahead)


def _meant(context: Context, typed: str, done: Iterable[tuple[str, str]], what: str) -> str:
    from coach.app.context import tell
    from coach.app.history.names import done_name

    name, unknown = done_name(context, typed, done, what)
    if unknown:
        tell(unknown)
    return name


def _print_json(found: FoundSessions, ahead: set[str]) -> None:
    from coach.app.history.json_fields import session_fields
    from coach.text.json_text import VERSION, encode

    sessions = [
        session_fields(facts, firsts) | {"dated_ahead": facts.id in ahead}
        for facts, firsts in found.sessions
    ]
    typer.echo(encode({"version": VERSION, "sessions": sessions}))


def _print_table(
    context: Context,
    found: FoundSessions,
    wanted: SessionFilter,
    today: date,
    ahead: set[str],
) -> None:
    from coach.app.history.tests_taken import results_in_words
    from coach.screen.history_tables import TableView, history_table

    console = context.console
    view = TableView(today, context.config.clock, ahead, results_in_words(context))
    if context.is_looked_at:
        from coach.screen.charset import can_show_blocks
        from coach.screen.history_lines import history_lines

        is_ascii = not can_show_blocks(sys.stdout)
        rows, short = found.sessions, found.short
        for line in history_lines(rows, short, console.width, view, is_ascii=is_ascii):
            console.print(line, soft_wrap=True)
    else:
        console.print(history_table(found.sessions, found.short, console.width, view))
    more = found.number - len(found.sessions)
    if more:
        same = "add" if wanted.is_filtered else "coach history"
        console.print(f"{more} more: {same} --last {found.number}")
    if context.is_looked_at:
        return
    from rich.text import Text

    from coach.screen.flow import flow

    details = (Text("Details of a session:"), Text("coach history show ID"))
    for line in flow(details, console.width):
        console.print(line)
