"""The map and the recipes cannot drift from the files there are."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ROOT / "src" / "coach"
PAGE = (ROOT / "CONTRIBUTING.md").read_text()
WITHOUT_A_PLACE = {"__init__", "__main__"}
_PATH = re.compile(r"(?:src|tests|docs|drills)/[\w./-]+|\w+\.md")


def _rows() -> list[str]:
    table = PAGE[PAGE.index("| module |") :].split("\n\n", 1)[0]
    return [line.split("|")[1] for line in table.splitlines()[2:]]


def _recipes() -> str:
    return PAGE.partition("\n## Recipes\n")[2].partition("\n## ")[0]


def test_every_module_has_its_line_in_the_map_and_no_other_has_one() -> None:
    named = [name for row in _rows() for name in re.findall(r"`([^`]+)`", row)]
    modules = {file.stem for file in CODE.glob("*.py")} - WITHOUT_A_PLACE
    packages = {
        f"{file.parent.relative_to(CODE).as_posix()}/"
        for file in CODE.glob("*/**/__init__.py")
    }
    assert sorted(named) == sorted(modules | packages)


def test_there_is_a_recipe_for_each_of_the_commonest_contributions() -> None:
    assert re.findall(r"^\*\*(.+?)\.\*\*", _recipes(), re.MULTILINE) == [
        "A drill",
        "A routine",
        "A rule",
        "A question",
        "A key",
        "An export",
        "A screen",
        "A setting",
        "A term",
        "A command or an option",
    ]


def test_every_file_that_a_recipe_names_is_there() -> None:
    words = " ".join(re.findall(r"`([^`]+)`", _recipes()))
    paths = _PATH.findall(words)
    assert len(paths) > 30
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_every_name_of_the_code_in_a_recipe_stands_in_a_file_that_it_names() -> None:
    for recipe in _recipes().split("\n\n"):
        named = re.findall(r"`([^`]+)`", recipe)
        texts = [
            (ROOT / path).read_text()
            for path in named
            if path.endswith(".py") and (ROOT / path).is_file()
        ]
        for name in named:
            if re.fullmatch(r"[A-Z]\w+", name):
                assert any(re.search(rf"\b{name}\b", text) for text in texts), name
