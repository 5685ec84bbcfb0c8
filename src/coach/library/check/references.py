"""Checks of references between files: names, neighbours and sources. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from coach.library.catalogue import AnyEntry, Entry, Library
from coach.library.check.advice import item_remarks
from coach.library.phrasing import did_you_mean, quoted
from coach.library.value_problem import PathPart, ValueProblem
from coach.model.drill import Drill, Routine
from coach.text.name_key import name_key

Remark = tuple[AnyEntry, ValueProblem]


def unknown_drills(
    routine: Routine, drills: Collection[str], unusable: Collection[str]
) -> Iterator[ValueProblem]:
    """Yield a routine's references to drills that are missing or unusable."""
    for index, item in enumerate(routine.items):
        if item.drill in drills:
            continue
        path = ("items", index, "drill")
        if item.drill in unusable:
            yield ValueProblem(
                path, f"the file for the drill {quoted(item.drill)} has problems"
            )
        else:
            hint = did_you_mean(item.drill, drills)
            yield ValueProblem(path, f"no drill is called {quoted(item.drill)}", hint)


def reference_remarks(library: Library) -> Iterator[Remark]:
    """Yield advice on all references between files."""
    for entry in library.drills.values():
        for finding in drill_references(entry.value, library):
            yield entry, finding
    yield from _circles(library.drills, "easier")
    yield from _circles(library.drills, "harder")
    yield from _circles(library.routines, "easier")
    for routine in library.routines.values():
        for finding in _easier_routine(routine.value, library):
            yield routine, finding
        for index, item in enumerate(routine.value.items):
            for finding in item_remarks(item, library.drills[item.drill].value, index):
                yield routine, finding
    yield from _shared_names(library)


def drill_references(drill: Drill, library: Library) -> Iterator[ValueProblem]:
    """Yield a drill's wrong references to other drills and to sources."""
    for key, other in (("easier", drill.easier), ("harder", drill.harder)):
        if other == drill.id:
            yield ValueProblem((key,), "a drill cannot be easier or harder than itself")
        elif other is not None and other not in library.drills:
            yield ValueProblem((key,), *library.why_missing("drill", other))
    if drill.easier is not None and drill.easier == drill.harder:
        message = f"{quoted(drill.easier)} cannot be both the easier and the harder version"
        yield ValueProblem(("harder",), message)
    for index, source in enumerate(drill.sources):
        if source not in library.sources:
            hint = did_you_mean(source, library.sources)
            message = f"the source {quoted(source)} is not in sources.yaml"
            yield ValueProblem(("sources", index), message, hint)


def _easier_routine(routine: Routine, library: Library) -> Iterator[ValueProblem]:
    """Yield a problem for an easier routine that does not exist."""
    other = routine.easier
    if other == routine.id:
        yield ValueProblem(("easier",), "a routine cannot be its own easier version")
    elif other is not None and other not in library.routines:
        yield ValueProblem(("easier",), *library.why_missing("routine", other))


def _circles(
    drills: Mapping[str, Entry[Drill]] | Mapping[str, Entry[Routine]], key: str
) -> Iterator[Remark]:
    """Yield each circle of references once, at its first id."""
    done: set[str] = set()
    for start in sorted(drills):
        way: list[str] = []
        here = start
        while here in drills and here not in done:
            done.add(here)
            way.append(here)
            here = getattr(drills[here].value, key) or ""
        circle = way[way.index(here) :] if here in way else []
        if len(circle) > 1:  # a drill that refers to itself is reported elsewhere
            first = circle.index(min(circle))
            names = " > ".join([*circle[first:], *circle[: first + 1]])
            yield (
                drills[min(circle)],
                ValueProblem((key,), f"'{key}' goes round in a circle: {names}"),
            )


def _shared_names(library: Library) -> Iterator[Remark]:
    """Yield names with two meanings; ids come first, then names in bundled files."""
    taken = {entry.value.id: entry.value.id for entry in library.entries()}
    in_turn = sorted(library.entries(), key=lambda entry: (entry.is_own, entry.value.id))
    for entry in in_turn:
        value = entry.value
        names: list[tuple[tuple[PathPart, ...], str]] = [(("name",), value.name)]
        names += [(("also", index), name) for index, name in enumerate(value.also)]
        for path, name in names:
            other = taken.setdefault(name_key(name), value.id)
            if other != value.id:
                yield (
                    entry,
                    ValueProblem(
                        path, f"the name {quoted(name)} already belongs to {quoted(other)}"
                    ),
                )
