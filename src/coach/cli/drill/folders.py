"""``coach drill add`` and ``remove``: folders of drills that somebody shares."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coach.errors import CoachError

if TYPE_CHECKING:
    from coach.app.context import Context

Folder = Annotated[
    Path,
    typer.Argument(metavar="DIR", readable=False, help="A folder of drills."),
]


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command("add")(add)
    app.command("remove")(remove)


def add(folder: Folder) -> None:
    """Use a folder of drills, routines and poses from now on; nothing is copied."""
    from coach.app.context import Context
    from coach.config.remembered import remember

    setup = Context()
    folder = _absolute(folder)
    _refuse_odd_name(folder)
    _refuse_what_is_used(setup, folder)
    lines = list(_what_it_brings(setup, folder))
    remember(
        setup.paths.remembered, drills=lambda known: [*_without(known, folder), folder]
    )
    typer.echo(f"added: {folder}")
    for line in lines:
        typer.echo(f"  {line}")


def remove(folder: Folder) -> None:
    """Use a folder no longer; the folder itself is left alone."""
    from coach.app.context import Context
    from coach.config.remembered import remember

    setup = Context()
    folder = _absolute(folder)
    added = setup.remembered.drills
    if len(_without(added, folder)) == len(added):
        names = ", ".join(f"'{each}'" for each in added)
        raise CoachError(
            f"'{folder}' was not added",
            hint=f"added are {names}" if added else "no folder was",
        )
    remember(setup.paths.remembered, drills=lambda known: _without(known, folder))
    typer.echo(f"no longer used: {folder}; nothing in it was touched")


def _refuse_odd_name(folder: Path) -> None:
    try:
        str(folder).encode()
    except UnicodeEncodeError:
        raise CoachError(
            f"the name of '{folder}' is not UTF-8, so it cannot be remembered",
            hint="rename the folder, or use --drills with each command",
        ) from None


def _absolute(folder: Path) -> Path:
    """The same folder wherever coach is started."""
    return Path(os.path.abspath(os.path.expanduser(folder)))  # noqa: PTH100, PTH111  'x/..' goes too, and no home is no error


def _without(folders: Sequence[Path], folder: Path) -> list[Path]:
    return [each for each in folders if not _is_same(each, folder)]


def _is_same(one: Path, other: Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)


def _refuse_what_is_used(setup: Context, folder: Path) -> None:
    from coach.library.bundled import find_bundled

    known = {
        Path.home(): "is your whole home; name the folder with the drills",
        Path(folder.anchor): "is a whole disk; name the folder with the drills",
        find_bundled(): "holds the bundled drills",
        setup.paths.own_drills: "is your own folder, which is always used",
    } | dict.fromkeys(setup.remembered.drills, "was added already")
    for other, reason in known.items():
        if _is_same(folder, other):
            raise CoachError(f"'{folder}' {reason}")


def _what_it_brings(setup: Context, folder: Path) -> list[str]:
    """Say what can be used, and what stands in the way.

    Raises:
        CoachError: if it is no folder that could be searched at every command.
    """
    import shlex

    from coach.library.bundled import find_bundled
    from coach.library.check.report import check
    from coach.library.coaching_rules import file_that_counts
    from coach.library.discover import COACHING, shown
    from coach.library.load import read_library
    from coach.library.programmes import read_programmes

    folders = [*setup.drill_folders, folder]
    report = check(folders, find_bundled(), [folder])
    for problem in report.problems:
        if problem.path == shown(folder):
            raise CoachError(f"'{folder}' {problem.message}", hint=problem.hint)
    library = read_library(folders, find_bundled())
    programmes = read_programmes(library).entries
    drills, routines, plans = (
        sum(entry.path.is_relative_to(folder) for entry in entries.values())
        for entries in (library.drills, library.routines, programmes)
    )
    brought = f"{_count(drills, 'drill')}, {_count(routines, 'routine')}"
    lines = [f"{brought}, {_count(plans, 'programme')}" if plans else brought]
    lines += [
        f"{entry.value.id} takes the place of the bundled one"
        for entry in (*library.entries(), *programmes.values())
        if entry.path.is_relative_to(folder) and entry.replaces_bundled
    ]
    rules = file_that_counts(library)
    if rules is not None and rules.path.is_relative_to(folder):
        lines.append(
            f"{COACHING}.yaml takes the place of the bundled rules,"
            " those about pain included"
        )
    clashes = [problem for problem in report.problems if not problem.line]
    lines += [str(problem) for problem in clashes]
    errors = report.errors - sum(not problem.is_advice for problem in clashes)
    if errors:
        lines.append(
            f"{_count(errors, 'error')}:"
            f" `coach drill check {shlex.quote(str(folder))}` shows them"
        )
    return lines


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
