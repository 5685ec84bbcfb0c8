"""Prescriptions: everything needed to run, resume, record and export a session.

Prescriptions are stored in the journal. New fields need a default, and fields are never
renamed, reordered or removed. Unknown fields are ignored when read back.
"""

# Annotations are not postponed: msgspec would compile each of them at every start.

from datetime import date
from typing import Annotated, Self

import msgspec
from msgspec.structs import replace

from coach.model import bounds
from coach.model.terms import (
    Base,
    BodyPlace,
    Breath,
    BreathEffort,
    BreathPreset,
    Focus,
    Group,
    Side,
    SideOrder,
    Sides,
    Unit,
)
from coach.model.weights import Weight

Word = Annotated[str, bounds.WORD.length]
Text = Annotated[str, bounds.TEXT.length]
Texts = Annotated[tuple[Text, ...], bounds.LIST.length]
DurationMs = Annotated[int, bounds.DURATION_MS.number]
ChangeMs = Annotated[int, bounds.CHANGE_MS.number]
SetsPlanned = Annotated[int, bounds.SETS.number]
RepsPlanned = Annotated[int, bounds.CYCLES.number]
Percent = Annotated[int, bounds.PERCENT.number]
Level = Annotated[int, bounds.LEVEL.number]


class PrescribedPhase(msgspec.Struct, frozen=True, gc=False):
    """One phase of a rep, with its length in this session."""

    do: Text
    breath: Breath
    duration_ms: DurationMs
    is_added: bool = False
    """Whether coach added the phase, in which the body keeps the pose of the phase
    before."""


class SideWords(msgspec.Struct, frozen=True):
    """Instructions for each side."""

    left: Text
    right: Text

    def for_side(self, side: Side) -> str:
        """Return the instructions for the working side."""
        return self.left if side is Side.LEFT else self.right


class ExpectedFeel(msgspec.Struct, frozen=True):
    """Places to feel the drill in, and others that are fine."""

    target: Annotated[tuple[BodyPlace, ...], bounds.LIST.length]
    fine: Annotated[tuple[BodyPlace, ...], bounds.LIST.length] = ()
    back_works: bool = False


class FitNames(msgspec.Struct, frozen=True):
    """The nearest names in the FIT profile's exercise lists."""

    category: Word
    exercise: Word


class AppliedRule(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A decision about a drill, and its reason in words."""

    rule: Word
    reason: Text
    about: Word = ""
    """Name of the drill that the reason is about; if empty, the drill of the block."""
    today: Text = ""
    """Today's change, without the reason."""

    def told_at(self, name: str) -> str:
        """Return the reason as shown next to a drill called ``name``.

        If the reason is about another drill, the text starts with that drill's name.
        """
        is_other = self.about not in {"", name} and not self.reason.startswith(self.about)
        return f"{self.about}: {self.reason}" if is_other else self.reason


class KeptDose(
    msgspec.Struct,
    frozen=True,
    gc=False,
    kw_only=True,
    omit_defaults=True,
    rename={"reps": "cycles"},
):
    """The dose that coach keeps for the next session of a routine.

    If today needs another dose (``--sets``, a short session), the block has today's
    dose, and this dose does not change.
    """

    slot: Word
    """Id of the drill that belongs in this place; another drill may replace it."""
    sets: SetsPlanned
    reps: RepsPlanned
    exhale_lead_ms: ChangeMs = 0
    """Time by which the exhale starts before the effort."""
    exhale_ms: ChangeMs = 0
    """Time to add to each exhale; negative to shorten the exhale."""
    inhale_ms: ChangeMs = 0
    """Time to add to each inhale; negative to shorten the inhale."""
    breath: BreathPreset | None = None
    """Breath preset for this drill; None for the session's preset."""
    range_percent: Percent = 100
    """Range of movement, as a percentage of the full range."""
    week_sets: Annotated[int, bounds.SET_CHANGE.number] = 0
    """Extra sets in this programme week; negative for fewer."""
    setbacks: Annotated[int, bounds.TIMES.number] = 0
    """Number of times that an easier drill was put here, except after a break."""
    good: Annotated[int, bounds.TIMES.number] = 0
    """Good sessions since the last setback; enough of them reset both counters."""
    behind: Side | None = None
    """The side with fewer reps than the other, until it has caught up."""
    behind_reps: RepsPlanned = 0
    """Reps of the side that is behind."""
    extra_for: Side | None = None
    """The side with one more set, because a test showed that it is weaker."""
    weight: Weight | None = None
    """Weight for the drill that is done here; None if there is none."""
    level_up_on: date | None = None
    """Day on which coach last moved on to a harder drill than the routine's own."""

    @property
    def dose(self) -> Self:
        """Return the dose with both counters, `setbacks` and `good`, at 0."""
        return replace(self, setbacks=0, good=0)

    def __post_init__(self) -> None:
        if self.level_up_on is not None:
            bounds.check_year(self.level_up_on.year)


class LeftOut(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A drill that was left out of the session."""

    slot: Word
    """Id of the drill that belongs in this place; see `KeptDose.slot`."""
    name: Word
    """Name of the drill that was left out, perhaps in place of the other."""
    rules: Annotated[tuple[AppliedRule, ...], bounds.LIST.length] = ()
    """Reasons; empty if the drill did not fit the runner's limits for today."""


class SideDose(msgspec.Struct, frozen=True, gc=False, rename={"reps": "cycles"}):
    """Sets and reps of one side."""

    sets: SetsPlanned
    reps: RepsPlanned


class SideDoses(msgspec.Struct, frozen=True, gc=False):
    """Different doses for the two sides; no sets if a side is left out."""

    left: SideDose
    right: SideDose

    def for_side(self, side: Side) -> SideDose:
        """Return the dose of a side."""
        return self.left if side is Side.LEFT else self.right


class Block(msgspec.Struct, frozen=True, gc=False, kw_only=True, rename={"reps": "cycles"}):
    """One drill of a session with its dose, waits and words."""

    drill: Word
    name: Word
    routine: Word | None = None
    """Id of the block's routine; None for a drill that was started by itself."""
    group: Group
    pattern: Word
    focus: Annotated[tuple[Focus, ...], bounds.LIST.length] = ()
    level: Level
    base: Base
    breath_effort: BreathEffort = BreathEffort.FULL
    equipment: Texts = ()
    unit: Unit
    sides: Sides
    side_order: SideOrder = SideOrder.BY_SET
    flip: Annotated[int, bounds.FLIP.number] = 1
    first_side: Side = Side.LEFT
    sets: SetsPlanned
    reps: RepsPlanned
    """Reps in a set; per side if `sides` is ``each``."""
    by_side: SideDoses | msgspec.UnsetType = msgspec.UNSET
    """Doses of the sides, if they differ; then `sets` and `reps` are the larger ones."""
    phases: Annotated[tuple[PrescribedPhase, ...], bounds.PHASES.length]
    change_ms: DurationMs
    """Time to get into position before the first set; for the first block, the lead-in."""
    rest_ms: DurationMs
    switch_ms: DurationMs
    setup: Texts = ()
    cues: Texts = ()
    side_text: SideWords | None = None
    feel: ExpectedFeel
    keep: Level = 1
    fit: FitNames | None = None
    rules: Annotated[tuple[AppliedRule, ...], bounds.LIST.length] = ()
    waits: bool = False
    """Whether the first set waits until the runner confirms being in position."""
    asks: bool = False
    """Whether the wait after the last set asks where the drill was felt."""
    kept: KeptDose | None = None
    """Dose that coach continues from next time; None if coach did not decide."""
    pace: Percent = 100
    """Breath lengths that the runner prefers, as a percentage of the prescribed ones."""
    digest: Word = ""
    """SHA-256 of the drill file, in hexadecimal."""
    test: Word | msgspec.UnsetType = msgspec.UNSET
    """Id of the self-test, if this is one: it has no dose, and can't be continued later."""
    weight: Weight | msgspec.UnsetType = msgspec.UNSET
    """Weight to hold; absent if there is none."""
    loads: Annotated[tuple[Word, ...], bounds.LIST.length] | None = None
    """Places with at least a medium load; None in plans of older versions."""
    high_loads: Annotated[tuple[Word, ...], bounds.LIST.length] | msgspec.UnsetType = (
        msgspec.UNSET
    )
    """Places with a high load; absent if there are none."""
    low_loads: Annotated[tuple[Word, ...], bounds.LIST.length] | msgspec.UnsetType = (
        msgspec.UNSET
    )
    """Places with a low load; absent if there are none."""
    afterwards: Text | msgspec.UnsetType = msgspec.UNSET
    """What to do after the drill; absent if there is nothing to say."""
    steps_ahead: Annotated[int, bounds.TIMES.number] | msgspec.UnsetType = msgspec.UNSET
    """Number of setup steps before the position: a warning, things to fetch; absent for
    none."""

    @property
    def cycle_ms(self) -> int:
        """Return the length of one rep as prescribed."""
        return sum(phase.duration_ms for phase in self.phases)

    def dose_of(self, side: Side | None) -> SideDose:
        """Return the sets and reps of a side; both sides may have the same."""
        if self.by_side is msgspec.UNSET or side is None or self.sides is not Sides.EACH:
            return SideDose(self.sets, self.reps)
        return self.by_side.for_side(side)

    @property
    def has_unlike_sides(self) -> bool:
        """Return whether left and right have different doses."""
        return self.sides is Sides.EACH and self.by_side is not msgspec.UNSET

    @property
    def is_one_sided(self) -> bool:
        """Return whether the drill has two sides, but only one works."""
        return self.has_unlike_sides and len(self.working_sides) == 1

    @property
    def working_sides(self) -> tuple[Side | None, ...]:
        """Return the sides that have sets, the first one first; None for both together."""
        if self.sides is not Sides.EACH:
            return (None,)
        sides = (self.first_side, self.first_side.other)
        if self.by_side is msgspec.UNSET:
            return sides
        return tuple(side for side in sides if self.dose_of(side).sets)

    def sides_in(self, number: int) -> tuple[Side | None, ...]:
        """Return the sides that work in a set, counted from 1, the first one first."""
        sides = self.working_sides
        if self.by_side is msgspec.UNSET:
            return sides if number <= self.sets else ()
        return tuple(side for side in sides if number <= self.dose_of(side).sets)

    @property
    def turns(self) -> tuple[tuple[int, Side | None], ...]:
        """Return the set number and the side of each bout, in order."""
        if self.sides is Sides.EACH and self.side_order is not SideOrder.BY_SET:
            return tuple(
                (number, side)
                for side in self.working_sides
                for number in range(1, self.dose_of(side).sets + 1)
            )
        return tuple(
            (number, side)
            for number in range(1, self.sets + 1)
            for side in self.sides_in(number)
        )

    @property
    def reps_in_all(self) -> int:
        """Return the reps of all sets and sides together."""
        return sum(self.dose_of(side).reps for _, side in self.turns)

    @property
    def starts_with_exhale(self) -> bool:
        """Return whether the first phase is an exhale, which needs air."""
        return self.phases[0].breath is Breath.EXHALE


class Prescription(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A whole session as planned."""

    name: Annotated[str, bounds.NOTE.length]
    """Title of the session on the screen."""
    names: Annotated[tuple[Word, ...], bounds.BLOCKS.length]
    """Ids of the routines and drills that the session was planned from, in order."""
    routine: Word | None = None
    """Id of the routine, if exactly one was chosen."""
    blocks: Annotated[tuple[Block, ...], bounds.BLOCKS.length]
    breath: BreathPreset = BreathPreset.STANDARD
    self_paced: bool = False
    first_side: Side = Side.LEFT
    quiet: bool = False
    opens: Text | None = None
    closes: Text | None = None
    notes: Annotated[tuple[Text, ...], bounds.BLOCKS.length] = ()
    """Notes for the runner about the session."""
    left_out: Annotated[tuple[LeftOut, ...], bounds.BLOCKS.length] = ()
    """Drills that were left out of the session."""

    @property
    def sets_planned(self) -> int:
        """Return the number of distinct sets; a set on two sides counts once."""
        return sum(block.sets for block in self.blocks)

    @property
    def is_test(self) -> bool:
        """Return whether this is a self-test, which is no training session."""
        return any(isinstance(block.test, str) for block in self.blocks)

    def check_size(self) -> None:
        """Check that the session is not too large to plan or to do.

        Raises:
            BeyondError: if all drills together exceed the bounds (a ``ValueError``).
        """
        segments = work_ms = 0
        for block in self.blocks:
            reps = block.reps_in_all
            segments += reps * len(block.phases)
            work_ms += reps * block.cycle_ms
        for bound, value in ((bounds.SEGMENTS, segments), (bounds.SESSION_MS, work_ms)):
            if not bound.holds(value):
                raise bounds.BeyondError(bound, value)
