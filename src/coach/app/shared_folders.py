"""Shared drill folders: refused, compared and described."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coach.errors import CoachError
from coach.text.count_of import count_of

if TYPE_CHECKING:
    from coach.app.context import Context


def refuse_odd_name(folder: Path) -> None:
    """Raise CoachError if the name of a folder is not UTF-8."""
    try:
        str(folder).encode()
    except UnicodeEncodeError:
        raise CoachError(
            f"the name of '{folder}' is not UTF-8, so coach can't remember the folder",
            hint="rename the folder, or use --drills with each command",
        ) from None


def absolute_folder(folder: Path) -> Path:
    """Return the absolute path of a folder, independent of the current folder."""
    return Path(os.path.abspath(os.path.expanduser(folder)))  # noqa: PTH100, PTH111  'x/..' goes too, and no home is no error


def without_folder(folders: Sequence[Path], folder: Path) -> list[Path]:
    """Return the folders without one of them, by whichever path it is named."""
    return [each for each in folders if not _is_same(each, folder)]


def _is_same(one: Path, other: Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)


def refuse_used_folder(context: Context, folder: Path) -> None:
    """Raise CoachError if a folder is already in use, or is a whole home folder or disk."""
    from coach.library.bundled import find_bundled

    own = f"'{folder}' is the folder for your own drills, which coach always uses"
    known = {
        Path.home(): f"'{folder}' is your whole home folder",
        Path(folder.anchor): f"'{folder}' is a whole disk",
        find_bundled(): f"'{folder}' holds the bundled drills, which coach always uses",
        context.paths.own_drills: own,
    } | dict.fromkeys(context.remembered.drills, f"'{folder}' has already been added")
    hint = "use the folder that contains only your drills"
    for other, message in known.items():
        if _is_same(folder, other):
            raise CoachError(message, hint=hint if "whole" in message else None)


def folder_contents(context: Context, folder: Path) -> list[str]:
    """Return lines about a folder's usable drills and its problems.

    Raises:
        CoachError: if the folder could not be searched each time a command runs.
    """
    import shlex

    from coach.library.bundled import find_bundled
    from coach.library.check.report import check
    from coach.library.coaching_rules import file_that_counts
    from coach.library.discover import COACHING, shown
    from coach.library.load import read_library
    from coach.library.programmes import read_programmes

    folders = [*context.drill_folders, folder]
    report = check(folders, find_bundled(), [folder])
    for problem in report.problems:
        if problem.path == shown(folder):
            raise CoachError(
                f"'{folder}' cannot be used: {problem.message}", hint=problem.hint
            )
    library = read_library(folders, find_bundled())
    programmes = read_programmes(library).entries
    drills, routines, plans = (
        sum(entry.path.is_relative_to(folder) for entry in entries.values())
        for entries in (library.drills, library.routines, programmes)
    )
    brought = f"{count_of(drills, 'drill')}, {count_of(routines, 'routine')}"
    lines = [f"{brought}, {count_of(plans, 'programme')}" if plans else brought]
    lines += [
        f"{entry.value.id} replaces the bundled file of the same name"
        for entry in (*library.entries(), *programmes.values())
        if entry.path.is_relative_to(folder) and entry.replaces_bundled
    ]
    rules = file_that_counts(library)
    if rules is not None and rules.path.is_relative_to(folder):
        lines.append(
            f"{COACHING}.yaml replaces the bundled rules, including some about pain"
        )
    clashes = [problem for problem in report.problems if not problem.line]
    lines += [str(problem) for problem in clashes]
    errors = report.errors - sum(not problem.is_advice for problem in clashes)
    if errors:
        lines.append(
            f"{count_of(errors, 'error')}; for details, use"
            f" `coach drill check {shlex.quote(str(folder))}`"
        )
    return lines
