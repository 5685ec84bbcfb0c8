"""Body areas that hurt lately: what loads them is easy, and nothing is added. Pure.

A place is tender until it was loaded without pain on two days. Rest alone proves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date

import msgspec

from coach.coaching.drill_history import DrillHistory
from coach.coaching.pain_reports import PainReport, pain_reports
from coach.coaching.place_locks import TEXT, PlaceLock, is_such
from coach.model.drill import Drill
from coach.model.loads import block_loads, is_on, spares
from coach.model.prescription import Block
from coach.model.rule import Coaching, PlaceRule
from coach.model.terms import PainPlace, SafetyAnswer

_SILENT = 3
"""So many days without an answer say as much as one with an answer."""
Versions = Callable[[str], Sequence[Drill]]
"""Return a drill and its easier versions by its id; nothing for an unknown drill."""


class TenderPlaces(msgspec.Struct, frozen=True):
    """The places that are not loaded as usual yet."""

    eased: Mapping[PainPlace, PlaceLock] = {}
    """What loads them is made easier."""
    kept: Mapping[PainPlace, PlaceLock] = {}
    """What loads them gets nothing more."""

    def easing(self, drill: Drill, versions: Collection[str]) -> list[PlaceLock]:
        """Return why a drill is made easier; empty if it need not be.

        Args:
            drill: the drill.
            versions: its id and those of its easier versions.
        """
        return _loaded(self.eased.values(), drill, versions)

    def keeping(self, drill: Drill, versions: Collection[str]) -> list[PlaceLock]:
        """Return why a drill gets nothing more; empty if it may.

        Args:
            drill: the drill.
            versions: its id and those of its easier versions.
        """
        return _loaded((*self.eased.values(), *self.kept.values()), drill, versions)


def _loaded(
    locks: Iterable[PlaceLock], drill: Drill, versions: Collection[str]
) -> list[PlaceLock]:
    return [
        lock for lock in locks if not spares(drill, lock.place) or lock.began_in(versions)
    ]


def tender_places(
    past: DrillHistory, table: Coaching, today: date, versions: Versions
) -> TenderPlaces:
    """Return the places that hurt, and have not been loaded often enough since.

    Args:
        past: sessions and acknowledgements.
        table: the rules.
        today: of the runner's own clock.
        versions: of any drill.
    """
    rules = {rule.then: rule for rule in table.places}
    checked = _checked(past.checked)
    by_place: dict[PainPlace, list[PainReport]] = {place: [] for place in checked}
    for report in pain_reports((*past.sessions, *past.ahead), today):
        by_place.setdefault(report.place, []).append(report)
    eased: dict[PainPlace, PlaceLock] = {}
    kept: dict[PainPlace, PlaceLock] = {}
    for place, told in by_place.items():
        pain = _Pain(place, told, checked.get(place, ""))
        for rule, locks in ((rules.get("easier"), eased), (rules.get("keep"), kept)):
            lock = _tender(pain, rule, past, versions) if rule is not None else None
            if lock is not None:
                locks[place] = lock
                break
    return TenderPlaces(eased, kept)


class _Pain(msgspec.Struct, frozen=True):
    """All that was told of one place."""

    place: PainPlace
    told: Sequence[PainReport]
    checked: str
    """Session up to which a doctor or physio cleared the place; empty without one."""

    @property
    def drills(self) -> frozenset[str]:
        """Return the ids of the drills in which it hurt."""
        return frozenset[str]().union(*(each.drills for each in self.told))


def _checked(answers: Mapping[str, str]) -> dict[PainPlace, str]:
    """Return the session up to which each place was cleared by a doctor or physio."""
    found = {}
    for text, answer in answers.items():
        word, _, session = answer.partition(" ")
        place = text.removeprefix(TEXT)
        is_place = text.startswith(TEXT) and place in set(PainPlace)
        if is_place and word == SafetyAnswer.CHECKED:
            found[PainPlace(place)] = session
    return found


def _tender(
    pain: _Pain, rule: PlaceRule, past: DrillHistory, versions: Versions
) -> PlaceLock | None:
    """Return why a place is tender; None if it is not, or not any more."""
    such = [each for each in pain.told if is_such(rule, each)]
    is_checked = bool(pain.checked) and rule.why_checked is not None
    cleared = [each for each in pain.told if is_checked and each.session == pain.checked]
    newest = max((*such, *cleared), key=lambda each: each.n, default=None)
    if newest is None and not is_checked:
        return None
    # Its easier versions, done in the meantime, say something about the place, too.
    lighter = {version.id for drill in pain.drills for version in versions(drill)}

    def loads(block: Block) -> bool:
        if block.drill in lighter or block_loads(block, pain.place):
            return True
        itself = versions(block.drill)[:1]
        return any(is_on(drill, pain.place) for drill in itself)

    since = newest.day if newest else None
    answered, silent = past.days_without_pain(pain.place, loads, since)
    if len(answered) * _SILENT + len(silent) >= rule.free_days * _SILENT:
        return None
    # What was cleared is not told again.
    is_new = newest is not None and newest not in cleared
    counted = (newest,) if newest is not None and is_new else ()
    session = newest.session if newest else pain.checked
    return PlaceLock(pain.place, session, rule, counted, drills=pain.drills)
