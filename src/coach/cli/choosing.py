"""From the names on the command line to drills with doses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coach.config.choices import WaitMode
from coach.errors import CoachError
from coach.model.drill import Drill
from coach.prescription import Asked, Chosen

if TYPE_CHECKING:
    from coach.cli.setup import Setup
    from coach.library.catalogue import Entry, Library
    from coach.model.drill import Routine


def choose(setup: Setup, names: Sequence[str]) -> tuple[Asked, list[Chosen]]:
    """Look names up.

    Raises:
        CoachError: if a name is unknown, or a routine needs a drill that is not there.
    """
    library = setup.library
    entries = [setup.find(name) for name in names]
    chosen: list[Chosen] = []
    routines: list[Routine] = []
    for entry in entries:
        if isinstance(entry.value, Drill):
            chosen.append(Chosen(entry.value, entry.digest))
        else:
            routines.append(entry.value)
            chosen += of_routine(entry.value, library)
    only = routines[0] if len(entries) == 1 and routines else None
    asked = Asked(
        name=" + ".join(entry.value.name for entry in entries),
        names=tuple(entry.value.id for entry in entries),
        routine=only.id if only else None,
        quiet=bool(routines) and all(routine.quiet for routine in routines),
        opens=routines[0].opens if routines else None,
        closes=routines[-1].closes if routines else None,
    )
    return asked, chosen


def of_routine(
    routine: Routine, library: Library, *, with_digests: bool = True
) -> list[Chosen]:
    """The drills of a routine, with the doses they have there.

    Only a session needs the digests of the files.

    Raises:
        CoachError: if one of the drills cannot be read.
    """
    return [
        Chosen(entry.value, entry.digest if with_digests else "", item, routine.id)
        for item in routine.items
        for entry in [_drill(library, item.drill, routine)]
    ]


def _drill(library: Library, name: str, routine: Routine) -> Entry[Drill]:
    entry = library.drills.get(name)
    if entry is None:
        raise CoachError(
            f"the routine '{routine.id}' needs the drill '{name}', which cannot be read",
            hint="`coach drill check` says why",
        )
    return entry


MEETINGS = 2
"""A drill met less often than this is new."""


def drills_to_wait_for(setup: Setup, chosen: Sequence[Chosen]) -> frozenset[str]:
    """The drills that begin only when the runner says to be in position."""
    drills = frozenset(choice.drill.id for choice in chosen)
    if setup.config.wait is WaitMode.NEVER:
        return frozenset()
    if setup.config.wait is WaitMode.ALWAYS:
        return drills
    met = setup.index.times_done(drills, enough=MEETINGS)
    return frozenset(drill for drill in drills if met[drill] < MEETINGS)
