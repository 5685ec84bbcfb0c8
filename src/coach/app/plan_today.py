"""Today in a programme, as on the home page: the session that is suggested."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from coach.app.context import Context
    from coach.coaching.programme.standing import PlanDay


def as_home_suggests(context: Context, current: PlanDay, now: datetime) -> PlanDay:
    """Return the day of a programme with the session that the home page offers.

    It is another one after pain or dizziness, or if the planned one was repeatedly too
    hard.
    """
    from msgspec.structs import replace

    from coach.app.current_programme import routine_names
    from coach.app.session.arranger import looking_ahead
    from coach.app.session.todays_pick import dizziness_of, pain_of
    from coach.coaching.pick_routine import Pick
    from coach.coaching.programme.sentences import SUGGESTED, name_of
    from coach.coaching.trim import Limits
    from coach.model.days_and_weeks import training_day

    if current.routine is None or current.starts_nothing:
        return current
    is_locked = bool(pain_of(context, now).locks)
    dizzy = dizziness_of(context, now).words(training_day(now))
    why = "because of your pain" if is_locked else dizzy and f"because {dizzy}"
    ahead = looking_ahead(context, now)
    if not why:
        easier = ahead.easier_than(Pick(current.routine, ""))
        if easier.routine == current.routine:
            return current
        days = tuple(
            replace(each, routine=easier.routine) if each.day == current.today else each
            for each in current.days
        )
        return replace(current, days=days, notes=(*current.notes, easier.because))
    found = ahead.pick(Limits())
    if found.routine == current.routine:
        return current
    names = routine_names(context)
    rather = "rest" if found.is_rest else name_of(found.routine, names)
    planned = name_of(current.routine, names)
    note = f"{SUGGESTED} {rather} instead of {planned}, {why}."
    return replace(current, starts_nothing=True, notes=(*current.notes, note))
