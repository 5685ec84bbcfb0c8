"""The rules' verdicts on past sessions, for the gates of programmes. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cached_property

from msgspec.structs import replace

from coach.coaching.conditions import DrillSituation, EarlierAnswers, RulesAbout, holds
from coach.coaching.drill_history import DrillHistory
from coach.coaching.drill_log import DrillLog
from coach.model.days_and_weeks import training_day
from coach.model.rule import Rule
from coach.model.verdict import Verdict

SILENT = "G0"
"""Verdict on a session that no rule is about."""
SLIGHT_PAIN = "P0"
"""Verdict on slight pain, with which nothing gets harder, whatever else was good."""
LOOK_BACK_DAYS = 15
"""Rules count answers over two weeks. Answers in a row that are further apart are seen only
in part here, which can never make a session good."""
READ_AT_ONCE_DAYS = 42


class Judging:
    """Judges sessions on demand; reads each span of days only once."""

    def __init__(
        self,
        past: Callable[[date, date], DrillHistory],
        rules: Callable[[], Sequence[Rule]],
    ) -> None:
        """Prepare without reading anything yet.

        Args:
            past: returns the sessions between two days.
            rules: the coaching rules.
        """
        self._read = past
        self._rules = rules
        self._pasts: list[tuple[date, date, DrillHistory]] = []
        self._related: dict[int, _Related] = {}
        """Cached by the identity of a history, which lives as long as this object."""
        self._known: dict[tuple[date, date, str], list[Verdict]] = {}

    def __call__(self, first: date, last: date, routine: str) -> list[Verdict]:
        """Return the verdicts between two days, both included.

        For one routine, all verdicts; for the others, only possible alarms.
        """
        span = first, last, routine
        if span not in self._known:
            past = self._past(first, last)
            answered = past.answered
            related = self._related.setdefault(id(past), _Related(answered))
            self._known[span] = [
                _verdict(log, related, self._about)
                for log in answered
                if first <= training_day(log.at) <= last
                if log.block.routine == routine or log.is_alarming or log.morning
            ]
        return self._known[span]

    @cached_property
    def _about(self) -> RulesAbout:
        # Rules that restore a dose don't judge how a past session went.
        return RulesAbout([rule for rule in self._rules() if not rule.then.restore])

    def _past(self, first: date, last: date) -> DrillHistory:
        """Return the history of several weeks, because the next query is a week later."""
        for known_first, known_last, past in self._pasts:
            if known_first <= first and last <= known_last:
                return past
        until = max(last, first + timedelta(days=READ_AT_ONCE_DAYS))
        past = self._read(first - timedelta(days=LOOK_BACK_DAYS), until)
        self._pasts.append((first, until, past))
        return past


class _Related:
    """Answers that can matter to another one: with the same pattern or place."""

    def __init__(self, answered: Sequence[DrillLog]) -> None:
        self._answered = answered
        """Answers sorted from newest to oldest."""
        self._found: dict[tuple[str, str], list[DrillLog]] = {}
        self._by_place: dict[tuple[str | None, str], list[DrillLog]] = {}

    def in_place(self, log: DrillLog) -> list[DrillLog]:
        """Return an answer and the earlier ones about the same place, newest first."""
        if not self._by_place:
            for each in self._answered:
                self._by_place.setdefault(each.place, []).append(each)
        return _from(log, self._by_place[log.place])

    def until(self, log: DrillLog) -> list[DrillLog]:
        """Return an answer and the related earlier ones, newest first."""
        pattern, slot = key = log.block.pattern, log.slot
        if key not in self._found:
            self._found[key] = [
                each
                for each in self._answered
                if each.block.pattern == pattern or each.slot == slot
            ]
        found = self._found[key]
        return _from(log, found)


def _from(log: DrillLog, logs: list[DrillLog]) -> list[DrillLog]:
    return logs[next(n for n, each in enumerate(logs) if each is log) :]


def _first_that_holds(
    log: DrillLog, related: _Related, about: RulesAbout, day: date
) -> Rule | None:
    situation = None
    for rule in about(log):
        if rule.is_about_one:
            return rule
        if situation is None:
            in_place = related.in_place(log)
            earlier = EarlierAnswers(log, related.until(log), in_place=in_place)
            situation = DrillSituation(log, None, earlier, day)
        if holds(rule, situation):
            return rule
    return None


def _has_hurt(log: DrillLog) -> bool:
    return log.has_hurt or bool(log.morning_pain)


def _verdict(log: DrillLog, related: _Related, about: RulesAbout) -> Verdict:
    """Return what the rules say about an answer.

    Rules about time away concern the day of the next session, so they don't apply here.
    """
    day = training_day(log.at)
    rule = _first_that_holds(log, related, about, day)
    verdict = Verdict(
        log.session,
        day,
        log.block.routine,
        log.block.drill,
        rule.id if rule else SILENT,
    )
    is_slight = _has_hurt(log) and not verdict.is_alarm
    return replace(verdict, rule=SLIGHT_PAIN) if is_slight else verdict
