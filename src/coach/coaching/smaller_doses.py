"""Less of a drill, or an easier version of it. Pure."""

from __future__ import annotations

from msgspec.structs import replace

from coach.coaching.dose_place import (
    LONGEST_CHAIN,
    DoseChange,
    DosePlace,
    least_reps,
    step_of_sides,
    weight_steps_of,
)
from coach.model.drill import Drill
from coach.model.loads import is_less
from coach.model.prescription import KeptDose
from coach.model.rule import Coaching, Then
from coach.model.weights import Weight, lighter

_FEWER = Then(sets=-1, or_cycles_percent=75)
"""Used if a rule does not say how much to reduce the dose."""
_ALL = 100


def step_down(
    then: Then, place: DosePlace, table: Coaching, *, is_away: bool
) -> DoseChange:
    """Return a place with an easier drill, or less of its own if none can be done.

    Args:
        then: what a rule asks for.
        place: the place.
        table: the rules.
        is_away: whether the rule is about time away.
    """
    if is_away and place.is_fixed:
        return _back_to_authored(place)
    drill, kept = _easier(then, place, table)
    if drill is None or kept is None:
        if is_away:
            return _less_after_break(place, is_taken=drill is not None)
        return _less_of_the_same(then, place, drill)
    if not is_away:
        kept = replace(kept, setbacks=kept.setbacks + 1)
    only_sets = Then(sets_percent=then.sets_percent, cycles_percent=then.cycles_percent)
    return DoseChange(with_less(kept, only_sets, drill, place), drill)


def _less_after_break(place: DosePlace, *, is_taken: bool) -> DoseChange:
    """Return the written dose, or less if that would not make the dose smaller.

    A drill above level 1 always gets less if the session already has its easier version.
    """
    back = _back_to_authored(place)
    is_less = back.kept.dose != place.kept.dose
    if is_less and not (is_taken and place.drill.level > 1):
        return back
    return replace(back, kept=with_less(back.kept, _FEWER, back.drill, place))


def _less_of_the_same(then: Then, place: DosePlace, taken: Drill | None) -> DoseChange:
    """Return less of a drill that has no easier version, or leave the drill out once."""
    may_rest = then.or_out if taken is not None else then.or_rest
    if may_rest and not place.has_rested:
        return DoseChange(place.kept, place.drill, is_out=True, taken=taken)
    is_said = then.sets_percent < _ALL or then.cycles_percent < _ALL
    less = with_less(place.kept, then if is_said else _FEWER, place.drill, place)
    return DoseChange(less, place.drill)


def _easier(
    then: Then, place: DosePlace, table: Coaching
) -> tuple[Drill | None, KeptDose | None]:
    """Return the first easier version without more work, and its dose.

    It loads the places that hurt less. The dose is None if the session already has the
    drill; both are None without such a version.
    """
    wanted = _easier_id(then, place, table)
    for _ in range(LONGEST_CHAIN):
        drill = place.drill_of(wanted) if wanted else None
        if drill is None:
            break
        wanted = drill.easier
        if not place.may_be(drill):
            continue
        if not all(is_less(drill, place.drill, hurt) for hurt in place.hurts):
            continue
        kept = None if drill.id in place.taken else _no_more_work(drill, place)
        if kept is not None or drill.id in place.taken:
            return drill, kept
    return None, None


def _no_more_work(drill: Drill, place: DosePlace) -> KeptDose | None:
    """Return a drill's first dose, with no more sets and work than what was too much.

    None if even the smallest useful dose would be more.
    """
    kept = place.kept
    sets, reps = place.default(drill)
    most_sets, most_ms = place.too_much or (kept.sets, place.work_ms(place.drill, kept))
    begun = KeptDose(
        slot=kept.slot,
        sets=1,
        reps=1,
        breath=kept.breath,
        exhale_ms=min(0, kept.exhale_ms),
        inhale_ms=kept.inhale_ms if kept.exhale_ms < 0 else 0,
        setbacks=kept.setbacks,
        level_up_on=kept.level_up_on,
    )
    rep_ms = place.work_ms(drill, begun)
    least = least_reps(drill, place.written(drill))
    for some in range(min(sets, kept.sets, most_sets), 0, -1):
        most = min(reps, max(kept.reps, least), most_ms // (some * rep_ms))
        most -= most % step_of_sides(drill)
        if most >= least:
            return replace(begun, sets=some, reps=most)
    return None


def go_easy(place: DosePlace, table: Coaching) -> DoseChange:
    """Return the first easier version that may be done, with its smallest dose.

    Without one, the drill is left out.
    """
    drill, kept = _easier(Then(drill="easier"), place, table)
    if drill is not None and kept is not None:
        kept = replace(kept, setbacks=kept.setbacks + 1, good=0)
        return DoseChange(_floor_of(kept, drill, place), drill)
    return DoseChange(place.kept, place.drill, is_out=True, taken=drill)


def at_the_floor(place: DosePlace) -> KeptDose:
    """Return one set with the fewest useful reps and no weight; never more than before."""
    return _floor_of(place.kept, place.drill, place)


def _floor_of(kept: KeptDose, drill: Drill, place: DosePlace) -> KeptDose:
    reps = min(kept.reps, least_reps(drill, place.written(drill)))
    floor = replace(kept, sets=1, reps=reps, behind=None, behind_reps=0)
    weight = floor.weight if (floor.sets, floor.reps) == (kept.sets, kept.reps) else None
    return replace(floor, weight=weight)


def _easier_id(then: Then, place: DosePlace, table: Coaching) -> str | None:
    drill = place.drill
    if then.drill == "easier":
        return drill.easier
    others = table.siblings if then.drill == "sibling" else table.find
    other = others.get(drill.pattern)
    return drill.easier if other in {None, drill.id} else other


def _back_to_authored(place: DosePlace) -> DoseChange:
    """Return the place without its growth, but no lower than the routine's dose."""
    kept, authored = place.kept, place.authored
    if place.drill.id != kept.slot:
        return DoseChange(replace(kept, weight=lighter_weight(place)), place.drill)
    sets, reps = min(kept.sets, authored.sets), min(kept.reps, authored.reps)
    kept = replace(kept, sets=sets, reps=reps, weight=lighter_weight(place))
    return DoseChange(kept, place.drill)


def with_less(kept: KeptDose, then: Then, drill: Drill, place: DosePlace) -> KeptDose:
    """Return a dose with fewer sets or reps, and a lighter weight, not below the least."""
    written = place.written(drill)
    sets, reps = kept.sets, kept.reps
    if then.sets < 0 and sets + then.sets < 1 and then.or_cycles_percent:
        reps = _percent(reps, then.or_cycles_percent, drill, written)
    sets = max(1, sets + then.sets)
    if then.sets_percent < _ALL:
        # A single set can't be halved, so its reps are.
        if sets == 1:
            reps = _percent(reps, then.sets_percent, drill, written)
        sets = max(1, sets * then.sets_percent // 100)
    reps = _percent(reps, then.cycles_percent, drill, written)
    is_less = (sets, reps) != (kept.sets, kept.reps)
    weight = lighter_weight(place) if is_less else kept.weight
    return replace(kept, sets=sets, reps=reps, weight=weight)


def lighter_weight(place: DosePlace) -> Weight | None:
    """Return one step less weight; None for no weight."""
    now, steps = place.kept.weight, weight_steps_of(place)
    if now is None or steps is None:
        return None
    return lighter(now, steps, place.at_hand)


def _percent(reps: int, percent: int, drill: Drill, written: int) -> int:
    if percent == _ALL:
        return reps
    step = step_of_sides(drill)
    fewer = min(reps - 1, (reps * percent + 50) // 100)
    least = min(reps, least_reps(drill, written))
    return max(step, least - least % step, min(fewer - fewer % step, reps))
