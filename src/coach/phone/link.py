"""The session's end of the link: starts the server, sends states and returns taps.

Nothing here waits for the network. A thread writes the newest states to the server, which
is a separate process; taps arrive on a pipe, on which the console waits as it does for
keys.
"""

from __future__ import annotations

import ipaddress
import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from threading import Condition, Thread
from typing import NamedTuple

import coach
from coach.errors import CoachError
from coach.files.os_error import reason
from coach.keymap import COMMAND_OF_KEY, Command
from coach.phone.address import IpAddress, url_host
from coach.phone.server import END
from coach.question.dialog import KEYS
from coach.text.json_text import encode

TOKEN_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"  # noqa: S105  32 letters, no look-alikes
TOKEN_LENGTH = 26
"""Number of letters in the secret, which make 130 bits."""
BACKLOG = 64
LEAVING_S = 2.0
"""Longest wait for the server to say goodbye to the phones."""
MOST_TAP_BYTES = 4_096
"""Most unread bytes of taps; more than this can't be taps."""

State = Callable[[], object]
"""A state for the page, built by the thread that writes it."""

_ANSWERS = frozenset().union(*KEYS.values())
"""Keys that answer a question."""
_ANY_TIME = {
    Command.MORE_REST,
    Command.LESS_REST,
    Command.SHORTER,
    Command.LONGER,
    Command.HURTS,
}
"""Commands that always mean the same."""
_ON_THE_WAY = {Command.SKIP, Command.BACK}
"""Commands whose effect depends on the set."""


class ShownNumbers(NamedTuple):
    """Numbers for what the page shows; a tap says which number it was meant for.

    A second tap, or a tap on something that has since changed, has no effect.
    """

    main: int = 0
    """Number that grows when the large button changes its meaning."""
    place: int = 0
    """Number that grows with each set and wait."""
    question: int = 0
    """Number that grows with each question."""

    def of(self, key: str) -> int | None:
        """Return the number that belongs to a key; None if its meaning never changes."""
        command = COMMAND_OF_KEY.get(key)
        if command in _ANY_TIME:
            return None
        if command in _ON_THE_WAY:
            return self.place
        return self.question if key in _ANSWERS else self.main


TAPPED = frozenset(
    {"space", "n", "b", "+", "-", "[", "]", "h", "q"} | _ANSWERS,
)
"""Keys that the page has a button for."""


def new_token() -> str:
    """Return a secret that nobody can guess but everyone can type from the screen."""
    return "".join(secrets.choice(TOKEN_LETTERS) for _ in range(TOKEN_LENGTH))


class PhoneLink:
    """A running server with its address, and the keys tapped on phones."""

    def __init__(self, ip: IpAddress, *, token: str | None = None) -> None:
        """Start a server at an address.

        Raises:
            CoachError: if the address is not one of this computer's, or cannot be used.
        """
        self.shown = ShownNumbers()
        """Numbers for what the page shows now; the listener keeps them up to date."""
        self.is_heard = False
        """Whether a phone is playing the sound."""
        self._taps = b""
        self._states: dict[str, State] = {}
        """States that are not written yet, by name; a newer state replaces an older one."""
        self._changed = Condition()
        self._is_over = False
        self._fault: Exception | None = None
        """Error in the first state that could not be built."""
        token = token or new_token()
        listening = _listen(ip)
        host = url_host(ip, listening.getsockname()[1])
        self.url = f"http://{host}/{token}/"
        with listening:
            self._process = _serve(listening, host)
        assert self._process.stdout is not None  # noqa: S101  both ends are pipes
        os.set_blocking(self._process.stdout.fileno(), False)
        # The token is not on the command line, which other users could read.
        self._writer = Thread(
            target=self._write_all, args=(token,), daemon=True, name="phone"
        )
        self._writer.start()

    # Keys from the phone

    def fileno(self) -> int | None:
        """Return the descriptor on which to wait for taps; None if the server has gone."""
        out = self._process.stdout
        return None if out is None or out.closed else out.fileno()

    def take(self) -> str | None:
        """Return the next key that was tapped for what the page shows now, or None."""
        self._read()
        while b"\n" in self._taps:
            line, _, self._taps = self._taps.partition(b"\n")
            match line.decode("ascii", "replace").split(" "):
                case ["sound", word]:
                    self.is_heard = word == "on"
                case ["tap", seen, key] if key in TAPPED:
                    number = self.shown.of(key)
                    if number is None or seen == str(number):
                        return key
                case _:
                    pass
        return None

    def _read(self) -> None:
        out = self._process.stdout
        if out is None or out.closed:
            return
        with suppress(BlockingIOError):
            data = os.read(out.fileno(), MOST_TAP_BYTES)
            if not data:
                out.close()  # the server is gone; a closed pipe would always be ready
                self.is_heard = False
            self._taps = (self._taps + data)[-MOST_TAP_BYTES:]

    # States for the phone

    def send(self, states: Mapping[str, State]) -> None:
        """Queue states to be written in this order; return immediately."""
        with self._changed:
            for name, state in states.items():
                self._states.pop(name, None)
                self._states[name] = state
            self._changed.notify()

    @property
    def problem(self) -> str | None:
        """Return the reason why phones are no longer served, or None."""
        if self._fault is not None:
            return f"the phone did not show the whole session: {self._fault}"
        code = self._process.poll()
        if code is None or self._is_over:
            return None
        return f"the phone disconnected: coach's web server stopped (exit code {code})"

    def close(self) -> None:
        """Say goodbye to the phones and end the server."""
        with self._changed:
            self._states[END] = dict
            self._is_over = True
            self._changed.notify()
        self._writer.join(LEAVING_S)
        try:
            self._process.wait(LEAVING_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()

    def _write_all(self, token: str) -> None:
        """Write states as they come, until the last one or until the server ends."""
        pipe = self._process.stdin
        assert pipe is not None  # noqa: S101  it is a pipe
        name = ""
        with suppress(OSError):
            pipe.write(f"{token}\n".encode())
            pipe.flush()
            while name != END:
                with self._changed:
                    self._changed.wait_for(lambda: bool(self._states))
                    name = next(iter(self._states))
                    state = self._states.pop(name)
                try:
                    line = f"{name} {encode(state())}\n"
                except Exception as error:  # noqa: BLE001  whatever it is, the session goes on
                    self._fault = self._fault or error
                    continue
                pipe.write(line.encode())
                pipe.flush()


def _listen(ip: IpAddress) -> socket.socket:
    """Return a socket that listens at a free port of one address."""
    is_new = isinstance(ip, ipaddress.IPv6Address)
    listening = socket.socket(socket.AF_INET6 if is_new else socket.AF_INET)
    try:
        listening.bind((str(ip), 0))
        listening.listen(BACKLOG)
    except OSError as error:
        listening.close()
        raise CoachError(
            f"coach can't use the address {ip}: {reason(error)}",
            hint="use --phone without an address, or give one of this computer's addresses",
        ) from None
    return listening


def _serve(listening: socket.socket, host: str) -> subprocess.Popen[bytes]:
    package = str(Path(coach.__file__).parent.parent)
    fd = listening.fileno()
    try:
        return subprocess.Popen(  # noqa: S603  our own program
            # The current folder of the runner may contain modules of any name.
            [sys.executable, "-P", "-m", "coach.phone.server", str(fd), host],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=-1,
            pass_fds=(fd,),
            start_new_session=True,  # only the session handles Ctrl-C
            env={**os.environ, "PYTHONPATH": package},
            cwd="/",
        )
    except OSError as error:
        raise CoachError(
            f"the page for your phone could not start: {reason(error)}",
            hint="try again, or continue without --phone",
        ) from None
