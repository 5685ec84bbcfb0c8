"""Tables of the statistics page: sets, drills and weights, with plots over the weeks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from coach.model.terms import Group
from coach.model.trends import NOTHING, DrillTrend, WeekTotals
from coach.screen.even_lines import cut_words, wrapped
from coach.screen.event_words import counted, group_words
from coach.screen.plots import bar, condensed, spark
from coach.screen.quick_table import NARROW
from coach.screen.roles import Role
from coach.units import format_clock

_MOST_APART = 6
"""Most columns of a plot with gaps between them."""
_PLOTTED = 12
"""Most columns of a plot over time; if there are more weeks, they share columns."""
_LEAST_BAR, _WIDEST_BAR = 20, 60
_BESIDE_BARS = 60
"""Columns for the text beside a bar."""
_FULL_FROM = 70
"""Width from which a drill has all its numbers."""


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


def by_drill_lines(
    stats: Stats, columns: int, *, is_ascii: bool, is_seen: bool = False
) -> Iterator[RenderableType]:
    """Yield the sets of each group, then the drills, then weights that changed.

    Seen on a terminal, the sets stand elsewhere.
    """
    if not is_seen:
        yield from group_lines(stats, columns, is_ascii=is_ascii)
    yield from _drills(stats, columns, is_ascii=is_ascii, is_seen=is_seen)
    yield from _weights(stats, columns, is_ascii=is_ascii)


def sets_of(stats: Stats) -> Mapping[Group, int]:
    """Return the number of sets in each group."""
    return sum((week.total for week in stats.weeks), NOTHING).sets


def grid_of(*rights: bool) -> Table:
    """Return a grid with a column for each flag; True aligns it to the right."""
    table = Table.grid(padding=(0, 2, 0, 0))
    for is_right in rights:
        table.add_column(justify="right" if is_right else "left", no_wrap=True)
    return table


def heads_of(*names: str) -> list[Text]:
    """Return the names of columns."""
    return [Text(name, Role.QUIET.style) for name in names]


def bar_width(columns: int) -> int:
    """Return the width of the longest bar: what the numbers beside it leave."""
    return max(_LEAST_BAR, min(_WIDEST_BAR, columns - _BESIDE_BARS))


def step_words(weeks: Sequence[WeekTotals]) -> str:
    """Return what a column of a plot covers: ``week by week``, ``per 2 weeks``."""
    each, _ = condensed(range(len(weeks)), _PLOTTED)
    return "week by week" if each == 1 else f"per {each} weeks"


def week_plot(values: Sequence[int], *, is_ascii: bool) -> str:
    """Return the values of the weeks as a plot."""
    plot = spark(condensed(values, _PLOTTED)[1], is_ascii=is_ascii)
    # A few columns have gaps between them; many have no room for gaps.
    return " ".join(plot) if len(plot) <= _MOST_APART else plot


def group_lines(
    stats: Stats, columns: int, *, is_ascii: bool, title: str = "Sets"
) -> Iterator[RenderableType]:
    """Yield the sets of each group below a title, if there are any."""
    done = sets_of(stats)
    most = max(done.values(), default=0)
    if not most:
        return
    yield Text("")
    yield Text(title, Role.LOUD.style)
    is_narrow = columns < NARROW
    table = grid_of(False, True, False, False)
    for group in Group:
        number = done.get(group, 0)
        level = stats.levels.get(group)
        reached = f"level {level}" if level else ""
        table.add_row(
            Text(group_words(group)),
            str(number),
            bar(number, most, 6 if is_narrow else bar_width(columns), is_ascii=is_ascii),
            reached,
        )
    yield table


def _drills(
    stats: Stats, columns: int, *, is_ascii: bool, is_seen: bool
) -> Iterator[RenderableType]:
    if not stats.drills:
        return
    step = step_words(stats.weeks).replace("week by week", "by week")
    is_narrow = columns < NARROW
    names: tuple[str, ...] = (
        ("level", "work") if is_narrow else ("level", "sets", "best set", "work", step)
    )
    rows = [
        _drill_row(trend, is_narrow=is_narrow, is_ascii=is_ascii) for trend in stats.drills
    ]
    if is_seen and columns < _FULL_FROM:
        # The name needs the room of the numbers that say less.
        kept = ("work",) if is_narrow else ("level", "work", step)
        rows = [
            tuple(cell for cell, name in zip(row, names, strict=True) if name in kept)
            for row in rows
        ]
        names = kept
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
    if not is_seen:
        table.add_row(Text("Drills", Role.LOUD.style), *heads_of(*names))
    group = None
    for trend, (*numbers, last) in zip(stats.drills, rows, strict=True):
        if trend.group is not group:
            if group is not None:
                table.add_row("")
            # On a page the names of the columns stand beside the first group.
            heads = heads_of(*names) if is_seen and group is None else ()
            group = trend.group
            table.add_row(Text(group_words(group).upper(), Role.LOUD.style), *heads)
        name = Text(cut_words(trend.name, max(1, room)))
        if is_seen and is_narrow and len(trend.name) > room:
            name = Text("\n  ".join(wrapped(trend.name, max(1, room - 2))))
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
    return level, str(trend.sets), best, work, week_plot(trend.work_ms, is_ascii=is_ascii)
