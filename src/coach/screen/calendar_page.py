"""The calendar on a terminal: a bar for each day, higher for more exercise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from rich.text import Text

from coach.model.days_and_weeks import DAYS_OF_WEEK
from coach.model.trends import NOTHING, Totals, WeekTotals
from coach.screen.headline import headline
from coach.screen.quick_table import NARROW
from coach.screen.roles import Role
from coach.screen.year_calendar import (
    ASCII_REST,
    ASCII_SHADES,
    LABEL,
    NARROW_SHADES,
    REST,
    SHADES_FROM_MIN,
    WEEKDAYS,
    Span,
    months_row,
)
from coach.text.count_of import count_of
from coach.units import format_clock

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_LOW_HEIGHTS = 1, 3, 5, 7
"""Heights, in eighths, of bars in days of one row; none touches the day above."""
_ROWS_AROUND, _TALLEST = 18, 4
"""Rows of a page besides its days, and most rows of a day."""
_WIDEST, _WIDEST_TALL, _APART_FROM = 12, 22, 2
"""Width of the widest day, also if it is several rows high, and the narrowest with a gap
after it."""
_MINUTES_FROM, _MINUTES = 7, 5
"""Narrowest day with its minutes beside its bar, and their columns with blanks."""
_WORDS_FROM = 10
"""Narrowest day with ``4 of 4`` below its week, in place of ``4/4``."""
_MINUTE_MS = 60_000
_DAY = timedelta(days=1)


class _Cell(NamedTuple):
    """The size of a day."""

    columns: int
    rows: int

    @property
    def has_minutes(self) -> bool:
        return self.columns >= _MINUTES_FROM

    @property
    def bar(self) -> int:
        """The columns of the bar."""
        if self.has_minutes:
            return self.columns - _MINUTES
        return self.columns - (self.columns >= _APART_FROM)

    @property
    def after(self) -> int:
        return self.columns - self.bar


def calendar_page(  # noqa: PLR0913  what the page shows, and where
    days: Mapping[date, Totals],
    span: Span,
    planned: int | None,
    columns: int,
    rows: int,
    *,
    is_ascii: bool = False,
) -> Iterator[Text]:
    """Yield the number of sessions in big letters, then a bar for each day.

    Weeks are columns, in as many parts as the width requires.
    """
    weeks = span.weeks(days)
    whole = sum((week.total for week in weeks), NOTHING)
    is_narrow = columns < NARROW
    counted = count_of(whole.sessions, "session")
    worked = f"{format_clock(whole.active_ms)} of exercise"
    if is_narrow:
        words = f"{counted}, {worked}"
        yield Text(words, Role.LOUD.style)
    else:
        yield from headline(counted, columns, is_ascii=is_ascii)
        yield Text("")
        yield Text.assemble((span.title, Role.LOUD.style), f"   {worked}")
    for number, part in enumerate(_parts(weeks, columns)):
        if number or not is_narrow:
            yield Text("")
        cell = _cell(len(part), columns, rows)
        yield Text(" " * LABEL + months_row(part, span, cell.columns), Role.QUIET.style)
        yield from _days(part, span, cell, is_ascii=is_ascii)
        if not is_narrow:
            yield from _week_rows(part, planned, cell, is_ascii=is_ascii)
    if not cell.has_minutes:
        if not is_narrow:
            yield Text("")
        yield from _legend(cell, planned, is_narrow=is_narrow, is_ascii=is_ascii)


def _parts(weeks: Sequence[WeekTotals], columns: int) -> list[Sequence[WeekTotals]]:
    """Return the weeks in as many parts of similar length as the width requires."""
    number, room = len(weeks), max(1, columns - LABEL)
    parts = -(-number // room)
    each = -(-number // parts)
    return [weeks[start : start + each] for start in range(0, number, each)]


def _cell(weeks: int, columns: int, rows: int) -> _Cell:
    high = max(1, min(_TALLEST, (rows - _ROWS_AROUND) // DAYS_OF_WEEK - 1))
    widest = _WIDEST if high == 1 else _WIDEST_TALL
    wide = max(1, min(widest, (columns - LABEL) // weeks))
    return _Cell(wide, high if wide >= _APART_FROM else 1)


def _days(
    weeks: Sequence[WeekTotals], span: Span, cell: _Cell, *, is_ascii: bool
) -> Iterator[Text]:
    for weekday in range(DAYS_OF_WEEK):
        name = WEEKDAYS[(span.starts.weekday + weekday) % DAYS_OF_WEEK]
        if cell.rows > 1 and weekday:
            yield Text("")
        for above in reversed(range(cell.rows)):
            label = "" if above else name
            line = Text(f"{label:<{LABEL}}", Role.QUIET.style)
            for week in weeks:
                day = week.first_day + weekday * _DAY
                if span.has(day):
                    total = week.days[weekday]
                    line.append_text(_day(total, cell, above, is_ascii=is_ascii))
                else:
                    line.append(" " * cell.columns)
            line.rstrip()
            yield line


def _day(total: Totals, cell: _Cell, above: int, *, is_ascii: bool) -> Text:
    """Return one row of a day; the lowest has the minutes or, for a rest day, a dot."""
    if not total.sessions:
        rest = ASCII_REST if is_ascii else REST
        dot = rest if above == 0 else ""
        return Text(f"{dot:^{cell.bar}}{' ' * cell.after}", Role.QUIET.style)
    minutes = total.active_ms / _MINUTE_MS
    level = sum(minutes > least for least in SHADES_FROM_MIN[1:])
    bar = Text(_sign(level, cell, above, is_ascii=is_ascii) * cell.bar, Role.PROGRESS.style)
    shown = f" {_in_minutes(total)}" if cell.has_minutes and above == 0 else ""
    return bar.append(f"{shown:<{cell.after}}", Role.QUIET.style)


def _sign(level: int, cell: _Cell, above: int, *, is_ascii: bool) -> str:
    """Return the sign of a bar of a level, so many rows above its foot."""
    if is_ascii:
        return ASCII_SHADES[level]
    if cell.columns == 1:
        return NARROW_SHADES[level]
    if cell.rows == 1:
        return _EIGHTHS[_LOW_HEIGHTS[level]]
    eighths = (level + 1) * cell.rows * 8 // len(SHADES_FROM_MIN) - 8 * above
    return _EIGHTHS[max(0, min(8, eighths))]


def _in_minutes(total: Totals) -> str:
    return f"{max(1, round(total.active_ms / _MINUTE_MS))}m"


def _week_rows(
    weeks: Sequence[WeekTotals], planned: int | None, cell: _Cell, *, is_ascii: bool
) -> Iterator[Text]:
    """Yield the totals of the weeks, or which weeks had all planned sessions."""
    if cell.has_minutes or cell.rows > 1:
        yield Text("")
    if cell.has_minutes:
        times = [_in_minutes(w.total) if w.total.sessions else "" for w in weeks]
        yield _row("week", times, cell)
        if planned is not None:
            of = " of " if cell.columns >= _WORDS_FROM else "/"
            done = [f"{w.total.sessions}{of}{planned}" for w in weeks]
            yield _row("plan", done, cell)
    elif planned is not None:
        met = "+" if is_ascii else "✓"
        yield _row(
            "plan", [met if w.total.sessions >= planned else "" for w in weeks], cell
        )


def _row(name: str, words: Sequence[str], cell: _Cell) -> Text:
    row = Text(f"{name:<{LABEL}}", Role.QUIET.style)
    for each in words:
        shown = each if cell.has_minutes else f"{each:^{cell.bar}}"
        row.append(f"{shown:<{cell.columns}}", Role.PLAIN.style)
    row.rstrip()
    return row


def _legend(
    cell: _Cell, planned: int | None, *, is_narrow: bool, is_ascii: bool
) -> Iterator[Text]:
    line = Text("minutes: " if is_narrow else "minutes of exercise: ", Role.QUIET.style)
    gap = " " if is_narrow else "   "
    *bounds, _ = words = [*(f"to {most}" for most in SHADES_FROM_MIN[1:]), "more"]
    for level, word in enumerate(words):
        sign = _sign(level, cell._replace(rows=1), 0, is_ascii=is_ascii)
        if cell.rows > 1 and not is_ascii:
            sign = _EIGHTHS[(level + 1) * 8 // len(SHADES_FROM_MIN)]
        line.append(sign, Role.PROGRESS.style)
        line.append(f" {word}", Role.QUIET.style)
        line.append(gap if level < len(bounds) else "")
    yield line
    if planned is not None and not is_narrow:
        met = "+" if is_ascii else "✓"
        every = (
            "the one planned session" if planned == 1 else f"all {planned} planned sessions"
        )
        yield Text(f"{met} weeks with {every}", Role.QUIET.style)
