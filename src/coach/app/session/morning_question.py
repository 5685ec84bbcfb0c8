"""The question about the morning after, once, before the next session is decided on."""

from __future__ import annotations

import sys
from signal import Signals
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coach.app.context import Context
    from coach.model.session_facts import SessionFacts
    from coach.question.answer import Answer


def ask_about_the_morning(context: Context) -> Signals | None:
    """Ask about the morning after, if a question is due; return a signal if one came."""
    from coach.coaching.morning_after import WITHIN_AFTER_MORE, session_to_ask_about

    clock = context.clock
    now = clock.wall()
    if not context.config.ask:
        return None
    recent = context.index.active_since(now - WITHIN_AFTER_MORE)
    facts = session_to_ask_about(recent, now, lambda each: _makes_sore(context, each))
    if facts is None:
        return None
    from coach.app.session.key_prompt import ask_by_key
    from coach.model.days_and_weeks import day_name, day_of
    from coach.question.dialog import ask_morning
    from coach.terminal.console import Console

    dialog = ask_morning(day_name(day_of(facts.started_at), day_of(now)))
    printer = context.console  # asks for the background before any key
    with Console(keys_from=sys.stdin) as console:
        said = ask_by_key(dialog, console, clock, printer)
    if isinstance(said, Signals):
        return said
    if said is not None:  # if nobody was there, coach may ask again
        is_kept = _write(context, facts, said)
        if is_kept and not said.is_empty:
            context.console.print("Noted.")
    return None


def _makes_sore(context: Context, facts: SessionFacts) -> bool:
    """Return whether a session was more than the muscles are used to."""
    from coach.coaching.morning_after import is_more_than_usual, strengthening
    from coach.coaching.question_plan import FIRST_MEETINGS
    from coach.coaching.side_doses import is_growth

    met = context.index.times_done(strengthening(facts), enough=FIRST_MEETINGS + 1)
    growing = {rule.id for rule in context.coaching.rules if is_growth(rule)}
    return is_more_than_usual(facts, met, growing)


def _write(context: Context, facts: SessionFacts, said: Answer) -> bool:
    """Record the answer; return whether the journal has it."""
    from coach.app.history.safekeeping import append_now
    from coach.journal.record_ids_and_order import Stamp
    from coach.model.records import MorningAfterRecord
    from coach.model.terms import Compared

    def build(stamp: Stamp) -> MorningAfterRecord:
        return MorningAfterRecord(
            **stamp.fields,
            session=facts.id,
            compared=said.compared or Compared.UNSAID,
            pain=said.pain,
            where_pain=said.where_pain,
            side=said.side,
            muscles=said.muscles,
        )

    is_kept = append_now(
        context,
        build,
        after=context.last_n,
        without="your answer does not count until it is saved",
    )
    context.look_again()
    return is_kept
