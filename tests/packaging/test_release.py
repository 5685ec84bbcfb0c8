"""A release has one version: in the program, in the changelog and on the man page."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from coach import __version__

ROOT = Path(__file__).resolve().parents[2]
_RELEASE = re.compile(r"^## (\d+\.\d+\.\d+) - (\d{4}-\d\d-\d\d)$", re.MULTILINE)


def test_the_newest_release_of_the_changelog_is_the_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text()
    headings = re.findall(r"(?m)^## .*$", text)
    assert headings[0] == "## Unreleased"
    releases = _RELEASE.findall(text)
    assert len(releases) == len(headings) - 1, headings
    days = [date.fromisoformat(day) for _, day in releases]
    assert days == sorted(days, reverse=True)
    if releases:
        assert releases[0][0] == __version__


def test_the_man_page_has_the_version() -> None:
    assert f'"coach {__version__}"' in (ROOT / "docs" / "coach.1").read_text()
