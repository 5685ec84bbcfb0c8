"""What the rules said about sessions that are over: for the gates of programmes. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from coach.coaching.conditions import DrillSituation, among, first_rule, is_such
from coach.coaching.drill_history import DrillHistory
from coach.coaching.drill_log import DrillLog
from coach.model.days_and_weeks import day_of
from coach.model.rule import Rule
from coach.model.verdict import Verdict

SILENT = "G0"
"""No rule says anything."""
LOOK_BACK_DAYS = 15
"""Rules count answers of two weeks. Of answers in a row that lie further apart less is
known here than when the next session is decided; that never makes a session good."""
READ_AT_ONCE_DAYS = 42


class Judging:
    """Judges sessions when somebody asks about their days; each span of days once."""

    def __init__(
        self,
        past: Callable[[date, date], DrillHistory],
        rules: Callable[[], Sequence[Rule]],
    ) -> None:
        """Nothing is read yet.

        Args:
            past: the sessions between two days.
            rules: the coaching rules.
        """
        self._read = past
        self._rules = rules
        self._pasts: list[tuple[date, date, DrillHistory]] = []
        self._known: dict[tuple[date, date, str], list[Verdict]] = {}

    def __call__(self, first: date, last: date, routine: str) -> list[Verdict]:
        """What the rules said between two days, both included.

        Everything about one routine; of others only what may be alarming.
        """
        span = first, last, routine
        if span not in self._known:
            answered = self._past(first, last).answered
            self._known[span] = [
                _verdict(log, answered[index:], self._rules())
                for index, log in enumerate(answered)
                if first <= day_of(log.at) <= last
                if log.block.routine == routine or log.is_alarming or log.morning
            ]
        return self._known[span]

    def _past(self, first: date, last: date) -> DrillHistory:
        """Some weeks at once: the next question is about the next week."""
        for known_first, known_last, past in self._pasts:
            if known_first <= first and last <= known_last:
                return past
        until = max(last, first + timedelta(days=READ_AT_ONCE_DAYS))
        past = self._read(first - timedelta(days=LOOK_BACK_DAYS), until)
        self._pasts.append((first, until, past))
        return past


def _verdict(log: DrillLog, answered: Sequence[DrillLog], rules: Sequence[Rule]) -> Verdict:
    """What the rules say about an answer; it and what came before, the newest first.

    Rules about time away are about the day of the next session, and say nothing here.
    """
    day = day_of(log.at)
    # Of a day that is over it does not matter how much was missing.
    rules = [rule for rule in rules if not rule.then.restore]
    possible = [rule for rule in rules if is_such(rule, log, None)]
    situation = DrillSituation(log, None, {}, day)
    if possible and not possible[0].is_about_one:
        situation = DrillSituation(log, None, among(log, _related(log, answered)), day)
    rule = first_rule(possible, situation)
    return Verdict(
        log.session,
        day,
        log.block.routine,
        log.block.drill,
        rule.id if rule else SILENT,
    )


def _related(log: DrillLog, answered: Sequence[DrillLog]) -> list[DrillLog]:
    """Only what can matter: the drill, its kind of movement and its place."""
    pattern, slot = log.block.pattern, log.slot
    return [each for each in answered if each.block.pattern == pattern or each.slot == slot]
