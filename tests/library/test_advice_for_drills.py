"""What only a coach would see in a drill that can be done as it is."""

from __future__ import annotations

import pytest
from tests.library.drillfiles import DRILL, drill_of, drill_with

from coach.config.choices import VoiceLevel
from coach.library.bundled import find_bundled
from coach.library.check.advice import drill_remarks
from coach.library.load import read_library
from coach.prescribe import Chosen, SessionRequest, Wishes, prescribe
from coach.sound.speech_plan import phrases
from coach.text.speech_length import estimated_ms
from coach.timeline import compile_timeline

_PHASES = """\
  - {do: slide the heel away, breath: exhale, time: 4s}
  - {do: bring it back, breath: inhale, time: 3s}
"""


FULL = "a pause after an inhale makes the runner hold their breath with full lungs"


def breathing(*phases: tuple[str, str]) -> str:
    lines = [f"  - {{do: move, breath: {word}, time: {time}}}\n" for word, time in phases]
    return drill_with(_PHASES, "".join(lines))


def advice(text: str) -> list[tuple[str, str]]:
    found = list(drill_remarks(drill_of(text)))
    assert all(finding.is_advice for finding in found)
    return [(".".join(map(str, finding.path)), finding.message) for finding in found]


@pytest.mark.parametrize(
    ("phases", "expected"),
    [
        (
            [("exhale", "3s"), ("inhale", "4s")],
            [("cycle", "the exhales (3s) are shorter than the inhales (4s)")],
        ),
        ([("exhale", "3s"), ("inhale", "3s")], []),
        ([("exhale", "2s"), ("inhale", "3s"), ("exhale", "1s"), ("pause", "1s")], []),
        (
            [("exhale", "4s"), ("inhale", "3s"), ("pause", "1s")],
            [
                (
                    "cycle.2.breath",
                    FULL,
                )
            ],
        ),
        (
            [("pause", "1s"), ("exhale", "4s"), ("inhale", "3s")],
            [
                (
                    "cycle.0.breath",
                    FULL,
                )
            ],
        ),
    ],
)
def test_the_breath_flows_and_the_way_out_is_the_longer_one(
    phases: list[tuple[str, str]], expected: list[tuple[str, str]]
) -> None:
    assert advice(breathing(*phases)) == expected


@pytest.mark.parametrize(
    ("group", "base", "is_held"),
    [
        ("exhale", "supine", False),
        ("exhale", "seated", False),
        ("exhale", "quadruped", True),
        ("glute-activation", "supine", True),
        ("hip-extension", "standing", True),
    ],
)
def test_a_pause_is_a_held_breath_where_the_body_works(
    group: str, base: str, *, is_held: bool
) -> None:
    text = breathing(("inhale", "3s"), ("exhale", "4s"), ("pause", "1s"))
    text = text.replace("group: exhale", f"group: {group}")
    text = text.replace("base: supine", f"base: {base}")
    held = (
        "cycle.2.breath",
        "a pause during the effort makes the runner hold their breath under load",
    )
    assert advice(text) == ([held] if is_held else [])


@pytest.mark.parametrize(
    ("dose", "expected"),
    [
        ("reps: 8, range: 6-12", []),
        ("reps: 6, range: 6-12", []),
        (
            "reps: 14, range: 6-12",
            [("dose.reps", "the dose is outside its range 6-12")],
        ),
        (
            "breaths: 2, range: 3-6",
            [("dose.breaths", "the dose is outside its range 3-6")],
        ),
        # A rep takes 7 s: 30 s are four of them.
        ("time: 30s, range: 4-8", []),
        (
            "time: 30s, range: 5-8",
            [("dose.time", "the dose is outside its range 5-8 (4 reps)")],
        ),
    ],
)
def test_a_dose_begins_within_its_range(dose: str, expected: list[tuple[str, str]]) -> None:
    assert advice(drill_with("reps: 8", dose)) == expected


LONG = "Slide the heel as slowly as you can, and let the low back rest where it is"


def test_a_cue_has_to_fit_where_it_is_said() -> None:
    assert advice(drill_with("Slow and smooth", LONG)) == []
    assert advice(drill_with("Slow and smooth", LONG).replace("rest: 30s", "rest: 5s")) == [
        ("cues.0", "this cue takes 4.5s to say, but the longest gap for a cue is 3.9s")
    ]


@pytest.mark.parametrize(
    "rest", ["4s", "5s", "6s", "7s", "8s", "9s", "10s", "15s", "30s", "0s"]
)
@pytest.mark.parametrize("cue", ["Slow and smooth", LONG, LONG + ", like a wave"])
def test_a_cue_without_advice_is_said_and_one_with_it_is_not(cue: str, rest: str) -> None:
    text = drill_with("Slow and smooth", cue).replace("rest: 30s", f"rest: {rest}")
    # A first cue has the long wait before the drill; the second one is at stake.
    text = text.replace("cues:\n", "cues:\n  - Easy\n")
    drill = drill_of(text)
    session = prescribe(SessionRequest("One", ("one",)), [Chosen(drill)], Wishes())
    planned = phrases(compile_timeline(session), VoiceLevel.FULL, estimated_ms)
    is_said = any(phrase.text.endswith(cue) for phrase in planned)
    warned = [path for path, _ in advice(text)] == ["cues.1"]
    if rest != "0s":  # then the cue is said in the work, or not at all
        assert warned is not is_said


def test_a_pose_without_a_figure_is_noticed_only_by_a_check() -> None:
    assert advice(drill_with("time: 4s", "time: 4s, pose: long")) == [
        ("cycle.0.pose", "this pose has no effect, because the drill has no figure")
    ]


def test_our_own_drills_need_no_advice() -> None:
    for entry in read_library([], find_bundled()).drills.values():
        assert list(drill_remarks(entry.value)) == [], entry.shown


def test_a_promise_is_a_mistake_and_no_matter_of_taste() -> None:
    (found,) = drill_remarks(drill_of(DRILL.replace("Slow and smooth", "Heals you")))
    assert not found.is_advice
