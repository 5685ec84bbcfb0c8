"""The session to ask about the morning after, for unusual pain or soreness. Pure.

Coach asks within 36 hours of a long session, or of one that hurt. Strength days lie
further apart, so coach asks for longer after the few sessions that make muscles sore: the
first ones, and those with a new drill, a larger dose or something too hard.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime, timedelta

from coach.coaching.day_situation import LADDER, OURS
from coach.coaching.differences import THE_SAME
from coach.coaching.question_plan import FIRST_MEETINGS, SHORT_MS
from coach.event import PauseReason
from coach.model.days_and_weeks import day_of, day_until_morning
from coach.model.session_facts import SessionFacts
from coach.model.terms import Group, SkipReason

WITHIN = timedelta(hours=36)
"""Time within which the morning is still remembered (pain-monitoring model)."""
WITHIN_AFTER_MORE = timedelta(hours=80)
"""Time for which coach asks after a session that makes muscles sore: three days."""
_TOO_HARD = 8
"""Least effort (RPE) that counts as too hard, as in the rules."""
_EASY_ROUTINES = OURS - {*LADDER}


def session_to_ask_about(
    sessions: Iterable[SessionFacts],
    now: datetime,
    makes_sore: Callable[[SessionFacts], bool] = lambda _: False,
) -> SessionFacts | None:
    """Return the last earlier day's session to ask about; None if it was asked about.

    Args:
        sessions: the recent ones, the newest last.
        now: the time by the runner's clock.
        makes_sore: whether a session was more than the muscles are used to.
    """
    for facts in reversed([*sessions]):
        since = now - facts.last_at
        is_earlier = since >= timedelta() and day_of(facts.last_at) < day_until_morning(now)
        if not is_earlier or not any(bout.reps_done for bout in facts.bouts):
            continue
        if facts.morning is not None:
            return None  # never ask about an older session than that
        is_long = facts.planned_ms >= SHORT_MS or has_hurt(facts)
        if since <= WITHIN and is_long:
            return facts
        if since <= WITHIN_AFTER_MORE and makes_sore(facts):
            return facts
    return None


def strengthening(facts: SessionFacts) -> set[str]:
    """Return the drills done for strength; none in a warm-up or an easy routine."""
    blocks = facts.prescription.blocks
    done = {bout.block for bout in facts.bouts if bout.reps_done}
    return {
        block.drill
        for number, block in enumerate(blocks)
        if number in done
        and block.group is not Group.EXHALE
        and block.routine not in _EASY_ROUTINES
    }


def is_more_than_usual(
    facts: SessionFacts, met: Mapping[str, int], growing: Collection[str]
) -> bool:
    """Return whether strength was new, larger than before or too hard in a session.

    Args:
        facts: the session.
        met: the number of sessions with each of its strength drills until now.
        growing: ids of the rules that make a dose larger.
    """
    drills = strengthening(facts)
    if not drills:
        return False
    times = [met.get(drill, 0) for drill in drills]
    if min(times) <= 1 or max(times) <= FIRST_MEETINGS:
        return True
    has_grown = any(
        rule.rule in growing and rule.today != THE_SAME
        for block in facts.prescription.blocks
        if block.drill in drills
        for rule in block.rules
    )
    return (
        has_grown
        or (facts.rpe or 0) >= _TOO_HARD
        or any(
            (said.rpe or 0) >= _TOO_HARD or said.skipped == SkipReason.TOO_HARD
            for said in facts.feedback
        )
    )


def has_hurt(facts: SessionFacts) -> bool:
    """Return whether the runner reported pain in any way."""
    return (
        bool(facts.pain)
        or any(said.pain or said.where_pain or said.flags for said in facts.feedback)
        or any(stop.reason == PauseReason.PAIN for stop in facts.stops)
    )
