"""Each import contract names every package, so that a new one cannot be forgotten."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAY_IMPORT = {
    "Rich only where people look": {"app", "cli", "screen"},
    "YAML only in the library": {"library"},
    "FIT only in exports": {"export"},
    "Codes only for the phone": {"phone"},
    "The natural voice only in sound": {"sound"},
}
"""Packages that each contract leaves out on purpose."""


def contracts(kind: str) -> dict[str, dict[str, Any]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    found = project["tool"]["importlinter"]["contracts"]
    return {contract["name"]: contract for contract in found if contract["type"] == kind}


def packages() -> set[str]:
    """Every module and package directly below ``coach``."""
    code = ROOT / "src" / "coach"
    modules = {file.stem for file in code.glob("*.py")} - {"__init__", "__main__"}
    return modules | {file.parent.name for file in code.glob("*/__init__.py")}


def test_every_contract_that_forbids_an_import_is_looked_at() -> None:
    assert set(contracts("forbidden")) == set(MAY_IMPORT)


@pytest.mark.parametrize("name", MAY_IMPORT)
def test_an_import_is_forbidden_everywhere_except_where_it_belongs(name: str) -> None:
    named = [
        module.removeprefix("coach.")
        for module in contracts("forbidden")[name]["source_modules"]
    ]
    assert sorted(named) == sorted(packages() - MAY_IMPORT[name])


def test_every_package_has_its_layer() -> None:
    (layers,) = contracts("layers").values()
    named = [name.strip() for layer in layers["layers"] for name in layer.split("|")]
    assert sorted(named) == sorted(packages())
    assert layers["exhaustive"]
