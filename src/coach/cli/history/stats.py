"""``coach history stats``: the last weeks at a glance."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from coach.cli.options import AsJson, AsPlain
from coach.model.bounds import SHOWN_WEEKS

WEEKS = 12
"""Weeks shown by default."""


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("stats")(stats)


def stats(
    weeks: Annotated[
        int | None,
        typer.Option(
            min=SHOWN_WEEKS.least,
            max=SHOWN_WEEKS.most,
            help=f"Number of weeks; by default {WEEKS}.",
        ),
    ] = None,
    plain: AsPlain = None,
    as_json: AsJson = False,
) -> None:
    """Show how much you exercised in recent weeks."""
    from coach.app.context import Context
    from coach.app.history.queries import current_day, sums
    from coach.model.days_and_weeks import first_of_week
    from coach.model.trends import WEEK, drill_trends, weeks_of
    from coach.screen.charset import can_show_blocks
    from coach.screen.stats_page import stats_page
    from coach.screen.stats_tables import Stats

    context = Context()
    today = current_day(context, context.clock.wall())
    starts = context.config.week_starts
    number = weeks or WEEKS
    first = first_of_week(today, starts) - (number - 1) * WEEK
    found = sums(context, first, today)
    if found.began is None and context.is_damaged():
        raise typer.Exit(1)  # sessions exist, but cannot be read
    if found.began is None and not as_json:
        typer.echo("No sessions yet. A good first session: coach start desk-break")
        return
    if weeks is None and found.began is not None:
        # Weeks before the first session hold no information.
        first = max(first, first_of_week(min(found.began, today), starts))
    shown = Stats(
        weeks=weeks_of(found.days, first, today, starts),
        drills=drill_trends(found.drills, first, today, starts),
        levels=found.past.levels,
        planned=context.config.week,
    )
    if as_json:
        from coach.app.history.json_fields import stats_fields, tests_fields
        from coach.app.history.tests_taken import taken_tests
        from coach.text.json_text import VERSION, encode

        tests = tests_fields(taken_tests(context), context.index.tests)
        fields = {"version": VERSION, **stats_fields(shown), "tests": tests}
        typer.echo(encode(fields))
        return
    console = context.console
    if plain if plain is not None else context.config.plain:
        from coach.screen.stats_page import plain_weeks

        for words in plain_weeks(shown.weeks):
            typer.echo(words)
        return
    is_ascii = not can_show_blocks(sys.stdout)
    from coach.app.history.tests_taken import taken_lines
    from coach.screen.printing import margin_rows

    page = stats_page(
        shown,
        console.width,
        [*taken_lines(context, is_ascii=is_ascii)],
        rows=console.height - margin_rows(console) if context.is_looked_at else None,
        is_ascii=is_ascii,
        is_seen=context.is_looked_at,
    )
    for part in page:
        console.print(part)
