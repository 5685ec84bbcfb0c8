"""Decisions about a session: one rule and one change for each drill."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from msgspec.structs import replace

from coach.coaching.conditions import RulesAbout, first_rule
from coach.coaching.decided_rows import DecidedRows
from coach.coaching.decided_session import DecidedSession, Frame
from coach.coaching.dose_place import LONGEST_CHAIN, DoseChange, DosePlace
from coach.coaching.doses import apply_rule, one_step_back
from coach.coaching.draft import Draft, asks_for_less, is_same, too_much_of
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
    repeated_complaints,
    why_stuck,
)
from coach.coaching.gentle_drafts import GentleDrafts
from coach.coaching.growth_today import GrowthToday
from coach.coaching.larger_doses import is_below, with_good_one
from coach.coaching.pain_today import PainToday
from coach.coaching.pattern_locks import is_pattern_checked
from coach.coaching.place_locks import is_place_checked
from coach.coaching.reasons import fill
from coach.coaching.rows_from_drafts import RowsFromDrafts
from coach.coaching.side_doses import (
    catching_up,
    dose_of_side,
    is_growth,
    on_one_side,
    told_side,
)
from coach.coaching.slot_history import ANSWER_DAYS, FRESH_DAYS, SlotHistory, begun_instead
from coach.coaching.smaller_doses import at_the_floor
from coach.model.drill import Drill
from coach.model.left_out import stand_in
from coach.model.loads import is_more, spares
from coach.model.prescription import KeptDose
from coach.model.rule import Rule
from coach.model.terms import Base, Group, PainPlace, Side
from coach.prescribe import Chosen, Decided, authored_dose, work_ms_of

SILENT_SESSIONS = 3
"""Unanswered sessions in a row after which coach says what an answer would do."""
RESTED_DAYS = 7
"""Days of rest after which a session that would be empty gets its drills back."""


def decide(chosen: Sequence[Chosen], past: DrillHistory, frame: Frame) -> DecidedSession:
    """Return the decided session: every chosen drill, in order."""
    # In each group, the drill that has waited longest grows first.
    slots = SlotHistory(past, frame)
    answers = exit_answers(past.checked)
    wanted = [_as_answered(choice, answers, frame) for choice in chosen]
    deciding = _Deciding(wanted, past, frame, slots)
    waited = sorted(range(len(chosen)), key=lambda n: slots.last_grown(wanted[n]))
    for number in waited:
        answer = answers.get((wanted[number].routine, wanted[number].drill.id))
        if answer is not None and answer.choice is ExitChoice.OUT:
            deciding.leave_out_as_chosen(number, wanted[number].drill)
        else:
            deciding.take(number, wanted[number], answer)
    deciding.step_back()
    both = enumerate(zip(chosen, wanted, strict=True))
    return deciding.session({n: old.drill for n, (old, now) in both if old is not now})


def without_locked(
    chosen: Sequence[Chosen], past: DrillHistory, frame: Frame
) -> DecidedSession:
    """Return the chosen drills as written, without those that are locked or hurt today."""
    rows = DecidedRows(frame, PainToday(past, frame), {c.drill.base for c in chosen})
    for number, choice in enumerate(chosen):
        rows.keep_as_written(number, choice)
    return rows.session(None)


def _as_answered(choice: Chosen, answers: ExitAnswers, frame: Frame) -> Chosen:
    """Return what the runner chose for a place where no change helped."""
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
    """Return drafts of decisions, one for each drill that is not left out."""

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
        # An easier drill that already replaces a later one counts as part of the session.
        lasts = (past.last_kept(choice.routine, choice.drill.id) for choice in chosen)
        stand_in = {log.block.drill for log in lasts if log is not None}
        self._names = {choice.drill.id for choice in chosen} | stand_in
        # The runner has what these drills need; for "step or bench", both count.
        things = (thing for choice in chosen for thing in choice.drill.equipment)
        self._kit = frame.kit | {one for thing in things for one in thing.split(" or ")}
        self._is_one_drill = len(chosen) == 1
        self._number = 0
        self._drafts: dict[int, Draft] = {}
        self._progressed: set[Group] = set()
        self._pain = PainToday(past, frame)
        self._growth = GrowthToday(past, self._pain.places, frame.today)
        self._rows = DecidedRows(frame, self._pain, {c.drill.base for c in chosen})
        # Rules that send the runner to a doctor or physio act as locks instead.
        rules = [rule for rule in frame.table.rules if not rule.then.clinician]
        self._rules = [rule for rule in rules if not rule.is_about_time]
        self._about = RulesAbout(self._rules)
        self._time_rules = [rule for rule in rules if rule.is_about_time]
        self._rules_at_the_top = [r for r in self._rules if not r.then.restore]
        self._stuck: dict[int, StuckDrill] = {}
        self._gentle = GentleDrafts(past, frame, self._pain, self._rules, self._place)

    def leave_out_as_chosen(self, number: int, drill: Drill) -> None:
        """Leave out a drill that the runner chose to leave out after no change helped."""
        self._rows.leave_out_as_chosen(number, drill)

    def take(self, number: int, choice: Chosen, answer: ExitAnswer | None = None) -> None:
        """Decide about one drill from the runner's answers.

        Args:
            number: its place in the session.
            choice: the drill.
            answer: the runner's choice when no change helped; it settles earlier answers.
        """
        self._number = number
        last = self._past.last_kept(choice.routine, choice.drill.id)
        stands, kept = self._slots.standing(choice, last)
        if self._may_return_on_one_side(choice.drill, stands.drill):
            # The easier version would also work the side that hurts.
            stands, kept = choice, self._least_of(choice, kept)
        if self._rows.leave_out_if_locked(self._number, choice, stands, stands.drill):
            return
        newest = self._slots.newest(choice, stands, last)
        said = answer.session if answer is not None else ""
        if newest is not None and self._past.is_up_to(newest.session, said):
            newest = None
        place = self._place(choice, stands.drill, kept)
        draft = self._begun(choice, stands, place, newest)
        rule, same = draft.rule, draft.change
        if rule is not None:
            # A drill that a doctor or physio has cleared has rested enough.
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
            change = apply_rule(rule, place, self._frame.table)
            change = self._at_most_one(draft, change, newest)
            here = (choice.routine, choice.drill.id)
            if rule.then.progress and newest is not None and newest.place != here:
                change = same  # an easy session in another routine adds nothing here
            change = self._by_side(draft, change, side, rule)
            if self._rows.leave_out_if_locked(self._number, choice, stands, change.drill):
                return
            if newest is not None and self._is_stuck(draft, newest, change, said):
                self._drafts[number] = self._gentler(replace(draft, rule=None))
                return
            fresh = FRESH_DAYS if last is None else ANSWER_DAYS
            draft = replace(
                draft, change=change, said=change, newest=newest, fresh_days=fresh
            )
        draft = self._gentle.with_easy_breaths(self._gentler(draft))
        if not self._leaves_out_hard_start(draft):
            self._drafts[number] = draft

    def _leaves_out_hard_start(self, draft: Draft) -> bool:
        """Leave out a hard drill that only one side could do, after a long break."""
        one_side, drill = self._rows.one_side(self._number), draft.change.drill
        is_start = draft.away is not None and draft.away.then.restart
        is_hard = drill.level > 1 and not draft.change.is_out
        if one_side is None or not (is_start and is_hard) or one_side.drill != drill.id:
            return False
        self._rows.leave_out_for(self._number, draft.choice, drill, one_side.lock)
        return True

    def _begun(
        self, choice: Chosen, stands: Chosen, place: DosePlace, newest: DrillLog | None
    ) -> Draft:
        """Return a draft that changes nothing yet, with the rules that hold."""
        kept = place.kept
        situation = self._slots.situation(choice, stands, newest)
        is_less = is_below(place) or kept.behind is not None
        whole = place.authored.sets, place.authored.reps
        is_own = stands.drill.id == choice.drill.id
        is_whole = is_own and kept.behind is None and (kept.sets, kept.reps) >= whole
        silent = 0 if is_whole else self._slots.silent_sessions(choice)
        rules = self._rules if is_less else self._rules_at_the_top
        return Draft(
            choice,
            stands,
            kept,
            DoseChange(kept, stands.drill),
            first_rule(rules, situation),
            first_rule(self._time_rules, situation),
            situation.days_since,
            is_least=at_the_floor(place).dose == kept.dose,
            is_unheard=is_less and silent >= SILENT_SESSIONS,
            is_below=is_less,
        )

    def _gentler(self, draft: Draft) -> Draft:
        one_side = self._rows.one_side(self._number)
        return self._gentle.gentler(draft, one_side.lock if one_side else None)

    def _by_side(
        self, draft: Draft, change: DoseChange, side: Side | None, rule: Rule
    ) -> DoseChange:
        """Return a change limited to the sides that it concerns.

        Args:
            draft: the decisions about the drill so far.
            change: the change that the rule makes.
            side: the side the answer was about; None for both.
            rule: the rule.
        """
        kept, drill = draft.kept, draft.stands.drill
        if side is not None:
            change = on_one_side(change, kept, drill, side, rule)
        elif is_growth(rule) and self._may_catch_up(draft):
            change = catching_up(change, kept, drill)
        is_kept = self._works_on_one_side(drill, change.drill)
        return DoseChange(kept, drill) if is_kept else change

    def _may_catch_up(self, draft: Draft) -> bool:
        """Return whether the weaker side of a drill may get more."""
        held = self._pain.holding(draft.stands.drill, is_old=True)
        return draft.away is None and held is None

    def _works_on_one_side(self, drill: Drill, other: Drill) -> bool:
        """Return whether a side can do a drill today, but neither can do the other."""
        if drill.id == other.id or self._pain.blocking(other) is None:
            return False
        is_open = drill.pattern not in self._pain.pattern_locks
        sides = self._pain.side_to_do(drill), self._pain.side_to_do(other)
        return is_open and sides[0] is not None and sides[1] is None

    def _may_return_on_one_side(self, own: Drill, stands: Drill) -> bool:
        """Return whether a side may do the routine's own drill, which the other can't.

        While a doctor or physio should see any pain, nothing harder than last time begins.
        """
        places = self._pain.places
        is_held = places.hold is not None or bool(places.unseen)
        is_new = self._past.last_done(own.id) is None
        return not (is_held or is_new) and self._works_on_one_side(own, stands)

    def _least_of(self, choice: Chosen, kept: KeptDose) -> KeptDose:
        """Return the smallest dose of a routine's own drill, in place of the easier one."""
        sets, reps = authored_dose(choice, self._frame.wishes)
        own = KeptDose(
            slot=choice.drill.id,
            sets=sets,
            reps=reps,
            setbacks=kept.setbacks,
            level_up_on=kept.level_up_on,
        )
        return at_the_floor(self._place(choice, choice.drill, own))

    def _is_stuck(
        self, draft: Draft, newest: DrillLog, change: DoseChange, said: str
    ) -> bool:
        """Return whether a complaint came so often that the runner is asked instead."""
        exits, rule, choice = self._frame.table.exits, draft.rule, draft.choice
        if exits is None or rule is None or not is_complaint(rule):
            return False
        slot = self._past.of_slot(choice.routine, choice.drill.id)
        logs = [log for log in slot if log.says_something]
        if len(logs) < exits.drill.sessions or logs[0].session != newest.session:
            return False
        told = repeated_complaints(logs, self._about, self._past, said)
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
            well = self._pain.open_drill_of(told.easier) if told.easier else None
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
        """Return another drill in the group, an easier one first, or None."""
        taken = {*self._taken(), *tried}
        hurts = set(PainPlace) & {newest.pain_at}

        def is_possible(other: Drill) -> bool:
            return (
                other.id not in taken
                and self._pain.open_drill_of(other.id) is not None
                and needs_only(other.equipment, self._kit)
                and (self._rows.is_on_the_floor or other.base is Base.STANDING)
                and all(spares(other, PainPlace(place)) for place in hurts)
            )

        easier = self._pain.drill_of(drill.easier) if drill.easier else None
        if easier is not None and easier.group is drill.group and is_possible(easier):
            return easier
        return stand_in(drill, filter(is_possible, self._frame.drills()), ())

    def _at_most_one(
        self, draft: Draft, change: DoseChange, newest: DrillLog | None
    ) -> DoseChange:
        """Return a rule's change, or no change if the dose must not grow today."""
        rule = draft.rule
        same = DoseChange(draft.kept, draft.stands.drill)
        drills, is_old = (draft.stands.drill, change.drill), not change.is_progress
        if rule is not None and is_growth(rule):
            # After a week or two away, doses don't grow, but lost reps may return.
            if draft.away is not None and (rule.then.progress or _takes(draft.away)):
                return same
            if self._frame.is_near_race and rule.then.progress:
                return same
            if draft.adds_sets:
                return same  # one change at a time
            since = newest.at if newest is not None else None
            is_held = self._growth.is_held(drills, since)
            if is_held or self._pain.holding(*drills, is_old=is_old) is not None:
                change = same
        groups = {draft.stands.drill.group, change.drill.group}
        is_back = rule is not None and rule.then.restore and change != same
        is_step = change.is_progress or (is_back and self._growth.is_one_at_a_time)
        if is_step and groups & self._progressed:
            # Only one drill of a group grows in a session; this one waits.
            change = same
        elif is_step:
            self._progressed |= groups
        if rule is not None and rule.then.good and not _takes(draft.away):
            change = replace(change, kept=with_good_one(change.kept))
        return change

    def step_back(self) -> None:
        """Reduce doses and drills because of time away; never increase a dose."""
        # The drill with the longest break is first; all take a step before any takes two.
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
                place = replace(
                    place,
                    taken=frozenset(taken),
                    drill_of=self._pain.open_drill_of,
                    hurts=self._pain.tender,
                )
                change = self._one_step_back(draft.away, place, is_first=is_first)
                self._drafts[number] = replace(draft, change=change)
            # In the first round, answers may already have made every drill easier.
            if self._drafts == before and not is_first:
                return

    def _one_step_back(self, away: Rule, place: DosePlace, *, is_first: bool) -> DoseChange:
        """Return one step back: to a drill that loads painful places less, or no more."""
        table, drill = self._frame.table, place.drill
        change = one_step_back(away, place, table, is_first=is_first)
        if change.drill.id != drill.id or not place.hurts:
            return change
        hurts = place.hurts
        easier = replace(
            place,
            hurts=frozenset(),
            may_be=lambda other: (
                place.may_be(other)
                and not any(is_more(other, drill, each) for each in hurts)
            ),
        )
        return one_step_back(away, easier, table, is_first=is_first)

    def session(self, swapped: Mapping[int, Drill]) -> DecidedSession:
        """Return the decided session.

        Args:
            swapped: the drills that the runner chose to replace, by their places.
        """
        self._bring_back_what_rested()
        stuck = self._first_stuck()
        RowsFromDrafts(
            self._frame, self._past, self._pain, self._rows, self._drafts, self._stuck
        ).add_all()
        for number, before in swapped.items():
            draft = self._drafts.get(number)
            choice = draft.choice if draft is not None else None
            if choice and not self._past.of_slot(choice.routine, choice.drill.id):
                self._rows.tell_of_swap(number, before)
        return self._rows.session(stuck)

    def _first_stuck(self) -> StuckDrill | None:
        """Return the drill to ask about; its reason says if there are more such drills."""
        exits = self._frame.table.exits
        if exits is None or not self._stuck:
            return None
        number, many = min(self._stuck), len(self._stuck)
        if many > 1 and exits.drill.why_many:
            first = self._stuck[number]
            also = fill(exits.drill.why_many, {"n": str(many)})
            self._stuck[number] = replace(first, why=f"{first.why} {also}")
        return self._stuck[number]

    def _bring_back_what_rested(self) -> None:
        """If no drill is left, bring back a little of each once all rested for a week."""
        is_empty = all(draft.change.is_out for draft in self._drafts.values())
        told = [d.newest.at for d in self._drafts.values() if d.newest is not None]
        # One by one, a drill that hurt longer ago would keep the others out for longer.
        has_rested = bool(told) and (self._frame.now - max(told)).days >= RESTED_DAYS
        if not is_empty or self._rows.is_anything_told or not has_rested:
            return
        for number, draft in self._drafts.items():
            if draft.newest is not None:
                place = self._place(draft.choice, draft.stands.drill, draft.kept)
                change = DoseChange(at_the_floor(place), draft.stands.drill)
                self._drafts[number] = replace(draft, change=change, said=change)

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
            drill_of=self._pain.drill_of,
            taken=frozenset(self._taken() - {drill.id, choice.drill.id}),
            is_fixed=self._frame.is_fixed(choice.routine),
            is_named=choice.routine is None,
            has_rested=False,
            kit=frozenset(self._kit),
            today=self._frame.today,
            at_hand=self._frame.at_hand,
            work_ms=work_ms,
            may_be=self._may_replace,
            was_spared=lambda drill: self._slots.was_spared(choice, drill),
        )

    def _may_replace(self, other: Drill) -> bool:
        """Return whether a drill may stand in for another in this session."""
        # Nobody has to lie down in a whole session that is done standing.
        is_standing = not (self._rows.is_on_the_floor or self._is_one_drill)
        is_possible = not is_standing or other.base is Base.STANDING
        return is_possible and self._pain.may_replace(other)

    def _taken(self, but: int | None = None) -> set[str]:
        """Return the ids of the session's drills, without the one in a given place."""
        drafts = (draft for n, draft in self._drafts.items() if n != but)
        return self._names | {draft.change.drill.id for draft in drafts}


def _takes(away: Rule | None) -> bool:
    """Return whether a rule about time away takes something."""
    return away is not None and (asks_for_less(away) or away.then.restart)


def _hurting(newest: DrillLog | None) -> frozenset[PainPlace]:
    """Return the place that an answer says hurt; empty if there is none."""
    if newest is None or newest.pain_at not in set(PainPlace):
        return frozenset()
    return frozenset({PainPlace(newest.pain_at)}) if newest.has_hurt else frozenset()
