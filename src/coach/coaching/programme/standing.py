"""A runner's day in a programme: a pure function of the records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum

import msgspec
from msgspec.structs import replace

from coach.coaching.programme.begun_with import ProgrammeStart
from coach.coaching.programme.gate import Verdicts
from coach.coaching.programme.training_days import APART_DAYS, place, slots
from coach.coaching.programme.weeks import (
    AS_TEN_K,
    DAY,
    LONG_BREAK_DAYS,
    NO_TERMS,
    Course,
    ProgrammeSpan,
    RaceTerms,
    SpanKind,
    SpanReason,
    find_stretch,
    is_end,
    remaining,
)
from coach.model.programme import Programme, Week
from coach.model.rule import RaceRule
from coach.model.session_facts import RoutineDone
from coach.model.verdict import Verdict

_WEEK_DAYS = 7
_LAST_TAPER = 2
"""Fewest days between the last taper routine and the race."""
_MOST_TAPERS = 2


class DayKind(StrEnum):
    """The purpose or result of a day."""

    DONE = "done"
    TO_COME = "to come"
    REST = "rest"
    """A rest day."""
    RACE = "race"


class PlannedDay(msgspec.Struct, frozen=True):
    """One day of a week."""

    day: date
    kind: DayKind
    routine: str | None = None


class Beside(msgspec.Struct, frozen=True):
    """A routine for any day of the week."""

    routine: str
    done: int
    times: int


class PlanDay(msgspec.Struct, frozen=True, kw_only=True):
    """A programme on one day."""

    programme: Programme
    begun: ProgrammeStart
    today: date
    stretch: ProgrammeSpan
    days: tuple[PlannedDay, ...] = ()
    """The days of the span; empty once everything is done."""
    beside: tuple[Beside, ...] = ()
    missed: int = 0
    """Number of past strength days whose sessions have moved."""
    left_over: int = 0
    """Number of sessions for which no day is left."""
    race: RaceRule = AS_TEN_K
    """The changes that the race brings."""
    waits_for_race: bool = False
    """Whether the race is too near for a first strength session."""
    taper_from: date | None = None
    """First of the days before the race; None without a race."""
    is_all_done: bool = False
    """Whether every week is done, perhaps the last one only a moment ago."""
    notes: tuple[str, ...] = ()
    """Further sentences about the programme."""
    may_run: bool = True
    """Whether pain allows the runner to run before a doctor or physio has seen it."""
    ask_first: str = ""
    """Who should agree before the runner races: ``a doctor``; empty if nobody needs to."""
    starts_nothing: bool = False
    """Whether no session of the programme is suggested today, because of pain or a sign."""

    @property
    def done(self) -> int:
        """Return the number of strength sessions done in this span."""
        return sum(each.kind is DayKind.DONE for each in self.days)

    @property
    def planned(self) -> int:
        """Return the number of strength sessions in this span, done or not."""
        to_come = sum(each.kind is DayKind.TO_COME for each in self.days)
        return self.done + to_come + self.left_over

    @property
    def days_to_race(self) -> int:
        """Return the days until the race; 0 if there is none."""
        return (self.begun.race - self.today).days if self.begun.race else 0

    @property
    def is_close_to_race(self) -> bool:
        """Return whether nothing new should begin: days before a race, or just after it."""
        race, near = self.begun.race, self.race.first_strength_days
        is_before = race is not None and 0 <= self.days_to_race <= near
        return is_before or self.stretch.kind is SpanKind.RECOVERY

    @property
    def is_near_race(self) -> bool:
        """Return whether nothing gets harder: from the taper to the week after the race."""
        is_first_week = self.stretch.why is SpanReason.AFTER_RACE
        return is_first_week or self.stretch.kind in {SpanKind.TAPER, SpanKind.RECOVERY}

    @property
    def is_too_near(self) -> bool:
        """Return whether nothing new is begun today, because of the race."""
        return self.waits_for_race and self.stretch.kind is SpanKind.TAPER

    @property
    def week(self) -> Week:
        """Return the current week, or the one that follows a taper."""
        weeks = self.programme.weeks
        return weeks[min(self.stretch.week, len(weeks)) - 1]

    @property
    def routine(self) -> str | None:
        """Return today's routine if it is not done yet; None if there is none."""
        wanted = {DayKind.TO_COME, DayKind.RACE}
        return next(
            (
                each.routine
                for each in self.days
                if each.day == self.today and each.kind in wanted
            ),
            None,
        )

    @property
    def next_day(self) -> PlannedDay | None:
        """Return the next day after today with a session; None if there is none."""
        coming = (each for each in self.days if each.day > self.today)
        return next((each for each in coming if each.kind is not DayKind.REST), None)

    def add_sets(self, routine: str, drills: Iterable[str]) -> int:
        """Return the sets that this week adds to a drill of a routine; negative for fewer.

        ``drills`` holds the drill's own id and that of the drill it replaces.
        """
        kind = self.stretch.kind
        # This close to a race, a first session is as small as in week 1.
        weeks = self.programme.weeks if self.is_too_near else (self.week,)
        is_meant = routine in {t.routine for week in weeks for t in week.strength}
        if kind is SpanKind.OVER or not is_meant:
            return 0
        names = set(drills)
        sets = sum(
            change.sets
            for change in self.week.changes
            if not change.drills or names & set(change.drills)
        )
        may_add = kind is SpanKind.WEEK and not self.stretch.holds
        return sets if may_add else min(sets, 0)


def standing(  # noqa: PLR0913  what decides is told, not looked for
    programme: Programme,
    begun: ProgrammeStart,
    done: Iterable[RoutineDone],
    verdicts: Sequence[Verdict] | Verdicts,
    today: date,
    *,
    terms: RaceTerms = NO_TERMS,
) -> PlanDay:
    """Return the day of a programme, with its week.

    Args:
        programme: the programme with its weeks.
        begun: the choices it was begun with.
        done: the routines done since; earlier ones do not matter.
        verdicts: the coaching rules' verdicts on them, or a function that returns them;
            no verdicts mean "never answered".
        today: today by the runner's clock.
        terms: the changes that the race brings.
    """
    course = Course(programme, begun, done, verdicts, terms=terms, today=today)
    stretch = find_stretch(course, today)
    match stretch.kind:
        case SpanKind.WEEK:
            return _week(course, stretch, today)
        case SpanKind.TAPER:
            return _taper(course, stretch, today)
        case SpanKind.RECOVERY:
            days = _days(stretch, {}, {})
            return _plan_day(course, stretch, today, days)
        case SpanKind.OVER:
            return _keeping(course, stretch, today)


def _plan_day(
    course: Course, stretch: ProgrammeSpan, today: date, days: Sequence[PlannedDay]
) -> PlanDay:
    return PlanDay(
        programme=course.programme,
        begun=course.begun,
        today=today,
        stretch=stretch,
        days=tuple(days),
        beside=_beside(course, stretch),
        race=course.race,
        waits_for_race=course.waits_for_race,
        taper_from=course.taper_begins,
    )


def _keeping(course: Course, over: ProgrammeSpan, today: date) -> PlanDay:
    """Return the week after the last: one session a week, with routines that take turns."""
    weeks_ago = (today - over.first).days // _WEEK_DAYS
    first = over.first + weeks_ago * _WEEK_DAYS * DAY
    last = min(over.last, first + (_WEEK_DAYS - 1) * DAY)
    done = {each.day: each.routine for each in course.efforts(first, last)}
    newest = course.last_effort(first) or course.begun.on
    is_long_ago = not done and (today - newest).days > LONG_BREAK_DAYS
    why = SpanReason.AFTER_BREAK if is_long_ago else over.why
    week = replace(over, first=first, last=last, why=why)
    to_come: dict[date, str] = {}
    if not done:
        # After a long break, use the sessions of week 1; otherwise those of the last week.
        sessions = course.week(1 if is_long_ago else over.week).sessions
        wanted = slots(course.begun.days, 1, first)
        taken = _recent(course, week)
        found = place(1, max(today, first), last, wanted, taken)
        to_come = dict.fromkeys(found, sessions[weeks_ago % len(sessions)])
    plan = _plan_day(course, week, today, _days(week, done, to_come))
    return replace(plan, is_all_done=True)


def _beside(course: Course, stretch: ProgrammeSpan) -> tuple[Beside, ...]:
    if stretch.kind is not SpanKind.WEEK:
        return ()
    here = course.between(stretch.first, stretch.last)
    done = Counter(each.routine for each in here)
    return tuple(
        Beside(times.routine, done[times.routine], times.times)
        for times in course.week(stretch.week).beside
    )


def _days(
    stretch: ProgrammeSpan, done: dict[date, str], to_come: dict[date, str]
) -> list[PlannedDay]:
    days = []
    for offset in range((stretch.last - stretch.first).days + 1):
        day = stretch.first + timedelta(days=offset)
        if day in done:
            days.append(PlannedDay(day, DayKind.DONE, done[day]))
        elif day in to_come:
            days.append(PlannedDay(day, DayKind.TO_COME, to_come[day]))
        else:
            days.append(PlannedDay(day, DayKind.REST))
    return days


def _recent(course: Course, stretch: ProgrammeSpan) -> list[date]:
    """Return the strength days shortly before a span, which need a day between."""
    first = stretch.first - (APART_DAYS - 1) * DAY
    return [each.day for each in course.efforts(first, stretch.first - DAY)]


def _week(course: Course, stretch: ProgrammeSpan, today: date) -> PlanDay:
    sessions = course.week(stretch.week).sessions
    done = {each.day: each.routine for each in course.efforts(stretch.first, stretch.last)}
    left = remaining(course, stretch, stretch.first, stretch.last)
    if stretch.why is SpanReason.NOT_DONE:
        # A repeated week goes on with the session that was missed.
        missing = remaining(course, stretch, stretch.since, stretch.last)
        left.sort(key=lambda routine: routine not in missing)
    wanted = slots(course.begun.days, len(sessions), stretch.first)
    taken = [*_recent(course, stretch), *done]
    from_day = max(today, stretch.first)
    if course.is_near_race(stretch.last):
        left = _known_ones(course, left, today)[: max(0, len(sessions) - len(done))]
    found = place(len(left), from_day, stretch.last, wanted, taken)
    missed = [day for day in wanted if day < today and day not in done]
    days = _days(stretch, done, dict(zip(found, left, strict=False)))
    return replace(
        _plan_day(course, stretch, today, days),
        missed=min(len(missed), len(found)),
        left_over=len(left) - len(found) if _is_whole(stretch) else 0,
        is_all_done=is_end(course, stretch),
    )


def _known_ones(course: Course, routines: Sequence[str], today: date) -> list[str]:
    """Return strength routines without new ones, whose place the newest known one takes.

    Near a race, muscles that are sore from something new would not recover in time.
    """
    known = [each.routine for each in course.efforts(date.min, today)]
    if not known:
        return [*routines]
    return [each if each in known else known[-1] for each in routines]


def _is_whole(stretch: ProgrammeSpan) -> bool:
    """Return whether the race leaves the week whole, so that each session needs a day."""
    return (stretch.last - stretch.first).days >= 6  # noqa: PLR2004  a week


def _taper(course: Course, stretch: ProgrammeSpan, today: date) -> PlanDay:
    race = stretch.last
    programme = course.programme

    def before(days: Sequence[int]) -> list[date]:
        wanted = [race - timedelta(days=day) for day in days]
        return [day for day in wanted if day >= max(today, stretch.first)]

    most = course.race.taper_days
    sessions = course.week(stretch.week).sessions
    usual = slots((), len(sessions), course.begun.on)  # the weekdays of the programme
    weekdays = course.begun.days or tuple(day.weekday() for day in usual)
    efforts = course.efforts(race - timedelta(days=most + 1), race)
    done = {each.day: each.routine for each in efforts if each.day >= stretch.first}
    to_come: dict[date, str] = {}
    taken = [each.day for each in efforts]
    chosen = slots(weekdays, _MOST_TAPERS, stretch.first)
    first, second = (race - timedelta(days=days) for days in (most, most - 1))
    # A missed session does not move here, because the days before a race are for rest.
    on = next((day for day in (first, second) if day.weekday() in weekdays), first)
    is_ahead = on >= max(today, stretch.first)
    if not efforts and is_ahead and not course.waits_for_race:
        left = remaining(course, stretch, stretch.since, stretch.last) or sessions
        to_come[on] = _known_ones(course, left, today)[0]
        taken.append(on)
    if programme.taper is not None and not course.waits_for_race:
        tapers = {
            each.day: each.routine
            for each in course.between(stretch.first, race)
            if each.routine == programme.taper
        }
        done |= {day: routine for day, routine in tapers.items() if day not in done}
        days = before(range(most - 2, _LAST_TAPER - 1, -1))
        count = _MOST_TAPERS - len(tapers)
        if days and count > 0:
            wanted = frozenset(chosen & set(days))
            found = place(count, days[0], days[-1], wanted, [*taken, *tapers])
            to_come |= dict.fromkeys(found, programme.taper)
    planned = _days(stretch, done, to_come)
    is_run = any(
        each.routine == programme.race_morning for each in course.between(race, race)
    )
    planned[-1] = PlannedDay(race, DayKind.RACE, None if is_run else programme.race_morning)
    return _plan_day(course, stretch, today, planned)
