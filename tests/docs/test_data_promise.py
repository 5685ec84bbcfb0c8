"""docs/data.md names every record and every field that is stored, and no other."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from coach.event import PauseReason
from coach.model import bounds, prescription
from coach.model.records import FORMAT, AnyRecord, EndedBy, EndStatus, Record

PAGE = Path(__file__).resolve().parents[2] / "docs" / "data.md"
COMMON = {field.name for field in msgspec.structs.fields(Record)}
RECORDS = {str(kind.__struct_config__.tag): kind for kind in get_args(AnyRecord)}
SHORTER_NAMES = {"KeptDose": "Kept"}
"""Names on the page for types with longer ones in the code; the journal stores neither."""
PARTS = {
    SHORTER_NAMES.get(name, name): kind
    for name, kind in vars(prescription).items()
    if isinstance(kind, type)
    and issubclass(kind, msgspec.Struct)
    and kind.__module__ == prescription.__name__
}


def sections() -> dict[str, dict[str, str]]:
    """Field names and what they are, by the section's title."""
    found: dict[str, dict[str, str]] = {}
    for title, body in re.findall(
        r"^## (.+?)\n(.*?)(?=^#|\Z)", PAGE.read_text(), re.DOTALL | re.MULTILINE
    ):
        found[title] = dict(re.findall(r"^\| `(\w+)` \| (.+?) \|$", body, re.MULTILINE))
    return found


def test_every_record_and_part_has_its_section_and_nothing_else_has() -> None:
    assert set(sections()) == {"Every record", *RECORDS, *PARTS}


def test_what_every_record_carries_is_told_once() -> None:
    assert set(sections()["Every record"]) == COMMON | {"type"}
    assert f": always {FORMAT} so far" in sections()["Every record"]["format"]


@pytest.mark.parametrize("name", RECORDS)
def test_the_fields_of_a_record_are_those_of_the_code(name: str) -> None:
    own = {field.encode_name for field in msgspec.structs.fields(RECORDS[name])} - COMMON
    assert set(sections()[name]) == own


@pytest.mark.parametrize("name", PARTS)
def test_the_fields_of_the_prescription_are_those_of_the_code(name: str) -> None:
    own = {field.encode_name for field in msgspec.structs.fields(PARTS[name])}
    assert set(sections()[name]) == own


def test_the_words_that_can_stand_there_are_all_told() -> None:
    told = sections()
    for words, text in (
        (PauseReason, told["paused"]["reason"]),
        (EndedBy, told["set_finished"]["ended_by"]),
        (EndStatus, told["session_ended"]["status"]),
    ):
        for word in words:
            assert f"`{word}`" in text


def test_the_page_shows_what_can_be() -> None:
    _, _, table = PAGE.read_text().partition("\n# Limits\n")
    rows = re.findall(r"^\| `(\w+)` \| (.+) \| (-?\d+) \| (\d+) \|$", table, re.MULTILINE)
    assert rows == [
        (name, bound.what, str(bound.least), str(bound.most))
        for name, bound in bounds.TABLE.items()
    ]
