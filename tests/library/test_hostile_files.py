"""A few seconds of `tests/soak/drill_files.py`, and what it would find."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.library.drillfiles import DRILL, write
from tests.soak import drill_files
from tests.soak.drill_files import examine, give_files, one_case, small_bundle

from coach.errors import Problem

SECONDS = 4.0
SEED = 1


def test_files_that_no_author_would_write_do_no_harm(tmp_path: Path) -> None:
    seen = give_files(tmp_path, SECONDS, SEED, at_least=10)
    assert seen.wrong == []
    assert seen.cases >= 10


def test_a_case_can_be_made_again(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        kind, wrong = one_case(SEED, 3, tmp_path / name)
        files = [path for path in (tmp_path / name / "own").rglob("*") if path.is_file()]
        made.append((kind, wrong, [path.read_bytes() for path in files]))
    assert made[0] == made[1]


def _crash(_: object) -> None:
    raise ZeroDivisionError


def _odd(_: object) -> tuple[dict[str, object], list[Problem]]:
    return {}, [Problem("a.yaml", 1, 1, "\x1b[2J")]


@pytest.mark.parametrize(
    ("fault", "expected"), [(_crash, "ZeroDivisionError"), (_odd, "nobody can read")]
)
def test_a_fault_would_be_found(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    fault: Callable[..., object],
    expected: str,
) -> None:
    monkeypatch.setattr(drill_files, "read_poses", lambda files, _kept: fault(files))
    wrong = one_case(SEED, 3, tmp_path)[1]
    assert any(expected in sentence for sentence in wrong)


def test_a_good_drill_is_nothing_wrong(tmp_path: Path) -> None:
    own = write(tmp_path / "own", {"mine.yaml": DRILL})
    assert list(examine(own, small_bundle(tmp_path), tmp_path / "kept")) == []
