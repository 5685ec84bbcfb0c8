"""The start card: shown until the runner lies in place and presses a key."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from signal import Signals
from typing import TYPE_CHECKING

from coach.config.choices import SoundMode
from coach.moment import Moment
from coach.screen.encoding import can_show_blocks
from coach.screen.live import screen_size
from coach.screen.look import Look
from coach.screen.painter import Painter
from coach.screen.palette import painting_console
from coach.screen.start_card import Choice, start_card

if TYPE_CHECKING:
    from coach.cli.setup import Setup
    from coach.session import Clock
    from coach.terminal.console import Console
    from coach.timeline import Timeline

START, LEAVE = {"space", "enter"}, {"q", "escape"}
SOUNDS = {
    "1": (SoundMode.VOICE, "voice and tones"),
    "2": (SoundMode.TONES, "tones"),
    "3": (SoundMode.NONE, "none"),
}
"""What the digits choose, and how it is called."""
CHOICES = (
    tuple(Choice(key, word) for key, (_, word) in SOUNDS.items()),
    (Choice("space", "start"), Choice("q", "leave")),
)
WAIT_MS = 1_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What the runner pressed on the card."""

    is_start: bool
    sound: SoundMode | None
    """Chosen just now; None if nothing was."""
    signal: Signals | None = None


def sound_words(mode: SoundMode | None) -> str:
    """A sound mode as the card calls it."""
    return next((word for known, word in SOUNDS.values() if known is mode), "none yet")


def wait_for_start(
    setup: Setup,
    timeline: Timeline,
    mode: SoundMode | None,
    missing: Callable[[SoundMode | None], str],
    console: Console,
    clock: Clock,
) -> Answer:
    """Show the card until the runner starts, leaves, or a signal comes."""
    colours = painting_console(sys.stdout, setup.config.theme, os.environ)
    painter = Painter(sys.stdout, colours)
    console.on_screen_lost = painter.forget
    moment = Moment(timeline, 0, timeline.at(0), clock.wall())
    is_ascii = not can_show_blocks(sys.stdout)
    chosen: SoundMode | None = None
    while True:
        columns, rows = screen_size(sys.stdout)
        look = Look(columns, rows, is_ascii)
        sound = sound_words(chosen or mode)
        lacking = missing(chosen or mode)
        if lacking:
            sound = f"{sound}, but {lacking}"
        sheet = start_card(timeline, sound, CHOICES, look)
        painter.paint(sheet, moment, columns)
        got = console.read(WAIT_MS)
        if got is Signals.SIGTSTP:
            console.suspend()
        elif isinstance(got, Signals):
            return Answer(is_start=False, sound=chosen, signal=got)
        elif got in START:
            return Answer(is_start=True, sound=chosen)
        elif got in LEAVE:
            return Answer(is_start=False, sound=chosen)
        elif got in SOUNDS:
            chosen = SOUNDS[str(got)][0]
