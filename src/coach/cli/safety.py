"""The question before the first session, asked once and written into the journal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from coach.cli.setup import Setup, tell
from coach.errors import CoachError
from coach.safety import SAFETY_TEXT
from coach.screen.first_run import first_run, pages_of

if TYPE_CHECKING:
    from rich.console import Console

    from coach.journal.identity import Stamp
    from coach.model.record import Acknowledged

ASK_A_CLINICIAN = "Please ask a clinician before the first session."
MEANWHILE = "You can look at every drill meanwhile: `coach list`, `coach show NAME`."
CHECKED, NO, UNSURE = "checked", "no", "unsure"


def ask_first(setup: Setup) -> bool:
    """Ask unless it was answered; whether the session may start."""
    answer = setup.index.acknowledged.get(SAFETY_TEXT)
    if answer in {NO, CHECKED}:
        return True
    if answer is None:
        _show_text(setup.console)
        if _says_no():
            write_down(setup, SAFETY_TEXT, NO)
            return True
        write_down(setup, SAFETY_TEXT, UNSURE)
    console = setup.console
    console.print(f"\n{ASK_A_CLINICIAN} {MEANWHILE}")
    word = answer_to("When one said it is fine, type checked; Enter leaves: ")
    if word != CHECKED:
        console.print("Nothing was started.")
        return False
    write_down(setup, SAFETY_TEXT, CHECKED)
    return True


def refuse_if_unsure(setup: Setup) -> None:
    """Start nothing for somebody who should ask a clinician first, asked or not.

    Raises:
        CoachError: if the question was answered with "yes or unsure" and not since then
            with *checked*.
    """
    if setup.index.acknowledged.get(SAFETY_TEXT) == UNSURE:
        raise CoachError(
            "you answered yes or unsure to the question before the first session; "
            "nothing starts until a clinician was asked",
            hint="then run `coach start` in a terminal and type checked",
        )


def _show_text(console: Console) -> None:
    """Everything before the question, a screenful at a time."""
    pages = pages_of(first_run(), console.width, console.height)
    for number, page in enumerate(pages, start=1):
        for line in page:
            console.print(line, soft_wrap=True)
        if number < len(pages):
            answer_to("Enter for more > ")


def _says_no() -> bool:
    while True:
        word = answer_to("\nn none   y yes or unsure, Enter > ")
        if word in {"n", "no"}:
            return True
        if word in {"y", "yes", "u", "unsure"}:
            return False


def answer_to(question: str) -> str:
    """What somebody types, in small letters."""
    # Typer's own prompt would make a failure like any other of Ctrl-C.
    try:
        return input(question).strip().lower()
    except KeyboardInterrupt:
        sys.stdout.write("\n")  # what follows begins on a line of its own
        raise
    except UnicodeDecodeError:
        return ""  # typed in an encoding that the terminal did not announce


def write_down(setup: Setup, text: str, answer: str) -> None:
    """Keep in the journal what was answered to a text."""
    from coach.errors import JournalError
    from coach.journal.device import device_id, machine_fingerprint
    from coach.journal.writing import JournalWriter
    from coach.model.record import Acknowledged
    from coach.terminal.clock import SystemClock

    def build(stamp: Stamp) -> Acknowledged:
        return Acknowledged(**stamp.fields, text=text, answer=answer)

    try:
        device = device_id(setup.paths.device_file, machine_fingerprint())
        JournalWriter(setup.journal_folder, device).append(SystemClock().wall(), build)
    except JournalError as error:
        tell(f"{error.message}; you will be asked again")
