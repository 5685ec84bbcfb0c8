"""This computer's sound output while a phone may play the sound instead."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from coach.sound.player_process import Channel, Output


class OutputUnlessElsewhere:
    """An output that stays silent while a phone plays the sound."""

    def __init__(self, output: Output, is_elsewhere: Callable[[], bool]) -> None:
        self._output = output
        self._is_elsewhere = is_elsewhere

    @property
    def is_silent(self) -> bool:
        """Return whether the output plays nothing, so that the bell may replace it."""
        return self._output.is_silent and not self._is_elsewhere()

    @property
    def problem(self) -> str | None:
        """Return the last problem in one line, or None."""
        return self._output.problem

    def play(self, channel: Channel, file: Path) -> None:
        """Start a sound, unless the phone plays it."""
        if not self._is_elsewhere():
            self._output.play(channel, file)

    def stop(self, channel: Channel) -> None:
        """Stop the channel's sound."""
        self._output.stop(channel)

    def close(self, wait_ms: int = 0) -> None:
        """Wait up to ``wait_ms`` for the sounds to end, then stop them."""
        self._output.close(wait_ms)
