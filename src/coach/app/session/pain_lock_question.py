"""Drills that stay out until a clinician was asked: told, kept, and let in again."""

from __future__ import annotations

from collections.abc import Mapping

from coach.app.context import Context
from coach.app.session.safety_question import (
    answer_to,
    ask_what_to_leave_out,
    release,
    write_down,
)
from coach.coaching.pain_locks import CHECKED, LOCKED, lock_answer, lock_text

QUESTION = "When a clinician said it is fine, type checked; Enter goes on without: "


def keep_locked(context: Context, locked: Mapping[str, str]) -> None:
    """Write down what is locked, so that it stays so however long nobody asks."""
    known = context.index.acknowledged
    for pattern, session in locked.items():
        text, answer = lock_text(pattern), lock_answer(LOCKED, session)
        if known.get(text) != answer:
            write_down(context, text, answer, "what is left out is not kept")


def is_checked(context: Context, locked: Mapping[str, str], reasons: list[str]) -> bool:
    """Ask whether a clinician said it is fine; whether the drills may come back."""
    console = context.console
    for reason in reasons:
        console.print(reason)
    if answer_to(QUESTION) != CHECKED:
        return False
    done = [
        release(context, lock_text(pattern), lock_answer(CHECKED, session))
        for pattern, session in locked.items()
    ]
    context.index.refresh()
    if any(done):
        ask_what_to_leave_out(context)
    return any(done)
