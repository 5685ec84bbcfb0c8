"""``coach history export``: the history for a spreadsheet, a diary or another computer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coach.errors import UsageError
from coach.export.export_formats import ExportFormat

Force = Annotated[bool, typer.Option("--force", help="Overwrite an existing file.")]


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("export")(export)


def export(
    form: Annotated[
        ExportFormat,
        typer.Option(
            "--format",
            help="csv: one row per set and side. json: a backup. fit: watch activities.",
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            readable=False,
            help="Write to FILE instead of printing; for several FIT files, name a folder.",
        ),
    ] = None,
    session: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            help="Export only the session whose id starts with these characters.",
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="DAY",
            help="Export sessions from this day on: 2026-11-20, monday or 7d (7 days ago).",
        ),
    ] = None,
    raw: Annotated[
        bool,
        typer.Option(
            "--raw",
            help="csv: don't put an apostrophe before text that looks like a formula.",
        ),
    ] = False,
    bom: Annotated[
        bool,
        typer.Option(
            "--bom",
            help="csv: add a byte order mark, so Excel shows every letter correctly.",
        ),
    ] = False,
    force: Force = False,
) -> None:
    """Export your history for a spreadsheet, another computer or a training diary."""
    from coach.app.context import Context
    from coach.app.history.export_sessions import (
        ExportRequest,
        choose_sessions,
        export_sessions,
    )
    from coach.app.history.queries import is_unreadable

    if session is not None and since is not None:
        raise UsageError(
            "you can't use '--session' and '--since' together",
            hint="use --session or --since, not both",
        )
    if (raw or bom) and form is not ExportFormat.CSV:
        raise UsageError(
            f"'{'--raw' if raw else '--bom'}' is only for CSV",
            hint="add --format csv, or leave out this option",
        )
    context = Context()
    chosen = choose_sessions(context, session, since)
    # A JSON export keeps even records that coach cannot understand.
    if form is not ExportFormat.JSON and is_unreadable(context, chosen.sessions):
        raise typer.Exit(1)
    wanted = ExportRequest(output, is_forced=force, has_formulas=raw, has_mark=bom)
    raise typer.Exit(export_sessions(context, form, chosen, wanted))
