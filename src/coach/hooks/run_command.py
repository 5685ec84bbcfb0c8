"""One command, run beside the session with facts and a time limit; never blocks."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Thread

from coach.files.os_error import reason

PATIENCE_S = 30.0
"""Time limit of a command in seconds, after which it is killed."""


def run_apart(
    command: Sequence[str],
    facts: bytes,
    on_end: Callable[[str | None], None],
    *,
    patience_s: float = PATIENCE_S,
) -> None:
    """Start a command in a thread of its own and return immediately.

    ``on_end`` is called in that thread with the problem in one line, or None. A command
    keeps running if this program ends first.

    Raises:
        RuntimeError: if no thread can be started.
    """

    def work() -> None:
        try:
            on_end(_run(command, facts, patience_s))
        except Exception as error:  # noqa: BLE001  nobody else would hear of it
            on_end(f"{type(error).__name__}: {error}")

    Thread(target=work, name="hook", daemon=True).start()


def _run(command: Sequence[str], facts: bytes, patience_s: float) -> str | None:
    try:
        process = _start(command, facts)
    except FileNotFoundError as error:
        # The name tells whether the program or a temporary folder is missing.
        return f"'{error.filename or command[0]}' cannot be started: {reason(error)}"
    except OSError as error:
        return reason(error)
    try:
        code = process.wait(patience_s)
    except subprocess.TimeoutExpired:
        _kill(process)
        process.wait()
        return f"still running after {patience_s:g} s, so coach stopped the program"
    if code < 0:
        return f"signal {-code} stopped the program"
    return f"the program ended with exit code {code}" if code else None


def _start(command: Sequence[str], facts: bytes) -> subprocess.Popen[bytes]:
    # The input is a file, not a pipe, so the command can read all of it even after coach
    # has ended.
    with tempfile.TemporaryFile() as file:
        file.write(facts)
        file.seek(0)
        return subprocess.Popen(  # noqa: S603  the user's own command, without a shell
            command,
            stdin=file,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # Neither Ctrl-C nor a closed terminal should reach the command.
            start_new_session=True,
        )


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and all processes it started."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
