"""Drafts made gentler: after a warning sign, dizziness, or pain at a place. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta
from itertools import islice, takewhile

from msgspec.structs import replace

from coach.coaching.conditions import is_answered_so
from coach.coaching.decided_session import Frame
from coach.coaching.dizziness import dizziness
from coach.coaching.dose_place import DoseChange, DosePlace
from coach.coaching.draft import Draft, is_same
from coach.coaching.drill_history import DrillHistory
from coach.coaching.pain_today import PainToday
from coach.coaching.place_locks import PlaceLock
from coach.coaching.slot_history import ANSWER_DAYS
from coach.coaching.smaller_doses import at_the_floor, go_easy
from coach.model.days_and_weeks import training_day
from coach.model.drill import Drill
from coach.model.loads import is_less, is_more, is_on
from coach.model.prescription import KeptDose
from coach.model.rule import Rule
from coach.model.terms import Flag, Load, PainPlace
from coach.prescribe import Chosen

PlaceOf = Callable[[Chosen, Drill, KeptDose], DosePlace]
"""Return the place of a drill with a dose in the session."""


class GentleDrafts:
    """Makes drafts of a session gentler than the answers about a drill alone would."""

    def __init__(
        self,
        past: DrillHistory,
        frame: Frame,
        pain: PainToday,
        rules: Sequence[Rule],
        place: PlaceOf,
    ) -> None:
        """Look for dizziness in the last session, and for a warning sign before it.

        Args:
            past: sessions and acknowledgements.
            frame: what the decisions depend on.
            pain: today's pain and recent pain.
            rules: the rules about answers.
            place: returns the place of a drill in the session.
        """
        self._past = past
        self._frame = frame
        self._pain = pain
        self._rules = rules
        self._place = place
        # Dizziness in one drill makes breathing easier in every drill of the next session.
        trained = (each for each in reversed(past.sessions) if not each.is_silent_test)
        dizzy = [log for log in past.logs if Flag.DIZZY in log.flags]
        self._times_dizzy = len({log.session for log in dizzy})
        # Whoever was dizzy more than once breathes easily until two sessions went well,
        # and for as long as coach advises a doctor.
        lasts = {each.id for each in islice(trained, min(2, self._times_dizzy))}
        about = dizziness(past.sessions, rules, frame.today) if dizzy else None
        is_advised = about is not None and about.again is not None
        recent = (log for log in dizzy if is_advised or log.session in lasts)
        self._dizzy = next(recent, None)
        # After a warning sign, every drill starts small, not only the one that caused it.
        # The days count from the last session, so that a break does not hide the sign.
        since = (past.last_day or frame.today) - timedelta(days=ANSWER_DAYS)
        lately = takewhile(lambda log: training_day(log.at) >= since, past.logs)
        self._warned = next((log for log in lately if Flag.URGENT in log.flags), None)

    def gentler(self, draft: Draft, resting: PlaceLock | None) -> Draft:
        """Return a draft, reduced after a warning sign or pain.

        Args:
            draft: what was decided so far.
            resting: the place for which one side rests; None if both sides work.
        """
        draft = self._after_warning(draft)
        if resting is None:
            return self._eased(draft)
        # The side that hurts rests, but something else may hurt on the other one.
        return self._little_today(self._eased(draft, but=resting.place), resting)

    def _little_today(self, draft: Draft, resting: PlaceLock) -> Draft:
        """Return the smallest dose for the other side on the day on which a side hurt."""
        change = draft.change
        if resting.newest_pain < self._frame.today or change.is_out:
            return draft
        place = self._place(draft.choice, change.drill, change.kept)
        change = replace(change, kept=at_the_floor(place))
        return replace(draft, change=change, said=change)

    def _after_warning(self, draft: Draft) -> Draft:
        """Start small with a drill that was not done since a warning sign."""
        change, warned = draft.change, self._warned
        if warned is None or change.is_out:
            return draft
        slot = self._past.of_slot(draft.choice.routine, draft.choice.drill.id)
        if any(log.is_done and log.at > warned.at for log in slot):
            return draft
        least = at_the_floor(self._place(draft.choice, change.drill, change.kept))
        about = (r for r in self._rules for w in r.when if Flag.URGENT in (w.flags or ()))
        rule = next(about, None)
        if rule is None or least == change.kept:
            return draft
        change = replace(change, kept=least)
        return replace(
            draft,
            change=change,
            said=change,
            rule=rule,
            newest=warned,
            fresh_days=ANSWER_DAYS,
        )

    def with_easy_breaths(self, draft: Draft) -> Draft:
        """Shorten a drill's breaths if any drill made the runner dizzy in a session."""
        change, dizzy = draft.change, self._dizzy
        if dizzy is None or change.is_out or change.kept.breath is not None:
            return draft
        about_breath = (
            r
            for r in self._rules
            if r.then.breath is not None and r.times <= self._times_dizzy
        )
        rule = next((rule for rule in about_breath if is_answered_so(rule, dizzy)), None)
        if rule is None:
            return draft
        as_before = replace(change, kept=replace(change.kept, breath=draft.kept.breath))
        is_told = not is_same(as_before, draft.kept, draft.stands)
        change = replace(change, kept=replace(change.kept, breath=rule.then.breath))
        draft = replace(draft, change=change, said=change)
        if is_told:
            return draft
        return replace(draft, rule=rule, newest=dizzy, fresh_days=ANSWER_DAYS)

    def _eased(self, draft: Draft, but: PainPlace | None = None) -> Draft:
        """Make a drill easier if it loads a place that hurt recently.

        Args:
            draft: what was decided so far.
            but: a place whose side rests anyway; None if no side rests.
        """
        change = draft.change
        if change.is_out:
            return draft
        place = self._place(draft.choice, change.drill, change.kept)
        least = replace(change, kept=at_the_floor(place))
        tender = _without(self._pain.easing(change.drill), but)
        is_easier = change.drill.id != draft.stands.drill.id
        has_hurt_a_lot = draft.newest is not None and draft.newest.has_hurt_a_lot
        is_after_a_lot = is_easier and has_hurt_a_lot and not tender
        heavy = _without(self._pain.heavily_hurt(change.drill), but)
        has_just_hurt = draft.newest is not None and draft.newest.has_hurt
        if heavy and has_just_hurt and not is_easier:
            easy = self._easier_version(draft, heavy, is_easier=False)
            places = [lock.place for lock in heavy]
            if all(is_less(easy.drill, change.drill, place) for place in places):
                return replace(draft, change=easy, said=easy, tender=heavy[0])
        if heavy or self._pain.heavily_hurt(draft.stands.drill) or is_after_a_lot:
            # The drill's own answer gives the reason; the dose must not grow.
            return replace(draft, change=least, said=least)
        if tender:
            easy = self._easier_version(draft, tender, is_easier=is_easier)
        else:
            small = _without(self._pain.shrinking(change.drill), but)
            tender = small or _without(self._not_done_since(draft), but)
            if not tender:
                return draft
            easy = least
        if easy == change:
            return draft
        draft = replace(draft, change=easy, said=easy)
        # An answer about the drill itself outranks pain reported at the place.
        is_told = draft.newest is not None and is_easier and not easy.is_out
        return draft if is_told else replace(draft, tender=tender[0])

    def _easier_version(
        self, draft: Draft, tender: Sequence[PlaceLock], *, is_easier: bool
    ) -> DoseChange:
        """Return the change for a drill that loads tender places."""
        change = draft.change
        hurt = {drill for lock in tender for drill in lock.drills}
        lighter = {v for each in hurt for v in self._pain.all_versions(each)[1:]}
        is_mild = all(lock.is_mild for lock in tender)

        def versions(drill: Drill) -> list[str]:
            some = self._pain.versions(drill)
            return some if is_mild else self._pain.all_versions(drill.id)

        def may_be(drill: Drill) -> bool:
            if self._is_out(drill) or not hurt.isdisjoint(versions(drill)):
                return False
            return _spares_more(drill, change.drill, tender, is_lighter=drill.id in lighter)

        place = self._place(draft.choice, change.drill, change.kept)
        is_harder = self._is_harder(
            change.drill, hurt & {*versions(change.drill)[1:]}, tender
        )
        is_cleared = not any(lock.reports for lock in tender)
        is_hurt = is_cleared and change.drill.id in hurt
        least = replace(change, kept=at_the_floor(place))
        is_high = any(is_on(change.drill, lock.place, Load.HIGH) for lock in tender)
        may_stay = not (is_harder or is_hurt)
        stands_in = draft.stands.drill.id != draft.choice.drill.id
        is_easy = is_easier or (stands_in and least == change)
        if may_stay and is_easy and not is_high:
            return least
        easy = self._first_easier(place, may_be)
        if easy.is_out and not is_mild:
            # An easier version that loads the place no more is still easier on it.
            easy = self._first_easier(
                place, lambda other: self._is_no_more(other, draft, tender)
            )
        if not easy.is_out or (easy.taken is not None and not may_stay):
            return easy
        if not is_harder:  # no easier version can be done
            return easy if is_high and not is_mild and not is_hurt else least
        # The easiest drill in which the place hurt is still better than a harder version
        # that loads the place more.
        easiest = {
            each for each in hurt if hurt.isdisjoint(self._pain.all_versions(each)[1:])
        }
        for those in (easiest, hurt):
            easy = self._first_easier(place, self._one_of(those, draft, tender))
            if not easy.is_out:
                break
        return easy

    def _is_harder(
        self, drill: Drill, hurt: Collection[str], tender: Sequence[PlaceLock]
    ) -> bool:
        """Return whether a version that hurt loads no tender place more than this drill."""
        found = [easier for id_ in hurt if (easier := self._pain.drill_of(id_))]
        places = [lock.place for lock in tender]
        return any(not any(is_more(e, drill, p) for p in places) for e in found)

    def _first_easier(
        self, place: DosePlace, may_be: Callable[[Drill], bool]
    ) -> DoseChange:
        """Return the first easier version that may be done; out if there is none."""
        return go_easy(replace(place, may_be=may_be), self._frame.table)

    def _is_no_more(self, other: Drill, draft: Draft, tender: Sequence[PlaceLock]) -> bool:
        """Return whether a drill may be done, and loads no tender place more."""
        hurt = {drill for lock in tender for drill in lock.drills}
        is_free = hurt.isdisjoint(self._pain.all_versions(other.id))
        drill = draft.change.drill
        return (
            is_free
            and not self._is_out(other)
            and not any(is_more(other, drill, lock.place) for lock in tender)
        )

    def _one_of(
        self, drills: Collection[str], draft: Draft, tender: Sequence[PlaceLock]
    ) -> Callable[[Drill], bool]:
        """Return a test for drills with one of these ids that load tender places less."""
        now = draft.change.drill
        return lambda drill: (
            drill.id in drills
            and not self._is_out(drill)
            and all(is_less(drill, now, lock.place) for lock in tender)
        )

    def _is_out(self, drill: Drill) -> bool:
        """Return whether a drill is locked, or hurt too much to replace another."""
        return self._pain.blocking(drill) is not None or not self._pain.may_replace(drill)

    def _not_done_since(self, draft: Draft) -> list[PlaceLock]:
        """Return the places that have stopped hurting, if the drill was not done since."""
        choice = draft.choice
        slot = self._past.of_slot(choice.routine, choice.drill.id)
        drill = draft.change.drill
        logs = (*slot, *self._past.of_drill(drill.id))
        both = (log for log in logs if log.is_done and not log.block.is_one_sided)
        last = max((training_day(log.at) for log in both), default=date.min)
        found = self._pain.starting(drill)
        return [lock for lock in found if lock.newest_pain >= last]


def _without(locks: Sequence[PlaceLock], place: PainPlace | None) -> list[PlaceLock]:
    """Return the locks of other places."""
    return [lock for lock in locks if lock.place is not place]


def _spares_more(
    drill: Drill, than: Drill, tender: Sequence[PlaceLock], *, is_lighter: bool
) -> bool:
    """Return whether a drill loads tender places less than another.

    A lighter version of a drill that hurt need only load them no more.
    """
    places = [lock.place for lock in tender]
    if is_lighter:
        return not any(is_more(drill, than, place) for place in places)
    return all(is_less(drill, than, place) for place in places)
