"""Plays files on Windows; not yet run.

The system plays one file at a time for a program, so the two channels share it: the
newer sound ends the older one.
"""

from __future__ import annotations

import sys
from pathlib import Path
from threading import Event

from coach.sound.player_process import Channel


class WinsoundOutput:
    """The system's own function behind the output's protocol."""

    def __init__(self) -> None:
        self.problem: str | None = None
        self.is_silent = sys.platform != "win32"
        self._last: Channel | None = None

    def play(self, channel: Channel, file: Path) -> None:
        """Begin a sound; end what was played before."""
        if self._call(str(file)):
            self._last = channel

    def stop(self, channel: Channel) -> None:
        """Be silent at once, unless the other channel sounds."""
        if self._last is channel:
            self._last = None
            self._call(None)

    def close(self, wait_ms: int = 0) -> None:
        """Wait a time, then be silent: the system does not say when a sound ends."""
        if self._last is not None:
            Event().wait(wait_ms / 1000)
            self.stop(self._last)

    def _call(self, file: str | None) -> bool:
        if sys.platform == "win32" and not self.is_silent:
            import winsound  # noqa: PLC0415  exists on Windows only

            flags = winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT
            try:
                winsound.PlaySound(file, flags)
            except RuntimeError as error:
                self.is_silent = True
                self.problem = f"no sound: {error}; the bell stands in for it"
            else:
                return True
        return False
