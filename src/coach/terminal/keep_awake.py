"""A system program that keeps the computer awake during a session.

If the system has none, or refuses, the session runs without it.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Thread

INHIBITORS = {
    "linux": (
        "systemd-inhibit",
        "--what=idle:sleep",
        "--who=coach",
        "--why=drill session",
        "--mode=block",
        # The command ends when its input ends: together with coach, even after a crash.
        "cat",
    ),
    # This has never run: -i prevents sleep, -w waits for the process with this number.
    "darwin": ("caffeinate", "-i", "-w"),
}
"""Command by platform; on macOS the id of this process is added."""


def inhibitor(platform: str = sys.platform) -> tuple[str, ...] | None:
    """Return the command that keeps this computer awake, or None."""
    known = INHIBITORS.get(platform)
    program = shutil.which(known[0]) if known else None
    if known is None or program is None:
        return None
    own = (str(os.getpid()),) if platform == "darwin" else ()
    return (program, *known[1:], *own)


@contextmanager
def keep_awake(*, is_wanted: bool = True, platform: str = sys.platform) -> Iterator[None]:
    """Keep the computer awake until the end of the block; never raise and never wait."""
    if not is_wanted:
        yield
    else:
        command = inhibitor(platform)
        process = _start(command) if command else None
        try:
            yield
        finally:
            if process is not None:
                _end(process)


def _start(command: Sequence[str]) -> subprocess.Popen[bytes] | None:
    try:
        process = subprocess.Popen(  # noqa: S603  a fixed command of the system's
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # Ctrl-C is meant for the session, and no password must be asked for here.
            start_new_session=True,
        )
    except OSError:
        return None
    # A thread waits for the process, because that may take long.
    with suppress(RuntimeError):  # no thread could be started
        Thread(target=process.wait, name="awake", daemon=True).start()
    return process


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.stdin is not None:
        with suppress(OSError):
            process.stdin.close()
    # Once the process has ended, its number may belong to another one.
    if process.returncode is None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGTERM)
