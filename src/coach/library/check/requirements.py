"""Requirements of drills, routines and programmes beyond valid types. Pure.

*Faults* make a file unusable, because they affect what a runner is told to do. Everything
that could merely be better is in `advice`.
"""

from __future__ import annotations

from collections.abc import Iterator

from coach.breath import LONGEST_EXHALE_MS, spans_of_cycle
from coach.library.phrasing import quoted
from coach.library.value_problem import PathPart, ValueProblem
from coach.model.drill import UNNAMED_PLACES, Dose, Drill, Routine, RoutineItem
from coach.model.loads import HIP_PARTS
from coach.model.programme import Programme
from coach.model.self_test import Measure, SelfTest
from coach.model.terms import Breath, PainPlace, Sides
from coach.text.listed import listed
from coach.units import format_seconds

LONGEST_PAUSE_MS = 2_000
SHORTEST_CYCLE_MS = 2_000
MOST_STRENGTH_DAYS = 3
"""Strength sessions that fit into a week with a day between any two."""
_AMOUNTS = ("reps", "breaths", "time")


def drill_faults(drill: Drill) -> Iterator[ValueProblem]:
    """Yield the faults that make a drill unusable."""
    amounts = _amounts(drill.dose)
    if not amounts:
        yield ValueProblem(("dose",), f"a dose needs one of {listed(_AMOUNTS, 'or')}")
    yield from _amount_faults(drill.dose, ("dose",))
    if drill.sides is Sides.ALTERNATE:
        yield from odd_counts(drill.dose, ("dose",))
    yield from _cycle_faults(drill)
    for place in drill.loads or {}:
        if place in UNNAMED_PLACES:
            hint = (
                f"use {listed(HIP_PARTS, 'or')}"
                if place is PainPlace.HIP
                else "name a body area, such as knee"
            )
            message = (
                f"{quoted(place)} is too vague; name the body area that the drill loads"
            )
            yield ValueProblem(("loads", place.value), message, hint)


def routine_faults(routine: Routine) -> Iterator[ValueProblem]:
    """Yield the faults that make a routine unusable."""
    for index, item in enumerate(routine.items):
        yield from _amount_faults(item, ("items", index))


def programme_faults(programme: Programme) -> Iterator[ValueProblem]:
    """Yield the faults that make a programme unusable."""
    for index, week in enumerate(programme.weeks):
        path = ("weeks", index)
        routines = [times.routine for times in week.strength]
        for place, routine in enumerate(routines):
            if routine in routines[:place]:
                where = (*path, "strength", place, "routine")
                yield ValueProblem(
                    where,
                    f"{quoted(routine)} appears twice",
                    "write the routine once, and raise 'times'",
                )
        if len(week.sessions) > MOST_STRENGTH_DAYS:
            some = len(week.sessions)
            message = f"{some} strength sessions a week leave too few rest days in between"
            yield ValueProblem(
                (*path, "strength"), message, f"plan at most {MOST_STRENGTH_DAYS}"
            )
        if week.gate is not None and week.gate not in routines:
            message = (
                f"the gate {quoted(week.gate)} is not one of this week's strength routines"
            )
            yield ValueProblem(
                (*path, "gate"), message, f"use {listed(dict.fromkeys(routines), 'or')}"
            )


def self_test_faults(test: SelfTest) -> Iterator[ValueProblem]:
    """Yield the faults that make a self-test unusable."""
    yield from _cycle_faults(test)
    if test.sides is Sides.ALTERNATE:
        message = "a test can't alternate sides"
        hint = "write 'sides: each' or 'sides: both'"
        yield ValueProblem(("sides",), message, hint)
    is_asked = test.measure is Measure.YES_NO
    if is_asked and test.question is None:
        message = "a yes-or-no test needs a question"
        yield ValueProblem(("measure",), message, "add 'question:'")
    if not is_asked and test.question is not None:
        message = f"a test measured in {test.measure} can't have a question"
        yield ValueProblem(
            ("question",), message, "remove the question, or write 'measure: yes-no'"
        )


def odd_counts(
    dose: Dose | RoutineItem, path: tuple[PathPart, ...]
) -> Iterator[ValueProblem]:
    """Yield faults for counts that alternating sides cannot share evenly."""
    for name, count in (("reps", dose.reps), ("breaths", dose.breaths)):
        if count is not None and count % 2:
            yield ValueProblem(
                (*path, name),
                f"alternating sides need an even number, not {count}",
                f"write {count + 1}; the number counts both sides",
            )


def _amounts(dose: Dose | RoutineItem) -> list[str]:
    return [name for name in _AMOUNTS if getattr(dose, name) is not None]


def _amount_faults(
    dose: Dose | RoutineItem, path: tuple[PathPart, ...]
) -> Iterator[ValueProblem]:
    amounts = _amounts(dose)
    if len(amounts) > 1:
        said = listed(amounts)
        message = f"expected only one of {listed(_AMOUNTS, 'or')}, not {said}"
        yield ValueProblem((*path, amounts[1]), message)
    if dose.time == 0:
        yield ValueProblem((*path, "time"), "a set must last longer than 0 s")


def _cycle_faults(drill: Drill | SelfTest) -> Iterator[ValueProblem]:
    breaths = [phase.breath for phase in drill.cycle]
    missing = [breath for breath in (Breath.INHALE, Breath.EXHALE) if breath not in breaths]
    for breath in missing:
        yield ValueProblem(("cycle",), f"a cycle needs an {breath}")
    empty = [index for index, phase in enumerate(drill.cycle) if phase.time == 0]
    for index in empty:
        yield ValueProblem(("cycle", index, "time"), "a phase must last longer than 0 s")
    for span in spans_of_cycle(breaths):
        yield from _span_faults(drill, span)
    if not missing and not empty:  # otherwise, the length has no meaning yet
        yield from _length_faults(drill)


def _length_faults(drill: Drill | SelfTest) -> Iterator[ValueProblem]:
    if drill.cycle_ms < SHORTEST_CYCLE_MS:
        yield ValueProblem(
            ("cycle",),
            f"a cycle of {format_seconds(drill.cycle_ms)} is too fast to breathe to",
            f"make the cycle last at least {format_seconds(SHORTEST_CYCLE_MS)}",
        )


def _span_faults(drill: Drill | SelfTest, span: list[int]) -> Iterator[ValueProblem]:
    """Yield the faults in one breath, which may span several phases."""
    length_ms = sum(drill.cycle[index].time for index in span)
    path = ("cycle", span[0], "time")
    breath = drill.cycle[span[0]].breath
    if breath is Breath.PAUSE and length_ms > LONGEST_PAUSE_MS:
        yield ValueProblem(
            path,
            f"a pause of {format_seconds(length_ms)} between breaths is too long",
            f"make the pause at most {format_seconds(LONGEST_PAUSE_MS)}",
        )
    if breath is Breath.EXHALE and length_ms > LONGEST_EXHALE_MS:
        yield ValueProblem(
            path,
            f"an exhale of {format_seconds(length_ms)} is too long",
            f"make the exhale at most {format_seconds(LONGEST_EXHALE_MS)}; exhales in a row"
            " count as one exhale",
        )
