"""A routine as a FIT workout: steps through which a watch guides the runner."""

from __future__ import annotations

from datetime import datetime
from zlib import crc32

from coach.export.fit_activity import MOST_16, MOST_32
from coach.export.fit_exercises import Exercises
from coach.export.fit_file import Message, Value, encode, number, require_fit, text, within
from coach.model.prescription import Block, Prescription
from coach.model.terms import Breath, Unit
from coach.timeline import Bout, SegmentKind, plan_bouts
from coach.units import format_seconds

_WAITS = {
    SegmentKind.REST: "Rest",
    SegmentKind.SWITCH: "Switch sides",
    SegmentKind.CHANGE: "Get into position",
}
_BREATHS = {Breath.INHALE: "in", Breath.EXHALE: "out", Breath.PAUSE: "empty"}


def workout_file(prescription: Prescription, now: datetime) -> bytes:
    """Return a routine as a FIT file.

    Raises:
        CoachError: if a number does not fit, or FIT files cannot be written here.
    """
    require_fit()
    return encode(workout(prescription, now))


def workout(prescription: Prescription, now: datetime) -> tuple[Message, ...]:
    """Return the messages of a workout: a step for each wait and each side of a set.

    Raises:
        CoachError: if a number does not fit.
    """
    exercises = Exercises(prescription.blocks)
    steps: list[dict[str, Value]] = []
    for bout in plan_bouts(prescription):
        block = prescription.blocks[bout.block]
        # Before the first set, the watch waits for its button.
        if bout.wait in _WAITS and bout.wait_ms > 0:
            steps.append(_wait(bout))
        steps.append(_work(block, bout, exercises))
    within("number of steps in the workout", len(steps), 4096)
    name = text(prescription.name) or "drill-coach"
    created_ms = int(now.timestamp()) * 1000
    head: dict[str, Value] = {
        "type": number("FileType", "WORKOUT"),
        "manufacturer": number("Manufacturer", "DEVELOPMENT"),
        "product": 0,
        "serial_number": crc32(" ".join(prescription.names).encode(errors="replace")) or 1,
        "time_created": created_ms,
    }
    about: dict[str, Value] = {
        "workout_name": name,
        "sport": number("Sport", "TRAINING"),
        "sub_sport": number("SubSport", "STRENGTH_TRAINING"),
        "num_valid_steps": len(steps),
    }
    return (
        Message("file_id", head),
        Message("workout", about),
        *(
            Message("workout_step", {"message_index": index, **step})
            for index, step in enumerate(steps)
        ),
        *exercises.titles,
    )


def _wait(bout: Bout) -> dict[str, Value]:
    what = f"length of the {bout.wait} before set {bout.set} in ms"
    return {
        "workout_step_name": _WAITS[bout.wait],
        "intensity": number("Intensity", "REST"),
        **_lasting(within(what, bout.wait_ms, MOST_32)),
    }


def _work(block: Block, bout: Bout, exercises: Exercises) -> dict[str, Value]:
    what = f"set {bout.set} of '{block.drill}'"
    if block.unit is Unit.REPS:
        amount: dict[str, Value] = {
            "duration_type": number("WorkoutStepDuration", "REPS"),
            "duration_reps": within(f"number of reps in {what}", bout.reps, MOST_16),
            "target_type": number("WorkoutStepTarget", "OPEN"),
        }
    else:  # a watch doesn't count breaths
        lasts_ms = bout.reps * block.cycle_ms
        amount = _lasting(within(f"length of {what} in ms", lasts_ms, MOST_32))
    category, exercise = exercises.codes(block.drill)
    side = f", {bout.side}" if bout.side else ""
    return {
        "workout_step_name": text(f"{block.name}{side}") or "drill",
        "intensity": number("Intensity", "ACTIVE"),
        **amount,
        "exercise_category": category,
        "exercise_name": exercise,
        "notes": text(_breaths(block)) or "breathe",
    }


def _lasting(ms: int) -> dict[str, Value]:
    return {
        "duration_type": number("WorkoutStepDuration", "TIME"),
        "duration_time": ms,
        "target_type": number("WorkoutStepTarget", "OPEN"),
    }


def _breaths(block: Block) -> str:
    """Return the breaths of one rep in words."""
    return ", ".join(
        f"{_BREATHS[phase.breath]} {format_seconds(phase.duration_ms)} {phase.do}"
        for phase in block.phases
    )
