"""Places of the body that nothing loads: for today, or until a clinician was asked. Pure.

A lock is of a place, not of a drill: whatever loads the place stays out. *Checked* opens
that place alone, and only for what was told before it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import msgspec

from coach.coaching.pain_reports import PainReport, pain_reports
from coach.model.days_and_weeks import on_day
from coach.model.drill import Drill
from coach.model.loads import spares
from coach.model.places import place_words
from coach.model.rule import Coaching, PlaceRule
from coach.model.session_facts import SessionFacts
from coach.model.terms import PainPlace

TEXT = "pain_at:"
"""Before the place: what an acknowledgement of such a lock is about."""
SEEN = "seen"
"""Typed when a doctor or physio saw it; and before the place, what it is about."""
SOON_DAYS = 14
"""So long after the last pain at a place a doctor or physio is advised."""
_LOCKED, _CHECKED = "locked", "checked"
_MOST_TOLD = 4
_Told = dict[PainPlace, list[PainReport]]


def place_lock_text(place: PainPlace) -> str:
    """How the journal names the lock of a place."""
    return f"{TEXT}{place}"


def is_place_checked(place: str | None, session: str, answers: Mapping[str, str]) -> bool:
    """Whether a clinician was asked about a place after this very session."""
    return place is not None and answers.get(f"{TEXT}{place}") == f"{_CHECKED} {session}"


class PlaceLock(msgspec.Struct, frozen=True):
    """Why nothing loads a place."""

    place: PainPlace
    session: str
    """The session that was told of last."""
    rule: PlaceRule | None = None
    """None where only the journal still knows."""
    reports: tuple[PainReport, ...] = ()
    """What the rule counted, in the order it was told."""

    def began_in(self, drill: Drill) -> bool:
        """Whether it was told of this drill."""
        return any(drill.id in report.drills for report in self.reports)

    def why(self, today: date) -> str:
        """The sentence of the rule, with place, days and numbers."""
        where = with_article(self.place)
        if self.rule is None:
            return (
                f"What loads {where} stays out until a clinician says it is fine, "
                "as it hurt before."
            )
        told = told_words(self.reports, today)
        when = on_day(self.reports[-1].day, today) if self.reports else ""
        said = self.rule.why.replace("{where}", where).replace("{told}", told)
        return said.replace("{when}", when)


class PainfulPlaces(msgspec.Struct, frozen=True):
    """What pain at places of the body makes of today."""

    locks: Mapping[PainPlace, PlaceLock] = {}
    """Until *checked*."""
    today: Mapping[PainPlace, PlaceLock] = {}
    """For today alone."""
    advised: tuple[PlaceLock, ...] = ()
    """Places about which a doctor or physio should be asked this week."""
    hold: PlaceLock | None = None
    """Nothing grows."""

    def blocking(self, drill: Drill) -> PlaceLock | None:
        """What keeps a drill out today; None if it may be done."""
        for locks in (self.locks, self.today):
            for place, lock in locks.items():
                # Where it hurt, the place was loaded, whatever the drill is meant to do.
                if not spares(drill, place) or lock.began_in(drill):
                    return lock
        return None

    @property
    def advice(self) -> tuple[PlaceLock, ...]:
        """What is said whether or not anything is left out for it."""
        held = (self.hold,) if self.hold else ()
        return (*(a for a in self.advised if a.place not in self.locks), *held)


def painful_places(
    sessions: Sequence[SessionFacts],
    answers: Mapping[str, str],
    table: Coaching,
    today: date,
) -> PainfulPlaces:
    """Find what hurts too much, too often or too long.

    Args:
        sessions: those that may matter, the newest last.
        answers: the answer that holds for each text of the journal.
        table: the rules.
        today: of the runner's own clock.
    """
    locks = _in_the_journal(answers)
    reports = pain_reports(sessions, today)
    if not reports:
        return PainfulPlaces(locks)
    told = _since_checked(reports, answers)
    hold = next((r for r in table.places if r.then == "hold"), None)
    of_today, advised = _soon(table, told, today)
    return PainfulPlaces(
        locks | _out(table, told),
        of_today,
        tuple(
            lock
            for lock in advised
            if not _is_seen(lock.place, lock.reports[-1], reports, answers)
        ),
        _moving(hold, sessions, reports) if hold else None,
    )


def _out(table: Coaching, told: _Told) -> dict[PainPlace, PlaceLock]:
    """What stays out until *checked*; the first rule that holds says why."""
    found: dict[PainPlace, PlaceLock] = {}
    for rule in table.places:
        for place, reports in told.items():
            if rule.then != "out" or place in found:
                continue
            counted = _counted(rule, [each for each in reports if _is_such(rule, each)])
            if counted:
                found[place] = PlaceLock(place, counted[-1].session, rule, counted)
    return found


def _soon(
    table: Coaching, told: _Told, today: date
) -> tuple[dict[PainPlace, PlaceLock], list[PlaceLock]]:
    """What is not loaded again today, and what somebody should look at this week."""
    of_today: dict[PainPlace, PlaceLock] = {}
    advised: dict[PainPlace, PlaceLock] = {}
    for rule in table.places:
        for place, reports in told.items():
            such = [each for each in reports if _is_such(rule, each)]
            if rule.then != "today" or not such:
                continue
            lock = PlaceLock(place, such[-1].session, rule, (such[-1],))
            if such[-1].day >= today:
                of_today.setdefault(place, lock)
            if today - reports[-1].day < timedelta(days=SOON_DAYS):
                advised.setdefault(place, lock)
    return of_today, list(advised.values())


def _in_the_journal(answers: Mapping[str, str]) -> dict[PainPlace, PlaceLock]:
    locks = {}
    for text, answer in answers.items():
        word, _, session = answer.partition(" ")
        place = text.removeprefix(TEXT)
        if text.startswith(TEXT) and word == _LOCKED and place in set(PainPlace):
            locks[PainPlace(place)] = PlaceLock(PainPlace(place), session)
    return locks


def _since_checked(reports: Sequence[PainReport], answers: Mapping[str, str]) -> _Told:
    """By place, what was told after a clinician said it is fine."""
    last: dict[str, int] = {}
    for report in reports:
        last[report.session] = report.n
    found: _Told = {}
    for report in reports:
        word, _, session = answers.get(f"{TEXT}{report.place}", "").partition(" ")
        if word != _CHECKED or report.n > last.get(session, 0):
            found.setdefault(report.place, []).append(report)
    return found


def _is_seen(
    place: PainPlace,
    newest: PainReport,
    reports: Sequence[PainReport],
    answers: Mapping[str, str],
) -> bool:
    """Whether a doctor or physio saw what was told last."""
    word, _, session = answers.get(f"{SEEN}:{place}", "").partition(" ")
    last = max((each.n for each in reports if each.session == session), default=0)
    return word == SEEN and newest.n <= last


def _is_such(rule: PlaceRule, report: PainReport) -> bool:
    low, high = rule.pain
    return (
        (low <= report.pain <= high or not report.flags.isdisjoint(rule.flags))
        and (not rule.at or report.place in rule.at)
        and (report.is_morning or not rule.mornings)
    )


def _counted(rule: PlaceRule, such: Sequence[PainReport]) -> tuple[PainReport, ...]:
    """The newest reports for which the rule held; none if it never did."""
    for last in reversed(such):
        first = last.day - timedelta(days=rule.within_days)
        so_far = [each for each in such if each.n <= last.n]
        if rule.lasting_days is None:
            counted = [each for each in so_far if first <= each.day]
            if len(counted) >= rule.times:
                return tuple(counted)
            continue
        days = sorted({each.day for each in so_far})
        if len(days) >= rule.times and (days[-1] - days[0]).days > rule.lasting_days:
            return tuple(so_far)
    return ()


def _moving(
    rule: PlaceRule, sessions: Sequence[SessionFacts], reports: Sequence[PainReport]
) -> PlaceLock | None:
    """In so many of the last sessions, at whatever places."""
    last = {session.id for session in sessions[-(rule.of_sessions or 1) :]}
    such = [each for each in reports if each.session in last and _is_such(rule, each)]
    if len({each.session for each in such}) < rule.times:
        return None
    return PlaceLock(such[-1].place, such[-1].session, rule, tuple(such))


def told_words(reports: Sequence[PainReport], today: date) -> str:
    """``on Monday (6 of 10), on Friday the morning after (7 of 10)``."""
    said = []
    for report in reports[-_MOST_TOLD:]:
        day = "earlier today" if report.day >= today else on_day(report.day, today)
        morning = " the morning after" if report.is_morning else ""
        said.append(f"{day}{morning} ({report.pain} of 10)")
    return ", ".join(dict.fromkeys(said))


def with_article(place: PainPlace) -> str:
    """``the low back``; ``somewhere else``."""
    words = place_words(place)
    return words if place is PainPlace.ELSEWHERE else f"the {words}"
