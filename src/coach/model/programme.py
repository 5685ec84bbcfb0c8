"""Programmes: weeks of routines, exactly as in their files.

The types are the format: the library decodes files straight into them. Their docstrings
become the schemas for editors and the tables of ``docs/authoring.md``.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

from coach.model.drill import AuthoredPart, Id, Line


class Times(AuthoredPart, frozen=True, kw_only=True):
    """A routine and its number of sessions per week."""

    routine: Id
    """File name of a routine, without the extension."""
    times: Annotated[int, msgspec.Meta(ge=1, le=7)]
    """Sessions per week."""


class SetChange(AuthoredPart, frozen=True, kw_only=True):
    """More or fewer sets than the routine says, in this week only."""

    sets: Annotated[int, msgspec.Meta(ge=-2, le=2)]
    """Sets to add; negative to remove sets. At least one set remains, and coach never adds
    a set beyond the third."""
    drills: tuple[Id, ...] = ()
    """Drills whose sets change; without this key, all drills."""


class Week(AuthoredPart, frozen=True, kw_only=True):
    """One week of a programme."""

    name: Line
    """Title of the week."""
    about: Line
    """Purpose of the week."""
    strength: Annotated[tuple[Times, ...], msgspec.Meta(min_length=1, max_length=3)]
    """Strength sessions, with at least one rest day between them."""
    beside: Annotated[tuple[Times, ...], msgspec.Meta(max_length=6)] = ()
    """Sessions for any time, such as before and after runs or at your desk."""
    changes: Annotated[tuple[SetChange, ...], msgspec.Meta(max_length=6)] = ()
    """More or fewer sets than the routines say, in this week only."""
    gate: Id | None = None
    """Routine whose answers decide when the next week starts."""

    @property
    def sessions(self) -> tuple[str, ...]:
        """Return the strength sessions in order; different routines alternate."""
        left = {entry.routine: entry.times for entry in self.strength}
        order: list[str] = []
        while any(left.values()):
            for routine, times in left.items():
                if times:
                    order.append(routine)
                    left[routine] -= 1
        return tuple(order)


class Programme(AuthoredPart, frozen=True, kw_only=True):
    """Weeks that build on each other, each made up of routines."""

    id: Id
    """Id of the programme: its file name, without the extension."""
    name: Line
    """Name on the screen."""
    why: Annotated[str, msgspec.Meta(min_length=1, max_length=400)]
    """Purpose in one or two plain sentences, without promises."""
    taper: Id | None = None
    """Routine that replaces strength sessions in the last days before a race."""
    race_morning: Id | None = None
    """The only routine on race day."""
    weeks: Annotated[tuple[Week, ...], msgspec.Meta(min_length=1, max_length=52)]
    """Weeks in order."""

    @property
    def routines(self) -> frozenset[str]:
        """Return the ids of all routines that the programme needs."""
        named = {times.routine for week in self.weeks for times in week.strength}
        named |= {times.routine for week in self.weeks for times in week.beside}
        return frozenset(named | {each for each in (self.taper, self.race_morning) if each})
