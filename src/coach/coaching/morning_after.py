"""The session to ask about the morning after, for pain above usual. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from coach.coaching.question_plan import SHORT_MS
from coach.event import PauseReason
from coach.model.days_and_weeks import day_of
from coach.model.session_facts import SessionFacts

WITHIN = timedelta(hours=36)
"""Time within which the morning is still remembered (pain-monitoring model)."""


def session_to_ask_about(
    sessions: Iterable[SessionFacts], now: datetime
) -> SessionFacts | None:
    """Return the last earlier day's session if it was long or hurt and is still unasked.

    Args:
        sessions: the recent ones, the newest last.
        now: the time by the runner's clock.
    """
    earlier = [
        facts
        for facts in sessions
        if timedelta() <= now - facts.last_at <= WITHIN
        and day_of(facts.last_at) < day_of(now)
        and (facts.planned_ms >= SHORT_MS or has_hurt(facts))
        and any(bout.reps_done for bout in facts.bouts)
    ]
    last = earlier[-1] if earlier else None
    return last if last and last.morning is None else None


def has_hurt(facts: SessionFacts) -> bool:
    """Return whether the runner reported pain in any way."""
    return (
        bool(facts.pain)
        or any(said.pain or said.where_pain or said.flags for said in facts.feedback)
        or any(stop.reason == PauseReason.PAIN for stop in facts.stops)
    )
