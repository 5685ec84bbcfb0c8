"""A session alone, with two phones, and with two phones under a flood: how late are events?

    python tests/soak/phone_flood.py [SECONDS]

Each session runs in real time for so long (60 are the default). The flood is 10,000
requests from one computer and another 300 connections that say nothing; half of the
requests know the secret. The events of all three must be equally punctual.
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

COACH = str(Path(sys.executable).with_name("coach"))
REQUESTS, IDLE = 10_000, 300


class Phones:
    """Two phones that follow, and what was sent besides."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.host, self.port, self.path = parts.netloc, int(parts.port or 0), parts.path
        self.heard = [0, 0]
        self.statuses: Counter[str] = Counter()
        self.is_flooding = True
        for number in range(2):
            threading.Thread(target=self._follow, args=(number,), daemon=True).start()

    def _line(self, sender: str) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), 10, (sender, 0))

    def _follow(self, number: int) -> None:
        with self._line(f"127.0.0.{number + 2}") as line:
            line.settimeout(None)
            head = f"GET {self.path}events?{number} HTTP/1.1\r\nHost: {self.host}\r\n\r\n"
            line.sendall(head.encode())
            while data := line.recv(65_536):
                self.heard[number] += data.count(b"event: now")

    def flood(self) -> None:
        """Ask as fast as one computer can."""
        idle = []
        for _ in range(IDLE):
            with suppress(OSError):
                idle.append(self._line("127.0.0.9"))
        for number in range(REQUESTS):
            path = f"{self.path}clock" if number % 2 else f"/{number:026}/clock"
            with suppress(OSError), self._line("127.0.0.10") as line:
                line.sendall(f"GET {path} HTTP/1.1\r\nHost: {self.host}\r\n\r\n".encode())
                self.statuses[line.recv(64)[9:12].decode() or "closed"] += 1
        self.is_flooding = False
        for line in idle:
            line.close()


def run(seconds: float, *, has_phones: bool, is_flooded: bool) -> None:
    """Run one session and print how late its events were."""
    late_ms: list[int] = []
    phones = None
    with tempfile.TemporaryDirectory() as home:
        session = subprocess.Popen(  # noqa: S603  our own program
            [COACH, "start", "desk-break", "--yes", "--json", "--lead-in", "5s"]
            + (["--phone=127.0.0.1"] if has_phones else []),
            env={**os.environ, "COACH_HOME": home},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert session.stdout is not None
        assert session.stderr is not None
        if has_phones:
            said = iter(session.stderr.readline, "")
            url = next(found[0] for line in said if (found := re.search(r"http:\S+", line)))
            phones = Phones(url)
            if is_flooded:
                threading.Thread(target=phones.flood, daemon=True).start()
        ends = time.perf_counter() + seconds
        while time.perf_counter() < ends:
            late_ms.append(json.loads(session.stdout.readline())["late_ms"])
        session.terminate()
        session.wait()
    late_ms.sort()
    last = len(late_ms) - 1
    name = "two phones, a flood" if is_flooded else "two phones" if has_phones else "alone"
    sys.stdout.write(
        f"{name}: {len(late_ms)} events, late: median {late_ms[last // 2]} ms, "
        f"95 % {late_ms[int(last * 0.95)]} ms, worst {late_ms[-1]} ms"
    )
    if phones is not None:
        sys.stdout.write(f"; states {phones.heard}, answers {dict(phones.statuses)}")
        assert min(phones.heard) > seconds / 6, "a phone was left behind"
    sys.stdout.write("\n")
    sys.stdout.flush()


def main() -> None:
    """Run all three."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    run(seconds, has_phones=False, is_flooded=False)
    run(seconds, has_phones=True, is_flooded=False)
    run(seconds, has_phones=True, is_flooded=True)


if __name__ == "__main__":
    main()
