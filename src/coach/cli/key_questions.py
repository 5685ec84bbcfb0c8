"""Questions of one key each, on the lines of an ordinary terminal."""

from __future__ import annotations

import sys
from signal import Signals
from textwrap import wrap
from typing import TYPE_CHECKING

from coach.question.answer import Answer
from coach.question.dialog import Dialog, Step, press
from coach.question.wording import question_lines
from coach.safety import STOP_NOW

if TYPE_CHECKING:
    from coach.session import Clock
    from coach.terminal.console import Console

PATIENCE_MS = 30_000
"""So long a key is waited for: nobody may be there any more."""
LEAVE = {"q", "escape"}


def ask(
    dialog: Dialog, console: Console, clock: Clock, columns: int, about: str = ""
) -> Answer | Signals | None:
    """Ask until there is an answer, what was said so far included.

    Returns:
        None if nobody pressed a key in time, or the runner left; the signal that ended it.
    """
    _say(dialog, columns, about)
    ends_ms = clock.now_ms() + PATIENCE_MS
    while (left_ms := ends_ms - clock.now_ms()) > 0:
        got = console.read(left_ms)
        if got is Signals.SIGTSTP:
            console.suspend()
            continue
        if isinstance(got, Signals):
            return got
        if got in LEAVE:
            break
        following = press(dialog, got) if got is not None else None
        if isinstance(following, Answer):
            return following
        if following is not None:
            dialog, ends_ms = following, clock.now_ms() + PATIENCE_MS
            _say(dialog, columns)
    return None if dialog.answer.is_empty else dialog.answer


def _say(dialog: Dialog, columns: int, about: str = "") -> None:
    first = f"{about}: " if about else ""
    # Once, as the question is asked: choosing a flag repeats only the question.
    if dialog.step is Step.FLAGS and not dialog.answer.flags:
        sys.stdout.write("\n".join(wrap(f"Urgent signs: {STOP_NOW}", columns)) + "\n")
    lines = question_lines(dialog, columns - len(first))
    sys.stdout.write(f"{first}{lines[0]}\n" + "".join(f"{row}\n" for row in lines[1:]))
    sys.stdout.flush()
