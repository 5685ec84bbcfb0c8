"""From the past to what is done today: one rule, one change for each drill."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from coach.coaching.conditions import DrillSituation, among, first_rule
from coach.coaching.differences import today_words
from coach.coaching.doses import DoseChange, DosePlace, apply_rule, is_below, with_good_one
from coach.coaching.drill_history import DrillHistory
from coach.coaching.drill_log import DrillLog
from coach.coaching.pain_locks import PainLock, is_checked, lock_text, locks_of
from coach.coaching.place_locks import (
    Advice,
    PlaceLock,
    is_place_checked,
    painful_places,
    place_lock_text,
)
from coach.coaching.reasons import reason
from coach.model.drill import Drill, RoutineItem
from coach.model.prescription import AppliedRule, KeptDose, LeftOut
from coach.model.rule import Coaching, Rule
from coach.model.terms import Base, Group, PainPlace
from coach.prescribe import Chosen, Decided, Wishes, authored_dose, sets_with

T = TypeVar("T")

FRESH_DAYS = 14
"""How long an answer counts for a drill that was never done in this place."""
STAYS_OUT = "{drill} stays out until a clinician says it is fine."
AT_THE_FLOOR = "What you said {when} asks for less, but less than this is no training."
NOTHING_EASIER = "It hurt a lot {when}, and nothing is easier."
FIRST_BREATHS = 3
"""Breaths of the drill that a rule puts first."""


class Frame(msgspec.Struct, frozen=True):
    """What the decisions of one session depend on besides the past."""

    table: Coaching
    wishes: Wishes
    now: datetime
    drill_of: Callable[[str], Chosen | None]
    """Any drill of the library by its id, with its digest."""
    is_fixed: Callable[[str | None], bool]
    """Whether a routine never grows."""
    kit: frozenset[str] = frozenset()


class SlotVerdict(msgspec.Struct, frozen=True):
    """Which rule decided about a drill, whether or not something changed."""

    slot: str
    rule: str


class DecidedSession(msgspec.Struct, frozen=True):
    """What the coach decided for a session."""

    chosen: tuple[Chosen, ...]
    left_out: tuple[LeftOut, ...] = ()
    verdicts: tuple[SlotVerdict, ...] = ()
    locked: Mapping[str, str] = {}
    """Patterns that stay out until *checked* is typed, and the session that was why."""
    locked_places: Mapping[PainPlace, str] = {}
    """The same of places of the body."""
    advised: Mapping[PainPlace, str] = {}
    """Places that a doctor or physio should see this week, and the session told of last."""
    advice: tuple[str, ...] = ()
    """What is said of pain, unless a drill that is left out says it."""
    standing: tuple[Advice, ...] = ()
    """The same of all places, with what it comes from."""
    all_locks: Mapping[str, str] = {}
    """What is locked, as the journal names it, whether or not this session loads it."""

    @property
    def locks(self) -> dict[str, str]:
        """What leaves out a drill of this session, as the journal names it."""
        of_places = {place_lock_text(p): by for p, by in self.locked_places.items()}
        return {lock_text(p): by for p, by in self.locked.items()} | of_places


def decide(chosen: Sequence[Chosen], past: DrillHistory, frame: Frame) -> DecidedSession:
    """Decide about every drill that was chosen, in order."""
    deciding = _Deciding(chosen, past, frame)
    # Of one group the drill that waited longest grows first.
    waited = sorted(range(len(chosen)), key=lambda n: deciding.last_grown(chosen[n]))
    for number in waited:
        deciding.take(number, chosen[number])
    return deciding.session()


class _Deciding:
    def __init__(self, chosen: Sequence[Chosen], past: DrillHistory, frame: Frame) -> None:
        self._past = past
        self._frame = frame
        # An easier drill that stands in a later place is there already, too.
        lasts = (past.last_kept(choice.routine, choice.drill.id) for choice in chosen)
        stand_in = {log.block.drill for log in lasts if log is not None}
        self._names = {choice.drill.id for choice in chosen} | stand_in
        self._kit = frame.kit | {t for choice in chosen for t in choice.drill.equipment}
        self._number = 0
        self._chosen: dict[int, Chosen] = {}
        self._left_out: dict[int, LeftOut] = {}
        self._verdicts: dict[int, SlotVerdict] = {}
        self._growing = {rule.id for rule in frame.table.rules if rule.then.progress}
        self._progressed: set[Group] = set()
        self._locks = locks_of(past, frame.table)
        self._locked: dict[str, str] = {}
        self._places = painful_places(
            (*past.sessions, *past.ahead), past.checked, frame.table, frame.now.date()
        )
        self._locked_places: dict[PainPlace, str] = {}
        self.advice = self._places.standing(frame.now.date())
        # What a clinician said is fine is no reason any more.
        self._rules = [rule for rule in frame.table.rules if not rule.then.clinician]
        self._rules_at_the_top = [r for r in self._rules if not r.then.restore]
        self._first: str | None = None
        # Nobody lies down for a breath drill in a session on the feet.
        bases = {choice.drill.base for choice in chosen}
        self._is_on_the_floor = bases != {Base.STANDING}

    def last_grown(self, choice: Chosen) -> float:
        """When a place of a routine last grew; 0 if it never did."""
        grows = self._growing
        logs = self._past.of_slot(choice.routine, choice.drill.id)
        grown = (log for log in logs if any(r.rule in grows for r in log.block.rules))
        return next((log.at.timestamp() for log in grown), 0.0)

    def take(self, number: int, choice: Chosen) -> None:
        """Decide about one drill; its number is its place in the session."""
        self._number = number
        self._decide(choice)

    def _decide(self, choice: Chosen) -> None:
        last = self._past.last_kept(choice.routine, choice.drill.id)
        stands, kept = self._standing(choice, last)
        lock = self._locks.get(stands.drill.pattern)
        if lock is not None:
            self._leave_out(choice, stands, stands.drill.pattern, lock)
            return
        hurting = self._places.blocking(stands.drill)
        if hurting is not None:
            self._spare(choice, stands, hurting)
            return
        newest = self._newest(choice, stands, last)
        situation = self._situation(choice, stands, newest)
        place = self._place(choice, stands, kept)
        rules = self._rules if is_below(place) else self._rules_at_the_top
        rule = first_rule(rules, situation)
        if rule is None:
            self._keep(choice, stands, kept, "", ())
            return
        # What a clinician said is fine has rested enough.
        has_rested = newest is not None and (
            self._past.has_rested(choice.routine, choice.drill.id, newest.at)
            or is_checked(stands.drill.pattern, newest.session, self._past)
            or is_place_checked(newest.pain_at, newest.session, self._past.checked)
        )
        change = apply_rule(rule, replace(place, has_rested=has_rested), self._frame.table)
        lock = self._locks.get(change.drill.pattern)
        if lock is not None:
            self._leave_out(choice, stands, change.drill.pattern, lock)
            return
        hurting = self._places.blocking(change.drill)
        if hurting is not None:
            self._spare(choice, stands, hurting)
            return
        groups = {stands.drill.group, change.drill.group}
        is_more = change.is_progress or rule.then.restore
        if (change.is_progress and groups & self._progressed) or (
            is_more and self._places.hold
        ):
            # One thing at a time; it comes next time.
            change = DoseChange(kept, stands.drill)
        elif change.is_progress:
            self._progressed |= groups
        if rule.then.good:
            change = replace(change, kept=with_good_one(change.kept))
        self._carry_out(choice, stands, kept, rule, change, newest)

    def _standing(self, choice: Chosen, last: DrillLog | None) -> tuple[Chosen, KeptDose]:
        """What stands in the place so far, and its dose."""
        sets, reps = authored_dose(choice, self._frame.wishes)
        authored = KeptDose(slot=choice.drill.id, sets=sets, reps=reps)
        if last is None or last.block.kept is None:
            return choice, authored
        if last.block.drill == choice.drill.id:
            return choice, last.block.kept
        other = self._frame.drill_of(last.block.drill)
        if other is None:  # it is gone from the library
            return choice, authored
        return _instead(choice, other), last.block.kept

    def _newest(
        self, choice: Chosen, stands: Chosen, last: DrillLog | None
    ) -> DrillLog | None:
        """The newest answer that no earlier decision here has seen."""
        logs = [log for log in self._past.of_drill(stands.drill.id) if log.says_something]
        here = (choice.routine, choice.drill.id)
        if last is not None:
            logs = [
                log
                for log in logs
                if log.at > last.at or log.session == last.session
                if (log.block.routine, log.slot) == here or _concerns_all(log)
            ]
        else:
            since = self._frame.now - timedelta(days=FRESH_DAYS)
            # What was added by hand was never decided, and its answers count nevertheless.
            logs = [
                log
                for log in logs
                if log.at >= since
                if (log.block.routine, log.slot) == here or _concerns_all(log)
            ]
        return logs[0] if logs else None

    def _situation(
        self, choice: Chosen, stands: Chosen, newest: DrillLog | None
    ) -> DrillSituation:
        today = self._frame.now.date()
        done = self._past.last_done(stands.drill.id)
        logs = self._past.answered
        earlier: Mapping[str, Sequence[DrillLog]] = {}
        if newest is not None:
            earlier = among(newest, logs[logs.index(newest) :])
            here = (choice.routine, choice.drill.id)
            if (newest.block.routine, newest.slot) != here:
                # Pain in another routine goes before what was said here.
                slot = (log for log in logs if (log.block.routine, log.slot) == here)
                earlier = {**earlier, "slot": (newest, *slot)}
        return DrillSituation(
            newest, None if done is None else max(0, (today - done).days), earlier, today
        )

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

    def _place(self, choice: Chosen, stands: Chosen, kept: KeptDose) -> DosePlace:
        wishes = self._frame.wishes
        sets, reps = authored_dose(choice, wishes)

        def default(drill: Drill) -> tuple[int, int]:
            if drill.id == choice.drill.id:
                return sets, reps
            own_sets, own_reps = authored_dose(Chosen(drill), wishes)
            return min(own_sets, sets), own_reps

        def drill_of(id_: str) -> Drill | None:
            found = self._frame.drill_of(id_)
            return found.drill if found else None

        return DosePlace(
            kept=kept,
            drill=stands.drill,
            authored=KeptDose(slot=choice.drill.id, sets=sets, reps=reps),
            default=default,
            drill_of=drill_of,
            taken=frozenset(self._taken() - {stands.drill.id, choice.drill.id}),
            is_fixed=self._frame.is_fixed(choice.routine),
            is_named=choice.routine is None,
            has_rested=False,
            kit=frozenset(self._kit),
            today=self._frame.now.date(),
        )

    def _taken(self) -> set[str]:
        return self._names | {choice.drill.id for choice in self._chosen.values()}

    def _carry_out(  # noqa: PLR0913, PLR0917  a choice, what stood there, and why
        self,
        choice: Chosen,
        stands: Chosen,
        kept: KeptDose,
        rule: Rule,
        change: DoseChange,
        newest: DrillLog | None,
    ) -> None:
        # The runner reads what is done today, not what is kept for another day.
        told_kept = self._as_done(choice, change.kept)
        why = rule.why
        first = rule.then.first and self._frame.drill_of(rule.then.first)
        if first and self._is_on_the_floor:
            why = f"{why} {first.drill.name} comes first."
        if change.taken is not None:
            why = f"It hurt {{when}}; {change.taken.name} is in the session already."
        elif change.is_out and rule.then.drill != "out":
            why = NOTHING_EASIER
        is_least = _asks_for_less(rule) and _is_same(change, kept, stands)
        if is_least:
            why = AT_THE_FLOOR
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
            after = _instead(choice, after)
        is_news = (change.kept.dose, drill) != (kept.dose, stands.drill.id) or bool(
            cue or is_least
        )
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
        """Everything together, with what comes first at the front."""
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


def _asks_for_less(rule: Rule) -> bool:
    then = rule.then
    whole = 100
    return then.sets < 0 or min(then.sets_percent, then.cycles_percent) < whole


def _is_same(change: DoseChange, kept: KeptDose, stands: Chosen) -> bool:
    unchanged = change.kept.dose == kept.dose and change.drill.id == stands.drill.id
    return unchanged and not change.is_out


def _in_place(found: Mapping[int, T]) -> list[T]:
    """By their places in the session."""
    return [found[number] for number in sorted(found)]


def _instead(choice: Chosen, other: Chosen) -> Chosen:
    """Another drill in the place of one."""
    keep = choice.item.keep if choice.item else 1
    item = RoutineItem(drill=other.drill.id, keep=keep)
    return replace(other, item=item, routine=choice.routine)


def _concerns_all(log: DrillLog) -> bool:
    """Pain, and where it was felt, matter in whatever routine it was done."""
    return bool(log.pain or log.flags or log.stops or log.morning or log.skipped == "hurts")
