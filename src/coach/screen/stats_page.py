"""The statistics page for the last weeks, with numbers beside every plot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from rich.console import Group as Together
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from coach.model.terms import Group
from coach.model.trends import NOTHING, DrillTrend, Totals, WeekTotals
from coach.screen.even_lines import cut_words
from coach.screen.event_words import counted, group_words, slow_exhales
from coach.screen.headline import headline
from coach.screen.plots import bar, condensed, marks, spark
from coach.screen.quick_table import NARROW
from coach.screen.roles import Role
from coach.text.count_of import count_of
from coach.units import format_clock

_MOST_MARKS = 7
_MOST_APART = 6
"""Most columns of a plot with gaps between them."""
_PLOTTED = 12
"""Most columns of a plot over time; if there are more weeks, they share columns."""
_COMPARED = 4
"""Number of weeks that are compared with the same number before them."""
_LEAST_BAR, _WIDEST_BAR = 20, 60
_BESIDE_BARS = 60
"""Columns for the text beside a bar."""
_WIDE_FROM = 170
"""Width from which the drills stand beside the weeks."""
_DRILL_COLUMNS, _BETWEEN = 88, 4
"""Columns for the drills there, and between both parts."""
_YEAR = timedelta(days=357)
"""Age from which a date is shown with its year."""


@dataclass(frozen=True)
class Stats:
    """The content of the statistics page."""

    weeks: Sequence[WeekTotals]
    """Weeks, newest last; the newest may not be over."""
    drills: Sequence[DrillTrend]
    levels: Mapping[Group, int] = field(default_factory=dict)
    """Highest level ever reached in each group."""
    planned: int | None = None
    """Sessions planned for a week."""


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

    On a terminal, the drills come first, so that the weeks are in sight above the prompt;
    a wide one shows the drills to the right of the weeks. If the weeks need more than
    ``rows``, their number of sessions is not in big letters, which would be cut.
    """
    is_wide = is_seen and columns >= _WIDE_FROM
    left = columns - _DRILL_COLUMNS - _BETWEEN if is_wide else columns
    right = _DRILL_COLUMNS if is_wide else columns
    by_week = [*_by_week(stats, left, is_ascii=is_ascii, is_seen=is_seen)]
    by_drill = [
        *_groups(stats, right, is_ascii=is_ascii),
        *_drills(stats, right, is_ascii=is_ascii),
        *_weights(stats, right, is_ascii=is_ascii),
    ]
    last = [Text(""), *tests] if tests else []
    if is_ascii and any(week.total.sessions for week in stats.weeks):
        step = _step(stats.weeks).capitalize()
        legend = f"{step}: . nothing, 1 a little, 9 the most"
        last = [Text(""), Text(legend, Role.QUIET.style), *last]
    if not is_wide and rows is not None and _height([*by_week, *last]) >= rows:
        by_week = [*_by_week(stats, left, is_ascii=is_ascii, is_seen=False)]
    if is_wide and by_drill:
        both = Table.grid(padding=(0, _BETWEEN, 0, 0))
        both.add_column(width=left)
        both.add_column(width=right)
        # Each part by drill begins with a blank row.
        both.add_row(Together(*by_week, *last), Together(*by_drill[1:]))
        yield both
    elif is_seen and by_drill:
        yield from (*by_drill[1:], by_drill[0], *by_week, *last)
    else:
        yield from (*by_week, *by_drill, *last)


def _height(parts: Sequence[RenderableType]) -> int:
    return sum(part.row_count if isinstance(part, Table) else 1 for part in parts)


def _by_week(
    stats: Stats, columns: int, *, is_ascii: bool, is_seen: bool
) -> Iterator[RenderableType]:
    """Yield the numbers of all weeks together, and of each week."""
    weeks = stats.weeks
    whole = sum((week.total for week in weeks), NOTHING)
    counted = count_of(whole.sessions, "session")
    if is_seen and columns >= NARROW:
        yield from headline(counted, columns, is_ascii=is_ascii)
        yield Text("")
        counted = ""
    number = f"{len(weeks)} weeks" if len(weeks) > 1 else "1 week"
    first = weeks[0].first_day
    yield Text(f"{number}, from {day_words(first)} {first:%Y}", Role.LOUD.style)
    counted += ", " if counted else ""
    yield Text(f"{counted}{format_clock(whole.active_ms)} of exercise.")
    yield Text("")
    yield _weeks_table(stats, columns, is_ascii=is_ascii)
    yield from _over_time(weeks, is_ascii=is_ascii)
    yield from _exhaling(weeks, whole, is_ascii=is_ascii)


def day_words(day: date) -> str:
    """Return ``2 March``."""
    return f"{day.day} {day:%B}"


def against_plan(done: int, planned: int | None, *, is_ascii: bool) -> str:
    """Return ``2 of 3 ■■□``; if nothing was planned, only the number."""
    if planned is None:
        return str(done)
    shown = f" {marks(done, planned, is_ascii=is_ascii)}" if planned <= _MOST_MARKS else ""
    return f"{done} of {planned}{shown}"


def _grid(*rights: bool) -> Table:
    """Return a grid with a column for each flag; True aligns it to the right."""
    table = Table.grid(padding=(0, 2, 0, 0))
    for is_right in rights:
        table.add_column(justify="right" if is_right else "left", no_wrap=True)
    return table


def _head(*names: str) -> list[Text]:
    return [Text(name, Role.QUIET.style) for name in names]


def _weeks_table(stats: Stats, columns: int, *, is_ascii: bool) -> Table:
    is_narrow = columns < NARROW
    most = max(week.total.active_ms for week in stats.weeks)
    if is_narrow:
        table = _grid(True, False, True, False)
        table.add_row(*_head("week of", "done", "work", ""))
        width = 10
    else:
        table = _grid(True, False, True, False, True, True)
        table.add_row(*_head("week of", "sessions", "work", "", "exhaling", "exhales"))
        width = _bar_width(columns)
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


def _bar_width(columns: int) -> int:
    """Return the width of the longest bar: what the numbers beside it leave."""
    return max(_LEAST_BAR, min(_WIDEST_BAR, columns - _BESIDE_BARS))


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


def _step(weeks: Sequence[WeekTotals]) -> str:
    """Return what a column of a plot covers: ``week by week``, ``per 2 weeks``."""
    each, _ = condensed(range(len(weeks)), _PLOTTED)
    return "week by week" if each == 1 else f"per {each} weeks"


def _plot(values: Sequence[int], *, is_ascii: bool) -> str:
    plot = spark(condensed(values, _PLOTTED)[1], is_ascii=is_ascii)
    # A few columns have gaps between them; many have no room for gaps.
    return " ".join(plot) if len(plot) <= _MOST_APART else plot


def _exhaling(
    weeks: Sequence[WeekTotals], whole: Totals, *, is_ascii: bool
) -> Iterator[RenderableType]:
    if not whole.exhale_ms:
        return
    yield Text("")
    yield Text.assemble(
        ("Breathing out  ", Role.LOUD.style),
        (
            _plot([week.total.exhale_ms for week in weeks], is_ascii=is_ascii),
            Role.EXHALE.style,
        ),
        (f"  {_step(weeks)}", Role.QUIET.style),
    )
    yield Text(f"{format_clock(whole.exhale_ms)} in total, {slow_exhales(whole.exhales)}")


def _groups(stats: Stats, columns: int, *, is_ascii: bool) -> Iterator[RenderableType]:
    whole = sum((week.total for week in stats.weeks), NOTHING)
    most = max(whole.sets.values(), default=0)
    if not most:
        return
    yield Text("")
    yield Text("Sets", Role.LOUD.style)
    is_narrow = columns < NARROW
    table = _grid(False, True, False, False)
    for group in Group:
        number = whole.sets.get(group, 0)
        level = stats.levels.get(group)
        reached = f"level {level}" if level else ""
        table.add_row(
            Text(group_words(group)),
            str(number),
            bar(number, most, 6 if is_narrow else _bar_width(columns), is_ascii=is_ascii),
            reached,
        )
    yield table


def _drills(stats: Stats, columns: int, *, is_ascii: bool) -> Iterator[RenderableType]:
    if not stats.drills:
        return
    step = _step(stats.weeks).replace("week by week", "by week")
    is_narrow = columns < NARROW
    names = ("level", "work") if is_narrow else ("level", "sets", "best set", "work", step)
    rows = [
        _drill_row(trend, is_narrow=is_narrow, is_ascii=is_ascii) for trend in stats.drills
    ]
    # Long names are cut, but numbers never are.
    room = columns - sum(
        2 + max(map(len, cells)) for cells in zip(names, *rows, strict=True)
    )
    yield Text("")
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(
        no_wrap=True,
        overflow="ellipsis",
        max_width=max(1, room),
        ratio=1 if is_narrow else None,
    )
    for head in names:
        table.add_column(
            justify="left" if head in {"best set", step} else "right", no_wrap=True
        )
    table.add_row(Text("Drills", Role.LOUD.style), *_head(*names))
    group = None
    for trend, (*numbers, last) in zip(stats.drills, rows, strict=True):
        if trend.group is not group:
            if group is not None:
                table.add_row("")
            group = trend.group
            table.add_row(Text(group_words(group).upper(), Role.LOUD.style))
        name = Text(cut_words(trend.name, max(1, room)))
        style = "" if is_narrow else Role.PROGRESS.style
        table.add_row(name, *numbers, Text(last, style))
    table.expand = is_narrow
    yield table


def _weights(stats: Stats, columns: int, *, is_ascii: bool) -> Iterator[RenderableType]:
    """Yield the weights, session by session, for each drill in which they changed."""
    grown = [trend for trend in stats.drills if len(set(trend.weights)) > 1]
    if not grown:
        return
    yield Text("")
    yield Text("Weights", Role.LOUD.style)
    arrow = "->" if is_ascii else "→"
    rows = []
    for trend in grown:
        plot = spark([weight.g for weight in trend.weights[-_PLOTTED:]], is_ascii=is_ascii)
        rows.append((plot, f"{trend.weights[0]} {arrow} {trend.weights[-1]}"))
    room = columns - sum(2 + max(map(len, cells)) for cells in zip(*rows, strict=True))
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, overflow="ellipsis", max_width=max(1, room))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    for trend, (plot, words) in zip(grown, rows, strict=True):
        table.add_row(Text(trend.name), Text(plot, Role.PROGRESS.style), Text(words))
    yield table


def _drill_row(trend: DrillTrend, *, is_narrow: bool, is_ascii: bool) -> tuple[str, ...]:
    """Return the cells beside a drill's name."""
    level, work = str(trend.level), format_clock(sum(trend.work_ms))
    if is_narrow:
        return level, work
    best = counted(trend.unit, trend.best_reps)
    best += f", {trend.weight}" if trend.weight else ""
    return level, str(trend.sets), best, work, _plot(trend.work_ms, is_ascii=is_ascii)
