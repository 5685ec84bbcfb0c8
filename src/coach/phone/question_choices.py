"""The buttons for an open question, made from the words on the screen."""

from __future__ import annotations

import re
from typing import Any

from coach.question.dialog import EMERGENCY, ENTER, PAINS, Dialog, Step, keys_of
from coach.question.question_text import PICKED, heading, question_lines
from coach.safety_text import STOP_NOW

_WIDE = 10_000
"""Width in which a question fits on one line, with two spaces between its choices."""
_CHOICE = re.compile(rf"(Enter|\w)(\{PICKED})?:? ?(.+)", re.DOTALL)
NO_ANSWER = "no answer"
_EMERGENCY = "emergency"


def question_fields(dialog: Dialog) -> dict[str, Any]:
    """Return the question with a button for each key that answers it."""
    first, *rest = question_lines(dialog, _WIDE)[0].split("  ")
    choices = [_choice(words, dialog) for words in rest]
    labels = {key: (label, is_on) for key, label, is_on in filter(None, choices)}
    if dialog.step is Step.PAIN:
        labels = {key: (str(number), False) for key, number in PAINS.items()}
    if EMERGENCY in keys_of(dialog):
        labels.setdefault(EMERGENCY, (_EMERGENCY, False))
    labels.setdefault(ENTER, (NO_ANSWER, False))
    title = heading(dialog, _WIDE) or first
    return {
        "step": dialog.step,
        "title": title[:1].upper() + title[1:],
        "urgent": f"Urgent signs: {STOP_NOW}" if dialog.step is Step.FLAGS else "",
        "choices": [
            {"key": key, "label": label[:1].upper() + label[1:], "on": is_on}
            for key, (label, is_on) in labels.items()
        ],
    }


def _choice(words: str, dialog: Dialog) -> tuple[str, str, bool] | None:
    """Return a choice's key, its label and whether it is picked; None for other text."""
    match = _CHOICE.fullmatch(words.strip())
    key = match[1].lower() if match else ""
    if match is None or key not in keys_of(dialog):
        return None
    return key, match[3], bool(match[2])
