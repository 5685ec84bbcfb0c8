"""Changes that a rule makes to a dose or a drill."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import msgspec
from msgspec.structs import replace

from coach.coaching.equipment import needs_only
from coach.model.drill import Drill
from coach.model.loads import is_breathing, is_less
from coach.model.prescription import KeptDose
from coach.model.rule import Coaching, Rule, Then
from coach.model.terms import PainPlace, Sides, Unit
from coach.model.weights import AtHand, Weight, WeightSteps, heavier, lighter, steps_in
from coach.prescribe import Chosen, Decided, Wishes, work_ms_of

MOST_SETBACKS = 2
"""Number of setbacks after which a harder drill is not offered again."""
LEVEL_UP_DAYS = 7
"""Fewest days between two steps to harder drills."""
GOOD_FORGIVE = 4
"""Good sessions that clear the setbacks."""
_FEWER = Then(sets=-1, or_cycles_percent=75)
"""A little less, where a rule does not say how much."""
LONGEST_CHAIN = 10
"""Most steps between versions of a drill; more than any drill has."""
_ALL = 100


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


def apply_rule(rule: Rule, place: DosePlace, table: Coaching) -> DoseChange:
    """Return a place's dose and drill after a rule, unchanged if nothing applies.

    For time away, take only one step: see `one_step_back`.
    """
    then = rule.then
    if then.drill == "out":
        return DoseChange(place.kept, place.drill, is_out=True)
    if then.restore:
        kept, drill = _restored(place)
        is_back = drill.id != place.drill.id and place.was_spared(drill)
        return DoseChange(kept, drill, is_progress=is_back)
    if then.progress:
        return _progress(place)
    if then.drill != "same":
        change = _step_down(then, place, table, is_away=rule.is_about_time)
    elif then.sets < 0 and place.kept.weight is not None:
        # A lighter weight is less already.
        change = DoseChange(replace(place.kept, weight=_lighter(place)), place.drill)
    else:
        change = DoseChange(_less(place.kept, then, place.drill, place), place.drill)
    is_less = (change.drill.id, change.kept.dose) != (place.drill.id, place.kept.dose)
    if then.or_rest_at_floor and not (is_less or change.is_out or place.has_rested):
        return replace(change, is_out=True)
    return replace(change, kept=_breath(change.kept, then))


def one_step_back(
    rule: Rule, place: DosePlace, table: Coaching, *, is_first: bool
) -> DoseChange:
    """Return a place's dose and drill after time away; never more than before.

    Args:
        rule: the rule about time away.
        place: the place, as decided so far.
        table: the rules.
        is_first: whether this is the first step; further ones lead to the easiest version.
    """
    then = rule.then
    if then.restart:
        then = Then(drill="easier")
    elif not is_first:
        return DoseChange(place.kept, place.drill)
    if not is_first and place.drill.level == 1:
        return DoseChange(place.kept, place.drill)
    return apply_rule(replace(rule, then=then), place, table)


# Less


def _step_down(
    then: Then, place: DosePlace, table: Coaching, *, is_away: bool
) -> DoseChange:
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
    return DoseChange(_less(kept, only_sets, drill, place), drill)


def _less_after_break(place: DosePlace, *, is_taken: bool) -> DoseChange:
    """Return less of a drill whose easier version the session has; else what is written."""
    back = _back_to_authored(place)
    if not is_taken or place.drill.level == 1:
        return back
    return replace(back, kept=_less(back.kept, _FEWER, back.drill, place))


def _less_of_the_same(then: Then, place: DosePlace, taken: Drill | None) -> DoseChange:
    """Return less of a drill without an easier version to do; or nothing of it, once."""
    may_rest = then.or_out if taken is not None else then.or_rest
    if may_rest and not place.has_rested:
        return DoseChange(place.kept, place.drill, is_out=True, taken=taken)
    is_said = then.sets_percent < _ALL or then.cycles_percent < _ALL
    less = _less(place.kept, then if is_said else _FEWER, place.drill, place)
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
    least = _least(drill, place.written(drill))
    for some in range(min(sets, kept.sets, most_sets), 0, -1):
        most = min(reps, max(kept.reps, least), most_ms // (some * rep_ms))
        most -= most % _even(drill)
        if most >= least:
            return replace(begun, sets=some, reps=most)
    return None


def go_easy(
    place: DosePlace, table: Coaching, *, is_easier: bool, may_stay: bool
) -> DoseChange:
    """Return the easier version that loads the painful places less, or the smallest dose.

    Args:
        place: the place of the session; its ``hurts`` are the places to spare.
        table: the rules.
        is_easier: whether its drill is already an easier version.
        may_stay: whether the drill itself may be done, if nothing easier can; otherwise it
            is left out.
    """
    floor = at_the_floor(place)
    if may_stay and (is_easier or floor == place.kept):
        return DoseChange(floor, place.drill)
    drill, kept = _easier(Then(drill="easier"), place, table)
    if drill is not None and kept is not None:
        kept = replace(kept, setbacks=kept.setbacks + 1, good=0)
        return DoseChange(_floor_of(kept, drill, place), drill)
    if not may_stay:
        return DoseChange(place.kept, place.drill, is_out=True, taken=drill)
    return DoseChange(floor, place.drill)


def at_the_floor(place: DosePlace) -> KeptDose:
    """Return one set with the fewest useful reps and no weight; never more than before."""
    return _floor_of(place.kept, place.drill, place)


def _floor_of(kept: KeptDose, drill: Drill, place: DosePlace) -> KeptDose:
    reps = min(kept.reps, _least(drill, place.written(drill)))
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
        return DoseChange(replace(kept, weight=_lighter(place)), place.drill)
    sets, reps = min(kept.sets, authored.sets), min(kept.reps, authored.reps)
    kept = replace(kept, sets=sets, reps=reps, weight=_lighter(place))
    return DoseChange(kept, place.drill)


def _less(kept: KeptDose, then: Then, drill: Drill, place: DosePlace) -> KeptDose:
    written = place.written(drill)
    sets, reps = kept.sets, kept.reps
    if then.sets < 0 and sets + then.sets < 1 and then.or_cycles_percent:
        reps = _percent(reps, then.or_cycles_percent, drill, written)
    sets = max(1, sets + then.sets)
    if then.sets_percent < _ALL:
        # One set has no half: then half as much in it.
        if sets == 1:
            reps = _percent(reps, then.sets_percent, drill, written)
        sets = max(1, sets * then.sets_percent // 100)
    reps = _percent(reps, then.cycles_percent, drill, written)
    is_less = (sets, reps) != (kept.sets, kept.reps)
    weight = _lighter(place) if is_less else kept.weight
    return replace(kept, sets=sets, reps=reps, weight=weight)


def _lighter(place: DosePlace) -> Weight | None:
    """Return one step less weight; None for no weight."""
    now, steps = place.kept.weight, _weight_steps(place)
    if now is None or steps is None:
        return None
    return lighter(now, steps, place.at_hand)


def _weight_steps(place: DosePlace) -> WeightSteps | None:
    """Return the weights of a place's drill; None if it takes none."""
    load = place.drill.load
    if load is None:
        return None
    # What was given in pounds grows by pounds.
    weights = [place.kept.weight, *(span.least for span in place.at_hand)]
    unit = next((each.unit for each in weights if each is not None), load.unit)
    return steps_in(unit, load.unit, load.start, load.step)


def _percent(reps: int, percent: int, drill: Drill, written: int) -> int:
    if percent == _ALL:
        return reps
    step = _even(drill)
    fewer = min(reps - 1, (reps * percent + 50) // 100)
    least = min(reps, _least(drill, written))
    return max(step, least - least % step, min(fewer - fewer % step, reps))


def _least(drill: Drill, written: int) -> int:
    """Return the fewest useful reps: the range's low end, or half of a smaller dose."""
    step = _even(drill)
    low = drill.dose.range.low if drill.dose.range else 1
    return -(-low // step) * step if written >= low else max(step, low // 2)


def _even(drill: Drill) -> int:
    return 2 if drill.sides is Sides.ALTERNATE else 1


def _breath(kept: KeptDose, then: Then) -> KeptDose:
    return replace(
        kept,
        exhale_lead_ms=max(kept.exhale_lead_ms, then.exhale_lead_ms),
        exhale_ms=max(-2_000, min(2_000, kept.exhale_ms + then.exhale_ms)),
        inhale_ms=max(-2_000, min(2_000, kept.inhale_ms + then.inhale_ms)),
        breath=then.breath or kept.breath,
        range_percent=min(kept.range_percent, then.range_percent),
    )


# More


def is_below(place: DosePlace) -> bool:
    """Return whether a place has less than prescribed, so one good answer adds a step."""
    return _restored(place) != (place.kept, place.drill)


def _restored(place: DosePlace) -> tuple[KeptDose, Drill]:
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
        return replace(whole, sets=kept.sets + 1), drill
    missing = authored.reps - kept.reps
    if missing > 0:
        step = max(step_of(drill), (missing + 1) // 2)
        step += step % 2 if drill.sides is Sides.ALTERNATE else 0
        return replace(whole, reps=kept.reps + min(step, missing)), drill
    return whole, drill


def _come_back(drill: Drill, place: DosePlace) -> KeptDose:
    """Return the dose with which a drill returns after an easier one replaced it.

    One set less than written, and half of the reps above the low end of its range; after
    pain or a long break none of these. Whole after four good sessions. The rest follows
    step by step.
    """
    kept, (sets, reps) = place.kept, place.default(drill)
    least = min(reps, _least(drill, place.written(drill)))
    if place.was_spared(drill):
        sets, reps = max(1, sets - 1), least
    elif kept.good + 1 < GOOD_FORGIVE:
        half = (least + reps) // 2
        sets, reps = max(1, sets - 1), max(least, half - half % _even(drill))
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


def _progress(place: DosePlace) -> DoseChange:
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
        # With more weight the reps begin again where they are written.
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
    steps = _weight_steps(place)
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
    return way[0] if own in way else own


def _harder_ones(drill: Drill, place: DosePlace) -> list[Drill]:
    """Return the harder versions of a drill, step by step."""
    found: list[Drill] = []
    here: Drill | None = drill
    while here is not None and here.harder and len(found) < LONGEST_CHAIN:
        here = place.drill_of(here.harder)
        if here is not None:
            found.append(here)
    return found


def _harder(place: DosePlace) -> Drill | None:
    kept = place.kept
    if place.drill.id != kept.slot:
        # The drill that the routine names is never blocked.
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
        return None  # what has a warning is chosen, never reached
    # A place for breathing keeps a breathing drill.
    own = place.drill_of(kept.slot) or place.drill
    return None if is_breathing(own) and not is_breathing(harder) else harder


def _is_open(drill: Drill, place: DosePlace) -> bool:
    return drill.id not in place.taken and needs_only(drill.equipment, place.kit)
