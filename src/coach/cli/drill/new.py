"""``coach drill new``: a file to begin with, and how to try it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from coach.cli.options import Drills
from coach.errors import CoachError

if TYPE_CHECKING:
    from pathlib import Path

    from coach.app.context import Context


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("new")(new)


def new(
    name: Annotated[str, typer.Argument(help="What to call it: my-bridge, 'My bridge'.")],
    source: Annotated[
        str | None,
        typer.Option("--from", metavar="DRILL", help="Begin with a copy of this one."),
    ] = None,
    drills: Drills = None,
) -> None:
    """Write a drill of your own to begin with; a file that is there is left alone."""
    from coach.app.context import Context
    from coach.library.bundled import find_bundled
    from coach.library.new_file import write_new
    from coach.library.schema import file_name
    from coach.library.templates import copied, first_drill, new_id, title_of
    from coach.model.drill import Routine

    id_, title = new_id(name), title_of(name)
    setup = Context(drills, [source] if source else [])
    own = folder = setup.paths.own_drills
    kind = "drill"
    if source is None:
        text = first_drill(title)
    else:
        entry = setup.find(source)
        text = copied(entry, title)
        if isinstance(entry.value, Routine):
            kind, folder = "routine", own / "routines"
    path = folder / f"{id_}.yaml"
    if not os.path.lexists(path):
        _refuse_taken_name(setup, id_, title)
        _refuse_file_of_same_name(own, id_)
    write_new(path, text)
    try:
        _put_schema(find_bundled() / file_name(kind), own)
    except CoachError as error:  # the drill is there, and works without it
        typer.echo(f"coach: {error.message}; editors cannot mark mistakes yet", err=True)
    typer.echo(f"written: {path}\n")
    typer.echo(f"  look at it    coach show {id_}")
    typer.echo(f"  rehearse it   coach start {id_} --speed 20")
    typer.echo(f"  check it      coach drill check {id_}")
    typer.echo(f"  do it         coach start {id_}")


def _put_schema(bundled: Path, own: Path) -> None:
    """Lay the schema into the folder, where it outlives this installation.

    One of an earlier version is replaced.
    """
    from coach.library.new_file import write_new

    text = bundled.read_text(encoding="utf-8")
    path = own / bundled.name
    try:
        is_current = path.read_text(encoding="utf-8") == text
    except (OSError, ValueError):
        is_current = False
    if not is_current:
        write_new(path, text, replace=True)


def _refuse_file_of_same_name(own: Path, id_: str) -> None:
    """One file to a name: with any ending or capitals, whether it can be used or not."""
    from coach.library.discover import find_files

    if not own.exists():
        return
    for file in find_files(own).files:
        if file.id.casefold() == id_:
            raise CoachError(
                f"'{file.path}' is there already, and was left as it is",
                hint="choose another name",
            )


def _refuse_taken_name(setup: Context, id_: str, title: str) -> None:
    """A new drill takes no other one's place unasked."""
    for name in (id_, title):
        try:
            entry = setup.library.find(name)
        except CoachError:
            continue
        whose = "one of yours" if entry.is_own else "a bundled one"
        raise CoachError(
            f"'{name}' is taken: {whose} is called so ({entry.value.name}, {entry.shown})",
            hint="choose another name",
        )
