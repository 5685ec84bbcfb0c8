"""``coach history card``: a postcard of one week, for the terminal or as a picture."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coach.cli.options import Drills

if TYPE_CHECKING:
    from datetime import date

    from coach.app.context import Context
    from coach.screen.postcard import Postcard


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("card")(card)


def card(
    week_of: Annotated[
        str | None,
        typer.Option(metavar="DAY", help="Any day in the week to show; by default, today."),
    ] = None,
    svg: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", readable=False, help="Write the card to FILE as an SVG picture."
        ),
    ] = None,
    png: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            readable=False,
            help="Write the card to FILE as a PNG picture; first install drill-coach[png].",
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite an existing file.")
    ] = False,
    drills: Drills = None,
) -> None:
    """Draw a postcard of your week that leaves out pain, effort and notes."""
    from coach.app.context import Context
    from coach.app.history.queries import current_day
    from coach.model.days_and_weeks import first_of_week
    from coach.screen.charset import can_show_blocks
    from coach.screen.postcard import WIDE, postcard_lines
    from coach.text.typed_times import parse_since

    context = Context(drills, with_sources=False)
    now = context.clock.wall()
    day = None if week_of is None else parse_since(week_of, now.date())
    day = day or current_day(context, now)
    made = _postcard(context, first_of_week(day, context.config.week_starts))
    if made is None:
        typer.echo(
            "There are no sessions in that week, so there is no card. "
            "For another week, name a day in that week: coach history card --week-of DAY"
        )
        return
    if svg is not None or png is not None:
        for path in _write(svg, png, made, force=force):
            typer.echo(f"written: {path}")
        return
    is_ascii = not can_show_blocks(sys.stdout)
    is_wide = context.console.width >= WIDE
    rows = None
    if sys.stdout.isatty():
        from coach.screen.printing import margin_rows

        # A row for the prompt.
        rows = context.console.height - margin_rows(context.console) - 1
    lines = postcard_lines(
        made, rows, is_ascii=is_ascii, is_wide=is_wide, columns=context.console.width
    )
    for line in lines:
        context.console.print(line, soft_wrap=True)


def _postcard(context: Context, first: date) -> Postcard | None:
    from datetime import timedelta

    from coach.app.drill_motions import motion_of
    from coach.app.history.queries import sums
    from coach.app.history.tests_taken import results_of_week
    from coach.model.days_and_weeks import day_of
    from coach.model.trends import drill_trends, has_work, weeks_of
    from coach.screen.breath_wave import breaths_done
    from coach.screen.postcard import Postcard
    from coach.screen.week_cells import marks_of

    last, starts = first + timedelta(days=6), context.config.week_starts
    found = sums(context, first, last)
    (week,) = weeks_of(found.days, first, last, starts)
    tests = results_of_week(context, first)
    if not (week.total.sessions or tests):
        if context.is_damaged():
            raise typer.Exit(1)  # sessions exist, but cannot be read
        return None
    most = max(
        drill_trends(found.drills, first, last, starts),
        key=lambda trend: (sum(trend.work_ms), trend.drill),
        default=None,
    )
    sessions = [
        facts
        for facts in context.index.sessions(since=first)
        if first <= day_of(facts.started_at) <= last and has_work(facts)
    ]
    newest = sessions[-1] if sessions else None
    return Postcard(
        first_day=first,
        days=found.days,
        begun=marks_of(sessions).begun,
        breaths=breaths_done(
            newest.prescription, [(bout.block, bout.reps_done) for bout in newest.bouts]
        )
        if newest
        else (),
        total=week.total,
        tests=tests,
        planned=context.config.week,
        drill=most.name if most else "",
        motion=motion_of(context, most.drill) if most else None,
    )


def _write(
    svg: Path | None, png: Path | None, made: Postcard, *, force: bool
) -> list[Path]:
    from coach.export.write_files import write_files
    from coach.files.atomic import SHARED
    from coach.screen.postcard import WIDE, alternative, postcard_lines
    from coach.screen.svg import svg_of

    picture = svg_of(postcard_lines(made, is_wide=True), WIDE, alternative(made))
    files: dict[Path, bytes] = {}
    if svg is not None:
        files[svg] = picture.encode()
    if png is not None:
        from coach.export.png_picture import png_of

        files[png] = png_of(picture)
    write_files(files, replace=force, mode=SHARED)
    return list(files)
