"""Sessions exported from the history, in one of the formats of ``export/``."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coach.errors import CoachError, UsageError
from coach.export.export_formats import ExportFormat
from coach.terminal import stdio
from coach.text.count_of import count_of
from coach.text.harmless import harmless_json

if TYPE_CHECKING:
    from coach.app.context import Context
    from coach.journal.raw_lines import Line
    from coach.model.session_facts import SessionFacts


@dataclass(frozen=True)
class ExportRequest:
    """Format and target of an export, and the layout of a table."""

    output: Path | None
    """File or folder; None or ``-`` prints."""
    is_forced: bool
    """Whether an existing file is replaced."""
    has_formulas: bool
    """Whether to keep text that looks like a formula unchanged."""
    has_mark: bool
    """Whether a table begins with a byte order mark."""


@dataclass(frozen=True)
class ChosenSessions:
    """The sessions to export."""

    sessions: Sequence[SessionFacts]
    ids: frozenset[str] | None
    """Ids, deleted sessions included; None for all."""


def choose_sessions(
    context: Context, session: str | None, since: str | None
) -> ChosenSessions:
    """Return one session, those since a day, or all sessions.

    Raises:
        CoachError: if no session has that id, or the day cannot be understood.
    """
    from coach.app.history.queries import session_of
    from coach.model.days_and_weeks import day_of
    from coach.text.typed_times import parse_since

    if session is not None:
        facts = session_of(context, session)
        return ChosenSessions((facts,), frozenset({facts.id}))
    history = context.history
    if since is None:
        return ChosenSessions(history.sessions, None)
    first = parse_since(since, context.clock.wall().date())

    def newer(sessions: Iterable[SessionFacts]) -> list[SessionFacts]:
        return [facts for facts in sessions if day_of(facts.started_at) >= first]

    found = newer(history.sessions)
    ids = {facts.id for facts in (*found, *newer(history.deleted))}
    return ChosenSessions(found, frozenset(ids))


def needs_output(count: int) -> UsageError:
    """Return the error for activities that have no file to go to."""
    if count > 1:
        return UsageError(
            f"a FIT file can hold only one activity, and this export has {count}",
            hint="use --output FOLDER, or choose one session with --session",
        )
    return UsageError(
        "a FIT file can't be shown in a terminal",
        hint="use --output FILE",
    )


def activity_file_name(facts: SessionFacts) -> str:
    """Return a file name that sorts by time, names the session and is safe everywhere."""
    name = facts.prescription.routine or "drills"
    words = f"{name}-{facts.id}".lower()
    safe = re.sub(r"[^a-z0-9]+", "-", words).strip("-")[-60:].strip("-")
    return f"{facts.started_at:%Y-%m-%d-%H%M}-{safe}.fit"


def make_folder(folder: Path) -> None:
    """Make a private folder unless the folder exists.

    Raises:
        JournalError: if the disk refuses.
    """
    from coach.files.durable import PRIVATE_FOLDER
    from coach.files.os_error import refused

    try:
        folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    except OSError as error:
        raise refused(f"cannot write to '{folder}'", error) from error


def export_sessions(
    context: Context, form: ExportFormat, chosen: ChosenSessions, request: ExportRequest
) -> int:
    """Write or print the sessions, as asked, and return the exit code.

    Raises:
        CoachError: if nothing can be exported in this format, or the disk refuses.
    """
    output = request.output
    if form is ExportFormat.FIT:
        _export_fit(chosen.sessions, output, force=request.is_forced)
        return 0
    if form is ExportFormat.CSV:
        from coach.export.sets_csv import csv_table

        data = csv_table(
            chosen.sessions,
            context.index.tests,
            has_formulas=request.has_formulas,
            has_mark=request.has_mark,
        )
    else:
        lines = _records_of(context, chosen)
        if not lines and context.is_damaged():
            return 1  # there are sessions, but none can be read
        from coach.export.journal_json import complete_json

        data = complete_json(lines)
    if output is None or str(output) == "-":
        _print(data, form)
    else:
        _write({output: data}, force=request.is_forced)
    return 0


def _records_of(context: Context, chosen: ChosenSessions) -> Sequence[Line]:
    from coach.journal.raw_lines import of_sessions, read_verbatim

    lines = read_verbatim(context.journal_folder)
    return lines if chosen.ids is None else of_sessions(lines, chosen.ids)


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
            "no session in this export includes exercise, so there is nothing to export",
            hint="list your sessions with `coach history`",
        )
    left_out = len(sessions) - len(with_work)
    if left_out:
        sessions_without = count_of(left_out, "session")
        tell(f"left out: {sessions_without} without any exercise")
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
            f"a file can hold only one activity, and this export has {len(with_work)}",
            hint="use --output FOLDER, or choose one session with --session",
        )
    files = {
        output / activity_file_name(facts): activity_file(facts) for facts in with_work
    }
    make_folder(output)
    _write(files, force=force)


def _print(data: bytes, form: ExportFormat) -> None:
    """Print text; in JSON, control codes a terminal would obey are written as escapes."""
    text = data.decode()
    if form is ExportFormat.JSON:
        text = harmless_json(text)
    stdio.hand_over(text.encode())


def _write(files: dict[Path, bytes], *, force: bool) -> None:
    from coach.app.context import tell
    from coach.export.write_files import write_files

    written = write_files(files, replace=force)
    first = next(iter(files))
    if len(files) == 1:
        tell(f"written: '{first}'" if written else f"'{first}' is already up to date")
        return
    same = len(files) - written
    if not written:
        tell(f"all {same} files in '{first.parent}' are already up to date")
        return
    told = f"{count_of(written, 'file')} written to '{first.parent}'"
    tell(f"{told}; {count_of(same, 'file')} already up to date" if same else told)
