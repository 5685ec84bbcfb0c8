from __future__ import annotations

import pytest
from tests.conftest import GOLDEN, Golden
from tests.screen.stills import STILLS, framed

from coach.screen.view import Look, view

ASCII_STILLS = ("work-exhale", "rest")
SIZES = ((80, 24), (40, 12), (20, 6), (3, 10))


@pytest.mark.parametrize("name", STILLS)
def test_the_screen_looks_as_it_did(name: str, golden: Golden) -> None:
    pictures = [
        f"{columns}x{rows}\n{framed(view(STILLS[name], Look(columns, rows)), columns)}"
        for columns, rows in SIZES
    ]
    golden(f"screen-{name}", "\n".join(pictures))


@pytest.mark.parametrize("name", ASCII_STILLS)
def test_the_screen_looks_as_it_did_without_unicode(name: str, golden: Golden) -> None:
    pictures = [
        framed(view(STILLS[name], Look(columns, rows, is_ascii=True)), columns)
        for columns, rows in SIZES
    ]
    golden(f"screen-ascii-{name}", "\n".join(pictures))


def test_no_picture_is_left_over_from_a_screen_that_is_gone() -> None:
    kept = {file.stem for file in GOLDEN.glob("screen-*.txt")}
    assert kept == {f"screen-{name}" for name in STILLS} | {
        f"screen-ascii-{name}" for name in ASCII_STILLS
    }
