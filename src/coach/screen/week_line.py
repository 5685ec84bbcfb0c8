"""One line that compares this week's sessions with its goal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from coach.model.days_and_weeks import WeekStart, day_of, first_of_week
from coach.model.session_facts import SessionFacts
from coach.model.trends import WEEK, has_work
from coach.screen.event_words import slow_exhales
from coach.units import format_clock

_MOST_MARKS = 7


def week_line(
    sessions: Sequence[SessionFacts],
    day: date,
    planned: int | None,
    *,
    starts: WeekStart = WeekStart.MONDAY,
    is_ascii: bool = False,
) -> str:
    """Return ``This week: 2 of 3 sessions  ■■□  11:20 of exercise, ...``.

    The words never call a session too many or missed.

    Args:
        sessions: those of this week, and perhaps others.
        day: a day of the week.
        planned: sessions planned for a week, or None.
        starts: the first day of a week.
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
    return f"This week: {count} {work} of exercise, {slow_exhales(exhales)}."
