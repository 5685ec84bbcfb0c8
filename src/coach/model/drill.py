"""What a drill, a routine and a source are, exactly as their files are written.

The types are the format: the library decodes files straight into them.
"""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from coach.model.terms import (
    Base,
    Breath,
    BreathEffort,
    Focus,
    Group,
    Mark,
    Place,
    SideOrder,
    Sides,
    Unit,
)
from coach.units import Milliseconds

Line = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
"""One line of text that is shown or spoken."""

Id = Annotated[
    str, msgspec.Meta(min_length=1, max_length=64, pattern="^[a-z0-9][a-z0-9-]*$")
]
"""The name of a file without its ending: small letters, digits and hyphens."""

Count = Annotated[int, msgspec.Meta(ge=1, le=1000)]
SetCount = Annotated[int, msgspec.Meta(ge=1, le=20)]


class CountRange(tuple[int, int]):
    """The fewest and most cycles per set a drill progresses between; written ``6-12``."""

    __slots__ = ()

    @property
    def low(self) -> int:
        """Where a runner starts again."""
        return self[0]

    @property
    def high(self) -> int:
        """Where the next drill takes over."""
        return self[1]

    def __str__(self) -> str:
        return f"{self.low}-{self.high}"


class _File(
    msgspec.Struct, frozen=True, gc=False, kw_only=True, forbid_unknown_fields=True
):
    """Part of an authored file: a key nobody knows is a mistake."""


class Phase(_File, frozen=True, kw_only=True):
    """One thing to do, on one breath."""

    do: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    breath: Breath
    time: Milliseconds
    pose: Line | None = None
    """The pose of the figure that the phase ends in."""


class Dose(_File, frozen=True, kw_only=True):
    """How much of a drill: exactly one of reps, breaths and time, per set.

    Per side where the sides take turns; both sides together where they alternate.
    """

    sets: SetCount
    reps: Count | None = None
    breaths: Count | None = None
    time: Milliseconds | None = None
    rest: Milliseconds = Milliseconds(30_000)
    range: CountRange | None = None


class Fault(_File, frozen=True, kw_only=True):
    """What may go wrong, and what to do about it."""

    see: Line
    fix: Line


class Feel(_File, frozen=True, kw_only=True):
    """Where the drill should be felt, and where it may be."""

    target: tuple[Place, ...]
    fine: tuple[Place, ...] = ()
    back_works: bool = False
    """The back muscles are expected to work here."""


class SideText(_File, frozen=True, kw_only=True):
    """How to get into position for each working side."""

    left: Line
    right: Line


class Fit(_File, frozen=True, kw_only=True):
    """The nearest names in the FIT profile's exercise lists."""

    category: Line
    exercise: Line


class Drill(_File, frozen=True, kw_only=True):
    """One drill: a cycle of phases, and everything a coach says about it."""

    id: Id
    name: Line
    also: tuple[Line, ...] = ()
    group: Group
    focus: tuple[Focus, ...] = ()
    pattern: Id
    """What "the same kind of movement" means to the coaching rules."""
    level: Annotated[int, msgspec.Meta(ge=1, le=3)]
    base: Base
    breath_effort: BreathEffort = BreathEffort.FULL
    equipment: tuple[Line, ...] = ()
    optional_equipment: tuple[Line, ...] = ()
    sides: Sides
    side_order: SideOrder = SideOrder.BY_SET
    flip: Annotated[int, msgspec.Meta(ge=1, le=50)] = 1
    """Cycles on one side before an alternating drill changes to the other."""
    switch: Milliseconds = Milliseconds(5_000)
    settle: Milliseconds | None = None
    """Own time to get into position; else it follows from the bases."""
    side_text: SideText | None = None
    why: Annotated[str, msgspec.Meta(min_length=1, max_length=400)]
    setup: Annotated[tuple[Line, ...], msgspec.Meta(min_length=1, max_length=8)]
    dose: Dose
    cycle: Annotated[tuple[Phase, ...], msgspec.Meta(min_length=2, max_length=12)]
    cues: Annotated[tuple[Line, ...], msgspec.Meta(min_length=1, max_length=8)]
    faults: tuple[Fault, ...] = ()
    feel: Feel
    muscles: tuple[Line, ...] = ()
    easier: Id | None = None
    harder: Id | None = None
    figure: dict[str, Any] | None = None
    """As written; decoded only when it is shown, so that a mistake costs the figure
    and not the drill."""
    fit: Fit | None = None
    sources: tuple[Id, ...] = ()

    @property
    def unit(self) -> Unit:
        """What the dose counts."""
        if self.dose.time is not None:
            return Unit.TIME
        return Unit.BREATHS if self.dose.breaths is not None else Unit.REPS

    @property
    def cycle_ms(self) -> int:
        """Length of one cycle at the standard breath."""
        return sum(phase.time for phase in self.cycle)


class RoutineItem(_File, frozen=True, kw_only=True):
    """One drill of a routine, with the dose it has there."""

    drill: Id
    sets: SetCount | None = None
    reps: Count | None = None
    breaths: Count | None = None
    time: Milliseconds | None = None
    rest: Milliseconds | None = None
    keep: Annotated[int, msgspec.Meta(ge=1, le=3)] = 1
    """1 is the core, 3 the first to drop when time is short."""


class Routine(_File, frozen=True, kw_only=True):
    """An ordered list of drills with doses."""

    id: Id
    name: Line
    also: tuple[Line, ...] = ()
    why: Annotated[str, msgspec.Meta(min_length=1, max_length=400)]
    when: Line | None = None
    fixed: bool = False
    """Never grows."""
    quiet: bool = False
    """Silent unless sound is asked for."""
    opens: Line | None = None
    """Said before the first drill."""
    closes: Line | None = None
    """Said when it is done: ``Enjoy the run.``"""
    items: Annotated[tuple[RoutineItem, ...], msgspec.Meta(min_length=1, max_length=40)]


class SourceFact(_File, frozen=True, kw_only=True):
    """One statement of a source, and how well it was checked."""

    says: Annotated[str, msgspec.Meta(min_length=1, max_length=600)]
    mark: Mark


class Source(_File, frozen=True, kw_only=True):
    """A study, a position stand or a clinical suggestion."""

    who: Annotated[str, msgspec.Meta(min_length=1, max_length=300)]
    year: int | None = None
    where: Annotated[str, msgspec.Meta(min_length=1, max_length=300)]
    people: str | None = None
    facts: tuple[SourceFact, ...]
    note: str | None = None
    limits: str | None = None
