from __future__ import annotations

from datetime import datetime
from pathlib import Path

from tests.cli.commands import Run
from tests.journal.scribe import Scribe

from coach.journal.record_json import encode
from coach.model.terms import Side

DRILL = {
    "id",
    "name",
    "group",
    "focus",
    "level",
    "equipment",
    "sides",
    "sets",
    "reps",
    "seconds",
}
SEGMENT = {
    "at_ms",
    "duration_ms",
    "kind",
    "drill",
    "set",
    "rep",
    "side",
    "do",
    "breath",
    "span_ms",
}
SESSION = {
    "id",
    "started_at",
    "status",
    "planned_ms",
    "active_ms",
    "sets_done",
    "sets_planned",
    "drills",
}


def test_the_list_of_drills_and_routines(run: Run, drills: str) -> None:
    result = run("list", "--json", "--drills", drills)
    assert (result.code, result.err) == (0, "")
    assert result.json["version"] == 1
    for drill in result.json["drills"]:
        assert drill.keys() >= DRILL
    (slide,) = [d for d in result.json["drills"] if d["id"] == "heel-slide"]
    assert {name: slide[name] for name in DRILL} == {
        "id": "heel-slide",
        "name": "Heel slide",
        "group": "exhale",
        "focus": [],
        "level": 1,
        "equipment": [],
        "sides": "both",
        "sets": 2,
        "reps": 8,
        "seconds": 2 * 8 * 7 + 30,
    }
    (day,) = [r for r in result.json["routines"] if r["id"] == "short-day"]
    assert (day["name"], day["drills"]) == ("Short day", ["heel-slide"])
    assert day["minutes"] == 0.9


def test_a_filtered_list(run: Run, drills: str) -> None:
    argv = ("--group", "exhale", "--level", "1", "--equipment", "none")
    result = run("list", "--json", "--drills", drills, *argv)
    assert result.json["drills"]
    for drill in result.json["drills"]:
        assert (drill["group"], drill["level"], drill["equipment"]) == ("exhale", 1, [])


def test_every_segment_of_a_drill(run: Run, drills: str) -> None:
    whole = run("show", "heel-slide", "--timeline", "--json", "--drills", drills).json
    assert set(whole) == {"version", "total_ms", "segments"}
    assert whole["version"] == 1
    at_ms = 0
    for segment in whole["segments"]:
        assert set(segment) == SEGMENT
        assert segment["at_ms"] == at_ms
        at_ms += segment["duration_ms"]
    assert at_ms == whole["total_ms"] == 10_000 + 2 * 8 * 7_000 + 30_000
    first, ready, out = whole["segments"][:3]
    assert (first["kind"], first["breath"]) == ("lead-in", None)
    assert (ready["kind"], ready["breath"]) == ("lead-in", "inhale")
    assert out == {
        "at_ms": 10_000,
        "duration_ms": 4_000,
        "kind": "phase",
        "drill": "heel-slide",
        "set": 1,
        "rep": 1,
        "side": None,
        "do": "slide the heel away",
        "breath": "exhale",
        "span_ms": 4_000,
    }


def test_what_was_done(run: Run, coach_home: Path) -> None:
    scribe = Scribe()
    session = scribe.start()
    scribe.did(session, 1, Side.LEFT)
    scribe.did(session, 1)
    scribe.end(session)
    journal = coach_home / "data" / "journal" / "ab12cd.jsonl"
    journal.parent.mkdir(parents=True)
    journal.write_bytes(b"".join(encode(record) for record in scribe.records))
    result = run("history", "--json")
    assert (result.code, result.err) == (0, "")
    assert set(result.json) == {"version", "sessions"}
    assert result.json["version"] == 1
    (told,) = result.json["sessions"]
    assert told.keys() >= SESSION
    assert told["id"] == session
    assert told["status"] == "completed"
    assert (told["sets_done"], told["sets_planned"]) == (1, 2)
    assert datetime.fromisoformat(told["started_at"]).tzinfo is not None
    assert [drill["drill"] for drill in told["drills"]] == ["glute-bridge"]
    one = run("history", "show", session[:6], "--json").json
    assert one["version"] == 1
    assert one["session"].keys() >= SESSION | {"sets"}


def test_nothing_done_yet_is_an_empty_list(run: Run) -> None:
    assert run("history", "--json").json == {"version": 1, "sessions": []}


def test_the_events_of_a_session(run: Run, drills: str) -> None:
    argv = ("start", "short-day", "--json", "--speed", "1000", "--drills", drills)
    result = run(*argv)
    assert result.code == 0
    assert {line["version"] for line in result.lines} == {1}
    assert [result.lines[0]["event"], result.lines[-1]["event"]] == [
        "session_started",
        "session_ended",
    ]
    assert result.lines[0]["planned_ms"] == result.lines[-1]["at_ms"]
    assert "rehearsal" in result.err


def test_a_drill_on_its_card_and_as_json_says_the_same(run: Run, drills: str) -> None:
    told = run("show", "heel-slide", "--json", "--drills", drills).json
    assert (told["version"], told["kind"]) == (1, "drill")
    assert [phase["time"] for phase in told["drill"]["cycle"]] == [4, 3]
    card = run("show", "heel-slide", "--drills", drills).out
    for phase in told["drill"]["cycle"]:
        assert phase["do"] in card
