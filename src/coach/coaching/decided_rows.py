"""The rows of a decided session: the drills done or left out, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypeVar

from msgspec.structs import replace

from coach.coaching.decided_session import DecidedSession, Frame, SlotVerdict
from coach.coaching.differences import OUT_TODAY
from coach.coaching.draft import Draft, asks_for_less
from coach.coaching.exits import StuckDrill, left_out_by_choice, swapped_by_choice
from coach.coaching.pain_today import PainToday
from coach.coaching.pain_words import side_of
from coach.coaching.pattern_locks import PainLock, lock_text
from coach.coaching.place_locks import PlaceLock, place_lock_text
from coach.coaching.reasons import dose_words, filled_sentence
from coach.coaching.side_doses import (
    EXTRA_SET,
    NEW_TO_BOTH,
    ONE_SIDE,
    ONLY_A_LITTLE,
    why_both_rest,
)
from coach.model.drill import Drill, RoutineItem
from coach.model.prescription import AppliedRule, KeptDose, LeftOut
from coach.model.terms import Base, Compared, PainPlace, Side, Sides
from coach.prescribe import MOST_SETS, Chosen, Decided

T = TypeVar("T")

LOCKED = "LOCKED"
"""Id for a lock that only the journal knows."""
STAYS_OUT = "We're leaving {drill} out until a doctor or physio says it's fine."
SMALLEST_DOSE = ", smallest dose"
FIRST_BREATHS = 3
"""Number of breaths in the drill that a rule puts first."""


class OneSide(NamedTuple):
    """The one side of a drill that is done, because the other hurts."""

    drill: str
    side: Side
    lock: PlaceLock


class DecidedRows:
    """Collects the decision for each drill, numbered by its place in the session."""

    def __init__(self, frame: Frame, pain: PainToday, bases: set[Base]) -> None:
        """Start with nothing decided.

        Args:
            frame: the facts that the decisions depend on.
            pain: today's pain and recent pain.
            bases: the positions of the chosen drills.
        """
        self._frame = frame
        self._pain = pain
        # In a standing session, nobody should have to lie down for a breathing drill.
        self.is_on_the_floor = bases != {Base.STANDING}
        self._first: str | None = None
        self._chosen: dict[int, Chosen] = {}
        self._left_out: dict[int, LeftOut] = {}
        self._verdicts: dict[int, SlotVerdict] = {}
        self._locked: dict[str, str] = {}
        self._locked_places: dict[PainPlace, str] = {}
        self._one_side: dict[int, OneSide] = {}

    # Leaving drills out

    def leave_out(self, number: int, slot: str, name: str, why: AppliedRule) -> None:
        """Leave a drill out of this session."""
        self._left_out[number] = LeftOut(slot=slot, name=name, rules=(why,))
        self._verdicts[number] = SlotVerdict(slot, why.rule)

    def leave_out_as_chosen(self, number: int, drill: Drill) -> None:
        """Leave out a drill that the runner chose to leave out after no change helped."""
        why = left_out_by_choice(drill.name, drill.id)
        self.leave_out(number, drill.id, drill.name, why)

    def leave_out_if_locked(
        self, number: int, choice: Chosen, stands: Chosen, drill: Drill
    ) -> bool:
        """Leave a drill out if it is locked or loads what hurts; return whether it was.

        If the painful side can rest, only the other side is done.
        """
        self._one_side.pop(number, None)
        lock = self._pain.pattern_locks.get(drill.pattern)
        if lock is not None:
            self._lock_pattern(drill.pattern, lock)
            why = self._lock_words(lock, stands.drill.name)
        else:
            hurting = self._pain.blocking(drill)
            if hurting is None:
                return False
            one_side = self._pain.side_to_do(drill)
            if one_side is not None:
                self._one_side[number] = OneSide(drill.id, *one_side)
                return False
            why = self._place_words(hurting, drill)
        self.leave_out(number, choice.drill.id, stands.drill.name, why)
        return True

    def leave_out_for(
        self, number: int, choice: Chosen, drill: Drill, lock: PlaceLock
    ) -> None:
        """Leave a drill out because of a place that hurts, with no side to be done."""
        self._one_side.pop(number, None)
        why = self._place_words(lock, drill)
        self.leave_out(number, choice.drill.id, drill.name, why)

    def _lock_pattern(self, pattern: str, lock: PainLock) -> None:
        # Coach asks only once about all patterns locked for the same pain.
        locks = self._pain.pattern_locks
        for each in (pattern, *(each for each, other in locks.items() if other is lock)):
            self._locked.setdefault(each, lock.session)

    def _lock_words(self, lock: PainLock, name: str) -> AppliedRule:
        rule = lock.rule
        if rule is None or lock.newest is None:
            return AppliedRule(LOCKED, STAYS_OUT.format(drill=name))
        # The pain may have begun in another drill with this pattern.
        return AppliedRule(
            rule.id, filled_sentence(rule.why, lock.newest, name, self._frame.now)
        )

    def _place_words(self, lock: PlaceLock, drill: Drill) -> AppliedRule:
        is_locked = self._keep_lock(lock)
        both = why_both_rest(
            drill, lock.place, side_of(lock.reports), is_strict=lock.is_strict
        )
        both = NEW_TO_BOTH if self._pain.rests_as_new(drill) else both
        if self._pain.side_to_do(drill) is not None:
            both = ""  # one side could work, so something else keeps both out
        this = self._pain.why_this(drill, lock)
        why = " ".join(filter(None, [lock.why(self._frame.today), this, both]))
        id_ = lock.rule.id if lock.rule else LOCKED
        return AppliedRule(id_, why, today="" if is_locked else OUT_TODAY)

    def _keep_lock(self, lock: PlaceLock) -> bool:
        """Note a lock until *checked* as a reason; return whether it is one."""
        is_locked = lock.place in self._pain.places.locks
        if is_locked:
            self._locked_places.setdefault(lock.place, lock.session)
        return is_locked

    # Keeping drills in

    def keep_as_written(self, number: int, choice: Chosen) -> None:
        """Do a drill as its file says, unless it or one of its sides must rest."""
        if self.leave_out_if_locked(number, choice, choice, choice.drill):
            return
        if number in self._one_side:  # the drill as written works both sides
            lock = self._one_side.pop(number).lock
            why = self._place_words(lock, choice.drill)
            self.leave_out(number, choice.drill.id, choice.drill.name, why)
        else:
            self._chosen[number] = choice

    def one_side(self, number: int) -> OneSide | None:
        """Return the one side that is done, because the other hurts; None for both."""
        return self._one_side.get(number)

    def put_first(self, drill: str | None) -> None:
        """Start the session with a drill, unless another one already comes first."""
        self._first = self._first or drill

    def keep(  # noqa: PLR0913, PLR0917  one row of the session
        self,
        number: int,
        draft: Draft,
        after: Chosen,
        rule: str,
        rules: tuple[AppliedRule, ...] = (),
        cue: str | None = None,
        only: Side | None = None,
    ) -> None:
        """Do a drill.

        Args:
            number: its place.
            draft: the decisions about it.
            after: the drill to do in its place.
            rule: id of the rule that decided; empty if none did.
            rules: the rules the runner is told about.
            cue: the first cue, if the rule has one.
            only: the only side that is done; None for both.
        """
        slot, kept = draft.choice.drill.id, draft.change.kept
        self._verdicts[number] = SlotVerdict(slot, rule)
        side, test = self._frame.weaker.get(after.drill.id, (None, ""))
        if not self._may_have_extra_set(draft, after.drill, kept):
            side = None
        if side is not None and kept.extra_for is not side:
            said = EXTRA_SET.format(test=test, side=side)
            today = f"one more set on the {side} side"
            rules = (*rules, AppliedRule("T-side", said, about="", today=today))
        kept = replace(kept, extra_for=side)
        one_side = self._one_side.get(number)
        if one_side is not None and one_side.drill == after.drill.id:
            only, lock = one_side.side, one_side.lock
            self._keep_lock(lock)
            why = lock.why(self._frame.today, is_one_side_done=True)
            id_ = lock.rule.id if lock.rule else LOCKED
            is_today = lock.newest_pain >= self._frame.today
            little = (ONLY_A_LITTLE if is_today else ONE_SIDE).format(side=only)
            told = f"{only} side only{SMALLEST_DOSE if is_today else ''}"
            # Why the other side does less, if it does, is told as well.
            also = rules if draft.tender is not None else ()
            rules = (AppliedRule(id_, f"{why} {little}", today=told), *also)
        most = draft.most_added
        if most is None and not self._pain.may_grow(after.drill):
            most = 0
        decided = Decided(kept, rules, cue, only, most, self.is_most(draft, after.drill))
        self._chosen[number] = replace(after, decided=decided)

    def is_most(self, draft: Draft, drill: Drill) -> bool:
        """Return whether pain or a warning sign forbids adding to what is decided."""
        newest, rule = draft.newest, draft.rule
        has_hurt = newest is not None and (newest.has_hurt or bool(newest.flags))
        is_less = has_hurt and rule is not None and asks_for_less(rule)
        return is_less or self._pain.holding(drill, is_old=True) is not None

    def _may_have_extra_set(self, draft: Draft, drill: Drill, kept: KeptDose) -> bool:
        """Return whether a side may have one more set, which pain rules out."""
        newest = draft.newest
        if draft.is_below or self._frame.is_fixed(draft.choice.routine):
            return False
        is_sore = newest is not None and newest.morning == Compared.MORE
        is_told = newest is not None and newest.is_alarming
        if draft.away is not None or is_sore or is_told:
            return False
        if drill.sides is not Sides.EACH or kept.behind is not None:
            return False
        sets = self._frame.wishes.sets or kept.sets
        return sets < MOST_SETS and self._pain.may_grow(drill)

    # Reasons, each given once

    def tell(self, number: int, rule: AppliedRule) -> None:
        """Give a drill a reason if it has none yet."""
        now = self._chosen.get(number)
        if now is not None and now.decided is not None and not now.decided.rules:
            decided = replace(now.decided, rules=(rule,))
            self._chosen[number] = replace(now, decided=decided)

    def tell_of_swap(self, number: int, before: Drill) -> None:
        """Say that a different drill is done from the one the routine names."""
        now = self._chosen.get(number)
        if now is None or now.decided is None:
            return
        kept, name = now.decided.kept, now.drill.name
        dose = dose_words(kept.sets, kept.reps, now.drill.unit)
        self.tell(number, swapped_by_choice(before.name, before.id, name, dose))

    @property
    def is_anything_told(self) -> bool:
        """Return whether any drill is left out or any change explained."""
        decided = (each.decided for each in self._chosen.values())
        return bool(self._left_out) or any(each.rules for each in decided if each)

    def session(self, stuck: StuckDrill | None) -> DecidedSession:
        """Return the decided session, starting with the drill that a rule puts first.

        Args:
            stuck: the drill that the runner is asked about, if any.
        """
        places = self._pain.places
        standing = places.standing(self._frame.today)
        return DecidedSession(
            tuple(self._in_order()),
            tuple(_in_place(self._left_out)),
            tuple(_in_place(self._verdicts)),
            dict(self._locked),
            dict(self._locked_places),
            {each.place: each.session for each in places.to_ask_about},
            tuple(
                each.sentence
                for each in standing
                if not (each.is_locked and each.place in self._locked_places)
            ),
            standing,
            stuck,
            {lock_text(p): lock.session for p, lock in self._pain.pattern_locks.items()}
            | {place_lock_text(p): lock.session for p, lock in places.locks.items()},
        )

    def _in_order(self) -> list[Chosen]:
        chosen = _in_place(self._chosen)
        if self._first is None or not self.is_on_the_floor:
            return chosen
        for choice in chosen:
            if choice.drill.id == self._first:
                return [choice, *(other for other in chosen if other is not choice)]
        found = self._frame.drill_of(self._first)
        if found is None or self._pain.blocking(found.drill):
            return chosen
        item = RoutineItem(drill=found.drill.id, sets=1, breaths=FIRST_BREATHS, keep=2)
        return [replace(found, item=item, routine=chosen[0].routine), *chosen]


def _in_place(found: Mapping[int, T]) -> list[T]:
    """Return values in the order of their places in the session."""
    return [found[number] for number in sorted(found)]
