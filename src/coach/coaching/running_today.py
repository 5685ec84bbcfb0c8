"""Limits on running because of recent pain. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from coach.coaching.drill_log import NOTED_PAIN
from coach.coaching.pain_today import PainToday
from coach.coaching.place_locks import PlaceLock
from coach.model.places import MAY_BE_BONE, SPARED_BY_RUNNING, the_place
from coach.model.terms import PainPlace
from coach.text.listed import listed

SLIGHT = 2
"""Highest pain with which a runner may continue to run."""
_TOLD_ELSEWHERE = {PainPlace.GROIN_OR_DEEP_HIP, PainPlace.HIP}
"""Places whose own rules already say when not to run."""


class RunningToday(msgspec.Struct, frozen=True):
    """Advice about running while something hurts."""

    sentence: str = ""
    """The advice; empty on nearly all days."""
    until: str = ""
    """What must come before the next run: ``a doctor has checked the groin``."""
    who: str = ""
    """Who must see the runner before the next run; empty if nobody has to."""
    is_out: bool = False
    """Whether nobody should be sent running today."""
    is_told: bool = False
    """Whether the advice about the pain already says so."""


AFTER_A_SIGN = RunningToday(
    "Do not run or race until a doctor has seen you.",
    "a doctor has seen you",
    "a doctor",
    is_out=True,
)
"""Advice after a sign that needs urgent help."""


def running_today(pain: PainToday) -> RunningToday:
    """Return what recent pain says about running.

    A locked place stays out of every drill, so running, which loads it more, waits as well,
    unless the pain was slight all the time.
    """
    locks = _loaded(pain.places.locks.values())
    advised = _loaded(pain.places.advised)
    slight = [lock for lock in locks if _is_slight(lock)]
    locked = [lock for lock in locks if lock not in slight]
    first = _loaded(pain.places.unproven)
    if locked or first:
        # Nobody can prove a place that is locked by loading it.
        is_shut = any(lock.place in pain.places.locks for lock in first)
        return _until_seen([*locked, *first], may_end=not (locked or is_shut))
    if advised:
        said = f"Don't run while you have pain in {_named(advised)}."
        return RunningToday(said, is_out=True)
    if slight:
        most = f"{SLIGHT} out of 10"
        return RunningToday(f"Don't run if the pain in {_named(slight)} is above {most}.")
    noted = [lock for lock in _loaded(pain.not_yet_loaded) if _is_noted(lock)]
    if noted:
        felt = "pain" if any(map(_is_pain, noted)) else "numbness or weakness"
        said = f"If a run brings back the {felt} in {_named(noted)}, stop running for now."
        return RunningToday(said)
    return RunningToday()


def _until_seen(first: Sequence[PlaceLock], *, may_end: bool) -> RunningToday:
    """Return that nobody runs until somebody has seen some places.

    Args:
        first: the places to be seen.
        may_end: whether two weeks of loading the places without pain will do as well.
    """
    told = {lock.place for lock in first if lock.rule and lock.rule.stops_running}
    # If only the journal knows a lock, its rule is unknown.
    has_groin = any(lock.place is PainPlace.GROIN_OR_DEEP_HIP for lock in first)
    who = "a doctor" if has_groin or told else "a doctor or physio"
    until = f"{who} has checked {_named(first)}"
    said = f"Do not run until {until}."
    if may_end:
        proof = f"drills that load {_named(first)} more than a little"
        said = f"Do not run until {until}, or {proof} have been pain-free for two weeks."
    is_told = told == {lock.place for lock in first}
    return RunningToday(said, until, who, is_out=True, is_told=is_told)


def _loaded(locks: Iterable[PlaceLock]) -> list[PlaceLock]:
    return [lock for lock in locks if lock.place not in SPARED_BY_RUNNING]


def _is_slight(lock: PlaceLock) -> bool:
    """Return whether a place is locked only because slight pain lasts."""
    told = lock.reports
    is_near = lock.place in MAY_BE_BONE
    has_been = all(e.pain <= SLIGHT and not e.is_severe for e in told)
    return bool(told) and not is_near and has_been


def _is_pain(lock: PlaceLock) -> bool:
    """Return whether a place hurt; it may only have been numb or have given way."""
    return any(not e.has_only_felt_wrong for e in lock.reports)


def _is_noted(lock: PlaceLock) -> bool:
    is_own = lock.place in _TOLD_ELSEWHERE
    return not is_own and any(e.is_severe or e.pain >= NOTED_PAIN for e in lock.reports)


def _named(locks: Sequence[PlaceLock]) -> str:
    return listed(map(the_place, dict.fromkeys(lock.place for lock in locks)))
