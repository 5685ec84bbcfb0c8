"""``coach drill check``: everything that can be said about drill files, at once."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coach.cli.options import AsJson, Drills

if TYPE_CHECKING:
    from coach.library.check.report import Report


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("check")(check)


def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH]...",
            readable=False,  # what is wrong with a path is told like all the rest
            help="Files, folders or names; without one, every folder in use.",
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Only problems.")] = False,
    as_json: AsJson = False,
    drills: Drills = None,
) -> None:
    """Check drills and routines: every mistake, and what a coach would change.

    The exit code is 1 only for mistakes, not for advice.
    """
    from coach.app.context import Context
    from coach.library.bundled import find_bundled
    from coach.library.check.report import check as check_files

    setup = Context(drills)
    report = check_files(setup.drill_folders, find_bundled(), paths or ())
    if as_json:
        from coach.text.json_text import encode

        typer.echo(encode(report_json(report)))
    elif report.problems:
        from coach.screen.problem_lines import problem_lines

        console = setup.console
        for problem in report.problems:
            for line in problem_lines(problem, report.excerpt(problem), console.width):
                console.print(line, soft_wrap=True)
    if not as_json and (report.problems or not quiet):
        sys.stdout.flush()  # what follows goes another way, and after it
        typer.echo(_summary(report), err=bool(report.problems))
    if report.errors:
        raise typer.Exit(1)


def report_json(report: Report) -> dict[str, Any]:
    """The whole answer of ``coach drill check --json``."""
    from coach.text.json_text import VERSION

    problems = [
        {
            "file": _as_text(report.files.get(problem.path, Path(problem.path))),
            "line": problem.line,
            "column": problem.column,
            "kind": "advice" if problem.is_advice else "error",
            "message": problem.message,
            "hint": problem.hint,
            "excerpt": report.excerpt(problem),
        }
        for problem in report.problems
    ]
    return {
        "version": VERSION,
        "files": len(report.files),
        "errors": report.errors,
        "advice": report.advice,
        "problems": problems,
    }


def _as_text(path: Path) -> str:
    """A path as JSON can hold it; the system takes names that are no text."""
    return os.fsencode(path.absolute()).decode("utf-8", "replace")


def _summary(report: Report) -> str:
    files = _count(len(report.files), "file")
    if not report.problems:
        return f"{files}: no problems"
    errors, advice = _count(report.errors, "error"), f"{report.advice} advice"
    if not report.errors:
        return f"{files}: no errors, {advice}; everything can be used as it is"
    also = f", {advice}" if report.advice else ""
    return f"{files}: {errors}{also}; what can be read can be used all the same"


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
