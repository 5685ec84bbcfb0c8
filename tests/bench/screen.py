"""What a minute of the moving screen costs: processor time and bytes written.

    python tests/bench/screen.py [SECONDS] [OTHER COMMAND ...]

Runs `coach start glute-bridge --yes` in a pseudo-terminal of 80 by 24, and at the same time
another program to compare it with, such as `/path/to/termdown 600`. Each is measured from
its fifteenth second on, when every picture has been drawn once. How late frames are is what
`frames.py` measures: one that looks like the one before writes nothing.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import tempfile
import termios
import threading
import time
from contextlib import suppress
from pathlib import Path

BEGIN_UPDATE = b"\x1b[?2026h"
COACH = str(Path(sys.executable).with_name("coach"))
WARM_UP_S = 15.0
TICKS = os.sysconf("SC_CLK_TCK")


class Watched:
    """A program in a terminal of its own, and what it costs."""

    def __init__(self, argv: list[str], home: str) -> None:
        self.name = Path(argv[0]).name
        self._child, self._terminal = pty.fork()
        if self._child == 0:
            env = {
                "COACH_HOME": home,
                "TERM": "xterm-256color",
                "COLORTERM": "truecolor",
                "LC_ALL": "C.UTF-8",
            }
            os.execve(argv[0], argv, env)  # noqa: S606  named by whoever measures
        size = struct.pack("HHHH", 24, 80, 0, 0)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, size)

    def measure(self, seconds: float) -> None:
        """Read for so long, and print processor time, bytes and frames."""
        self._read(WARM_UP_S)
        before = self._cpu_s()
        data = self._read(seconds)
        cpu = self._cpu_s() - before
        os.kill(self._child, signal.SIGTERM)
        with suppress(OSError):
            while os.read(self._terminal, 65536):
                pass
        os.waitpid(self._child, 0)
        sys.stdout.write(
            f"{self.name:<10} {cpu / seconds:.2%} of one core, "
            f"{len(data) / seconds / 1000:.1f} kB/s (goal 4), "
            f"{data.count(BEGIN_UPDATE) / seconds:.1f} frames a second\n"
        )

    def _read(self, seconds: float) -> bytes:
        data = b""
        deadline = time.perf_counter() + seconds
        while (left := deadline - time.perf_counter()) > 0:
            if select.select([self._terminal], [], [], left)[0]:
                data += os.read(self._terminal, 65536)
        return data

    def _cpu_s(self) -> float:
        """Return the processor time so far, as Linux tells it."""
        fields = Path(f"/proc/{self._child}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS


def main() -> None:
    """Run one session, and what it is compared with, and print what they took."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    with tempfile.TemporaryDirectory() as home:
        commands = [[COACH, "start", "glute-bridge", "--yes", "--mute"], sys.argv[2:]]
        watched = [Watched(argv, home) for argv in commands if argv]
        threads = [
            threading.Thread(target=each.measure, args=(seconds,)) for each in watched
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


if __name__ == "__main__":
    main()
