"""Whatever is refused is explained, and whatever is accepted has nothing to explain."""

from __future__ import annotations

import copy
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from tests.library.drillfiles import DRILL

from coach.library.bundled import find_bundled
from coach.library.check.decode_errors import explain
from coach.library.custom_values import custom_value
from coach.library.yaml.document import Document
from coach.library.yaml.guarded_load import load
from coach.model.drill import Drill
from coach.model.pose import Figure

_DOCUMENT = load(DRILL.encode(), "heel-slide.yaml")
_LEAVES: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=50),
    st.sampled_from(
        ["6-12", "1:30", "3s", "exhale", "alternate", "heel-slide", "-", "0-0"]
    ),
)
_VALUES = st.recursive(
    _LEAVES,
    lambda inner: (
        st.lists(inner, max_size=14)
        | st.dictionaries(st.sampled_from(["do", "breath", "time", "sets", "x"]), inner)
    ),
    max_leaves=20,
)
_PATHS = st.sampled_from(
    [
        *[(key,) for key in Drill.__struct_fields__ if key != "id"],
        ("dose", "sets"),
        ("dose", "reps"),
        ("dose", "rest"),
        ("dose", "range"),
        ("cycle", 0, "breath"),
        ("cycle", 1, "time"),
        ("cycle", 1),
        ("feel", "target"),
        ("feel", "back_works"),
        ("cues", 0),
        ("unknown",),
    ]
)


@given(
    st.lists(st.tuples(_PATHS, _VALUES), max_size=3),
    st.sampled_from([None, *_DOCUMENT.value]),
)
def test_a_file_is_refused_exactly_when_there_is_something_to_tell(
    changes: list[tuple[tuple[str | int, ...], object]], missing: str | None
) -> None:
    value: Any = copy.deepcopy(_DOCUMENT.value)
    for path, new in changes:
        part = value
        try:
            for step in path[:-1]:
                part = part[step]
            part[path[-1]] = new
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took that part away
    if missing is not None:
        value.pop(missing, None)
    try:
        msgspec.convert({**value, "id": "heel-slide"}, Drill, dec_hook=custom_value)
    except msgspec.ValidationError:
        refused = True
    else:
        refused = False
    assert bool(explain(_DOCUMENT, value, Drill, {"id"})) == refused


_FILES = (
    "exhale/straw-exhale.yaml",
    "glute-activation/glute-squeeze.yaml",
    "glute-activation/monster-walk.yaml",
    "hip-extension/hip-airplane.yaml",
)


def _places_of(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[Any, ...]]:
    """All paths that lead to a part of a figure."""
    parts: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        parts = list(value.items())
    elif isinstance(value, list):
        parts = list(enumerate(value))
    below = [place for key, part in parts for place in _places_of(part, (*path, key))]
    return [path, *below] if path else below


_PARTS = [
    (document, place)
    for file in _FILES
    for document in [load((find_bundled() / file).read_bytes(), file)]
    for place in _places_of(document.value["figure"])
]
_NEW: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-800, 800),
    st.floats(),
    st.sampled_from(["knees", "left", "ribs", "side", "straw", "Up", ""]),
    st.lists(st.integers(-100, 100) | st.just("left"), max_size=5),
    st.dictionaries(
        st.sampled_from(["to", "dir", "ball", "chair", "at", "from", "A b"]),
        st.lists(st.integers(-9, 9), max_size=4) | st.just("knees"),
        max_size=3,
    ),
)


@given(st.sampled_from(_PARTS), _NEW)
def test_a_figure_is_refused_exactly_when_there_is_something_to_tell(
    planted_at: tuple[Document, tuple[Any, ...]], new: object
) -> None:
    document, path = planted_at
    figure = copy.deepcopy(document.value["figure"])
    part: Any = figure
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = new
    try:
        msgspec.convert(figure, Figure)
    except msgspec.ValidationError:
        refused = True
    else:
        refused = False
    assert bool(explain(document, figure, Figure, at=("figure",))) == refused
