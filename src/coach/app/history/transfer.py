"""Sessions to export, names of activity files, data to import, and words for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coach.errors import CoachError, UsageError
from coach.text.count_of import count_of

if TYPE_CHECKING:
    from coach.app.context import Context
    from coach.journal.raw_lines import BroughtIn, Line
    from coach.model.session_facts import SessionFacts


@dataclass(frozen=True)
class ChosenSessions:
    """The sessions to take away."""

    sessions: Sequence[SessionFacts]
    ids: frozenset[str] | None
    """Deleted ones too; None for everything there is."""


def choose_sessions(
    context: Context, session: str | None, since: str | None
) -> ChosenSessions:
    """Return one session, those since a day, or all of the history.

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
    """Return the error for activities that have nowhere to go."""
    if count > 1:
        return UsageError(
            f"{count} activities do not fit into one file",
            hint="use --output FOLDER, or choose a session with --session",
        )
    return UsageError(
        "coach does not print a FIT file to a terminal",
        hint="use --output FILE",
    )


def activity_file_name(facts: SessionFacts) -> str:
    """A name that sorts by time and tells which session it is, safe on every system."""
    name = facts.prescription.routine or "drills"
    words = f"{name}-{facts.id}".lower()
    safe = re.sub(r"[^a-z0-9]+", "-", words).strip("-")[-60:].strip("-")
    return f"{facts.started_at:%Y-%m-%d-%H%M}-{safe}.fit"


def make_folder(folder: Path) -> None:
    """Make a private folder unless it exists.

    Raises:
        JournalError: if the disk refuses.
    """
    from coach.files.durable import PRIVATE_FOLDER
    from coach.files.os_error import refused

    try:
        folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    except OSError as error:
        raise refused(f"write into '{folder}'", error) from error


def import_data(file: Path) -> bytes:
    """Return the bytes of a file to import.

    Raises:
        CoachError: if it is no file, too large, or cannot be read.
    """
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


def import_words(lines: Sequence[Line], brought: BroughtIn) -> str:
    """Return one paragraph about the records that an import brought."""
    if not lines:
        return "The export is empty: nothing to take in."
    fresh = brought.fresh
    told = [_fresh_words(brought)]
    if brought.repeated:
        copies = "1 copy" if brought.repeated == 1 else f"{brought.repeated} copies"
        told.append(f"{copies} of records in the same file counted once.")
    if brought.other:
        they = count_of(brought.other, "record")
        says = "says" if brought.other == 1 else "say"
        told.append(f"{they} with the same id {says} something else; one of each counts.")
    newer = sum(line.is_newer for line in fresh)
    if newer:
        they = "1 is" if newer == 1 else f"{newer} are"
        counts = "counts" if newer == 1 else "count"
        told.append(f"{they} from a newer coach and {counts} once this one is updated.")
    return " ".join(told)


def _fresh_words(brought: BroughtIn) -> str:
    fresh, known = brought.fresh, brought.known
    if not fresh:
        return f"Nothing new: all {known} records are here already."
    sessions = len({line.session for line in fresh if line.type == "session_started"})
    records, many = count_of(len(fresh), "record"), count_of(sessions, "new session")
    here = f"; {known} were here already." if known else "."
    return f"Taken in: {records}, {many}{here}"
