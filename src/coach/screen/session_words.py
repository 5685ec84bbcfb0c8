"""Words for past sessions: their status, their age, and the line for a week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from coach.model.days_and_weeks import WeekStart, day_of, first_of_week
from coach.model.session_facts import SessionFacts, SessionStatus
from coach.model.trends import WEEK, has_work
from coach.screen.event_words import slow_exhales
from coach.text.count_of import part_of
from coach.units import format_clock

STATUS_WORDS = {
    SessionStatus.COMPLETED: "done",
    SessionStatus.STOPPED: "stopped",
    SessionStatus.INTERRUPTED: "interrupted",
    SessionStatus.RUNNING: "running now",
}
_MOST_MARKS = 7
_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)


def unfinished_words(facts: SessionFacts, now: datetime) -> str:
    """Return ``Pre-run activation, 3 of 5 sets, 12 min ago``."""
    sets = part_of(facts.sets_done, facts.sets_planned, "set")
    return f"{facts.prescription.name}, {sets}, {ago(now - facts.last_at)}"


def ago(age: timedelta) -> str:
    """Return ``just now``, ``12 min ago`` or ``3 h ago``."""
    if age < _MINUTE:
        return "just now"
    if age < _HOUR:
        return f"{age // _MINUTE} min ago"
    return f"{age // _HOUR} h ago"


def week_line(
    sessions: Sequence[SessionFacts],
    day: date,
    planned: int | None,
    *,
    starts: WeekStart = WeekStart.MONDAY,
    is_ascii: bool = False,
) -> str:
    """Return ``This week: 2 of 3 sessions  ■■□  11:20 of exercise, ...``.

    The words never say that there are too many sessions, or that one was missed.

    Args:
        sessions: the sessions of this week, perhaps with others.
        day: a day of the week.
        planned: sessions planned for a week, or None.
        starts: the day on which weeks start.
        is_ascii: whether only ASCII signs may be used.
    """
    first = first_of_week(day, starts)
    ours = [
        session
        for session in sessions
        if first <= day_of(session.started_at) < first + WEEK and has_work(session)
    ]
    number = len(ours)
    if not number:
        none = "no session" if planned == 1 else f"none of {planned} sessions"
        return f"This week: {none if planned else 'nothing'} yet."
    work = format_clock(sum(session.active_ms for session in ours))
    exhales = sum(session.exhales for session in ours)
    counted = "session" if (planned or number) == 1 else "sessions"
    if planned:
        full, empty = ("#", ".") if is_ascii else ("■", "□")
        marks = full * min(number, planned) + empty * (planned - number)
        shown = f"  {marks}" if planned <= _MOST_MARKS else ""
        count = f"{number} of {planned} {counted}{shown} "
    else:
        count = f"{number} {counted},"
    return f"This week: {count} {work} of exercise, {slow_exhales(exhales)}."
