"""The gate to the next week of a programme, based on this week's verdicts. Pure.

A session went well if G1 or G2 applied to more than half of the drills that the runner
answered about; a session without answers does not count. Three of four sessions have to
go well, and no pain or safety rule may have applied in the last seven days. We chose
these shares; no study has tested them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

import msgspec

from coach.model.session_facts import RoutineDone
from coach.model.verdict import Verdict

Verdicts = Callable[[date, date, str], Sequence[Verdict]]
"""Returns the rules' verdicts between two days, both included: all for one routine, and at
least the alarming ones for the others."""
ALARM_DAYS = 7
_WEEK = timedelta(days=7)


class Gate(msgspec.Struct, frozen=True):
    """The result of a week: good sessions, judged sessions and alarms."""

    routine: str
    good: int
    """Number of sessions that went well."""
    judged: int
    """Number of sessions with an answer."""
    alarms: frozenset[str] = frozenset()
    """Ids of the safety and pain rules that decided in the last seven days."""

    @property
    def has_alarm(self) -> bool:
        """Return whether a safety or pain rule decided in the last seven days."""
        return bool(self.alarms)

    @property
    def is_silent(self) -> bool:
        """Return whether there was no answer."""
        return not self.judged and not self.has_alarm

    @property
    def is_good_enough(self) -> bool:
        """Return whether at least three of every four judged sessions went well."""
        return self.judged > 0 and 4 * self.good >= 3 * self.judged

    @property
    def is_open(self) -> bool:
        """Return whether the next week may start."""
        return self.is_good_enough and not self.has_alarm


def all_of(verdicts: Sequence[Verdict]) -> Verdicts:
    """Return a query over verdicts held in memory."""
    return lambda first, last, _: [v for v in verdicts if first <= v.day <= last]


def judge(
    routine: str, done: Iterable[RoutineDone], verdicts: Verdicts, until: date
) -> Gate:
    """Return the gate for the newest week of a routine.

    Args:
        routine: the routine whose sessions are judged.
        done: the routines done in this week of the programme, over all its repeats.
        verdicts: returns the rules' verdicts; it is asked only about the days that matter.
        until: the last day that counts.
    """
    mine = [each for each in done if each.routine == routine and each.day <= until]
    newest = max((each.day for each in mine), default=until)
    sessions = {each.session for each in mine if each.day > newest - _WEEK}
    first = min((each.day for each in mine if each.session in sessions), default=until)
    first_alarm = until - timedelta(days=ALARM_DAYS - 1)
    said = verdicts(min(first, first_alarm), until, routine)
    answered: dict[str, list[bool]] = {}
    for verdict in said:
        is_mine = verdict.routine == routine and verdict.session in sessions
        if is_mine and not verdict.is_silent:
            answered.setdefault(verdict.session, []).append(verdict.is_good)
    return Gate(
        routine,
        good=sum(2 * sum(good) > len(good) for good in answered.values()),
        judged=len(answered),
        alarms=frozenset(
            v.rule for v in said if v.is_alarm and first_alarm <= v.day <= until
        ),
    )
