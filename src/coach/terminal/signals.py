"""Signals, which are collected in an inbox instead of interrupting.

A handler only leaves a note and ends the wait, so that anything being written or synced is
finished first.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from signal import Signals
from types import FrameType
from typing import Any, Self

_Handler = Callable[[int, FrameType | None], Any] | int | signal.Handlers | None

ENDING = tuple(
    Signals[name]
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT")
    if hasattr(signal, name)
)
"""Signals that end a session; coach stores the work done."""


class SignalInbox:
    """Context manager that collects ending signals and Ctrl-Z."""

    def __init__(self) -> None:
        self._notes: list[Signals] = []
        self._is_resized = False
        self._is_woken = False
        """Whether the pipe contains a byte for a signal."""
        self._old: dict[Signals, _Handler] = {}
        self._wake_read = self._wake_write = -1
        self._old_wakeup_fd = -1

    def __enter__(self) -> Self:
        self._wake_read, self._wake_write = os.pipe()
        for end in (self._wake_read, self._wake_write):
            os.set_blocking(end, False)
        self._old_wakeup_fd = signal.set_wakeup_fd(
            self._wake_write, warn_on_full_buffer=False
        )
        watched = [*ENDING, *_present("SIGTSTP", "SIGWINCH")]
        for number in watched:
            # A signal the caller ignores (nohup) stays ignored.
            if signal.getsignal(number) is not signal.SIG_IGN:
                self._old[number] = signal.signal(number, self._note)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._old.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._old_wakeup_fd)
        os.close(self._wake_read)
        os.close(self._wake_write)

    @property
    def wake_fd(self) -> int:
        """Return a file descriptor that is readable after any watched signal."""
        return self._wake_read

    def take(self) -> Signals | None:
        """Return and remove the oldest signal; None if there is none."""
        if self._is_woken:
            self._is_woken = False
            with suppress(BlockingIOError):
                os.read(self._wake_read, 64)
        return self._notes.pop(0) if self._notes else None

    def take_resized(self) -> bool:
        """Return whether the terminal was resized since the last call."""
        is_resized, self._is_resized = self._is_resized, False
        return is_resized

    def _note(self, number: int, _: FrameType | None) -> None:
        self._is_woken = True
        note = Signals(number)
        if note.name == "SIGWINCH":
            self._is_resized = True
            return
        if note.name in {"SIGINT", "SIGQUIT"} and note in self._notes:
            # The first Ctrl-C or Ctrl-\\ had no effect, so the program is stuck.
            raise KeyboardInterrupt
        self._notes.append(note)


def _present(*names: str) -> list[Signals]:
    return [Signals[name] for name in names if hasattr(signal, name)]
