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


def test_more_exercise_is_a_longer_bar_after_its_minutes() -> None:
    rows = {line[:3]: line for line in page(76, 23)}
    assert rows["Sun"].endswith("15m ▄▄▄    4m ▄")
    assert rows["Thu"].endswith("25m ▄▄▄▄▄  9m ▄▄")


def test_no_bar_is_a_hairline() -> None:
    for columns, rows in SIZES:
        text = "".join(page(columns, rows))
        assert not set(text) & set("▁▂▏▎▍")


def test_on_a_tall_screen_a_day_has_several_rows() -> None:
    lines = page(116, 39)
    thursday = next(n for n, line in enumerate(lines) if line.startswith("Thu"))
    assert "█" in lines[thursday - 1]
    assert sum("█" in line for line in page(196, 59)) > sum("█" in line for line in lines)


def test_every_bar_has_the_same_colour_as_its_length_says_how_much() -> None:
    for line in calendar_page(DAYS, SPAN, None, 76, 23):
        for span in line.spans:
            if set(line.plain[span.start : span.end]) <= set("▄▖"):
                assert span.style == Role.PROGRESS.style


def test_a_week_has_its_minutes_and_its_sessions_below_those_of_its_days() -> None:
    lines = page(76, 23)
    week, plan = (next(r for r in lines if r.startswith(n)) for n in ("week", "plan"))
    assert week.split() == ["week", "12m", "4m", "40m", "13m"]
    assert plan.split() == ["plan", "1/2", "1/2", "0/2", "0/2", "2/2", "2/2", "0/2"]
    thursday = next(line for line in lines if line.startswith("Thu"))
    assert thursday.index("25m") == week.index("40m") == plan.index("2/2")


def test_a_small_screen_says_which_weeks_had_all_their_sessions() -> None:
    lines = page(40, 12)
    assert sum(line.count("✓") for line in lines if line.startswith("plan")) == 2
    assert lines[-1] == "▄▄▄▄ 25 minutes   ✓ all 2 planned"


@pytest.mark.parametrize("columns", [40, 76, 116, 196])
def test_a_whole_year_has_no_bars_that_touch_and_says_what_they_mean(columns: int) -> None:
    lines = [line.plain for line in calendar_page(DAYS, year_to(TODAY), 2, columns, 23)]
    assert max(map(len, lines)) <= columns
    assert any("minutes" in line for line in lines)


def test_in_plain_letters_all_signs_are_ascii() -> None:
    assert "".join(page(76, 23, is_ascii=True)[5:]).isascii()
