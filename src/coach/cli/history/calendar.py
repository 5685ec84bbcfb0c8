"""``coach history calendar``: a year in one view."""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import Annotated

import typer

from coach.cli.options import AsJson
from coach.model.bounds import SHOWN_YEAR


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("calendar")(calendar)


def calendar(
    year: Annotated[
        int | None,
        typer.Option(
            min=SHOWN_YEAR.least,
            max=SHOWN_YEAR.most,
            help="A calendar year; else up to today.",
        ),
    ] = None,
    plain: Annotated[
        bool | None, typer.Option("--plain", help="A list of weeks, to be read aloud.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show a year in one view: weeks as columns, work time as shades."""
    from datetime import date

    from coach.cli.history import looking
    from coach.cli.setup import Setup
    from coach.screen.calendar import WEEKS, calendar_lines, calendar_list
    from coach.screen.encoding import can_show_blocks
    from coach.terminal.clock import SystemClock

    setup = Setup()
    today = SystemClock().wall().date()
    last = today if year is None else min(today, date(year, 12, 31))
    if year is not None and year > today.year:
        from coach.errors import UsageError

        raise UsageError(f"{year} is still to come", hint="leave --year out for now")
    first = last - timedelta(days=7 * WEEKS)
    days = looking.days(setup, first, last)
    if looking.is_unreadable(setup, days):
        raise typer.Exit(1)
    if as_json:
        from coach.cli.history.fields import day_fields
        from coach.json_text import VERSION, encode

        typer.echo(encode({"version": VERSION, "days": day_fields(days, first, last)}))
        return
    planned = setup.config.week
    console = setup.console
    if plain if plain is not None else setup.config.plain:
        for words in calendar_list(days, last, planned):
            console.print(words, soft_wrap=True)
        return
    is_ascii = not can_show_blocks(sys.stdout)
    for line in calendar_lines(days, last, planned, console.width, is_ascii=is_ascii):
        console.print(line)
