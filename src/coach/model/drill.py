"""What a drill, a routine and a source are, exactly as their files are written.

The types are the format: the library decodes files straight into them.
"""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from coach.model import bounds
from coach.model.terms import (
    Base,
    BodyPlace,
    Breath,
    BreathEffort,
    Focus,
    Group,
    LeaveOut,
    Load,
    Mark,
    PainPlace,
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

UNNAMED_PLACES = frozenset({PainPlace.HIP, PainPlace.ELSEWHERE})
"""What somebody may answer without saying where; no drill loads such a place."""

LOADED_PLACES = tuple(place for place in PainPlace if place not in UNNAMED_PLACES)
"""The places that a drill may load."""

LoadedPlace = Annotated[
    PainPlace,
    msgspec.Meta(extra_json_schema={"enum": [place.value for place in LOADED_PLACES]}),
]
"""One of these; a check tells an author who names another."""

Count = Annotated[int, bounds.FILE_COUNT.number]
SetCount = Annotated[int, bounds.FILE_SETS.number]
Lines = Annotated[tuple[Line, ...], bounds.FILE_LIST.length]


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
    """What to do, in a few words that are shown and spoken."""
    breath: Breath
    """What the lungs do meanwhile; neighbouring phases with one breath are one breath."""
    time: Milliseconds
    """How long, at the standard breath."""
    pose: Line | None = None
    """The pose of the figure that the phase ends in."""
    gently: Annotated[str, msgspec.Meta(min_length=1, max_length=40)] | None = None
    """Instead of do, for whoever leaves out forced breaths."""


class Dose(_File, frozen=True, kw_only=True):
    """How much of a drill: exactly one of reps, breaths and time, per set.

    Per side where the sides take turns; both sides together where they alternate.
    """

    sets: SetCount
    """How often, with a rest between."""
    reps: Count | None = None
    """Cycles of a set that are counted as reps."""
    breaths: Count | None = None
    """Cycles of a set that are counted as breaths, in a position that is kept."""
    time: Milliseconds | None = None
    """Length of a set, rounded to whole cycles."""
    rest: Milliseconds = Milliseconds(30_000)
    """Between two sets."""
    range: CountRange | None = None
    """The fewest and the most cycles of a set that the coach may lead to."""


class Fault(_File, frozen=True, kw_only=True):
    """What may go wrong, and what to do about it."""

    see: Line
    """What goes wrong, as it is seen or felt."""
    fix: Line
    """What to do then."""


class Feel(_File, frozen=True, kw_only=True):
    """Where the drill should be felt, and where it may be."""

    target: Annotated[tuple[BodyPlace, ...], bounds.FILE_LIST.length]
    """Where it should be felt."""
    fine: Annotated[tuple[BodyPlace, ...], bounds.FILE_LIST.length] = ()
    """Where it may be felt as well."""
    back_works: bool = False
    """The back muscles are expected to work here."""


class SideText(_File, frozen=True, kw_only=True):
    """How to get into position for each working side."""

    left: Line
    """When the left side works."""
    right: Line
    """When the right side works."""


class Fit(_File, frozen=True, kw_only=True):
    """The nearest names in the FIT profile's exercise lists."""

    category: Line
    """Category of the FIT profile."""
    exercise: Line
    """Exercise of that category."""


class Drill(_File, frozen=True, kw_only=True):
    """One drill: a cycle of phases, and everything a coach says about it."""

    id: Id
    name: Line
    """What a runner calls it."""
    also: Lines = ()
    """Other names it is found by."""
    group: Group
    """What it mainly trains."""
    focus: Annotated[tuple[Focus, ...], bounds.FILE_LIST.length] = ()
    """What a runner may want from it."""
    pattern: Id
    """One word for drills that move alike; the coaching rules go by it."""
    level: Annotated[int, bounds.FILE_LEVEL.number]
    """1 is easy, 3 is hard."""
    base: Base
    """The position it is done in; decides how long a change takes."""
    breath_effort: BreathEffort = BreathEffort.FULL
    """forced: out hard or against a resistance; easy: short, and nobody has to empty the
    lungs."""
    warning: Line | None = None
    """Who should not do it, or not in this way; no progress leads to a drill with one."""
    counts_as: tuple[LeaveOut, ...] = ()
    """Left out by whoever leaves these out, besides what base and breath_effort say."""
    equipment: Lines = ()
    """What it cannot be done without."""
    optional_equipment: Lines = ()
    """What makes it harder or softer."""
    sides: Sides
    """How the work is shared between left and right."""
    side_order: SideOrder = SideOrder.BY_SET
    """When the sides take turns, with sides: each."""
    flip: Annotated[int, bounds.FILE_FLIP.number] = 1
    """Cycles on one side before an alternating drill changes to the other."""
    switch: Milliseconds = Milliseconds(5_000)
    """Time to change sides, with sides: each."""
    settle: Milliseconds | None = None
    """Own time to get into position; else it follows from the bases."""
    side_text: SideText | None = None
    """How to get into position for each side."""
    why: Annotated[str, msgspec.Meta(min_length=1, max_length=400)]
    """What it is for, in one or two plain sentences without promises."""
    setup: Annotated[tuple[Line, ...], bounds.FILE_LINES.length]
    """The steps into the start position."""
    dose: Dose
    """How much of it."""
    cycle: Annotated[tuple[Phase, ...], bounds.FILE_PHASES.length]
    """One rep or one breath: phases, each with one breath and one time."""
    cues: Annotated[tuple[Line, ...], bounds.FILE_LINES.length]
    """What to think of, one per set; three to five are best."""
    gentle_cues: Lines = ()
    """Instead of the cues, for whoever leaves out forced breaths."""
    faults: Annotated[tuple[Fault, ...], bounds.FILE_LIST.length] = ()
    """What often goes wrong."""
    feel: Feel
    """Where it should be felt."""
    loads: dict[LoadedPlace, Load] | None = None
    """What of the body works or carries; what is not named does neither. Else it follows
    from pattern and base."""
    muscles: Lines = ()
    """What works, for those who like to know."""
    easier: Id | None = None
    """The drill to go back to."""
    harder: Id | None = None
    """The drill to go on to."""
    # As written: decoded when it is shown, so that a mistake costs only the figure.
    figure: dict[str, Any] | None = None
    """The moving picture: positions, and what of the body differs in them."""
    fit: Fit | None = None
    """Its name on a watch."""
    sources: Annotated[tuple[Id, ...], bounds.FILE_LIST.length] = ()
    """What is known about it: ids from sources.yaml."""

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
    """The file name of a drill, without its ending."""
    sets: SetCount | None = None
    """Instead of what the drill says."""
    reps: Count | None = None
    """Instead of what the drill says; of one side where sides take turns."""
    breaths: Count | None = None
    """Instead of what the drill says."""
    time: Milliseconds | None = None
    """Instead of what the drill says; rounded to whole cycles."""
    rest: Milliseconds | None = None
    """Instead of what the drill says."""
    keep: Annotated[int, bounds.FILE_LEVEL.number] = 1
    """1 is the core, 3 the first to drop when time is short."""


class Routine(_File, frozen=True, kw_only=True):
    """An ordered list of drills with doses."""

    id: Id
    name: Line
    """What a runner calls it."""
    also: Lines = ()
    """Other names it is found by."""
    why: Annotated[str, msgspec.Meta(min_length=1, max_length=400)]
    """What it is for, in one or two plain sentences without promises."""
    when: Line | None = None
    """When to do it, and what it needs."""
    fixed: bool = False
    """Never grows."""
    quiet: bool = False
    """Silent unless sound is asked for."""
    opens: Line | None = None
    """Said before the first drill."""
    closes: Line | None = None
    """Said when it is done: ``Enjoy the run.``"""
    items: Annotated[tuple[RoutineItem, ...], bounds.FILE_ITEMS.length]
    """The drills in their order."""


class SourceFact(_File, frozen=True, kw_only=True):
    """One statement of a source, and how well it was checked."""

    says: Annotated[str, msgspec.Meta(min_length=1, max_length=600)]
    """What was found, with its numbers."""
    mark: Mark
    """How well it was checked."""


class Source(_File, frozen=True, kw_only=True):
    """A study, a position stand or a clinical suggestion."""

    who: Annotated[str, msgspec.Meta(min_length=1, max_length=300)]
    """The authors."""
    year: int | None = None
    """When it was published."""
    where: Annotated[str, msgspec.Meta(min_length=1, max_length=300)]
    """The journal with its pages, or another way to find it."""
    people: str | None = None
    """Who was studied, and how many."""
    facts: tuple[SourceFact, ...]
    """What it says."""
    note: Annotated[str, msgspec.Meta(examples=["Read in an excerpt."])] | None = None
    """Anything else a reader should know."""
    limits: str | None = None
    """What it does not show."""
