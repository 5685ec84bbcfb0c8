"""The schemas for editors say what the files may hold; an independent judge reads them."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from tests.library.drillfiles import DRILL, ROUTINE

from coach.library.bundled import find_bundled
from coach.library.custom_values import custom_value
from coach.library.json_schema import KINDS, file_name, schema_of, schema_text
from coach.library.yaml.guarded_load import load
from coach.model.drill import Drill, Routine
from coach.model.programme import Programme
from coach.model.rule import Coaching
from coach.units import parse_duration

BUNDLED = find_bundled()
SCHEMAS = {kind: schema_of(kind, BUNDLED) for kind in KINDS}
JUDGES = {kind: Draft7Validator(schema) for kind, schema in SCHEMAS.items()}
LINE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")

FILES = {
    **dict.fromkeys(BUNDLED.glob("*/*.yaml"), "drill"),
    **dict.fromkeys(BUNDLED.glob("routines/*.yaml"), "routine"),
    BUNDLED / "poses.yaml": "poses",
    BUNDLED / "sources.yaml": "sources",
    **dict.fromkeys(BUNDLED.glob("programmes/*.yaml"), "programme"),
    **dict.fromkeys(BUNDLED.glob("tests/*.yaml"), "test"),
    BUNDLED / "coaching.yaml": "coaching",
}


def value_of(path: Path) -> dict[str, Any]:
    return load(path.read_bytes(), path.name).value


def complaints(kind: str, value: object) -> list[str]:
    return [error.message for error in JUDGES[kind].iter_errors(value)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_a_schema(kind: str) -> None:
    Draft7Validator.check_schema(SCHEMAS[kind])


def test_every_bundled_file_is_as_its_schema_says() -> None:
    assert len(FILES) >= 50
    for path, kind in FILES.items():
        assert complaints(kind, value_of(path)) == [], path.name


def test_every_bundled_file_tells_editors_its_schema_by_a_path_of_its_own() -> None:
    for path, kind in FILES.items():
        line = LINE.match(path.read_text())
        assert line, path.name
        assert (path.parent / line[1]).resolve() == (BUNDLED / file_name(kind)).resolve()


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_beside_the_drills_is_current(
    kind: str, pytestconfig: pytest.Config
) -> None:
    file = BUNDLED / file_name(kind)
    text = schema_text(kind, BUNDLED)
    if pytestconfig.getoption("update_golden"):
        file.write_text(text)
    is_current = file.read_text() == text
    assert is_current, f"refresh {file.name} with pytest --update-golden"


def fields(schema: dict[str, Any], owner: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, field in schema.get("properties", {}).items():
        yield f"{owner}.{name}", field
    for name, inner in schema.get("definitions", {}).items():
        yield from fields(inner, name)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_has_a_description_and_an_example_that_fits(kind: str) -> None:
    found = dict(fields(SCHEMAS[kind], kind))
    assert found
    for name, field in found.items():
        assert len(field["description"]) > 8, name
        alone = field | {"definitions": SCHEMAS[kind]["definitions"]}
        for example in field["examples"]:
            assert list(Draft7Validator(alone).iter_errors(example)) == [], name


BROKEN = {
    "unknown key": ("level: 1", "level: 1\nlevle: 1"),
    "missing key": ("level: 1\n", ""),
    "out of range": ("level: 1", "level: 7"),
    "wrong type": ("name: Heel slide", "name: 90"),
    "wrong word": ("breath: inhale", "breath: inhail"),
    "wrong unit": ("time: 3s", "time: 3kg"),
    "negative": ("rest: 30s", "rest: -30"),
    "longer than an hour": ("rest: 30s", "rest: 3601"),
    "no range": ("rest: 30s", "range: 6"),
    "10^9 reps": ("reps: 8", "reps: 1000000000"),
    "two amounts": ("reps: 8", "reps: 8, breaths: 4"),
    "no amount": ("reps: 8, ", ""),
    "no list": ("\n  - Slow and smooth", " Slow and smooth"),
    "nothing in it": ("\n  - Slow and smooth", " []"),
    "no id": ("pattern: trunk", "pattern: The trunk"),
    "too long": ("slide the heel away", "slide the heel away " * 3),
    "wrong figure": ("level: 1", "level: 1\nfigure: {scale: lying, poses: {}}"),
    "unknown in a figure": (
        "level: 1",
        "level: 1\nfigure: {scale: lying, poses: {a: {hipp: [1, 2]}}}",
    ),
    "half a point": (
        "level: 1",
        "level: 1\nfigure: {scale: lying, poses: {a: {hip: [1]}}}",
    ),
}


@pytest.mark.parametrize(("old", "new"), BROKEN.values(), ids=BROKEN.keys())
def test_a_mistake_is_refused(old: str, new: str) -> None:
    assert old in DRILL
    assert complaints("drill", load(DRILL.encode(), "a.yaml").value) == []
    text = DRILL.replace(old, new, 1)
    assert complaints("drill", load(text.encode(), "a.yaml").value) != []


def test_a_mistake_in_other_files_is_refused() -> None:
    routine = load(ROUTINE.encode(), "day.yaml").value
    assert complaints("routine", routine) == []
    assert complaints("routine", routine | {"cycle": []}) != []
    assert complaints("poses", {"Not an id": {"view": "side", "scale": "lying"}}) != []
    assert complaints("poses", {"a": {"view": "side"}}) != []
    assert complaints("sources", {"a-2001": {"who": "A"}}) != []
    programme = value_of(BUNDLED / "programmes" / "six-week.yaml")
    assert complaints("programme", programme | {"weeks": []}) != []
    assert complaints("programme", programme | {"wekks": 6}) != []
    coaching = value_of(BUNDLED / "coaching.yaml")
    assert complaints("coaching", coaching | {"rules": [{"id": "A"}]}) != []
    rule = coaching["rules"][0]
    for wrong in ({"then": {"drill": "esier"}}, {"when": [{"pain": [1, 30]}]}):
        assert complaints("coaching", coaching | {"rules": [rule | wrong]}) != []


_VALUES = st.one_of(
    st.integers(-3, 2000),
    st.floats(-5, 4000),
    st.booleans(),
    st.sampled_from(["6-12", "1:30", "3s", "1m30s", "90", "exhale", "both", "x y", ""]),
    st.lists(st.sampled_from(["exhale", "knee", 3]), max_size=9),
)
_PLACES = st.sampled_from(
    [
        *[(key,) for key in Drill.__struct_fields__ if key not in {"id", "figure"}],
        *[("dose", key) for key in ("sets", "reps", "breaths", "time", "rest", "range")],
        *[("cycle", 0, key) for key in ("do", "breath", "time", "pose")],
        ("feel", "fine"),
    ]
)


@given(_PLACES, _VALUES)
def test_no_editor_marks_what_is_read_without_a_word(
    place: tuple[str | int, ...], new: object
) -> None:
    value: Any = copy.deepcopy(load(DRILL.encode(), "heel-slide.yaml").value)
    if place in {("dose", "breaths"), ("dose", "time")}:
        del value["dose"]["reps"]
    part = value
    for step in place[:-1]:
        part = part[step]
    part[place[-1]] = new
    try:
        msgspec.convert({**value, "id": "x"}, Drill, dec_hook=custom_value)
    except msgspec.ValidationError:
        return
    assert complaints("drill", value) == []


@given(st.from_regex(r"\A[0-9ms:. ]{1,8}\Z"))
def test_a_duration_is_one_for_editors_exactly_when_it_is_one(text: str) -> None:
    try:
        parse_duration(text)
    except ValueError as error:
        is_one = "longer than an hour" in str(error)  # a pattern cannot tell
    else:
        is_one = True
    schema = SCHEMAS["drill"]["definitions"]["Dose"]["properties"]["rest"]
    assert Draft7Validator(schema).is_valid(text.strip()) is is_one


def test_the_types_of_files_are_all_there() -> None:
    assert {Drill, Routine, Programme, Coaching} <= {
        kind for kind in KINDS.values() if isinstance(kind, type)
    }
    assert json.loads(schema_text("drill", BUNDLED)) == SCHEMAS["drill"]
