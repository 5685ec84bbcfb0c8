"""``coach history calendar``: a year in one view."""

from __future__ import annotations

import sys
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
            help="A calendar year; by default, the last twelve months.",
        ),
    ] = None,
    plain: Annotated[
        bool | None,
        typer.Option("--plain", help="List the weeks in words, for screen readers."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show the days on which you exercised, over a year."""
    from coach.app.context import Context
    from coach.app.history import queries
    from coach.screen.charset import can_show_blocks
    from coach.screen.year_calendar import (
        calendar_lines,
        calendar_list,
        calendar_year,
        year_to,
    )

    context = Context()
    today = queries.current_day(context, context.clock.wall())
    if year is not None and year > today.year:
        from coach.errors import UsageError

        raise UsageError(
            f"{year} is in the future", hint="use this year or an earlier year"
        )
    starts = context.config.week_starts
    span = year_to(today, starts) if year is None else calendar_year(year, today, starts)
    last = min(span.last, today)
    days = queries.days(context, span.first, last)
    if queries.is_unreadable(context, days):
        raise typer.Exit(1)
    if as_json:
        from coach.app.history.json_fields import day_fields
        from coach.text.json_text import VERSION, encode

        shown = day_fields(days, span.first, last)
        whole = {"first": span.first, "last": span.last, "days": shown}
        typer.echo(encode({"version": VERSION, **whole}))
        return
    planned = context.config.week
    console = context.console
    if plain if plain is not None else context.config.plain:
        for words in calendar_list(days, span, planned):
            console.print(words, soft_wrap=True)
        return
    is_ascii = not can_show_blocks(sys.stdout)
    if context.is_looked_at:
        from coach.screen.calendar_page import calendar_page
        from coach.screen.year_calendar import since_first

        if year is None:
            span = since_first(span, days)
        width, height = console.size
        lines = calendar_page(days, span, planned, width, height, is_ascii=is_ascii)
    else:
        lines = calendar_lines(days, span, planned, console.width, is_ascii=is_ascii)
    for line in lines:
        console.print(line)
