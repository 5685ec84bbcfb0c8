"""A decided session, and the frame its decisions depend on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

import msgspec

from coach.coaching.exits import StuckDrill
from coach.coaching.pattern_locks import lock_text
from coach.coaching.place_locks import Advice, place_lock_text
from coach.model.days_and_weeks import training_day
from coach.model.drill import Drill
from coach.model.prescription import LeftOut
from coach.model.rule import Coaching
from coach.model.terms import PainPlace, Side
from coach.model.weights import AtHand
from coach.prescribe import Chosen, Wishes


class Frame(msgspec.Struct, frozen=True):
    """The facts, apart from the history, that the decisions for a session depend on."""

    table: Coaching
    wishes: Wishes
    now: datetime
    drill_of: Callable[[str], Chosen | None]
    """Every drill in the library by its id, with its digest."""
    is_fixed: Callable[[str | None], bool]
    """Whether a routine never grows."""
    kit: frozenset[str] = frozenset()
    drills: Callable[[], Iterable[Drill]] = tuple
    """All drills in the library that the runner can do."""
    weaker: Mapping[str, tuple[Side, str]] = {}
    """The clearly weaker side and the test that showed it, by the drill that trains it."""
    at_hand: AtHand = ()
    """Weights that the runner owns."""
    is_gentle: bool = False
    """Whether the runner leaves out forced breaths."""
    is_near_race: bool = False
    """Whether nothing gets harder because of a race, before or after it."""

    @property
    def today(self) -> date:
        """Return the day from which pain counts as today's: a day lasts until morning."""
        return training_day(self.now)


class SlotVerdict(msgspec.Struct, frozen=True):
    """The rule that decided about a drill, whether or not the drill changed."""

    slot: str
    rule: str


class DecidedSession(msgspec.Struct, frozen=True):
    """The coach's decisions for a session."""

    chosen: tuple[Chosen, ...]
    left_out: tuple[LeftOut, ...] = ()
    verdicts: tuple[SlotVerdict, ...] = ()
    locked: Mapping[str, str] = {}
    """Patterns locked until *checked* is typed, each with the session that caused it."""
    locked_places: Mapping[PainPlace, str] = {}
    """Body areas locked until *checked*, each with the session that caused the lock."""
    advised: Mapping[PainPlace, str] = {}
    """Places that a doctor or physio should see this week, with the newest session."""
    advice: tuple[str, ...] = ()
    """Sentences about pain that no reason for a left-out drill already gives."""
    standing: tuple[Advice, ...] = ()
    """The advice about each painful place, with the id of its rule."""
    stuck: StuckDrill | None = None
    """A drill that the runner is asked about."""
    all_locks: Mapping[str, str] = {}
    """All locks as the journal names them, whether or not this session loads the place."""

    @property
    def locks(self) -> dict[str, str]:
        """Return the locks behind the left-out drills, as the journal names them."""
        of_places = {place_lock_text(p): by for p, by in self.locked_places.items()}
        return {lock_text(p): by for p, by in self.locked.items()} | of_places
