"""What a drill must keep to, beyond being written in the right form."""

from __future__ import annotations

import pytest
from tests.library.drillfiles import DRILL, ROUTINE, drill_of, drill_with

from coach.library.check.advice import drill_remarks, item_remarks, routine_remarks
from coach.library.check.promises import find_promise
from coach.library.check.requirements import drill_faults, routine_faults
from coach.library.decode import decode
from coach.library.yaml.guarded_load import load
from coach.model.drill import Routine

NO_MEANING = "this key has no effect with 'sides: both'"
ONLY_EACH = "this key works only with 'sides: each'"
ONLY_ALTERNATE = "this key works only with 'sides: alternate'"
_PHASES = """\
  - {do: slide the heel away, breath: exhale, time: 4s}
  - {do: bring it back, breath: inhale, time: 3s}
"""


def drill_breathing(*phases: tuple[str, str]) -> str:
    lines = [
        f"  - {{do: move, breath: {breath}, time: {time}}}\n" for breath, time in phases
    ]
    return drill_with(_PHASES, "".join(lines))


def faults(text: str) -> list[tuple[str, str]]:
    found = drill_faults(drill_of(text))
    return [(".".join(map(str, finding.path)), finding.message) for finding in found]


def remarks(text: str) -> list[tuple[str, str]]:
    found = drill_remarks(drill_of(text))
    return [(".".join(map(str, finding.path)), finding.message) for finding in found]


def routine_of(text: str) -> Routine:
    return decode(load(text.encode(), "short-day.yaml"), Routine, id="short-day")


def test_a_good_drill_and_a_good_routine_have_nothing_to_tell() -> None:
    assert faults(DRILL) == remarks(DRILL) == []
    routine = routine_of(ROUTINE)
    assert [*routine_faults(routine), *routine_remarks(routine)] == []


def test_a_dose_names_exactly_one_amount() -> None:
    assert faults(drill_with("reps: 8, ", "")) == [
        ("dose", "a dose needs one of reps, breaths or time")
    ]
    assert faults(drill_with("reps: 8", "reps: 8, breaths: 4")) == [
        ("dose.breaths", "expected only one of reps, breaths or time, not reps and breaths")
    ]
    assert faults(drill_with("reps: 8", "time: 0")) == [
        ("dose.time", "a set must last longer than 0 s")
    ]
    assert faults(drill_with("reps: 8", "time: 1m30s")) == []


def test_a_routine_names_at_most_one_amount_for_a_drill() -> None:
    assert list(routine_faults(routine_of(ROUTINE.replace(", reps: 6", "")))) == []
    (fault,) = routine_faults(routine_of(ROUTINE.replace("reps: 6", "reps: 6, time: 30s")))
    assert fault.path == ("items", 0, "time")
    assert fault.message == "expected only one of reps, breaths or time, not reps and time"


@pytest.mark.parametrize("unit", ["reps", "breaths"])
def test_sides_that_alternate_are_done_equally_often(unit: str) -> None:
    text = DRILL.replace("sides: both", "sides: alternate")
    assert faults(text.replace("reps: 8", f"{unit}: 7")) == [
        (f"dose.{unit}", "alternating sides need an even number, not 7")
    ]
    assert faults(text.replace("reps: 8", f"{unit}: 10")) == []
    assert faults(drill_with("reps: 8", f"{unit}: 7")) == []


@pytest.mark.parametrize(
    ("phases", "expected"),
    [
        (
            [("exhale", "3s"), ("exhale", "1s")],
            [("cycle", "a cycle needs an inhale")],
        ),
        (
            [("inhale", "3s"), ("pause", "1s")],
            [("cycle", "a cycle needs an exhale")],
        ),
        (
            [("exhale", "3s"), ("inhale", "0s")],
            [("cycle.1.time", "a phase must last longer than 0 s")],
        ),
        ([("exhale", "3s"), ("inhale", "3s")], []),
        (
            [("inhale", "3s"), ("exhale", "4s"), ("pause", "2.5s")],
            [
                (
                    "cycle.2.time",
                    "a pause of 2.5s between breaths is too long",
                )
            ],
        ),
        (
            [("inhale", "3s"), ("exhale", "4s"), ("pause", "2s"), ("pause", "1s")],
            [
                (
                    "cycle.2.time",
                    "a pause of 3s between breaths is too long",
                )
            ],
        ),
        ([("inhale", "3s"), ("exhale", "4s"), ("pause", "2s")], []),
        (
            [("inhale", "3s"), ("exhale", "8.5s")],
            [("cycle.1.time", "an exhale of 8.5s is too long")],
        ),
        (
            [("exhale", "5s"), ("inhale", "3s"), ("exhale", "4s")],
            [("cycle.2.time", "an exhale of 9s is too long")],
        ),
        ([("exhale", "5s"), ("inhale", "3s"), ("exhale", "3s")], []),
        (
            [("exhale", "1s"), ("inhale", "0.5s")],
            [("cycle", "a cycle of 1.5s is too fast to breathe to")],
        ),
        ([("exhale", "1s"), ("inhale", "1s")], []),
    ],
)
def test_a_cycle_can_be_breathed(
    phases: list[tuple[str, str]], expected: list[tuple[str, str]]
) -> None:
    assert faults(drill_breathing(*phases)) == expected


@pytest.mark.parametrize(
    ("sides", "line", "expected"),
    [
        ("both", "side_text: {left: a, right: b}", [("side_text", NO_MEANING)]),
        ("each", "side_text: {left: a, right: b}", []),
        ("alternate", "side_text: {left: a, right: b}", []),
        ("both", "side_order: by-side", [("side_order", ONLY_EACH)]),
        ("each", "side_order: by-side", []),
        ("alternate", "switch: 10s", [("switch", ONLY_EACH)]),
        ("each", "switch: 10s", []),
        ("each", "flip: 4", [("flip", ONLY_ALTERNATE)]),
        ("alternate", "flip: 4", []),
        (
            "alternate",
            "flip: 3",
            [
                (
                    "flip",
                    "8 reps can't be shared evenly if the side changes after every 3 reps",
                )
            ],
        ),
    ],
)
def test_words_about_sides_stand_only_where_they_have_an_effect(
    sides: str, line: str, expected: list[tuple[str, str]]
) -> None:
    assert remarks(drill_with("sides: both", f"sides: {sides}\n{line}")) == expected


@pytest.mark.parametrize("text", ["hold at the top", "Hold", "lift and hold"])
def test_a_phase_never_says_hold(text: str) -> None:
    (remark,) = drill_remarks(drill_of(drill_with("slide the heel away", text)))
    assert remark.path == ("cycle", 0, "do")
    assert (
        remark.hint == "write 'stay' and how to breathe, as in 'stay, keep breathing out'"
    )
    assert remarks(drill_with("slide the heel away", "lift the household")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Prevents injury",
        "This prevents running injuries",
        "Injury prevention for runners",
        "An injury-proof stride",
        "Cuts your risk of injury",
        "Cures back pain",
        "A cure for tight hips",
        "Fixes your knees",
        "It fixes knees",
        "Can fix your lower back",
        "Helps to fix your hips",
        "Fix your posture",
        "Fixing bad form",
        "Corrects your running form",
        "Corrects the pelvis",
        "Correct your stride",
        "Because your glutes are asleep",
        "When glutes have gone to sleep",
        "Wakes up the glutes",
        "For sleepy glutes",
        "Ends gluteal amnesia",
        "Heals tendons",
        "Guaranteed to work",
        "A medical device",
        "Treats back pain",
        "Relieves back pain",
        "Gets rid of knee pain",
        "Clinically proven",
    ],
)
def test_a_promise_is_noticed_wherever_a_runner_would_read_it(text: str) -> None:
    assert find_promise(text)
    for old in (
        "Rehearses moving one leg over a quiet pelvis.",
        "Slow and smooth",
        "Lie on your back",
        "slide the heel away",
    ):
        (remark,) = drill_remarks(drill_of(drill_with(old, text)))
        assert remark.message.endswith("' promises too much")
    assert list(
        routine_remarks(routine_of(ROUTINE.replace("For a day with little time", text)))
    )


@pytest.mark.parametrize(
    "text",
    [
        "Fix your gaze on one point",
        "Fix the feet to the floor",
        "Use a strap to fix the band",
        "Move only as far as it is free of pain",
        "Stop at any pain",
        "Lower slowly, heels heavy",
        "Keep the correct distance to the wall",
        "Heel away from the seat",
        "A healthy, easy pace",
        "Secure the chair against slipping",
        "Prevent the knee from falling in",
        "Curl the tail up",
        "May help you settle",
        "Rehearses the hip extension of each stride",
        "Feel the glutes work",
        "Lie down as if to sleep",
    ],
)
def test_ordinary_coaching_words_are_no_promise(text: str) -> None:
    assert find_promise(text) is None


def test_the_key_fix_is_no_promise_but_its_text_may_be_one() -> None:
    text = DRILL + "faults:\n  - {see: Heel sticks, fix: Wear socks}\n"
    assert remarks(text) == []
    assert remarks(text.replace("Wear socks", "It fixes your knees")) == [
        ("faults.0.fix", "'fixes your knees' promises too much")
    ]


def test_a_routine_counts_as_its_drills_do() -> None:
    item = routine_of(ROUTINE.replace("reps: 6", "reps: 5")).items[0]
    alternating = drill_of(drill_with("sides: both", "sides: alternate"))
    breathing = drill_of(drill_with("reps: 8", "breaths: 8"))
    assert [finding.message for finding in item_remarks(item, alternating, 0)] == [
        "alternating sides need an even number, not 5"
    ]
    assert [finding.message for finding in item_remarks(item, breathing, 0)] == [
        "'heel-slide' counts breaths, not reps"
    ]
    assert list(item_remarks(item, drill_of(DRILL), 0)) == []
