from __future__ import annotations

import io
import json
from signal import Signals
from typing import Any

import pytest
from msgspec.structs import replace
from tests.doubles import FakeClock, Press, ScriptedKeys, play
from tests.plans import BIRD_DOG, BREATHING, CLAMSHELL, timeline_of

from coach.event_json import NAMES
from coach.model.weights import Weight
from coach.screen.json_lines import JsonLines

COMMON = {"version", "event", "at_ms", "late_ms"}
FIELDS = {
    "session_started": {"name", "names", "planned_ms", "sets_planned"},
    "segment_started": {
        "duration_ms",
        "kind",
        "drill",
        "set",
        "rep",
        "side",
        "do",
        "breath",
        "span_ms",
    },
    "set_finished": {
        "drill",
        "set",
        "side",
        "cycles_planned",
        "cycles_done",
        "work_ms",
        "exhale_ms",
        "paused_ms",
        "ended_by",
    },
    "paused": {"reason"},
    "gap": {"gap_ms"},
    "resumed": {"paused_ms"},
    "skipped": {"kind"},
    "went_back": {"drill", "set", "side"},
    "rest_changed": {"wait_ms"},
    "breath_changed": {"drill", "percent"},
    "weight_changed": {"drill", "load_g"},
    "asked": {"drill", "step"},
    "answered": {"drill", "answer"},
    "left_out": {"drills"},
    "session_ended": {"status"},
}
"""The promise to programs that read the events."""
PLAN = timeline_of(
    replace(BREATHING, asks=True), replace(CLAMSHELL, pattern="abduction"), BIRD_DOG
)


@pytest.fixture(scope="module")
def lines() -> list[dict[str, Any]]:
    """A session in which everything happens that can."""
    clock = FakeClock()
    script: list[Press] = [
        (1_000, "l"),
        (2_000, "+"),
        (3_000, "n"),
        (15_000, "space"),
        (16_000, "space"),
        (22_000, "]"),
        (25_000, "b"),
        (40_000, lambda: clock.sleep(60_000)),
        (41_000, "space"),
        *((75_000 + n * 100, key) for n, key in enumerate("5270")),
        (90_000, "space"),
        (400_000, Signals.SIGTERM),
    ]
    out = io.StringIO()
    keys = ScriptedKeys(clock, script)
    weights = {BREATHING.drill: (Weight(4_000),)}
    play(PLAN, clock=clock, keys=keys, others=[JsonLines(out)], asks=True, weights=weights)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_every_kind_of_event_has_a_name() -> None:
    assert set(NAMES.values()) == set(FIELDS)


def test_everything_that_can_happen_happens_here(lines: list[dict[str, Any]]) -> None:
    assert {line["event"] for line in lines} == set(FIELDS)


def test_every_line_says_its_version_what_happened_and_when(
    lines: list[dict[str, Any]],
) -> None:
    for line in lines:
        assert line["version"] == 1
        assert line["late_ms"] >= 0
    times = [line["at_ms"] for line in lines]
    assert times == sorted(times)


def test_every_line_has_the_promised_fields_and_no_others(
    lines: list[dict[str, Any]],
) -> None:
    for line in lines:
        is_heavy = line["event"] == "set_finished" and line["drill"] == BREATHING.drill
        held = {"load_g"} if is_heavy else set()
        assert set(line) == COMMON | FIELDS[line["event"]] | held, line["event"]


def test_the_first_line_says_what_will_be_done(lines: list[dict[str, Any]]) -> None:
    assert lines[0] == {
        "version": 1,
        "event": "session_started",
        "at_ms": 0,
        "late_ms": 0,
        "name": "Pre-run activation",
        "names": ["short-day"],
        "planned_ms": PLAN.total_ms,
        "sets_planned": 4,
    }


def test_a_wait_has_no_rep_and_no_breath(lines: list[dict[str, Any]]) -> None:
    first = lines[1]
    assert first["kind"] == "lead-in"
    assert first["rep"] is first["breath"] is first["do"] is first["span_ms"] is None


def test_a_phase_says_what_to_do_and_how_to_breathe(lines: list[dict[str, Any]]) -> None:
    phase = next(line for line in lines if line.get("kind") == "phase")
    assert phase["drill"] == "breathing-90-90"
    assert (phase["do"], phase["breath"], phase["rep"]) == (
        "fill the back of the ribs",
        "inhale",
        1,
    )
    assert phase["duration_ms"] == phase["span_ms"] == 4_000


def test_the_last_line_says_how_it_ended(lines: list[dict[str, Any]]) -> None:
    assert lines[-1]["event"] == "session_ended"
    assert lines[-1]["status"] == "completed"
