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
    from coach.screen.self_test_page import course_lines

    results = context.index.tests
    if session is not None:  # as it was when that session ended
        last = max(n for n, each in enumerate(results) if each.of_session == session)
        results = results[: last + 1]
    today = context.clock.wall().date()
    for test in tests:
        yield from course_lines(test, results, today, is_ascii=is_ascii)


def result_of_week(context: Context, first: date) -> str:
    """Return a week's last result in one line; empty if there is none."""
    week = range(first.toordinal(), (first + timedelta(days=7)).toordinal())
    of = [each for each in context.index.tests if day_of(each.at).toordinal() in week]
    entry = context.self_tests.entries.get(of[-1].test) if of else None
    if entry is None:
        return ""
    from coach.screen.self_test_page import result_words

    return f"Test: {entry.value.name}, {result_words(entry.value.measure, of[-1])}"
