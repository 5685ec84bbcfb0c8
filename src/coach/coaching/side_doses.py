"""Doses for the two sides: the weaker one sets the pace and catches up. Pure."""

from __future__ import annotations

from msgspec.structs import replace

from coach.coaching.dose_place import DoseChange
from coach.coaching.drill_log import DrillLog
from coach.coaching.larger_doses import step_of
from coach.model.drill import Drill
from coach.model.loads import can_rest
from coach.model.places import IN_THE_MIDDLE, the_place
from coach.model.prescription import KeptDose
from coach.model.rule import Rule
from coach.model.terms import PainPlace, Side, Sides

ONLY_ONE_SIDE = "Do less on the {side} side only."
ONE_SIDE = "Work only the {side} side today."
ONLY_A_LITTLE = "Work only the {side} side today, and only a little."
NEW_TO_BOTH = "You haven't done this drill lately, so both sides rest today."
TOGETHER = "Both sides rest, because the drill works both."
LOADED = "Both sides rest, because working either side loads {place}."
BOTH_HURT = "Both sides rest, because working either side may load something that hurts."
CATCHES_UP = "The {side} side catches up first."
ONE_STEP_AHEAD = "Do less on the {other} side too, so that it doesn't get too far ahead."
NOT_ALONE = "You can't do less on the {side} side alone, so both sides change."
LESS_ON_BOTH = "Do less on both sides."
EASIER_FOR_BOTH = "The change is for both sides."
EASIER_TOGETHER = "Today's drill works both sides."
EXTRA_SET = (
    "In your last {test} test, the {side} side was clearly weaker, so it gets one more set."
)


def told_side(newest: DrillLog | None, drill: Drill) -> Side | None:
    """Return the single side that an answer was about, or None.

    The low back and the neck belong to both sides, whichever side of them hurts.
    """
    if newest is None or drill.sides is not Sides.EACH or newest.pain_at in IN_THE_MIDDLE:
        return None
    return Side(newest.pain_side) if newest.pain_side in set(Side) else None


def why_both_rest(
    drill: Drill, place: PainPlace, side: str | None, *, is_strict: bool
) -> str:
    """Return why no side of a drill is done although one hurts; empty if both do.

    Args:
        drill: the drill.
        place: where it hurts.
        side: the side that hurts, if it is one.
        is_strict: whether even a low load counts.
    """
    if side not in set(Side) or place in {*IN_THE_MIDDLE, PainPlace.ELSEWHERE}:
        return ""
    if drill.sides is not Sides.EACH:
        return TOGETHER
    if can_rest(drill, place, is_strict=is_strict):
        return BOTH_HURT
    return LOADED.format(place=the_place(place, side))


def dose_of_side(kept: KeptDose, side: Side | None) -> KeptDose:
    """Return one side's share of a kept dose."""
    is_behind = side is not None and kept.behind is side
    return replace(kept, reps=kept.behind_reps) if is_behind else kept


def on_one_side(
    change: DoseChange, before: KeptDose, drill: Drill, side: Side, rule: Rule
) -> DoseChange:
    """Return a change that was decided for one side, applied to that side only.

    The other side keeps its dose, but is never more than one step ahead. A change to
    another drill, or to none, affects both sides, and so does a dose that can't get any
    smaller.

    Args:
        change: the change that the rule makes to that side.
        before: the dose of both sides so far.
        drill: the drill in this place so far.
        side: the side the answer was about.
        rule: the rule. If it is about effort alone, that side gets fewer reps first,
            as an easier drill or a lighter weight would affect both sides.
    """
    less, step, own = change.kept, step_of(drill), dose_of_side(before, side).reps
    may_stay = rule.is_about_effort and not change.is_out and own - step >= _least(drill)
    is_other_drill = change.is_out or change.drill.id != drill.id
    is_lighter = less.weight != before.weight
    if (is_other_drill or is_lighter) and may_stay:
        less = replace(before, reps=own - step, behind=None, behind_reps=0)
        change = replace(change, drill=drill)
    elif is_other_drill or (less.sets, less.reps) >= (before.sets, own):
        return change
    # One side can't drop a set, so it gets a step fewer reps in each set.
    is_step = rule.then.sets < 0 or less.reps >= own
    reps = own - step if is_step else less.reps
    if reps < _least(drill):
        return replace(change, kept=replace(less, behind=None, behind_reps=0))
    other = dose_of_side(before, side.other).reps
    kept = replace(less, sets=before.sets, reps=max(reps, min(other, reps + step)))
    is_behind = reps < kept.reps
    return replace(
        change,
        kept=replace(
            kept,
            behind=side if is_behind else None,
            behind_reps=reps if is_behind else 0,
        ),
    )


def _least(drill: Drill) -> int:
    return drill.dose.range.low if drill.dose.range else 1


def catching_up(change: DoseChange, before: KeptDose, drill: Drill) -> DoseChange:
    """Return growth for the side that is behind, instead of for both."""
    if before.behind is None or change.drill.id != drill.id or change.is_out:
        return change
    reps = min(before.reps, before.behind_reps + step_of(drill))
    is_level = reps >= before.reps
    kept = replace(
        before,
        setbacks=change.kept.setbacks,
        good=change.kept.good,
        behind=None if is_level else before.behind,
        behind_reps=0 if is_level else reps,
    )
    return DoseChange(kept, drill)


def is_growth(rule: Rule) -> bool:
    """Return whether a rule adds to a dose or restores it."""
    return rule.then.progress or rule.then.restore


def changed_side(before: KeptDose, after: KeptDose) -> str:
    """Return a sentence naming the only side a change is about; empty if it is both."""
    changed = [side for side in Side if _dose(before, side) != _dose(after, side)]
    if len(changed) != 1:
        return ""
    (side,) = changed
    if _dose(after, side) < _dose(before, side):
        return ONLY_ONE_SIDE.format(side=side)
    return CATCHES_UP.format(side=side) if side is before.behind else ""


def both_sides_sentence(
    before: KeptDose, change: DoseChange, drill: Drill, side: Side, rule: Rule
) -> str:
    """Return why an answer about one side changes both, or nothing if it does not.

    Args:
        before: the dose of both sides so far.
        change: what is done now.
        drill: the drill in this place so far.
        side: the side the answer was about.
        rule: what decided.
    """
    if change.is_out:
        return ""
    if change.drill.id != drill.id:
        if change.drill.sides is not Sides.EACH:
            return EASIER_TOGETHER
        return NOT_ALONE.format(side=side) if rule.is_about_effort else EASIER_FOR_BOTH
    after = change.kept
    if not all(_dose(after, each) < _dose(before, each) for each in Side):
        return ""
    if after.behind is side:
        return ONE_STEP_AHEAD.format(other=side.other)
    is_alone = dose_of_side(before, side).reps - step_of(drill) >= _least(drill)
    return LESS_ON_BOTH if is_alone else NOT_ALONE.format(side=side)


def _dose(kept: KeptDose, side: Side) -> tuple[int, int]:
    return kept.sets, dose_of_side(kept, side).reps
