"""Doses for the two sides: the weaker one sets the pace and catches up. Pure."""

from __future__ import annotations

from msgspec.structs import replace

from coach.coaching.doses import DoseChange, step_of
from coach.coaching.drill_log import DrillLog
from coach.model.drill import Drill
from coach.model.places import IN_THE_MIDDLE
from coach.model.prescription import KeptDose
from coach.model.rule import Rule
from coach.model.terms import Side, Sides

ONLY_ONE_SIDE = "Only the {side} side gets less."
ONE_SIDE = "Today only the {side} side works."
CATCHES_UP = "The {side} side catches up first."
EXTRA_SET = (
    "In your last {test} test the {side} side was clearly weaker, so it gets one more set."
)


def told_side(newest: DrillLog | None, drill: Drill) -> Side | None:
    """Return the single side that an answer was about, or None.

    The low back and the neck belong to both sides, whichever side of them hurts.
    """
    if newest is None or drill.sides is not Sides.EACH or newest.pain_at in IN_THE_MIDDLE:
        return None
    return Side(newest.pain_side) if newest.pain_side in set(Side) else None


def dose_of_side(kept: KeptDose, side: Side | None) -> KeptDose:
    """Return one side's share of a kept dose."""
    is_behind = side is not None and kept.behind is side
    return replace(kept, reps=kept.behind_reps) if is_behind else kept


def on_one_side(
    change: DoseChange, before: KeptDose, drill: Drill, side: Side, *, may_stay: bool
) -> DoseChange:
    """Return a change that was decided for one side, applied to that side only.

    The other side keeps its dose, but is never more than one step ahead. A change to
    another drill, or to none, affects both sides, and so does a dose that can't get any
    smaller.

    Args:
        change: the rule's change to that side's dose.
        before: the dose for both sides so far.
        drill: the drill that was there so far.
        side: the side the answer was about.
        may_stay: whether that side may first have less of the drill, because an easier
            drill would be easier for both.
    """
    step = step_of(drill)
    less, own = change.kept, dose_of_side(before, side).reps
    is_other_drill = change.is_out or change.drill.id != drill.id
    is_at_the_floor = own - step < _least(drill)
    if is_other_drill and (not may_stay or change.is_out or is_at_the_floor):
        return change
    if is_other_drill:
        less = replace(before, reps=own - step, behind=None, behind_reps=0)
        change = replace(change, drill=drill)
    elif (less.sets, less.reps) >= (before.sets, own):
        return change
    # One set less is as much as one step less in each set.
    reps = less.reps if less.reps < own else own - step
    other = dose_of_side(before, side.other).reps
    if reps < _least(drill):
        return replace(change, kept=replace(less, behind=None, behind_reps=0))
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


def side_sentence(before: KeptDose, after: KeptDose) -> str:
    """Return a sentence naming the only side a change is about; empty if it is both."""
    changed = [side for side in Side if _dose(before, side) != _dose(after, side)]
    if len(changed) != 1:
        return ""
    (side,) = changed
    if _dose(after, side) < _dose(before, side):
        return ONLY_ONE_SIDE.format(side=side)
    return CATCHES_UP.format(side=side) if side is before.behind else ""


def _dose(kept: KeptDose, side: Side) -> tuple[int, int]:
    return kept.sets, dose_of_side(kept, side).reps
