"""Locks of movement patterns, which last until a doctor or physio clears them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from coach.coaching.conditions import (
    DrillSituation,
    EarlierAnswers,
    answers_counted,
    first_rule,
    is_answered_so,
)
from coach.coaching.drill_history import DrillHistory
from coach.coaching.drill_log import DrillLog
from coach.model.days_and_weeks import training_day
from coach.model.rule import Coaching, Rule
from coach.model.terms import SafetyAnswer

TEXT = "pain:"
"""Prefix for a pattern in the acknowledgement of its lock."""


def lock_text(pattern: str) -> str:
    """Return the name of a pattern's lock in the journal."""
    return f"{TEXT}{pattern}"


def lock_answer(word: SafetyAnswer, session: str) -> str:
    """Return ``locked`` or ``checked`` with the id of the session that caused the lock."""
    return f"{word} {session}"


class PainLock(msgspec.Struct, frozen=True):
    """A lock that keeps out the drills of a pattern."""

    session: str
    """Id of the session after which the rule matched."""
    rule: Rule | None = None
    """The rule that matched; None if only the journal knows the lock."""
    newest: DrillLog | None = None


def locks_of(past: DrillHistory, table: Coaching) -> dict[str, PainLock]:
    """Return the locks, keyed by pattern."""
    found: dict[str, PainLock] = {}
    for pattern, lock in _found(past, table):
        if not is_pattern_checked(pattern, lock.session, past):
            found.setdefault(pattern, lock)
    return _in_the_journal(past)[0] | found


def is_pattern_checked(pattern: str, session: str, past: DrillHistory) -> bool:
    """Return whether a doctor or physio has cleared a pattern since a session."""
    _, checked = _in_the_journal(past)
    # Ids are not in order of time; a session that is not loaded counts as the oldest.
    order = {session.id: number for number, session in enumerate(past.sessions)}
    return order.get(checked.get(pattern, ""), -1) >= order[session]


def _in_the_journal(past: DrillHistory) -> tuple[dict[str, PainLock], dict[str, str]]:
    """Return, for each pattern, locks and the session up to which it was checked."""
    locks: dict[str, PainLock] = {}
    checked: dict[str, str] = {}
    for text, answer in past.checked.items():
        if text.startswith(TEXT):
            word, _, session = answer.partition(" ")
            pattern = text.removeprefix(TEXT)
            if word == SafetyAnswer.LOCKED:
                locks[pattern] = PainLock(session)
            elif word == SafetyAnswer.CHECKED:
                checked[pattern] = session
    return locks, checked


def _found(past: DrillHistory, table: Coaching) -> Iterator[tuple[str, PainLock]]:
    """Yield each pattern with the newest lock that calls for a doctor or physio."""
    rules = [rule for rule in table.rules if rule.then.clinician]
    found: set[str] = set()
    for index, newest in enumerate(past.answered):
        pattern = newest.block.pattern
        if pattern in found or not newest.is_alarming:
            continue
        possible = [rule for rule in rules if is_answered_so(rule, newest)]
        if not possible:
            continue
        situation = _at_that_time(newest, past.answered[index:])
        rule = first_rule(possible, situation)
        if rule is None:
            continue
        found.add(pattern)
        lock = PainLock(newest.session, rule, newest)
        yield pattern, lock
        # This drill may replace one with another pattern, in which the pain began.
        for log in answers_counted(rule, newest, situation):
            yield log.block.pattern, lock


def _at_that_time(newest: DrillLog, logs: Sequence[DrillLog]) -> DrillSituation:
    return DrillSituation(newest, 0, EarlierAnswers(newest, logs), training_day(newest.at))
