"""Pages about self-tests: all tests with their last results, or one test's results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from rich.cells import cell_len
from rich.text import Text

from coach.coaching.self_test_results import (
    TestCourse,
    courses_of,
    is_due,
    sides_in,
    weaker_side,
)
from coach.model.days_and_weeks import day_of
from coach.model.records import TestResultRecord
from coach.model.self_test import Measure, SelfTest
from coach.screen.even_lines import wrapped
from coach.screen.headline import headline
from coach.screen.key_bar import to_do_now
from coach.screen.plots import marks, spark
from coach.screen.quick_table import NARROW
from coach.screen.roles import Role
from coach.text.count_of import count_of

_HOW_OFTEN = "every six weeks"
_PURPOSE = f"Test yourself {_HOW_OFTEN}, and compare your results."
_GAP = "   "
_NOT_YET = "not done yet"
_DUE = "six weeks or more ago: a good time to repeat the test"
_WEEK_DAYS = 7
WEAKER = "The {side} side is clearly weaker. The difference says nothing about injuries."
_SIDES = ("left", "right", "both")


def test_lines(
    tests: Sequence[SelfTest],
    results: Iterable[TestResultRecord],
    today: date,
    columns: int,
) -> Iterator[Text]:
    """Yield all tests in plain lines, each with its last result and its command."""
    yield Text("Self-tests", Role.LOUD.style)
    for row in wrapped(_PURPOSE, columns):
        yield Text(row, Role.QUIET.style)
    courses = courses_of(results)
    names = max((cell_len(test.name) for test in tests), default=0) + len(_GAP)
    commands = {test.id: _command(test) for test in tests}
    are_beside = names + max(map(len, commands.values()), default=0) <= columns
    for test in tests:
        course = courses.get(test.id)
        name = Text(test.name, Role.LOUD.style)
        yield Text("")
        if are_beside:
            name.pad_right(names - name.cell_len)
            yield Text.assemble(name, (commands[test.id], Role.KEY.style))
        else:
            yield name
            yield Text(f"  {commands[test.id]}", Role.KEY.style)
        if course is None:
            yield Text(f"  {_NOT_YET}")
        else:
            yield Text(f"  {last_words(test.measure, course, today)}")
            if is_due(course, today):
                yield Text(f"  {_DUE}")


def self_tests_page(
    tests: Sequence[SelfTest],
    results: Iterable[TestResultRecord],
    today: date,
    columns: int,
    *,
    is_ascii: bool,
) -> tuple[list[Text], list[Text]]:
    """Return how many tests are due in big letters, and rows for each test.

    Tests that are due come first, with their commands, and the first has the arrow.
    """
    courses = courses_of(results)
    due = [test for test in tests if is_due(courses.get(test.id), today)]
    done = [test for test in tests if test not in due]
    is_narrow = columns < NARROW
    words = f"{len(due)} to do" if due else "all done"
    role = Role.LOUD if due else Role.PROGRESS
    head = [Text("Self-tests", Role.QUIET.style)]
    often = [Text(""), *(Text(row, Role.QUIET.style) for row in wrapped(_PURPOSE, columns))]
    if is_narrow:
        # Rows are few, so the title says how often.
        head[0].append(f" {_HOW_OFTEN}   ").append(words, role.style)
        often = []
    else:
        head += [Text(""), *headline(words, columns, role, is_ascii=is_ascii)]
    rows = []
    names = 2 + max((cell_len(test.name) for test in tests), default=0) + len(_GAP)
    for number, test in enumerate([*due, *done]):
        if number == len(due) and due and not is_narrow:
            rows.append(Text(""))
        is_first = bool(due) and not number
        if is_first:
            row = to_do_now(test.name, is_ascii=is_ascii)
        else:
            mark = marks(int(test in done), 1, is_ascii=is_ascii)
            row = Text.assemble((mark, Role.PROGRESS.style), f" {test.name}")
        course = courses.get(test.id)
        said = [] if course is None else [*_results_in_short(test.measure, course, today)]
        if test in due:
            said = [Text(_command(test), Role.KEY.style), *said]
        rows += _with_details(row, said, 2 if is_narrow else names, columns)
    return head, [*rows, *often]


def _results_in_short(measure: Measure, course: TestCourse, today: date) -> Iterator[Text]:
    """Yield the last result, and below it the previous one, each with its day."""
    newest = course.newest
    yield Text.assemble(
        result_words(measure, newest),
        (f", {ago_words(newest, today)}", Role.QUIET.style),
    )
    for before in course.earlier[:1]:
        words = f"{result_words(measure, before)}, {ago_words(before, today)}"
        yield Text(words, Role.QUIET.style)


def _with_details(
    row: Text, details: Sequence[Text], at: int, columns: int
) -> Iterator[Text]:
    """Yield a row with its details in a column, or below it if there is no room."""
    is_beside = row.cell_len < at and all(at + each.cell_len <= columns for each in details)
    if not is_beside:
        yield row
    for number, each in enumerate(details):
        if is_beside and not number:
            row.pad_right(at - row.cell_len)
            yield row.append_text(each)
        elif is_beside:
            yield Text(" " * at).append_text(each)
        else:
            yield Text("  ").append_text(each)
    if is_beside and not details:
        yield row


def _command(test: SelfTest) -> str:
    return f"coach test {test.id}"


def course_lines(
    test: SelfTest,
    results: Iterable[TestResultRecord],
    today: date,
    *,
    is_ascii: bool = False,
) -> Iterator[Text]:
    """Yield one test's results, the newest first, a plot, and a note on a weaker side."""
    course = courses_of(results).get(test.id)
    if course is None:
        yield Text(f"{test.name}: not done yet")
        return
    newest = course.newest
    yield Text(f"{test.name}: {result_words(test.measure, newest)}", Role.LOUD.style)
    for result in course.earlier:
        yield Text(f"  {ago_words(result, today)}: {result_words(test.measure, result)}")
    if len(course.results) > 2 and test.measure is not Measure.YES_NO:  # noqa: PLR2004  two are no line
        sides = sides_in(course.results)
        most = max(value for side in sides for value in course.values(side))
        for side in sides:
            values = course.values(side)
            label = "" if side == "both" else f"{side:<6}"
            yield Text(
                f"  {label}{spark(values, is_ascii=is_ascii, most=most)}  {_listed(values)}"
            )
    weaker = weaker_side(newest)
    if weaker is not None:
        yield Text(f"  {WEAKER.format(side=weaker)}")


def last_words(measure: Measure, course: TestCourse, today: date) -> str:
    """Return the last result and the previous one: ``left 14, right 19 reps, today``."""
    newest = course.newest
    words = f"{result_words(measure, newest)}, {ago_words(newest, today)}"
    if course.earlier:
        before = course.earlier[0]
        words += f"; {ago_words(before, today)} {result_words(measure, before)}"
    return words


def against_first(measure: Measure, course: TestCourse) -> str:
    """Return the last result and the first: ``left 14 reps; 5 weeks before left 9 reps``.

    Unlike "ago", this stays true whenever it is read.
    """
    words = result_words(measure, course.newest)
    if not course.earlier:
        return words
    first = course.earlier[-1]
    days = (day_of(course.newest.at) - day_of(first.at)).days
    when = f"{_span_words(days)} before" if days > 0 else "earlier that day"
    return f"{words}; {when} {result_words(measure, first)}"


def ago_words(result: TestResultRecord, today: date) -> str:
    """Return when a result was measured: ``today``, ``3 days ago``, ``6 weeks ago``."""
    days = (today - day_of(result.at)).days
    return f"{_span_words(days)} ago" if days > 0 else "today"


def _span_words(days: int) -> str:
    if days < 2 * _WEEK_DAYS:
        return count_of(days, "day")
    return count_of(days // _WEEK_DAYS, "week")


def values_words(measure: Measure, values: Mapping[str, int]) -> str:
    """Return results in words: ``Left 14, right 19 reps``."""
    words = _joined(measure, values)
    return words[:1].upper() + words[1:]


def result_words(measure: Measure, result: TestResultRecord) -> str:
    """Return a result in words: ``left 14, right 19 reps``."""
    found = {side: getattr(result, side) for side in _SIDES}
    values = {side: value for side, value in found.items() if value is not None}
    return _joined(measure, values) if values else "no result"


def _joined(measure: Measure, values: Mapping[str, int]) -> str:
    is_asked = measure is Measure.YES_NO
    shown = {
        side: ("yes" if value else "no") if is_asked else str(value)
        for side, value in values.items()
    }
    parts = [
        value if side == "both" else f"{side} {value}" for side, value in shown.items()
    ]
    return f"{', '.join(parts)}{'' if is_asked else f' {measure}'}"


def _listed(values: Sequence[int]) -> str:
    return " ".join(map(str, values))
