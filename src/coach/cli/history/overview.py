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
    from coach.screen.history_tables import TableView

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
            help="Number of sessions; by default as many as fit in the window, "
            f"{LAST} with --plain or outside a terminal, or all with --json.",
        ),
    ] = None,
    plain: AsPlain = None,
    as_json: AsJson = False,
) -> None:
    """List your sessions."""
    if invocation.invoked_subcommand is not None:
        return
    from coach.app.context import Context
    from coach.app.history.queries import SessionFilter, find, is_unreadable
    from coach.app.history.tests_taken import results_in_words
    from coach.screen.history_tables import TableView, history_table

    context = Context()
    today = context.clock.wall().date()
    day = _first_day(since, today)
    if drill is not None:
        drill = _meant(context, drill, context.index.drill_names(), "drill")
    if routine is not None:
        routine = _meant(context, routine, context.index.routine_names(), "routine")
    plain = plain if plain is not None else context.config.plain
    is_page = context.is_looked_at and not plain
    usual = 2 * context.console.height if is_page else LAST
    shown = last if as_json else last or usual
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
        typer.echo("No sessions match. To list your latest sessions: coach history")
        return
    view = TableView(today, context.config.clock, ahead, results_in_words(context))
    if plain:
        print_records(history_table(found.sessions, found.short, WIDE, view))
        return
    if is_page:
        _print_page(context, found, wanted, view, is_cut=last is None)
        return
    _print_table(context, found, wanted, view)


def _first_day(typed: str | None, today: date) -> date | None:
    from coach.text.typed_times import parse_since

    return None if typed is None else parse_since(typed, today)


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


def _print_page(
    context: Context,
    found: FoundSessions,
    wanted: SessionFilter,
    view: TableView,
    *,
    is_cut: bool,
) -> None:
    """Print the sessions on a terminal; ``is_cut`` leaves out those that do not fit."""
    from coach.model.days_and_weeks import day_of
    from coach.screen.charset import can_show_blocks
    from coach.screen.history_page import Shown, history_page
    from coach.screen.printing import margin_rows

    console = context.console
    newest = day_of(found.sessions[-1][0].started_at)
    since = max(newest.replace(day=1), wanted.since or newest.replace(day=1))
    number = context.index.count(since=since, drill=wanted.drill, routine=wanted.routine)
    year = f" {newest.year}" if newest.year != view.today.year else ""
    shown = Shown(
        found.sessions,
        found.short,
        f"{number} in {newest:%B}{year}",
        found.number,
        _more(found, wanted),
        view,
        console.height - margin_rows(console) - 1 if is_cut else None,
        context.config.week_starts,
    )
    is_ascii = not can_show_blocks(sys.stdout)
    for part in history_page(shown, console.width, is_ascii=is_ascii):
        console.print(part, soft_wrap=True)


def _more(found: FoundSessions, wanted: SessionFilter) -> str:
    same = "add" if wanted.is_filtered else "coach history"
    return f"{same} --last {found.number}"


def _print_table(
    context: Context, found: FoundSessions, wanted: SessionFilter, view: TableView
) -> None:
    from rich.text import Text

    from coach.screen.flow import flow
    from coach.screen.history_tables import history_table

    console = context.console
    console.print(history_table(found.sessions, found.short, console.width, view))
    more = found.number - len(found.sessions)
    if more:
        console.print(f"{more} more: {_more(found, wanted)}")
    details = (Text("Details of a session:"), Text("coach history show ID"))
    for line in flow(details, console.width):
        console.print(line)
