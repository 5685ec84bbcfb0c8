"""Drafts turned into rows of the session, each change with its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from coach.coaching.decided_rows import DecidedRows
from coach.coaching.decided_session import Frame
from coach.coaching.differences import OUT_TODAY, THE_SAME, today_words
from coach.coaching.dose_place import DoseChange
from coach.coaching.draft import Draft, asks_for_less, is_same, told_rules
from coach.coaching.drill_history import DrillHistory
from coach.coaching.exits import StuckDrill
from coach.coaching.larger_doses import GOOD_FORGIVE, MOST_SETBACKS
from coach.coaching.pain_today import PainToday
from coach.coaching.place_locks import PlaceLock
from coach.coaching.reasons import filled_sentence
from coach.coaching.side_doses import (
    both_sides_sentence,
    changed_side,
    is_growth,
    told_side,
)
from coach.coaching.slot_history import instead
from coach.model.loads import can_rest
from coach.model.places import the_place
from coach.model.prescription import AppliedRule, KeptDose
from coach.model.rule import Rule
from coach.model.terms import BreathPreset, Flag, PainPlace
from coach.prescribe import (
    Chosen,
    Decided,
    Wishes,
    added_at_most,
    sets_with,
    within_limit,
)

NO_CHANGE = " No change."
AT_THE_FLOOR = (
    f"Your answer {{when}} calls for less, but this dose can't get any smaller.{NO_CHANGE}"
)
ONE_SET = (
    "Your answer {when} calls for fewer sets, but this drill has only one set."
    f"{NO_CHANGE}"
)
THE_NEXT_MORNING = "about the next morning"
WHERE_TO_START = "{since} {days} days ago. This dose is already easy enough for a restart."
LAST_DONE, NEVER_DONE = "You last did this drill", "Your last session was"
OFTEN_ENOUGH = "A drill only gets harder if you do that kind of drill at least once a week."
NOTHING_EASIER = (
    "{drill} {hurt} {when}, and no gentler version fits today, so we're skipping it."
)
NOTHING_LESS = (
    "{drill} hurt {when}, and its dose can't get any smaller, so we're skipping it today."
)
ALREADY_IN = (
    "{{drill}} {felt} {{when}}, and {other} is already in the session, so we're skipping "
    "{{drill}} today."
)
SKIPPED = "{{drill}} {felt} {{when}}, so we're skipping it today."
COMES_BACK = "{drill} comes back after {n} more good {sessions}."
SOMETHING_HURT = "Something hurt {when}, so we're skipping {drill} today."
SOMETHING = "Something"
"""Used if the runner did not say which drill or place hurt."""
UNHEARD_ID = "G0"
UNHEARD = (
    "When coach asks, say how {drill} felt; the full dose only comes back if you answer."
)
WRONG_ON_ONE_SIDE = (
    "{drill} {felt} on the {side} side {{when}}, so work only the {other} side today."
)
WAITS = "Until then, we're leaving out {drill}."
STAYS_SMALL = "{drill} loads {where} a little, so its dose stays small."


class RowsFromDrafts:
    """Adds a row to the session for each draft."""

    def __init__(  # noqa: PLR0913, PLR0917  all that the session was decided from
        self,
        frame: Frame,
        past: DrillHistory,
        pain: PainToday,
        rows: DecidedRows,
        drafts: Mapping[int, Draft],
        stuck: Mapping[int, StuckDrill],
    ) -> None:
        """Prepare without adding any rows yet.

        Args:
            frame: the facts that the decisions depend on.
            past: sessions and acknowledgements.
            pain: today's pain and recent pain.
            rows: the rows of the session.
            drafts: drafts, keyed by their places in the session.
            stuck: drills that no change helped, keyed by their places.
        """
        self._frame = frame
        self._past = past
        self._pain = pain
        self._rows = rows
        self._drafts = {n: self._without_long_breaths(d) for n, d in drafts.items()}
        self._stuck = stuck

    def _without_long_breaths(self, draft: Draft) -> Draft:
        """Return a draft without longer exhales if forced breaths are left out."""
        kept, change, said = draft.kept, draft.change, draft.said
        if not (self._frame.is_gentle or change.kept.breath is BreathPreset.SHORT):
            return draft
        return replace(
            draft,
            kept=_no_longer(kept),
            change=replace(change, kept=_no_longer(change.kept)),
            said=None if said is None else replace(said, kept=_no_longer(said.kept)),
        )

    def add_all(self) -> None:
        """Add a drill to the session, or leave it out, for every draft."""
        for number, draft in self._drafts.items():
            self._add(number, draft)
        self._tell_of_time_away()
        self._tell_of_silence()

    def _tell_of_silence(self) -> None:
        """Say once what brings back what is missing: only an answer, or the end of pain."""
        for number, draft in self._drafts.items():
            if draft.is_unheard and not draft.change.is_out:
                name, id_ = draft.change.drill.name, UNHEARD_ID
                why = UNHEARD.format(drill=name)
                held = self._pain.holding(draft.change.drill, is_old=True)
                if held is not None and held.rule is not None:
                    id_, why = held.rule.id, held.why(self._frame.today)
                self._rows.tell(number, AppliedRule(id_, why, name, THE_SAME))
                return

    def _tell_of_time_away(self) -> None:
        """Mention a long break once if no dose could be reduced for it."""
        for number, draft in self._drafts.items():
            away = draft.away
            if away is None or not (asks_for_less(away) or away.then.restart):
                continue
            is_known = draft.newest is not None or self._past.of_drill(
                draft.stands.drill.id
            )
            if is_known and not self._rows.is_anything_told:
                why = self._where_to_start(draft)
                name = draft.change.drill.name
                self._rows.tell(number, AppliedRule(away.id, why, name, THE_SAME))
            return

    def _add(self, number: int, draft: Draft) -> None:
        choice, stands, kept = draft.choice, draft.stands, draft.kept
        change, newest = draft.change, draft.newest
        told = told_rules(draft, self._frame.now)
        if change.kept.breath is BreathPreset.SHORT:
            told = [rule.gently for rule in told]
        if draft.tender is not None:
            self._go_easy(number, draft, draft.tender)
            return
        is_unchanged = is_same(change, kept, stands)
        if self._asks_about(number) and is_unchanged:
            exit_, way = self._exit_id, self._stuck[number]
            asks = AppliedRule(exit_, way.why, about=stands.drill.name, today=THE_SAME)
            self._rows.keep(number, draft, stands, exit_, (asks,))
            return
        if not told:
            self._rows.keep(number, draft, stands, "")
            return
        rule, *also = told
        is_least = asks_for_less(rule) and is_unchanged
        why = self._why(draft, rule, also, is_least=is_least)
        felt = next((each.felt for each in rule.when if each.felt), ())
        about = any(when.pain for when in rule.when) and why.startswith(rule.why)
        is_somewhere = about and newest is not None and newest.is_of_session
        is_somewhere = is_somewhere and not change.is_out
        name = SOMETHING if is_somewhere else stands.drill.name
        said = filled_sentence(why, newest, name, self._frame.now, felt)
        cue = rule.cue_for(change.drill)
        is_told_anyway = is_least or (is_unchanged and rule.advises)
        today = THE_SAME if is_told_anyway and not cue else self._today(draft, cue)
        applied = AppliedRule(rule.id, said, about=stands.drill.name, today=today)
        if change.is_out and self._do_other_side(number, draft, rule):
            return
        if change.is_out:
            is_today = any(when.days_since for when in rule.when)
            applied = replace(applied, today=OUT_TODAY if is_today else "")
            self._rows.leave_out(number, choice.drill.id, stands.drill.name, applied)
            return
        is_news = not is_unchanged or bool(cue or is_told_anyway)
        rules = (applied,) if is_news else self._why_nothing_more(draft, rule)
        rules = rules or self._until_it_comes_back(draft, rule)
        self._rows.put_first(self._first(rule))
        self._rows.keep(number, draft, self._after(draft), rule.id, rules, cue)

    def _do_other_side(self, number: int, draft: Draft, rule: Rule) -> bool:
        """Do one side of a drill that hurt on the other; return whether it can be."""
        stands, newest = draft.stands, draft.newest
        side = told_side(newest, stands.drill)
        if newest is None or side is None or rule.then.drill == "out" or draft.away:
            return False
        place = PainPlace(newest.pain_at) if newest.pain_at in set(PainPlace) else None
        is_strict = not newest.flags.isdisjoint({Flag.NUMB, Flag.GIVING_WAY})
        if place is None or not can_rest(stands.drill, place, is_strict=is_strict):
            return False
        name, now = stands.drill.name, self._frame.now
        felt = "felt wrong" if newest.has_only_felt_wrong else "hurt"
        why = WRONG_ON_ONE_SIDE.format(drill=name, felt=felt, side=side, other=side.other)
        told = AppliedRule(
            rule.id,
            filled_sentence(why, newest, name, now),
            name,
            f"{side.other} side only",
        )
        same = replace(draft, change=DoseChange(draft.kept, stands.drill))
        self._rows.keep(number, same, stands, rule.id, (told,), only=side.other)
        return True

    def _go_easy(self, number: int, draft: Draft, tender: PlaceLock) -> None:
        """Add a drill that was made easier for a tender place, or leave it out."""
        choice, stands, change = draft.choice, draft.stands, draft.change
        locked = self._pain.places.locks.get(tender.place)
        if change.is_out and locked:  # a lock waits for more than days without pain
            tender = locked
        id_ = tender.rule.id if tender.rule else ""
        day = self._frame.today
        is_held = tender.rule is not None and tender.rule.then == "today"
        is_held = is_held and tender.newest_pain < day
        # Whom to see is said elsewhere, and only for two weeks.
        why = tender.why_held(day) if is_held else tender.why(day)
        this = self._pain.why_this(stands.drill, tender)
        if this:
            why = f"{why} {this}"
        if change.is_out:
            why = f"{why} {WAITS.format(drill=stands.drill.name)}"
            rule = AppliedRule(id_, why)
            self._rows.leave_out(number, choice.drill.id, stands.drill.name, rule)
            return
        if tender is locked:
            where = the_place(tender.place)
            why = f"{why} {STAYS_SMALL.format(drill=stands.drill.name, where=where)}"
        if draft.away is not None and change != draft.said:
            why = f"{why} {self._said(draft, self._why_of(draft, draft.away))}"
        today = self._today(draft, None)
        rule = AppliedRule(id_, why, about=stands.drill.name, today=today)
        self._rows.keep(number, draft, self._after(draft), id_, (rule,))

    def _said(self, draft: Draft, why: str) -> str:
        """Return a sentence about time away, with the drill's name."""
        return filled_sentence(why, None, draft.stands.drill.name, self._frame.now)

    def _why_nothing_more(self, draft: Draft, rule: Rule) -> tuple[AppliedRule, ...]:
        """Return why a drill that went well gets no more; empty if none is due."""
        drill, away = draft.stands.drill, draft.away
        lock, today = self._pain.holding(drill), self._frame.today
        would_grow = draft.rule is not None and draft.rule.then.progress
        if lock is None and away is not None and would_grow and not asks_for_less(away):
            why = self._said(draft, away.why)
            return (AppliedRule(away.id, why, drill.name, THE_SAME),)
        if not is_growth(rule) or lock is None or lock.rule is None:
            return ()
        is_kept = lock in self._pain.keeping(drill)
        why = lock.why(today) if is_kept else lock.why_held(today)
        return (AppliedRule(lock.rule.id, why, drill.name, THE_SAME),)

    def _until_it_comes_back(self, draft: Draft, rule: Rule) -> tuple[AppliedRule, ...]:
        """Return how long a drill that was given up twice still waits; otherwise empty."""
        own, change = draft.choice.drill, draft.change
        left = GOOD_FORGIVE - change.kept.good
        is_waiting = change.drill.id != own.id and change.kept.setbacks >= MOST_SETBACKS
        if not (rule.then.good and is_waiting) or left >= GOOD_FORGIVE:
            return ()
        sessions = "session" if left == 1 else "sessions"
        why = COMES_BACK.format(drill=own.name, n=left, sessions=sessions)
        return (AppliedRule(rule.id, why, change.drill.name, THE_SAME),)

    def _after(self, draft: Draft) -> Chosen:
        """Return a draft's drill as the choice for its place."""
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
        """Return the rules' sentences, with drill and day not filled in."""
        change, why = draft.change, self._why_of(draft, rule)
        if draft.change.drill.id == draft.stands.drill.id and rule.why_same:
            why = rule.why_same
        first = self._frame.drill_of(self._first(rule) or "")
        if first and self._rows.is_on_the_floor and not self._pain.blocking(first.drill):
            why = f"{why} Start with {first.drill.name}."
        is_of_session = draft.newest is not None and draft.newest.is_of_session
        newest = draft.newest
        felt = "felt wrong" if newest is not None and newest.has_only_felt_wrong else "hurt"
        if change.is_out and is_of_session and rule.then.drill != "out":
            why = SOMETHING_HURT
        elif change.taken is not None and change.taken.id in self._done:
            why = ALREADY_IN.format(felt=felt, other=change.taken.name)
        elif change.taken is not None:
            why = SKIPPED.format(felt=felt)
        elif change.is_out and rule.then.drill != "out":
            why = NOTHING_EASIER if rule.then.or_rest else NOTHING_LESS
        # What to do about the breath can be said of any dose.
        if is_least and rule.then.breath is None:
            why = self._why_no_less(draft, rule)
        is_same_drill = change.drill.id == draft.stands.drill.id and not change.is_out
        sides = changed_side(draft.kept, change.kept) if is_same_drill else ""
        side = None if is_growth(rule) else told_side(draft.newest, draft.stands.drill)
        if side is not None and not sides:
            sides = both_sides_sentence(draft.kept, change, draft.stands.drill, side, rule)
        return " ".join(
            filter(None, [why, *(self._why_of(draft, other) for other in also), sides])
        )

    def _why_of(self, draft: Draft, rule: Rule) -> str:
        """Return a rule's sentence, or its version for a drill that was never done."""
        is_new = rule.is_about_time and self._is_new(draft)
        return rule.why_first or rule.why if is_new else rule.why

    def _is_new(self, draft: Draft) -> bool:
        """Return whether the drill was never done."""
        return self._past.last_done(draft.stands.drill.id) is None

    def _where_to_start(self, draft: Draft) -> str:
        """Return the sentence for a dose that needs no reduction after time away."""
        since = NEVER_DONE if self._is_new(draft) else LAST_DONE
        return WHERE_TO_START.format(since=since, days=draft.days)

    def _why_no_less(self, draft: Draft, rule: Rule) -> str:
        """Return the sentence for a drill that cannot get any smaller or easier."""
        if rule.is_about_time or draft.newest is None:
            start = self._where_to_start(draft)
            is_told = rule.then.restart or self._is_new(draft)
            return start if is_told else f"{start} {OFTEN_ENOUGH}"
        why = AT_THE_FLOOR if draft.is_least else ONE_SET
        if any(when.morning for when in rule.when):
            why = why.replace("{when}", THE_NEXT_MORNING)
        return why.removesuffix(NO_CHANGE) if rule.cue_for(draft.change.drill) else why

    def _first(self, rule: Rule) -> str | None:
        """Return the drill that a rule puts first, unless it had the same problem."""
        first = rule.then.first
        told = (log.felt for log in self._past.of_drill(first or "") if log.felt)
        newest: frozenset[str] = next(told, frozenset())
        trouble = {place for when in rule.when for place in when.felt or ()}
        return first if newest.isdisjoint(trouble) else None

    def _today(self, draft: Draft, cue: str | None) -> str:
        """Return in words only how today's drill and dose change."""
        kept, drill, wishes = draft.change.kept, draft.change.drill, self._frame.wishes
        before = self._as_done(draft, draft.kept, wishes), draft.stands.drill
        decided = Decided(kept, is_most=self._rows.is_most(draft, drill))
        within = within_limit(wishes, drill, decided)
        return today_words(before, (self._as_done(draft, kept, within), drill), cue)

    def _as_done(self, draft: Draft, kept: KeptDose, wishes: Wishes) -> KeptDose:
        most = draft.most_added
        if most is None and not self._pain.may_grow(draft.choice.drill):
            most = 0
        added = added_at_most(draft.choice.add_sets, most)
        sets = wishes.sets or sets_with(kept.sets, added)
        return replace(kept, sets=sets, reps=wishes.reps or kept.reps)

    @property
    def _done(self) -> set[str]:
        """Return the ids of the drills to be done."""
        drafts = (each for each in self._drafts.values() if not each.change.is_out)
        return {draft.change.drill.id for draft in drafts}

    def _asks_about(self, number: int) -> bool:
        """Return whether the runner is asked about a place; it is the first of several."""
        return number in self._stuck and number == min(self._stuck)

    @property
    def _exit_id(self) -> str:
        exits = self._frame.table.exits
        return exits.drill.id if exits else ""


def _no_longer(kept: KeptDose) -> KeptDose:
    """Return a dose with no exhale longer than the drill's own."""
    return kept if kept.exhale_ms <= 0 else replace(kept, exhale_ms=0)
