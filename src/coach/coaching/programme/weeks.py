"""The course of a programme from its start to today, in weeks. Pure.

A programme goes in *stretches*: a week, the days before a race, the days after it. Each
follows from the one before and the sessions in it, so the same records always lead to the
same week.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum

import msgspec
from msgspec.structs import replace

from coach.coaching.programme.begun_with import ProgrammeStart
from coach.coaching.programme.gate import Gate, Verdicts, all_of, judge
from coach.model.programme import Programme, Week
from coach.model.rule import RaceRule
from coach.model.session_facts import RoutineDone
from coach.model.terms import RaceDistance
from coach.model.verdict import Verdict

DAY = timedelta(days=1)
DAYS_BEFORE = 7
"""Days before the start in which a session still calls for rest."""
AS_TEN_K = RaceRule(
    distance=RaceDistance.TEN_K,
    name="your race",
    taper_days=6,
    reset_days=2,
    first_strength_days=14,
)
"""The terms for a race whose distance nobody gave."""
LONG_BREAK_DAYS = 28
"""Days without strength after which a programme starts again."""


class RaceTerms(msgspec.Struct, frozen=True):
    """The changes that a race brings for a runner."""

    rule: RaceRule = AS_TEN_K
    is_new: bool = False
    """Whether no strength session was done before the programme began."""


NO_TERMS = RaceTerms()


class SpanKind(StrEnum):
    """The kind of a span of days."""

    WEEK = "week"
    TAPER = "taper"
    """The last days before a race, and the race itself."""
    RECOVERY = "recovery"
    OVER = "over"
    """The time after every week is done."""


class SpanReason(StrEnum):
    """The reason for a span: a new week, a repeated one, a race or a break."""

    NEXT = "next"
    NOT_DONE = "not-done"
    """Sessions were missed, so the week is repeated."""
    GATE = "gate"
    """The week is repeated until the gate opens."""
    UNANSWERED = "unanswered"
    """The week is repeated once because no answers were given."""
    HELD = "held"
    """The next week starts without answers, and adds no sets."""
    RACE = "race"
    AFTER_RACE = "after-race"
    AFTER_BREAK = "after-break"


class ProgrammeSpan(msgspec.Struct, frozen=True, kw_only=True):
    """Days of a programme that belong together, such as a week or a taper."""

    kind: SpanKind
    first: date
    last: date
    week: int
    """Number of the week, from 1; one more than the last once all are done."""
    attempt: int = 1
    """Number of times this week has come."""
    since: date
    """First day of this week's first time."""
    why: SpanReason = SpanReason.NEXT
    resume: int = 0
    """The week to resume at after the week that follows a race; 0 for the next one."""
    gate: Gate | None = None
    """The gate that kept the next week from starting."""
    holds: bool = False
    """Whether weeks add no sets until there is an answer."""


class Course:
    """A programme, its start, and the sessions since."""

    def __init__(  # noqa: PLR0913  what decides is told, not looked for
        self,
        programme: Programme,
        begun: ProgrammeStart,
        done: Iterable[RoutineDone],
        verdicts: Sequence[Verdict] | Verdicts = (),
        *,
        terms: RaceTerms = NO_TERMS,
        today: date = date.min,
    ) -> None:
        self.programme = programme
        self.begun = begun
        self.race = terms.rule
        self.verdicts = verdicts if callable(verdicts) else all_of(verdicts)
        self.strength = {t.routine for week in programme.weeks for t in week.strength}
        first = begun.on - DAYS_BEFORE * DAY
        known = programme.routines
        self._done = sorted(
            (each for each in done if each.routine in known and each.day >= first),
            key=lambda each: (each.day, each.at, each.session),
        )
        self._days = [each.day for each in self._done]
        self.waits_for_race = terms.is_new and self._is_too_near_for_a_first(today)

    def _is_too_near_for_a_first(self, today: date) -> bool:
        """Return whether the race is near and strength has not begun."""
        if self.begun.race is None:
            return False
        near = self.begun.race - self.race.first_strength_days * DAY
        return near <= today and not self.efforts(date.min, near - DAY)

    def is_near_race(self, day: date) -> bool:
        """Return whether a day is too near the race for a new strength routine."""
        race, near = self.begun.race, self.race.first_strength_days
        return race is not None and timedelta() <= race - day <= near * DAY

    @property
    def taper_begins(self) -> date | None:
        """Return the first day of the taper; None if there is no race."""
        if self.begun.race is None:
            return None
        is_new, race = self.waits_for_race, self.race
        return (
            self.begun.race
            - (race.first_strength_days if is_new else race.taper_days) * DAY
        )

    def between(self, first: date, last: date) -> list[RoutineDone]:
        """Return the sessions between two days, both included."""
        start, end = bisect_left(self._days, first), bisect_right(self._days, last)
        return self._done[start:end]

    def efforts(self, first: date, last: date) -> list[RoutineDone]:
        """Return the strength sessions between two days, both included."""
        return [each for each in self.between(first, last) if each.routine in self.strength]

    def last_effort(self, before: date) -> date | None:
        """Return the day of the newest strength session before a day, or None."""
        found = self.efforts(self.begun.on, before - DAY)
        return found[-1].day if found else None

    def week(self, number: int) -> Week:
        """Return a week by its number; the last week for any higher number."""
        weeks = self.programme.weeks
        return weeks[min(number, len(weeks)) - 1]


def find_stretch(course: Course, today: date) -> ProgrammeSpan:
    """Return the span that contains a day."""
    begun = course.begun
    taper = course.taper_begins
    stretch = ProgrammeSpan(
        kind=SpanKind.WEEK,
        first=begun.on,
        last=begun.on,
        week=min(begun.week, len(course.programme.weeks)),
        since=begun.on,
    )
    if taper and begun.race and taper <= begun.on <= begun.race:
        stretch = replace(
            stretch, kind=SpanKind.TAPER, last=begun.race, why=SpanReason.RACE
        )
    else:
        stretch = _week(course, stretch)
    stretch = _after_break(course, stretch, today)
    while stretch.last < today:
        stretch = _after_break(course, _after(course, stretch), today)
    return stretch


def is_end(course: Course, week: ProgrammeSpan) -> bool:
    """Return whether a week, with the sessions done so far, is the end of the programme."""
    return _after(course, week).kind is SpanKind.OVER


def remaining(course: Course, stretch: ProgrammeSpan, first: date, last: date) -> list[str]:
    """Return, in order, the week's strength sessions not done between two days."""
    done = Counter(each.routine for each in course.efforts(first, last))
    left = []
    for routine in course.week(stretch.week).sessions:
        if done[routine]:
            done[routine] -= 1
        else:
            left.append(routine)
    return left


def _week(course: Course, stretch: ProgrammeSpan) -> ProgrammeSpan:
    """Return a week with its days: seven, fewer before a race, or endless at the end."""
    is_over = stretch.week > len(course.programme.weeks)
    last = date.max if is_over else stretch.first + 6 * DAY
    taper = course.taper_begins
    if taper is not None and stretch.first < taper <= last:
        last = taper - DAY
    return replace(stretch, kind=SpanKind.OVER if is_over else SpanKind.WEEK, last=last)


def _after(course: Course, before: ProgrammeSpan) -> ProgrammeSpan:
    first = before.last + DAY
    match before.kind:
        case SpanKind.TAPER:
            last = before.last + course.race.reset_days * DAY
            return replace(before, kind=SpanKind.RECOVERY, first=first, last=last)
        case SpanKind.RECOVERY:
            again = replace(before, first=first, since=first, why=SpanReason.AFTER_RACE)
            # After a race comes week 1, and then a week whose routines the runner knows.
            resume = _known_week(course, before)
            again = replace(again, week=1, resume=resume, attempt=before.attempt + 1)
            return _week(course, again)
        case _ if first == course.taper_begins and course.begun.race:
            last = course.begun.race
            return replace(
                before,
                kind=SpanKind.TAPER,
                first=first,
                last=last,
                why=SpanReason.RACE,
                gate=None,
            )
        case _:
            return _week(course, _after_week(course, before, first))


def _known_week(course: Course, before: ProgrammeSpan) -> int:
    """Return the week that was reached, or an earlier one if a routine there is new."""
    done = {each.routine for each in course.efforts(date.min, before.last)}
    week = before.week
    while week > 1 and not done.issuperset(course.week(week).sessions):
        week -= 1
    return week


def _after_week(course: Course, before: ProgrammeSpan, first: date) -> ProgrammeSpan:
    """Return the same week again, or the next one."""
    week = course.week(before.week)
    again = replace(before, first=first, attempt=before.attempt + 1, gate=None)
    following = replace(
        again,
        week=max(before.week + 1, before.resume),
        resume=0,
        attempt=1,
        since=first,
        why=SpanReason.NEXT,
    )
    if remaining(course, before, before.since, before.last):
        return replace(again, why=SpanReason.NOT_DONE)
    if week.gate is None:
        return following
    done = course.between(before.since, before.last)
    gate = judge(week.gate, done, course.verdicts, before.last)
    if gate.is_open:
        return replace(following, holds=False)
    if not gate.is_silent:
        return replace(again, why=SpanReason.GATE, gate=gate)
    is_second_time = before.why is SpanReason.UNANSWERED
    if not is_second_time or not course.efforts(before.first, before.last):
        return replace(again, why=SpanReason.UNANSWERED, gate=gate)
    return replace(following, why=SpanReason.HELD, gate=gate, holds=True)


def _after_break(course: Course, stretch: ProgrammeSpan, today: date) -> ProgrammeSpan:
    """Return the first week again after a long time without strength."""
    if stretch.kind is not SpanKind.WEEK:
        return stretch
    last = course.last_effort(stretch.first)
    is_missed = stretch.week == 1 and stretch.why is SpanReason.NOT_DONE
    if stretch.week == 1 and not (is_missed and last):
        return stretch
    newest = last or course.begun.on
    here = course.efforts(stretch.first, stretch.last)
    until = here[0].day if here else min(today, stretch.last)
    if (until - newest).days <= LONG_BREAK_DAYS:
        return stretch
    fresh = replace(
        stretch,
        week=1,
        resume=0,
        attempt=1,
        since=stretch.first,
        why=SpanReason.AFTER_BREAK,
        gate=None,
    )
    return _week(course, replace(fresh, holds=False))
