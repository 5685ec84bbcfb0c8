"""Drills, routines and sources, exactly as in their files.

The types are the format: the library decodes files straight into them. Their docstrings
become the schemas for editors and the tables in ``docs/authoring.md``.
"""

# Annotations are not postponed: msgspec would compile each of them at every start.

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
from coach.model.weights import WeightUnit
from coach.units import Milliseconds

Line = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
"""One line of text that is shown or spoken."""

Id = Annotated[
    str, msgspec.Meta(min_length=1, max_length=64, pattern="^[a-z0-9][a-z0-9-]*$")
]
"""The name of a file without the extension: lower-case letters, digits and hyphens."""

UNNAMED_PLACES = frozenset({PainPlace.HIP, PainPlace.ELSEWHERE})
"""Places too vague for ``loads`` in a drill file, which must name a part of the hip."""

LOADED_PLACES = tuple(place for place in PainPlace if place not in UNNAMED_PLACES)
"""Places that a drill may load."""

LoadedPlace = Annotated[
    PainPlace,
    msgspec.Meta(extra_json_schema={"enum": [place.value for place in LOADED_PLACES]}),
]
"""One of `LOADED_PLACES`; `coach drill check` reports any other."""

Count = Annotated[int, bounds.FILE_COUNT.number]
SetCount = Annotated[int, bounds.FILE_SETS.number]
Lines = Annotated[tuple[Line, ...], bounds.FILE_LIST.length]


class CountRange(tuple[int, int]):
    """Fewest and most reps or breaths per set, written ``6-12``."""

    __slots__ = ()

    @property
    def low(self) -> int:
        """Return the smallest number of reps or breaths."""
        return self[0]

    @property
    def high(self) -> int:
        """Return the largest number of reps or breaths."""
        return self[1]

    def __str__(self) -> str:
        return f"{self.low}-{self.high}"


class AuthoredPart(
    msgspec.Struct, frozen=True, gc=False, kw_only=True, forbid_unknown_fields=True
):
    """A part of a file that authors write; an unknown key is an error."""


class Phase(AuthoredPart, frozen=True, kw_only=True):
    """One instruction, for a whole breath or part of one."""

    do: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    """What to do, in a few words."""
    breath: Breath
    """Kind of breath; consecutive phases of the same kind form one breath."""
    time: Milliseconds
    """Length of the phase with the breath setting ``standard``."""
    pose: Line | None = None
    """Pose of the figure at the end of the phase."""
    gently: Annotated[str, msgspec.Meta(min_length=1, max_length=40)] | None = None
    """What to do instead if the runner should not breathe out hard."""


class Dose(AuthoredPart, frozen=True, kw_only=True):
    """Amount per set: exactly one of ``reps``, ``breaths`` or ``time``.

    With ``sides: each``, the amount is per side; with ``sides: alternate``, it is for both
    sides together.
    """

    sets: SetCount
    """Number of sets."""
    reps: Count | None = None
    """Reps per set."""
    breaths: Count | None = None
    """Breaths per set, in a hold."""
    time: Milliseconds | None = None
    """Length of a set; coach rounds it to whole reps."""
    rest: Milliseconds = Milliseconds(30_000)
    """Rest between two sets."""
    range: CountRange | None = None
    """Usual range of reps or breaths per set, from fewest to most."""


class Fault(AuthoredPart, frozen=True, kw_only=True):
    """A common mistake and how to fix it."""

    see: Line
    """The mistake, as you see or feel it."""
    fix: Line
    """The correction."""


class Feel(AuthoredPart, frozen=True, kw_only=True):
    """Areas where you should, or may, feel the drill."""

    target: Annotated[tuple[BodyPlace, ...], bounds.FILE_LIST.length]
    """Where you should feel the drill."""
    fine: Annotated[tuple[BodyPlace, ...], bounds.FILE_LIST.length] = ()
    """Other areas where you may feel the drill."""
    back_works: bool = False
    """Whether the back muscles are meant to work."""


class SideText(AuthoredPart, frozen=True, kw_only=True):
    """Instructions for each side: the position, or what the side does."""

    left: Line
    """Instructions for the left side."""
    right: Line
    """Instructions for the right side."""


class Fit(AuthoredPart, frozen=True, kw_only=True):
    """The most similar exercise in the FIT profile, a list of exercises for watches."""

    category: Line
    """Category in the FIT profile."""
    exercise: Line
    """Exercise in that category."""


class Weights(AuthoredPart, frozen=True, kw_only=True):
    """The weights for a drill."""

    unit: WeightUnit = WeightUnit.KG
    """Unit of the weights: kg or lb."""
    start: Annotated[int, bounds.FILE_WEIGHT.number]
    """Weight to start with."""
    step: Annotated[int, bounds.FILE_WEIGHT.number]
    """Usual step to the next weight."""


class Drill(AuthoredPart, frozen=True, kw_only=True):
    """One drill: the phases of a rep, the dose, the texts and the figure."""

    id: Id
    name: Line
    """Name on the screen."""
    also: Lines = ()
    """Other names by which you can find the drill."""
    group: Group
    """Main purpose."""
    focus: Annotated[tuple[Focus, ...], bounds.FILE_LIST.length] = ()
    """What the drill trains."""
    pattern: Id
    """Short name for the movement; drills with the same movement share this name, and the
    coaching rules use it."""
    level: Annotated[int, bounds.FILE_LEVEL.number]
    """Level from 1 (easy) to 3 (hard)."""
    base: Base
    """Start position."""
    breath_effort: BreathEffort = BreathEffort.FULL
    """``forced``: breathe out hard or against resistance; ``full``: all the way out;
    ``easy``: not all the way out."""
    warning: Line | None = None
    """Who should avoid or adapt the drill."""
    counts_as: tuple[LeaveOut, ...] = ()
    """Choices of the ``leave_out`` setting that exclude the drill, in addition to those
    that coach works out from the other keys."""
    equipment: Lines = ()
    """Equipment the drill needs."""
    optional_equipment: Lines = ()
    """Equipment that you can use, but don't need."""
    sides: Sides
    """How left and right share the work."""
    side_order: SideOrder = SideOrder.BY_SET
    """Order of the sides, if ``sides`` is ``each``."""
    other_side_loads: dict[LoadedPlace, Load] | None = None
    """With ``sides: each``: load on each body area of the resting side. coach needs this
    key to let a painful side rest while the other side works."""
    flip: Annotated[int, bounds.FILE_FLIP.number] = 1
    """Reps or breaths on one side before an alternating drill changes sides."""
    switch: Milliseconds | None = None
    """Time to change sides, with ``sides: each``; without this key, coach works out the
    time from the base."""
    settle: Milliseconds | None = None
    """Time to get into position after another drill; without this key, coach works out the
    time from the bases of the two drills."""
    side_text: SideText | None = None
    """Instructions for each side: the position, or what this side does."""
    why: Annotated[str, msgspec.Meta(min_length=1, max_length=400)]
    """Purpose in one or two plain sentences, without promises."""
    at_hand: Line | None = None
    """Things to fetch or put on before the drill."""
    setup: Annotated[tuple[Line, ...], bounds.FILE_LINES.length]
    """Steps into the start position, and how to move with the breath."""
    afterwards: Line | None = None
    """What to do after the drill, such as how to come out of the position."""
    dose: Dose
    """Dose of the drill."""
    cycle: Annotated[tuple[Phase, ...], bounds.FILE_PHASES.length]
    """Phases of one rep or breath."""
    cues: Annotated[tuple[Line, ...], bounds.FILE_LINES.length]
    """Cues; three to five are best."""
    gentle_cues: Lines = ()
    """Cues to use instead if the runner should not breathe out hard."""
    faults: Annotated[tuple[Fault, ...], bounds.FILE_LIST.length] = ()
    """Common mistakes."""
    feel: Feel
    """Where you should feel the drill."""
    loads: dict[LoadedPlace, Load] | None = None
    """Load on each body area that works, takes weight or is stretched; other areas have no
    load. Without this key, coach estimates the loads from ``pattern`` and ``base``."""
    load: Weights | None = None
    """Weights for the drill; without this key, coach suggests no weight."""
    muscles: Lines = ()
    """Muscles that work in the drill."""
    easier: Id | None = None
    """Easier version."""
    harder: Id | None = None
    """Harder version."""
    # Undecoded until shown, so that a mistake in it loses only the figure.
    figure: dict[str, Any] | None = None
    """The moving figure; most poses list only what differs from another pose."""
    fit: Fit | None = None
    """Most similar exercise in the FIT profile, a list of exercises for watches."""
    sources: Annotated[tuple[Id, ...], bounds.FILE_LIST.length] = ()
    """Evidence for the drill: ids from ``sources.yaml``."""

    @property
    def unit(self) -> Unit:
        """Return the unit of the dose."""
        if self.dose.time is not None:
            return Unit.TIME
        return Unit.BREATHS if self.dose.breaths is not None else Unit.REPS

    @property
    def cycle_ms(self) -> int:
        """Return the length of one rep or breath with the breath setting ``standard``."""
        return sum(phase.time for phase in self.cycle)


class RoutineItem(AuthoredPart, frozen=True, kw_only=True):
    """One drill in a routine, with its dose."""

    drill: Id
    """File name of a drill, without the extension."""
    sets: SetCount | None = None
    """Replaces the drill's sets."""
    reps: Count | None = None
    """Replaces the drill's reps; per side with ``sides: each``."""
    breaths: Count | None = None
    """Replaces the drill's breaths."""
    time: Milliseconds | None = None
    """Replaces the drill's time; coach rounds it to whole reps."""
    rest: Milliseconds | None = None
    """Replaces the drill's rest."""
    keep: Annotated[int, bounds.FILE_LEVEL.number] = 1
    """Importance when time is short: coach leaves out drills with 3 first and drills with
    1 last."""


class Routine(AuthoredPart, frozen=True, kw_only=True):
    """An ordered list of drills with doses."""

    id: Id
    name: Line
    """Name on the screen."""
    also: Lines = ()
    """Other names by which you can find the routine."""
    why: Annotated[str, msgspec.Meta(min_length=1, max_length=400)]
    """Purpose in one or two plain sentences, without promises."""
    when: Line | None = None
    """When to do the routine, and what you need."""
    easier: Id | None = None
    """Easier routine, offered when this routine is too hard."""
    fixed: bool = False
    """Whether coach never raises the doses above those in the file."""
    quiet: bool = False
    """Whether the routine is silent unless you ask for sound."""
    opens: Line | None = None
    """Words to show before the first drill."""
    closes: Line | None = None
    """Words to show in the summary after the last drill, such as ``Enjoy the run.``"""
    items: Annotated[tuple[RoutineItem, ...], bounds.FILE_ITEMS.length]
    """Drills in order."""


class SourceFact(AuthoredPart, frozen=True, kw_only=True):
    """One finding from a source, and how well we checked it."""

    says: Annotated[str, msgspec.Meta(min_length=1, max_length=600)]
    """The finding, with its numbers."""
    mark: Mark
    """How well we checked the finding."""


class Source(AuthoredPart, frozen=True, kw_only=True):
    """A study, a position stand or a clinical suggestion."""

    who: Annotated[str, msgspec.Meta(min_length=1, max_length=300)]
    """Names of the authors."""
    year: int | None = None
    """Year of publication."""
    where: Annotated[str, msgspec.Meta(min_length=1, max_length=300)]
    """Journal and pages, or another way to find the source."""
    people: str | None = None
    """Who took part, and how many."""
    facts: tuple[SourceFact, ...]
    """Findings."""
    note: Annotated[str, msgspec.Meta(examples=["We read only an excerpt."])] | None = None
    """Anything else that a reader should know."""
    limits: str | None = None
    """Limitations."""
