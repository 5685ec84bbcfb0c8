"""The course of a programme if every day goes as planned, for calendars. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

import msgspec

from coach.coaching.programme.begun_with import ProgrammeStart
from coach.coaching.programme.gate import Verdicts, all_of
from coach.coaching.programme.standing import DayKind, standing
from coach.coaching.programme.weeks import NO_TERMS, RaceTerms, SpanKind
from coach.model.programme import Programme
from coach.model.session_facts import RoutineDone
from coach.model.verdict import Verdict

_FURTHEST_DAYS = 400
_NOON = time(12, tzinfo=UTC)


class Appointment(msgspec.Struct, frozen=True):
    """A session or race on a coming day."""

    key: str
    """Id of this place in the programme, stable when the routine changes."""
    day: date
    routine: str
    week: int | None
    """Week of the programme; None before a race."""
    is_race: bool = False
    """Whether the session belongs to that day's race."""


def appointments(  # noqa: PLR0913  what decides is told, not looked for
    programme: Programme,
    begun: ProgrammeStart,
    done: Iterable[RoutineDone],
    verdicts: Verdicts,
    today: date,
    *,
    terms: RaceTerms = NO_TERMS,
) -> list[Appointment]:
    """Return the sessions and races from today to the end of the programme."""
    imagined = list(done)
    judged: list[Verdict] = []

    def as_imagined(first: date, last: date, routine: str) -> list[Verdict]:
        said = verdicts(first, last, routine)
        return [*said, *all_of(judged)(first, last, routine)]

    found: list[Appointment] = []
    for offset in range(_FURTHEST_DAYS):
        day = today + timedelta(days=offset)
        plan = standing(programme, begun, imagined, as_imagined, day, terms=terms)
        stretch = plan.stretch
        if stretch.kind is SpanKind.OVER and (begun.race is None or day > begun.race):
            break
        if plan.routine is None:
            continue
        busy = [each for each in plan.days if each.kind is not DayKind.REST]
        number = 1 + sum(each.day < day for each in busy)
        week = stretch.week if stretch.kind is SpanKind.WEEK else None
        key = f"{programme.id}-{begun.on:%Y%m%d}-{stretch.first:%Y%m%d}-{number}"
        is_race = day == begun.race
        found.append(Appointment(key, day, plan.routine, week, is_race))
        session = f"imagined-{day}"
        imagined.append(RoutineDone(session, plan.routine, datetime.combine(day, _NOON)))
        judged.append(Verdict(session, day, plan.routine, "", "G2"))
    return found
