"""A mistake of one kind does not hide the mistakes of another kind."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.library.drillfiles import DRILL, drill_with, write

from coach.library.check.report import check
from coach.library.yaml.guarded_load import load

FIGURE = """\
figure:
  scale: lying
  poses:
    long: {hip: [48, 5], trunk: 180, head: 172, legs: {dir: [-2, -1]}, arms: {dir: [0, 0]}}
    near: {from: long, legs: {dir: [40, -40]}}
"""
POSED = (
    DRILL.replace("time: 4s}", "time: 4s, pose: long}").replace(
        "time: 3s}", "time: 3s, pose: near}"
    )
    + FIGURE
)


def told(tmp_path: Path, text: str) -> list[str]:
    own = write(tmp_path / "own", {"a.yaml": text})
    bundle = tmp_path / "bundle"
    bundle.mkdir(exist_ok=True)
    report = check([own], bundle)
    return [str(problem).partition("a.yaml:")[2] for problem in report.problems]


def test_wrong_words_wrong_breaths_and_wrong_poses_are_told_together(
    tmp_path: Path,
) -> None:
    assert told(tmp_path, POSED) == []
    text = (
        POSED.replace("group: exhale", "group: exhail")
        .replace("reps: 8, rest: 30s", "reps: 8, range: 10-12")
        .replace("time: 4s", "time: 4 sec")
        .replace("pose: near", "pose: nere")
        .replace("dir: [40, -40]", "dir: [-90, -90]")
        .replace("Slow and smooth", "Heals you")
    ) + "easier: a-b\nsources: [who-1999]\n"
    assert [line.partition(" (")[0] for line in told(tmp_path, text)] == [
        "2:8: expected hip-extension, exhale or glute-activation, not 'exhail'",
        "10:23: advice: the dose is outside its range 10-12",
        (
            "12:53: '4 sec' is not a duration;"
            " write 3s, 1m30s, 1:30 or a whole number of seconds"
        ),
        "13:57: there is no pose 'nere'",
        "15:5: 'Heals' promises too much",
        "22:11: the near knee leaves the canvas by 19.0 units at [48, -19]",
        "23:9: no drill is called 'a-b'",
        "24:11: the source 'who-1999' is not in sources.yaml",
    ]


@pytest.mark.parametrize(
    ("old", "new", "count"),
    [
        # What follows only from the mistake is not told.
        ("time: 4s", "time: soon", 1),
        ("cycle:", "cykle:", 1),
        ("sets: 2, reps: 8", "sets: 2, reps: lots, range: 6-8", 1),
        ("sides: both", "sides: eech\nside_text: {left: a, right: b}\nswitch: 9s", 1),
        ("sides: both", "sides: altrnate\nflip: 4", 1),
        ("- Slow and smooth", "- Slow: and smooth", 1),
        (FIGURE, "figure: [1]\n", 1),
    ],
)
def test_what_only_follows_from_a_mistake_is_not_told(
    tmp_path: Path, old: str, new: str, count: int
) -> None:
    assert len(told(tmp_path, POSED.replace(old, new))) == count


_DOCUMENT = load(POSED.encode(), "a.yaml").value
_VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-9, 2000)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=250)
    | st.sampled_from(["6-12", "3s", "exhale", "inhale", "alternate", "long"]),
    lambda inner: (
        st.lists(inner, max_size=13)
        | st.dictionaries(st.sampled_from(["do", "breath", "time", "pose", "x"]), inner)
    ),
    max_leaves=12,
)
_PLACES = st.sampled_from(
    [
        *[(key,) for key in _DOCUMENT],
        *[("cycle", 0, key) for key in ("do", "breath", "time", "pose")],
        *[("dose", key) for key in ("sets", "reps", "breaths", "time", "rest", "range")],
        *[("figure", key) for key in ("scale", "poses", "working")],
        ("flip",),
        ("sources",),
        ("easier",),
    ]
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(_PLACES, _VALUES), min_size=1, max_size=3))
def test_whatever_is_written_is_checked_to_the_end(
    tmp_path: Path, changes: list[tuple[tuple[Any, ...], object]]
) -> None:
    value: Any = copy.deepcopy(_DOCUMENT)
    for place, new in changes:
        part = value
        try:
            for step in place[:-1]:
                part = part[step]
            part[place[-1]] = new
        except (KeyError, IndexError, TypeError):
            continue
    (tmp_path / "bundle").mkdir(exist_ok=True)
    own = write(tmp_path / "own", {"a.yaml": json.dumps(value)})
    report = check([own], tmp_path / "bundle")
    assert all(problem.message for problem in report.problems)


def test_a_good_drill_is_not_looked_at_twice(tmp_path: Path) -> None:
    assert told(tmp_path, drill_with("level: 1", "level: 2")) == []
