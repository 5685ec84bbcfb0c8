"""The seven days of a week as cells, each between its weekday and its minutes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from rich.text import Text

from coach.model.days_and_weeks import DAYS_OF_WEEK, day_of
from coach.model.session_facts import SessionFacts, SessionStatus, is_hurt
from coach.model.trends import NOTHING, Totals, has_work
from coach.screen.roles import Role

CELL = 3
"""Width of a cell in columns."""
_PITCH = CELL + 2
_MINUTE_MS = 60_000
_PAIN, _ASCII_PAIN = "◆", "x"
WIDTH = DAYS_OF_WEEK * _PITCH - 2
"""Width of the week in columns."""


class DayMarks(NamedTuple):
    """Days whose cells differ from those of a usual session."""

    hurt: Collection[date] = ()
    """Days with a mark for pain."""
    begun: Collection[date] = ()
    """Days without a session done to its end; their cells are half full."""


NO_MARKS = DayMarks()


def marks_of(sessions: Iterable[SessionFacts]) -> DayMarks:
    """Return the marks of the days of these sessions, on every page the same."""
    known = [*sessions]
    trained = [each for each in known if has_work(each)]
    whole = {
        day_of(each.started_at)
        for each in trained
        if each.status is SessionStatus.COMPLETED
    }
    return DayMarks(
        hurt={day_of(each.started_at) for each in known if is_hurt(each)},
        begun={day_of(each.started_at) for each in trained} - whole,
    )


@dataclass(frozen=True)
class DoneWeek:
    """The week to which a session belongs."""

    first_day: date
    day: date
    """The day of the session."""
    days: Mapping[date, Totals] = field(default_factory=dict)
    said: str = ""
    """The week in one sentence."""
    marks: DayMarks = NO_MARKS


def week_cells(  # noqa: PLR0913  a week, and how it is drawn
    days: Mapping[date, Totals],
    first: date,
    today: date | None = None,
    marks: DayMarks = NO_MARKS,
    *,
    is_ascii: bool = False,
    cell: int = CELL,
) -> list[Text]:
    """Return three lines: weekdays, cells (full if you exercised) and minutes.

    Args:
        days: the totals of days with sessions, perhaps also in other weeks.
        first: the first day of the week.
        today: the day whose name is bright; None for no such day.
        marks: the days with other cells.
        is_ascii: whether only ASCII signs may be used.
        cell: the width of a cell.
    """
    lines, pitch = [Text(), Text(), Text()], cell + 2
    for number in range(DAYS_OF_WEEK):
        day = first + timedelta(days=number)
        total = days.get(day, NOTHING)
        is_today = day == today
        for line, (text, role) in zip(
            lines,
            (
                (f"{day:%a}".center(cell), Role.LOUD if is_today else Role.QUIET),
                _cell(
                    total,
                    cell,
                    is_open=is_today,
                    is_half=day in marks.begun,
                    is_ascii=is_ascii,
                ),
                (_minutes(total, cell), Role.QUIET),
            ),
            strict=True,
        ):
            line.append(text.ljust(pitch), role.style)
        if day in marks.hurt and total.sessions:
            middle = lines[1].cell_len - pitch + cell // 2
            mark, after = pain_mark(is_ascii=is_ascii), lines[1][middle + 1 :]
            lines[1] = lines[1][:middle].append_text(mark).append_text(after)
    for line in lines:
        line.rstrip()
    return lines


def pain_mark(*, is_ascii: bool) -> Text:
    """Return the mark of what hurt, on every page the same."""
    return Text(_ASCII_PAIN if is_ascii else _PAIN, Role.WARNING.style)


def _cell(
    total: Totals, cell: int, *, is_open: bool, is_half: bool, is_ascii: bool
) -> tuple[str, Role]:
    if total.sessions and is_half:
        return ("#".ljust(cell, ".") if is_ascii else "▄" * cell), Role.PROGRESS
    if total.sessions:
        return ("#" if is_ascii else "█") * cell, Role.PROGRESS
    if is_open:
        return ("o" if is_ascii else "□").center(cell), Role.LOUD
    return ("." if is_ascii else "·").center(cell), Role.QUIET


def _minutes(total: Totals, cell: int) -> str:
    """Return the minutes of a day, ``5m``; at least 1 if anything was done."""
    if not total.sessions:
        return ""
    return f"{max(1, round(total.active_ms / _MINUTE_MS))}m".center(cell)
