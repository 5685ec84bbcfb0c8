"""Journals keep the names they were written with, whatever the code calls them by now."""

from __future__ import annotations

import json

import pytest

from coach.journal.fold import fold
from coach.journal.record_json import decode, encode

HEAD = {"device": "laptop", "at": "2026-03-01T07:00:00Z", "format": 1, "session": "s1"}
KEPT = {"slot": "glute-bridge", "sets": 2, "cycles": 9, "exhale_ms": 500}
BLOCK = {
    "drill": "glute-bridge",
    "name": "Glute bridge",
    "group": "glute-activation",
    "pattern": "bridge",
    "level": 1,
    "base": "supine",
    "unit": "reps",
    "sides": "both",
    "sets": 1,
    "cycles": 8,
    "phases": [
        {"do": "press and lift", "breath": "exhale", "duration_ms": 4000},
        {"do": "lower slowly", "breath": "inhale", "duration_ms": 3000},
    ],
    "change_ms": 6000,
    "rest_ms": 30000,
    "switch_ms": 5000,
    "feel": {"target": ["glutes"]},
    "kept": KEPT,
}
STARTED = {
    "type": "session_started",
    "id": "01a",
    "n": 1,
    **HEAD,
    "planned_ms": 66000,
    "prescription": {"name": "Pre-run", "names": ["pre-run"], "blocks": [BLOCK]},
}
FINISHED = {
    "type": "set_finished",
    "id": "01b",
    "n": 2,
    **HEAD,
    "block": 0,
    "drill": "glute-bridge",
    "set": 1,
    "side": None,
    "cycles_planned": 8,
    "cycles_done": 7,
    "work_ms": 49000,
    "exhale_ms": 28000,
    "paused_ms": 0,
    "started_at": "2026-03-01T07:00:06Z",
    "ended_by": "skipped",
}
CORRECTED = {
    "type": "corrected",
    "id": "01c",
    "n": 3,
    **{name: value for name, value in HEAD.items() if name != "session"},
    "target": "01b",
    "fields": {"cycles_done": 8},
}


def line(record: dict[str, object]) -> bytes:
    return json.dumps(record).encode()


def written_again(record: dict[str, object]) -> object:
    return json.loads(encode(decode(line(record))))


@pytest.mark.parametrize("record", [STARTED, FINISHED, CORRECTED])
def test_a_record_that_is_written_again_has_every_field_it_had(
    record: dict[str, object],
) -> None:
    again = written_again(record)
    assert isinstance(again, dict)
    assert {name: again[name] for name in record if name != "prescription"} == {
        name: value for name, value in record.items() if name != "prescription"
    }


def test_a_dose_in_a_stored_plan_keeps_its_names() -> None:
    again = written_again(STARTED)
    assert isinstance(again, dict)
    (block,) = again["prescription"]["blocks"]
    assert block.items() >= {name: BLOCK[name] for name in ("sets", "cycles")}.items()
    assert block["kept"] == KEPT


def test_a_correction_of_an_old_journal_still_counts() -> None:
    records = [decode(line(record)) for record in (STARTED, FINISHED, CORRECTED)]
    (session,) = fold(records).sessions
    (drill,) = session.drills
    assert session.bouts[0].reps_done == drill.reps_done == 8
