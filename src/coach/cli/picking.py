"""Today's pick: what to do when nothing was named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from coach.cli.choosing import of_routine
from coach.cli.planning import judging_of
from coach.coaching.choosing import LOOK_BACK_DAYS, Pick, Situation, pick
from coach.coaching.trimming import Limits, NothingLeftError, trim
from coach.errors import CoachError
from coach.prescription import Asked, Chosen, Wishes, prescribe
from coach.timeline import length_ms

if TYPE_CHECKING:
    from coach.cli.setup import Setup
    from coach.coaching.plan import PlanDay
    from coach.model.prescription import Prescription

_NO_LIMITS = Limits()


def situation_of(setup: Setup, now: datetime, plan: PlanDay | None) -> Situation:
    """All that is known when somebody asks what to do."""
    first = now.date() - timedelta(days=LOOK_BACK_DAYS)
    return Situation(
        now=now,
        done=setup.index.routines_done(first),
        is_first=setup.index.last_done() is None,
        programme=plan,
        verdicts=judging_of(setup),
        names={id_: entry.value.name for id_, entry in setup.library.routines.items()},
    )


def todays_pick(
    setup: Setup,
    situation: Situation,
    limits: Limits = _NO_LIMITS,
    wishes: Wishes | None = None,
) -> Pick:
    """Choose a routine that fits into the day."""
    return pick(situation, lambda name: _fits(setup, name, limits, wishes or Wishes()))


def _fits(setup: Setup, name: str, limits: Limits, wishes: Wishes) -> bool:
    """Whether what matters most in a routine can be done within the limits."""
    entry = setup.library.routines.get(name)
    if entry is None or limits == _NO_LIMITS:
        return entry is not None
    asked = Asked(entry.value.name, (name,), name)

    def plan(some: Sequence[Chosen]) -> Prescription:
        return prescribe(asked, some, wishes)

    try:
        chosen = of_routine(entry.value, setup.library, with_digests=False)
        prescription = trim(chosen, limits, plan)
    except (NothingLeftError, CoachError):
        return False
    core = {item.drill for item in entry.value.items if item.keep == 1}
    if core & {gone.slot for gone in prescription.left_out}:
        return False
    minutes = limits.minutes
    return minutes is None or length_ms(prescription) <= minutes * 60_000
