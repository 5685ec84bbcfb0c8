"""Limits on running because of recent pain. Pure."""

from __future__ import annotations

import msgspec

from coach.coaching.place_locks import PainfulPlaces, PlaceLock, with_article
from coach.model.places import NEAR_BONE, SPARED_BY_RUNNING
from coach.model.terms import PainPlace


class RunningToday(msgspec.Struct, frozen=True):
    """Advice about running while something hurts."""

    place: str = ""
    """The place that running would load: ``the groin``; empty if running is allowed."""
    who: str = ""
    """Who must see the place before the next run; empty if the pain only has to be gone."""
    is_told: bool = False
    """Whether the advice about the pain already says so."""

    @property
    def until(self) -> str:
        """Return what must come before the next run: ``a doctor has seen the groin``."""
        return f"{self.who} has seen {self.place}" if self.who else ""

    @property
    def sentence(self) -> str:
        """Return the sentence for the runner; empty on nearly all days."""
        if self.who:
            return f"Do not run until {self.until}."
        return f"Don't run while {self.place} hurts." if self.place else ""


def running_today(pain: PainfulPlaces) -> RunningToday:
    """Return what recent pain says about running.

    A locked place stays out of every drill, so running, which loads it more, waits as well.
    """
    locks = [lock for lock in pain.locks.values() if lock.place not in SPARED_BY_RUNNING]
    if locks:
        return _until_seen(locks[0])
    severe = [lock for lock in pain.advised if lock.place not in SPARED_BY_RUNNING]
    near_bone = [lock for lock in severe if lock.place in NEAR_BONE]
    if near_bone:
        return _until_seen(near_bone[0])
    return RunningToday(_named(severe[0], "anything")) if severe else RunningToday()


def _until_seen(lock: PlaceLock) -> RunningToday:
    is_told = lock.rule is not None and lock.rule.stops_running
    # If only the journal knows a lock, its rule is unknown.
    is_groin = lock.place is PainPlace.GROIN_OR_DEEP_HIP
    who = "a doctor" if is_groin or is_told else "a doctor or physio"
    return RunningToday(_named(lock, "what hurts"), who, is_told)


def _named(lock: PlaceLock, elsewhere: str) -> str:
    return elsewhere if lock.place is PainPlace.ELSEWHERE else with_article(lock.place)
