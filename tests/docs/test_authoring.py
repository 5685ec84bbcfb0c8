"""docs/authoring.md cannot drift: its files are written, its commands run."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.tools.page_examples import blocks, home_with_work, matches, run_page

from coach.library.bundled import find_bundled
from coach.library.check.report import check
from coach.library.figures import read_poses
from coach.library.json_schema import schema_of
from coach.library.load import read_library

PAGE = Path(__file__).resolve().parents[2] / "docs" / "authoring.md"


@pytest.fixture
def home(environment: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> Path:
    return home_with_work(environment, monkeypatch)


def test_every_command_of_the_page_answers_as_the_page_says(home: Path) -> None:
    commands = 0
    for block, command, expected, said in run_page(PAGE, home):
        commands += 1
        told = "\n".join(said)
        place = f"line {block.line}: {command}"
        assert matches(said, expected), f"{place}\n{told}"
    assert commands >= 10


def test_every_file_of_the_page_is_good_but_the_one_with_mistakes(home: Path) -> None:
    list(run_page(PAGE, home))
    work = home / "work"
    own = home / ".local" / "share" / "drill-coach" / "drills"
    files = [work / block.name for block in blocks(PAGE) if block.kind == "yaml"]
    good = sorted({file for file in files if file.name != "mistakes.yaml"})
    assert len(good) >= 3
    in_use = [own, work]
    report = check(in_use, find_bundled(), good)
    assert report.problems == ()
    assert set(report.files.values()) == set(good)


KINDS = ("drill", "routine", "programme", "test")
SCHEMAS = {kind: schema_of(kind, find_bundled()) for kind in KINDS}
LONGEST_EXAMPLE = 44


def _flow(value: object) -> str:
    """A value as one writes it in YAML."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_flow(item)}' for key, item in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(_flow(item) for item in value)}]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _items(field: Mapping[str, Any]) -> Mapping[str, Any]:
    """What each entry of a list is; nothing where every one is something else."""
    items = field.get("items", {})
    return items if isinstance(items, dict) else {}


def _values(field: Mapping[str, Any]) -> str:
    """What may stand there: all words there are, or an example."""
    items = _items(field)
    choices = field.get("enum") or items.get("enum", [])
    if choices:
        return ", ".join(f"`{choice}`" for choice in choices)
    example = _flow(field["examples"][0])
    return f"`{example}`" if len(example) <= LONGEST_EXAMPLE else ""


_WRITTEN_OUT = {
    *("Dose", "Phase", "Fault", "Feel", "SideText", "Fit"),
    "RoutineItem",
    *("Week", "Times", "SetChange"),
}
"""Parts whose keys get rows of their own."""


def _rows(
    schema: Mapping[str, Any], definitions: Mapping[str, Any], prefix: str = ""
) -> Iterator[str]:
    """One row for each key, followed by those of what it holds."""
    for key, field in schema["properties"].items():
        star = " \\*" if key in schema["required"] else ""
        yield f"| `{prefix}{key}`{star} | {field['description']} | {_values(field)} |"
        inner = field.get("$ref") or _items(field).get("$ref", "")
        name = inner.rpartition("/")[2]
        if name in _WRITTEN_OUT:
            dots = "." if "$ref" in field else "[]."
            yield from _rows(definitions[name], definitions, f"{prefix}{key}{dots}")


def _keys(kind: str, *names: str) -> str:
    definitions = SCHEMAS[kind]["definitions"]
    tops = [(f"{name}.", definitions[name]) for name in names] or [("", SCHEMAS[kind])]
    rows = [
        row
        for name, top in tops
        for row in _rows(top, definitions, "" if name == "Pose." else name.lower())
    ]
    return "\n".join(["| key | meaning | example |", "|---|---|---|", *rows])


def _base_positions() -> str:
    poses, _ = read_poses(read_library([], find_bundled()).pose_files)
    rows = [
        f"| `{name}` | {pose.scale.value} | {pose.view.value} |"
        for name, pose in sorted(poses.items())
    ]
    return "\n".join(["| position | scale | view |", "|---|---|---|", *rows])


TABLES: dict[str, Callable[[], str]] = {
    "pose-keys": lambda: _keys(
        "drill", "Figure", "Pose", "Limb", "Arrow", "Swell", "Thing"
    ),
    "base-positions": _base_positions,
    "drill-keys": lambda: _keys("drill"),
    "routine-keys": lambda: _keys("routine"),
    "programme-keys": lambda: _keys("programme"),
    "test-keys": lambda: _keys("test"),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_the_page_says_what_the_types_say(
    name: str, pytestconfig: pytest.Config
) -> None:
    expected = TABLES[name]()
    pattern = re.compile(rf"(<!-- {name} -->\n)(.*?)(<!-- end -->)", re.DOTALL)
    if pytestconfig.getoption("update_golden"):
        new = pattern.sub(lambda m: f"{m[1]}{expected}\n{m[3]}", PAGE.read_text())
        PAGE.write_text(new)
    found = pattern.search(PAGE.read_text())
    assert found, f"the page has no table '{name}'"
    assert found[2].strip() == expected
