"""The controlling terminal: keys without echo, full screen, and a safe way back."""

from __future__ import annotations

import os
import select
import signal
import termios
import tty
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from signal import Signals
from typing import Any, Protocol, Self, TextIO

from coach.terminal.background import ASK, BackgroundAnswer, Rgb
from coach.terminal.keys import KeyDecoder, PasteFilter
from coach.terminal.signals import SignalInbox

ENTER_FULL_SCREEN = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[?2004h\x1b[2J"
"""Codes for an alternate screen, a hidden cursor, no wrapping, marked pastes and
clearing."""
ESCAPE_WAIT_MS = 50
"""Wait after ESC for the rest of a sequence, after which it was the key itself."""
ANSWER_WAIT_MS = 500
"""Longest wait for the rest of the terminal's answer, which may come in pieces."""
LAST_WAIT_MS = 50
"""Longest wait for the answer before coach gives the terminal back."""
ANSWERED_WITHIN_MS = 3_000
"""Time without an answer after which none is expected."""
BURST_MS = 5
"""Keys closer together than this were not typed one by one."""
MOST_TOGETHER = 2
"""Most different keys in a burst; a burst with more is ignored as a paste."""
MOST_BYTES = 65_536
LEAVE_FULL_SCREEN = "\x1b[0m\x1b[?2004l\x1b[?7h\x1b[?25h\x1b[?1049l"


class OtherKeys(Protocol):
    """Another source of keys beside the keyboard."""

    def fileno(self) -> int | None:
        """Return the descriptor to wait on; None if no more keys will come."""

    def take(self) -> str | None:
        """Return the next key without waiting; None if there is none."""


class Console:
    """Context manager that waits for keys and signals, and restores the terminal."""

    def __init__(
        self,
        *,
        keys_from: TextIO | None = None,
        screen_on: TextIO | None = None,
        asks_background: bool = False,
        also_from: OtherKeys | None = None,
    ) -> None:
        self._in_fd = keys_from.fileno() if keys_from and keys_from.isatty() else None
        self._screen = screen_on
        self._others = also_from
        self.on_screen_lost: Callable[[], None] = lambda: None
        """Called when the whole screen has to be drawn again."""
        self.on_background: Callable[[], None] = lambda: None
        """Called when the terminal has sent its background."""
        asks = asks_background and self._in_fd is not None and screen_on is not None
        self._answer = BackgroundAnswer(is_due=asks)
        self._is_asked = False
        self._waited_ms = 0.0
        """Time without a key or an answer, or since the beginning of an answer."""
        self._begun_ms = 0.0
        self._inbox = SignalInbox()
        self._decoder = KeyDecoder()
        self._pastes = PasteFilter()
        self._pending: deque[str] = deque()
        self._together = 0
        """Number of keys in the last burst."""
        self._cooked: list[Any] | None = None

    def __enter__(self) -> Self:
        self._inbox.__enter__()
        try:
            self._take()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._give_back()
        self._inbox.__exit__()

    @property
    def can_press(self) -> bool:
        """Return whether standard input is a terminal, so that keys can be pressed."""
        return self._in_fd is not None

    @property
    def came_alone(self) -> bool:
        """Return whether the last key arrived alone, as if a person typed it."""
        return self._together <= 1

    @property
    def background(self) -> Rgb | None:
        """Return the colour behind the text, if the terminal has sent it."""
        return self._answer.colour

    def await_background(self, timeout_ms: float) -> None:
        """Wait a little for the terminal to send its background; keep the keys."""
        while self._answer.is_due and self._in_fd is not None:
            ready, _, _ = select.select([self._in_fd], [], [], timeout_ms / 1000)
            if not ready or not self._read_keys(self._in_fd):
                break

    def read(self, timeout_ms: float) -> str | Signals | None:
        """Return the next key's name or signal; None after ``timeout_ms``.

        Return None earlier if the terminal was resized or the wait was for a lone ESC. If
        the terminal has gone, this counts as a hang-up.
        """
        if self._pending:
            return self._pending.popleft()
        note = self._inbox.take()
        if note is not None or self._is_resized():
            return note
        if (key := self._other_key()) is not None:
            return key
        watched = [self._inbox.wake_fd]
        if self._others is not None and (other_fd := self._others.fileno()) is not None:
            watched.append(other_fd)
        if self._in_fd is not None:
            watched.append(self._in_fd)
        wait_ms = ESCAPE_WAIT_MS if self._decoder.is_waiting else timeout_ms
        if self._answer.is_begun:
            wait_ms = min(timeout_ms, ANSWER_WAIT_MS)
        ready, _, _ = select.select(watched, [], [], wait_ms / 1000)
        if self._in_fd in ready and not self._read_keys(self._in_fd):
            self._in_fd = None
            return Signals.SIGHUP
        if not ready:
            self._pastes.give_up()
            kept = self._give_up_answer(wait_ms)
            self._take_keys(self._decoder.feed(kept) + self._decoder.give_up())
        note = self._inbox.take()
        if note is not None or self._is_resized():
            return note
        return self._pending.popleft() if self._pending else self._other_key()

    def _other_key(self) -> str | None:
        """Return the next key from another source; such a key counts as pressed alone."""
        key = self._others.take() if self._others is not None else None
        if key is not None:
            self._together = 1
        return key

    def _give_up_answer(self, waited_ms: float) -> bytes:
        """Return the bytes kept for an answer that does not come."""
        self._waited_ms += waited_ms
        self._begun_ms = self._begun_ms + waited_ms if self._answer.is_begun else 0.0
        is_late = self._waited_ms >= ANSWERED_WITHIN_MS
        if is_late or self._begun_ms >= ANSWER_WAIT_MS:
            return self._answer.give_up()
        return b""

    def _is_resized(self) -> bool:
        """Return whether the terminal was resized; if so, redraw the screen."""
        # A terminal that shrank and grew back has lost its edges.
        is_resized = self._inbox.take_resized()
        if is_resized:
            self.on_screen_lost()
        return is_resized

    def _read_keys(self, fd: int) -> bool:
        """Read typed keys; return False when the terminal has gone."""
        data = b""
        while True:
            try:
                more = os.read(fd, 1024)
            except OSError:
                return False
            data += more
            is_more, _, _ = select.select([fd], [], [], BURST_MS / 1000)
            if not more or not is_more or len(data) > MOST_BYTES:
                break
        was_due = self._answer.is_due
        typed = self._answer.typed(data)
        if typed or not was_due:
            self._take_keys(self._decoder.feed(self._pastes.typed(typed)))
        if was_due and self.background is not None:
            self.on_background()
        return bool(data)

    def _take_keys(self, keys: list[str]) -> None:
        self._together = len(keys)
        # A key held down while the machine is busy counts once.
        if len(set(keys)) <= MOST_TOGETHER:
            self._pending.extend(keys[:MOST_TOGETHER])

    def suspend(self) -> None:
        """Restore the terminal, stop the process, and set the terminal up on return."""
        self._give_back()
        # SIGSTOP cannot be caught: the shell sees a stopped job, as after Ctrl-Z.
        os.kill(os.getpid(), signal.SIGSTOP)
        with suppress(termios.error):  # the next read reports a closed terminal
            self._take()
        self.on_screen_lost()

    def leave_full_screen(self) -> None:
        """Leave full screen for good; keys still work."""
        if self._screen is not None:
            _write(self._screen, LEAVE_FULL_SCREEN)
            self._screen = None

    def _take(self) -> None:
        if self._in_fd is not None:
            self._cooked = termios.tcgetattr(self._in_fd)
            tty.setcbreak(self._in_fd)
        if self._screen is not None:
            _write(self._screen, ENTER_FULL_SCREEN)
            if self._answer.is_due and not self._is_asked:
                self._is_asked = True
                _write(self._screen, ASK)

    def _give_back(self) -> None:
        if self._is_asked:
            self.await_background(LAST_WAIT_MS)
        if self._screen is not None:
            _write(self._screen, LEAVE_FULL_SCREEN)
        if self._in_fd is not None and self._cooked is not None:
            # Keys pressed in the meantime were meant for the session, not for the shell. If
            # the terminal has gone, there is nothing to restore.
            with suppress(termios.error):
                termios.tcsetattr(self._in_fd, termios.TCSAFLUSH, self._cooked)
            self._cooked = None


def _write(stream: TextIO, text: str) -> None:
    # A terminal that has gone needs no restoring.
    with suppress(OSError):
        stream.write(text)
        stream.flush()
