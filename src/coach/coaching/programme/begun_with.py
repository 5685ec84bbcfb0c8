"""The runner's choices at the start of a programme, as kept in the journal. Pure."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from coach.model.days_and_weeks import day_of
from coach.model.records import PlanBegunRecord
from coach.model.terms import RaceDistance

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_FIRST_YEAR = 2000
_LAST_YEAR = 2200


class ProgrammeStart(msgspec.Struct, frozen=True, kw_only=True):
    """The start of a programme, with the runner's choices."""

    plan: str
    """The id of the programme."""
    on: date
    """First day of the programme; every week begins on the same weekday."""
    days: tuple[int, ...] = ()
    """Days for strength (0 is Monday); empty if the runner chose none."""
    race: date | None = None
    distance: RaceDistance | None = None
    """The length of the race; None if nobody gave it."""
    week: int = 1
    """The week the programme began with."""

    @property
    def fields(self) -> dict[str, Any]:
        """Return the choices as journal fields."""
        fields: dict[str, Any] = {"begun": self.on.isoformat()}
        if self.days:
            fields["days"] = [WEEKDAYS[day] for day in self.days]
        if self.race is not None:
            fields["race"] = self.race.isoformat()
            if self.distance is not None:
                fields["distance"] = self.distance.value
        if self.week > 1:
            fields["week"] = self.week
        return fields


def begun_from(record: PlanBegunRecord) -> ProgrammeStart:
    """Return the start from a record; invalid values count as missing."""
    fields = record.fields
    days = fields.get("days")
    named = (
        {day for day in days if isinstance(day, str)} if isinstance(days, list) else set()
    )
    week = fields.get("week")
    distance = fields.get("distance")
    return ProgrammeStart(
        plan=record.plan,
        on=_date(fields.get("begun")) or day_of(record.at),
        days=tuple(index for index, day in enumerate(WEEKDAYS) if day in named),
        race=_date(fields.get("race")),
        distance=RaceDistance(distance) if distance in set(RaceDistance) else None,
        week=week if type(week) is int and week >= 1 else 1,
    )


def _date(value: object) -> date | None:
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return day if day and _FIRST_YEAR <= day.year <= _LAST_YEAR else None
