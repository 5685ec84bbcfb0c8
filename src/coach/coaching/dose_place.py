"""One place in a session: its drill, its dose, and the limits of a change. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import msgspec

from coach.model.drill import Drill
from coach.model.prescription import KeptDose
from coach.model.terms import PainPlace, Sides
from coach.model.weights import AtHand, WeightSteps, steps_in
from coach.prescribe import Chosen, Decided, Wishes, work_ms_of

LONGEST_CHAIN = 10
"""Most steps between versions of a drill; more than any drill has."""


def _work_ms(drill: Drill, kept: KeptDose) -> int:
    return work_ms_of(Chosen(drill, decided=Decided(kept)), Wishes())


class DosePlace(msgspec.Struct, frozen=True):
    """One place in a session, with its dose and the limits for changing it."""

    kept: KeptDose
    drill: Drill
    """The present drill."""
    authored: KeptDose
    """The dose in the routine."""
    default: Callable[[Drill], tuple[int, int]]
    """Return the sets and reps that another drill starts with here."""
    drill_of: Callable[[str], Drill | None]
    taken: frozenset[str]
    """Other drills in the session, which must not appear twice."""
    is_fixed: bool
    """Whether the routine never grows."""
    is_named: bool
    """Whether the runner named this drill, so that no harder one may replace it."""
    has_rested: bool
    """Whether the drill has been left out since the runner's last answer about it."""
    kit: frozenset[str]
    today: date
    at_hand: AtHand = ()
    """Weights that the runner owns."""
    work_ms: Callable[[Drill, KeptDose], int] = _work_ms
    """Return the length of a dose in ms, with all its sides and sets."""
    too_much: tuple[int, int] | None = None
    """Sets and length in ms of the work that was too hard or hurt; None if all was well."""
    hurts: frozenset[PainPlace] = frozenset()
    """Places that an easier version must load less."""
    may_be: Callable[[Drill], bool] = lambda _: True
    """Return whether an easier version may be done."""
    was_spared: Callable[[Drill], bool] = lambda _: False
    """Return whether a drill was replaced here because of pain, or of a long break."""

    def written(self, drill: Drill) -> int:
        """Return the prescribed reps of a drill in this place."""
        is_own = drill.id == self.kept.slot
        return self.authored.reps if is_own else self.default(drill)[1]


class DoseChange(msgspec.Struct, frozen=True):
    """The result of a rule for one place in a session."""

    kept: KeptDose
    drill: Drill
    is_out: bool = False
    taken: Drill | None = None
    """The replacement if the session already has it; otherwise None."""
    is_progress: bool = False


def weight_steps_of(place: DosePlace) -> WeightSteps | None:
    """Return the weights of a place's drill; None if it takes none."""
    load = place.drill.load
    if load is None:
        return None
    # A weight in pounds grows by pounds.
    weights = [place.kept.weight, *(span.least for span in place.at_hand)]
    unit = next((each.unit for each in weights if each is not None), load.unit)
    return steps_in(unit, load.unit, load.start, load.step)


def least_reps(drill: Drill, written: int) -> int:
    """Return the fewest useful reps: the range's low end, or half of a smaller dose.

    A drill without a range has half of the written reps.
    """
    step = step_of_sides(drill)
    low = drill.dose.range.low if drill.dose.range else -(-written // 2)
    return -(-low // step) * step if written >= low else max(step, low // 2)


def step_of_sides(drill: Drill) -> int:
    """Return the step of reps that keeps both sides alike: 2 for alternating sides."""
    return 2 if drill.sides is Sides.ALTERNATE else 1
