"""This week in one line, against what was planned for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from coach.model.history import SessionFacts
from coach.screen.words import slow_exhales
from coach.units import format_clock

_MOST_MARKS = 7


def earliest_of_week(now: datetime) -> date:
    """A day not after all that can be in this week, in whatever time zone it was done."""
    return now.date() - timedelta(days=now.weekday() + 2)


def week_line(
    sessions: Sequence[SessionFacts],
    now: datetime,
    planned: int | None,
    *,
    is_ascii: bool = False,
) -> str:
    """Sum the week up: ``This week: 2 of 3 sessions  ■■□  11:20 at work, ...``.

    A week begins on Monday. More than planned is told as it is, never as too much; less
    is not yet done, never missed.
    """
    monday = (now - timedelta(days=now.weekday())).date()
    next_monday = monday + timedelta(weeks=1)
    ours = [
        session
        for session in sessions
        # A clock that was wrong once may have left sessions that are still to come.
        if monday <= session.started_at.astimezone(now.tzinfo).date() < next_monday
        and any(bout.cycles_done for bout in session.bouts)
    ]
    number = len(ours)
    if not number:
        goal = f" of {planned} sessions yet" if planned else " yet"
        return f"This week: {'none' if planned else 'nothing'}{goal}."
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
    return f"This week: {count} {work} at work, {slow_exhales(exhales)}."
