"""Drills left out until a doctor or physio clears them: kept locked, and unlocked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from coach.app.context import Context
from coach.app.session.safety_question import (
    answer_to,
    ask_what_to_leave_out,
    release,
    without_broken_words,
    write_down,
)
from coach.app.session.todays_pick import pain_of
from coach.coaching.pattern_locks import lock_answer
from coach.coaching.place_locks import SEEN_TEXT, PlaceLock, place_lock_text
from coach.model.days_and_weeks import training_day
from coach.model.terms import PainPlace, SafetyAnswer

# Without "checked", nothing may be left to do, so neither question promises a session.
QUESTION = 'Cleared by {who}? Type "checked". Otherwise, press Enter: '
SEEN_QUESTION = (
    'Has a doctor or physio seen you about this? Type "seen". Otherwise, press Enter: '
)


def keep_locked(context: Context, locked: Mapping[str, str]) -> None:
    """Record all locks, so that they last however long the runner is away."""
    known = context.index.acknowledged
    for text, session in locked.items():
        answer = lock_answer(SafetyAnswer.LOCKED, session)
        if known.get(text) != answer:
            write_down(context, text, answer, "coach may forget to leave these drills out")


def may_drills_come_back(
    context: Context, locked: Mapping[str, str], reasons: list[str]
) -> bool:
    """Ask whether a doctor or physio cleared the drills; return whether one did."""
    console = context.console
    for reason in reasons:
        console.print(reason)
    is_groin = place_lock_text(PainPlace.GROIN_OR_DEEP_HIP) in locked
    who = "a doctor" if is_groin else "a doctor or physio"
    question = without_broken_words(QUESTION.format(who=who), console)
    if answer_to(question) != SafetyAnswer.CHECKED:
        return False
    done = [
        release(context, text, lock_answer(SafetyAnswer.CHECKED, session))
        for text, session in locked.items()
    ]
    context.look_again()
    if any(done):
        ask_what_to_leave_out(context)
    return any(done)


def _as_written(locks: Mapping[PainPlace, PlaceLock]) -> dict[str, str]:
    return {place_lock_text(place): lock.session for place, lock in locks.items()}


def is_any_place_released(context: Context, now: datetime) -> bool:
    """Ask about all locked places; return whether any was unlocked."""
    locks = pain_of(context, now).locks
    texts = _as_written(locks)
    reasons = [lock.why(training_day(now)) for lock in locks.values()]
    return bool(texts) and may_drills_come_back(context, texts, reasons)


def ask_whether_seen(
    context: Context, advised: Mapping[PainPlace, str], advice: Sequence[str]
) -> bool:
    """Repeat the advice to see a doctor or physio from the next day on, and ask.

    Returns whether a doctor or physio has seen the pain.
    """
    now = context.clock.wall()
    today = training_day(now)
    told = {p.place: p.reports[-1].day for p in pain_of(context, now).to_ask_about}
    advised = {p: by for p, by in advised.items() if told.get(p, today) < today}
    if not advised:
        return False
    for words in advice:
        context.console.print(words)
    question = without_broken_words(SEEN_QUESTION, context.console)
    if answer_to(question) != SafetyAnswer.SEEN:
        return False
    for place, session in advised.items():
        text = f"{SEEN_TEXT}{place}"
        write_down(
            context,
            text,
            lock_answer(SafetyAnswer.SEEN, session),
            "coach will give this advice again",
        )
    context.look_again()
    return True
