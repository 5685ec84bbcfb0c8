"""Tables of drills, routines and segments, useful from 40 columns."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from coach.model.drill import Drill, Routine
from coach.model.terms import Sides
from coach.screen.event_words import BREATH_WORDS, COUNTED
from coach.screen.quick_table import NARROW, table_of
from coach.timeline import Timeline
from coach.units import format_clock, format_seconds


def drill_table(drills: Sequence[tuple[Drill, bool]], columns: int) -> Table:
    """Return a table of drills by group; the flag marks the user's own."""
    is_narrow = columns < NARROW
    table = (
        table_of("drill id", "dose")
        if is_narrow
        else table_of("drill id", "group", "L", "dose", "needs")
    )
    for drill, is_own in drills:
        name = Text(drill.id)
        if is_own:
            name.append(" (own)", "bold")
        if is_narrow:
            table.add_row(name, dose_text(drill, is_short=True))
        else:
            kit = ", ".join(drill.equipment) or "-"
            table.add_row(name, drill.group, str(drill.level), dose_text(drill), kit)
    return table


def dose_text(drill: Drill, *, is_short: bool = False) -> str:
    """Return the dose as ``2 x 10 reps/side``, or as ``2x10/side`` for short."""
    dose = drill.dose
    side = "/side" if drill.sides is Sides.EACH else ""
    amount = format_seconds(dose.time) if dose.time else f"{dose.reps or dose.breaths}"
    if is_short:
        return f"{dose.sets}x{amount}{side}"
    counted = "" if dose.time else f" {COUNTED[drill.unit]}"
    return f"{dose.sets} x {amount}{counted}{side}"


def routine_table(routines: Sequence[tuple[Routine, int | None]], columns: int) -> Table:
    """Return a table of routines with their lengths in ms, None if unknown."""
    is_narrow = columns < NARROW
    table = (
        table_of("routine", "min")
        if is_narrow
        else table_of("routine", "min", "drills", "when")
    )
    for routine, total_ms in routines:
        length = "?" if total_ms is None else format_clock(total_ms)
        name = Text(routine.id, "bold")
        if is_narrow:
            table.add_row(name, length)
        else:
            table.add_row(name, length, str(len(routine.items)), routine.when or "")
    return table


def timeline_table(timeline: Timeline, columns: int) -> Table:
    """Return a table of all segments with their times."""
    is_narrow = columns < NARROW
    names = (
        ("at", "breath", "do")
        if is_narrow
        else ("at", "for", "kind", "set", "rep", "side", "breath", "do")
    )
    table = table_of(*names)
    drill = None
    for segment in timeline.segments:
        block = timeline.block_of(segment)
        if block.drill != drill:
            drill = block.drill
            table.add_section()
            table.add_row("", *([""] * (len(names) - 2)), Text(block.name, "bold"))
        breath = BREATH_WORDS[segment.breath] if segment.breath else ""
        at = format_clock(segment.at_ms)
        do = segment.do or segment.kind
        if is_narrow:
            table.add_row(at, breath, do)
        else:
            table.add_row(
                at,
                format_seconds(segment.duration_ms),
                segment.kind,
                str(segment.set),
                str(segment.rep or ""),
                segment.side or "",
                breath,
                segment.do,
            )
    return table
