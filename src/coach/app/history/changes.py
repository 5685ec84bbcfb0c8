"""New records about the past, and words for the sessions they concern."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coach.app.context import Context
    from coach.journal.manual_records import Build
    from coach.model.days_and_weeks import ClockFace
    from coach.model.records import AnyRecord
    from coach.model.session_facts import SessionFacts


class HistoryChanges:
    """Changes that one command makes to the past; all get the same time."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.now = context.clock.wall()

    def records(self) -> Sequence[AnyRecord]:
        """Return all records as they were written."""
        from coach.journal.read import read_journal

        return read_journal(self._context.journal_folder).records

    def write(self, builds: Iterable[Build]) -> None:
        """Append records that change older ones.

        Raises:
            JournalError: if the journal cannot be written.
        """
        self.write_at((self.now, build) for build in builds)

    def write_at(self, builds: Iterable[tuple[datetime, Build]]) -> None:
        """Append records, each with its own time; one undo takes all of them back.

        Raises:
            JournalError: if the journal cannot be written.
        """
        from coach.app.history.safekeeping import append_all
        from coach.journal.manual_records import one_act

        after, again = self._context.last_n, "run the command again"
        append_all(self._context, one_act(builds), after=after, step=again)


def words_for(facts: SessionFacts, clock: ClockFace) -> str:
    """Return the words for a session: ``Pre-run, Mon 16 Nov 2026 18:30``."""
    at = facts.started_at
    return f"{facts.prescription.name}, {at:%a %d %b %Y} {clock.shown(at)}"
