"""Body areas not to load, today or until a doctor or physio has been asked. Pure.

A lock is for a place, not for a drill: any drill that loads the place stays out. *Checked*
opens only that place, and only for pain reported before it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial

import msgspec
from msgspec.structs import replace

from coach.coaching.drill_history import DrillHistory
from coach.coaching.pain_reports import PainReport, pain_reports
from coach.coaching.pain_words import side_of, told_words
from coach.model.days_and_weeks import day_of, on_day
from coach.model.drill import Drill
from coach.model.loads import (
    HIP_PARTS,
    block_loads,
    can_rest,
    is_on,
    loads_words,
    spares,
)
from coach.model.places import MAY_BE_BONE, place_words
from coach.model.prescription import Block
from coach.model.rule import Coaching, PlaceRule
from coach.model.session_facts import SessionFacts
from coach.model.terms import Flag, Load, PainPlace, SafetyAnswer, Side
from coach.text.listed import listed

TEXT = "pain_at:"
"""Prefix for a place in the acknowledgement of its lock."""
SEEN_TEXT = f"{SafetyAnswer.SEEN}:"
"""Prefix for a place in the acknowledgement that a doctor or physio saw the pain."""
SOON_DAYS = 14
"""Days after the last pain within which a doctor or physio is advised."""
_UNPROVEN_DAYS = 84
"""Days after which old pain no longer speaks against running."""
_PROVEN_DAYS = 2
"""Fewest days on which the place must have been loaded without pain."""
_STILL_OUT = (
    "Because of pain in {where}, we're still leaving out every drill that {loads}, until a "
    "doctor or physio says it's fine."
)
_UNSAFE = {Flag.NUMB, Flag.GIVING_WAY}
_Told = dict[PainPlace, list[PainReport]]


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
        if self.rule.then in {"today", "out"}:
            return any(report.is_severe for report in self.reports)
        return self.has_felt_unsafe

    @property
    def has_felt_unsafe(self) -> bool:
        """Return whether the place was numb or gave way."""
        return any(not each.flags.isdisjoint(_UNSAFE) for each in self.reports)

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

    def _filled(self, said: str, today: date) -> str:
        where = with_article(self.place)
        said = said.replace("{where}", where)
        loads = loads_words(self.place, where, is_any=self.is_strict)
        said = said.replace("{loads}", loads)
        if self.reports:
            said = said.replace("{told}", told_words(self.reports, today))
            said = said.replace("{when}", on_day(self.reports[-1].day, today))
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
        since=lock.reports[0].day if lock.reports else None,
        until=until,
    )


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
    told = _since_checked(sessions, reports, answers)
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
        if report.day >= today and not report.is_morning and is_such(rule, report)
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
            such = [each for each in known if is_such(rule, each)]
            counted = counted_reports(rule, such, past)
            if counted:
                found[place] = PlaceLock(place, counted[-1].session, rule, counted)
    return found


def _is_soon_after_checked(rule: PlaceRule, newest: PainReport, past: DrillHistory) -> bool:
    """Return whether a place hurts again soon after a doctor or physio cleared it."""
    text = place_lock_text(newest.place)
    if not past.checked.get(text, "").startswith(SafetyAnswer.CHECKED):
        return False
    at = past.checked_at.get(text)
    return at is None or newest.day - day_of(at) <= timedelta(days=rule.within_days)


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
            such = [each for each in reports if is_such(rule, each)]
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
    """Return whether a place was loaded without pain for two weeks."""
    loads = partial(_has_loaded, lock.reports[-1])
    free, _ = past.days_without_pain(lock.place, loads, lock.newest_pain)
    is_often = len(free) >= _PROVEN_DAYS
    return is_often and max(free) - lock.newest_pain >= timedelta(days=SOON_DAYS)


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
    sessions: Sequence[SessionFacts],
    reports: Sequence[PainReport],
    answers: Mapping[str, str],
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
        word, _, session = answers.get(place_lock_text(place), "").partition(" ")
        return last.get(session, 0) if word == SafetyAnswer.CHECKED else 0

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


def is_such(rule: PlaceRule, report: PainReport) -> bool:
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
            if len(counted) >= rule.times:
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
    such = [each for each in reports if each.session in last and is_such(rule, each)]
    if len({each.session for each in such}) < rule.times:
        return None
    return PlaceLock(such[-1].place, such[-1].session, rule, tuple(such))


def places_with_article(places: Iterable[PainPlace]) -> str:
    """Return ``the knee and the low back``, each place once."""
    return listed(map(with_article, dict.fromkeys(places)))


def with_article(place: PainPlace) -> str:
    """Return ``the low back``; ``the area that hurt`` if nobody named it."""
    if place is PainPlace.ELSEWHERE:
        return "the area that hurt"
    if place is PainPlace.FRONT_OF_HIP:
        return "the front of the hip"
    return f"the {place_words(place)}"
