"""The calendar on a terminal shows each day as a bar whose height can be read."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from coach.model.trends import Totals
from coach.screen.calendar_page import calendar_page
from coach.screen.headline import headline
from coach.screen.roles import Role
from coach.screen.year_calendar import since_first, year_to

TODAY = date(2026, 11, 30)
MINUTES = {1: 4, 4: 9, 8: 15, 11: 25, 30: 4, 40: 12}
DAYS = {
    TODAY - timedelta(days=ago): Totals(sessions=1, active_ms=minutes * 60_000)
    for ago, minutes in MINUTES.items()
}
SPAN = since_first(year_to(TODAY), DAYS)
SIZES = (40, 12), (76, 23), (116, 39), (196, 59)


def page(columns: int, rows: int, *, is_ascii: bool = False) -> list[str]:
    lines = calendar_page(DAYS, SPAN, 2, columns, rows, is_ascii=is_ascii)
    return [line.plain for line in lines]


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_a_few_weeks_fit_the_screen_above_the_prompt(columns: int, rows: int) -> None:
    lines = page(columns, rows)
    assert len(lines) < rows
    assert max(map(len, lines)) <= columns
    for weekday in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"):
        assert sum(line.startswith(weekday) for line in lines) == 1


@pytest.mark.parametrize(("columns", "rows"), SIZES[1:])
def test_sessions_are_counted_once_in_big_letters(columns: int, rows: int) -> None:
    lines = page(columns, rows)
    large = [row.plain for row in headline("6 sessions", columns)]
    assert lines[: len(large)] == large
    assert not any("session" in line for line in lines)
    assert sum("1:09:00 of exercise" in line for line in lines) == 1


def test_more_exercise_is_a_higher_bar_with_its_minutes_beside() -> None:
    rows = {line[:3]: line for line in page(76, 23)}
    assert "▁▁▁▁▁ 4m" in rows["Sun"]
    assert "▃▃▃▃▃ 9m" in rows["Thu"]
    assert "▅▅▅▅▅ 15m" in rows["Sun"]
    assert "▇▇▇▇▇ 25m" in rows["Thu"]


def test_on_a_tall_screen_a_day_has_several_rows() -> None:
    lines = page(116, 39)
    thursday = next(n for n, line in enumerate(lines) if line.startswith("Thu"))
    assert "█" in lines[thursday - 1]
    assert page(196, 59).count("") > lines.count("")


def test_every_bar_has_the_same_colour_as_its_height_says_how_much() -> None:
    for line in calendar_page(DAYS, SPAN, None, 76, 23):
        for span in line.spans:
            bar = line.plain[span.start : span.end].strip(" ▁▃▅▇")
            if not bar and line.plain[span.start : span.end].strip():
                assert span.style == Role.PROGRESS.style


def test_a_week_has_its_minutes_and_its_sessions_of_those_planned() -> None:
    lines = page(76, 23)
    week, plan = (next(r for r in lines if r.startswith(n)) for n in ("week", "plan"))
    assert week.split() == ["week", "12m", "4m", "40m", "13m"]
    assert plan.split("  ")[0] == "plan 1 of 2"


@pytest.mark.parametrize("columns", [40, 76, 116, 196])
def test_a_whole_year_has_no_bars_that_touch_and_says_what_they_mean(columns: int) -> None:
    lines = [line.plain for line in calendar_page(DAYS, year_to(TODAY), 2, columns, 23)]
    assert max(map(len, lines)) <= columns
    assert any("minutes" in line and "more" in line for line in lines)


def test_in_plain_letters_all_signs_are_ascii() -> None:
    assert "".join(page(76, 23, is_ascii=True)[5:]).isascii()
