"""The calendar on a terminal: a bar for each day, longer for more exercise."""

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

_ROWS_AROUND, _TALLEST = 18, 3
"""Rows of a page besides its days, and most rows of a day."""
_WIDEST, _WIDEST_TALL, _APART_FROM = 12, 22, 2
"""Width of the widest day, also if it is several rows high, and the narrowest with a gap
after it."""
_MINUTES_FROM, _MINUTES = 7, 3
"""Narrowest day with its minutes before its bar, and their columns."""
_ROOMY_FROM = 9
"""Narrowest day with a blank between its minutes and its bar."""
_BAR_FROM = 2
"""Fewest columns of a bar whose length can be read."""
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
        """The columns of the longest bar."""
        if self.has_minutes:
            return self.columns - _MINUTES - self.before - 1
        return self.columns - (self.columns >= _APART_FROM)

    @property
    def before(self) -> int:
        """The columns between minutes and bar; a bar begins half a column later."""
        return int(self.columns >= _ROOMY_FROM)

    @property
    def has_length(self) -> bool:
        """Return whether the length of a bar says how much, not its height."""
        return self.bar >= _BAR_FROM


class _Scale(NamedTuple):
    """The size of a day, and of the longest bar."""

    cell: _Cell
    most_ms: int
    """The exercise of the day with the longest bar."""
    is_ascii: bool


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
    most = max((day.active_ms for week in weeks for day in week.days), default=0)
    for number, part in enumerate(_parts(weeks, columns)):
        if number or not is_narrow:
            yield Text("")
        cell = _cell(len(part), columns, rows)
        scale = _Scale(cell, most, is_ascii)
        yield Text(" " * LABEL + months_row(part, span, cell.columns), Role.QUIET.style)
        yield from _days(part, span, scale)
        yield from _week_rows(part, planned, scale, is_narrow=is_narrow)
    if not cell.has_minutes:
        if not is_narrow:
            yield Text("")
        yield from _legend(scale, planned, is_narrow=is_narrow)


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
    cell = _Cell(wide, high)
    return cell if cell.has_length else cell._replace(rows=1)


def _days(weeks: Sequence[WeekTotals], span: Span, scale: _Scale) -> Iterator[Text]:
    cell = scale.cell
    for weekday in range(DAYS_OF_WEEK):
        name = WEEKDAYS[(span.starts.weekday + weekday) % DAYS_OF_WEEK]
        if cell.rows > 1 and weekday:
            yield Text("")
        for row in range(cell.rows):
            is_middle = row == cell.rows // 2
            line = Text(f"{name if is_middle else '':<{LABEL}}", Role.QUIET.style)
            for week in weeks:
                day = week.first_day + weekday * _DAY
                if span.has(day):
                    line.append_text(_day(week.days[weekday], scale, is_middle=is_middle))
                else:
                    line.append(" " * cell.columns)
            line.rstrip()
            yield line


def _day(total: Totals, scale: _Scale, *, is_middle: bool) -> Text:
    """Return one row of a day; the middle one has its minutes or, for a rest, a dot."""
    cell = scale.cell
    if not total.sessions:
        rest = (ASCII_REST if scale.is_ascii else REST) if is_middle else ""
        shown = f"{rest:>{_MINUTES}}" if cell.has_minutes else rest
        return Text(f"{shown:<{cell.columns}}", Role.QUIET.style)
    line = Text()
    if cell.has_minutes:
        shown = _in_minutes(total) if is_middle else ""
        line.append(f"{shown:>{_MINUTES}}{' ' * cell.before}", Role.QUIET.style)
    room = cell.columns - line.cell_len - (cell.columns >= _APART_FROM)
    line.append(_bar(total.active_ms, room, scale), Role.PROGRESS.style)
    return line.append(" " * (cell.columns - line.cell_len))


def _bar(active_ms: int, room: int, scale: _Scale) -> str:
    """Return a bar as long as the exercise, at least half a column."""
    if not scale.cell.has_length:
        minutes = active_ms / _MINUTE_MS
        level = sum(minutes > least for least in SHADES_FROM_MIN[1:])
        return (ASCII_SHADES if scale.is_ascii else NARROW_SHADES)[level]
    share = active_ms / max(1, scale.most_ms)
    is_late = scale.cell.has_minutes and not scale.cell.before
    if scale.is_ascii:
        return "#" * max(1, round(share * room))
    # In days of one row, bars below each other have air between them.
    whole, half, late = "█▌▐" if scale.cell.rows > 1 else "▄▖▗"
    halves = max(1, round(share * (2 * room - is_late))) - is_late
    return late * is_late + whole * (halves // 2) + half * (halves % 2)


def _in_minutes(total: Totals) -> str:
    return f"{max(1, round(total.active_ms / _MINUTE_MS))}m"


def _week_rows(
    weeks: Sequence[WeekTotals], planned: int | None, scale: _Scale, *, is_narrow: bool
) -> Iterator[Text]:
    """Yield the totals of the weeks, or which weeks had all planned sessions."""
    cell = scale.cell
    if cell.has_minutes:
        yield Text("")
        times = [_in_minutes(w.total) if w.total.sessions else "" for w in weeks]
        yield _row("week", times, cell)
        if planned is not None:
            done = [f"{week.total.sessions}/{planned}" for week in weeks]
            yield _row("plan", done, cell)
    elif planned is not None:
        if not is_narrow and cell.rows > 1:
            yield Text("")
        met = "+" if scale.is_ascii else "✓"
        yield _row(
            "plan", [met if w.total.sessions >= planned else "" for w in weeks], cell
        )


def _row(name: str, words: Sequence[str], cell: _Cell) -> Text:
    row = Text(f"{name:<{LABEL}}", Role.QUIET.style)
    for each in words:
        shown = f"{each:>{_MINUTES}}" if cell.has_minutes else each
        row.append(f"{shown:<{cell.columns}}", Role.PLAIN.style)
    row.rstrip()
    return row


def _legend(scale: _Scale, planned: int | None, *, is_narrow: bool) -> Iterator[Text]:
    line = Text()
    if scale.cell.has_length:
        line.append(_bar(scale.most_ms, scale.cell.bar, scale), Role.PROGRESS.style)
        most = count_of(max(1, round(scale.most_ms / _MINUTE_MS)), "minute")
        line.append(f" {most}", Role.QUIET.style)
    else:
        line.append("minutes: " if is_narrow else "minutes of exercise: ", Role.QUIET.style)
        *bounds, last = SHADES_FROM_MIN[1:]
        words = [*(f"to {most}" for most in (*bounds, last)), "more"]
        signs = ASCII_SHADES if scale.is_ascii else NARROW_SHADES
        for number, (sign, word) in enumerate(zip(signs, words, strict=True)):
            line.append((" " if is_narrow else "   ") * bool(number))
            line.append(sign, Role.PROGRESS.style).append(f" {word}", Role.QUIET.style)
    if planned is None:
        yield line
        return
    met = "+" if scale.is_ascii else "✓"
    every = "the planned session" if planned == 1 else f"all {planned} planned sessions"
    if is_narrow:
        every = every.removesuffix(" sessions")
    told = Text(f"{met} {every}", Role.QUIET.style)
    if is_narrow and scale.cell.has_length:
        line.append("   ").append_text(told)
    yield line
    if not is_narrow:
        yield told
