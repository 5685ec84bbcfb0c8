"""Loading of programmes on demand; a bad file affects no other programme."""

from __future__ import annotations

from collections.abc import Iterator

from coach.errors import Problem
from coach.library.cache import NO_CACHE, DrillFileCache
from coach.library.catalogue import Library
from coach.library.on_demand import Kind, OnDemand, at_their_places, read_on_demand
from coach.library.value_problem import ValueProblem
from coach.model.programme import Programme

Programmes = OnDemand[Programme]


def read_programmes(
    library: Library, only: str | None = None, cache: DrillFileCache = NO_CACHE
) -> Programmes:
    """Return all programmes; for each id, the first folder wins.

    Args:
        library: the programme files, and the routines that programmes may name.
        only: id of the only programme to read; None for all.
        cache: the cache of read files.
    """
    kind = Kind(
        Programme,
        "programme",
        "coach plan list",
        lambda programme: _missing_routines(programme, library),
    )
    return read_on_demand(library.programme_files, kind, only, cache)


def check_programmes(library: Library) -> Iterator[Problem]:
    """Yield the problems of all programmes."""
    from coach.library.check.advice import programme_remarks  # noqa: PLC0415  only a check asks

    programmes = read_programmes(library)
    yield from programmes.problems
    for entry in programmes.entries.values():
        findings = [*programme_remarks(entry.value), *_unknown_drills(entry.value, library)]
        yield from at_their_places(entry, findings)


def _missing_routines(programme: Programme, library: Library) -> Iterator[ValueProblem]:
    for index, week in enumerate(programme.weeks):
        for key, times in (("strength", week.strength), ("beside", week.beside)):
            for place, entry in enumerate(times):
                path = ("weeks", index, key, place, "routine")
                yield from _missing(path, entry.routine, library)
    for key, routine in (
        ("taper", programme.taper),
        ("race_morning", programme.race_morning),
    ):
        if routine is not None:
            yield from _missing((key,), routine, library)


def _missing(
    path: tuple[str | int, ...], routine: str, library: Library
) -> Iterator[ValueProblem]:
    if routine not in library.routines:
        yield ValueProblem(path, *library.why_missing("routine", routine))


def _unknown_drills(programme: Programme, library: Library) -> Iterator[ValueProblem]:
    for index, week in enumerate(programme.weeks):
        for place, change in enumerate(week.changes):
            for number, drill in enumerate(change.drills):
                if drill not in library.drills:
                    path = ("weeks", index, "changes", place, "drills", number)
                    yield ValueProblem(path, *library.why_missing("drill", drill))
