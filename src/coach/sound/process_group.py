"""Ends a program together with all the processes it started."""

from __future__ import annotations

import os
import signal
import subprocess
from contextlib import suppress

OWN_GROUP = 0
"""Value of ``process_group`` for a group of its own, which Ctrl-C does not reach."""


def end(process: subprocess.Popen[bytes], *, at_once: bool = True) -> None:
    """Kill a process group, or ask it to end; do nothing once it has been waited for."""
    # poll() would free the group's number, which a dead leader keeps until waited for.
    if process.returncode is not None:
        return
    with suppress(OSError):
        os.killpg(process.pid, signal.SIGKILL if at_once else signal.SIGTERM)
