"""Drafts of decisions: one place of a session, its answers and time away."""

from __future__ import annotations

from datetime import datetime

import msgspec

from coach.coaching.dose_place import DoseChange, DosePlace
from coach.coaching.drill_log import DrillLog
from coach.coaching.place_locks import PlaceLock
from coach.model.days_and_weeks import training_day
from coach.model.drill import Drill
from coach.model.prescription import KeptDose
from coach.model.rule import Rule
from coach.prescribe import Chosen, added_at_most


class Draft(msgspec.Struct, frozen=True):
    """One place in a session, with the decisions so far."""

    choice: Chosen
    stands: Chosen
    """The drill in this place so far."""
    kept: KeptDose
    """The dose of that drill."""
    change: DoseChange
    rule: Rule | None
    """The first rule about answers that matches."""
    away: Rule | None
    """The first rule about time away that matches."""
    days: int | None
    """Days since the drill was last done."""
    said: DoseChange | None = None
    """The change from answers alone."""
    newest: DrillLog | None = None
    tender: PlaceLock | None = None
    """The place that hurt lately, for which the drill was made easier."""
    is_least: bool = True
    """Whether the dose was left unchanged because it is the smallest useful one."""
    is_unheard: bool = False
    """Whether the dose is below the written one, and only an answer would restore it."""
    is_below: bool = False
    """Whether the last dose was below the written one."""
    fresh_days: int = 0
    """Days for which the answer is shown as a reason."""

    @property
    def adds_sets(self) -> bool:
        """Return whether a week of a programme brings more sets than the last time."""
        return added_at_most(self.choice.add_sets, self.most_added) > self.kept.week_sets

    @property
    def most_added(self) -> int | None:
        """Return the most sets that a week of a programme may add; None for any number.

        After a week away, those of the last time are the most; after less work, none.
        """
        if self.away is not None:
            return min(0, self.kept.week_sets)
        is_less = self.rule is not None and asks_for_less(self.rule)
        return 0 if is_less or self.is_below else None


def told_rules(draft: Draft, now: datetime) -> list[Rule]:
    """Return the rules behind a place's dose: about answers, time away, or both."""
    rule, away, said = draft.rule, draft.away, draft.said
    if away is None or rule is None or said is None:
        return [each for each in (rule, away) if each is not None][:1]
    newest = draft.newest
    is_old = (
        newest is not None
        and (training_day(now) - training_day(newest.at)).days > draft.fresh_days
        and not said.is_out
    )
    is_news = not is_same(said, draft.kept, draft.stands) or bool(
        rule.cue_for(said.drill) or asks_for_less(rule)
    )
    if is_old or not is_news:
        return [away]
    went_back = (draft.change.kept, draft.change.drill) != (said.kept, said.drill)
    return [rule, away] if went_back else [rule]


def too_much_of(
    newest: DrillLog | None, drill: Drill, kept: KeptDose, place: DosePlace
) -> tuple[int, int] | None:
    """Return sets and length in ms of what was too hard or hurt; None if unanswered."""
    if newest is None or newest.block.drill != drill.id:
        return None
    block = newest.block
    # The runner may have asked for fewer reps only that day; the coach's number counts.
    reps = max(block.reps, block.kept.reps if block.kept else 0)
    done_ms = len(block.turns) * reps * block.cycle_ms
    return min(block.sets, kept.sets), min(done_ms, place.work_ms(drill, kept))


def asks_for_less(rule: Rule) -> bool:
    """Return whether a rule asks for an easier drill or a smaller dose."""
    then = rule.then
    whole = 100
    return (
        then.drill in {"easier", "sibling", "find"}
        or then.sets < 0
        or min(then.sets_percent, then.cycles_percent) < whole
    )


def is_same(change: DoseChange, kept: KeptDose, stands: Chosen) -> bool:
    """Return whether a change leaves the drill and the dose as they were."""
    unchanged = change.kept.dose == kept.dose and change.drill.id == stands.drill.id
    return unchanged and not change.is_out
