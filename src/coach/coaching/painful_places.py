"""The body areas that pain limits today, and until when. Pure.

Pain belongs to a place, whichever drill it was felt in; *checked* opens only that place,
and only for pain reported before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial

from msgspec.structs import replace

from coach.coaching.drill_history import DrillHistory
from coach.coaching.pain_reports import PainReport, pain_reports
from coach.coaching.place_locks import (
    SEEN_TEXT,
    SOON_DAYS,
    TEXT,
    PainfulPlaces,
    PlaceLock,
    place_lock_text,
)
from coach.model.days_and_weeks import training_day
from coach.model.loads import (
    HIP_PARTS,
    block_loads,
)
from coach.model.places import MAY_BE_BONE
from coach.model.prescription import Block
from coach.model.rule import Coaching, PlaceRule
from coach.model.session_facts import SessionFacts
from coach.model.terms import PainPlace, SafetyAnswer

_UNPROVEN_DAYS = 84
"""Days after which old pain no longer speaks against running."""
_PROVEN_DAYS = 2
"""Fewest days on which the place must have been loaded without pain."""
_Told = dict[PainPlace, list[PainReport]]


def painful_places(past: DrillHistory, table: Coaching, today: date) -> PainfulPlaces:
    """Return the places that hurt too much, too often or too long.

    Args:
        past: the sessions that may matter, and acknowledgements.
        table: the rules.
        today: today by the runner's clock.
    """
    sessions, answers = (*past.sessions, *past.ahead), past.checked
    reports = pain_reports(sessions, today)
    locks = _in_the_journal(answers, sessions, reports)
    if not reports:
        return PainfulPlaces(locks)
    told = _since_checked(sessions, reports, past)
    hold = next((r for r in table.places if r.then == "hold"), None)
    of_today, advised = _soon(table, told, today)
    # Time away proves nothing: whoever comes back later gets no more than who came sooner.
    _, unseen = _soon(table, told, min(today, past.last_day or today))
    # A place that hurt today is spared, even if a doctor or physio has cleared it.
    of_all, _ = _soon(table, _by_place(reports), today)
    of_today = {p: replace(lock, is_cleared=True) for p, lock in of_all.items()} | of_today
    return PainfulPlaces(
        reports=tuple(reports),
        uncleared=tuple(report for each in told.values() for report in each),
        locks=locks | _out(table, told, past),
        today=of_today,
        rested=_rested(table, told, today),
        advised=_not_seen(advised, reports, answers),
        unseen=_not_seen(unseen, reports, answers),
        unproven=_not_seen(_unproven(table, told, past, today), reports, answers),
        hold=_moving(hold, sessions, told) if hold else None,
    )


def _rested(table: Coaching, told: _Told, today: date) -> tuple[PlaceLock, ...]:
    """Return today's pain, which keeps out the drills in which it was felt."""
    return tuple(
        PlaceLock(place, report.session, rule, (report,))
        for rule in table.places
        if rule.then == "rest"
        for place, reports in told.items()
        for report in reports
        if report.day >= today and not report.is_morning and is_about(rule, report)
    )


def _out(table: Coaching, told: _Told, past: DrillHistory) -> dict[PainPlace, PlaceLock]:
    """Return the places locked until *checked*, each with the first rule that matches."""
    found: dict[PainPlace, PlaceLock] = {}
    for rule in table.places:
        for place, reports in _with_the_whole_hip(told).items():
            if rule.then != "out" or place in found:
                continue
            if rule.after_checked and not _is_soon_after_checked(rule, reports[-1], past):
                continue
            # Milder pain without a place is decided drill by drill.
            known = [each for each in reports if each.is_placed or each.is_severe]
            such = [each for each in known if is_about(rule, each)]
            counted = counted_reports(rule, such, past)
            if counted:
                found[place] = PlaceLock(place, counted[-1].session, rule, counted)
    return found


def _is_soon_after_checked(rule: PlaceRule, newest: PainReport, past: DrillHistory) -> bool:
    """Return whether a place hurts again soon after a doctor or physio cleared it."""
    text = place_lock_text(newest.place)
    if not past.checked_up_to(text):
        return False
    at = past.checked_on(text)
    return at is None or newest.day - training_day(at) <= timedelta(days=rule.within_days)


def _with_the_whole_hip(told: _Told) -> _Told:
    """Return the reports; those about parts of the hip count for the whole hip as well."""
    parts = [place for place in (PainPlace.HIP, *HIP_PARTS) if place in told]
    if len(parts) < 2:  # noqa: PLR2004  a pool needs two
        return told
    pooled = [replace(each, place=PainPlace.HIP) for p in parts for each in told[p]]
    return told | {PainPlace.HIP: sorted(pooled, key=lambda report: report.n)}


def _soon(
    table: Coaching, told: _Told, today: date
) -> tuple[dict[PainPlace, PlaceLock], list[PlaceLock]]:
    """Return the places spared today, and those a doctor or physio should see this week."""
    of_today: dict[PainPlace, PlaceLock] = {}
    advised: dict[PainPlace, PlaceLock] = {}
    for rule in table.places:
        for place, reports in told.items():
            such = [each for each in reports if is_about(rule, each)]
            if rule.then != "today" or not such:
                continue
            last_pain = reports[-1].day
            lock = PlaceLock(place, such[-1].session, rule, (such[-1],), last_pain)
            if such[-1].day >= today:
                of_today.setdefault(place, lock)
            if rule.advises and today - reports[-1].day < timedelta(days=SOON_DAYS):
                advised.setdefault(place, lock)
    return of_today, list(advised.values())


def _unproven(
    table: Coaching, told: _Told, past: DrillHistory, today: date
) -> list[PlaceLock]:
    """Return the places with severe pain that nobody should run on yet.

    Where a bone may hurt, or where a joint gave way or felt numb, time proves nothing, nor
    does a session that spares the place.
    """
    since = today - timedelta(days=_UNPROVEN_DAYS)
    _, severe = _soon(table, told, date.min)
    found = [e for e in severe if e.place in MAY_BE_BONE or e.has_felt_unsafe]
    return [e for e in found if e.newest_pain >= since and not _is_proven(e, past)]


def _is_proven(lock: PlaceLock, past: DrillHistory) -> bool:
    """Return whether the days on which a place was loaded without pain span two weeks."""
    loads = partial(_has_loaded, lock.reports[-1])
    free, _ = past.days_without_pain(lock.place, loads, lock.newest_pain)
    is_often = len(free) >= _PROVEN_DAYS
    return is_often and max(free) - min(free) >= timedelta(days=SOON_DAYS)


def _in_the_journal(
    answers: Mapping[str, str],
    sessions: Sequence[SessionFacts],
    reports: Sequence[PainReport],
) -> dict[PainPlace, PlaceLock]:
    """Return the locks that were written down.

    Locks whose session was corrected and now has no pain there are left out.
    """
    locks = {}
    known = {session.id for session in sessions}
    told = {(report.session, report.place) for report in reports}
    for text, answer in answers.items():
        word, _, session = answer.partition(" ")
        place = text.removeprefix(TEXT)
        if (
            text.startswith(TEXT)
            and word == SafetyAnswer.LOCKED
            and place in set(PainPlace)
            and (session not in known or (session, place) in told)
        ):
            locks[PainPlace(place)] = PlaceLock(PainPlace(place), session)
    return locks


def _by_place(reports: Iterable[PainReport]) -> _Told:
    found: _Told = {}
    for report in reports:
        found.setdefault(report.place, []).append(report)
    return found


def _since_checked(
    sessions: Sequence[SessionFacts], reports: Sequence[PainReport], past: DrillHistory
) -> _Told:
    """Return the reports by place, without those a doctor or physio has cleared."""
    last: dict[str, int] = {}
    for report in reports:
        last[report.session] = report.n
    # A correction may have removed the pain from a session; then earlier ones count.
    before = 0
    for facts in sessions:
        before = last[facts.id] = last.get(facts.id, before)

    def cleared_up_to(place: PainPlace) -> int:
        return last.get(past.checked_up_to(place_lock_text(place)), 0)

    found: _Told = {}
    for report in reports:
        # Clearance for the hip also clears all parts of the hip.
        whole = [PainPlace.HIP] if report.place in HIP_PARTS else []
        if report.n > max(map(cleared_up_to, (report.place, *whole))):
            found.setdefault(report.place, []).append(report)
    return found


def _not_seen(
    locks: Iterable[PlaceLock], reports: Sequence[PainReport], answers: Mapping[str, str]
) -> tuple[PlaceLock, ...]:
    """Return the locks whose newest pain no doctor or physio has seen."""
    return tuple(
        lock
        for lock in locks
        if not _is_seen(lock.place, lock.reports[-1], reports, answers)
    )


def _is_seen(
    place: PainPlace,
    newest: PainReport,
    reports: Sequence[PainReport],
    answers: Mapping[str, str],
) -> bool:
    """Return whether a doctor or physio has seen the newest pain."""
    word, _, session = answers.get(f"{SEEN_TEXT}{place}", "").partition(" ")
    last = max((each.n for each in reports if each.session == session), default=0)
    return word == SafetyAnswer.SEEN and newest.n <= last


def is_about(rule: PlaceRule, report: PainReport) -> bool:
    """Return whether a rule is about a report."""
    is_in_range = rule.pain is not None and rule.pain[0] <= report.pain <= rule.pain[1]
    return (
        (is_in_range or not report.flags.isdisjoint(rule.flags))
        and (not rule.at or report.place in rule.at)
        and (report.is_morning or not rule.mornings)
    )


def counted_reports(
    rule: PlaceRule, such: Sequence[PainReport], past: DrillHistory
) -> tuple[PainReport, ...]:
    """Return the newest reports that the rule matched; none if it never did."""
    for last in reversed(such):
        first = last.day - timedelta(days=rule.within_days)
        so_far = [each for each in such if each.n <= last.n]
        if rule.lasting_days is None:
            counted = [each for each in so_far if first <= each.day]
            if sum(each.times for each in counted) >= rule.times:
                return tuple(counted)
            continue
        run = _without_a_gap(so_far, rule, past)
        days = sorted({each.day for each in run})
        if len(days) >= rule.times and (days[-1] - days[0]).days > rule.lasting_days:
            return tuple(run)
    return ()


def _without_a_gap(
    reports: Sequence[PainReport], rule: PlaceRule, past: DrillHistory
) -> list[PainReport]:
    """Return the last reports, between which the pain was never gone for long.

    It was gone if the place was loaded in between and did not hurt.
    """
    run: list[PainReport] = []
    for report in reversed(reports):
        if run and (run[-1].day - report.day).days > rule.gone_days:
            loads = partial(_has_loaded, report)
            free, _ = past.days_without_pain(report.place, loads, report.day, run[-1].day)
            if len(free) >= rule.free_days:
                break
        run.append(report)
    return run[::-1]


def _has_loaded(report: PainReport, block: Block) -> bool:
    return block_loads(block, report.place) or block.drill in report.drills


def _moving(
    rule: PlaceRule, sessions: Sequence[SessionFacts], told: _Told
) -> PlaceLock | None:
    """Return a lock for pain in several recent sessions, at any places; otherwise None."""
    reports = sorted((e for each in told.values() for e in each), key=lambda each: each.n)
    trained = [session for session in sessions if not session.is_silent_test]
    last = {session.id for session in trained[-(rule.of_sessions or 1) :]}
    such = [each for each in reports if each.session in last and is_about(rule, each)]
    if len({each.session for each in such}) < rule.times:
        return None
    return PlaceLock(such[-1].place, such[-1].session, rule, tuple(such))
