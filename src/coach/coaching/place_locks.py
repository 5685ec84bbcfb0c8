"""Body areas not to load, today or until a doctor or physio has been asked. Pure.

A lock is for a place, not for a drill: any drill that loads the place stays out. *Checked*
opens only that place, and only for pain reported before it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

import msgspec
from msgspec import structs

from coach.coaching.drill_log import NOTED_PAIN
from coach.coaching.pain_reports import PainReport
from coach.coaching.pain_words import day_words_of, side_of, told_words
from coach.model.drill import Drill
from coach.model.loads import (
    block_loads,
    can_rest,
    is_on,
    loading_phrase,
    spares,
)
from coach.model.places import the_place
from coach.model.prescription import Block
from coach.model.rule import PlaceRule
from coach.model.terms import Load, PainPlace, SafetyAnswer, Side

TEXT = "pain_at:"
"""Prefix for a place in the acknowledgement of its lock."""
SEEN_TEXT = f"{SafetyAnswer.SEEN}:"
"""Prefix for a place in the acknowledgement that a doctor or physio saw the pain."""
SOON_DAYS = 14
"""Days after the last pain within which a doctor or physio is advised."""
_STILL_OUT = (
    "Because of pain in {where}, we're still leaving out every drill that {loads}, until "
    "{who} says it's fine."
)


def place_lock_text(place: PainPlace) -> str:
    """Return the name of a place's lock in the journal."""
    return f"{TEXT}{place}"


def is_place_checked(place: str | None, session: str, answers: Mapping[str, str]) -> bool:
    """Return whether a doctor or physio cleared a place after exactly this session."""
    return (
        place is not None
        and answers.get(f"{TEXT}{place}") == f"{SafetyAnswer.CHECKED} {session}"
    )


class PlaceLock(msgspec.Struct, frozen=True):
    """A lock that keeps load off a body area."""

    place: PainPlace
    session: str
    """Id of the session with the newest report."""
    rule: PlaceRule | None = None
    """The rule that matched; None if only the journal knows the lock."""
    reports: tuple[PainReport, ...] = ()
    """The reports that the rule counted, in the order in which they were written."""
    last_pain: date | None = None
    """Day of the last pain there, however slight; None for the day of the last report."""
    drills: frozenset[str] = frozenset()
    """Ids of further drills in which the place hurt."""
    told_since: tuple[PainReport, ...] = ()
    """Milder pain there since a doctor or physio cleared the place."""
    is_cleared: bool = False
    """Whether a doctor or physio cleared the place after the pain."""
    is_over: bool = False
    """Whether the pain is gone, so that only drills not done since start small."""

    @property
    def newest_pain(self) -> date:
        """Return the day of the last pain there."""
        return self.last_pain or (self.reports[-1].day if self.reports else date.min)

    @property
    def is_mild(self) -> bool:
        """Return whether only the drills that load the place most are concerned."""
        return self.rule is not None and self.rule.load is Load.HIGH

    @property
    def is_strict(self) -> bool:
        """Return whether even a low load counts: severe pain today, or behind a lock.

        A place that only the journal knows to be locked may have hurt that much.
        """
        if self.rule is None:
            return True
        if self.rule.then == "today" and self.rule.mornings:
            return any(report.pain >= NOTED_PAIN for report in self.reports)
        if self.rule.then in {"today", "out"}:
            return any(report.is_severe for report in self.reports)
        return self.has_felt_unsafe

    @property
    def has_felt_unsafe(self) -> bool:
        """Return whether the place was numb or gave way."""
        return any(each.is_unsafe for each in self.reports)

    def is_loaded_by(self, drill: Drill, versions: Collection[str]) -> bool:
        """Return whether a drill, or an easier version, loads the place or hurt there.

        Args:
            drill: the drill.
            versions: its id and those of its easier versions.
        """
        is_on_it = is_on(drill, self.place) if self.is_strict else False
        return is_on_it or not spares(drill, self.place) or self.began_in(versions)

    def began_in(self, drills: Collection[str]) -> bool:
        """Return whether it hurt in one of these drills."""
        hurt = self.drills.union(*(report.drills for report in self.reports))
        return not hurt.isdisjoint(drills)

    def why(self, today: date, *, is_one_side_done: bool = False) -> str:
        """Return the rule's sentence, with place, days and numbers.

        Args:
            today: today by the runner's clock.
            is_one_side_done: whether the other side, which is done, loads the place too.
        """
        if self.rule is not None and self.rule.why_first and self.is_over:
            return self._filled(self.rule.why_first, today)
        if self.rule is not None and self.rule.why_checked and not self.reports:
            if self.told_since:
                return structs.replace(self, reports=self.told_since).why(today)
            return self._filled(self.rule.why_checked, today)
        if self.rule is None or not self.reports:
            return self._filled(_STILL_OUT, today)
        if self.rule.why_checked and self.is_cleared:
            return self._filled(self.rule.why_checked, today)
        newest = self.reports[-1].day
        is_new = newest >= today and self.rule.why_today is not None
        is_new = is_new and not is_one_side_done
        return self._filled((self.rule.why_today or "") if is_new else self.rule.why, today)

    def why_held(self, today: date) -> str:
        """Return why a drill does not grow while a doctor or physio is advised."""
        said = self.rule.why_held if self.rule is not None else None
        return self._filled(said, today) if said else self.why(today)

    @property
    def _who(self) -> str:
        """Return who may clear a lock that only the journal knows."""
        is_groin = self.place is PainPlace.GROIN_OR_DEEP_HIP
        return "a doctor" if is_groin else "a doctor or physio"

    def _filled(self, said: str, today: date) -> str:
        where = the_place(self.place)
        said = said.replace("{where}", where)
        loads = loading_phrase(self.place, where, is_any=self.is_strict)
        said = said.replace("{loads}", loads).replace("{who}", self._who)
        if self.reports:
            said = said.replace("{told}", told_words(self.reports, today))
            said = said.replace("{when}", day_words_of(self.reports[-1], today))
            said = said.replace("{n}", str(len({e.session for e in self.reports})))
        return said


class Advice(msgspec.Struct, frozen=True, kw_only=True):
    """Advice about one place, shown until the advice ends."""

    rule: str
    """Id of the rule; empty if only the journal knows the lock."""
    place: PainPlace
    side: str | None = None
    """Side of all the pain that counts; None if nobody said or the sides differ."""
    sentence: str
    stops_running: bool = False
    """Whether the runner is advised not to run."""
    is_locked: bool = False
    """Whether drills that load the place stay out until *checked* is typed."""
    session: str
    """Id of the session with the newest report."""
    since: date | None = None
    """Day of the first pain that counts; None if only the journal knows."""
    until: date | None = None
    """First day without the advice; None if only *checked* or later sessions end it."""


class PainfulPlaces(msgspec.Struct, frozen=True):
    """The limits that pain in body areas sets today."""

    locks: Mapping[PainPlace, PlaceLock] = {}
    """Locks until *checked* is typed, by place."""
    today: Mapping[PainPlace, PlaceLock] = {}
    """Locks for today only, by place."""
    rested: tuple[PlaceLock, ...] = ()
    """Today's pain that keeps out only the drill in which it was felt."""
    advised: tuple[PlaceLock, ...] = ()
    """Places that a doctor or physio should see this week."""
    unseen: tuple[PlaceLock, ...] = ()
    """Places that nobody has seen, and that hurt too recently for anything to grow."""
    unproven: tuple[PlaceLock, ...] = ()
    """Places that nobody has seen, that a run may harm, and that have not been loaded
    without pain for two weeks since they hurt."""
    reports: tuple[PainReport, ...] = ()
    """All reports, in the order in which they were written."""
    uncleared: tuple[PainReport, ...] = ()
    """The reports that no doctor or physio has cleared."""
    hold: PlaceLock | None = None
    """The lock under which no drill gets harder; None if there is none."""

    def blocking(self, drill: Drill, versions: Collection[str]) -> PlaceLock | None:
        """Return the lock that keeps a drill out today; None if the drill may be done.

        Args:
            drill: the drill.
            versions: its id and those of its easier versions.
        """
        for lock in (*self.locks.values(), *self.today.values()):
            # A drill in which a place hurt did load that place, whatever the file says; a
            # harder version loads it more.
            if lock.is_loaded_by(drill, versions):
                return lock
        return next((lock for lock in self.rested if lock.began_in(versions)), None)

    def side_to_do(
        self, drill: Drill, versions: Collection[str]
    ) -> tuple[Side, PlaceLock] | None:
        """Return the side of a drill that may be done while the other hurts, and why.

        None if it loads nothing that hurts, or if the painful side would not rest.

        Args:
            drill: the drill.
            versions: its id and those of its easier versions.
        """
        locks = (*self.locks.values(), *self.today.values())
        found = [lock for lock in locks if lock.is_loaded_by(drill, versions)]
        found += [lock for lock in self.rested if lock.began_in(versions)]
        sides = {side_of(lock.reports) for lock in found}
        side = next(iter(sides), None)
        if len(sides) != 1 or side not in set(Side):
            return None
        if not all(can_rest(drill, e.place, is_strict=e.is_strict) for e in found):
            return None
        return Side(side).other, found[0]

    def spared_by(self, blocks: Iterable[Block]) -> bool:
        """Return whether nothing in a plan loads a place that hurts today or is locked."""
        places = {*self.locks, *self.today}
        # In a drill done on one side only, the side that hurts already rests.
        both = [block for block in blocks if not block.is_one_sided]
        return not any(block_loads(block, place) for block in both for place in places)

    @property
    def to_ask_about(self) -> tuple[PlaceLock, ...]:
        """Return the places about which the runner is asked whether somebody saw them.

        Where a run may do harm, the question stays when the advice has lapsed.
        """
        known = {lock.place for lock in self.advised}
        late = [lock for lock in self.unproven if lock.place not in known]
        return (*self.advised, *late)

    @property
    def is_any(self) -> bool:
        """Return whether anything hurts or is locked."""
        return bool(self.locks or self.today or self.advised) or self.hold is not None

    def standing(self, today: date) -> tuple[Advice, ...]:
        """Return the advice to give even if nothing is left out; locks are first."""
        found = [_advice(lock, today, is_locked=True) for lock in self.locks.values()]
        for lock in self.advised:
            if lock.place not in self.locks:
                until = lock.newest_pain + timedelta(days=SOON_DAYS)
                found.append(_advice(lock, today, until=until))
        if self.hold is not None:
            found.append(_advice(self.hold, today))
        return tuple(found)


def _advice(
    lock: PlaceLock, today: date, *, is_locked: bool = False, until: date | None = None
) -> Advice:
    return Advice(
        rule=lock.rule.id if lock.rule else "",
        place=lock.place,
        side=side_of(lock.reports),
        sentence=lock.why(today),
        stops_running=lock.rule is not None and lock.rule.stops_running,
        is_locked=is_locked,
        session=lock.session,
        since=lock.reports[0].said_of if lock.reports else None,
        until=until,
    )
