"""Programmes and what was done in them, for tests of where a runner stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from coach.coaching.programme.begun_with import ProgrammeStart
from coach.coaching.programme.standing import DayKind, PlanDay, standing
from coach.coaching.programme.weeks import NO_TERMS
from coach.library.bundled import find_bundled
from coach.library.load import read_library
from coach.library.programmes import read_programmes
from coach.model.programme import Programme
from coach.model.session_facts import RoutineDone
from coach.model.verdict import Verdict

LIBRARY = read_library([], find_bundled(), with_sources=False)
PROGRAMMES = read_programmes(LIBRARY).entries
SIX = PROGRAMMES["six-week"].value
FOUR = PROGRAMMES["four-week"].value
MONDAY = date(2026, 11, 2)
NAMES = {id_: entry.value.name for id_, entry in LIBRARY.routines.items()}


def after(days: int) -> date:
    """So many days after the first Monday."""
    return MONDAY + timedelta(days=days)


def did(routine: str, day: date, hour: int = 18) -> RoutineDone:
    """A routine that was done."""
    at = datetime.combine(day, time(hour, tzinfo=UTC))
    return RoutineDone(f"{routine} {day}", routine, at)


def said(done: RoutineDone, *rules: str) -> list[Verdict]:
    """What the rules said about a session, drill by drill."""
    return [
        Verdict(done.session, done.day, done.routine, f"drill-{number}", rule)
        for number, rule in enumerate(rules)
    ]


class Runner:
    """Somebody who does what is planned, from day to day, unless told otherwise."""

    def __init__(
        self,
        begun: ProgrammeStart,
        rules: Sequence[str] = ("G1",),
        programme: Programme = SIX,
    ) -> None:
        self.begun = begun
        self.programme = programme
        self.rules = rules
        self.today = begun.on
        self.done: list[RoutineDone] = []
        self.verdicts: list[Verdict] = []
        self.terms = NO_TERMS

    def plan(self) -> PlanDay:
        """Where they stand today."""
        return standing(
            self.programme,
            self.begun,
            self.done,
            self.verdicts,
            self.today,
            terms=self.terms,
        )

    def rest(self, days: int) -> None:
        """Let days go by."""
        self.today += timedelta(days=days)

    def train(self, days: int) -> None:
        """Do for so many days what is planned for them."""
        for _ in range(days):
            routine = self.plan().routine
            if routine is not None:
                self.do(routine)
            self.rest(1)

    def do(self, routine: str) -> None:
        """Do a routine today."""
        done = did(routine, self.today)
        self.done.append(done)
        self.verdicts += said(done, *self.rules)


def shown(plan: PlanDay) -> list[str]:
    """The days with something on them."""
    return [
        f"{each.day:%a} {each.routine} {each.kind}"
        for each in plan.days
        if each.kind is not DayKind.REST
    ]
