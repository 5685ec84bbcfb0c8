"""Unfinished sessions: found, listed and mentioned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from coach.app.context import Context, tell

if TYPE_CHECKING:
    from coach.model.session_facts import SessionFacts


def find_unfinished(context: Context, now: datetime) -> list[SessionFacts]:
    """Return this device's sessions that can be continued, the newest first."""
    from coach.journal.resumable import WITHIN, unfinished

    recent = context.index.active_since(now - WITHIN)
    return unfinished(recent, context.device_if_known, now) if recent else []


def session_to_go_on_with(context: Context, now: datetime) -> SessionFacts | None:
    """Return the newest unfinished session with a whole rep.

    None if no session may start, or if the runner stopped that session and something hurt.
    """
    begun = (
        facts
        for facts in find_unfinished(context, now)
        if any(bout.reps_done for bout in facts.bouts)
    )
    found = next(begun, None)
    if found is None:
        return None
    from coach.model.session_facts import SessionStatus, is_hurt

    if found.status is SessionStatus.STOPPED and is_hurt(found):
        return None
    from coach.app.session.safety_question import why_nothing_starts

    return None if why_nothing_starts(context) else found


def mention_unfinished(context: Context) -> str:
    """Print and return a line about the session to continue; empty if there is none."""
    from coach.screen.session_words import unfinished_words

    now = context.clock.wall()
    facts = session_to_go_on_with(context, now)
    if facts is None:
        return ""
    words = f"unfinished: {unfinished_words(facts, now)}; to continue: coach resume"
    tell(words)
    return words


def open_session_lines(
    sessions: Sequence[SessionFacts], context: Context, now: datetime
) -> list[str]:
    """Return lines such as ``4k2x  Pre-run activation, 3 of 5 sets, 12 min ago``."""
    from coach.screen.session_words import unfinished_words

    short = context.index.short_ids(facts.id for facts in sessions)
    return [f"{short[facts.id]}  {unfinished_words(facts, now)}" for facts in sessions]


def fields_of(facts: SessionFacts) -> dict[str, Any]:
    """Return one unfinished session as JSON fields."""
    return {
        "id": facts.id,
        "name": facts.prescription.name,
        "names": facts.prescription.names,
        "status": facts.status,
        "started_at": facts.started_at,
        "last_at": facts.last_at,
        "sets_done": facts.sets_done,
        "sets_planned": facts.sets_planned,
    }
