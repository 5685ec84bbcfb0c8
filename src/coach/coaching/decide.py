"""Decisions about a session: one rule and one change for each drill."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

from msgspec.structs import replace

from coach.coaching.conditions import first_rule
from coach.coaching.decided_session import DecidedSession, Frame, SlotVerdict
from coach.coaching.differences import OUT_TODAY, today_words
from coach.coaching.doses import (
    LONGEST_CHAIN,
    DoseChange,
    DosePlace,
    apply_rule,
    go_easy,
    is_below,
    one_step_back,
    with_good_one,
)
from coach.coaching.draft import Draft, asks_for_less, is_same, told_rules, too_much_of
from coach.coaching.drill_history import DrillHistory
from coach.coaching.drill_log import DrillLog
from coach.coaching.equipment import needs_only
from coach.coaching.exits import (
    ExitAnswer,
    ExitAnswers,
    ExitChoice,
    StuckDrill,
    exit_answers,
    is_complaint,
    left_out_by_choice,
    repeated_complaints,
    swapped_by_choice,
    why_stuck,
)
from coach.coaching.pattern_locks import PainLock, is_pattern_checked, lock_text, locks_of
from coach.coaching.place_locks import (
    PlaceLock,
    is_place_checked,
    painful_places,
    place_lock_text,
)
from coach.coaching.reasons import dose_words, reason
from coach.coaching.side_doses import (
    EXTRA_SET,
    ONE_SIDE,
    catching_up,
    dose_of_side,
    is_growth,
    on_one_side,
    side_sentence,
    told_side,
)
from coach.coaching.slot_history import (
    ANSWER_DAYS,
    FRESH_DAYS,
    SlotHistory,
    begun_instead,
    instead,
)
from coach.coaching.tender_places import tender_places
from coach.model.drill import Drill, RoutineItem
from coach.model.left_out import stand_in
from coach.model.loads import spares
from coach.model.prescription import AppliedRule, KeptDose, LeftOut
from coach.model.rule import Rule
from coach.model.terms import Base, Compared, Group, PainPlace, Side, Sides
from coach.prescribe import (
    Chosen,
    Decided,
    authored_dose,
    sets_with,
    work_ms_of,
)

T = TypeVar("T")

STAYS_OUT = "We leave {drill} out until a doctor or physio says it's fine."
NO_CHANGE = " No change."
AT_THE_FLOOR = (
    f"Your answer {{when}} asks for less, but this dose is already the smallest.{NO_CHANGE}"
)
AWAY_AT_THE_FLOOR = f"{{drill}} is already at its smallest dose.{NO_CHANGE}"
WHERE_TO_START = (
    "You were away for {days} days. This is already where you would start again."
)
NOTHING_EASIER = (
    "{drill} hurt a lot or felt wrong {when}, and has no easier version, so we skip it "
    "today."
)
NOTHING_LESS = (
    "{drill} hurt {when}, and its dose is already the smallest, so we skip it today."
)
WAITS = "{drill} waits until then."
FIRST_BREATHS = 3
"""Breaths of the drill that a rule puts first."""


def decide(chosen: Sequence[Chosen], past: DrillHistory, frame: Frame) -> DecidedSession:
    """Return the decided session: every chosen drill, in order."""
    # Of one group the drill that waited longest grows first.
    slots = SlotHistory(past, frame)
    answers = exit_answers(past.checked)
    wanted = [_as_answered(choice, answers, frame) for choice in chosen]
    deciding = _Deciding(wanted, past, frame, slots)
    waited = sorted(range(len(chosen)), key=lambda n: slots.last_grown(wanted[n]))
    for number in waited:
        answer = answers.get((wanted[number].routine, wanted[number].drill.id))
        if answer is not None and answer.choice is ExitChoice.OUT:
            deciding.leave_out_as_chosen(number, wanted[number])
        else:
            deciding.take(number, wanted[number], answer)
    deciding.step_back()
    deciding.carry_out()
    for number, (before, now) in enumerate(zip(chosen, wanted, strict=True)):
        if before is not now:
            deciding.tell_of_swap(number, before.drill)
    return deciding.session()


def _as_answered(choice: Chosen, answers: ExitAnswers, frame: Frame) -> Chosen:
    """Return what the runner wanted in a place after nothing helped there."""
    for _ in range(LONGEST_CHAIN):
        answer = answers.get((choice.routine, choice.drill.id))
        if choice.routine is None or answer is None:
            return choice
        other = frame.drill_of(answer.drill)
        if answer.choice is not ExitChoice.SWAP or other is None:
            return choice
        choice = begun_instead(choice, other)
    return choice


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
        self._one_side: dict[int, tuple[Side, PlaceLock]] = {}
        self._locks = locks_of(past, frame.table)
        self._locked: dict[str, str] = {}
        today = frame.now.date()
        self._places = painful_places(past, frame.table, today)
        self._tender = tender_places(past, frame.table, today, self._version_drills)
        self._locked_places: dict[PainPlace, str] = {}
        self.advice = self._places.standing(today)
        # What a doctor or physio said is fine is no reason any more.
        rules = [rule for rule in frame.table.rules if not rule.then.clinician]
        self._rules = [rule for rule in rules if not rule.is_about_time]
        self._time_rules = [rule for rule in rules if rule.is_about_time]
        self._rules_at_the_top = [r for r in self._rules if not r.then.restore]
        self._bases = {choice.drill.base for choice in chosen}
        self._stuck: dict[int, StuckDrill] = {}
        self._first: str | None = None
        # Nobody lies down for a breath drill in a session on the feet.
        self._is_on_the_floor = self._bases != {Base.STANDING}

    def leave_out_as_chosen(self, number: int, choice: Chosen) -> None:
        """Leave out a drill that the runner wanted out after nothing helped."""
        drill = choice.drill
        rule = left_out_by_choice(drill.name, drill.id)
        self._left_out[number] = LeftOut(slot=drill.id, name=drill.name, rules=(rule,))
        self._verdicts[number] = SlotVerdict(drill.id, rule.rule)

    def take(self, number: int, choice: Chosen, answer: ExitAnswer | None = None) -> None:
        """Decide about one drill from what was said; its number is its place.

        Args:
            number: its place in the session.
            choice: the drill.
            answer: of the runner, after nothing helped; what was said before is answered.
        """
        self._number = number
        last = self._past.last_kept(choice.routine, choice.drill.id)
        stands, kept = self._slots.standing(choice, last)
        if self._is_locked(choice, stands, stands.drill):
            return
        newest = self._slots.newest(choice, stands, last)
        said = answer.session if answer is not None else ""
        if newest is not None and self._past.is_up_to(newest.session, said):
            newest = None
        situation = self._slots.situation(choice, stands, newest)
        place = self._place(choice, stands.drill, kept)
        is_less = is_below(place) or kept.behind is not None
        rules = self._rules if is_less else self._rules_at_the_top
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
                or is_place_checked(
                    newest.pain_at or PainPlace.ELSEWHERE,
                    newest.session,
                    self._past.checked,
                )
            )
            too_much = too_much_of(newest, stands.drill, kept, place)
            side = None if is_growth(rule) else told_side(newest, stands.drill)
            place = replace(
                place,
                kept=dose_of_side(kept, side),
                has_rested=has_rested,
                too_much=too_much,
                hurts=_hurting(newest),
            )
            change = self._at_most_one(draft, apply_rule(rule, place, self._frame.table))
            here = (choice.routine, choice.drill.id)
            if rule.then.progress and newest is not None and newest.place != here:
                change = same  # what was easy in another routine makes nothing grow here
            if side is not None:
                is_pain = newest is not None and newest.has_hurt
                change = on_one_side(change, kept, stands.drill, side, is_pain=is_pain)
            elif is_growth(rule):
                change = catching_up(change, kept, stands.drill)
            if self._is_locked(choice, stands, change.drill):
                return
            if newest is not None and self._is_stuck(draft, newest, change, said):
                self._drafts[self._number] = self._eased(replace(draft, rule=None))
                return
            fresh = FRESH_DAYS if last is None else ANSWER_DAYS
            draft = replace(
                draft, change=change, said=change, newest=newest, fresh_days=fresh
            )
        self._drafts[self._number] = self._eased(draft)

    def _eased(self, draft: Draft) -> Draft:
        """Make a drill easier that loads a place which hurt lately."""
        change = draft.change
        versions = self._versions(change.drill)
        tender = self._tender.easing(change.drill, versions)
        # A side that hurts rests already.
        if change.is_out or not tender or self._number in self._one_side:
            return draft
        place = self._place(draft.choice, change.drill, change.kept)
        hurt = {drill for lock in tender for drill in lock.drills}
        spared = replace(
            place,
            hurts=frozenset(lock.place for lock in tender),
            may_be=lambda drill: hurt.isdisjoint(self._versions(drill)),
        )
        is_easier = change.drill.id != draft.stands.drill.id
        is_harder = not hurt.isdisjoint(versions[1:])
        table = self._frame.table
        easy = go_easy(spared, table, is_easier=is_easier, may_stay=not is_harder)
        if easy.is_out and easy.taken is None:
            # Rather the drill in which it hurt, at the least dose, than a harder version.
            those = replace(place, may_be=lambda drill: drill.id in hurt)
            easy = go_easy(those, table, is_easier=False, may_stay=False)
        if easy == change:
            return draft
        draft = replace(draft, change=easy, said=easy)
        # What was said of the drill itself comes before what was said of the place.
        is_told = draft.newest is not None and is_easier and not easy.is_out
        return draft if is_told else replace(draft, tender=tender[0])

    def _keeping(self, *drills: Drill) -> list[PlaceLock]:
        """Return the places that hurt lately, for which drills get nothing more."""
        return [
            lock
            for drill in drills
            for lock in self._tender.keeping(drill, self._versions(drill))
        ]

    def _is_stuck(
        self, draft: Draft, newest: DrillLog, change: DoseChange, said: str
    ) -> bool:
        """Return whether the same was said so often that the runner is asked instead."""
        exits, rule, choice = self._frame.table.exits, draft.rule, draft.choice
        if exits is None or rule is None or not is_complaint(rule):
            return False
        slot = self._past.of_slot(choice.routine, choice.drill.id)
        logs = [log for log in slot if log.says_something]
        if len(logs) < exits.drill.sessions or logs[0].session != newest.session:
            return False
        told = repeated_complaints(logs, self._rules, self._past, said)
        is_least = is_same(change, draft.kept, draft.stands)
        drill = draft.stands.drill
        sets, reps = authored_dose(choice, self._frame.wishes)
        authored = KeptDose(slot=choice.drill.id, sets=sets, reps=reps)
        why = why_stuck(told, exits.drill, drill.name, authored, is_at_the_floor=is_least)
        if not why:
            return False
        tried = {log.block.drill for log, _ in told.told} | {drill.id}
        swap = None
        if choice.routine is not None:
            well = self._open_drill_of(told.easier) if told.easier else None
            swap = well or self._to_swap_for(drill, tried, newest)
        self._stuck[self._number] = StuckDrill(
            routine=choice.routine,
            slot=choice.drill.id,
            name=drill.name,
            session=newest.session,
            why=why,
            swap=swap.id if swap else "",
            swap_name=swap.name if swap else "",
        )
        return True

    def _to_swap_for(
        self, drill: Drill, tried: Collection[str], newest: DrillLog
    ) -> Drill | None:
        """Return another drill of the group, the easier one first, or None."""
        taken = {*self._taken(), *tried}
        hurts = set(PainPlace) & {newest.pain_at}

        def is_possible(other: Drill) -> bool:
            return (
                other.id not in taken
                and self._open_drill_of(other.id) is not None
                and needs_only(other.equipment, self._kit)
                and (self._is_on_the_floor or other.base is Base.STANDING)
                and all(spares(other, PainPlace(place)) for place in hurts)
            )

        easier = self._drill_of(drill.easier) if drill.easier else None
        if easier is not None and easier.group is drill.group and is_possible(easier):
            return easier
        return stand_in(drill, filter(is_possible, self._frame.drills()), ())

    def _is_locked(self, choice: Chosen, stands: Chosen, drill: Drill) -> bool:
        """Leave a place out if its drill is locked; return whether it was."""
        lock = self._locks.get(drill.pattern)
        if lock is not None:
            self._leave_out(choice, stands, drill.pattern, lock)
            return True
        hurting = self._blocking(drill)
        if hurting is None:
            return False
        one_side = self._places.side_to_do(drill, self._versions(drill))
        if one_side is not None:
            self._one_side[self._number] = one_side
            return False
        self._spare(choice, stands, hurting)
        return True

    def _at_most_one(self, draft: Draft, change: DoseChange) -> DoseChange:
        """Return the change of a rule, or none where the place may not grow today."""
        rule = draft.rule
        same = DoseChange(draft.kept, draft.stands.drill)
        is_more = rule is not None and (rule.then.progress or rule.then.restore)
        if is_more and (draft.away is not None or self._places.holds_growth):
            return same
        if is_more and self._keeping(draft.stands.drill, change.drill):
            change = same
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
        """Reduce what was decided for time away; never increase a dose."""
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
            # In the first round nothing moves where all went a step down for what was said.
            if self._drafts == before and not is_first:
                return

    def carry_out(self) -> None:
        """Turn every draft into a drill of the session and its reason."""
        for number, draft in self._drafts.items():
            self._number = number
            self._carry_out(draft)
        self._tell_of_time_away()

    def _tell_of_time_away(self) -> None:
        """Say once that a long break was seen, where nothing could be made less for it."""
        long = {r.id for r in self._time_rules if asks_for_less(r) or r.then.restart}
        away = [n for n, d in self._drafts.items() if d.away and d.away.id in long]
        told = {n for n, c in self._chosen.items() if c.decided and c.decided.rules}
        if not away or told or self._left_out:
            return
        number, draft = away[0], self._drafts[away[0]]
        choice, why = self._chosen[number], WHERE_TO_START.format(days=draft.days)
        if choice.decided is not None and draft.away is not None:
            rule = AppliedRule(draft.away.id, why, choice.drill.name, "the same")
            decided = replace(choice.decided, rules=(rule,))
            self._chosen[number] = replace(choice, decided=decided)

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
        """Leave out the drills that load a sore place."""
        if lock.place in self._places.locks:
            self._locked_places.setdefault(lock.place, lock.session)
        id_ = "LOCKED" if lock.rule is None else lock.rule.id
        is_today = lock.place not in self._places.locks
        why = lock.why(self._frame.now.date())
        applied = AppliedRule(id_, why, today=OUT_TODAY if is_today else "")
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
            at_hand=self._frame.at_hand,
            work_ms=work_ms,
            has_hurt=lambda drill: self._slots.has_hurt(choice, drill),
        )

    def _drill_of(self, id_: str) -> Drill | None:
        found = self._frame.drill_of(id_)
        return found.drill if found else None

    def _open_drill_of(self, id_: str) -> Drill | None:
        """Return a drill that nothing keeps out today, or None."""
        drill = self._drill_of(id_)
        if drill is None or drill.pattern in self._locks:
            return None
        return None if self._blocking(drill) else drill

    def _blocking(self, drill: Drill) -> PlaceLock | None:
        return self._places.blocking(drill, self._versions(drill))

    def _versions(self, drill: Drill) -> list[str]:
        """Return the ids of a drill and of its easier versions."""
        return [drill.id, *(each.id for each in self._version_drills(drill.id)[1:])]

    def _version_drills(self, id_: str) -> list[Drill]:
        """Return a drill and its easier versions, the hardest first."""
        found: list[Drill] = []
        here = self._drill_of(id_)
        while here is not None and len(found) < LONGEST_CHAIN:
            found.append(here)
            here = self._drill_of(here.easier) if here.easier else None
        return found

    @property
    def _going_on(self) -> set[str]:
        """Return the ids of the drills that are done."""
        drafts = (each for each in self._drafts.values() if not each.change.is_out)
        return {draft.change.drill.id for draft in drafts}

    def _taken(self, but: int | None = None) -> set[str]:
        """Return the ids of the drills of the session, without what stands in one place."""
        drafts = (draft for n, draft in self._drafts.items() if n != but)
        return self._names | {draft.change.drill.id for draft in drafts}

    def _carry_out(self, draft: Draft) -> None:
        choice, stands, kept = draft.choice, draft.stands, draft.kept
        change, newest = draft.change, draft.newest
        told = told_rules(draft, self._frame.now)
        if draft.tender is not None:
            self._go_easy(draft, draft.tender)
            return
        if self._asks_about(number := self._number) and is_same(change, kept, stands):
            way, name = self._stuck[number], stands.drill.name
            rules = (AppliedRule(self._exit_id, way.why, about=name, today="the same"),)
            self._keep(choice, stands, kept, self._exit_id, rules)
            return
        if not told:
            self._keep(choice, stands, kept, "", ())
            return
        rule, *also = told
        # The runner reads what is done today, not what is kept for another day.
        told_kept = self._as_done(choice, change.kept)
        is_least = asks_for_less(rule) and is_same(change, kept, stands)
        why = self._why(draft, rule, also, is_least=is_least)
        felt = next((each.felt for each in rule.when if each.felt), ())
        said = reason(why, newest, stands.drill.name, self._frame.now, felt)
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
            is_today = any(when.days_since for when in rule.when)
            self._skip(draft, replace(applied, today=OUT_TODAY if is_today else ""))
            return
        is_news = not is_same(change, kept, stands) or bool(cue or is_least)
        said_of_it: tuple[AppliedRule, ...] = (applied,) if is_news else ()
        keeping = self._keeping(stands.drill) if is_growth(rule) and not is_news else []
        if keeping and keeping[0].rule is not None:
            why = keeping[0].why(self._frame.now.date())
            name = stands.drill.name
            said_of_it = (AppliedRule(keeping[0].rule.id, why, name, "the same"),)
        self._first = self._first or rule.then.first
        self._keep(choice, self._after(draft), change.kept, rule.id, said_of_it, cue)

    def _go_easy(self, draft: Draft, tender: PlaceLock) -> None:
        """Add a drill that was made easier for a tender place, or leave it out."""
        choice, stands, change = draft.choice, draft.stands, draft.change
        id_ = tender.rule.id if tender.rule else ""
        why = tender.why(self._frame.now.date())
        if change.is_out:
            why = f"{why} {WAITS.format(drill=stands.drill.name)}"
            self._skip(draft, AppliedRule(id_, why, today=OUT_TODAY))
            return
        if draft.away is not None and change != draft.said:
            why = f"{why} {draft.away.why}"
        before = self._as_done(choice, draft.kept), stands.drill
        now = self._as_done(choice, change.kept), change.drill
        applied = AppliedRule(
            id_, why, about=stands.drill.name, today=today_words(before, now, None)
        )
        self._keep(choice, self._after(draft), change.kept, id_, (applied,))

    def _after(self, draft: Draft) -> Chosen:
        """Return the drill of a draft as it is chosen in its place."""
        choice, stands, drill = draft.choice, draft.stands, draft.change.drill.id
        if drill == stands.drill.id:
            return stands
        if drill == choice.drill.id:
            return choice
        found = self._frame.drill_of(drill)
        return stands if found is None else instead(choice, found)

    def _why(
        self, draft: Draft, rule: Rule, also: Sequence[Rule], *, is_least: bool
    ) -> str:
        """Return the sentences of the rules, still without drill and day."""
        change, why = draft.change, rule.why
        first = rule.then.first and self._frame.drill_of(rule.then.first)
        if first and self._is_on_the_floor:
            why = f"{why} {first.drill.name} comes first."
        if change.taken is not None and change.taken.id in self._going_on:
            why = f"{{drill}} hurt {{when}}. {change.taken.name} is in the session already."
        elif change.taken is not None:
            why = "{drill} hurt {when}, so we skip it today."
        elif change.is_out and rule.then.drill != "out":
            why = NOTHING_EASIER if rule.then.or_rest else NOTHING_LESS
        if is_least:
            is_away = rule.is_about_time or draft.newest is None
            why = AWAY_AT_THE_FLOOR if is_away else AT_THE_FLOOR
            if rule.cue_for(change.drill):
                why = why.removesuffix(NO_CHANGE)
        sides = "" if change.is_out else side_sentence(draft.kept, change.kept)
        return " ".join(filter(None, [why, *(other.why for other in also), sides]))

    def _skip(self, draft: Draft, why: AppliedRule) -> None:
        """Leave a drill out of this session."""
        slot = draft.choice.drill.id
        name = draft.stands.drill.name
        self._left_out[self._number] = LeftOut(slot=slot, name=name, rules=(why,))
        self._verdicts[self._number] = SlotVerdict(slot, why.rule)

    def _asks_about(self, number: int) -> bool:
        """Return whether the runner is asked about a place: the first of several."""
        return number in self._stuck and number == min(self._stuck)

    @property
    def _exit_id(self) -> str:
        exits = self._frame.table.exits
        return exits.drill.id if exits else ""

    def tell_of_swap(self, number: int, before: Drill) -> None:
        """Say once that another drill is done than the routine names."""
        now = self._chosen.get(number)
        if now is None or now.decided is None or now.decided.rules:
            return
        if self._past.of_slot(now.routine, now.decided.kept.slot):
            return
        kept, name = now.decided.kept, now.drill.name
        dose = dose_words(kept.sets, kept.reps, now.drill.unit)
        rule = swapped_by_choice(before.name, before.id, name, dose)
        self._chosen[number] = replace(now, decided=replace(now.decided, rules=(rule,)))

    def _as_done(self, choice: Chosen, kept: KeptDose) -> KeptDose:
        wishes = self._frame.wishes
        added = choice.add_sets
        if not self._may_add_sets(choice.drill):
            added = min(0, added)
        sets = wishes.sets or sets_with(kept.sets, added)
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
        side, test = self._frame.weaker.get(after.drill.id, (None, ""))
        if not self._may_have_extra_set(after.drill, kept):
            side = None
        if side is not None and kept.extra_for is not side:
            said = EXTRA_SET.format(test=test, side=side)
            today = f"one set more on the {side}"
            rules = (*rules, AppliedRule("T-side", said, about="", today=today))
        kept = replace(kept, extra_for=side)
        only = None
        if self._number in self._one_side and after.drill.other_side_rests:
            only, lock = self._one_side[self._number]
            why = lock.why(self._frame.now.date(), is_one_side_done=True)
            said = f"{why} {ONE_SIDE.format(side=only)}"
            id_ = "LOCKED" if lock.rule is None else lock.rule.id
            rules = (AppliedRule(id_, said, today=f"{only} side only"),)
            if lock.place in self._places.locks:
                self._locked_places.setdefault(lock.place, lock.session)
        may_add = self._may_add_sets(after.drill)
        decided = Decided(kept, rules, cue, only, may_add)
        self._chosen[self._number] = replace(after, decided=decided)

    def _may_add_sets(self, drill: Drill) -> bool:
        """Return whether a week of a programme may add sets to a drill."""
        return not (self._places.holds_growth or self._keeping(drill))

    def _may_have_extra_set(self, drill: Drill, kept: KeptDose) -> bool:
        """Return whether a side may have a set more: it is growth, and needs no pain."""
        draft = self._drafts.get(self._number)
        newest = draft.newest if draft is not None else None
        is_back = draft is not None and draft.away is not None
        is_sore = newest is not None and newest.morning == Compared.MORE
        is_told = newest is not None and newest.is_alarming
        if self._places.holds_growth or is_back or is_sore or is_told:
            return False
        if drill.sides is not Sides.EACH or kept.behind is not None:
            return False
        return not self._keeping(drill)

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
            self._stuck[min(self._stuck)] if self._stuck else None,
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
        if found is None or self._blocking(found.drill):
            return chosen
        item = RoutineItem(drill=found.drill.id, sets=1, breaths=FIRST_BREATHS, keep=2)
        return [replace(found, item=item, routine=chosen[0].routine), *chosen]


def _hurting(newest: DrillLog | None) -> frozenset[PainPlace]:
    """Return the place that an answer says hurt; empty without one."""
    if newest is None or newest.pain_at not in set(PainPlace):
        return frozenset()
    return frozenset({PainPlace(newest.pain_at)}) if newest.has_hurt else frozenset()


def _in_place(found: Mapping[int, T]) -> list[T]:
    """Return values in the order of their places in the session."""
    return [found[number] for number in sorted(found)]
