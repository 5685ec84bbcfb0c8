"""Kinds of movement that stay out until the runner says a clinician was asked."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from coach.coaching.log import DrillLog
from coach.coaching.matching import Situation, among, first_rule, is_such
from coach.coaching.past import Past
from coach.model.coaching import Coaching, Rule

LOCKED, CHECKED = "locked", "checked"
TEXT = "pain:"
"""Before the pattern: what an acknowledgement of such a lock is about."""


def lock_text(pattern: str) -> str:
    """How the journal names the lock of a pattern."""
    return f"{TEXT}{pattern}"


def lock_answer(word: str, session: str) -> str:
    """``locked`` or ``checked``, and the session that was the reason."""
    return f"{word} {session}"


class Lock(msgspec.Struct, frozen=True):
    """Why a pattern stays out."""

    session: str
    """The session after which the rule held."""
    rule: Rule | None = None
    """None where only the journal still knows."""
    newest: DrillLog | None = None


def locks_of(past: Past, table: Coaching) -> dict[str, Lock]:
    """What keeps drills out, by pattern."""
    locks: dict[str, Lock] = {}
    checked: dict[str, str] = {}
    for text, answer in past.checked.items():
        if text.startswith(TEXT):
            word, _, session = answer.partition(" ")
            pattern = text.removeprefix(TEXT)
            if word == LOCKED:
                locks[pattern] = Lock(session)
            elif word == CHECKED:
                checked[pattern] = session
    found: set[str] = set()
    rules = [rule for rule in table.rules if rule.then.clinician]
    for index, newest in enumerate(past.answered):
        pattern = newest.block.pattern
        if pattern in found or not newest.is_alarming:
            continue
        possible = [rule for rule in rules if is_such(rule, newest)]
        if not possible:
            continue
        rule = first_rule(possible, _at_that_time(newest, past.answered[index:]))
        if rule is not None:
            found.add(pattern)
            if newest.session > checked.get(pattern, ""):
                locks[pattern] = Lock(newest.session, rule, newest)
    return locks


def _at_that_time(newest: DrillLog, logs: Sequence[DrillLog]) -> Situation:
    return Situation(newest, 0, among(newest, logs), newest.at.date())
