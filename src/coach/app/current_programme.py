"""The current day of the runner's programme, from the journal and the programme file."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from coach.app.context import tell
from coach.errors import CoachError

if TYPE_CHECKING:
    from coach.app.context import Context
    from coach.coaching.drill_history import DrillHistory
    from coach.coaching.past_verdicts import Judging
    from coach.coaching.programme.standing import PlanDay


def current_plan(context: Context, now: datetime) -> PlanDay | None:
    """Return the day of the current programme; None without a programme.

    Raises:
        CoachError: if its file is gone or cannot be used.
    """
    record = context.index.plan
    if record is None:
        return None
    from coach.coaching.programme.begun_with import begun_from
    from coach.coaching.programme.standing import standing
    from coach.coaching.programme.weeks import DAYS_BEFORE
    from coach.library.programmes import read_programmes

    begun = begun_from(record)
    try:
        programmes = read_programmes(context.library, begun.plan, context.drill_cache)
        programme = programmes.find(begun.plan).value
    except CoachError as error:
        raise CoachError(
            f"your programme '{begun.plan}' cannot be read: {error.message}",
            hint="stop it with `coach plan stop`, or list others with `coach plan list`",
        ) from error
    first = begun.on - timedelta(days=DAYS_BEFORE)
    done = context.index.routines_done(first)
    return standing(programme, begun, done, judging_of(context), now.date())


def plan_if_usable(context: Context, now: datetime) -> PlanDay | None:
    """Return the day of the current programme; None, with a message, if unusable."""
    try:
        return current_plan(context, now)
    except CoachError as error:
        tell(f"{error.message}; {error.hint}")
        return None


def judging_of(context: Context) -> Judging:
    """Return the verdicts of the coaching rules on past sessions, read on demand."""
    from coach.coaching.drill_history import DrillHistory
    from coach.coaching.past_verdicts import Judging

    def past(first: date, last: date) -> DrillHistory:
        return DrillHistory(context.index.sessions(since=first, until=last))

    return Judging(past, lambda: context.coaching.rules)


def routine_names(context: Context) -> dict[str, str]:
    """Return the names of routines by id."""
    return {id_: entry.value.name for id_, entry in context.library.routines.items()}
