"""A few seconds after a spoken answer in which one key takes the answer back."""

from __future__ import annotations

from collections.abc import Callable
from signal import Signals
from typing import TYPE_CHECKING, NamedTuple

from coach.question.answer import Answer
from coach.question.dialog import TAKE_BACK, Dialog

if TYPE_CHECKING:
    from coach.app.session.end_voice import EndVoice
    from coach.session import Clock, Keys

AWHILE_MS = 4_000
"""Silence after the words that say which key takes the answer back."""
WRONG_KEY = "Wrong key? Press Backspace."
"""The same to read."""

Ask = Callable[[Dialog, Callable[[Dialog], None]], Answer | Signals | None]
"""Asks a question and those that follow, each of which it shows elsewhere as well."""


class Said(NamedTuple):
    """A runner's answers to a question, and the signal that ended the questions."""

    answer: Answer | None
    signal: Signals | None = None


def ask_until_sure(  # noqa: PLR0913, PLR0917  a question, and all it is asked through
    dialog: Dialog,
    ask: Ask,
    show: Callable[[Dialog], None],
    voice: EndVoice | None,
    keys: Keys,
    clock: Clock,
    tell: Callable[[str], None],
) -> Said:
    """Ask a question; ask its last part again each time that the runner takes it back.

    Only another answer replaces the one that was given. Nothing delays an urgent sign.
    Without a voice, each question is asked once.
    """
    last = [dialog]

    def show_and_note(shown: Dialog) -> None:
        last[0] = shown
        show(shown)

    given: Answer | None = None
    asked = dialog
    while True:
        said = ask(asked, show_and_note)
        if isinstance(said, Signals):
            return Said(given, said)
        if said is None or (said.is_empty and given is not None):
            return Said(given)
        given = said
        if voice is None or said.is_empty or said.is_urgent:
            return Said(given)
        tell(WRONG_KEY)
        got = _key_within(voice.note(said) + AWHILE_MS, keys, clock)
        if got != TAKE_BACK:
            return Said(given, got if isinstance(got, Signals) else None)
        asked = last[0]


def _key_within(wait_ms: int, keys: Keys, clock: Clock) -> str | Signals | None:
    """Return the next key that came alone, or a signal; None if neither came in time."""
    ends_ms = clock.now_ms() + wait_ms
    while (left_ms := ends_ms - clock.now_ms()) > 0:
        got = keys.read(left_ms)
        if got is Signals.SIGTSTP:
            keys.suspend()
        elif isinstance(got, Signals) or (got is not None and keys.came_alone):
            return got
    return None
