"""Loading of self-tests on demand; a bad file affects no other test."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coach.errors import Problem
from coach.library.cache import NO_CACHE, DrillFileCache
from coach.library.catalogue import Entry, Library
from coach.library.figures import figure_of
from coach.library.on_demand import Kind, OnDemand, at_their_places, read_on_demand
from coach.library.value_problem import ValueProblem
from coach.model.drill import Drill
from coach.model.pose import BasePose
from coach.model.self_test import SelfTest

SelfTests = OnDemand[SelfTest]


def read_self_tests(
    library: Library, only: str | None = None, cache: DrillFileCache = NO_CACHE
) -> SelfTests:
    """Return all self-tests; for each id, the first folder wins.

    Args:
        library: the test files.
        only: id of the only test to read; None for all.
        cache: the cache of read files.
    """
    kind = Kind(SelfTest, "test", "coach test", lambda _: ())
    return read_on_demand(library.test_files, kind, only, cache)


def check_self_tests(library: Library, bases: Mapping[str, BasePose]) -> Iterator[Problem]:
    """Yield the problems of all self-tests, and advice on them."""
    from coach.library.check.advice import self_test_remarks  # noqa: PLC0415  only a check asks

    tests = read_self_tests(library)
    yield from tests.problems
    for entry in tests.entries.values():
        findings = [
            *self_test_remarks(entry.value),
            *_unknown_drills(entry.value, library),
        ]
        yield from at_their_places(entry, findings)
        yield from figure_of(entry_of_drill(entry), bases)[1]


def entry_of_drill(entry: Entry[SelfTest]) -> Entry[Drill]:
    """Return the drill that guides a test, as an entry of the test's file."""
    return Entry(entry.value.drill, entry.path, entry.shown, entry.digest, entry.is_own)


def _unknown_drills(test: SelfTest, library: Library) -> Iterator[ValueProblem]:
    for place, drill in enumerate(test.trains):
        if drill not in library.drills:
            yield ValueProblem(("trains", place), *library.why_missing("drill", drill))
