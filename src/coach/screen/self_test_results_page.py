"""The results of one self-test on a terminal: the last in big letters, all as bars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from rich.text import Text

from coach.coaching.self_test_results import courses_of, sides_in, weaker_side
from coach.model.days_and_weeks import day_of
from coach.model.records import TestResultRecord
from coach.model.self_test import Measure, SelfTest
from coach.screen.even_lines import wrapped
from coach.screen.headline import headline
from coach.screen.key_bar import to_do_now
from coach.screen.plots import bar
from coach.screen.quick_table import NARROW
from coach.screen.roles import Role
from coach.screen.self_test_page import WEAKER, ago_words, result_words

_WIDEST_BAR = 40
_MOST_ROWS = 5
"""Most results shown for a side; the first one and the last ones."""
_DAY = len("Mon  2 Mar 2026  ")


def results_page(
    test: SelfTest,
    results: Iterable[TestResultRecord],
    today: date,
    columns: int,
    *,
    is_ascii: bool,
) -> tuple[list[Text], list[Text]]:
    """Return the last result in big letters, and a bar for each result of each side."""
    command = f"coach test {test.id}"
    course = courses_of(results).get(test.id)
    is_narrow = columns < NARROW
    if course is None:
        said = [Text(test.name, Role.LOUD.style)]
        if not is_narrow:
            said = [Text(test.name, Role.QUIET.style), Text("")]
            said += headline("not done yet", columns, is_ascii=is_ascii)
        return said, [to_do_now(command, is_ascii=is_ascii)]
    newest = course.newest
    words = result_words(test.measure, newest)
    when = ago_words(newest, today)
    if is_narrow:
        head = [Text(test.name, Role.LOUD.style), Text(f"{words}, {when}")]
    else:
        large = " ".join(words.removesuffix(f" {test.measure}").split(", "))
        unit = "" if test.measure is Measure.YES_NO else f", in {test.measure}"
        head = [Text(f"{test.name}   {when}{unit}", Role.QUIET.style), Text("")]
        head += headline(large, columns, is_ascii=is_ascii)
    rows = [*_bars(test.measure, course.results, columns, is_ascii=is_ascii)]
    weaker = weaker_side(newest)
    if weaker is not None:
        rows += [Text(""), *map(Text, wrapped(WEAKER.format(side=weaker), columns))]
    again = Text.assemble(("To repeat: ", Role.QUIET.style), (command, Role.KEY.style))
    return head, [*rows, Text(""), again]


def _bars(
    measure: Measure,
    results: Sequence[TestResultRecord],
    columns: int,
    *,
    is_ascii: bool,
) -> Iterator[Text]:
    """Yield the results of each side, the newest first."""
    sides = sides_in(results)
    is_asked = measure is Measure.YES_NO
    of = {
        side: [(each.at, getattr(each, side)) for each in reversed(results)]
        for side in sides
    }
    most = max((value or 0 for found in of.values() for _, value in found), default=0)
    room = min(_WIDEST_BAR, columns - _DAY - len("  000"))
    for number, (side, found) in enumerate(of.items()):
        if number:
            yield Text("")
        if side != "both":
            yield Text(side.upper(), Role.LOUD.style)
        known = [(at, value) for at, value in found if value is not None]
        if len(known) > _MOST_ROWS:
            known = [*known[: _MOST_ROWS - 1], known[-1]]
        for index, (at, value) in enumerate(known):
            day = f"{day_of(at):%a} {day_of(at).day:>2} {day_of(at):%b %Y}"
            row = Text(day.ljust(_DAY), Role.QUIET.style)
            role = Role.QUIET if index else Role.LOUD
            if is_asked:
                yield row.append("yes" if value else "no", role.style)
                continue
            plot = bar(value, most, room, is_ascii=is_ascii)
            gap = "  " if value else ""
            yield row.append_text(plot).append(f"{gap}{value}", role.style)
