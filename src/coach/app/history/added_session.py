"""A session added by hand: when it may have begun, and sessions it may repeat."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from coach.errors import UsageError

if TYPE_CHECKING:
    from coach.app.context import Context
    from coach.model.days_and_weeks import ClockFace
    from coach.model.session_facts import SessionFacts


NEAR = timedelta(minutes=10)
"""Nobody does the same twice with less between."""


def alike_words(context: Context, added: SessionFacts) -> list[str]:
    """Name sessions with the name of the new one that began about then or overlap it."""
    from coach.app.history.changes import words_for

    day = timedelta(days=1)
    first, last = added.started_at - NEAR, added.last_at + NEAR
    return [
        f"It looks like {words_for(facts, context.config.clock)}, which was there already. "
        "If it is the same, take the new one back."
        for facts in context.index.sessions(
            since=added.started_at.date() - day, until=added.last_at.date() + day
        )
        if facts.id != added.id
        and facts.prescription.name == added.prescription.name
        and facts.started_at <= last
        and first <= facts.last_at
    ]


def refuse_unfinished(when: datetime, latest: datetime, clock: ClockFace) -> None:
    """Refuse a session that began too late to be over.

    Args:
        when: the time it began, as it was typed.
        latest: the latest beginning of a session as long that is over now.
        clock: the way times are written.

    Raises:
        UsageError: if it began later.
    """
    if when > latest:
        raise UsageError(
            f"a session that began at {clock.shown(when)} is not over yet",
            hint="give the time when it began, or use --minutes if it was shorter",
        )
