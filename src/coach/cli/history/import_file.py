"""``coach history import``: an export or a journal file, added to the journal."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coach.errors import CoachError


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("import")(bring_in_file)


def bring_in_file(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", readable=False, help="A JSON export or a journal file."
        ),
    ],
) -> None:
    """Import a JSON export or a journal file; duplicate records are left out."""
    from coach.app.context import Context, tell_problems
    from coach.app.history.added_session import doubles_brought_in
    from coach.app.history.import_records import import_data, import_words
    from coach.export.journal_json import read_complete
    from coach.journal.raw_lines import bring_in

    context = Context()
    try:
        taken = read_complete(import_data(file), str(file))
    except MemoryError:
        raise CoachError(
            f"'{file}' is too large for this computer's memory",
            hint="close other programs, or import the file on a computer with more memory",
        ) from None
    brought = bring_in(context.journal_folder, taken.lines)
    tell_problems([taken.problem] if taken.problem else [])
    told = [import_words(taken.lines, brought), *doubles_brought_in(context, brought)]
    if file.resolve().parent == context.paths.rescued.resolve():
        if brought.other or taken.problem:
            told.append(
                f"Part of '{file}' is not in your journal, so coach keeps the file."
            )
        else:
            file.unlink(missing_ok=True)  # the file was waiting for this import
    typer.echo("\n".join(told))
