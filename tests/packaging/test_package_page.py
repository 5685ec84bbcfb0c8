"""The page of the package index shows everything it promises: no file is beside it."""

from __future__ import annotations

import re

import pytest
from tests.tools.package_page import PAGE, page


def test_the_package_page_says_what_the_readme_says(pytestconfig: pytest.Config) -> None:
    if pytestconfig.getoption("update_golden"):
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(page())
    assert PAGE.read_text() == page(), "refresh it with pytest --update-golden"


def test_the_package_page_needs_no_file_of_the_project() -> None:
    text = PAGE.read_text()
    assert re.findall(r"\]\((?!https?://)", text) == []
    assert "pip install ." not in text
    for title in ("Install", "Your first session", "Every day", "Safety"):
        assert f"## {title}\n" in text
    assert "OUT 2   press and lift" in text
