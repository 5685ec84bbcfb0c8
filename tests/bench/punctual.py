"""How late events are in a real-time session, and how far its end is off its plan.

    python tests/bench/punctual.py [NAME ...]

Runs `coach start NAME ... --yes --json` in real time (desk-break: 2:39) and reads its
events. The end is taken from outside the process, from its first event to its last.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COACH = str(Path(sys.executable).with_name("coach"))


def main() -> None:
    """Run one session and print the lateness of its events."""
    names = sys.argv[1:] or ["desk-break"]
    late_ms: list[int] = []
    with tempfile.TemporaryDirectory() as home:
        session = subprocess.Popen(  # noqa: S603  our own program
            [COACH, "start", *names, "--yes", "--json"],
            env={"COACH_HOME": home, "PATH": ""},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert session.stdout is not None
        began = planned_ms = ended = 0.0
        for line in session.stdout:
            heard = time.perf_counter()
            event = json.loads(line)
            late_ms.append(event["late_ms"])
            if event["event"] == "session_started":
                began, planned_ms = heard, event["planned_ms"]
            ended = heard
        session.wait()
    late_ms.sort()
    off_ms = (ended - began) * 1000 - planned_ms
    last = len(late_ms) - 1
    at = {share: late_ms[min(last, int(share * last + 1))] for share in (0.5, 0.99, 0.999)}
    sys.stdout.write(
        f"{' '.join(names)}: {len(late_ms)} events, planned {planned_ms / 1000:g} s, "
        f"end {off_ms:+.1f} ms off\n"
        f"late: median {at[0.5]} ms, 99 % {at[0.99]} ms, 99.9 % {at[0.999]} ms, "
        f"worst {late_ms[-1]} ms\n"
    )


if __name__ == "__main__":
    main()
