"""Days, race and week of a programme, as typed, and its state as plain values."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from coach.errors import CoachError, UsageError

if TYPE_CHECKING:
    from coach.app.context import Context
    from coach.coaching.programme.standing import PlanDay
    from coach.model.programme import Programme

_EXAMPLES = {1: "mon", 2: "mon,thu", 3: "mon,wed,fri"}
"""Training days to suggest, by their number."""


def plan_fields(context: Context, current: PlanDay | None) -> dict[str, object] | None:
    """Return the state of the programme as JSON fields; None if there is none."""
    if current is None:
        return None
    from coach.app.current_programme import routine_names
    from coach.app.home_facts import why_nothing_starts_today
    from coach.app.session.todays_pick import as_pain_allows, standing_advice
    from coach.coaching.programme.begun_with import WEEKDAYS
    from coach.coaching.programme.sentences import reasons

    now = context.clock.wall()
    current = as_pain_allows(context, current, now)
    return {
        "programme": current.programme.id,
        "week": current.stretch.week,
        "weeks": len(current.programme.weeks),
        "kind": current.stretch.kind,
        "advice": [*why_nothing_starts_today(context), *standing_advice(context, now)],
        "why": current.stretch.why,
        "reasons": reasons(current, routine_names(context)),
        "done": current.done,
        "planned": current.planned,
        "days": current.days,
        "beside": current.beside,
        "race": current.begun.race,
        "distance": current.begun.distance,
        "taper_from": current.taper_from,
        "reset_days_after_race": current.race.reset_days if current.begun.race else None,
        "waits_for_race": current.waits_for_race,
        "strength_days": [WEEKDAYS[day] for day in current.begun.days],
    }


def training_days_of(words: str | None, programme: Programme) -> tuple[int, ...]:
    """Return weekdays (0 is Monday) with room for all of a week's sessions."""
    from coach.coaching.programme.begun_with import WEEKDAYS
    from coach.coaching.programme.training_days import APART_DAYS, shortest_gap, spread_days
    from coach.text.count_of import count_of
    from coach.text.typed_times import parse_weekday

    if words is None:
        return ()
    found = set()
    for word in words.replace(" ", ",").split(","):
        if not word:
            continue
        day = parse_weekday(word)
        if day is None:
            raise UsageError(
                f"'{word}' is not a day of the week",
                hint=f"choose from {', '.join(WEEKDAYS)}",
            )
        found.add(day)
    most = max(len(week.sessions) for week in programme.weeks)
    chosen = spread_days(found, most)
    example = f"use, for example, --days {_EXAMPLES.get(most, _EXAMPLES[3])}"
    if len(chosen) < most:
        raise UsageError(
            f"'{programme.id}' needs {count_of(most, 'strength day')} a week, but you "
            f"chose {count_of(len(found), 'day')}",
            hint=example,
        )
    if shortest_gap(chosen) < APART_DAYS:
        raise UsageError(
            "the days you chose leave no rest day between strength sessions",
            hint=example,
        )
    return tuple(sorted(found))


def race_day(word: str | None, today: date) -> date | None:
    """Return the day of a race; None if no race was named.

    Raises:
        UsageError: if the day cannot be understood or is past.
    """
    if word is None:
        return None
    from coach.text.typed_times import parse_day_ahead

    race = parse_day_ahead(word, today)
    if race < today:
        raise UsageError(
            f"the race day, {race.day} {race:%B %Y}, has passed",
            hint="use today or a later day, or leave out --race",
        )
    return race


def week_to_go_on_with(context: Context, now: datetime) -> int | None:
    """Return the week to continue with; None if unknown or the first."""
    from coach.app.current_programme import current_plan

    try:
        current = current_plan(context, now)
    except CoachError:
        return None
    if current is None or not 1 < current.stretch.week <= len(current.programme.weeks):
        return None
    return current.stretch.week
