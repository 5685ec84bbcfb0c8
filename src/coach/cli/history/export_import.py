"""``coach history export`` and ``import``: the history taken away, and brought back."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coach.errors import CoachError, UsageError
from coach.terminal import stdio
from coach.text.harmless import harmless_json

if TYPE_CHECKING:
    from coach.app.context import Context
    from coach.app.history.transfer import ChosenSessions
    from coach.model.session_facts import SessionFacts

Force = Annotated[bool, typer.Option("--force", help="Overwrite an existing file.")]


class Format(StrEnum):
    """What an export is for."""

    CSV = "csv"
    """One row per set, for spreadsheets."""
    JSON = "json"
    """Complete, to be imported again."""
    FIT = "fit"
    """Activities, for training diaries."""


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command("export")(export)
    app.command("import")(bring_back)


def export(
    form: Annotated[
        Format,
        typer.Option(
            "--format",
            help="csv: one row per set. json: everything, for import. fit: activities.",
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            readable=False,
            help="File, or a folder for several FIT activities; else printed.",
        ),
    ] = None,
    session: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Only this session; first letters of its id."),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="DAY", help="First day: 2026-11-20, 7d or monday."),
    ] = None,
    raw: Annotated[
        bool,
        typer.Option(
            "--raw", help="csv: add no apostrophe to texts that look like formulas."
        ),
    ] = False,
    bom: Annotated[
        bool, typer.Option("--bom", help="csv: begin with a byte order mark, for Excel.")
    ] = False,
    force: Force = False,
) -> None:
    """Export your history for a spreadsheet, another computer or a training diary."""
    from coach.app.context import Context
    from coach.app.history.queries import is_unreadable
    from coach.app.history.transfer import choose_sessions
    from coach.export.sets_csv import csv_table

    if session is not None and since is not None:
        raise UsageError(
            "'--session' and '--since' do not go together", hint="use one of the two"
        )
    if (raw or bom) and form is not Format.CSV:
        raise UsageError(
            f"'{'--raw' if raw else '--bom'}' is for tables only",
            hint="add --format csv, or leave out this option",
        )
    context = Context()
    chosen = choose_sessions(context, session, since)
    # What cannot be understood can still be taken away whole.
    if form is not Format.JSON and is_unreadable(context, chosen.sessions):
        raise typer.Exit(1)
    if form is Format.FIT:
        _export_fit(chosen.sessions, output, force=force)
        return
    if form is Format.CSV:
        data = csv_table(chosen.sessions, has_formulas=raw, has_mark=bom)
    else:
        data = _complete(context, chosen)
    if output is None or str(output) == "-":
        _print(data, form)
    else:
        _write({output: data}, force=force)


def _complete(context: Context, chosen: ChosenSessions) -> bytes:

    from coach.export.journal_json import complete_json
    from coach.journal.raw_lines import of_sessions, read_verbatim

    lines = read_verbatim(context.journal_folder)
    if not lines and context.is_damaged():
        raise typer.Exit(1)  # there is something, and none of it can be read
    return complete_json(lines if chosen.ids is None else of_sessions(lines, chosen.ids))


def _export_fit(
    sessions: Sequence[SessionFacts], output: Path | None, *, force: bool
) -> None:
    from coach.app.context import tell
    from coach.app.history.transfer import activity_file_name, make_folder, needs_output
    from coach.export.fit_activity import activity_file, has_activity
    from coach.export.fit_file import require_fit

    require_fit()
    with_work = [facts for facts in sessions if has_activity(facts)]
    if not with_work:
        raise CoachError(
            "no session has a finished set, so there is no activity to export",
            hint="list your sessions with `coach history`",
        )
    left_out = len(sessions) - len(with_work)
    if left_out:
        many = f"{left_out} sessions are" if left_out > 1 else "1 session is"
        tell(f"{many} left out: nothing was done yet")
    if output is None or str(output) == "-":
        if len(with_work) > 1 or sys.stdout.isatty():
            raise needs_output(len(with_work))
        stdio.hand_over(activity_file(with_work[0]))
        return
    if len(with_work) == 1 and not output.is_dir():
        _write({output: activity_file(with_work[0])}, force=force)
        return
    if len(with_work) > 1 and output.suffix.lower() == ".fit":
        raise UsageError(
            f"{len(with_work)} activities do not fit into one file",
            hint="name a folder, or choose a session with --session",
        )
    files = {
        output / activity_file_name(facts): activity_file(facts) for facts in with_work
    }
    make_folder(output)
    _write(files, force=force)


def _print(data: bytes, form: Format) -> None:
    """Hand over what was checked; the same values, with nothing that a terminal obeys."""
    text = data.decode()
    if form is Format.JSON:
        text = harmless_json(text)
    stdio.hand_over(text.encode())


def _write(files: dict[Path, bytes], *, force: bool) -> None:
    from coach.app.context import tell
    from coach.export.write_files import write_files
    from coach.text.count_of import count_of

    written = write_files(files, replace=force)
    first = next(iter(files))
    if len(files) == 1:
        tell(f"written: '{first}'" if written else f"'{first}' holds all of it already")
        return
    same = len(files) - written
    known = f", {same} were there already" if same else ""
    tell(f"{count_of(written, 'file')} written to '{first.parent}'{known}")


def bring_back(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", readable=False, help="A JSON export or a journal file."
        ),
    ],
) -> None:
    """Import an export or a journal file; each record is added once."""
    from coach.app.context import Context, tell_problems
    from coach.app.history.added_session import doubles_brought_in
    from coach.app.history.transfer import import_data, import_words
    from coach.export.journal_json import read_complete
    from coach.journal.raw_lines import bring_in

    context = Context()
    try:
        taken = read_complete(import_data(file), str(file))
    except MemoryError:
        raise CoachError(
            f"'{file}' does not fit into the memory of this computer",
            hint="close other programs, or import it on a larger one",
        ) from None
    brought = bring_in(context.journal_folder, taken.lines)
    tell_problems([taken.problem] if taken.problem else [])
    told = [import_words(taken.lines, brought), *doubles_brought_in(context, brought)]
    if file.resolve().parent == context.paths.rescued.resolve():
        if brought.other or taken.problem:
            told.append(f"Not all of '{file}' is in your journal, so the file stays.")
        else:
            file.unlink(missing_ok=True)  # it waited for this
    typer.echo("\n".join(told))
