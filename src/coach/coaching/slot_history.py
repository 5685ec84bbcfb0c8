"""The history of one place in a session: its dose, its answers and days away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import takewhile

from msgspec.structs import replace

from coach.coaching.conditions import DrillSituation, EarlierAnswers
from coach.coaching.decided_session import Frame
from coach.coaching.drill_history import DrillHistory
from coach.coaching.drill_log import DrillLog
from coach.model.days_and_weeks import day_of
from coach.model.drill import Drill, RoutineItem
from coach.model.prescription import KeptDose
from coach.model.terms import Sides, Unit
from coach.model.weights import Weight
from coach.prescribe import Chosen, authored_dose

ANSWER_DAYS = 28
"""Time for which an answer counts. By then, muscles and joints have changed, and a runner
who was away for longer starts again anyway."""
FRESH_DAYS = 14
"""Days for which an answer from elsewhere counts for a drill never done here."""

SHORT_BREAK_DAYS = 14
"""Days without a drill that count only if no other drill of its group was done."""


class SlotHistory:
    """Looks up places of a session in the history."""

    def __init__(self, past: DrillHistory, frame: Frame) -> None:
        self._past = past
        self._frame = frame
        places = frame.table.places
        away = (rule for rule in frame.table.rules if rule.is_about_time)
        self._easing = {rule.id for rule in places if rule.then == "easier"}
        self._easing |= {rule.id for rule in away}
        rules = frame.table.rules
        self._growing = {r.id for r in rules if r.then.progress or r.then.restore}

    def last_grown(self, choice: Chosen) -> float:
        """Return when a place of a routine last grew, as a timestamp; 0 if it never did."""
        grows = self._growing
        logs = self._past.of_slot(choice.routine, choice.drill.id)
        done = (log for log in logs if log.is_done)
        grown = (log for log in done if any(r.rule in grows for r in log.block.rules))
        return next((log.at.timestamp() for log in grown), 0.0)

    def was_spared(self, choice: Chosen, drill: Drill) -> bool:
        """Return whether a drill was replaced because of pain, or of a long break."""
        for log in self._counted(choice):
            if log.has_hurt or any(rule.rule in self._easing for rule in log.block.rules):
                return True
            if log.block.drill == drill.id:
                return False
        return False

    def silent_sessions(self, choice: Chosen) -> int:
        """Return how often a place was done in a row without an answer, until now."""
        logs = self._counted(choice)
        return sum(1 for _ in takewhile(lambda log: not log.says_something, logs))

    def _counted(self, choice: Chosen) -> Iterator[DrillLog]:
        """Return the logs of a place; leaving before its drill leaves no trace."""
        logs = self._past.of_slot(choice.routine, choice.drill.id)
        return (log for log in logs if log.is_done or log.says_something)

    def standing(self, choice: Chosen, last: DrillLog | None) -> tuple[Chosen, KeptDose]:
        """Return the drill in the place so far, and its dose."""
        sets, reps = authored_dose(choice, self._frame.wishes)
        authored = KeptDose(slot=choice.drill.id, sets=sets, reps=reps)
        stands, kept = choice, authored
        if last is not None and last.block.kept is not None:
            is_own = last.block.drill == choice.drill.id
            other = choice if is_own else self._frame.drill_of(last.block.drill)
            if other is not None:  # None if the library no longer has the drill
                stands = choice if is_own else instead(choice, other)
                kept = last.block.kept
        return stands, replace(kept, weight=self._weight(choice, stands.drill))

    def _weight(self, choice: Chosen, drill: Drill) -> Weight | None:
        """Return the weight a drill was last done with, or otherwise the usual one.

        A routine that never grows, such as a warm-up, is done without a weight.
        """
        is_fixed = self._frame.is_fixed
        if drill.load is None or is_fixed(choice.routine):
            return None
        done = (log for log in self._past.of_drill(drill.id) if log.is_done)
        last = next((log for log in done if not is_fixed(log.block.routine)), None)
        usual = self._frame.wishes.usual_weights
        return usual.get(drill.id) if last is None else last.weight

    def newest(
        self, choice: Chosen, stands: Chosen, last: DrillLog | None
    ) -> DrillLog | None:
        """Return the newest answer that no earlier decision here took into account."""
        here = (choice.routine, choice.drill.id)
        fresh = FRESH_DAYS if last is None else ANSWER_DAYS
        # The days count from the last session, so that a break does not age an answer.
        since = self._last_day(stands.drill) - timedelta(days=fresh)
        return next(
            (
                log
                for log in self._past.of_drill(stands.drill.id)
                if log.says_something and day_of(log.at) >= since
                if last is None or log.at > last.at or log.session == last.session
                # Sessions added by hand count too, although coach decided nothing for them.
                if (log.block.routine, log.slot) == here or _concerns_all(log)
            ),
            None,
        )

    def _last_day(self, drill: Drill) -> date:
        """Return the day a drill was last done; failing that, of any session, or today."""
        done = self._past.last_done(drill.id) or self._past.last_day
        return done or self._frame.now.date()

    def _last_day_of_group(self, drill: Drill) -> date:
        """Return the day any drill of a group was last done; failing that, this drill."""
        logs = (log for log in self._past.logs if log.is_done)
        last = next((log for log in logs if log.block.group is drill.group), None)
        return day_of(last.at) if last else self._last_day(drill)

    def situation(
        self, choice: Chosen, stands: Chosen, newest: DrillLog | None
    ) -> DrillSituation:
        """Return the facts for the rules: the answer, earlier answers and days away."""
        today = self._frame.now.date()
        days = (today - self._last_day(stands.drill)).days
        if days <= SHORT_BREAK_DAYS:
            # A runner who alternates between routines has not been away.
            days = min(days, (today - self._last_day_of_group(stands.drill)).days)
        logs = self._past.answered
        earlier = None
        if newest is not None:
            here, slot = (choice.routine, choice.drill.id), None
            if newest.place != here:
                # Pain in another routine outranks the answers from this place.
                slot = (newest, *(log for log in logs if log.place == here))
            earlier = EarlierAnswers(newest, logs[logs.index(newest) :], slot)
        is_known = self._past.last_day is not None
        return DrillSituation(newest, max(0, days) if is_known else None, earlier, today)


def instead(choice: Chosen, other: Chosen) -> Chosen:
    """Return the choice with another drill in its place."""
    keep = choice.item.keep if choice.item else 1
    item = RoutineItem(drill=other.drill.id, keep=keep)
    return replace(other, item=item, routine=choice.routine)


def begun_instead(choice: Chosen, other: Chosen) -> Chosen:
    """Return the choice with another drill for good, from the smallest dose."""
    put = instead(choice, other)
    range_, unit = other.drill.dose.range, other.drill.unit
    least = None if range_ is None or unit is Unit.TIME else range_.low
    if least is not None and other.drill.sides is Sides.ALTERNATE:
        least += least % 2
    is_reps = unit is Unit.REPS
    item = RoutineItem(
        drill=other.drill.id,
        sets=1,
        reps=least if is_reps else None,
        breaths=None if is_reps else least,
        keep=put.item.keep if put.item else 1,
    )
    return replace(put, item=item)


def _concerns_all(log: DrillLog) -> bool:
    """Return whether an answer matters in every routine: pain, stops and mornings."""
    return bool(log.pain or log.flags or log.stops or log.morning or log.skipped == "hurts")
