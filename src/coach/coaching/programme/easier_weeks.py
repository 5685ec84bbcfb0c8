"""A programme in which easier routines replace those that were too hard. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from coach.model.programme import Programme, Times, Week

_MOST_TIMES = 7


def with_easier_routines(programme: Programme, instead: Mapping[str, str]) -> Programme:
    """Return the programme with other strength routines but the same number of sessions.

    Args:
        programme: the programme as in its file.
        instead: the easier routines, keyed by those that were too hard.
    """
    if not any(routine in instead for routine in programme.routines):
        return programme
    weeks = tuple(_eased(week, instead) for week in programme.weeks)
    return replace(programme, weeks=weeks)


def _eased(week: Week, instead: Mapping[str, str]) -> Week:
    times: dict[str, int] = {}
    for each in week.strength:
        routine = instead.get(each.routine, each.routine)
        times[routine] = min(_MOST_TIMES, times.get(routine, 0) + each.times)
    strength = tuple(Times(routine=routine, times=n) for routine, n in times.items())
    gate = instead.get(week.gate, week.gate) if week.gate else None
    return replace(week, strength=strength, gate=gate)
