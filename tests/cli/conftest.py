"""Commands, and drills of one's own to give them."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from datetime import UTC
from pathlib import Path

import pytest
from tests.cli.commands import Result, Run, run_here
from tests.library.drillfiles import DRILL, ROUTINE, drill_with, write

from coach.terminal.clock import SystemClock

QUICK = (
    DRILL.replace("time: 4s", "time: 1s")
    .replace("time: 3s", "time: 1s")
    .replace("Heel slide", "Quick slide")
)
"""Two seconds a rep."""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    def call(
        *argv: str,
        stdin: str | None = None,
        env: Mapping[str, str | None] | None = None,
    ) -> Result:
        with monkeypatch.context() as patch:
            for name, value in (env or {}).items():
                if value is None:
                    patch.delenv(name, raising=False)
                else:
                    patch.setenv(name, value)
            return run_here(*argv, stdin=stdin)

    return call


@pytest.fixture
def at_noon(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A time zone in which it is about noon now: at night, nobody is offered strength."""
    ahead = 12 - SystemClock().wall().astimezone(UTC).hour
    with monkeypatch.context() as patch:
        patch.setenv("TZ", f"NOON{-ahead:+d}")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture
def drills(tmp_path: Path) -> str:
    """A folder with drills of one's own."""
    return str(
        write(
            tmp_path / "drills",
            {
                "exhale/heel-slide.yaml": DRILL,
                "exhale/quick-slide.yaml": QUICK,
                "exhale/one-leg.yaml": drill_with("sides: both", "sides: each"),
                "routines/short-day.yaml": ROUTINE,
            },
        )
    )
