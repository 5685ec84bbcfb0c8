"""Sessions that fit the day: less time, only standing, or no equipment. Pure.

Drills go first, by ``keep``, then sets, then core drills from the end. A set
keeps all its reps, and a breath its length: the sets that are left are done as intended.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from msgspec.structs import replace

from coach.coaching.equipment import needs_equipment
from coach.errors import CoachError
from coach.model.drill import Drill
from coach.model.prescription import LeftOut, Prescription
from coach.model.terms import Base
from coach.prescribe import Chosen
from coach.timeline import length_ms
from coach.units import format_clock

Plan = Callable[[Sequence[Chosen]], Prescription]
"""Returns a session with one block for each drill."""

_Places = dict[int, Chosen]
"""Drills, keyed by their number in the request."""
_MINUTE_MS = 60_000
_CORE = 1


class Limits(msgspec.Struct, frozen=True):
    """The runner's limits for today: time, standing drills only, no equipment."""

    minutes: int | None = None
    standing: bool = False
    no_equipment: bool = False

    def allow(self, drill: Drill) -> bool:
        """Return whether a drill can be done where the runner is."""
        return not (
            (self.standing and drill.base is not Base.STANDING)
            or (self.no_equipment and needs_equipment(drill.equipment))
        )


class NothingLeftError(CoachError):
    """No requested drill can be done where the runner is."""


def trim(chosen: Sequence[Chosen], limits: Limits, plan: Plan) -> Prescription:
    """Return a session that fits the limits, with notes about what was left out.

    Raises:
        NothingLeftError: if no drill can be done standing, or without equipment, as asked.
    """
    here = {
        place: choice for place, choice in enumerate(chosen) if limits.allow(choice.drill)
    }
    if not here:
        raise _nothing_left(limits)
    notes = _place_notes(chosen, limits)
    kept = here
    if limits.minutes is not None:
        most_ms = limits.minutes * _MINUTE_MS
        kept = _shorten(here, most_ms, plan)
        notes += _time_notes(here, kept, plan)
        short_ms = length_ms(plan([*kept.values()]))
        if short_ms > most_ms:
            notes.append(f"shortest possible session: {format_clock(short_ms)}")
    left_out = [
        LeftOut(slot=_slot(choice), name=choice.drill.name)
        for place, choice in enumerate(chosen)
        if place not in kept
    ]
    prescription = plan([*kept.values()])
    return replace(
        prescription,
        left_out=(*prescription.left_out, *left_out),
        notes=(*prescription.notes, *notes),
    )


def _shorten(here: _Places, most_ms: int, plan: Plan) -> _Places:
    """Return the drills and sets that fit the time; the most important go last."""
    kept = dict(here)
    while True:
        prescription = plan([*kept.values()])
        if length_ms(prescription) <= most_ms:
            return kept
        least = max(_keep(choice) for choice in kept.values())
        sets = dict(zip(kept, (block.sets for block in prescription.blocks), strict=True))
        most = max(sets.values())
        if least > _CORE and len(kept) > 1:
            del kept[max(place for place in kept if _keep(kept[place]) == least)]
        elif most > 1:
            place = max(place for place in kept if sets[place] == most)
            kept[place] = replace(kept[place], most_sets=most - 1)
        elif len(kept) > 1:
            del kept[max(kept)]
        else:
            return kept


def _keep(choice: Chosen) -> int:
    return choice.item.keep if choice.item else _CORE


def _slot(choice: Chosen) -> str:
    """Return the requested drill; the coach may have replaced it."""
    return choice.decided.kept.slot if choice.decided else choice.drill.id


def _place_notes(chosen: Sequence[Chosen], limits: Limits) -> list[str]:
    notes = []
    if limits.standing:
        lying = [c.drill.name for c in chosen if c.drill.base is not Base.STANDING]
        why = "left out because you chose standing drills"
        notes += [f"{why}: {_listed(lying)}"] if lying else []
    if limits.no_equipment:
        rest = [c.drill for c in chosen if Limits(standing=limits.standing).allow(c.drill)]
        tied = [
            f"{drill.name} ({', '.join(drill.equipment)})"
            for drill in rest
            if needs_equipment(drill.equipment)
        ]
        why = "left out because you chose drills without equipment"
        notes += [f"{why}: {_listed(tied)}"] if tied else []
    return notes


def _time_notes(here: _Places, kept: _Places, plan: Plan) -> list[str]:
    blocks = plan([*here.values()]).blocks
    whole = dict(zip(here, (block.sets for block in blocks), strict=True))
    gone = [choice.drill.name for place, choice in here.items() if place not in kept]
    fewer = [
        choice.drill.name
        for place, choice in kept.items()
        if choice.most_sets is not None and choice.most_sets < whole[place]
    ]
    said = [_listed(gone)] if gone else []
    said += [f"some sets of {_listed(fewer)}"] if fewer else []
    return [f"left out to save time: {'; '.join(said)}"] if said else []


def _listed(names: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(names))


def _nothing_left(limits: Limits) -> NothingLeftError:
    wanted = [
        words
        for words, is_wanted in (
            ("standing", limits.standing),
            ("without equipment", limits.no_equipment),
        )
        if is_wanted
    ]
    return NothingLeftError(
        f"no drill in this session can be done {' and '.join(wanted)}",
        hint="use `coach start desk-break`, a standing routine that needs only a wall",
    )
