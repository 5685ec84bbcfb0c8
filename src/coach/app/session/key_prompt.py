"""Questions answered with one key each, in plain lines."""

from __future__ import annotations

import sys
from collections.abc import Callable
from signal import Signals
from textwrap import wrap
from typing import TYPE_CHECKING

from coach.question.answer import Answer
from coach.question.dialog import Dialog, Step, press
from coach.question.question_text import ENTER_WORD, choices_of, question_apart
from coach.safety_text import STOP_NOW
from coach.screen.charset import can_show_blocks

if TYPE_CHECKING:
    from rich.console import Console as Printer
    from rich.text import Text

    from coach.session import Clock, Keys

PATIENCE_MS = 30_000
"""Time to wait for a key: the runner may have left."""
READING_MS = 300
"""Shortest time to read a question; an earlier key was meant for something else."""
QUIET_MS = 1_000
"""Pause after a key that means nothing here, such as part of a shell command typed ahead.
Until no key was pressed for this time, no key counts."""
LEAVE = {"q", "escape"}
_LATER, _SAVED = "ask me later", "stop and save"
"""Effects of the key to leave, before and after the first answer."""
SET_IN = "  "
"""Blanks before the answers below a question."""


def ask_by_key(
    dialog: Dialog,
    console: Keys,
    clock: Clock,
    printer: Printer,
    show: Callable[[Dialog], None] | None = None,
) -> Answer | Signals | None:
    """Ask until the dialog is answered, and return all answers so far.

    Args:
        dialog: the first question.
        console: the keys.
        clock: the time.
        printer: prints the questions.
        show: shows each question elsewhere as well, as on a phone.

    Returns:
        The answers; None if nobody pressed a key in time, or the runner left; or the
            signal that ended the question.
    """
    _say(dialog, printer, show)
    ends_ms = clock.now_ms() + PATIENCE_MS
    counts_from_ms = clock.now_ms() + READING_MS
    while (left_ms := ends_ms - clock.now_ms()) > 0:
        got = console.read(left_ms)
        if got is Signals.SIGTSTP:
            console.suspend()
            continue
        if isinstance(got, Signals):
            return got
        if got is None:
            continue
        is_meant = console.came_alone and clock.now_ms() >= counts_from_ms
        following = press(dialog, got) if is_meant and got not in LEAVE else None
        if is_meant and got in LEAVE:
            break
        if following is None:
            counts_from_ms = clock.now_ms() + QUIET_MS
        else:
            _say_answer(dialog, str(got), printer)
        if isinstance(following, Answer):
            return following
        if following is not None:
            dialog, ends_ms = following, clock.now_ms() + PATIENCE_MS
            _say(dialog, printer, show)
    return None if dialog.answer.is_empty else dialog.answer


def _say_answer(dialog: Dialog, key: str, printer: Printer) -> None:
    """Print the answer that was given; an answer that is one of several is marked."""
    from coach.screen.roles import Role

    found = (each for each in next(choices_of(dialog)) if each.key == key)
    answer = next(found, None)
    if answer is not None and answer.is_picked is None:
        said = f"> {answer.key} {answer.words}".rstrip()
        printer.print(f"{SET_IN}{said}", style=Role.QUIET.style, soft_wrap=True)


def _say(
    dialog: Dialog, printer: Printer, show: Callable[[Dialog], None] | None = None
) -> None:
    if show is not None:
        show(dialog)
    from coach.screen.even_lines import wrapped
    from coach.screen.head_foot import choice_texts
    from coach.screen.printing import begin_page
    from coach.screen.roles import Role

    columns = printer.width
    if large := _large(dialog, printer):
        begin_page(printer)
        for line in large:
            printer.print(line, soft_wrap=True)
        printer.print()
        printer.print(_ways_out(dialog), soft_wrap=True)
        return
    printer.print()
    # The signs appear only once, because each chosen flag repeats the question.
    if dialog.step is Step.FLAGS and not dialog.answer.flags:
        for row in wrap(f"Urgent signs: {STOP_NOW}", columns):
            printer.print(row, soft_wrap=True)
        printer.print()
    asked, choices = question_apart(dialog, columns - len(SET_IN))
    for row in wrapped(asked, columns):
        printer.print(row, style=Role.LOUD.style, soft_wrap=True)
    for text in choice_texts(choices):
        printer.print(SET_IN, text, sep="", soft_wrap=True)
    if dialog.step is Step.MORNING:
        printer.print(SET_IN, _ways_out(dialog), sep="", soft_wrap=True)


def _ways_out(dialog: Dialog) -> Text:
    """Return the keys that skip or leave a question, unless Enter is one of its answers."""
    from coach.screen.key_bar import CardChoice, keys_text

    is_answer = any(each.key == ENTER_WORD for each in next(choices_of(dialog)))
    skip = [] if is_answer else [CardChoice(ENTER_WORD, "skip")]
    leave = CardChoice("q", _LATER if dialog.step is Step.MORNING else _SAVED)
    return keys_text([*skip, leave])


def _large(dialog: Dialog, printer: Printer) -> list[Text]:
    """Return a question of the morning in large letters, as before a session's start."""
    is_of_morning = dialog.step is Step.MORNING or dialog.answer.compared is not None
    if not (is_of_morning and printer.is_terminal and can_show_blocks(sys.stdout)):
        return []
    from coach.screen.question_page import question_rows

    return question_rows(dialog, printer.width, printer.height)
