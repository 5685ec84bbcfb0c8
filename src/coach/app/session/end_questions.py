"""Questions and urgent advice after the summary of a session."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial
from signal import Signals
from typing import TYPE_CHECKING

from coach.question.answer import Answer
from coach.question.dialog import ask_felt
from coach.question.reaction import reaction_to
from coach.safety_text import STOP_NOW, URGENT_TEXT
from coach.screen.history_tables import answer_words

if TYPE_CHECKING:
    from rich.console import Console as Printer

    from coach.app.context import Context
    from coach.app.session.end_voice import EndVoice
    from coach.app.session.session_phone import SessionPhone
    from coach.model.prescription import Block
    from coach.question.dialog import Dialog
    from coach.session import Keys, Outcome


def show_urgent(console: Printer) -> None:
    """Print, on the ordinary screen, all signs that need urgent help."""
    console.print("\nGet urgent help now.", style="bold")
    console.print(f"You reported one of these: {STOP_NOW}")
    console.print("You can't start a session until a doctor has cleared you.")


def ask_what_is_left(
    context: Context,
    outcome: Outcome,
    session: str,
    phone: SessionPhone | None = None,
    voice: EndVoice | None = None,
) -> Signals | None:
    """Ask each question that is still open; stop if the runner leaves one unanswered.

    With a voice, each question is spoken as well, and for a few seconds one key takes the
    answer back.

    Returns:
        The signal that ended the questions, if one did.
    """
    from coach.app.session.taking_back import ask_until_sure
    from coach.terminal.console import Console

    clock, printer = context.clock, context.console
    link = phone.link if phone else None
    show = partial(_ask_elsewhere, [each for each in (phone, voice) if each is not None])
    with Console(keys_from=sys.stdin, also_from=link) as console:
        ask = partial(_ask, context=context, keys=console, phone=phone)
        blocks = outcome.moment.timeline.prescription.blocks
        left = [(each.about, each.dialog) for each in outcome.pain_left]
        left += [(number, ask_felt(blocks[number])) for number in outcome.unanswered]
        are_all_kept = True
        for place, (number, dialog) in enumerate(left, 1):
            block = blocks[number]
            said, signal = ask_until_sure(
                dialog, ask, show, voice, console, clock, printer.print
            )
            if said is None and signal is not None:
                return signal
            if said is None:
                short = context.short_id(session)
                answer = "--pain N" if dialog.is_about_pain else "--felt PLACES"
                later = f"coach history edit {short} --drill {block.drill} {answer}"
                printer.print(f"You don't have to answer. To answer later: {later}")
                break
            if said.is_empty:
                continue
            are_all_kept &= _keep(context, session, number, block, said)
            advice = reaction_to(said, block).words
            for words in advice:
                printer.print(words)
            if voice is not None and signal is None:
                is_last = place == len(left)
                voice.confirm(said, advice, is_last=is_last, is_saved=are_all_kept)
            if phone is not None:
                phone.advise(advice, is_urgent=said.is_urgent)
            if said.is_urgent:
                show_urgent(printer)
                break
            if signal is not None:
                return signal
    return None


def _ask(
    dialog: Dialog,
    show: Callable[[Dialog], None],
    *,
    context: Context,
    keys: Keys,
    phone: SessionPhone | None,
) -> Answer | Signals | None:
    """Ask one question and those that follow; remove them from the phone afterwards."""
    from coach.app.session.key_prompt import ask_by_key

    said = ask_by_key(dialog, keys, context.clock, context.console, show)
    if phone is not None:
        phone.ask(None)
    return said


def _keep(context: Context, session: str, number: int, block: Block, said: Answer) -> bool:
    """Record an answer and print what was noted; return whether the journal has it."""
    is_kept = write_answer(context, session, number, block, said)
    if is_kept:
        printer = context.console
        printer.print(f"Noted. {block.name}: {', '.join(answer_words(said))}.")
        if not said.is_urgent:  # undo would not open the lock
            printer.print("Not what you meant? Undo: coach history undo")
    return is_kept


def _ask_elsewhere(others: Sequence[EndVoice | SessionPhone], dialog: Dialog) -> None:
    """Ask a question on the phone and by voice as well."""
    for other in others:
        other.ask(dialog)


def write_answer(
    context: Context, session: str, number: int, block: Block, answer: Answer
) -> bool:
    """Record an answer, which can be undone; return whether the journal has it."""
    from coach.app.history.safekeeping import append_now
    from coach.app.session.safety_question import write_down
    from coach.journal.recorder import feedback_of
    from coach.model.terms import SafetyAnswer

    is_kept = append_now(
        context,
        lambda stamp: feedback_of(
            stamp, session, number, block.drill, answer, by_hand=True
        ),
        after=context.last_n,
        without="your answer does not count until it is saved",
    )
    if answer.is_urgent:
        write_down(
            context,
            URGENT_TEXT,
            SafetyAnswer.YES,
            "don't start a session until you have seen a doctor",
        )
    return is_kept
