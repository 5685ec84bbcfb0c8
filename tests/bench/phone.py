"""How far the breath on a phone's page is from the computer's, and how soon a tap acts.

    python tests/bench/phone.py [MINUTES]

Runs a session in real time with its page in a real browser on the loopback address. The
computer's side is the time at which its events are printed, the phone's the time at which
the page has drawn another breath; on a busy machine both come late. The clock of the page
is where it takes the session to be, which a busy machine leaves right. Ten minutes are the
default.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from playwright.sync_api import Page, sync_playwright

COACH = str(Path(sys.executable).with_name("coach"))
_WATCH = """() => {
  const ms = () => performance.timeOrigin + performance.now();
  window.marks = []; let before = "";
  const look = () => {
    const now = document.getElementById("air").className;
    if (now !== before) { before = now; window.marks.push([ms(), now]); }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  window.places = [];
  setInterval(() => window.places.push([ms(), coach.position()]), 500);
}"""
_TAP = """(key) => {
  const at = performance.timeOrigin + performance.now();
  document.querySelector(`button[data-key="${key}"]`).click();
  return at;
}"""


class Events:
    """The events of a session, each with the time in ms at which it was printed."""

    def __init__(self, out: IO[str]) -> None:
        self.heard: list[tuple[float, dict[str, object]]] = []
        self._out = out
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self._out:
            self.heard.append((time.time() * 1000, json.loads(line)))  # noqa: TID251  compared with the browser's

    def times(self, name: str) -> list[float]:
        """When events of a name were printed."""
        return [at for at, event in self.heard if event["event"] == name]


def main() -> None:
    """Run a session and print both figures."""
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    chromium = shutil.which("chromium") or sys.exit("no chromium here")
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        session = subprocess.Popen(  # noqa: S603  our own program
            [COACH, "start", "strength-a", "--yes", "--json", "--phone=127.0.0.1"],
            env={**os.environ, "COACH_HOME": home},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert session.stdout is not None
        assert session.stderr is not None
        events = Events(session.stdout)
        said = iter(session.stderr.readline, "")
        url = next(found[0] for line in said if (found := re.search(r"http:\S+", line)))
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.goto(url)
        page.get_by_role("button", name="Pause").wait_for()
        page.evaluate(_WATCH)
        page.wait_for_timeout(minutes * 60_000)
        marks = page.evaluate("window.marks")
        breaths = _changes(events)
        places = page.evaluate("window.places")
        began = min(at - float(str(e["at_ms"])) - late(e) for at, e in events.heard)
        _tell("clock of the page", [abs(at - began - ms) for at, ms in places])
        _tell("breath on the page", [_off(at, breaths) for at, _ in marks[1:]])
        _tell("tap until it acts", _taps(page, events))
        browser.close()
        session.terminate()
        session.wait()


def late(event: dict[str, object]) -> float:
    """How late an event was noticed."""
    return float(str(event["late_ms"]))


def _changes(events: Events) -> list[float]:
    """When the computer began another breath, or a wait without one."""
    times, before = [], None
    for at, event in events.heard:
        if event["event"] == "segment_started":
            if event["breath"] != before:
                times.append(at)
            before = event["breath"]
    return times


def _off(at: float, times: Sequence[float]) -> float:
    """Return the distance to the nearest of the times."""
    index = bisect_left(times, at)
    return min(abs(at - each) for each in times[max(0, index - 1) : index + 1])


def _taps(page: Page, events: Events) -> list[float]:
    took = []
    for key in ("+", "-") * 15:
        known = len(events.times("rest_changed"))
        at = page.evaluate(_TAP, key)
        while len(events.times("rest_changed")) == known:
            page.wait_for_timeout(1)
        took.append(events.times("rest_changed")[-1] - at)
        page.wait_for_timeout(200)
    return took


def _tell(what: str, ms: list[float]) -> None:
    ms.sort()
    last = len(ms) - 1
    sys.stdout.write(
        f"{what}: {len(ms)} times, median {ms[last // 2]:.0f} ms, "
        f"99 % {ms[int(last * 0.99)]:.0f} ms, worst {ms[-1]:.0f} ms\n"
    )
    sys.stdout.flush()


if __name__ == "__main__":
    main()
