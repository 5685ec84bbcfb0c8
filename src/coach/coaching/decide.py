"""From the past to what is done today: one rule, one change for each drill."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from msgspec.structs import replace

from coach.coaching.conditions import first_rule
from coach.coaching.decided_session import DecidedSession, Frame, SlotVerdict
from coach.coaching.differences import today_words
from coach.coaching.doses import (
    LONGEST_CHAIN,
    DoseChange,
    DosePlace,
    apply_rule,
    is_below,
    one_step_back,
    with_good_one,
)
from coach.coaching.draft import Draft, asks_for_less, is_same, told_rules, too_much_of
from coach.coaching.drill_history import DrillHistory
from coach.coaching.pattern_locks import PainLock, is_pattern_checked, lock_text, locks_of
from coach.coaching.place_locks import (
    PlaceLock,
    is_place_checked,
    painful_places,
    place_lock_text,
)
from coach.coaching.reasons import reason
from coach.coaching.slot_history import ANSWER_DAYS, FRESH_DAYS, SlotHistory, instead
from coach.model.drill import Drill, RoutineItem
from coach.model.prescription import AppliedRule, KeptDose, LeftOut
from coach.model.terms import Base, Group, PainPlace
from coach.prescribe import (
    Chosen,
    Decided,
    authored_dose,
    sets_with,
    work_ms_of,
)

T = TypeVar("T")

STAYS_OUT = "We leave {drill} out until a doctor or physio says it's fine."
AT_THE_FLOOR = (
    "Your answer {when} asks for less, but this is the smallest dose that trains you. "
    "No change."
)
AWAY_AT_THE_FLOOR = "{drill} is already at the smallest dose that trains you. No change."
NOTHING_EASIER = (
    "{drill} hurt a lot {when}, and has no easier version, so we skip it today."
)
FIRST_BREATHS = 3
"""Breaths of the drill that a rule puts first."""


def decide(chosen: Sequence[Chosen], past: DrillHistory, frame: Frame) -> DecidedSession:
    """Decide about every drill that was chosen, in order."""
    # Of one group the drill that waited longest grows first.
    slots = SlotHistory(past, frame)
    deciding = _Deciding(chosen, past, frame, slots)
    waited = sorted(range(len(chosen)), key=lambda n: slots.last_grown(chosen[n]))
    for number in waited:
        deciding.take(number, chosen[number])
    deciding.step_back()
    deciding.carry_out()
    return deciding.session()


class _Deciding:
    def __init__(
        self,
        chosen: Sequence[Chosen],
        past: DrillHistory,
        frame: Frame,
        slots: SlotHistory,
    ) -> None:
        self._past = past
        self._frame = frame
        self._slots = slots
        # An easier drill that stands in a later place is there already, too.
        lasts = (past.last_kept(choice.routine, choice.drill.id) for choice in chosen)
        stand_in = {log.block.drill for log in lasts if log is not None}
        self._names = {choice.drill.id for choice in chosen} | stand_in
        self._kit = frame.kit | {t for choice in chosen for t in choice.drill.equipment}
        self._number = 0
        self._drafts: dict[int, Draft] = {}
        self._chosen: dict[int, Chosen] = {}
        self._left_out: dict[int, LeftOut] = {}
        self._verdicts: dict[int, SlotVerdict] = {}
        self._progressed: set[Group] = set()
        self._locks = locks_of(past, frame.table)
        self._locked: dict[str, str] = {}
        self._places = painful_places(
            (*past.sessions, *past.ahead), past.checked, frame.table, frame.now.date()
        )
        self._locked_places: dict[PainPlace, str] = {}
        self.advice = self._places.standing(frame.now.date())
        # What a doctor or physio said is fine is no reason any more.
        rules = [rule for rule in frame.table.rules if not rule.then.clinician]
        self._rules = [rule for rule in rules if not rule.is_about_time]
        self._time_rules = [rule for rule in rules if rule.is_about_time]
        self._rules_at_the_top = [r for r in self._rules if not r.then.restore]
        self._first: str | None = None
        # Nobody lies down for a breath drill in a session on the feet.
        bases = {choice.drill.base for choice in chosen}
        self._is_on_the_floor = bases != {Base.STANDING}

    def take(self, number: int, choice: Chosen) -> None:
        """Decide about one drill from what was said; its number is its place."""
        self._number = number
        last = self._past.last_kept(choice.routine, choice.drill.id)
        stands, kept = self._slots.standing(choice, last)
        if self._is_locked(choice, stands, stands.drill):
            return
        newest = self._slots.newest(choice, stands, last)
        situation = self._slots.situation(choice, stands, newest)
        place = self._place(choice, stands.drill, kept)
        rules = self._rules if is_below(place) else self._rules_at_the_top
        rule = first_rule(rules, situation)
        away = first_rule(self._time_rules, situation)
        same = DoseChange(kept, stands.drill)
        days = situation.days_since
        draft = Draft(choice, stands, kept, same, rule, away, days)
        if rule is not None:
            # What a doctor or physio said is fine has rested enough.
            has_rested = newest is not None and (
                self._past.has_rested(choice.routine, choice.drill.id, newest.at)
                or is_pattern_checked(stands.drill.pattern, newest.session, self._past)
                or is_place_checked(newest.pain_at, newest.session, self._past.checked)
            )
            too_much = too_much_of(newest, stands.drill, kept, place)
            place = replace(place, has_rested=has_rested, too_much=too_much)
            change = self._at_most_one(draft, apply_rule(rule, place, self._frame.table))
            if self._is_locked(choice, stands, change.drill):
                return
            fresh = FRESH_DAYS if last is None else ANSWER_DAYS
            draft = replace(
                draft, change=change, said=change, newest=newest, fresh_days=fresh
            )
        self._drafts[self._number] = draft

    def _is_locked(self, choice: Chosen, stands: Chosen, drill: Drill) -> bool:
        """Leave a place out if what would stand there is locked."""
        lock = self._locks.get(drill.pattern)
        if lock is not None:
            self._leave_out(choice, stands, drill.pattern, lock)
            return True
        hurting = self._places.blocking(drill)
        if hurting is not None:
            self._spare(choice, stands, hurting)
        return hurting is not None

    def _at_most_one(self, draft: Draft, change: DoseChange) -> DoseChange:
        """Return the change of a rule, or none where the place may not grow today."""
        rule = draft.rule
        same = DoseChange(draft.kept, draft.stands.drill)
        is_more = rule is not None and (rule.then.progress or rule.then.restore)
        if is_more and (draft.away is not None or self._places.holds_growth):
            return same
        groups = {draft.stands.drill.group, change.drill.group}
        if change.is_progress and groups & self._progressed:
            # One thing at a time; it comes next time.
            change = same
        elif change.is_progress:
            self._progressed |= groups
        if rule is not None and rule.then.good and draft.away is None:
            change = replace(change, kept=with_good_one(change.kept))
        return change

    def step_back(self) -> None:
        """Take time away into account: what was decided, or less, but never more."""
        # Whoever was longest away goes first, and all go one step before any goes on.
        waited = sorted(
            (n for n, draft in self._drafts.items() if draft.away is not None),
            key=lambda n: -(self._drafts[n].days or 0),
        )
        for is_first in (True, *(False,) * LONGEST_CHAIN):
            before = dict(self._drafts)
            for number in waited:
                draft = self._drafts[number]
                is_down = draft.change.drill.id != draft.stands.drill.id
                if draft.away is None or draft.change.is_out or (is_first and is_down):
                    continue
                place = self._place(draft.choice, draft.change.drill, draft.change.kept)
                taken = self._taken(number) - {draft.change.drill.id, draft.choice.drill.id}
                place = replace(place, taken=frozenset(taken), drill_of=self._open_drill_of)
                table = self._frame.table
                change = one_step_back(draft.away, place, table, is_first=is_first)
                self._drafts[number] = replace(draft, change=change)
            if self._drafts == before:
                return

    def carry_out(self) -> None:
        """Turn every draft into a drill of the session and its reason."""
        for number, draft in self._drafts.items():
            self._number = number
            self._carry_out(draft)

    def _leave_out(
        self, choice: Chosen, stands: Chosen, pattern: str, lock: PainLock
    ) -> None:
        drill, rule = stands.drill, lock.rule
        # What was locked for the same pain is asked about once.
        same = (each for each, other in self._locks.items() if other is lock)
        for each in (pattern, *same):
            self._locked.setdefault(each, lock.session)
        id_, said = "LOCKED", STAYS_OUT.format(drill=drill.name)
        if rule is not None and lock.newest is not None:
            # It may have hurt in another drill of its kind; this one stays out.
            id_ = rule.id
            said = reason(rule.why, lock.newest, drill.name, self._frame.now)
        applied = AppliedRule(id_, said)
        out = LeftOut(slot=choice.drill.id, name=drill.name, rules=(applied,))
        self._left_out[self._number] = out
        self._verdicts[self._number] = SlotVerdict(choice.drill.id, id_)

    def _spare(self, choice: Chosen, stands: Chosen, lock: PlaceLock) -> None:
        """Leave out what loads a place that hurts."""
        if lock.place in self._places.locks:
            self._locked_places.setdefault(lock.place, lock.session)
        id_ = "LOCKED" if lock.rule is None else lock.rule.id
        applied = AppliedRule(id_, lock.why(self._frame.now.date()))
        self._left_out[self._number] = LeftOut(
            slot=choice.drill.id, name=stands.drill.name, rules=(applied,)
        )
        self._verdicts[self._number] = SlotVerdict(choice.drill.id, id_)

    def _place(self, choice: Chosen, drill: Drill, kept: KeptDose) -> DosePlace:
        wishes = self._frame.wishes
        sets, reps = authored_dose(choice, wishes)

        def default(drill: Drill) -> tuple[int, int]:
            if drill.id == choice.drill.id:
                return sets, reps
            own_sets, own_reps = authored_dose(Chosen(drill), wishes)
            return min(own_sets, sets), own_reps

        def work_ms(drill: Drill, kept: KeptDose) -> int:
            return work_ms_of(Chosen(drill, decided=Decided(kept)), wishes)

        return DosePlace(
            kept=kept,
            drill=drill,
            authored=KeptDose(slot=choice.drill.id, sets=sets, reps=reps),
            default=default,
            drill_of=self._drill_of,
            taken=frozenset(self._taken() - {drill.id, choice.drill.id}),
            is_fixed=self._frame.is_fixed(choice.routine),
            is_named=choice.routine is None,
            has_rested=False,
            kit=frozenset(self._kit),
            today=self._frame.now.date(),
            work_ms=work_ms,
        )

    def _drill_of(self, id_: str) -> Drill | None:
        found = self._frame.drill_of(id_)
        return found.drill if found else None

    def _open_drill_of(self, id_: str) -> Drill | None:
        """Return a drill that nothing keeps out today, or None."""
        drill = self._drill_of(id_)
        if drill is None or drill.pattern in self._locks:
            return None
        return None if self._places.blocking(drill) else drill

    def _taken(self, but: int | None = None) -> set[str]:
        """Return the ids of the drills of the session, without what stands in one place."""
        drafts = (draft for n, draft in self._drafts.items() if n != but)
        return self._names | {draft.change.drill.id for draft in drafts}

    def _carry_out(self, draft: Draft) -> None:
        choice, stands, kept = draft.choice, draft.stands, draft.kept
        change, newest = draft.change, draft.newest
        told = told_rules(draft, self._frame.now)
        if not told:
            self._keep(choice, stands, kept, "", ())
            return
        rule, *also = told
        # The runner reads what is done today, not what is kept for another day.
        told_kept = self._as_done(choice, change.kept)
        why = rule.why
        first = rule.then.first and self._frame.drill_of(rule.then.first)
        if first and self._is_on_the_floor:
            why = f"{why} {first.drill.name} comes first."
        if change.taken is not None:
            why = f"{{drill}} hurt {{when}}. {change.taken.name} is in the session already."
        elif change.is_out and rule.then.drill != "out":
            why = NOTHING_EASIER
        is_least = asks_for_less(rule) and is_same(change, kept, stands)
        if is_least:
            why = AWAY_AT_THE_FLOOR if newest is None else AT_THE_FLOOR
        why = " ".join([why, *(other.why for other in also)])
        said = reason(why, newest, stands.drill.name, self._frame.now)
        cue = rule.cue_for(change.drill)
        applied = AppliedRule(
            rule.id,
            said,
            about=stands.drill.name,
            today="the same"
            if is_least and not cue
            else today_words(
                (self._as_done(choice, kept), stands.drill), (told_kept, change.drill), cue
            ),
        )
        if change.is_out:
            self._left_out[self._number] = LeftOut(
                slot=choice.drill.id, name=stands.drill.name, rules=(applied,)
            )
            self._verdicts[self._number] = SlotVerdict(choice.drill.id, rule.id)
            return
        drill = change.drill.id
        after = stands if drill == stands.drill.id else self._frame.drill_of(drill)
        if after is None:
            after = stands
        elif drill == choice.drill.id:
            after = choice
        else:
            after = instead(choice, after)
        is_news = not is_same(change, kept, stands) or bool(cue or is_least)
        self._first = self._first or rule.then.first
        self._keep(choice, after, change.kept, rule.id, (applied,) if is_news else (), cue)

    def _as_done(self, choice: Chosen, kept: KeptDose) -> KeptDose:
        wishes = self._frame.wishes
        sets = wishes.sets or sets_with(kept.sets, choice.add_sets)
        return replace(kept, sets=sets, reps=wishes.reps or kept.reps)

    def _keep(  # noqa: PLR0913, PLR0917  one row of the session
        self,
        choice: Chosen,
        after: Chosen,
        kept: KeptDose,
        rule: str,
        rules: tuple[AppliedRule, ...],
        cue: str | None = None,
    ) -> None:
        self._verdicts[self._number] = SlotVerdict(choice.drill.id, rule)
        self._chosen[self._number] = replace(after, decided=Decided(kept, rules, cue))

    def session(self) -> DecidedSession:
        """Return the decided session; the drill that a rule puts first comes first."""
        return DecidedSession(
            tuple(self._in_order()),
            tuple(_in_place(self._left_out)),
            tuple(_in_place(self._verdicts)),
            dict(self._locked),
            dict(self._locked_places),
            {each.place: each.session for each in self._places.advised},
            tuple(
                each.sentence
                for each in self.advice
                if not (each.is_locked and each.place in self._locked_places)
            ),
            self.advice,
            {lock_text(p): lock.session for p, lock in self._locks.items()}
            | {place_lock_text(p): lock.session for p, lock in self._places.locks.items()},
        )

    def _in_order(self) -> list[Chosen]:
        chosen = _in_place(self._chosen)
        if self._first is None or not self._is_on_the_floor:
            return chosen
        for choice in chosen:
            if choice.drill.id == self._first:
                return [choice, *(other for other in chosen if other is not choice)]
        found = self._frame.drill_of(self._first)
        if found is None or self._places.blocking(found.drill):
            return chosen
        item = RoutineItem(drill=found.drill.id, sets=1, breaths=FIRST_BREATHS, keep=2)
        return [replace(found, item=item, routine=chosen[0].routine), *chosen]


def _in_place(found: Mapping[int, T]) -> list[T]:
    """Return values in the order of their places in the session."""
    return [found[number] for number in sorted(found)]
