"""Dizziness in the newest sessions, and whether it keeps coming back. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

import msgspec

from coach.coaching.reasons import fill, when
from coach.model.days_and_weeks import day_of, on_day, training_day
from coach.model.rule import Rule
from coach.model.session_facts import SessionFacts
from coach.model.terms import Flag

_EASY_SESSIONS = 2
"""Fewest sessions, with the last dizzy one, for which advice about dizziness lasts."""
_ADVISED_DAYS = timedelta(days=14)
"""Time after the last dizzy session in which coach advises a doctor, as after pain."""


class Dizziness(msgspec.Struct, frozen=True):
    """Dizziness that still matters today."""

    last: datetime | None = None
    """Start of the dizzy session, if it was the newest or is of today; otherwise None."""
    newest: datetime | None = None
    """Start of the newest dizzy session; None if there was none."""
    again: Rule | None = None
    """The rule that advises a doctor after repeated dizziness; None if it doesn't apply."""
    once: Rule | None = None
    """The rule about dizziness in the newest session; None without such dizziness."""

    def words(self, today: date) -> str:
        """Return why today stays easy: ``you were dizzy again on Friday``; else nothing."""
        if self.last is None:
            return ""
        if training_day(self.last) >= today:
            return "you were dizzy earlier today"
        return (
            f"you were dizzy again {on_day(day_of(self.last), today)}" if self.again else ""
        )

    def advice(self, now: datetime) -> str:
        """Return the advice, which ends with a session without dizziness, or later."""
        rule = self.again or self.once
        if rule is None or self.newest is None:
            return ""
        return fill(rule.why, {"when": when(self.newest, now)})


def dizziness(
    sessions: Sequence[SessionFacts], rules: Iterable[Rule], today: date
) -> Dizziness:
    """Return the dizziness that matters today.

    Args:
        sessions: the recent sessions, newest last.
        rules: the rules about answers.
        today: the current day.
    """
    dizzy = [facts for facts in sessions if was_dizzy(facts)]
    if not dizzy:
        return Dizziness()
    newest = dizzy[-1]
    trained = [facts for facts in sessions if was_dizzy(facts) or _is_training(facts)]
    is_last = newest is trained[-1] or training_day(newest.started_at) >= today
    is_recent = newest in trained[-_EASY_SESSIONS:]
    is_recent = is_recent or today - training_day(newest.started_at) < _ADVISED_DAYS
    about = [
        rule for rule in rules if any(Flag.DIZZY in (e.flags or ()) for e in rule.when)
    ]
    return Dizziness(
        last=newest.started_at if is_last else None,
        newest=newest.started_at,
        again=_rule_about_again(dizzy, about, today) if is_recent else None,
        once=next((r for r in about if r.times == 1), None) if is_last else None,
    )


def was_dizzy(facts: SessionFacts) -> bool:
    """Return whether the runner was dizzy in a session."""
    return any(Flag.DIZZY in said.flags for said in facts.feedback)


def _is_training(facts: SessionFacts) -> bool:
    is_done = any(bout.reps_done for bout in facts.bouts)
    return is_done and not facts.is_silent_test


def _rule_about_again(
    dizzy: Sequence[SessionFacts], rules: Iterable[Rule], today: date
) -> Rule | None:
    """Return the rule that counts dizzy sessions and advises; None if none matches."""
    newest = training_day(dizzy[-1].started_at)
    # The advice lasts two weeks, even if the first dizzy session is too old by then.
    until = newest if today - newest < _ADVISED_DAYS else today
    for rule in rules:
        if not (rule.advises and rule.within_days):
            continue
        since = until - timedelta(days=rule.within_days)
        if sum(training_day(each.started_at) >= since for each in dizzy) >= rule.times:
            return rule
    return None
