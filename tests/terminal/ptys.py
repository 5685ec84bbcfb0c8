"""A real pseudo-terminal with a program in it, and what a person would see there."""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Self

import pyte
from tests.kept_bundle import keep_bundle

PATIENCE_S = 20.0
"""For a machine that is busy; whoever waits this long has failed."""
READING_S = 0.4
"""How long a person takes at least to read a question."""
BETWEEN_KEYS_S = 0.04
"""Nobody presses keys faster."""
ALTERNATE_SCREEN = 1049 << 5
"""How pyte writes down a private mode."""


class TwoScreens(pyte.Screen):
    """A screen that comes back empty when the alternate one is left."""

    def reset_mode(self, *modes: int, **kwargs: Any) -> None:  # noqa: ANN401  pyte's own
        super().reset_mode(*modes, **kwargs)
        if kwargs.get("private") and ALTERNATE_SCREEN >> 5 in modes:
            self.erase_in_display(2)
            self.cursor_position()


@dataclass(frozen=True)
class TerminalState:
    """What a program must leave as it was."""

    attributes: list[Any]
    """The flags and control characters of termios."""
    is_alternate: bool
    is_cursor_hidden: bool


class Terminal:
    """Runs one program in a terminal of its own."""

    def __init__(
        self,
        *argv: str,
        env: Mapping[str, str] | None = None,
        columns: int = 80,
        rows: int = 24,
    ) -> None:
        keep_bundle()
        self.screen = TwoScreens(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._master, slave = os.openpty()
        self._name = os.ttyname(slave)
        self.resize(columns, rows)
        self.before = self._state(slave)
        self.process = subprocess.Popen(  # noqa: S603  our own command line
            argv,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**os.environ, "TERM": "xterm-256color", **(env or {})},
            start_new_session=True,
            preexec_fn=_begin_as_in_a_shell,  # noqa: PLW1509  no threads here
        )
        os.close(slave)
        self._is_open = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        if self._is_open:
            os.close(self._master)

    @property
    def state(self) -> TerminalState:
        """What the terminal is like now."""
        return self._state(self._master)

    def _state(self, fd: int) -> TerminalState:
        return TerminalState(
            termios.tcgetattr(fd),
            ALTERNATE_SCREEN in self.screen.mode,
            bool(self.screen.cursor.hidden),
        )

    @property
    def text(self) -> str:
        """All that can be read, line by line."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def type(self, keys: str) -> None:
        """Press keys one by one, as a person who has read what is on the screen."""
        if self._is_cooked:
            self.paste(keys)
            return
        if not self.state.is_alternate:
            self.let_pass(READING_S)
        for key in keys:
            self.paste(key)
            self._let_be_read()
            self.let_pass(BETWEEN_KEYS_S)

    def paste(self, text: str) -> None:
        """Have everything arrive in one go."""
        os.write(self._master, text.encode(errors="surrogateescape"))

    @property
    def _is_cooked(self) -> bool:
        return bool(self.state.attributes[3] & termios.ICANON)

    def _let_be_read(self) -> None:
        """Wait until the program has taken what was typed, if it takes any."""
        deadline = time.perf_counter() + READING_S
        while self._unread() and time.perf_counter() < deadline:
            self._read(0.005)

    def _unread(self) -> int:
        """How many bytes the program has not read yet."""
        fd = os.open(self._name, os.O_RDWR | os.O_NOCTTY)
        try:
            waiting = fcntl.ioctl(fd, termios.FIONREAD, bytes(4))
        finally:
            os.close(fd)
        return int.from_bytes(waiting, sys.byteorder)

    def send(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        self.process.send_signal(number)

    def resize(self, columns: int, rows: int) -> None:
        """Change the size as a person with a mouse does."""
        self.screen.resize(rows, columns)
        size = struct.pack("4H", rows, columns, 0, 0)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, size)

    def wipe(self) -> None:
        """Spoil what is shown, as another program on the same terminal would."""
        self._stream.feed(b"\x1b[2J")

    def hang_up(self) -> None:
        """Close the terminal's window."""
        os.close(self._master)
        self._is_open = False

    def wait_for(self, pattern: str) -> None:
        """Wait until the screen shows something."""
        self._wait_until(lambda: re.search(pattern, self.text) is not None, pattern)

    def wait_for_screen(self) -> None:
        """Wait until the program has the whole screen and has written on it."""
        self._wait_until(
            lambda: ALTERNATE_SCREEN in self.screen.mode and bool(self.text.strip()),
            "a full screen",
        )

    def wait_until_stopped(self) -> None:
        """Wait until the program is stopped, as by Ctrl-Z, and has left its screen."""
        options = os.WSTOPPED | os.WNOHANG | os.WNOWAIT
        self._wait_until(
            lambda: (
                os.waitid(os.P_PID, self.process.pid, options) is not None
                and ALTERNATE_SCREEN not in self.screen.mode
            ),
            "a stopped program",
        )

    def wait_until_stopped_in_place(self) -> None:
        """Wait until the program is stopped from outside; it could leave nothing."""
        options = os.WSTOPPED | os.WNOHANG | os.WNOWAIT
        self._wait_until(
            lambda: os.waitid(os.P_PID, self.process.pid, options) is not None,
            "a stopped program",
        )

    def let_pass(self, seconds: float) -> None:
        """Let real time pass, where nothing but time is what matters."""
        deadline = time.perf_counter() + seconds
        while (left := deadline - time.perf_counter()) > 0:
            self._read(left)

    def wait_for_end(self) -> int:
        """Wait until the program is over; its exit code."""
        if self._is_open:
            self._wait_until(lambda: False, "the end")
        return self.process.wait(PATIENCE_S)

    def wait_until(self, is_so: Callable[[], bool], what: str) -> None:
        """Wait until something outside the screen is so."""
        self._wait_until(is_so, what)

    def _wait_until(self, is_so: Any, what: str) -> None:  # noqa: ANN401  any question
        deadline = time.perf_counter() + PATIENCE_S
        while not is_so():
            if time.perf_counter() > deadline:
                raise AssertionError(f"waited for {what} in vain; the screen:\n{self.text}")
            if self._read(0.05) is None:
                if what == "the end" or is_so():
                    return
                code = self.process.wait(PATIENCE_S)
                raise AssertionError(
                    f"ended with {code} before {what} was seen; the screen:\n{self.text}"
                )

    def _read(self, timeout_s: float) -> bool | None:
        """Show what the program wrote; None when it will write no more."""
        ready, _, _ = select.select([self._master], [], [], timeout_s)
        if not ready:
            return False
        try:
            data = os.read(self._master, 65_536)
        except OSError:  # Linux: nobody has the other end open any more
            return None
        self._stream.feed(data)
        return True


def _begin_as_in_a_shell() -> None:
    """Take the terminal, and no signal ignored: whoever runs the tests may ignore some."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    for number in (
        signal.SIGINT,
        signal.SIGHUP,
        signal.SIGTERM,
        signal.SIGTSTP,
        signal.SIGQUIT,
    ):
        signal.signal(number, signal.SIG_DFL)


def coach(*argv: str) -> tuple[str, ...]:
    """The command line of a coach process."""
    return (sys.executable, "-m", "coach", *argv)
