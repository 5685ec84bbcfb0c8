"""Recently painful body areas: drills that load them are eased and don't grow. Pure.

A place is tender until it has been loaded without pain on two days; rest alone proves
nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, timedelta

import msgspec
from msgspec.structs import replace

from coach.coaching.drill_history import DrillHistory
from coach.coaching.pain_reports import PainReport
from coach.coaching.painful_places import counted_reports, is_about
from coach.coaching.place_locks import (
    TEXT,
    PainfulPlaces,
    PlaceLock,
    place_lock_text,
)
from coach.model.days_and_weeks import training_day
from coach.model.drill import Drill
from coach.model.loads import block_loads, is_more, is_on, spares
from coach.model.prescription import Block
from coach.model.rule import Coaching, PlaceRule
from coach.model.terms import Load, PainPlace

_SILENT = 3
"""Number of days without an answer that count as much as one with an answer."""
Versions = Callable[[str], Sequence[Drill]]
"""Returns a drill and its easier versions by id; nothing for an unknown drill."""


class TenderPlaces(msgspec.Struct, frozen=True):
    """The places that are not yet loaded as usual."""

    eased: Mapping[PainPlace, PlaceLock] = {}
    """Places whose drills are made easier."""
    small: Mapping[PainPlace, PlaceLock] = {}
    """Places whose drills have their smallest dose."""
    kept: Mapping[PainPlace, PlaceLock] = {}
    """Places whose drills do not grow."""
    released: Mapping[PainPlace, PlaceLock] = {}
    """Places whose drills start small, unless they were done since."""

    @property
    def is_any(self) -> bool:
        """Return whether any place is not yet loaded as usual."""
        return bool(self.eased or self.small or self.kept)

    def easing(self, drill: Drill, versions: Sequence[Drill]) -> list[PlaceLock]:
        """Return why a drill is made easier; empty if it need not be.

        Args:
            drill: the drill.
            versions: the drill and all its easier versions.
        """
        found = []
        for lock in self.eased.values():
            # Only a version that loads the place no more than this drill speaks against it.
            lighter = [e for e in versions if not is_more(e, drill, lock.place)]
            alike = [e.id for e in lighter if e.pattern == drill.pattern]
            # One with another pattern counts only if this drill loads the place.
            every = [e.id for e in lighter] if is_on(drill, lock.place) else alike
            if (
                _is_eased_mildly(lock, drill, alike)
                if lock.is_mild
                else lock.is_loaded_by(drill, every)
            ):
                found.append(lock)
        return found

    def shrinking(self, drill: Drill) -> list[PlaceLock]:
        """Return why a drill has its smallest dose; empty if it need not."""
        return [
            lock
            for lock in self.small.values()
            if not spares(drill, lock.place)
            or (lock.rule is not None and is_on(drill, lock.place, lock.rule.load))
        ]

    def heavily_hurt(self, drill: Drill) -> list[PlaceLock]:
        """Return the places that hurt in a drill which loads them heavily."""
        return [
            lock
            for lock in self.eased.values()
            if lock.is_mild
            and drill.id in lock.drills
            and is_on(drill, lock.place, Load.HIGH)
        ]

    def keeping(self, drill: Drill, versions: Collection[str]) -> list[PlaceLock]:
        """Return why a drill does not grow; empty if it may.

        Args:
            drill: the drill.
            versions: its id and those of its easier versions.
        """
        locks = (*self.kept.values(), *self.eased.values())
        return [
            lock
            for lock in locks
            if is_on(drill, lock.place) or lock.is_loaded_by(drill, versions)
        ]

    def starting(self, drill: Drill, versions: Collection[str]) -> list[PlaceLock]:
        """Return why a drill starts small if it was not done since; empty if it need not.

        Args:
            drill: the drill.
            versions: its id and those of all its easier versions.
        """
        locks = self.released.values()
        return [lock for lock in locks if lock.is_loaded_by(drill, versions)]


def _is_eased_mildly(lock: PlaceLock, drill: Drill, versions: Collection[str]) -> bool:
    # For the drill in which the place hurt, the answer about that drill decides.
    is_harder = lock.began_in([each for each in versions if each != drill.id])
    return is_harder or (
        is_on(drill, lock.place, Load.HIGH) and drill.id not in lock.drills
    )


def tender_places(
    past: DrillHistory,
    table: Coaching,
    places: PainfulPlaces,
    versions: Versions,
) -> TenderPlaces:
    """Return the places that hurt, and have not been loaded often enough since.

    Args:
        past: sessions and acknowledgements.
        table: the rules.
        places: locks, and all reports of pain.
        versions: returns a drill and its easier versions.
    """
    checked = _checked(past)
    by_place: dict[PainPlace, list[PainReport]] = {place: [] for place in checked}
    for report in places.reports:
        by_place.setdefault(report.place, []).append(report)
    found: dict[str, dict[PainPlace, PlaceLock]] = {"easier": {}, "small": {}, "keep": {}}
    released: dict[PainPlace, PlaceLock] = {}
    for place, told in by_place.items():
        pain = _Pain(place, told, checked.get(place, ""))
        for rule in table.places:
            lock = _hurt_lately(pain, rule, past) if rule.then in found else None
            if lock is None:
                continue
            for spared in rule.spares or (place,):
                there = replace(lock, place=spared)
                is_free = _is_free(replace(pain, place=spared), there, past, versions)
                # Drills done during a lock barely load the place, so they prove nothing.
                if rule.spares and not is_free:
                    # A sign elsewhere says more than pain at the place itself.
                    found[rule.then][spared] = there
                elif spared in places.locks or not is_free:
                    found[rule.then].setdefault(spared, there)
                elif rule.why_first is not None and lock.newest_pain != date.min:
                    released[spared] = replace(there, is_over=True)
    return TenderPlaces(found["easier"], found["small"], found["keep"], released)


class _Pain(msgspec.Struct, frozen=True):
    """Everything reported about one place."""

    place: PainPlace
    told: Sequence[PainReport]
    checked: str
    """The session up to which a doctor or physio cleared the place; empty if none did."""

    @property
    def drills(self) -> frozenset[str]:
        """Return the ids of the drills in which the place hurt."""
        return frozenset[str]().union(*(each.drills for each in self.told))


def _checked(past: DrillHistory) -> dict[PainPlace, str]:
    """Return the session up to which a doctor or physio cleared each place."""
    found = {}
    for text in {*past.checked, *past.cleared}:
        place, session = text.removeprefix(TEXT), past.checked_up_to(text)
        if text.startswith(TEXT) and place in set(PainPlace) and session:
            found[PainPlace(place)] = session
    return found


def _hurt_lately(pain: _Pain, rule: PlaceRule, past: DrillHistory) -> PlaceLock | None:
    """Return the pain that a rule is about, or that was cleared; None if there is none."""
    # Milder pain without a place is decided drill by drill.
    is_mild = rule.then in {"easier", "small"} and rule.why_checked is None
    since = max((e.n for e in pain.told if e.session == pain.checked), default=0)
    known = [each for each in pain.told if not is_mild or each.is_placed]
    known = [each for each in known if each.n > since]
    such = counted_reports(rule, [each for each in known if is_about(rule, each)], past)
    is_checked = bool(pain.checked) and rule.why_checked is not None
    cleared = [each for each in pain.told if is_checked and each.session == pain.checked]
    newest = max((*such, *cleared), key=lambda each: (each.n, each.day), default=None)
    if newest is None and not is_checked:
        return None
    # Pain that a doctor or physio has cleared is not mentioned again.
    counted = such if rule.times > 1 else (newest,)
    counted = tuple(each for each in counted if each is not None and each not in cleared)
    session = newest.session if newest else pain.checked
    since_checked = tuple(each for each in known[-1:] if is_checked)
    days = [each.day for each in (newest, *since_checked) if each is not None]
    day = max(days, default=None)
    return PlaceLock(pain.place, session, rule, counted, day, pain.drills, since_checked)


def _is_free(pain: _Pain, lock: PlaceLock, past: DrillHistory, versions: Versions) -> bool:
    """Return whether the place has since been loaded without pain on enough days."""
    # Easier versions of drills that hurt, or load the place, count as well.
    lighter = {version.id for drill in pain.drills for version in versions(drill)}

    def loads(block: Block) -> bool:
        if block.drill in lighter or block_loads(block, pain.place):
            return True
        slot = versions(block.kept.slot)[:1] if block.kept else []
        return any(not spares(drill, pain.place) for drill in slot)

    after = lock.newest_pain
    cleared = past.checked_on(place_lock_text(pain.place))
    if pain.checked and cleared is not None:
        after = max(after, training_day(cleared) - timedelta(days=1))
    known = None if after == date.min else after
    answered, silent = past.days_without_pain(pain.place, loads, known)
    needed = lock.rule.free_days if lock.rule else 1
    return len(answered) * _SILENT + len(silent) >= needed * _SILENT
