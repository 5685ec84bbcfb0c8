"""The start of a session in plain lines."""

from __future__ import annotations

from collections.abc import Sequence

from coach.coaching.reasons import block_dose
from coach.keymap import BINDINGS, Command
from coach.screen.key_bar import CardChoice
from coach.screen.session_needs import needs_text
from coach.screen.start_card import STOP_ON_PAIN
from coach.timeline import Timeline
from coach.units import format_clock

_FIRST_KEYS = {
    Command.MAIN: "pause, continue",
    Command.SKIP: "skip",
    Command.BACK: "back",
    Command.MORE_REST: "more rest",
    Command.LESS_REST: "less rest",
    Command.HURTS: "pain",
    Command.STOP: "stop",
}
"""Words for the keys in the plain lines before a session."""


def start_lines(timeline: Timeline, sound: str) -> list[str]:
    """Return the lines of the start card for plain output."""
    prescription = timeline.prescription
    keys = ", ".join(
        f"{each.shown} {_FIRST_KEYS[each.command]}"
        for each in BINDINGS
        if each.command in _FIRST_KEYS
    )
    return [
        prescription.name
        if prescription.is_test
        else f"{prescription.name}, {format_clock(timeline.total_ms)}",
        f"{needs_text(prescription)} Sound: {sound}.",
        *(f"  {block.name}: {block_dose(block)}" for block in prescription.blocks),
        STOP_ON_PAIN,
        f"Keys: {keys}. Press ? for all keys.",
    ]


def choices_line(choices: Sequence[Sequence[CardChoice]]) -> str:
    """Return a line with the card's keys, for plain output."""
    rows = [", ".join(f"{each.shown} {each.does}" for each in row) for row in choices]
    return f"Before the start: {'; '.join(rows)}."
