"""A number, a text or a date that cannot be costs its own line, and nothing else."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from tests.journal.scribe import Scribe, make_block, make_prescription
from tests.journal.test_appending import NOW

from coach.errors import CoachError
from coach.journal.fold import fold
from coach.journal.journal_files import LineFault
from coach.journal.read import read_journal, record_on
from coach.journal.record_json import encode
from coach.journal.writer import JournalWriter
from coach.model import bounds
from coach.model.records import AcknowledgedRecord, SessionStartedRecord
from coach.timeline import refuse_endless

HUGE = 1_000_000_000
LATE, EARLY = "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"
DEEP: Any = "x"
for _ in range(100):
    DEEP = [DEEP]


def told(scribe: Scribe, number: int) -> dict[str, Any]:
    found = json.loads(encode(scribe.records[number]))
    assert isinstance(found, dict)
    return found


def session() -> Scribe:
    scribe = Scribe()
    id_ = scribe.start()
    scribe.did(id_)
    scribe.correct(id_, rpe=3)
    scribe.end(id_)
    return scribe


CASES: list[tuple[int, tuple[str | int, ...], Any]] = [
    (0, ("prescription", "blocks", 0, "sets"), HUGE),
    (0, ("prescription", "blocks", 0, "cycles"), HUGE),
    (0, ("prescription", "blocks", 0, "flip"), HUGE),
    (0, ("prescription", "blocks", 0, "rest_ms"), HUGE),
    (0, ("prescription", "blocks", 0, "rest_ms"), -1),
    (0, ("prescription", "blocks", 0, "phases", 0, "duration_ms"), HUGE),
    (0, ("prescription", "blocks", 0, "name"), "n" * HUGE.bit_length() * 1_000),
    (0, ("prescription", "notes"), ["note"] * 1_000),
    (0, ("planned_ms",), 2**60),
    (1, ("block",), HUGE),
    (1, ("set",), -2),
    (1, ("work_ms",), 2**60),
    (1, ("cycles_done",), 10**30),
    (1, ("at",), LATE),
    (1, ("at",), EARLY),
    (1, ("started_at",), LATE),
    (1, ("drill",), "d" * 10_000),
    (1, ("id",), ""),
    (2, ("fields", "rpe"), DEEP),
    (2, ("fields", "note"), "n" * 100_000),
    (3, ("rpe",), 11),
    (3, ("at_ms",), 2**60),
]


@pytest.mark.parametrize(("number", "path", "value"), CASES)
def test_a_value_that_cannot_be_is_a_fault_of_its_line(
    tmp_path: Path, number: int, path: tuple[str | int, ...], value: object
) -> None:
    scribe = session()
    record = told(scribe, number)
    holder: Any = record
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = value
    line = json.dumps(record).encode()
    assert record_on(line) is LineFault.BEYOND
    other = session()
    good = b"".join(map(encode, other.records))
    (tmp_path / "ab12cd.jsonl").write_bytes(line + b"\n" + good)
    read = read_journal(tmp_path)
    assert read.records == tuple(other.records)
    (problem,) = read.problems
    assert problem.line == 1
    assert "1 with an impossible value" in problem.message


def test_a_session_is_too_large_as_a_whole_though_each_number_is_small() -> None:
    record = told(session(), 0)
    (block,) = record["prescription"]["blocks"]
    block |= {"sets": 100, "cycles": 100}
    assert isinstance(record_on(json.dumps(record).encode()), SessionStartedRecord)
    record["prescription"]["blocks"] = [block] * 50
    assert record_on(json.dumps(record).encode()) is LineFault.BEYOND


def test_a_correction_to_what_cannot_be_changes_nothing() -> None:
    scribe = session()
    id_ = fold(scribe.records).sessions[0].id
    scribe.correct(id_, rpe=99)
    scribe.correct(id_, started_at=LATE)
    assert fold(scribe.records).sessions[0].rpe == 3
    assert fold(scribe.records).sessions[0].started_at.year == 2026


def test_what_could_not_be_read_back_is_not_written(tmp_path: Path) -> None:
    writer = JournalWriter(tmp_path, "ab12cd")
    with pytest.raises(ValueError, match="length"):
        writer.append(
            NOW,
            lambda stamp: AcknowledgedRecord(**stamp.fields, text="t" * 9_999, answer="no"),
        )
    with pytest.raises(ValueError, match="year"):
        writer.append(
            datetime(9999, 1, 1, tzinfo=UTC),
            lambda stamp: AcknowledgedRecord(**stamp.fields, text="safety", answer="no"),
        )
    assert not writer.pending


def test_a_session_of_days_is_refused_before_it_begins() -> None:
    refuse_endless(make_prescription(make_block()))
    for changes in ({"sets": 100, "reps": 2_000}, {"sets": 50, "rest_ms": 3_600_000}):
        with pytest.raises(CoachError, match="session"):
            refuse_endless(make_prescription(replace(make_block(), **changes)))
    with pytest.raises(CoachError, match="at most 200 drills"):
        refuse_endless(make_prescription(*[make_block()] * 201))


@pytest.mark.parametrize("name", bounds.TABLE)
def test_every_bound_leaves_room_between_its_ends(name: str) -> None:
    bound = bounds.TABLE[name]
    assert bound.least < bound.most
    assert bound.holds(bound.least)
    assert not bound.holds(bound.most + 1)
    assert bound.nearest(bound.most + 5) == bound.most


@pytest.mark.parametrize(
    ("fields", "is_taken"),
    [
        ({"begun": "2026-11-02", "race": "2027-03-14", "week": 52}, True),
        ({"begun": "9999-99-99"}, False),
        ({"race": "0001-01-01"}, False),
        ({"week": 53}, False),
        ({"week": 0}, False),
    ],
)
def test_a_programme_begun_beyond_all_bounds_is_a_fault_of_its_line(
    fields: dict[str, Any], *, is_taken: bool
) -> None:
    line = {
        "type": "plan_begun",
        "id": "aaaa000001",
        "device": "laptop",
        "n": 1,
        "at": "2026-11-02T07:00:00+00:00",
        "format": 1,
        "plan": "six-week",
        "fields": fields,
    }
    found = record_on(json.dumps(line).encode())
    assert isinstance(found, LineFault) is not is_taken
