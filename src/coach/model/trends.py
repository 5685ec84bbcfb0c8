"""Totals and trends over many sessions: days, weeks, drills and firsts. Pure.

Days and weeks are those of `days_and_weeks`. Sessions without a whole rep are left out,
and so are self-tests, whose results are shown by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from coach.model.days_and_weeks import DAYS_OF_WEEK, WeekStart, day_of, first_of_week
from coach.model.session_facts import BoutFacts, SessionFacts
from coach.model.terms import Group, SkipReason, Unit
from coach.model.weights import Weight

WEEK = timedelta(days=DAYS_OF_WEEK)


class Totals(msgspec.Struct, frozen=True, kw_only=True):
    """Totals of some sessions."""

    sessions: int = 0
    active_ms: int = 0
    exhales: int = 0
    exhale_ms: int = 0
    sets: dict[Group, int] = {}
    """Finished sets by group."""

    def __add__(self, other: Totals) -> Totals:
        groups = {*self.sets, *other.sets}
        return Totals(
            sessions=self.sessions + other.sessions,
            active_ms=self.active_ms + other.active_ms,
            exhales=self.exhales + other.exhales,
            exhale_ms=self.exhale_ms + other.exhale_ms,
            sets={g: self.sets.get(g, 0) + other.sets.get(g, 0) for g in groups},
        )


NOTHING = Totals()


class WeekTotals(msgspec.Struct, frozen=True):
    """Totals of seven days, from the first day of the runner's week."""

    first_day: date
    days: tuple[Totals, ...]
    """Totals of each of the seven days, including empty ones."""

    @property
    def total(self) -> Totals:
        """Return the totals of the week."""
        return sum(self.days, NOTHING)


def has_work(session: SessionFacts) -> bool:
    """Return whether at least one whole rep or breath was trained; a test trains none."""
    is_begun = any(bout.reps_done for bout in session.bouts)
    return is_begun and not session.prescription.is_test


def may_have_hurt(session: SessionFacts) -> bool:
    """Return whether the runner may have reported pain, however slight, or a sign of it."""
    morning = session.morning
    return bool(
        session.pain
        or session.stops
        or (morning is not None and (morning.pain or morning.where_pain))
        or any(
            said.pain or said.where_pain or said.flags or said.skipped == SkipReason.HURTS
            for said in session.feedback
        )
    )


def totals_of(session: SessionFacts) -> Totals:
    """Return the totals of one session."""
    if not has_work(session):
        return NOTHING
    sets: dict[Group, int] = {}
    for index, _ in session.done_sets:
        group = session.prescription.blocks[index].group
        sets[group] = sets.get(group, 0) + 1
    return Totals(
        sessions=1,
        active_ms=session.active_ms,
        exhales=session.exhales,
        exhale_ms=session.exhale_ms,
        sets=sets,
    )


def days_of(sessions: Iterable[SessionFacts]) -> dict[date, Totals]:
    """Return the totals of each day that has sessions."""
    days: dict[date, Totals] = {}
    for session in sessions:
        total = totals_of(session)
        if total.sessions:
            day = day_of(session.started_at)
            days[day] = days.get(day, NOTHING) + total
    return days


def weeks_of(
    days: Mapping[date, Totals],
    first: date,
    last: date,
    starts: WeekStart = WeekStart.MONDAY,
) -> tuple[WeekTotals, ...]:
    """Return all weeks from one day to another, including empty ones."""
    first_day = first_of_week(first, starts)
    number = max(0, (last - first_day).days // DAYS_OF_WEEK + 1)
    return tuple(
        WeekTotals(
            start,
            tuple(
                days.get(start + timedelta(days=n), NOTHING) for n in range(DAYS_OF_WEEK)
            ),
        )
        for start in (first_day + WEEK * index for index in range(number))
    )


# Drills over time


class DrillDay(msgspec.Struct, frozen=True, kw_only=True):
    """The work on one drill in one session."""

    day: date
    drill: str
    name: str
    group: Group
    level: int
    unit: Unit
    sets: int
    """Sets finished on all sides."""
    best_reps: int
    """Reps or breaths of the best set of one side: the heaviest, then the longest."""
    work_ms: int
    weight: Weight | None = None
    """Weight in the best set; None if there was none."""


class DrillTrend(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One drill over some weeks."""

    drill: str
    name: str
    group: Group
    level: int
    """Highest level at which the drill was done."""
    unit: Unit
    sessions: int
    sets: int
    best_reps: int
    work_ms: tuple[int, ...]
    """Exercise time of each week, the oldest first."""
    weight: Weight | None = None
    """Weight in the best set; None if there was none."""
    weights: tuple[Weight, ...] = ()
    """Heaviest weight of each session that had one, the oldest first."""


def drill_days_of(sessions: Iterable[SessionFacts]) -> list[DrillDay]:
    """Return one `DrillDay` per session and drill with a whole rep done.

    A self-test is not a drill; its results are shown separately.
    """
    found: list[DrillDay] = []
    for session in filter(has_work, sessions):
        blocks = session.prescription.blocks
        done = session.done_sets
        bouts: dict[str, list[BoutFacts]] = {}
        for bout in session.bouts:
            if bout.reps_done and 0 <= bout.block < len(blocks):
                bouts.setdefault(blocks[bout.block].drill, []).append(bout)
        for drill, of in bouts.items():
            block = blocks[of[-1].block]
            best = max(of, key=lambda bout: _effort(bout.weight, bout.reps_done))
            found.append(
                DrillDay(
                    day=day_of(session.started_at),
                    drill=drill,
                    name=block.name,
                    group=block.group,
                    level=block.level,
                    unit=block.unit,
                    sets=sum(blocks[index].drill == drill for index, _ in done),
                    best_reps=best.reps_done,
                    work_ms=sum(bout.work_ms for bout in of),
                    weight=best.weight,
                )
            )
    return found


def drill_trends(
    days: Iterable[DrillDay],
    first: date,
    last: date,
    starts: WeekStart = WeekStart.MONDAY,
) -> list[DrillTrend]:
    """Return the drills done from one day to another, by group, level and name."""
    first_day = first_of_week(first, starts)
    number = max(0, (last - first_day).days // DAYS_OF_WEEK + 1)
    by_drill: dict[str, list[DrillDay]] = {}
    for day in days:
        if first_day <= day.day <= last:
            by_drill.setdefault(day.drill, []).append(day)
    trends = [_trend(of, first_day, number) for of in by_drill.values()]
    return sorted(trends, key=lambda trend: (trend.group, trend.level, trend.name))


def _trend(days: Sequence[DrillDay], first_day: date, number: int) -> DrillTrend:
    work_ms = [0] * number
    for day in days:
        work_ms[(day.day - first_day).days // DAYS_OF_WEEK] += day.work_ms
    best = max(days, key=lambda day: _effort(day.weight, day.best_reps))
    newest = max(days, key=lambda day: (day.day, day.name, day.unit))
    return DrillTrend(
        drill=newest.drill,
        name=newest.name,
        group=newest.group,
        level=max(day.level for day in days),
        unit=newest.unit,
        sessions=len(days),
        sets=sum(day.sets for day in days),
        best_reps=best.best_reps,
        work_ms=tuple(work_ms),
        weight=best.weight,
        weights=tuple(
            day.weight for day in sorted(days, key=_day) if day.weight is not None
        ),
    )


def _effort(weight: Weight | None, reps: int) -> tuple[int, int]:
    """Return the key by which sets are compared: first the weight, then the reps."""
    return (weight.g if weight else 0, reps)


def _day(day: DrillDay) -> date:
    return day.day


# Firsts


class PastTotals(msgspec.Struct, frozen=True, kw_only=True):
    """Totals before a session, from which anything new in it can be found."""

    drills: frozenset[str] = frozenset()
    most_sets: int = 0
    longest_ms: int = 0
    levels: dict[Group, int] = {}
    """Highest level by group."""

    def after(self, session: SessionFacts) -> PastTotals:
        """Return the totals with one more session."""
        if not has_work(session):
            return self
        levels = dict(self.levels)
        for index in _worked(session):
            block = session.prescription.blocks[index]
            levels[block.group] = max(levels.get(block.group, 0), block.level)
        drills = frozenset(_drills(session))
        return PastTotals(
            drills=self.drills if drills <= self.drills else self.drills | drills,
            most_sets=max(self.most_sets, session.sets_done),
            longest_ms=max(self.longest_ms, session.active_ms),
            levels=levels,
        )


class Firsts(msgspec.Struct, frozen=True, kw_only=True):
    """Firsts and records of a session."""

    drills: tuple[str, ...] = ()
    """Names of the drills done for the first time, in order."""
    levels: dict[Group, int] = {}
    """Levels above 1 reached for the first time, by group."""
    most_sets: bool = False
    """Whether no earlier session had as many sets."""
    longest: bool = False
    """Whether no earlier session had as much exercise time."""


def firsts_of(session: SessionFacts, past: PastTotals) -> Firsts:
    """Return everything new in a session; the very first session sets no records."""
    if not has_work(session):
        return Firsts()
    levels: dict[Group, int] = {}
    for index in _worked(session):
        block = session.prescription.blocks[index]
        if block.level > max(1, past.levels.get(block.group, 0)):
            levels[block.group] = max(levels.get(block.group, 0), block.level)
    return Firsts(
        drills=tuple(n for d, n in _drills(session).items() if d not in past.drills),
        levels=levels,
        most_sets=0 < past.most_sets < session.sets_done,
        longest=0 < past.longest_ms < session.active_ms,
    )


def _worked(session: SessionFacts) -> list[int]:
    """Return the indices of blocks with work done, in order."""
    number = len(session.prescription.blocks)
    return sorted({b.block for b in session.bouts if b.reps_done and 0 <= b.block < number})


def _drills(session: SessionFacts) -> dict[str, str]:
    """Return the names of drills with work done, by id."""
    blocks = session.prescription.blocks
    return {blocks[index].drill: blocks[index].name for index in _worked(session)}
