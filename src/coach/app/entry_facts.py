"""Facts of ``coach list`` and ``coach show`` about drills, as plain values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from coach.library.catalogue import AnyEntry, Entry, Library
from coach.model.drill import Drill, Routine
from coach.model.terms import Focus, Group
from coach.prescribe import Chosen, SessionRequest, Wishes, prescribe
from coach.text.json_text import VERSION


def select(
    library: Library,
    group: Group | None,
    focus: Focus | None,
    level: int | None,
    *,
    needs_nothing: bool,
) -> list[Entry[Drill]]:
    """Return the drills that fit every wish, by group, level and name."""
    found = [
        entry
        for entry in library.drills.values()
        for drill in [entry.value]
        if (group is None or drill.group is group)
        and (focus is None or focus in drill.focus)
        and (level is None or drill.level == level)
        and not (needs_nothing and drill.equipment)
    ]
    return sorted(found, key=lambda e: (e.value.group, e.value.level, e.value.name))


if TYPE_CHECKING:
    from coach.app.session.arranger import Arranger

Length = Callable[[str], int | None]
"""Return the length of a drill or routine in milliseconds; None if it cannot be done."""


def list_json(
    entries: Sequence[Entry[Drill]], routines: Sequence[Entry[Routine]], ahead: Arranger
) -> dict[str, Any]:
    """Return the whole answer of ``coach list --json``."""
    return {
        "version": VERSION,
        "drills": [_drill_fields(entry, ahead.work_ms) for entry in entries],
        "routines": [_routine_fields(entry, ahead.length_ms) for entry in routines],
    }


def _drill_fields(entry: Entry[Drill], length: Length) -> dict[str, Any]:
    drill = entry.value
    asked = SessionRequest(drill.name, (drill.id,))
    block = prescribe(asked, [Chosen(drill)], Wishes()).blocks[0]
    total_ms = length(drill.id)
    return {
        "id": drill.id,
        "name": drill.name,
        "group": drill.group,
        "focus": drill.focus,
        "level": drill.level,
        "equipment": drill.equipment,
        "sides": drill.sides,
        "sets": block.sets,
        "reps": block.reps,
        "seconds": None if total_ms is None else total_ms / 1000,
        "own": entry.is_own,
    }


def _routine_fields(entry: Entry[Routine], length: Length) -> dict[str, Any]:
    routine = entry.value
    total_ms = length(routine.id)
    return {
        "id": routine.id,
        "name": routine.name,
        "minutes": None if total_ms is None else round(total_ms / 60_000, 1),
        "drills": [item.drill for item in routine.items],
        "own": entry.is_own,
    }


def entry_json(entry: AnyEntry, library: Library) -> dict[str, Any]:
    """Return the whole answer of ``coach show NAME --json``, the file's fields included."""
    fields = msgspec.to_builtins(entry.value, enc_hook=_plain)
    if isinstance(entry.value, Drill):
        fields["sources"] = {
            id_: msgspec.to_builtins(library.sources[id_])
            for id_ in entry.value.sources
            if id_ in library.sources
        }
    kind = "drill" if isinstance(entry.value, Drill) else "routine"
    return {"version": VERSION, "kind": kind, "file": str(entry.path), kind: fields}


def _plain(value: object) -> object:
    if isinstance(value, int):
        return value / 1000  # authors write durations in seconds
    return str(value)  # a CountRange
