"""docs/physios.md cannot drift: its files are written, its commands run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.tools.page_examples import home_with_work, matches, run_page

PAGE = Path(__file__).resolve().parents[2] / "docs" / "physios.md"


def test_every_command_for_physios_answers_as_the_page_says(
    environment: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    home = home_with_work(environment, monkeypatch)
    commands = []
    for block, command, expected, said in run_page(PAGE, home):
        commands.append(command)
        told = "\n".join(said)
        assert matches(said, expected), f"line {block.line}: {command}\n{told}"
    assert len(commands) >= 10
    assert "knee was fine" in (home / "work" / "anna.csv").read_text()
    assert "Anna, week one" in (home / "work" / "anna.html").read_text()
