"""Locks, advice and tender places, applied to today's drills. Pure."""

from __future__ import annotations

from functools import cached_property

from coach.coaching.decided_session import Frame
from coach.coaching.dose_place import LONGEST_CHAIN
from coach.coaching.drill_history import DrillHistory
from coach.coaching.painful_places import painful_places
from coach.coaching.pattern_locks import locks_of
from coach.coaching.place_locks import PlaceLock
from coach.coaching.tender_places import tender_places
from coach.model.drill import Drill
from coach.model.loads import is_on, spares
from coach.model.terms import PainPlace, Side

THE_ONE_THAT_HURT = "You felt the pain during {drill}."
THE_ONE_THAT_FELT_WRONG = "You felt this during {drill}."
HARDER = "{drill} is a harder version of the drill in which you felt this."


class PainToday:
    """The drills that must be left out or changed today because something hurts."""

    def __init__(self, past: DrillHistory, frame: Frame) -> None:
        self._frame = frame
        self._past = past
        today = frame.today
        self.pattern_locks = locks_of(past, frame.table)
        """Locks of whole kinds of drills, by pattern."""
        self.places = painful_places(past, frame.table, today)
        """Locks and advice, by body area."""
        self._tender = tender_places(past, frame.table, self.places, self._with_easier)

    def drill_of(self, id_: str) -> Drill | None:
        """Return a drill from the library, or None."""
        found = self._frame.drill_of(id_)
        return found.drill if found else None

    def open_drill_of(self, id_: str) -> Drill | None:
        """Return a drill that nothing keeps out today, or None."""
        drill = self.drill_of(id_)
        if drill is None or drill.pattern in self.pattern_locks:
            return None
        return None if self.blocking(drill) else drill

    def versions(self, drill: Drill) -> list[str]:
        """Return the ids of a drill and its easier versions with the same pattern."""
        easier = self._with_easier(drill.id)[1:]
        return [drill.id, *(e.id for e in easier if e.pattern == drill.pattern)]

    def all_versions(self, id_: str) -> list[str]:
        """Return the ids of a drill and its easier versions with any pattern."""
        return [each.id for each in self._with_easier(id_)]

    def _with_easier(self, id_: str) -> list[Drill]:
        found: list[Drill] = []
        here = self.drill_of(id_)
        while here is not None and len(found) < LONGEST_CHAIN:
            found.append(here)
            here = self.drill_of(here.easier) if here.easier else None
        return found

    def blocking(self, drill: Drill) -> PlaceLock | None:
        """Return the lock that keeps a drill out today; None if the drill may be done."""
        return self.places.blocking(drill, self.versions(drill))

    def side_to_do(self, drill: Drill) -> tuple[Side, PlaceLock] | None:
        """Return the side of a drill that may be done while the other hurts, and why."""
        return None if self.rests_as_new(drill) else self._side_to_do(drill)

    def rests_as_new(self, drill: Drill) -> bool:
        """Return whether one side could do a drill, but the drill is new and so rests."""
        found = self._side_to_do(drill)
        return found is not None and self._past.last_done(drill.id) is None

    def _side_to_do(self, drill: Drill) -> tuple[Side, PlaceLock] | None:
        return self.places.side_to_do(drill, self.versions(drill))

    def easing(self, drill: Drill) -> list[PlaceLock]:
        """Return the places for which a drill is made easier."""
        versions = self.all_versions(drill.id)
        eased = self._tender.easing(drill, self._with_easier(drill.id))
        # In every routine, a harder version of a drill that hurt a lot waits to be seen.
        known = {lock.place for lock in eased}
        unseen = [lock for lock in self.places.unseen if lock.place not in known]
        return [*eased, *(lock for lock in unseen if lock.began_in(versions[1:]))]

    def shrinking(self, drill: Drill) -> list[PlaceLock]:
        """Return the places for which a drill has its smallest dose; locked ones first."""
        locks = self.places.locks
        locked = [lock for place, lock in locks.items() if is_on(drill, place)]
        return [*locked, *self._tender.shrinking(drill)]

    def why_this(self, drill: Drill, lock: PlaceLock) -> str:
        """Return why a drill that hardly loads a place is out or easy; otherwise empty."""
        rule = lock.rule
        # What holds every drill says nothing of why this one is easier.
        is_later = lock.newest_pain < self._frame.today
        is_hold = rule is not None and rule.then == "today" and is_later
        said = "" if rule is None else (not is_later and rule.why_today) or rule.why
        is_about_loads = rule is None or "{loads}" in said or is_hold
        is_loaded = lock.is_strict and is_on(drill, lock.place)
        if not is_about_loads or is_loaded or not spares(drill, lock.place):
            return ""
        if lock.began_in([drill.id]):
            told = [each for each in lock.reports if drill.id in each.drills]
            is_pain = not told or any(not e.has_only_felt_wrong for e in told)
            said = THE_ONE_THAT_HURT if is_pain else THE_ONE_THAT_FELT_WRONG
            return said.format(drill=drill.name)
        if lock.began_in(self.all_versions(drill.id)[1:]):
            return HARDER.format(drill=drill.name)
        return ""

    def may_replace(self, drill: Drill) -> bool:
        """Return whether a drill may stand in for another.

        It may not if it or an easier version has hurt a lot, until the place that hurt is
        loaded as usual, or a doctor or physio has cleared it.
        """
        return self._hurt_a_lot.isdisjoint(self.all_versions(drill.id))

    @cached_property
    def _hurt_a_lot(self) -> frozenset[str]:
        places = {*self._tender.eased, *self.places.locks, *self.places.today}
        reports = (e for e in self.places.uncleared if e.is_severe and e.place in places)
        return frozenset[str]().union(*(report.drills for report in reports))

    def heavily_hurt(self, drill: Drill) -> list[PlaceLock]:
        """Return the places that hurt in this very drill, which loads them heavily."""
        return self._tender.heavily_hurt(drill)

    def starting(self, drill: Drill) -> list[PlaceLock]:
        """Return the places for which a drill starts small if not done since they hurt."""
        return self._tender.starting(drill, self.all_versions(drill.id))

    def keeping(self, *drills: Drill) -> list[PlaceLock]:
        """Return the places for which drills do not grow."""
        return [
            lock
            for drill in drills
            for lock in self._tender.keeping(drill, self.versions(drill))
        ]

    def holding(self, *drills: Drill, is_old: bool = False) -> PlaceLock | None:
        """Return the pain for which drills do not grow today; None if they may.

        Args:
            drills: the drills.
            is_old: whether a dose that a drill had before is restored, which advice about
                another place does not keep.
        """
        advised = [
            lock
            for lock in self.places.unseen
            if not is_old or any(is_on(drill, lock.place) for drill in drills)
        ]
        held = [self.places.hold] if self.places.hold is not None else []
        return next(iter([*held, *advised, *self.keeping(*drills)]), None)

    @property
    def tender(self) -> frozenset[PainPlace]:
        """Return the places for which drills are made easier."""
        return frozenset(self._tender.eased)

    @property
    def not_yet_loaded(self) -> tuple[PlaceLock, ...]:
        """Return the places that have not been loaded often enough since they hurt.

        A place may appear with its newest pain, and again with a worse one before.
        """
        found = self._tender
        return (*found.kept.values(), *found.eased.values(), *found.small.values())

    @property
    def told_at_home(self) -> list[str]:
        """Return the reasons for easy or unchanged drills that the home page repeats."""
        today = self._frame.today
        found = self._tender
        tender = (*found.eased.values(), *found.small.values(), *found.kept.values())
        # The reason for a lock says more, and says it more sternly.
        locked = self.places.locks
        locks = [e for e in tender if e.place not in locked or (e.rule and e.rule.spares)]
        return [lock.why(today) for lock in locks if lock.rule and lock.rule.at_home]

    @property
    def is_any_place_tender(self) -> bool:
        """Return whether pain still keeps any drill from growing."""
        return self.places.is_any or bool(self.places.unseen) or self._tender.is_any

    def may_grow(self, drill: Drill) -> bool:
        """Return whether anything may be added to a drill."""
        return self.holding(drill) is None
