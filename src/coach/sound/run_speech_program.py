"""Runs of a speech program for one text, with limits on time and output."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event, Timer
from typing import IO

from coach.files.os_error import reason
from coach.files.regular import TooLargeError, read_regular
from coach.sound.process_group import OWN_GROUP, end
from coach.sound.speech_engines import Engine, HungError, Order, SpeechError
from coach.text.harmless import harmless_words

MOST_BYTES = 16_000_000
"""Largest WAV, six minutes of sound; a larger one is not speech."""
MOST_TALK = 65_536
"""Most bytes that a program may print if it writes its WAV to a file."""
_KINDNESS = 5
"""Niceness of the programs above that of the session, which they must not slow."""


class SpeechProcess:
    """The running speech programs."""

    def __init__(self) -> None:
        self._running: set[subprocess.Popen[bytes]] = set()
        self._is_closed = False

    def render(self, engine: Engine, text: str, file: Path) -> bytes:
        """Return the WAV of a text; ``file`` is used temporarily and removed.

        Raises:
            SpeechError: if the program cannot be started, fails, hangs or prints too much.
        """
        order = engine.order(text, file)
        untouched = _looks(file)
        try:
            printed = self._run(engine, order)
            if not order.writes_file:
                return printed
            try:
                sound = read_regular(file, MOST_BYTES)
            except TooLargeError:
                raise SpeechError(
                    f"the speech program '{engine.name}' made too large a file"
                ) from None
            except OSError:
                sound = b""
            if not sound and _looks(file) in {untouched, None}:
                raise SpeechError(f"the speech program '{engine.name}' wrote no file")
            return sound
        finally:
            with suppress(OSError):
                file.unlink()

    def close(self) -> None:
        """End all running programs and prevent new ones."""
        self._is_closed = True
        for process in tuple(self._running):
            end(process)

    def _run(self, engine: Engine, order: Order) -> bytes:
        talk = subprocess.STDOUT if order.writes_file else subprocess.DEVNULL
        process = start(engine, order.argv, stdout=subprocess.PIPE, stderr=talk)
        give_way(process)
        self._running.add(process)
        if self._is_closed:
            end(process)
        is_late = Event()

        def give_up() -> None:
            is_late.set()
            end(process)

        timer = Timer(engine.patience_s, give_up)
        timer.daemon = True
        timer.start()
        try:
            printed = _talk(process, order)
            code = process.wait()
        finally:
            timer.cancel()
            self._running.discard(process)
        if is_late.is_set():
            raise HungError(
                f"the speech program '{engine.name}' did not finish in time, so coach "
                "stopped it"
            )
        if len(printed) > _most(order):
            raise SpeechError(
                f"the speech program '{engine.name}' produced too much output"
            )
        if code != 0:
            raise SpeechError(_failure(engine, order, code, printed))
        return printed


def _looks(file: Path) -> tuple[int, int] | None:
    """Return values that change when a program writes the file; None if there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns


def start(
    engine: Engine, argv: Sequence[str], *, stdout: int | IO[bytes], stderr: int
) -> subprocess.Popen[bytes]:
    """Return the started program of an engine, which reads texts from a pipe.

    Raises:
        SpeechError: if it cannot be started.
    """
    try:
        return subprocess.Popen(  # noqa: S603  a program the runner chose or the system's own
            argv,
            stdin=subprocess.PIPE,
            stdout=stdout,
            stderr=stderr,
            process_group=OWN_GROUP,
        )
    except (OSError, ValueError) as error:
        raise SpeechError(
            f"the speech program '{engine.name}' cannot be started: {reason(error)}"
        ) from None


def give_way(process: subprocess.Popen[bytes]) -> None:
    """Have a program render only while the session leaves time for it."""
    with suppress(OSError):
        own = os.getpriority(os.PRIO_PROCESS, 0)
        os.setpriority(os.PRIO_PROCESS, process.pid, own + _KINDNESS)


def _talk(process: subprocess.Popen[bytes], order: Order) -> bytes:
    """Pass the text and return the output; end a program that prints too much."""
    stdin, stdout = process.stdin, process.stdout
    assert stdin is not None  # noqa: S101  asked for as pipes, for the type checker
    assert stdout is not None  # noqa: S101
    with stdout:
        _hand_over(stdin, order.stdin)
        most = _most(order)
        printed = stdout.read(most + 1)
        if len(printed) > most:
            end(process)
    return printed


def _most(order: Order) -> int:
    """Return the most bytes that a program may print."""
    return MOST_TALK if order.writes_file else MOST_BYTES


def _hand_over(stdin: IO[bytes], text: bytes) -> None:
    # A program may end without reading its input; then its exit code tells.
    with suppress(OSError):
        stdin.write(text)
    with suppress(OSError):
        stdin.close()


def _failure(engine: Engine, order: Order, code: int, printed: bytes) -> str:
    """Return the message for a failure, with the last of the program's output."""
    said = f"the speech program '{engine.name}' failed with exit code {code}"
    if code < 0:
        said = f"the speech program '{engine.name}' was stopped by signal {-code}"
    return f"{said}{last_printed(printed)}" if order.writes_file else said


def last_printed(printed: bytes) -> str:
    """Return ``: `` and the last line a program printed; empty if it printed nothing."""
    lines = printed[-500:].decode("utf-8", "replace").split("\n")
    clean = [harmless_words(line) for line in lines]
    words = next((line[:120] for line in reversed(clean) if line), "")
    return f": {words}" if words else ""
