"""``coach drill add`` and ``remove``: drill folders that somebody shares with you."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coach.errors import CoachError

Folder = Annotated[
    Path,
    typer.Argument(metavar="DIR", readable=False, help="A folder of drills."),
]


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command("add")(add)
    app.command("remove")(remove)


def add(folder: Folder) -> None:
    """Use a shared folder of drills, without copying it."""
    from coach.app.context import Context
    from coach.app.shared_folders import (
        absolute_folder,
        folder_contents,
        refuse_odd_name,
        refuse_used_folder,
        without_folder,
    )
    from coach.config.remembered import remember

    context = Context()
    folder = absolute_folder(folder)
    refuse_odd_name(folder)
    refuse_used_folder(context, folder)
    lines = list(folder_contents(context, folder))
    remember(
        context.paths.remembered,
        drills=lambda known: [*without_folder(known, folder), folder],
    )
    typer.echo(f"added: {folder}")
    for line in lines:
        typer.echo(f"  {line}")


def remove(folder: Folder) -> None:
    """Stop using a folder of drills, without deleting it."""
    from coach.app.context import Context
    from coach.app.shared_folders import absolute_folder, without_folder
    from coach.config.remembered import remember

    context = Context()
    folder = absolute_folder(folder)
    added = context.remembered.drills
    if len(without_folder(added, folder)) == len(added):
        names = ", ".join(f"'{each}'" for each in added)
        raise CoachError(
            f"'{folder}' is not a folder that you added",
            hint=f"you added {names}" if added else "you haven't added any folders",
        )
    remember(context.paths.remembered, drills=lambda known: without_folder(known, folder))
    typer.echo(f"removed: {folder}; its files are unchanged")
