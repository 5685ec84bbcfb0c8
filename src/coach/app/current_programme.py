"""The current day of the runner's programme, from the journal and the programme file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from coach.app.context import tell
from coach.errors import CoachError

if TYPE_CHECKING:
    from coach.app.context import Context
    from coach.coaching.drill_history import DrillHistory
    from coach.coaching.past_verdicts import Judging
    from coach.coaching.programme.begun_with import ProgrammeStart
    from coach.coaching.programme.standing import PlanDay
    from coach.coaching.programme.weeks import RaceTerms
    from coach.model.programme import Programme


def current_plan(context: Context, now: datetime) -> PlanDay | None:
    """Return today's place in the current programme; None if there is no programme.

    Raises:
        CoachError: if the programme's file is gone or cannot be used.
    """
    record = context.index.plan
    if record is None:
        return None
    from msgspec.structs import replace

    from coach.coaching.exits import back_words
    from coach.coaching.programme.begun_with import begun_from
    from coach.coaching.programme.easier_weeks import with_easier_routines
    from coach.coaching.programme.standing import standing
    from coach.coaching.programme.weeks import DAYS_BEFORE, NO_TERMS
    from coach.library.programmes import read_programmes

    begun = begun_from(record)
    try:
        programmes = read_programmes(context.library, begun.plan, context.drill_cache)
        programme = programmes.find(begun.plan).value
    except CoachError as error:
        raise CoachError(
            f"your programme '{begun.plan}' cannot be read: {error.message}",
            hint="stop the programme with `coach plan stop`, or find another with "
            "`coach plan list`",
        ) from error
    instead = _easier_routines(context)
    programme = with_easier_routines(programme, instead)
    first = begun.on - timedelta(days=DAYS_BEFORE)
    done = context.index.routines_done(first)
    plan = standing(
        programme,
        begun,
        done,
        judging_of(context),
        now.date(),
        terms=_race_terms(context, programme, begun) if begun.race else NO_TERMS,
    )
    names = routine_names(context)
    notes = tuple(
        f"{names[easier]} replaces {names[hard]}, which was too hard. {back_words(hard)}"
        for hard, easier in instead.items()
        if easier in {times.routine for times in plan.week.strength}
    )
    return replace(plan, notes=notes) if notes else plan


def _race_terms(context: Context, programme: Programme, begun: ProgrammeStart) -> RaceTerms:
    """Return the changes for the race, given its distance and the strength work so far."""
    from coach.coaching.day_situation import LADDER
    from coach.coaching.programme.weeks import AS_TEN_K, RaceTerms

    races = (each for each in context.coaching.races if each.distance == begun.distance)
    strength = {times.routine for week in programme.weeks for times in week.strength}
    until = begun.on - timedelta(days=1)
    is_new = not any(
        context.index.sessions(routine=routine, until=until, last=1)
        for routine in {*strength, *LADDER}
    )
    return RaceTerms(next(races, AS_TEN_K), is_new)


def _easier_routines(context: Context) -> dict[str, str]:
    """Return the easier routines the runner chose, keyed by the one that was too hard."""
    from coach.coaching.exits import ExitChoice, exit_answers

    found: dict[str, str] = {}
    for (routine, slot), answer in exit_answers(context.index.acknowledged).items():
        entry = context.library.routines.get(routine or "")
        if slot or entry is None or answer.choice is not ExitChoice.EASIER:
            continue
        easier = context.library.routines.get(entry.value.easier or "")
        if easier is not None and not easier.value.fixed:
            found[entry.value.id] = easier.value.id
    return found


def plan_if_usable(context: Context, now: datetime) -> PlanDay | None:
    """Return today's place in the current programme; None, with a message, if unusable."""
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
        return DrillHistory(
            context.index.sessions(since=first, until=last), logs_of=context.drill_logs
        )

    return Judging(past, lambda: context.coaching.rules)


def routine_names(context: Context) -> dict[str, str]:
    """Return the names of routines by id."""
    return {id_: entry.value.name for id_, entry in context.library.routines.items()}


def drill_names(context: Context, routines: Iterable[str]) -> dict[str, str]:
    """Return the names of the drills in some routines by id."""
    drills, known = context.library.drills, context.library.routines
    found = (known[routine].value.items for routine in routines if routine in known)
    ids = (item.drill for items in found for item in items)
    return {id_: drills[id_].value.name for id_ in ids if id_ in drills}
