"""What every test starts from: folders of its own, one language, width and time zone."""

from __future__ import annotations

import difflib
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import settings
from tests.kept_bundle import FIRST_COMMAND

from coach.paths import Paths, find_paths

GOLDEN = Path(__file__).parent / "golden"

REAL_PATHS = pytest.StashKey[Paths]()
"""Where the things of the person who runs the tests are; no test may go there."""

UNSET = ("FORCE_COLOR", "NO_COLOR", "PYTHONIOENCODING", "PYTHONUTF8")
FOLDERS = {
    "HOME": "",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
    "TMPDIR": "tmp",
}
FIXED = {"COLUMNS": "80", "LINES": "24", "LC_ALL": "C.UTF-8", "TZ": "UTC", "TERM": "dumb"}

UNTOUCHED: list[Path] = []
"""Homes in which a test left nothing, for the next one: most need no home at all."""

# How long an example takes says how busy the machine is, not whether the code is right.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, max_examples=50)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write golden files anew")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[REAL_PATHS] = find_paths({})
    os.environ["TZ"] = FIXED["TZ"]
    time.tzset()


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One more than cores, because many tests wait for a terminal or a process.

    Golden files are written by one: several of them are places in one file.
    """
    return 0 if config.getoption("--update-golden") else (os.cpu_count() or 1) + 1


@pytest.fixture(autouse=True)
def environment(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Mapping[str, str]]:
    """Keep every test, and every process it starts, away from the user's own folders."""
    home = UNTOUCHED.pop() if UNTOUCHED else _new_home(tmp_path_factory)
    as_it_was = _contents(home)
    made = {name: str(home / below) for name, below in FOLDERS.items()}
    made |= FIXED | {"COACH_HOME": str(home / "coach")}
    for name in (*UNSET, *(name for name in os.environ if name.startswith("COACH_"))):
        monkeypatch.delenv(name, raising=False)
    for name, value in made.items():
        monkeypatch.setenv(name, value)
    # The folder for temporary files is remembered by the first who asks.
    monkeypatch.setattr(tempfile, "tempdir", None)
    yield made
    if _contents(home) == as_it_was:
        UNTOUCHED.append(home)


def _new_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    for below in FOLDERS.values():
        (home / below).mkdir(parents=True, exist_ok=True)
    return home


def _contents(home: Path) -> dict[str, tuple[int, int, list[str]]]:
    """Each folder, who may enter it, when its list of files changed, and the list."""
    return {
        folder: (found.st_mode, found.st_mtime_ns, files)
        for folder, _, files in os.walk(home)
        for found in [Path(folder).stat()]
    }


@pytest.fixture
def coach_home(environment: Mapping[str, str]) -> Path:
    """The folder of this test's settings, drills and journal; made when needed."""
    return Path(environment["COACH_HOME"])


@pytest.fixture
def first_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is there: the next command is the first one on its machine."""
    monkeypatch.setenv(FIRST_COMMAND, "yes")


Golden = Callable[[str, str], None]


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """``golden(name, text)`` compares with ``tests/golden/name.txt``.

    ``pytest --update-golden`` writes these files anew.
    """

    def check(name: str, text: str) -> None:
        file = GOLDEN / f"{name}.txt"
        if request.config.getoption("--update-golden"):
            file.write_text(text, encoding="utf-8")
            return
        if not file.exists():
            pytest.fail(f"{file} is missing: pytest --update-golden writes it")
        expected = file.read_text(encoding="utf-8")
        if text != expected:
            lines = difflib.unified_diff(
                expected.splitlines(), text.splitlines(), "golden", "now", lineterm=""
            )
            pytest.fail("\n".join([f"{name} looks different:", *lines]), pytrace=False)

    return check
