"""Body areas that nothing loads: for today, or until a doctor or physio was asked. Pure.

A lock is of a place, not of a drill: whatever loads the place stays out. *Checked* opens
that place alone, and only for what was told before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from coach.coaching.pain_reports import PainReport, pain_reports
from coach.coaching.pain_words import told_words
from coach.model.days_and_weeks import on_day
from coach.model.drill import Drill
from coach.model.loads import block_loads, spares
from coach.model.places import place_words
from coach.model.prescription import Block
from coach.model.rule import Coaching, PlaceRule
from coach.model.session_facts import SessionFacts
from coach.model.terms import PainPlace, SafetyAnswer

TEXT = "pain_at:"
"""Before the place: what an acknowledgement of such a lock is about."""
SEEN_TEXT = f"{SafetyAnswer.SEEN}:"
"""Before the place: what an acknowledgement that the pain was seen is about."""
SOON_DAYS = 14
"""So long after the last pain at a place a doctor or physio is advised."""
_Told = dict[PainPlace, list[PainReport]]


def place_lock_text(place: PainPlace) -> str:
    """How the journal names the lock of a place."""
    return f"{TEXT}{place}"


def is_place_checked(place: str | None, session: str, answers: Mapping[str, str]) -> bool:
    """Whether a doctor or physio was asked about a place after this very session."""
    return (
        place is not None
        and answers.get(f"{TEXT}{place}") == f"{SafetyAnswer.CHECKED} {session}"
    )


class PlaceLock(msgspec.Struct, frozen=True):
    """Why nothing loads a place."""

    place: PainPlace
    session: str
    """The session that was told of last."""
    rule: PlaceRule | None = None
    """None where only the journal still knows."""
    reports: tuple[PainReport, ...] = ()
    """What the rule counted, in the order it was told."""
    last_pain: date | None = None
    """Day of the last pain there, however small; None for that of the last report."""

    @property
    def newest_pain(self) -> date:
        """Day of the last pain there."""
        return self.last_pain or (self.reports[-1].day if self.reports else date.min)

    def began_in(self, drill: Drill) -> bool:
        """Whether it was told of this drill."""
        return any(drill.id in report.drills for report in self.reports)

    def why(self, today: date) -> str:
        """The sentence of the rule, with place, days and numbers."""
        where = with_article(self.place)
        if self.rule is None or not self.reports:
            return (
                f"We're still leaving out what loads {where}, because it hurt before, "
                "until a doctor or physio says it's fine."
            )
        newest = self.reports[-1].day
        is_new = newest >= today and self.rule.why_today is not None
        said = (self.rule.why_today or "") if is_new else self.rule.why
        said = said.replace("{where}", where)
        said = said.replace("{told}", told_words(self.reports, today))
        return said.replace("{when}", on_day(newest, today))


class Advice(msgspec.Struct, frozen=True, kw_only=True):
    """What a runner is told about one place for as long as it holds."""

    rule: str
    """Id of the rule; empty where only the journal knows of the lock."""
    place: PainPlace
    side: str | None = None
    """Always None: reports of pain have no side yet."""
    sentence: str
    stops_running: bool = False
    """Whether the runner should not run."""
    is_locked: bool = False
    """Whether what loads the place stays out until *checked* is typed."""
    session: str
    """The session that was told of last."""
    since: date | None = None
    """Day of the first pain that counts; None where only the journal knows."""
    until: date | None = None
    """First day without it; None if only *checked*, or other sessions, end it."""


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

    def spared_by(self, blocks: Iterable[Block]) -> bool:
        """Whether nothing in a plan loads a place that hurts today or is locked."""
        places = {*self.locks, *self.today}
        return not any(block_loads(block, place) for block in blocks for place in places)

    @property
    def holds_growth(self) -> bool:
        """Whether nothing grows: pain moves, or is still to be shown to somebody."""
        return self.hold is not None or bool(self.advised)

    def standing(self, today: date) -> tuple[Advice, ...]:
        """Return what is said whether or not anything is left out for it, locks first."""
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
        sentence=lock.why(today),
        stops_running=lock.rule is not None and lock.rule.stops_running,
        is_locked=is_locked,
        session=lock.session,
        since=lock.reports[0].day if lock.reports else None,
        until=until,
    )


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
            last_pain = reports[-1].day
            lock = PlaceLock(place, such[-1].session, rule, (such[-1],), last_pain)
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
        if (
            text.startswith(TEXT)
            and word == SafetyAnswer.LOCKED
            and place in set(PainPlace)
        ):
            locks[PainPlace(place)] = PlaceLock(PainPlace(place), session)
    return locks


def _since_checked(reports: Sequence[PainReport], answers: Mapping[str, str]) -> _Told:
    """By place, what was told after a doctor or physio said it is fine."""
    last: dict[str, int] = {}
    for report in reports:
        last[report.session] = report.n
    found: _Told = {}
    for report in reports:
        word, _, session = answers.get(f"{TEXT}{report.place}", "").partition(" ")
        if word != SafetyAnswer.CHECKED or report.n > last.get(session, 0):
            found.setdefault(report.place, []).append(report)
    return found


def _is_seen(
    place: PainPlace,
    newest: PainReport,
    reports: Sequence[PainReport],
    answers: Mapping[str, str],
) -> bool:
    """Whether a doctor or physio saw what was told last."""
    word, _, session = answers.get(f"{SEEN_TEXT}{place}", "").partition(" ")
    last = max((each.n for each in reports if each.session == session), default=0)
    return word == SafetyAnswer.SEEN and newest.n <= last


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
        run = _without_a_gap(so_far, rule.gone_days)
        days = sorted({each.day for each in run})
        if len(days) >= rule.times and (days[-1] - days[0]).days > rule.lasting_days:
            return tuple(run)
    return ()


def _without_a_gap(reports: Sequence[PainReport], gone_days: int) -> list[PainReport]:
    """Return the last reports between which the pain was never gone for long."""
    run: list[PainReport] = []
    for report in reversed(reports):
        if run and (run[-1].day - report.day).days > gone_days:
            break
        run.append(report)
    return run[::-1]


def _moving(
    rule: PlaceRule, sessions: Sequence[SessionFacts], reports: Sequence[PainReport]
) -> PlaceLock | None:
    """In so many of the last sessions, at whatever places."""
    last = {session.id for session in sessions[-(rule.of_sessions or 1) :]}
    such = [each for each in reports if each.session in last and _is_such(rule, each)]
    if len({each.session for each in such}) < rule.times:
        return None
    return PlaceLock(such[-1].place, such[-1].session, rule, tuple(such))


def with_article(place: PainPlace) -> str:
    """Return ``the low back``; ``another place`` where no place was named."""
    return "another place" if place is PainPlace.ELSEWHERE else f"the {place_words(place)}"
