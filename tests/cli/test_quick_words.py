"""``coach start 10min standing``: what the day allows in quick words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.cli.commands import Run
from tests.library.drillfiles import DRILL, drill_with, write

START = ("start", "--speed", "1000", "--plain", "--yes")


def drills_in(out: str) -> list[str]:
    """The drills with their sets; a busy machine leaves out other lines of a rehearsal."""
    return list(dict.fromkeys(re.findall(r": (.+, set \d of \d)$", out, re.MULTILINE)))


@pytest.mark.parametrize(
    ("quick", "options"),
    [
        ("10min standing", "--minutes 10 --standing"),
        ("strength-b 7min no-equipment", "strength-b --minutes 7 --no-equipment"),
        ("standing strength-b", "strength-b --standing"),
        ("strength 10 min", "strength-a --minutes 10"),
        ("before 4", "pre-run --minutes 4"),
    ],
)
def test_quick_words_mean_what_the_options_mean(quick: str, options: str, run: Run) -> None:
    quickly = run(*START, *quick.split())
    assert quickly.code == 0
    assert drills_in(quickly.out)
    assert drills_in(quickly.out) == drills_in(run(*START, *options.split()).out)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("standng", "did you mean 'standing'?"),
        ("10mni", "type 10min"),
        ("900min", "use 1 to 600"),
        ("5min 7min", "sets a second session length"),
        ("5min --minutes 7", "sets a second session length"),
        ("glute-brigde 10min", "did you mean 'glute-bridge'?"),
    ],
)
def test_a_quick_word_that_cannot_be_meant_is_refused(
    words: str, said: str, run: Run
) -> None:
    result = run(*START, *words.split())
    assert result.code in {1, 2}
    assert said in result.err


def test_a_drill_that_is_called_like_a_quick_word_comes_first(
    tmp_path: Path, run: Run
) -> None:
    text = drill_with("name: Heel slide", "name: Standing")
    folder = write(tmp_path / "own", {"standing.yaml": text, "10min.yaml": DRILL})
    started = run(*START, "standing", "10min", "--drills", str(folder))
    assert started.code == 0
    assert "Heel slide" in started.out
