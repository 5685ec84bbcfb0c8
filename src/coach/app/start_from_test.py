"""The first week of a programme that the last self-tests suggest."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coach.app.context import Context
    from coach.model.programme import Programme


def start_words(context: Context, programme: Programme, week: int) -> str:
    """Return which week to begin with, and why; empty if no test suggests another.

    There is no norm: a test's reps are compared with the reps its drill asks for in a set.
    The runner decides.
    """
    results = context.index.tests
    if not results:
        return ""
    from coach.coaching.self_test_results import courses_of, lowest_of
    from coach.model.self_test import Measure
    from coach.text.count_of import count_of

    for test, course in courses_of(results).items():
        entry, lowest = context.self_tests.entries.get(test), lowest_of(course.newest)
        drill = context.library.drills.get(test)
        reps = drill.value.dose.reps if drill else None
        if course.newest.measure != Measure.REPS:
            continue
        if entry is None or drill is None or lowest is None or reps is None:
            continue  # no drill has the movement of this test
        is_weaker = lowest < max(course.newest.left or 0, course.newest.right or 0)
        where = " on your weaker side" if is_weaker else ""
        said = (
            f"{entry.value.name} test: {count_of(lowest, 'rep')}{where}. "
            f"The drill asks for {count_of(reps, 'rep')} in a set."
        )
        if lowest < reps and week > 1:
            return f"{said} Week 1 may suit you better: use --week 1. You decide."
        if lowest >= 2 * reps and week == 1 and len(programme.weeks) > 1:
            return f"{said} You can start with week 2: use --week 2. You decide."
    return ""
