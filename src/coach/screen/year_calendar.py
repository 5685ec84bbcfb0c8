"""A calendar of a year's exercise time: weeks are columns, weekdays are rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from rich.text import Text

from coach.model.days_and_weeks import DAYS_OF_WEEK, WeekStart, first_of_week
from coach.model.trends import NOTHING, WEEK, Totals, WeekTotals, weeks_of
from coach.screen.event_words import slow_exhales
from coach.screen.plots import spark
from coach.screen.roles import Role
from coach.screen.stats_page import day_words
from coach.text.count_of import count_of
from coach.units import format_clock

WEEKS = 53
"""Number of weeks in a year ending with this week."""
_FEWEST_WEEKS = 4
"""Fewest weeks of a calendar that begins with the first session."""
SHADES_FROM_MIN = (0, 5, 10, 20)
"""Minutes of exercise above which a day gets each shade."""
SHADES, ASCII_SHADES = "░▒▓█", "-+*#"
"""Shades of a square, from a little exercise to much."""
NARROW_SHADES = "⣀⣤⣶⣿"
"""Shades for days one column wide, in dots that stay apart."""
REST, ASCII_REST = "·", "."
LABEL = 5
"""Width of the row names."""
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MINUTE_MS = 60_000
_WIDEST_CELL, _APART_FROM = 5, 2
"""Width of the widest day, and width from which there is a gap after each day."""
_MONTH_NAME = 3
_DAY = timedelta(days=1)


class Span(NamedTuple):
    """The days shown by a calendar."""

    first: date
    last: date
    today: date
    """The current day; later days are blank."""
    year: int | None = None
    """The calendar year, or None for another span."""
    starts: WeekStart = WeekStart.MONDAY

    def weeks(self, days: Mapping[date, Totals]) -> tuple[WeekTotals, ...]:
        """Return the weeks of the span; days outside it are empty."""
        inside = {d: total for d, total in days.items() if self.first <= d <= self.last}
        return weeks_of(inside, self.first, self.last, self.starts)

    @property
    def title(self) -> str:
        """Return ``The year 2026``, or the last day and perhaps the first."""
        if self.year is not None:
            return f"The year {self.year}"
        if self.last - self.first < (WEEKS - 1) * WEEK:
            since = f"{day_words(self.first)} {self.first:%Y}"
            return f"{since} to {day_words(self.last)} {self.last:%Y}"
        return f"The year to {day_words(self.last)} {self.last:%Y}"

    def has(self, day: date) -> bool:
        """Return whether the day is in the calendar and not in the future."""
        return self.first <= day <= min(self.last, self.today)


def year_to(today: date, starts: WeekStart = WeekStart.MONDAY) -> Span:
    """Return the year that ends with this week."""
    first = first_of_week(today, starts) - (WEEKS - 1) * WEEK
    return Span(first, today, today, starts=starts)


def since_first(span: Span, days: Mapping[date, Totals]) -> Span:
    """Return a span without the weeks before the first session."""
    begun = [day for day, total in days.items() if total.sessions and span.has(day)]
    week = first_of_week(min(begun, default=span.last), span.starts)
    few = first_of_week(span.last, span.starts) - (_FEWEST_WEEKS - 1) * WEEK
    return span._replace(first=max(span.first, min(week, few)))


def calendar_year(year: int, today: date, starts: WeekStart = WeekStart.MONDAY) -> Span:
    """Return the span from 1 January to 31 December."""
    return Span(date(year, 1, 1), date(year, 12, 31), today, year, starts)


def calendar_lines(
    days: Mapping[date, Totals],
    span: Span,
    planned: int | None,
    columns: int,
    *,
    is_ascii: bool = False,
) -> Iterator[Text]:
    """Yield the lines of a calendar, in as many parts as the width requires."""
    weeks = span.weeks(days)
    yield from _title(weeks, span)
    number = len(weeks)
    room = max(1, columns - LABEL)
    cell = max(1, min(_WIDEST_CELL, room // number))
    parts = 1 if room >= number else -(-number // min(room, (number + 1) // 2))
    each = -(-number // parts)
    most = max(week.total.active_ms for week in weeks)
    for start in range(0, number, each):
        yield Text("")
        part = weeks[start : start + each]
        yield from _days(part, span, cell, is_ascii=is_ascii)
        if not is_ascii:
            yield _plot(part, most, cell)
        if planned is not None:
            yield _plan(part, planned, cell, is_ascii=is_ascii)
    yield Text("")
    shades = shades_of(cell, is_ascii=is_ascii)
    yield from _legend(planned, columns, shades, is_ascii=is_ascii)


def _title(weeks: Sequence[WeekTotals], span: Span) -> Iterator[Text]:
    whole = sum((week.total for week in weeks), NOTHING)
    yield Text(span.title, Role.LOUD.style)
    counted = count_of(whole.sessions, "session")
    yield Text(f"{counted}, {format_clock(whole.active_ms)} of exercise.")


def _days(
    weeks: Sequence[WeekTotals], span: Span, cell: int, *, is_ascii: bool
) -> Iterator[Text]:
    yield Text(" " * LABEL + months_row(weeks, span, cell), Role.QUIET.style)
    shades = shades_of(cell, is_ascii=is_ascii)
    for weekday in range(DAYS_OF_WEEK):
        name = WEEKDAYS[(span.starts.weekday + weekday) % DAYS_OF_WEEK]
        # Every second name is enough, and keeps the rows calm.
        is_named = weekday % 2 == 0
        line = Text(f"{name if is_named else '':<{LABEL}}", Role.QUIET.style)
        row = Text("", "")
        for week in weeks:
            day = week.first_day + timedelta(days=weekday)
            sign, role = _sign(week.days[weekday], shades, is_ascii=is_ascii)
            is_rest = role is Role.QUIET
            lit = 1 if is_rest else cell - (cell >= _APART_FROM)
            shown = sign * lit if span.has(day) else ""
            row.append(f"{shown:<{cell}}", role.style)
        yield Text.assemble(line, row)


def _plot(weeks: Sequence[WeekTotals], most: int, cell: int) -> Text:
    """Return the exercise time of each week as a plot."""
    plot = spark([week.total.active_ms for week in weeks], is_ascii=False, most=most)
    row = _row("week", plot, cell, Role.PROGRESS)
    row.highlight_words([REST], Role.QUIET.style)
    return row


def _plan(weeks: Sequence[WeekTotals], planned: int, cell: int, *, is_ascii: bool) -> Text:
    full = "#" if is_ascii else "■"
    met = "".join(full if w.total.sessions >= planned else " " for w in weeks)
    return _row("plan", met, cell, Role.PROGRESS)


def _row(name: str, signs: str, cell: int, role: Role) -> Text:
    lit = cell - (cell >= _APART_FROM)
    wide = "".join(f"{sign if sign == REST else sign * lit:<{cell}}" for sign in signs)
    return Text.assemble((f"{name:<{LABEL}}", Role.QUIET.style), (wide, role.style))


def shades_of(cell: int, *, is_ascii: bool) -> str:
    """Return the signs for more and more exercise, in days of this width."""
    if is_ascii:
        return ASCII_SHADES
    return NARROW_SHADES if cell == 1 else SHADES


def _sign(total: Totals, shades: str, *, is_ascii: bool) -> tuple[str, Role]:
    if not total.sessions:
        return ASCII_REST if is_ascii else REST, Role.QUIET
    minutes = total.active_ms / _MINUTE_MS
    shade = sum(minutes > least for least in SHADES_FROM_MIN[1:])
    return shades[shade], Role.PROGRESS


def months_row(weeks: Sequence[WeekTotals], span: Span, cell: int) -> str:
    """Return the row of month names."""
    line = ""
    for at, month in _month_columns(weeks, span, cell):
        line = f"{line:<{at}}{month:%b}"
    return line


def _month_of(week: WeekTotals, span: Span) -> date:
    return min(week.first_day + WEEK - _DAY, span.last).replace(day=1)


def _month_columns(
    weeks: Sequence[WeekTotals], span: Span, cell: int
) -> Iterator[tuple[int, date]]:
    """Yield the column and first day of each month, without names that would overlap."""
    ends = [min(week.first_day + WEEK - _DAY, span.last) for week in weeks]
    begins = [column for column, end in enumerate(ends) if end.day <= DAYS_OF_WEEK]
    if ends and (not begins or begins[0] * cell > _MONTH_NAME):
        begins.insert(0, 0)  # the month that began before the first column
    free_from = 0
    for column in begins:
        at = column * cell
        if at + _MONTH_NAME <= len(weeks) * cell and at >= free_from:
            yield at, _month_of(weeks[column], span)
            free_from = at + _MONTH_NAME + 1


def _legend(
    planned: int | None, columns: int, shades: str, *, is_ascii: bool
) -> Iterator[Text]:
    rest = ASCII_REST if is_ascii else REST
    pieces = [(rest, Role.QUIET, "rest day")]
    bounds = SHADES_FROM_MIN[1:]
    for shade, most in zip(shades, bounds, strict=False):
        pieces.append((shade, Role.PROGRESS, f"up to {most} min"))
    pieces.append((shades[-1], Role.PROGRESS, "more"))
    line = Text("")
    for sign, role, meaning in pieces:
        piece = Text.assemble((sign, role.style), f" {meaning}")
        if line and line.cell_len + 2 + piece.cell_len > columns:
            yield line
            line = Text("")
        line = Text.assemble(line, "  ", piece) if line else piece
    yield line
    if not is_ascii:
        yield Text("week: total for the week", Role.QUIET.style)
    if planned is not None:
        least = count_of(planned, "session")
        yield Text(f"plan: weeks with at least {least}", Role.QUIET.style)


def calendar_list(
    days: Mapping[date, Totals], span: Span, planned: int | None
) -> Iterator[str]:
    """Yield the calendar as sentences for screen readers; only weeks with sessions."""
    weeks = span.weeks(days)
    yield from (line.plain for line in _title(weeks, span))
    done = [week for week in weeks if week.total.sessions]
    begins = (max(week.first_day, span.first).replace(day=1) for week in done)
    months = groupby(zip(begins, done, strict=True), key=lambda each: each[0])
    for month, of in months:
        yield ""
        yield f"{month:%B %Y}"
        for _, week in of:
            total = week.total
            counted = (
                count_of(total.sessions, "session")
                if planned is None
                else f"{total.sessions} of {count_of(planned, 'session')}"
            )
            yield (
                f"Week of {day_words(week.first_day)}: {counted}, "
                f"{format_clock(total.active_ms)} of exercise, "
                f"{slow_exhales(total.exhales)}. {_each_day(week)}."
            )


def _each_day(week: WeekTotals) -> str:
    return ", ".join(
        f"{(week.first_day + timedelta(days=number)):%A} {format_clock(total.active_ms)}"
        for number, total in enumerate(week.days)
        if total.sessions
    )
