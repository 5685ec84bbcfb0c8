"""A session added by hand: when it may have begun, and sessions it may duplicate."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from coach.errors import UsageError

if TYPE_CHECKING:
    from coach.app.context import Context
    from coach.journal.raw_lines import BroughtIn
    from coach.model.days_and_weeks import ClockFace
    from coach.model.session_facts import SessionFacts


NEAR = timedelta(minutes=10)
"""Shortest gap between two real sessions of the same name."""
MOST_NAMED = 20
"""Most imported sessions to check for duplicates; a larger import is a whole history."""


def alike_words(context: Context, added: SessionFacts, remedy: str) -> list[str]:
    """Return a warning about sessions with the same name at about the same time.

    Args:
        context: whose history it is.
        added: the new session, which is in the history.
        remedy: what to do if both are the same session, as the end of a sentence.
    """
    from coach.app.history.changes import words_for

    day = timedelta(days=1)
    first, last = added.started_at - NEAR, added.last_at + NEAR
    said = [
        f"The new session looks like {words_for(facts, context.config.clock)}, which is "
        f"already in your history. If both are the same session, {remedy}"
        for facts in context.index.sessions(
            since=added.started_at.date() - day, until=added.last_at.date() + day
        )
        if facts.id != added.id
        and facts.prescription.name == added.prescription.name
        and facts.started_at <= last
        and first <= facts.last_at
    ]
    return list(dict.fromkeys(said))


def doubles_brought_in(context: Context, brought: BroughtIn) -> list[str]:
    """Return warnings about imported sessions that were added by hand and look like others.

    While records are waiting because the disk was full, the runner may add a session twice.
    """
    from coach.app.history.changes import words_for

    fresh = {line.session for line in brought.fresh if line.type == "session_started"}
    if not fresh or len(fresh) > MOST_NAMED:
        return []
    index, clock = context.index, context.config.clock
    came = [facts for facts in index.sessions() if facts.id in fresh and facts.by_hand]
    short = index.short_ids(facts.id for facts in came)
    said = []
    for facts in came:
        remedy = f"delete the new session: coach history delete {short[facts.id]}"
        if alike := alike_words(context, facts, remedy):
            said += [f"You added {words_for(facts, clock)} by hand.", *alike]
    return said


def guessed_start(noon: datetime, latest: datetime) -> datetime:
    """Return a likely start for a session of which only the day is known.

    Usually noon. If the session would not be over yet, the start is earlier, but never
    before midnight.

    Args:
        noon: noon of the day, or now before today's noon.
        latest: the latest start of a session of this length that is over by now.
    """
    return max(min(noon, latest), datetime.combine(noon.date(), time(), noon.tzinfo))


def refuse_unfinished(when: datetime, latest: datetime, clock: ClockFace) -> None:
    """Raise UsageError if a session began too late to be over.

    Args:
        when: the time it began, as typed.
        latest: the latest start of a session of this length that is over by now.
        clock: the format for times.

    Raises:
        UsageError: if the session began later.
    """
    if when > latest:
        raise UsageError(
            f"a session that began at {clock.shown(when)} would not be over yet",
            hint="use the time you started, and --minutes if the session was shorter",
        )
