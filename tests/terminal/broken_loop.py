"""A session whose clock breaks at the first key: run in a terminal by the tests."""

from __future__ import annotations

import sys
from pathlib import Path

from coach.config.choices import ThemeName
from coach.screen.live_screen import Screen
from coach.screen.palette import painting_console
from coach.session import Session
from coach.terminal.clock import SystemClock
from coach.terminal.console import Console

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.plans import bridge


class BrokenClock(SystemClock):
    """Breaks when it is told to."""

    def __init__(self) -> None:
        self.is_broken = False

    def now_ms(self) -> int:
        if self.is_broken:
            raise RuntimeError("the clock is broken")
        return super().now_ms()


class Keys(Console):
    """Real keys, the first of which breaks the clock."""

    def read(self, timeout_ms: float) -> None:
        """Wait, and remember whether anything was pressed."""
        key = super().read(timeout_ms)
        CLOCK.is_broken = key is not None


CLOCK = BrokenClock()
COLOURS = painting_console(sys.stdout, ThemeName.DARK, {})

with Keys(keys_from=sys.stdin, screen_on=sys.stdout) as keys:
    Session(
        bridge(),
        clock=CLOCK,
        keys=keys,
        listeners=[Screen(sys.stdout, COLOURS, on_close=keys.leave_full_screen)],
        on_dropped=lambda *_: None,
    ).run()
