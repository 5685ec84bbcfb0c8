"""Self-tests that the runner took, for the history pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from coach.model.days_and_weeks import day_of

if TYPE_CHECKING:
    from rich.text import Text

    from coach.app.context import Context
    from coach.model.self_test import SelfTest


def taken_tests(context: Context, session: str | None = None) -> list[SelfTest]:
    """Return the tests that have a result, or only those taken in one session."""
    of = [each for each in context.index.tests if session in {None, each.of_session}]
    entries = context.self_tests.entries if of else {}
    names = dict.fromkeys(each.test for each in of)
    return [entries[name].value for name in names if name in entries]


def taken_lines(
    context: Context, session: str | None = None, *, is_ascii: bool
) -> Iterator[Text]:
    """Yield the results of these tests, compared with the previous and the first."""
    tests = taken_tests(context, session)
    if not tests:
        return
    from rich.text import Text

    from coach.screen.even_lines import wrapped
    from coach.screen.self_test_page import course_lines

    results = context.index.tests
    if session is not None:  # only the results known when that session ended
        last = max(n for n, each in enumerate(results) if each.of_session == session)
        results = results[: last + 1]
    today = context.clock.wall().date()
    columns = context.console.width
    for test in tests:
        for line in course_lines(test, results, today, is_ascii=is_ascii):
            if line.cell_len <= columns:
                yield line
            else:  # no unit alone on a row
                yield from (Text(row, line.style) for row in wrapped(line.plain, columns))


def results_in_words(context: Context) -> dict[str, str]:
    """Return the result of each session that was a test: ``left 9, right 15 reps``."""
    results = context.index.tests
    if not results:
        return {}
    from coach.model.self_test import Measure
    from coach.screen.self_test_page import result_words

    known = set(Measure)
    return {
        each.of_session: result_words(Measure(each.measure), each)
        for each in results
        if each.measure in known
    }


def results_of_week(context: Context, first: date) -> list[str]:
    """Return the last result of each test of a week in words, against the first one."""
    last = first + timedelta(days=6)
    so_far = [each for each in context.index.tests if day_of(each.at) <= last]
    of_week = {each.test for each in so_far if day_of(each.at) >= first}
    if not of_week:
        return []
    from coach.coaching.self_test_results import courses_of
    from coach.screen.self_test_page import against_first

    entries = context.self_tests.entries
    courses = courses_of(each for each in so_far if each.test in of_week)
    return [
        f"Test: {entries[test].value.name}, "
        f"{against_first(entries[test].value.measure, course)}"
        for test, course in courses.items()
        if test in entries
    ]
