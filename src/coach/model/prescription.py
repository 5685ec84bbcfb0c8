"""What will be done, by value: enough to perform, resume, log and export a session.

Prescriptions are stored in the journal. Fields may be added with a default, never
renamed, renumbered or removed; unknown ones are ignored when read back.
"""

from __future__ import annotations

from datetime import date

import msgspec

from coach.model.terms import (
    Base,
    Breath,
    BreathEffort,
    BreathPreset,
    Focus,
    Group,
    Place,
    Side,
    SideOrder,
    Sides,
    Unit,
)


class PrescribedPhase(msgspec.Struct, frozen=True, gc=False):
    """One phase of the cycle with the length it has in this session."""

    do: str
    breath: Breath
    duration_ms: int
    is_added: bool = False
    """The coach put it in: the body stays as the phase before left it."""


class SideWords(msgspec.Struct, frozen=True):
    """How to get into position for each working side."""

    left: str
    right: str

    def for_side(self, side: Side) -> str:
        """The sentence for the side that works."""
        return self.left if side is Side.LEFT else self.right


class ExpectedFeel(msgspec.Struct, frozen=True):
    """Where the drill should be felt, and where it may be."""

    target: tuple[Place, ...]
    fine: tuple[Place, ...] = ()
    back_works: bool = False


class FitNames(msgspec.Struct, frozen=True):
    """The nearest names in the FIT profile's exercise lists."""

    category: str
    exercise: str


class AppliedRule(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Why a block is as it is: a coaching rule and its reason in words."""

    rule: str
    reason: str
    about: str = ""
    """Name of the drill the reason speaks of; the one of the block if empty."""
    today: str = ""
    """What is different, without the reason."""

    def told_at(self, name: str) -> str:
        """The reason as it is read where a drill is called ``name``.

        It begins with the drill it speaks of where another one stands in its place.
        """
        is_other = self.about not in {"", name}
        return f"{self.about}: {self.reason}" if is_other else self.reason


class Kept(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """What the coach keeps of a drill from one session of its routine to the next.

    Where the day asked for something else (``--sets``, a short session), the block has
    that, and this stays.
    """

    slot: str
    """Id of the drill the routine names; another may stand in its place."""
    sets: int
    cycles: int
    exhale_lead_ms: int = 0
    """The exhale begins so much earlier than the effort."""
    exhale_ms: int = 0
    """Added to each exhale; negative for shorter ones."""
    inhale_ms: int = 0
    """Added to each inhale."""
    breath: BreathPreset | None = None
    """Breaths of this length, whatever the session has."""
    range_percent: int = 100
    """How much of the way to move."""
    week_sets: int = 0
    """Sets more or fewer in this week, as a programme wants it."""
    setbacks: int = 0
    """How often a harder drill was tried here and given up."""
    level_up_on: date | None = None
    """When a harder drill last took the place."""


class LeftOut(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A drill that was asked for and is not done today."""

    slot: str
    name: str
    rules: tuple[AppliedRule, ...] = ()
    """The coaching rules that left it out; none where time or place did."""


class Block(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One drill of a session with its dose, waits and words."""

    drill: str
    name: str
    routine: str | None = None
    """The routine the block comes from; none for a drill started by itself."""
    group: Group
    pattern: str
    focus: tuple[Focus, ...] = ()
    level: int
    base: Base
    breath_effort: BreathEffort = BreathEffort.FULL
    equipment: tuple[str, ...] = ()
    unit: Unit
    sides: Sides
    side_order: SideOrder = SideOrder.BY_SET
    flip: int = 1
    first_side: Side = Side.LEFT
    sets: int
    cycles: int
    """Cycles in a set; per side where the sides take turns."""
    phases: tuple[PrescribedPhase, ...]
    change_ms: int
    """Time to get into position before the first set; the lead-in for the first block."""
    rest_ms: int
    switch_ms: int
    setup: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    side_text: SideWords | None = None
    feel: ExpectedFeel
    keep: int = 1
    fit: FitNames | None = None
    rules: tuple[AppliedRule, ...] = ()
    waits: bool = False
    """The first set begins only when the runner says to be in position."""
    asks: bool = False
    """Where it was felt is asked in the wait after its last set."""
    kept: Kept | None = None
    """What the coach goes on from next time; None where it did not decide."""
    pace: int = 100
    """Breath lengths in percent of what was prescribed, as the runner likes them."""
    digest: str = ""
    """SHA-256 of the drill file, in hex."""

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

    name: str
    """What the screen calls the session."""
    names: tuple[str, ...]
    """Ids of the routines and drills that were asked for, in order."""
    routine: str | None = None
    """Id of the routine when exactly one was asked for."""
    blocks: tuple[Block, ...]
    breath: BreathPreset = BreathPreset.STANDARD
    self_paced: bool = False
    first_side: Side = Side.LEFT
    quiet: bool = False
    opens: str | None = None
    closes: str | None = None
    notes: tuple[str, ...] = ()
    """What was changed on the way and the runner should know."""
    left_out: tuple[LeftOut, ...] = ()
    """What was asked for and is not done today."""

    @property
    def sets_planned(self) -> int:
        """Distinct sets; a set with two sides is one set."""
        return sum(block.sets for block in self.blocks)
