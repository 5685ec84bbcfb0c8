"""The home page while nobody may run, on terminals of every size."""

from __future__ import annotations

import re

import pytest
from tests.screen.stills import motion_for, still
from tests.screen.test_printed_pages import TODAY, printed

from coach.screen.home_page import Today, home_page
from coach.screen.viewport import Viewport
from coach.screen.week_cells import week_cells

DO_NOT_RUN = "Do not run until a doctor has seen the groin or deep hip and the knee."
GROIN = (
    "Your groin or deep hip hurt on Saturday (7 out of 10). Pain deep in the groin, when "
    "you load the leg or at night, may come from the bone. Do not run until a doctor has "
    "checked the pain; see a doctor within a few days. We're leaving out every drill that "
    "loads the groin or deep hip."
)
KNEE = (
    "Your left knee hurt on 16 November (3 out of 10), on Thursday (4 out of 10) and hurt "
    "sharply on Sunday (6 out of 10). The pain keeps coming back, so we're leaving out "
    "every drill that loads the knee even a little until a doctor or physio says it's "
    "fine. Book an appointment this week."
)
REASONS = (
    "may come from the bone",
    "We're leaving out every drill that loads the groin or deep hip.",
    "until a doctor or physio says it's fine.",
)


def page(columns: int, rows: int) -> list[str]:
    today = Today(
        "Post-run reset",
        "coach start",
        "no running until a doctor has seen the knee: a gentle reset, or rest",
        "2 min",
        motion_for(still(60_000)),
        "90/90 wall breathing",
        plan="Six weeks, week 4 of 6: Build more, race on 20 December 2026",
        advice=(DO_NOT_RUN, GROIN, KNEE),
        cells=week_cells({}, TODAY, TODAY),
    )
    look = Viewport(columns, rows)
    lines = printed(home_page(today, "This week: nothing yet.", "", look), columns)
    return lines.splitlines()


def test_the_reasons_of_dangers_are_told_before_a_figure_is_shown() -> None:
    for columns, rows in ((76, 23), (116, 39), (196, 59)):
        words = re.sub(r"[\u2800-\u28ff]", " ", " ".join(page(columns, rows)))
        text = " ".join(words.split())
        assert all(each in text for each in REASONS)
        assert "▶ coach start" in text
        assert "coach why" not in text


def test_a_screen_too_small_for_the_reasons_says_where_they_stand() -> None:
    lines = page(38, 12)
    assert len(lines) < 12
    assert lines[0].startswith("Do not run until a doctor has seen the")
    assert lines[-2:] == ["reasons: coach why", "▶ coach start   Post-run reset   2 min"]


@pytest.mark.parametrize(("columns", "rows"), [(116, 39), (196, 59)])
def test_a_wide_page_has_no_hole_between_dangers_and_today(columns: int, rows: int) -> None:
    lines = page(columns, rows)
    assert len(lines) < rows
    left = [line[: columns // 3].strip() for line in lines]
    today = left.index("Today")
    assert left[today - 1] == ""
    assert left[today - 2]
    assert any(line.endswith("more") or "coach --help" in line for line in lines)
    assert any(set(line) & set("⣀⣤⣶⠤⡀⠉") for line in lines)
