"""What comes after the summary: the questions that are left, and urgent help."""

from __future__ import annotations

import sys
from signal import Signals
from typing import TYPE_CHECKING

from coach.question.answer import Answer
from coach.question.dialog import ask_felt
from coach.question.reaction import reaction_to
from coach.safety import STOP_NOW, URGENT_TEXT

if TYPE_CHECKING:
    from rich.console import Console as Printer

    from coach.cli.setup import Setup
    from coach.model.prescription import Block
    from coach.session import Outcome


def show_urgent(console: Printer) -> None:
    """All signs to get help for at once, whole, on the ordinary screen."""
    console.print("\nGet urgent help now.", style="bold")
    console.print(f"You told of one of these: {STOP_NOW}")
    console.print("Nothing starts here until a clinician was asked.")


def ask_what_is_left(setup: Setup, outcome: Outcome, session: str) -> Signals | None:
    """Ask about the drills whose question was not answered on the way, one by one.

    The first that nobody answers in time is the last. Returns the signal that ended it.
    """
    from coach.cli.key_questions import ask
    from coach.terminal.clock import SystemClock
    from coach.terminal.console import Console

    clock, printer = SystemClock(), setup.console
    with Console(keys_from=sys.stdin) as console:
        for number in outcome.unanswered:
            block = outcome.moment.timeline.prescription.blocks[number]
            said = ask(ask_felt(block), console, clock, printer.width, block.name)
            if isinstance(said, Signals):
                return said
            if said is None:
                later = f"coach history edit {session[:4]} --drill {block.drill}"
                printer.print(f"No answer is fine too. Later: {later}")
                break
            if said.is_empty:
                continue
            write_answer(setup, session, number, block, said)
            printer.print(" ".join(("Noted.", *reaction_to(said, block).words)))
            if said.is_urgent:
                show_urgent(printer)
                break
    return None


def write_answer(
    setup: Setup, session: str, number: int, block: Block, answer: Answer
) -> None:
    """Have an answer in the journal."""
    from coach.cli.safety import YES, write_down
    from coach.cli.setup import tell
    from coach.errors import JournalError
    from coach.journal.device import device_id, machine_fingerprint
    from coach.journal.recording import feedback_of
    from coach.journal.writing import JournalWriter
    from coach.terminal.clock import SystemClock

    try:
        device = device_id(setup.paths.device_file, machine_fingerprint())
        JournalWriter(setup.journal_folder, device).append(
            SystemClock().wall(),
            lambda stamp: feedback_of(stamp, session, number, block.drill, answer),
            after=setup.last_n,
        )
    except JournalError as error:
        tell(f"{error.message}; the answer is not kept")
    if answer.is_urgent:
        write_down(setup, URGENT_TEXT, YES, "do not start before you saw a clinician")
