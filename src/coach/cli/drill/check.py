"""``coach drill check``: all mistakes in drill files, and advice, in one report."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coach.cli.options import AsJson, Drills

if TYPE_CHECKING:
    from rich.console import Console


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("check")(check)


def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH]...",
            readable=False,  # problems with a path belong in the report
            help="Files, folders or names to check; by default, all folders in use.",
        ),
    ] = None,
    quiet: Annotated[
        bool,
        typer.Option(
            "--quiet", help="Print nothing if there are no mistakes and no advice."
        ),
    ] = False,
    as_json: AsJson = False,
    drills: Drills = None,
) -> None:
    """Check drill files for mistakes, and give advice.

    The exit code is 1 if there are mistakes, and 0 if there is only advice.
    """
    from coach.app.check_report import checked_words, report_json, report_words
    from coach.app.context import Context
    from coach.library.bundled import find_bundled
    from coach.library.check.report import check as check_files

    context = Context(drills)
    report = check_files(context.drill_folders, find_bundled(), paths or ())
    if as_json:
        from coach.text.json_text import encode

        typer.echo(encode(report_json(report)))
    elif report.problems:
        from coach.screen.problem_lines import problem_lines

        console = context.console
        for problem in report.problems:
            for line in problem_lines(problem, report.excerpt(problem), console.width):
                console.print(line, soft_wrap=True)
    if not as_json and (report.problems or not quiet):
        sys.stdout.flush()  # the summary may go to stderr, and comes after the report
        words = report_words(report)
        if report.problems or not context.is_looked_at:
            typer.echo(words, err=bool(report.problems))
        else:
            _print_all_well(context.console, checked_words(report))
    if report.errors:
        raise typer.Exit(1)


def _print_all_well(console: Console, words: str) -> None:
    """Print in big letters that there are no problems, and what was checked."""
    from rich.text import Text

    from coach.screen.charset import can_show_blocks
    from coach.screen.doctor_page import mark_of
    from coach.screen.even_lines import wrapped
    from coach.screen.headline import headline
    from coach.screen.quick_table import NARROW
    from coach.screen.roles import Role

    is_ascii, said = not can_show_blocks(sys.stdout), "No problems"
    if console.width < NARROW:
        # Two large words would be one below the other.
        said, words = "OK", f"{said}: {words}"
    for row in headline(said, console.width, Role.PROGRESS, is_ascii=is_ascii):
        console.print(row)
    console.print(Text(""))
    mark = mark_of(is_ok=True, is_ascii=is_ascii)
    for part in wrapped(words, console.width - 2):
        console.print(Text.assemble(mark, " ", part))
        mark = Text(" ")
