"""A decided session, and what its decisions depend on besides the past."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

import msgspec

from coach.coaching.exits import StuckDrill
from coach.coaching.pattern_locks import lock_text
from coach.coaching.place_locks import Advice, place_lock_text
from coach.model.drill import Drill
from coach.model.prescription import LeftOut
from coach.model.rule import Coaching
from coach.model.terms import PainPlace, Side
from coach.prescribe import Chosen, Wishes


class Frame(msgspec.Struct, frozen=True):
    """What the decisions of one session depend on besides the past."""

    table: Coaching
    wishes: Wishes
    now: datetime
    drill_of: Callable[[str], Chosen | None]
    """Any drill of the library by its id, with its digest."""
    is_fixed: Callable[[str | None], bool]
    """Whether a routine never grows."""
    kit: frozenset[str] = frozenset()
    drills: Callable[[], Iterable[Drill]] = tuple
    """All drills of the library that the runner can do."""
    weaker: Mapping[str, tuple[Side, str]] = {}
    """The clearly weaker side and the test that showed it, by the drill that trains it."""


class SlotVerdict(msgspec.Struct, frozen=True):
    """Which rule decided about a drill, whether or not something changed."""

    slot: str
    rule: str


class DecidedSession(msgspec.Struct, frozen=True):
    """What the coach decided for a session."""

    chosen: tuple[Chosen, ...]
    left_out: tuple[LeftOut, ...] = ()
    verdicts: tuple[SlotVerdict, ...] = ()
    locked: Mapping[str, str] = {}
    """Patterns that stay out until *checked* is typed, and the session that was why."""
    locked_places: Mapping[PainPlace, str] = {}
    """The same of places of the body."""
    advised: Mapping[PainPlace, str] = {}
    """Places that a doctor or physio should see this week, and the session told of last."""
    advice: tuple[str, ...] = ()
    """What is said of pain, unless a drill that is left out says it."""
    standing: tuple[Advice, ...] = ()
    """The same of all places, with what it comes from."""
    stuck: StuckDrill | None = None
    """A drill about which the runner is asked."""
    all_locks: Mapping[str, str] = {}
    """What is locked, as the journal names it, whether or not this session loads it."""

    @property
    def locks(self) -> dict[str, str]:
        """What leaves out a drill of this session, as the journal names it."""
        of_places = {place_lock_text(p): by for p, by in self.locked_places.items()}
        return {lock_text(p): by for p, by in self.locked.items()} | of_places
