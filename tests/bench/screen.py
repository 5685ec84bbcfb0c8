"""What a minute of the moving screen costs: processor time and bytes written.

    python tests/bench/screen.py [SECONDS]

Runs `coach start glute-bridge --yes` in a pseudo-terminal of 80 by 24 and ends it after
so many seconds. Processor time includes the start of the program. How late frames
are is what `frames.py` measures: one that looks like the one before writes nothing.
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
import time
from pathlib import Path

BEGIN_UPDATE = b"\x1b[?2026h"
COACH = str(Path(sys.executable).with_name("coach"))


def main() -> None:
    """Run one session and print what it took."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    with tempfile.TemporaryDirectory() as home:
        child, terminal = pty.fork()
        if child == 0:
            env = {"COACH_HOME": home, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
            os.execve(COACH, [COACH, "start", "glute-bridge", "--yes", "--mute"], env)  # noqa: S606  our own program
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        written = 0
        frames = 0
        began = time.perf_counter()
        first = 0.0
        while (left := began + seconds - time.perf_counter()) > 0:
            if select.select([terminal], [], [], left)[0]:
                data = os.read(terminal, 65536)
                first = first or time.perf_counter() - began
                written += len(data)
                frames += data.count(BEGIN_UPDATE)
        os.kill(child, signal.SIGTERM)
        while select.select([terminal], [], [], 0.5)[0]:
            try:
                if not os.read(terminal, 65536):
                    break
            except OSError:
                break
        _, _, used = os.wait4(child, 0)
    cpu = used.ru_utime + used.ru_stime
    sys.stdout.write(
        f"{seconds:g} s: {cpu:.2f} s of processor time ({cpu / seconds:.2%} of one core), "
        f"goal 1.5 %; {written / seconds / 1000:.1f} kB/s, goal 4; "
        f"{frames / seconds:.1f} frames a second; "
        f"first bytes after {first * 1000:.0f} ms\n"
    )


if __name__ == "__main__":
    main()
