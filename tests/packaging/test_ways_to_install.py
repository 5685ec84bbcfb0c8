"""The bundled drills are found however the program got there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from coach import __version__

ROOT = Path(__file__).resolve().parents[2]
START = "import sys; from coach.cli.main import main; main(sys.argv[1:])"


def _listed(folder: Path, *setup: str) -> dict[str, list[str]]:
    """Ids that ``coach list`` shows, run from another folder without the checkout."""
    code = "; ".join((*setup, START))
    done = subprocess.run(  # noqa: S603  our own interpreter
        [sys.executable, "-I", "-c", code, "list", "--json"],
        cwd=folder,
        env=os.environ,
        capture_output=True,
        text=True,
        check=True,
    )
    answer = json.loads(done.stdout)
    return {
        kind: [entry["id"] for entry in answer[kind]] for kind in ("drills", "routines")
    }


def _pip(*arguments: str) -> None:
    subprocess.run(  # noqa: S603  our own interpreter
        [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments],
        check=True,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    _pip("wheel", "--no-deps", "--wheel-dir", str(folder), str(ROOT))
    (built,) = folder.glob("drill_coach-*.whl")
    return built


OTHERS = {"routines", "programmes", "tests"}
"""Folders without drills."""


def _ids_in_checkout() -> dict[str, set[str]]:
    files = list((ROOT / "drills").glob("*/*.yaml"))
    return {
        "routines": {file.stem for file in files if file.parent.name == "routines"},
        "drills": {file.stem for file in files if file.parent.name not in OTHERS},
    }


def _expect_all(listed: dict[str, list[str]]) -> None:
    assert {kind: set(ids) for kind, ids in listed.items()} == _ids_in_checkout()
    assert len(listed["drills"]) == 43
    assert len(listed["routines"]) == 8


def test_a_wheel_install_lists_all_drills_from_another_folder(
    wheel: Path, tmp_path: Path
) -> None:
    target = tmp_path / "site"
    _pip("install", "--no-deps", "--target", str(target), str(wheel))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    _expect_all(_listed(elsewhere, "import sys", f"sys.path.insert(0, {str(target)!r})"))


def test_an_editable_install_lists_all_drills(tmp_path: Path) -> None:
    target = tmp_path / "site"
    _pip("install", "--no-deps", "--target", str(target), "--editable", str(ROOT))
    _expect_all(
        _listed(
            tmp_path,
            "import site, sys",
            f"site.addsitedir({str(target)!r})",
            # In front of the package that runs these tests.
            "sys.path.insert(0, sys.path.pop())",
        )
    )


def test_a_checkout_lists_all_drills(tmp_path: Path) -> None:
    source = str(ROOT / "src")
    _expect_all(_listed(tmp_path, "import sys", f"sys.path.insert(0, {source!r})"))


def test_the_wheel_holds_drills_licence_and_types_but_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "coach/drills/glute-activation/glute-bridge.yaml" in names
    assert "coach/drills/sources.yaml" in names
    assert "coach/py.typed" in names
    page = {name for name in names if name.startswith("coach/phone/page/")}
    assert {"index.html", "page.js", "style.css"} <= {Path(name).name for name in page}
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not any(name.startswith("tests/") for name in names)


def test_the_version_is_told_without_asking_the_installer(wheel: Path) -> None:
    assert wheel.name.startswith(f"drill_coach-{__version__}-")
