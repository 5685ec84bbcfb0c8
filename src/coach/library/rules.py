"""What makes a drill, a routine or a programme good to do, beyond being well written. Pure.

*Faults* make a file unusable: they decide what a body is told to do. *Remarks* are for
the author: the drill runs, but something in it has no effect or says too much.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from coach.breath import LONGEST_EXHALE_MS, spans_of_cycle
from coach.library.document import PathPart
from coach.library.promises import find_promise
from coach.library.wording import listed, quoted
from coach.model.drill import Dose, Drill, Routine, RoutineItem
from coach.model.programme import Programme
from coach.model.terms import Breath, SideOrder, Sides
from coach.units import format_seconds

LONGEST_PAUSE_MS = 2_000
SHORTEST_CYCLE_MS = 2_000
MOST_STRENGTH_DAYS = 3
"""In a week, with a day between any two."""
_DEFAULT_SWITCH_MS = 5_000
_AMOUNTS = ("reps", "breaths", "time")
_HOLD = re.compile(r"\bhold\b", re.IGNORECASE)


class Finding(msgspec.Struct, frozen=True):
    """Something wrong with the part of a value that a path leads to."""

    path: tuple[PathPart, ...]
    message: str
    hint: str | None = None


def drill_faults(drill: Drill) -> Iterator[Finding]:
    """What makes a drill unusable."""
    amounts = _amounts(drill.dose)
    if not amounts:
        yield Finding(("dose",), f"a dose needs one of {listed(_AMOUNTS)}")
    yield from _amount_faults(drill.dose, ("dose",))
    if drill.sides is Sides.ALTERNATE:
        yield from _odd(drill.dose, ("dose",))
    yield from _cycle_faults(drill)


def routine_faults(routine: Routine) -> Iterator[Finding]:
    """What makes a routine unusable."""
    for index, item in enumerate(routine.items):
        yield from _amount_faults(item, ("items", index))


def programme_faults(programme: Programme) -> Iterator[Finding]:
    """What makes a programme unusable."""
    for index, week in enumerate(programme.weeks):
        path = ("weeks", index)
        routines = [times.routine for times in week.strength]
        for place, routine in enumerate(routines):
            if routine in routines[:place]:
                where = (*path, "strength", place, "routine")
                yield Finding(where, f"{quoted(routine)} is here twice", "add up the times")
        if len(week.sessions) > MOST_STRENGTH_DAYS:
            message = f"{len(week.sessions)} strength sessions leave no day between them"
            yield Finding((*path, "strength"), message, f"at most {MOST_STRENGTH_DAYS}")
        if week.gate is not None and week.gate not in routines:
            message = f"the gate {quoted(week.gate)} is not a strength routine of this week"
            yield Finding((*path, "gate"), message, f"one of {listed(routines)}")


def programme_remarks(programme: Programme) -> Iterator[Finding]:
    """What an author should change in a programme that runs."""
    lines: list[tuple[tuple[PathPart, ...], str]] = [(("name",), programme.name)]
    lines.append((("why",), programme.why))
    for index, week in enumerate(programme.weeks):
        lines.append((("weeks", index, "name"), week.name))
        lines.append((("weeks", index, "about"), week.about))
        for place, change in enumerate(week.changes):
            if change.sets == 0:
                path = ("weeks", index, "changes", place, "sets")
                yield Finding(path, "0 sets more or less changes nothing", "remove it")
    yield from _promises(lines)


def item_remarks(item: RoutineItem, drill: Drill, index: int) -> Iterator[Finding]:
    """What does not fit between a routine's dose and the drill it names."""
    path = ("items", index)
    if drill.sides is Sides.ALTERNATE:
        yield from _odd(item, path)
    for amount, unit in (("reps", "breaths"), ("breaths", "reps")):
        if getattr(item, amount) is not None and drill.unit == unit:
            message = f"{quoted(drill.id)} counts {unit}, not {amount}"
            yield Finding((*path, amount), message)


def drill_remarks(drill: Drill) -> Iterator[Finding]:
    """What an author should change in a drill that runs."""
    yield from _side_remarks(drill)
    for index, phase in enumerate(drill.cycle):
        if _HOLD.search(phase.do):
            yield Finding(
                ("cycle", index, "do"),
                "a hold is never a held breath",
                "write 'stay, keep breathing out'",
            )
    yield from _promises(_drill_texts(drill))


def routine_remarks(routine: Routine) -> Iterator[Finding]:
    """What an author should change in a routine that runs."""
    lines: list[tuple[tuple[PathPart, ...], str]] = [(("why",), routine.why)]
    lines += [(("name",), routine.name), (("when",), routine.when or "")]
    yield from _promises([*lines, (("opens",), routine.opens or "")])


def _amounts(dose: Dose | RoutineItem) -> list[str]:
    return [name for name in _AMOUNTS if getattr(dose, name) is not None]


def _amount_faults(
    dose: Dose | RoutineItem, path: tuple[PathPart, ...]
) -> Iterator[Finding]:
    amounts = _amounts(dose)
    if len(amounts) > 1:
        said = listed(amounts, "and")
        message = f"expected only one of {listed(_AMOUNTS)}, got {said}"
        yield Finding((*path, amounts[1]), message)
    if dose.time == 0:
        yield Finding((*path, "time"), "a set cannot last no time")


def _odd(dose: Dose | RoutineItem, path: tuple[PathPart, ...]) -> Iterator[Finding]:
    for name, count in (("reps", dose.reps), ("breaths", dose.breaths)):
        if count is not None and count % 2:
            yield Finding(
                (*path, name),
                f"sides that alternate need an even number, got {count}",
                f"write {count + 1}; it counts both sides",
            )


def _cycle_faults(drill: Drill) -> Iterator[Finding]:
    breaths = [phase.breath for phase in drill.cycle]
    missing = [breath for breath in (Breath.INHALE, Breath.EXHALE) if breath not in breaths]
    for breath in missing:
        yield Finding(("cycle",), f"a cycle needs an {breath}")
    empty = [index for index, phase in enumerate(drill.cycle) if phase.time == 0]
    for index in empty:
        yield Finding(("cycle", index, "time"), "a phase cannot last no time")
    for span in spans_of_cycle(breaths):
        yield from _span_faults(drill, span)
    if not missing and not empty:  # else the sums say nothing yet
        yield from _sum_faults(drill)


def _sum_faults(drill: Drill) -> Iterator[Finding]:
    inhale_ms, exhale_ms = (
        sum(phase.time for phase in drill.cycle if phase.breath is breath)
        for breath in (Breath.INHALE, Breath.EXHALE)
    )
    if drill.cycle_ms < SHORTEST_CYCLE_MS:
        yield Finding(
            ("cycle",),
            f"a cycle of {format_seconds(drill.cycle_ms)} is too fast to breathe with",
            f"make it at least {format_seconds(SHORTEST_CYCLE_MS)}",
        )
    if exhale_ms < inhale_ms:
        yield Finding(
            ("cycle",),
            f"the exhales ({format_seconds(exhale_ms)}) are shorter than the inhales"
            f" ({format_seconds(inhale_ms)})",
            "make them at least as long",
        )


def _span_faults(drill: Drill, span: list[int]) -> Iterator[Finding]:
    """Check one breath, however many phases share it."""
    length_ms = sum(drill.cycle[index].time for index in span)
    path = ("cycle", span[0], "time")
    breath = drill.cycle[span[0]].breath
    if breath is Breath.PAUSE and length_ms > LONGEST_PAUSE_MS:
        yield Finding(
            path,
            f"a pause of {format_seconds(length_ms)} is too long: it is short and empty",
            f"make it at most {format_seconds(LONGEST_PAUSE_MS)}",
        )
    if breath is Breath.EXHALE and length_ms > LONGEST_EXHALE_MS:
        yield Finding(
            path,
            f"one exhale of {format_seconds(length_ms)} is too long",
            f"make it at most {format_seconds(LONGEST_EXHALE_MS)}, neighbouring phases"
            " together",
        )


def _side_remarks(drill: Drill) -> Iterator[Finding]:
    if drill.side_text is not None and drill.sides is Sides.BOTH:
        yield Finding(("side_text",), "has no meaning with sides: both", "remove it")
    if drill.side_order is not SideOrder.BY_SET and drill.sides is not Sides.EACH:
        yield Finding(("side_order",), "has a meaning only with sides: each", "remove it")
    if drill.switch != _DEFAULT_SWITCH_MS and drill.sides is not Sides.EACH:
        yield Finding(("switch",), "has a meaning only with sides: each", "remove it")
    if drill.flip != 1 and drill.sides is not Sides.ALTERNATE:
        yield Finding(("flip",), "has a meaning only with sides: alternate", "remove it")
    count = drill.dose.reps or drill.dose.breaths or 0
    if drill.sides is Sides.ALTERNATE and drill.flip > 1 and count % (2 * drill.flip):
        yield Finding(
            ("flip",),
            f"{count} with a change every {drill.flip} leaves the sides uneven",
            f"a multiple of {2 * drill.flip} is even",
        )


def _drill_texts(drill: Drill) -> Iterator[tuple[tuple[PathPart, ...], str]]:
    """Every sentence a runner may see or hear, and where it stands."""
    yield ("name",), drill.name
    yield ("why",), drill.why
    for key, lines in (("also", drill.also), ("setup", drill.setup), ("cues", drill.cues)):
        for index, line in enumerate(lines):
            yield (key, index), line
    for index, phase in enumerate(drill.cycle):
        yield ("cycle", index, "do"), phase.do
    for index, fault in enumerate(drill.faults):
        yield ("faults", index, "see"), fault.see
        yield ("faults", index, "fix"), fault.fix
    if drill.side_text is not None:
        yield ("side_text", "left"), drill.side_text.left
        yield ("side_text", "right"), drill.side_text.right


def _promises(lines: Iterable[tuple[tuple[PathPart, ...], str]]) -> Iterator[Finding]:
    for path, text in lines:
        found = find_promise(text)
        if found:
            words, instead = found
            yield Finding(path, f"{quoted(words)} promises too much", f"better: {instead}")
