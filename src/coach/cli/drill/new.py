"""``coach drill new``: a file to start from, and how to try it."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from coach.cli.options import Drills
from coach.errors import CoachError


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("new")(new)


def new(
    name: Annotated[
        str,
        typer.Argument(
            help="Name of the new drill or routine, such as my-bridge or 'My bridge'."
        ),
    ],
    source: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="DRILL", help="Start from a copy of this drill or routine."
        ),
    ] = None,
    drills: Drills = None,
) -> None:
    """Create a file for a new drill, ready for you to edit."""
    from coach.app.context import Context
    from coach.app.new_drill import put_schema, refuse_file_of_same_name, refuse_taken_name
    from coach.library.bundled import find_bundled
    from coach.library.json_schema import file_name
    from coach.library.new_file import write_new
    from coach.library.templates import copied, first_drill, new_id, title_of
    from coach.model.drill import Routine

    id_, title = new_id(name), title_of(name)
    context = Context(drills, [source] if source else [])
    own = folder = context.paths.own_drills
    kind = "drill"
    if source is None:
        text = first_drill(title)
    else:
        entry = context.find(source)
        text = copied(entry, title)
        if isinstance(entry.value, Routine):
            kind, folder = "routine", own / "routines"
    path = folder / f"{id_}.yaml"
    if not os.path.lexists(path):
        refuse_taken_name(context, id_, title)
        refuse_file_of_same_name(own, id_)
    write_new(path, text)
    try:
        put_schema(find_bundled() / file_name(kind), own)
    except CoachError as error:  # the drill works without the schema
        typer.echo(
            f"coach: {error.message}; without this file, your editor can't mark mistakes",
            err=True,
        )
    typer.echo(f"written: {path}\n")
    width = len(f"rehearse the {kind}")
    typer.echo(f"  {f'see the {kind}':{width}}  coach show {id_}")
    typer.echo(f"  rehearse the {kind}  coach start {id_} --speed 20")
    typer.echo(f"  {'check the file':{width}}  coach drill check {id_}")
    typer.echo(f"  {f'do the {kind}':{width}}  coach start {id_}")
