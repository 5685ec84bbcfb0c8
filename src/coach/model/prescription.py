"""What will be done, by value: enough to perform, resume, log and export a session.

Prescriptions are stored in the journal. Fields may be added with a default, never
renamed, renumbered or removed; unknown ones are ignored when read back.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

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

Word = Annotated[str, bounds.WORD.length]
Text = Annotated[str, bounds.TEXT.length]
Texts = Annotated[tuple[Text, ...], bounds.LIST.length]
DurationMs = Annotated[int, bounds.DURATION_MS.number]
ChangeMs = Annotated[int, bounds.CHANGE_MS.number]
SetsPlanned = Annotated[int, bounds.SETS.number]
CyclesPlanned = Annotated[int, bounds.CYCLES.number]
Percent = Annotated[int, bounds.PERCENT.number]
Level = Annotated[int, bounds.LEVEL.number]


class PrescribedPhase(msgspec.Struct, frozen=True, gc=False):
    """One phase of the cycle with the length it has in this session."""

    do: Text
    breath: Breath
    duration_ms: DurationMs
    is_added: bool = False
    """The coach put it in: the body stays as the phase before left it."""


class SideWords(msgspec.Struct, frozen=True):
    """How to get into position for each working side."""

    left: Text
    right: Text

    def for_side(self, side: Side) -> str:
        """The sentence for the side that works."""
        return self.left if side is Side.LEFT else self.right


class ExpectedFeel(msgspec.Struct, frozen=True):
    """Where the drill should be felt, and where it may be."""

    target: Annotated[tuple[BodyPlace, ...], bounds.LIST.length]
    fine: Annotated[tuple[BodyPlace, ...], bounds.LIST.length] = ()
    back_works: bool = False


class FitNames(msgspec.Struct, frozen=True):
    """The nearest names in the FIT profile's exercise lists."""

    category: Word
    exercise: Word


class AppliedRule(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Why a block is as it is: a coaching rule and its reason in words."""

    rule: Word
    reason: Text
    about: Word = ""
    """Name of the drill the reason speaks of; the one of the block if empty."""
    today: Text = ""
    """What is different, without the reason."""

    def told_at(self, name: str) -> str:
        """The reason as it is read where a drill is called ``name``.

        It begins with the drill it speaks of where another one stands in its place.
        """
        is_other = self.about not in {"", name}
        return f"{self.about}: {self.reason}" if is_other else self.reason


class KeptDose(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """What the coach keeps of a drill from one session of its routine to the next.

    Where the day asked for something else (``--sets``, a short session), the block has
    that, and this stays.
    """

    slot: Word
    """Id of the drill the routine names; another may stand in its place."""
    sets: SetsPlanned
    cycles: CyclesPlanned
    exhale_lead_ms: ChangeMs = 0
    """The exhale begins so much earlier than the effort."""
    exhale_ms: ChangeMs = 0
    """Added to each exhale; negative for shorter ones."""
    inhale_ms: ChangeMs = 0
    """Added to each inhale."""
    breath: BreathPreset | None = None
    """Breaths of this length, whatever the session has."""
    range_percent: Percent = 100
    """How much of the way to move."""
    week_sets: Annotated[int, bounds.SET_CHANGE.number] = 0
    """Sets more or fewer in this week, as a programme wants it."""
    setbacks: Annotated[int, bounds.TIMES.number] = 0
    """How often a harder drill was tried here and given up."""
    good: Annotated[int, bounds.TIMES.number] = 0
    """Good sessions since the last of these; some of them, and they are forgiven."""
    level_up_on: date | None = None
    """When a harder drill last took the place."""

    @property
    def dose(self) -> KeptDose:
        """The same without what is only counted."""
        return replace(self, setbacks=0, good=0)

    def __post_init__(self) -> None:
        if self.level_up_on is not None:
            bounds.check_year(self.level_up_on.year)


class LeftOut(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A drill that was asked for and is not done today."""

    slot: Word
    name: Word
    rules: Annotated[tuple[AppliedRule, ...], bounds.LIST.length] = ()
    """The coaching rules that left it out; none where time or place did."""


class Block(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One drill of a session with its dose, waits and words."""

    drill: Word
    name: Word
    routine: Word | None = None
    """The routine the block comes from; none for a drill started by itself."""
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
    cycles: CyclesPlanned
    """Cycles in a set; per side where the sides take turns."""
    phases: Annotated[tuple[PrescribedPhase, ...], bounds.PHASES.length]
    change_ms: DurationMs
    """Time to get into position before the first set; the lead-in for the first block."""
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
    """The first set begins only when the runner says to be in position."""
    asks: bool = False
    """Where it was felt is asked in the wait after its last set."""
    kept: KeptDose | None = None
    """What the coach goes on from next time; None where it did not decide."""
    pace: Percent = 100
    """Breath lengths in percent of what was prescribed, as the runner likes them."""
    digest: Word = ""
    """SHA-256 of the drill file, in hex."""
    loads: Annotated[tuple[Word, ...], bounds.LIST.length] | None = None
    """Places of the body that clearly work in it; older programs did not write it down."""

    @property
    def cycle_ms(self) -> int:
        """Length of one cycle as prescribed."""
        return sum(phase.duration_ms for phase in self.phases)

    @property
    def starts_with_exhale(self) -> bool:
        """The runner needs air before the first phase."""
        return self.phases[0].breath is Breath.EXHALE


class Prescription(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A whole session before it is done."""

    name: Annotated[str, bounds.NOTE.length]
    """What the screen calls the session."""
    names: Annotated[tuple[Word, ...], bounds.BLOCKS.length]
    """Ids of the routines and drills that were asked for, in order."""
    routine: Word | None = None
    """Id of the routine when exactly one was asked for."""
    blocks: Annotated[tuple[Block, ...], bounds.BLOCKS.length]
    breath: BreathPreset = BreathPreset.STANDARD
    self_paced: bool = False
    first_side: Side = Side.LEFT
    quiet: bool = False
    opens: Text | None = None
    closes: Text | None = None
    notes: Annotated[tuple[Text, ...], bounds.BLOCKS.length] = ()
    """What was changed on the way and the runner should know."""
    left_out: Annotated[tuple[LeftOut, ...], bounds.BLOCKS.length] = ()
    """What was asked for and is not done today."""

    @property
    def sets_planned(self) -> int:
        """Distinct sets; a set with two sides is one set."""
        return sum(block.sets for block in self.blocks)

    def check_size(self) -> None:
        """Refuse a session that nobody can do, and that takes for ever to lay out.

        Raises:
            ValueError: if all its drills together are too much.
        """
        segments = work_ms = 0
        for block in self.blocks:
            cycles = block.sets * block.cycles * (2 if block.sides is Sides.EACH else 1)
            segments += cycles * len(block.phases)
            work_ms += cycles * block.cycle_ms
        for bound, value in ((bounds.SEGMENTS, segments), (bounds.SESSION_MS, work_ms)):
            if not bound.holds(value):
                raise bounds.BeyondError(bound, value)
