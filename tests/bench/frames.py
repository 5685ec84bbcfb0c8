"""How late the frames of a moving figure are, from inside a real session.

    python tests/bench/frames.py [SECONDS]

Runs `coach start glute-bridge --yes --mute` in a pseudo-terminal of 80 by 24 and notes,
each time the screen is painted, how far the session is past the grid of its frames.
"""

from __future__ import annotations

import fcntl
import json
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

LATE_MS = 30
NOTING = """
import json, sys
from coach.screen import live_screen as live
late, paint = [], live.Screen.on_moment
def noting(self, moment):
    into_ms = moment.position_ms - moment.segment.at_ms
    late.append((moment.segment.at_ms, into_ms))
    return paint(self, moment)
live.Screen.on_moment = noting
from coach.cli.main import main
sys.argv = ["coach", "start", "glute-bridge", "--yes", "--mute"]
try:
    main()
finally:
    open({path!r}, "w").write(json.dumps([live.FRAME_MS, late]))
"""


def main() -> None:
    """Run one session and print how late its frames were."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    with tempfile.TemporaryDirectory() as home:
        notes = Path(home) / "notes"
        child, terminal = pty.fork()
        if child == 0:
            env = {"COACH_HOME": home, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
            code = NOTING.format(path=str(notes))
            os.execve(sys.executable, [sys.executable, "-c", code], env)  # noqa: S606  our own program
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        deadline = time.perf_counter() + seconds
        while (left := deadline - time.perf_counter()) > 0:
            if select.select([terminal], [], [], left)[0]:
                os.read(terminal, 65536)
        os.kill(child, signal.SIGTERM)
        while select.select([terminal], [], [], 1.0)[0]:
            try:
                if not os.read(terminal, 65536):
                    break
            except OSError:
                break
        os.waitpid(child, 0)
        frame_ms, painted = json.loads(notes.read_text())
    # The first painting of each frame of each segment: how far past its time it was.
    first: dict[tuple[int, int], int] = {}
    for at_ms, into_ms in painted:
        first.setdefault((at_ms, into_ms // frame_ms), into_ms % frame_ms)
    expected = sum(max(n for at, n in first if at == at_ms) + 1 for at_ms in dict(painted))
    late = sorted(first.values())
    in_time = sum(ms <= LATE_MS for ms in late) / expected
    sys.stdout.write(
        f"{seconds:g} s: {len(late)} of {expected} frames, {in_time:.2%} within "
        f"{LATE_MS} ms (goal 99.9 %), median {late[len(late) // 2]}, worst {late[-1]} ms\n"
    )


if __name__ == "__main__":
    main()
