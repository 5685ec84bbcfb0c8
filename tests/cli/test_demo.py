"""A demo is looked at: it asks nothing, logs nothing and takes 25 seconds."""

from __future__ import annotations

from pathlib import Path

from tests.cli.commands import Run


def test_demo_plays_three_bridges_in_twenty_five_seconds(
    run: Run, coach_home: Path
) -> None:
    result = run("demo", "--plain", "--speed", "1000")
    assert (result.code, result.err) == (0, "")
    lines = result.out.splitlines()
    assert sum("push and lift" in line for line in lines) == 3
    assert any(line.strip().startswith("0:25") and "completed" in line for line in lines)
    assert lines[-1].endswith("coach start desk-break")
    assert not (coach_home / "data" / "journal").exists()


def test_animating_an_unknown_drill_says_so(run: Run) -> None:
    result = run("show", "no-such-drill", "--animate")
    assert result.code == 1
    assert "no-such-drill" in result.err
