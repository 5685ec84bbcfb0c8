"""The statistics page for the last weeks, with numbers beside every plot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from rich.console import Group as Together
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from coach.model.trends import NOTHING, Totals, WeekTotals
from coach.screen.event_words import slow_exhales
from coach.screen.headline import headline
from coach.screen.plots import bar, marks
from coach.screen.quick_table import NARROW
from coach.screen.roles import Role
from coach.screen.stats_tables import (
    Stats,
    bar_width,
    by_drill_lines,
    grid_of,
    group_lines,
    heads_of,
    step_words,
    week_plot,
)
from coach.text.count_of import count_of
from coach.units import format_clock

_MOST_MARKS = 7
_COMPARED = 4
"""Number of weeks that are compared with the same number before them."""
_WIDE_FROM, _HUGE_FROM = 110, 170
"""Width from which the drills stand beside the weeks, also with all their numbers."""
_BRIEF_COLUMNS, _DRILL_COLUMNS, _BETWEEN = 62, 88, 4
"""Columns for the drills there, and between both parts."""
_SHORT_BAR, _BESIDE_SHORT = 10, 30
"""Columns of a bar in a narrow table, and of the text beside it."""
_LOW = 20
"""Rows below which there are no big letters."""
_YEAR = timedelta(days=357)
"""Age from which a date is shown with its year."""


def plain_weeks(weeks: Sequence[WeekTotals]) -> Iterator[str]:
    """Yield a line for each week: first day, sessions, exercise time and slow exhales."""
    for week in weeks:
        total = week.total
        yield "\t".join(
            (
                f"{week.first_day:%Y-%m-%d}",
                count_of(total.sessions, "session"),
                format_clock(total.active_ms),
                slow_exhales(total.exhales),
            )
        )


def stats_page(  # noqa: PLR0913  what the page shows, and where
    stats: Stats,
    columns: int,
    tests: Sequence[Text] = (),
    *,
    rows: int | None = None,
    is_ascii: bool = False,
    is_seen: bool = False,
) -> Iterator[RenderableType]:
    """Yield weeks, exhales, groups and drills, from top to bottom, then results of tests.

    On a terminal, a wide page shows the drills to the right of the weeks. On others the
    sets and the drills come first, below the number of sets, so that the number of sessions
    and the weeks are in sight above the prompt; what would push them out of ``rows`` comes
    before them.
    """
    last = [Text(""), *tests] if tests else []
    if is_ascii and any(week.total.sessions for week in stats.weeks):
        step = step_words(stats.weeks).capitalize()
        legend = f"{step}: . nothing, 1 a little, 9 the most"
        last = [Text(""), Text(legend, Role.QUIET.style), *last]
    if is_seen:
        yield from _seen(stats, columns, last, rows, is_ascii=is_ascii)
        return
    weeks = stats.weeks
    whole = sum((week.total for week in weeks), NOTHING)
    yield Text(_span(weeks), Role.LOUD.style)
    counted = count_of(whole.sessions, "session")
    yield Text(f"{counted}, {format_clock(whole.active_ms)} of exercise.")
    yield Text("")
    yield _weeks_table(stats, columns, is_ascii=is_ascii)
    yield from _over_time(weeks, is_ascii=is_ascii)
    yield from _exhaling(weeks, whole, is_ascii=is_ascii)
    yield from by_drill_lines(stats, columns, is_ascii=is_ascii)
    yield from last


def _seen(
    stats: Stats,
    columns: int,
    last: Sequence[RenderableType],
    rows: int | None,
    *,
    is_ascii: bool,
) -> Iterator[RenderableType]:
    """Yield the page of a terminal."""
    whole = sum((week.total for week in stats.weeks), NOTHING)
    counted = count_of(whole.sessions, "session")
    sets = count_of(sum(whole.sets.values()), "set")
    worked = f"{format_clock(whole.active_ms)} of exercise"
    head = [*headline(counted, columns, is_ascii=is_ascii), Text("")]
    title = Text.assemble((_span(stats.weeks), Role.LOUD.style), f"   {worked}")
    over_time = [*_over_time(stats.weeks, is_ascii=is_ascii)]
    breath = [
        *_exhaling(
            stats.weeks,
            whole,
            is_ascii=is_ascii,
            is_brief=True,
            is_narrow=columns < NARROW,
        )
    ]
    right = _DRILL_COLUMNS if columns >= _HUGE_FROM else _BRIEF_COLUMNS
    left = columns - right - _BETWEEN
    by_drill = [*by_drill_lines(stats, right, is_ascii=is_ascii, is_seen=True)]
    if columns >= _WIDE_FROM and by_drill:
        table = _weeks_table(stats, left, is_ascii=is_ascii)
        groups = group_lines(stats, left, is_ascii=is_ascii, title=sets)
        by_week = [title, Text(""), table, *over_time, *breath, *last, *groups]
        high = max(_height(by_week), _height(by_drill))
        if rows is None or len(head) + high < rows:
            yield from head
            both = Table.grid(padding=(0, _BETWEEN, 0, 0))
            both.add_column(width=left)
            both.add_column(width=right)
            # Each part by drill begins with a blank row.
            both.add_row(Together(*by_week), Together(*by_drill[1:]))
            yield both
            return
    is_low = rows is not None and rows < _LOW
    if is_low or columns < NARROW:
        head, title = [], Text(f"{counted}, {worked}", Role.LOUD.style)
    below: list[RenderableType] = [*head, title]
    below += [Text("")] * (not is_low)
    below.append(_weeks_table(stats, columns, is_ascii=is_ascii))
    above = _by_drill(stats, sets, columns, is_large=bool(head), is_ascii=is_ascii)
    for part in (breath, last, over_time):
        if rows is None or _height(below) + len(part) < rows:
            below += part
        else:
            above += part
    yield from above
    if above:
        yield from (Text(""), Text(""))
    yield from below


def _by_drill(
    stats: Stats, sets: str, columns: int, *, is_large: bool, is_ascii: bool
) -> list[RenderableType]:
    """Return the sets and the drills below the number of sets, the title of this part."""
    groups = [*group_lines(stats, columns, is_ascii=is_ascii, title=sets)][1:]
    if groups and is_large:
        groups[:1] = [*headline(sets, columns, is_ascii=is_ascii), Text("")]
    drills = [*by_drill_lines(stats, columns, is_ascii=is_ascii, is_seen=True)]
    return [*groups, *(drills if groups else drills[1:])]


def _height(parts: Sequence[RenderableType]) -> int:
    return sum(part.row_count if isinstance(part, Table) else 1 for part in parts)


def _span(weeks: Sequence[WeekTotals]) -> str:
    """Return ``9 weeks, from 5 October 2026``."""
    first = weeks[0].first_day
    return f"{count_of(len(weeks), 'week')}, from {day_words(first)} {first:%Y}"


def day_words(day: date) -> str:
    """Return ``2 March``."""
    return f"{day.day} {day:%B}"


def against_plan(done: int, planned: int | None, *, is_ascii: bool) -> str:
    """Return ``2 of 3 ■■□``; if nothing was planned, only the number."""
    if planned is None:
        return str(done)
    shown = f" {marks(done, planned, is_ascii=is_ascii)}" if planned <= _MOST_MARKS else ""
    return f"{done} of {planned}{shown}"


def _weeks_table(stats: Stats, columns: int, *, is_ascii: bool) -> Table:
    is_narrow = columns < NARROW
    most = max(week.total.active_ms for week in stats.weeks)
    if is_narrow:
        table = grid_of(True, False, True, False)
        table.add_row(*heads_of("week of", "done", "work", ""))
        width = max(_SHORT_BAR, min(2 * _SHORT_BAR, columns - _BESIDE_SHORT))
    else:
        table = grid_of(True, False, True, False, True, True)
        table.add_row(*heads_of("week of", "sessions", "work", "", "exhaling", "exhales"))
        width = bar_width(columns)
    newest = stats.weeks[-1].first_day
    for week in stats.weeks:
        total = week.total
        is_over = week is not stats.weeks[-1]
        # A past week without sessions shows as rest, not as "0 of 3".
        is_rest = is_over and not total.sessions
        planned = None if is_rest else stats.planned
        plot = bar(total.active_ms, most, width, is_ascii=is_ascii)
        if is_narrow:
            done = f"{total.sessions} of {planned}" if planned else str(total.sessions)
            done = "-" if is_rest else done
            table.add_row(
                _short(week.first_day, newest), done, _clock(total.active_ms), plot
            )
            continue
        table.add_row(
            _short(week.first_day, newest),
            "-" if is_rest else against_plan(total.sessions, planned, is_ascii=is_ascii),
            _clock(total.active_ms),
            plot,
            _clock(total.exhale_ms),
            str(total.exhales or "-"),
        )
    return table


def _short(day: date, newest: date) -> str:
    """Return ``2 Mar``, with the year if the day is about a year before the newest."""
    year = f" {day:%Y}" if newest - day >= _YEAR and day.year != newest.year else ""
    return f"{day.day} {day:%b}{year}"


def _clock(ms: int) -> str:
    return format_clock(ms) if ms else "-"


def _over_time(weeks: Sequence[WeekTotals], *, is_ascii: bool) -> Iterator[RenderableType]:
    """Yield a comparison of the last whole weeks with the weeks before them."""
    whole = weeks[:-1]
    if len(whole) < 2 * _COMPARED:
        return
    before = _mean(whole[-2 * _COMPARED : -_COMPARED])
    now = _mean(whole[-_COMPARED:])
    arrow = "->" if is_ascii else "→"
    yield Text("")
    yield Text(
        f"Exercise per week: {format_clock(before)} {arrow} {format_clock(now)} "
        f"({_COMPARED} whole weeks compared with the {_COMPARED} before)."
    )


def _mean(weeks: Sequence[WeekTotals]) -> int:
    return sum(week.total.active_ms for week in weeks) // len(weeks)


def _exhaling(
    weeks: Sequence[WeekTotals],
    whole: Totals,
    *,
    is_ascii: bool,
    is_brief: bool = False,
    is_narrow: bool = False,
) -> Iterator[RenderableType]:
    if not whole.exhale_ms:
        return
    plot = week_plot([week.total.exhale_ms for week in weeks], is_ascii=is_ascii)
    yield Text("")
    line = Text.assemble(("Breathing out  ", Role.LOUD.style), (plot, Role.EXHALE.style))
    if is_brief:
        said = slow_exhales(whole.exhales)
        yield line.append(f"  {said.replace('slow ', '') if is_narrow else said}")
        return
    yield line.append(f"  {step_words(weeks)}", Role.QUIET.style)
    yield Text(f"{format_clock(whole.exhale_ms)} in total, {slow_exhales(whole.exhales)}")
