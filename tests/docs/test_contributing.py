"""The map of modules cannot drift from the modules there are."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WITHOUT_A_PLACE = {"__init__", "__main__"}


def _rows() -> list[str]:
    text = (ROOT / "CONTRIBUTING.md").read_text()
    table = text[text.index("| module |") :].split("\n\n", 1)[0]
    return [line.split("|")[1] for line in table.splitlines()[2:]]


def test_every_module_has_its_line_in_the_map_and_no_other_has_one() -> None:
    named = [name.rstrip("/") for row in _rows() for name in re.findall(r"`([^`]+)`", row)]
    code = ROOT / "src" / "coach"
    modules = {file.stem for file in code.glob("*.py")} - WITHOUT_A_PLACE
    packages = {file.parent.name for file in code.glob("*/__init__.py")}
    assert sorted(named) == sorted(modules | packages)


def test_what_the_map_calls_a_folder_is_one() -> None:
    for row in _rows():
        for name in re.findall(r"`([^`]+)`", row):
            is_folder = (ROOT / "src" / "coach" / name).is_dir()
            assert is_folder is name.endswith("/"), name
