"""Programmes: weeks of routines, exactly as their files are written.

The types are the format: the library decodes files straight into them. Their docstrings
become the schemas for editors and the tables of ``docs/authoring.md``.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

from coach.model.drill import Id, Line


class _File(
    msgspec.Struct, frozen=True, gc=False, kw_only=True, forbid_unknown_fields=True
):
    """Part of a programme file; an unknown key is an error."""


class Times(_File, frozen=True, kw_only=True):
    """A routine, and how often in a week."""

    routine: Id
    """The file name of a routine, without its ending."""
    times: Annotated[int, msgspec.Meta(ge=1, le=7)]
    """So often in the week."""


class SetChange(_File, frozen=True, kw_only=True):
    """More or fewer sets than the routine says, in this week only."""

    sets: Annotated[int, msgspec.Meta(ge=-2, le=2)]
    """So many more, or fewer with a minus; one set is always left."""
    drills: tuple[Id, ...] = ()
    """Only of these drills; none named means all of them."""


class Week(_File, frozen=True, kw_only=True):
    """One week of a programme."""

    name: Line
    """What the week is called."""
    about: Line
    """What the week is for."""
    strength: Annotated[tuple[Times, ...], msgspec.Meta(min_length=1, max_length=3)]
    """Done on days of their own, with a day between."""
    beside: Annotated[tuple[Times, ...], msgspec.Meta(max_length=6)] = ()
    """Done whenever it suits: around runs, at the desk."""
    changes: Annotated[tuple[SetChange, ...], msgspec.Meta(max_length=6)] = ()
    """More or fewer sets than the routines say, in this week only."""
    gate: Id | None = None
    """The next week comes when sessions of this routine went well."""

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


class Programme(_File, frozen=True, kw_only=True):
    """Some weeks of routines, one building on the other."""

    id: Id
    """The file's name."""
    name: Line
    """What a runner calls it."""
    why: Annotated[str, msgspec.Meta(min_length=1, max_length=400)]
    """What it is for, in one or two plain sentences without promises."""
    taper: Id | None = None
    """Takes the place of strength in the last days before a race."""
    race_morning: Id | None = None
    """The only thing on the day of a race."""
    weeks: Annotated[tuple[Week, ...], msgspec.Meta(min_length=1, max_length=52)]
    """The weeks in their order."""

    @property
    def routines(self) -> frozenset[str]:
        """Return the ids of all routines that the programme needs."""
        named = {times.routine for week in self.weeks for times in week.strength}
        named |= {times.routine for week in self.weeks for times in week.beside}
        return frozenset(named | {each for each in (self.taper, self.race_morning) if each})
