"""Changes of dose and of drill that a rule makes. Pure."""

from __future__ import annotations

from msgspec.structs import replace

from coach.coaching.dose_place import DoseChange, DosePlace
from coach.coaching.larger_doses import progressed, restored
from coach.coaching.smaller_doses import at_the_floor, lighter_weight, step_down, with_less
from coach.model.prescription import KeptDose
from coach.model.rule import Coaching, Rule, Then

_ANY_MS = 24 * 60 * 60_000
"""More work than any drill has."""


def apply_rule(rule: Rule, place: DosePlace, table: Coaching) -> DoseChange:
    """Return a place's dose and drill after a rule, unchanged if nothing applies.

    For time away, take only one step: see `one_step_back`.
    """
    then = rule.then
    if then.drill == "out":
        return DoseChange(place.kept, place.drill, is_out=True)
    if then.restore:
        kept, drill = restored(place)
        is_back = drill.id != place.drill.id and place.was_spared(drill)
        return DoseChange(kept, drill, is_progress=is_back)
    if then.progress:
        return progressed(place)
    if then.drill != "same":
        change = step_down(then, place, table, is_away=rule.is_about_time)
    elif then.sets < 0 and place.kept.weight is not None:
        # A lighter weight is enough of a reduction; the sets stay.
        change = DoseChange(replace(place.kept, weight=lighter_weight(place)), place.drill)
    else:
        change = DoseChange(with_less(place.kept, then, place.drill, place), place.drill)
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
        change = DoseChange(place.kept, place.drill)
    else:
        easier = replace(rule, then=then)
        change = apply_rule(easier, place, table)
        is_hard = change.drill.id == place.drill.id and place.drill.level > 1
        if rule.then.restart and is_hard:
            # A small dose of an easier version is no more than a small dose of a harder
            # one, even if it takes longer.
            small = apply_rule(easier, replace(place, too_much=(1, _ANY_MS)), table)
            if small.drill.id != place.drill.id:
                there = replace(place, kept=small.kept, drill=small.drill)
                change = replace(small, kept=at_the_floor(there))
    if not rule.then.restart or is_first:
        return change
    # A runner who starts again begins with one set, as in the first week.
    return replace(change, kept=replace(change.kept, sets=1))


def _breath(kept: KeptDose, then: Then) -> KeptDose:
    return replace(
        kept,
        exhale_lead_ms=max(kept.exhale_lead_ms, then.exhale_lead_ms),
        exhale_ms=max(-2_000, min(2_000, kept.exhale_ms + then.exhale_ms)),
        inhale_ms=max(-2_000, min(2_000, kept.inhale_ms + then.inhale_ms)),
        breath=then.breath or kept.breath,
        range_percent=min(kept.range_percent, then.range_percent),
    )
