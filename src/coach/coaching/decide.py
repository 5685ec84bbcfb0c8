"""From the past to what is done today: one rule, one change for each drill."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from coach.coaching.conditions import DrillSituation, among, first_rule
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
from coach.model.days_and_weeks import day_of
from coach.model.drill import Drill, RoutineItem
from coach.model.prescription import AppliedRule, KeptDose, LeftOut
from coach.model.rule import Coaching, Rule
from coach.model.terms import Base, Group, PainPlace, Sides
from coach.prescribe import (
    Chosen,
    Decided,
    Wishes,
    authored_dose,
    sets_with,
    work_ms_of,
)

T = TypeVar("T")

ANSWER_DAYS = 28
"""How long an answer counts; the muscles and joints it was about have changed by then, and
whoever was away for longer begins again anyway."""
FRESH_DAYS = 14
"""The same where a drill was never done: it was said of another place."""
STAYS_OUT = "We leave {drill} out until a doctor or physio says it's fine."
AT_THE_FLOOR = (
    "Your answer {when} asks for less, but this is the least that trains. No change."
)
AWAY_AT_THE_FLOOR = "{drill} is at the least that trains already. No change."
NOTHING_EASIER = (
    "{drill} hurt a lot {when}, and has no easier version, so we skip it today."
)
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
    deciding.step_back()
    deciding.carry_out()
    return deciding.session()


class _Draft(msgspec.Struct, frozen=True):
    """One place of a session, as far as it is decided."""

    choice: Chosen
    stands: Chosen
    """What stood there so far."""
    kept: KeptDose
    """Its dose."""
    change: DoseChange
    rule: Rule | None
    """The first rule about what was said that holds."""
    away: Rule | None
    """The first rule about time away that holds."""
    days: int | None
    """Days since the drill was done."""
    said: DoseChange | None = None
    """What comes of what was said alone."""
    newest: DrillLog | None = None
    fresh_days: int = 0
    """So long its answer is told."""


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
        self._drafts: dict[int, _Draft] = {}
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
        rules = [rule for rule in frame.table.rules if not rule.then.clinician]
        self._rules = [rule for rule in rules if not rule.is_about_time]
        self._time_rules = [rule for rule in rules if rule.is_about_time]
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
        """Decide about one drill from what was said; its number is its place."""
        self._number = number
        last = self._past.last_kept(choice.routine, choice.drill.id)
        stands, kept = self._standing(choice, last)
        if self._is_locked(choice, stands, stands.drill):
            return
        newest = self._newest(choice, stands, last)
        situation = self._situation(choice, stands, newest)
        place = self._place(choice, stands.drill, kept)
        rules = self._rules if is_below(place) else self._rules_at_the_top
        rule = first_rule(rules, situation)
        away = first_rule(self._time_rules, situation)
        same = DoseChange(kept, stands.drill)
        days = situation.days_since
        draft = _Draft(choice, stands, kept, same, rule, away, days)
        if rule is not None:
            # What a clinician said is fine has rested enough.
            has_rested = newest is not None and (
                self._past.has_rested(choice.routine, choice.drill.id, newest.at)
                or is_checked(stands.drill.pattern, newest.session, self._past)
                or is_place_checked(newest.pain_at, newest.session, self._past.checked)
            )
            too_much = _too_much(newest, stands.drill, kept, place)
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

    def _at_most_one(self, draft: _Draft, change: DoseChange) -> DoseChange:
        """What a rule makes of a place, if it may grow today."""
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
        """Say what comes of it, place by place."""
        for number, draft in self._drafts.items():
            self._number = number
            self._carry_out(draft)

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
        here = (choice.routine, choice.drill.id)
        fresh = FRESH_DAYS if last is None else ANSWER_DAYS
        # Counted from when it was done: time away makes no answer count less.
        since = self._last_day(stands.drill) - timedelta(days=fresh)
        return next(
            (
                log
                for log in self._past.of_drill(stands.drill.id)
                if log.says_something and day_of(log.at) >= since
                if last is None or log.at > last.at or log.session == last.session
                # What was added by hand was never decided, and counts nevertheless.
                if (log.block.routine, log.slot) == here or _concerns_all(log)
            ),
            None,
        )

    def _last_day(self, drill: Drill) -> date:
        """When a drill was last done; else when anything was, or nothing but today."""
        done = self._past.last_done(drill.id) or self._past.last_day
        return done or self._frame.now.date()

    def _situation(
        self, choice: Chosen, stands: Chosen, newest: DrillLog | None
    ) -> DrillSituation:
        today = self._frame.now.date()
        days = (today - self._last_day(stands.drill)).days
        logs = self._past.answered
        earlier: Mapping[str, Sequence[DrillLog]] = {}
        if newest is not None:
            earlier = among(newest, logs[logs.index(newest) :])
            here = (choice.routine, choice.drill.id)
            if (newest.block.routine, newest.slot) != here:
                # Pain in another routine goes before what was said here.
                slot = (log for log in logs if (log.block.routine, log.slot) == here)
                earlier = {**earlier, "slot": (newest, *slot)}
        is_known = self._past.last_day is not None
        return DrillSituation(newest, max(0, days) if is_known else None, earlier, today)

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
        """A drill that nothing keeps out today."""
        drill = self._drill_of(id_)
        if drill is None or drill.pattern in self._locks:
            return None
        return None if self._places.blocking(drill) else drill

    def _taken(self, but: int | None = None) -> set[str]:
        """Drills of the session, without what stands in one place."""
        drafts = (draft for n, draft in self._drafts.items() if n != but)
        return self._names | {draft.change.drill.id for draft in drafts}

    def _carry_out(self, draft: _Draft) -> None:
        choice, stands, kept = draft.choice, draft.stands, draft.kept
        change, newest = draft.change, draft.newest
        told = _told_rules(draft, self._frame.now)
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
        is_least = _asks_for_less(rule) and _is_same(change, kept, stands)
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
            after = _instead(choice, after)
        is_news = not _is_same(change, kept, stands) or bool(cue or is_least)
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


def _told_rules(draft: _Draft, now: datetime) -> list[Rule]:
    """The rules that made a place what it is: what was said, time away, or both."""
    rule, away, said = draft.rule, draft.away, draft.said
    if away is None or rule is None or said is None:
        return [each for each in (rule, away) if each is not None][:1]
    newest = draft.newest
    is_old = (
        newest is not None
        and (day_of(now) - day_of(newest.at)).days > draft.fresh_days
        and not said.is_out
    )
    is_news = not _is_same(said, draft.kept, draft.stands) or bool(
        rule.cue_for(said.drill) or _asks_for_less(rule)
    )
    if is_old or not is_news:
        return [away]
    went_back = (draft.change.kept, draft.change.drill) != (said.kept, said.drill)
    return [rule, away] if went_back else [rule]


def _too_much(
    newest: DrillLog | None, drill: Drill, kept: KeptDose, place: DosePlace
) -> tuple[int, int] | None:
    """Sets and length of what was too hard or hurt; None if it was all that is kept."""
    if newest is None or newest.block.drill != drill.id:
        return None
    block = newest.block
    sides = 2 if block.sides is Sides.EACH else 1
    # Fewer reps were asked for that day; the next day has those of the coach again.
    reps = max(block.reps, block.kept.reps if block.kept else 0)
    done_ms = block.sets * reps * block.cycle_ms * sides
    return min(block.sets, kept.sets), min(done_ms, place.work_ms(drill, kept))


def _asks_for_less(rule: Rule) -> bool:
    then = rule.then
    whole = 100
    return (
        then.drill in {"easier", "sibling", "find"}
        or then.sets < 0
        or min(then.sets_percent, then.cycles_percent) < whole
    )


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
