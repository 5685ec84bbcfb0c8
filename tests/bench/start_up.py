"""How long commands take to start, as whole processes beside bare imports.

    python tests/bench/start_up.py [RUNS]

Prints medians and ratios; the two of a pair take turns, so that a noisy machine bothers
both. Run it with the interpreter of the environment that `coach` is installed in.
"""

from __future__ import annotations

import contextlib
import os
import pty
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COACH = str(Path(sys.executable).with_name("coach"))
START = [COACH, "start", "glute-bridge", "--yes", "--mute"]
END_UPDATE = b"\x1b[?2026l"
PAIRS = (
    ("coach --version", [COACH, "--version"], "import typer", 1.0),
    ("first paint", START, "import typer, rich.table, yaml", 1.6),
    ("coach list", [COACH, "list"], "import typer, rich.table, yaml", 1.2),
    ("coach", [COACH], "import typer, rich.table, yaml", 1.4),
    ("coach history", [COACH, "history"], "import typer, rich.table, yaml", None),
)


def _seconds(command: list[str], home: str) -> float:
    start = time.perf_counter()
    subprocess.run(  # noqa: S603  our own program
        command, env={"COACH_HOME": home, "PATH": ""}, stdout=subprocess.DEVNULL, check=True
    )
    return time.perf_counter() - start


def _first_paint(command: list[str], home: str) -> float:
    """Seconds until the first whole frame has come through a terminal."""
    start = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        env = {"COACH_HOME": home, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
        os.execve(command[0], command, env)  # noqa: S606  our own program
    seen = b""
    while END_UPDATE not in seen:
        seen += os.read(terminal, 65536)
    seconds = time.perf_counter() - start
    os.kill(child, signal.SIGTERM)
    with contextlib.suppress(OSError):
        while os.read(terminal, 65536):
            pass
    os.close(terminal)
    os.waitpid(child, 0)
    return seconds


def main() -> None:
    """Measure every pair."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as home:
        for name, command, imports, limit in PAIRS:
            timed = _first_paint if command is START else _seconds
            bare = [sys.executable, "-c", imports]
            timed(command, home), _seconds(bare, home)  # warm up
            pairs = [(timed(command, home), _seconds(bare, home)) for _ in range(runs)]
            ours, theirs = (
                statistics.median(column) for column in zip(*pairs, strict=True)
            )
            ratio = statistics.median(a / b for a, b in pairs)
            goal = f"(goal {limit})" if limit else ""
            sys.stdout.write(
                f"{name:<16} {ours * 1000:6.0f} ms   {imports:<32} {theirs * 1000:6.0f} ms"
                f"   ratio {ratio:.2f} {goal}\n"
            )


if __name__ == "__main__":
    main()
