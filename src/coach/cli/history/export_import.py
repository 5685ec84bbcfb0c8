"""``coach history export`` and ``import``: the history taken away, and brought back."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coach.errors import CoachError, UsageError
from coach.terminal import stdio
from coach.text.harmless import harmless_json

if TYPE_CHECKING:
    from coach.app.context import Context
    from coach.journal.raw_lines import BroughtIn, Line
    from coach.model.session_facts import SessionFacts

Force = Annotated[
    bool, typer.Option("--force", help="Take the place of a file that is there.")
]


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


@dataclass(frozen=True)
class _Chosen:
    """The sessions to take away."""

    sessions: Sequence[SessionFacts]
    ids: frozenset[str] | None
    """Deleted ones too; None for everything there is."""


def export(
    form: Annotated[
        Format,
        typer.Option(
            "--format",
            help="csv: a row per set. json: complete, for `import`. fit: activities.",
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            readable=False,
            help="Where to; for several FIT activities a folder. Else it is printed.",
        ),
    ] = None,
    session: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Only this one; the first letters are enough."),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="DAY", help="From this day on: 2026-11-20, 7d, monday."),
    ] = None,
    raw: Annotated[
        bool,
        typer.Option(
            "--raw", help="csv: no apostrophe before a text that is like a formula."
        ),
    ] = False,
    bom: Annotated[
        bool, typer.Option("--bom", help="csv: a byte order mark first, as Excel likes it.")
    ] = False,
    force: Force = False,
) -> None:
    """Take the history away: for a spreadsheet, for another machine, for a diary."""
    from coach.app.context import Context
    from coach.app.history.queries import is_unreadable
    from coach.export.sets_csv import csv_table

    if session is not None and since is not None:
        raise UsageError("'--session' and '--since' do not go together", hint="say one")
    if (raw or bom) and form is not Format.CSV:
        raise UsageError(
            f"'{'--raw' if raw else '--bom'}' goes with a table alone",
            hint="add --format csv, or leave it out",
        )
    setup = Context()
    chosen = _choose(setup, session, since)
    # What cannot be understood can still be taken away whole.
    if form is not Format.JSON and is_unreadable(setup, chosen.sessions):
        raise typer.Exit(1)
    if form is Format.FIT:
        _export_fit(chosen.sessions, output, force=force)
        return
    if form is Format.CSV:
        data = csv_table(chosen.sessions, has_formulas=raw, has_mark=bom)
    else:
        data = _complete(setup, chosen)
    if output is None or str(output) == "-":
        _print(data, form)
    else:
        _write({output: data}, force=force)


def _choose(setup: Context, session: str | None, since: str | None) -> _Chosen:
    from coach.app.history.queries import session_of
    from coach.model.days_and_weeks import day_of
    from coach.terminal.clock import SystemClock
    from coach.text.typed_times import parse_since

    if session is not None:
        facts = session_of(setup, session)
        return _Chosen((facts,), frozenset({facts.id}))
    history = setup.history
    if since is None:
        return _Chosen(history.sessions, None)
    first = parse_since(since, SystemClock().wall().date())

    def newer(sessions: Iterable[SessionFacts]) -> list[SessionFacts]:
        return [facts for facts in sessions if day_of(facts.started_at) >= first]

    found = newer(history.sessions)
    ids = {facts.id for facts in (*found, *newer(history.deleted))}
    return _Chosen(found, frozenset(ids))


def _complete(setup: Context, chosen: _Chosen) -> bytes:
    from coach.export.journal_json import complete_json
    from coach.journal.raw_lines import of_sessions, read_verbatim

    lines = read_verbatim(setup.journal_folder)
    if not lines and setup.is_damaged():
        raise typer.Exit(1)  # there is something, and none of it can be read
    return complete_json(lines if chosen.ids is None else of_sessions(lines, chosen.ids))


def _export_fit(
    sessions: Sequence[SessionFacts], output: Path | None, *, force: bool
) -> None:
    from coach.app.context import tell
    from coach.export.fit_activity import activity_file, has_activity
    from coach.export.fit_file import require_fit

    require_fit()
    with_work = [facts for facts in sessions if has_activity(facts)]
    if not with_work:
        raise CoachError(
            "there is no session with something done in it, so there is no activity",
            hint="coach history shows what there is",
        )
    left_out = len(sessions) - len(with_work)
    if left_out:
        many = f"{left_out} sessions are" if left_out > 1 else "1 session is"
        tell(f"{many} left out: nothing was done yet")
    if output is None or str(output) == "-":
        if len(with_work) > 1 or sys.stdout.isatty():
            raise _needs_output(len(with_work), is_terminal=sys.stdout.isatty())
        stdio.hand_over(activity_file(with_work[0]))
        return
    if len(with_work) == 1 and not output.is_dir():
        _write({output: activity_file(with_work[0])}, force=force)
        return
    if len(with_work) > 1 and output.suffix.lower() == ".fit":
        raise UsageError(
            f"{len(with_work)} activities do not go into one file",
            hint="name a folder, or choose one by --session",
        )
    files = {output / file_name(facts): activity_file(facts) for facts in with_work}
    _make_folder(output)
    _write(files, force=force)


def _needs_output(count: int, *, is_terminal: bool) -> UsageError:
    if count > 1:
        return UsageError(
            f"{count} activities do not go to one place",
            hint="--output FOLDER, or one of them by --session",
        )
    assert is_terminal  # noqa: S101  one activity may go into a pipe
    return UsageError(
        "a FIT file is not for reading, so it is not printed to a terminal",
        hint="--output FILE",
    )


def file_name(facts: SessionFacts) -> str:
    """A name that sorts by time and tells which session it is, safe on every system."""
    name = facts.prescription.routine or "drills"
    words = f"{name}-{facts.id}".lower()
    safe = re.sub(r"[^a-z0-9]+", "-", words).strip("-")[-60:].strip("-")
    return f"{facts.started_at:%Y-%m-%d-%H%M}-{safe}.fit"


def _make_folder(folder: Path) -> None:
    from coach.files.durable import PRIVATE_FOLDER
    from coach.files.os_error import refused

    try:
        folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    except OSError as error:
        raise refused(f"write into '{folder}'", error) from error


def _print(data: bytes, form: Format) -> None:
    """Hand over what was checked; the same values, with nothing that a terminal obeys."""
    text = data.decode()
    if form is Format.JSON:
        text = harmless_json(text)
    stdio.hand_over(text.encode())


def _write(files: dict[Path, bytes], *, force: bool) -> None:
    from coach.app.context import tell
    from coach.export.write_files import write_files

    written = write_files(files, replace=force)
    first = next(iter(files))
    if len(files) == 1:
        tell(f"written: '{first}'" if written else f"'{first}' holds all of it already")
        return
    same = len(files) - written
    known = f", {same} were there already" if same else ""
    many = "1 file" if written == 1 else f"{written} files"
    tell(f"{many} written to '{first.parent}'{known}")


def bring_back(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", readable=False, help="A complete export in JSON, or a journal."
        ),
    ],
) -> None:
    """Bring an export or a journal file back; what is here already comes in once."""
    from coach.app.context import Context, tell_problems
    from coach.export.journal_json import read_complete
    from coach.journal.raw_lines import bring_in

    setup = Context()
    try:
        taken = read_complete(_data_of(file), str(file))
    except MemoryError:
        raise CoachError(
            f"'{file}' does not fit into the memory of this computer",
            hint="close other programs, or import it on a larger one",
        ) from None
    brought = bring_in(setup.journal_folder, taken.lines)
    tell_problems([taken.problem] if taken.problem else [])
    typer.echo(_came_in(taken.lines, brought))
    if file.resolve().parent == setup.paths.rescued.resolve():
        file.unlink(missing_ok=True)  # it waited for this


def _data_of(file: Path) -> bytes:
    from coach.files.os_error import reason
    from coach.files.regular import NotAFileError, TooLargeError, read_regular
    from coach.model.bounds import IMPORT_MB

    hint = "check the name of the file"
    try:
        return read_regular(file, IMPORT_MB.most << 20)
    except NotAFileError:
        why = "is not a file"
    except TooLargeError as error:
        why, hint = reason(error), "take away a part of it: `coach history export --since`"
    except (OSError, ValueError) as error:
        why = reason(error)
    raise CoachError(f"'{file}' cannot be imported: {why}", hint=hint)


def _came_in(lines: Sequence[Line], brought: BroughtIn) -> str:
    if not lines:
        return "The export is empty: nothing to take in."
    fresh = brought.fresh
    told = [_news(brought)]
    if brought.repeated:
        copies = "1 copy" if brought.repeated == 1 else f"{brought.repeated} copies"
        told.append(f"{copies} of records in the same file counted once.")
    if brought.other:
        they = "1 record" if brought.other == 1 else f"{brought.other} records"
        says = "says" if brought.other == 1 else "say"
        told.append(f"{they} with the same id {says} something else; one of each counts.")
    newer = sum(line.is_newer for line in fresh)
    if newer:
        they = "1 is" if newer == 1 else f"{newer} are"
        counts = "counts" if newer == 1 else "count"
        told.append(f"{they} from a newer coach and {counts} once this one is updated.")
    return " ".join(told)


def _news(brought: BroughtIn) -> str:
    fresh, known = brought.fresh, brought.known
    if not fresh:
        return f"Nothing new: all {known} records are here already."
    sessions = len({line.session for line in fresh if line.type == "session_started"})
    records = "1 record" if len(fresh) == 1 else f"{len(fresh)} records"
    many = "1 new session" if sessions == 1 else f"{sessions} new sessions"
    here = f"; {known} were here already." if known else "."
    return f"Taken in: {records}, {many}{here}"
