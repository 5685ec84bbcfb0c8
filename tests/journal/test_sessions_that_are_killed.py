"""The small version of tests/soak/kills.py."""

from __future__ import annotations

from pathlib import Path

from tests.soak.kills import kill_sessions


def test_a_few_kills_lose_no_finished_set(tmp_path: Path) -> None:
    seen = kill_sessions(tmp_path, 4, seed=5, workers=4)
    assert seen.lost == []
    assert seen.counts["kills"] >= 4
