"""``coach drill schema``: lets editors complete words and mark mistakes in drill files."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class SchemaKind(StrEnum):
    """Kinds of files that have a schema."""

    DRILL = "drill"
    ROUTINE = "routine"
    POSES = "poses"
    SOURCES = "sources"
    PROGRAMME = "programme"
    TEST = "test"
    COACHING = "coaching"


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("schema")(schema)


def schema(
    kind: Annotated[
        SchemaKind, typer.Argument(help="Kind of file that the schema is for.")
    ] = SchemaKind.DRILL,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            metavar="FILE",
            readable=False,
            help="Write to FILE instead of printing.",
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite an existing file.")
    ] = False,
) -> None:
    """Print a JSON Schema, so your editor can mark mistakes in your files."""
    from coach.library.bundled import find_bundled
    from coach.library.json_schema import schema_text

    text = schema_text(kind.value, find_bundled())
    if output is None:
        typer.echo(text, nl=False)
        return
    from coach.library.new_file import write_new

    write_new(output, text, replace=force)
    line = f"# yaml-language-server: $schema={output.name}"
    typer.echo(
        f"written: {output}\n"
        f"put this line at the top of each file of this kind in the same folder: {line}"
    )
