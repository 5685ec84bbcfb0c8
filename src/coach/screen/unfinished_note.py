"""The note about a session that was not finished."""

from __future__ import annotations

from datetime import datetime, timedelta

from coach.model.session_facts import SessionFacts

_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)


def unfinished_words(facts: SessionFacts, now: datetime) -> str:
    """Return ``Pre-run activation, 3 of 5 sets, 12 min ago``."""
    sets = f"{facts.sets_done} of {facts.sets_planned} sets"
    return f"{facts.prescription.name}, {sets}, {ago(now - facts.last_at)}"


def ago(age: timedelta) -> str:
    """Return ``just now``, ``12 min ago`` or ``3 h ago``."""
    if age < _MINUTE:
        return "just now"
    if age < _HOUR:
        return f"{age // _MINUTE} min ago"
    return f"{age // _HOUR} h ago"
