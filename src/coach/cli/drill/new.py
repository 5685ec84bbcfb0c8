"""``coach drill new``: a file to begin with, and how to try it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from coach.cli.options import Drills
from coach.errors import CoachError

if TYPE_CHECKING:
    from coach.cli.setup import Setup


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
    from coach.cli.setup import Setup
    from coach.library.bundled import find_bundled
    from coach.library.starting import copied, first_drill, id_of, title_of
    from coach.library.writing import write_new
    from coach.model.drill import Routine

    setup = Setup(drills, [source] if source else [])
    id_ = id_of(name)
    if not id_:
        raise CoachError(
            f"'{name}' has no letters for a file name",
            hint="write a name such as my-bridge",
        )
    folder = setup.paths.own_drills
    if source is None:
        text = first_drill(title_of(name), find_bundled())
    else:
        entry = setup.find(source)
        text = copied(entry, title_of(name), find_bundled())
        if isinstance(entry.value, Routine):
            folder /= "routines"
    path = folder / f"{id_}.yaml"
    if not path.exists():
        _refuse_taken_name(setup, id_, title_of(name))
    write_new(path, text)
    typer.echo(f"written: {path}\n")
    typer.echo(f"  look at it    coach show {id_}")
    typer.echo(f"  rehearse it   coach start {id_} --speed 20")
    typer.echo(f"  check it      coach drill check {id_}")
    typer.echo(f"  do it         coach start {id_}")


def _refuse_taken_name(setup: Setup, id_: str, title: str) -> None:
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
