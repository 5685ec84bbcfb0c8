"""Larger doses: more of a drill, lost sets and reps restored, or a harder version. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from coach.coaching.dose_place import (
    LONGEST_CHAIN,
    DoseChange,
    DosePlace,
    least_reps,
    step_of_sides,
    weight_steps_of,
)
from coach.coaching.equipment import needs_only
from coach.model.drill import Drill
from coach.model.loads import is_breathing
from coach.model.prescription import KeptDose
from coach.model.terms import Sides, Unit
from coach.model.weights import Weight, heavier

MOST_SETBACKS = 2
"""Number of setbacks after which a harder drill is not offered again."""
LEVEL_UP_DAYS = 7
"""Fewest days between two steps to harder drills."""
GOOD_FORGIVE = 4
"""Good sessions that clear the setbacks."""


def is_below(place: DosePlace) -> bool:
    """Return whether a place has less than prescribed, so one good answer adds a step."""
    return restored(place) != (place.kept, place.drill)


def restored(place: DosePlace) -> tuple[KeptDose, Drill]:
    """Return a step back up: the routine's drill, a set, or half the missing reps."""
    kept, drill, authored = place.kept, place.drill, place.authored
    back = _leads_to_slot(place) if drill.id != kept.slot else None
    if back is not None and _is_open(back, place) and not _is_too_early(kept):
        return _come_back(back, place), back
    if back is not None:
        return kept, drill
    whole = replace(kept, range_percent=100, breath=None)
    if kept.exhale_ms < 0:
        whole = replace(whole, exhale_ms=0, inhale_ms=0)
    if drill.id != kept.slot:
        return whole, drill
    if kept.sets < authored.sets:
        # The extra set returns with no more reps than the routine asks for.
        reps = min(kept.reps, authored.reps)
        is_behind = kept.behind_reps < reps
        return replace(
            whole,
            sets=kept.sets + 1,
            reps=reps,
            behind=kept.behind if is_behind else None,
            behind_reps=kept.behind_reps if is_behind else 0,
        ), drill
    missing = authored.reps - kept.reps
    if missing > 0:
        step = max(step_of(drill), (missing + 1) // 2)
        step += step % 2 if drill.sides is Sides.ALTERNATE else 0
        return replace(whole, reps=kept.reps + min(step, missing)), drill
    return whole, drill


def _come_back(drill: Drill, place: DosePlace) -> KeptDose:
    """Return the dose with which a drill returns after an easier one replaced it.

    The dose has one set less than written, and half of the reps above the low end of the
    range; after pain or a long break, none of these reps. After four good sessions, the
    dose is complete. Otherwise, the rest follows step by step.
    """
    kept, (sets, reps) = place.kept, place.default(drill)
    least = min(reps, least_reps(drill, place.written(drill)))
    if place.was_spared(drill):
        sets, reps = max(1, sets - 1), least
    elif kept.good + 1 < GOOD_FORGIVE:
        half = (least + reps) // 2
        sets, reps = max(1, sets - 1), max(least, half - half % step_of_sides(drill))
    return KeptDose(
        slot=kept.slot,
        sets=sets,
        reps=reps,
        setbacks=kept.setbacks,
        good=kept.good,
        level_up_on=kept.level_up_on,
    )


def _is_too_early(kept: KeptDose) -> bool:
    """Return whether a drill that was given up twice must still wait."""
    return kept.setbacks >= MOST_SETBACKS and kept.good + 1 < GOOD_FORGIVE


def with_good_one(kept: KeptDose) -> KeptDose:
    """Return a dose after another good session; four of them clear the setbacks."""
    if not kept.setbacks:
        return kept
    if kept.good + 1 >= GOOD_FORGIVE:
        return replace(kept, setbacks=0, good=0)
    return replace(kept, good=kept.good + 1)


def progressed(place: DosePlace) -> DoseChange:
    """Return a step up: lost parts first, then reps, then the harder drill."""
    for kept, drill in _steps_up(place):
        if (kept, drill) != (place.kept, place.drill):
            return DoseChange(kept, drill, is_progress=True)
    return DoseChange(place.kept, place.drill)


def _steps_up(place: DosePlace) -> Iterator[tuple[KeptDose, Drill]]:
    kept, drill = place.kept, place.drill
    whole = replace(kept, range_percent=100, breath=None, exhale_ms=0, inhale_ms=0)
    if whole != kept:
        yield whole, drill
        return
    own = drill.id == kept.slot
    authored = place.authored
    if own and kept.sets < authored.sets:
        yield replace(kept, sets=kept.sets + 1), drill
    step = step_of(drill)
    most = _most_reps(place)
    if kept.reps < most and not _stands_in(place):
        yield replace(kept, reps=min(kept.reps + step, most)), drill
    more = _more_weight(place)
    if more is not None:
        # With more weight, the reps start again from the number in the routine.
        reps = min(kept.reps, place.written(drill))
        yield replace(kept, reps=reps, weight=more), drill
    harder = _harder(place)
    if harder is not None and _leads_to_slot(place) is harder:
        yield _come_back(harder, place), harder
    elif harder is not None:
        sets, reps = place.default(harder)
        begun = KeptDose(slot=kept.slot, sets=sets, reps=reps, setbacks=kept.setbacks)
        yield replace(begun, level_up_on=place.today), harder


def _more_weight(place: DosePlace) -> Weight | None:
    """Return the next weight up if the runner has one and the drill takes it, or None."""
    steps = weight_steps_of(place)
    if steps is None or not place.at_hand or place.is_fixed or _stands_in(place):
        return None
    return heavier(place.kept.weight, steps, place.at_hand)


def step_of(drill: Drill) -> int:
    """Return the reps or breaths that a step of growth adds."""
    if drill.unit is Unit.REPS or drill.sides is Sides.ALTERNATE:
        return 2
    return 1


def _most_reps(place: DosePlace) -> int:
    authored = place.authored.reps if place.drill.id == place.kept.slot else 0
    if place.is_fixed:
        return authored
    range_ = place.drill.dose.range
    most = range_.high if range_ else authored
    if place.drill.sides is Sides.ALTERNATE:
        most -= most % 2
    return most


def _stands_in(place: DosePlace) -> bool:
    """Return whether an easier drill replaces the routine's own, which returns first."""
    return place.drill.id != place.kept.slot and _leads_to_slot(place) is not None


def _leads_to_slot(place: DosePlace) -> Drill | None:
    """Return the next drill on the way back to the routine's own; None if it is reached."""
    own = place.drill_of(place.kept.slot)
    if own is None or place.drill in _harder_ones(own, place):
        return None
    way = _harder_ones(place.drill, place)
    if own in way:
        return way[0]
    # After pain, each version in between comes first.
    rungs = _easier_ones(own, place)
    if place.drill not in rungs or not place.was_spared(own):
        return own
    back = reversed([own, *rungs[: rungs.index(place.drill)]])
    return next((rung for rung in back if _is_open(rung, place)), own)


def _easier_ones(drill: Drill, place: DosePlace) -> list[Drill]:
    """Return the easier versions of a drill, step by step."""
    return _chain(drill, place, lambda version: version.easier)


def _harder_ones(drill: Drill, place: DosePlace) -> list[Drill]:
    """Return the harder versions of a drill, step by step."""
    return _chain(drill, place, lambda version: version.harder)


def _chain(
    drill: Drill, place: DosePlace, following: Callable[[Drill], str | None]
) -> list[Drill]:
    found: list[Drill] = []
    here: Drill | None = drill
    while here is not None and (id_ := following(here)) and len(found) < LONGEST_CHAIN:
        here = place.drill_of(id_)
        if here is not None:
            found.append(here)
    return found


def _harder(place: DosePlace) -> Drill | None:
    kept = place.kept
    if place.drill.id != kept.slot:
        # The way back to the routine's own drill is always open.
        back = _leads_to_slot(place)
        if back is not None:
            return back if _is_open(back, place) else None
    if kept.setbacks >= MOST_SETBACKS:
        return None
    if kept.level_up_on and (place.today - kept.level_up_on).days < LEVEL_UP_DAYS:
        return None
    if place.is_fixed or place.is_named or place.drill.harder is None:
        return None
    harder = place.drill_of(place.drill.harder)
    if harder is None or not _is_open(harder, place) or harder.warning:
        return None  # only the runner may choose a drill that has a warning
    # Only another breathing drill may replace a breathing drill.
    own = place.drill_of(kept.slot) or place.drill
    return None if is_breathing(own) and not is_breathing(harder) else harder


def _is_open(drill: Drill, place: DosePlace) -> bool:
    return drill.id not in place.taken and needs_only(drill.equipment, place.kit)
