"""The start card: shown until the runner lies in place and presses a key."""

from __future__ import annotations

import os
import sys
from signal import Signals
from typing import TYPE_CHECKING

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
CHOICES = (Choice("space", "start"), Choice("q", "leave"))
WAIT_MS = 1_000


def wait_for_start(
    setup: Setup, timeline: Timeline, sound: str, console: Console, clock: Clock
) -> bool | Signals:
    """Whether to start, or the signal that came instead."""
    colours = painting_console(sys.stdout, setup.config.theme, os.environ)
    painter = Painter(sys.stdout, colours)
    console.on_screen_lost = painter.forget
    moment = Moment(timeline, 0, timeline.at(0), clock.wall())
    is_ascii = not can_show_blocks(sys.stdout)
    while True:
        columns, rows = screen_size(sys.stdout)
        sheet = start_card(timeline, sound, CHOICES, Look(columns, rows, is_ascii))
        painter.paint(sheet, moment, columns)
        got = console.read(WAIT_MS)
        if got is Signals.SIGTSTP:
            console.suspend()
        elif isinstance(got, Signals):
            return got
        elif got in START:
            return True
        elif got in LEAVE:
            return False
