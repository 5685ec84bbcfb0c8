"""A decided session, and the frame its decisions depend on."""

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
from coach.model.weights import AtHand
from coach.prescribe import Chosen, Wishes


class Frame(msgspec.Struct, frozen=True):
    """The facts, besides the past, that the decisions of one session depend on."""

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
    at_hand: AtHand = ()
    """Weights that the runner has."""


class SlotVerdict(msgspec.Struct, frozen=True):
    """The rule that decided about a drill, whether or not the drill changed."""

    slot: str
    rule: str


class DecidedSession(msgspec.Struct, frozen=True):
    """The decisions of the coach for a session."""

    chosen: tuple[Chosen, ...]
    left_out: tuple[LeftOut, ...] = ()
    verdicts: tuple[SlotVerdict, ...] = ()
    locked: Mapping[str, str] = {}
    """Patterns locked until *checked* is typed, with the session that was the reason."""
    locked_places: Mapping[PainPlace, str] = {}
    """Places of the body locked until *checked*, with the session that was the reason."""
    advised: Mapping[PainPlace, str] = {}
    """Places that a doctor or physio should see this week, with the newest session."""
    advice: tuple[str, ...] = ()
    """Sentences about pain that no left-out drill says already."""
    standing: tuple[Advice, ...] = ()
    """The same of all places, with what it comes from."""
    stuck: StuckDrill | None = None
    """A drill about which the runner is asked."""
    all_locks: Mapping[str, str] = {}
    """All locks as the journal names them, whether or not this session loads the place."""

    @property
    def locks(self) -> dict[str, str]:
        """Return the locks behind the drills left out, as the journal names them."""
        of_places = {place_lock_text(p): by for p, by in self.locked_places.items()}
        return {lock_text(p): by for p, by in self.locked.items()} | of_places
