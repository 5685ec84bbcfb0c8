"""Dangers at the top of a page: first that nobody may run, then the reasons."""

from __future__ import annotations

import pytest
from rich.text import Text

from coach.screen.danger_page import WIDEST, danger_shapes, forbids_running, largest_danger

RUNNING = "Do not run until a doctor has checked the groin or deep hip and the knee."
GROIN = (
    "Your groin or deep hip hurt on Saturday (7 out of 10). Pain deep in the groin may "
    "come from the bone. Do not run until a doctor has checked the pain; see a doctor "
    "within a few days. We're leaving out every drill that loads the groin."
)
KNEE = (
    "Your left knee hurt on Sunday (6 out of 10). The pain keeps coming back. Book an "
    "appointment this week."
)
BOOK = "Your low back hurt on Saturday (6 out of 10). See a doctor or physio this week."


def shapes(columns: int, *messages: str) -> list[str]:
    """Return the shapes as texts."""
    found = danger_shapes(messages, columns, is_ascii=False)
    return ["\n".join(row.plain for row in rows) for rows in found]


@pytest.mark.parametrize("columns", [36, 40, 76, 200])
def test_that_nobody_may_run_comes_first_and_once(columns: int) -> None:
    for shown in shapes(columns, GROIN, KNEE, RUNNING):
        words = " ".join(shown.replace("◆", "").split())
        assert words.count("Do not run") <= 1
        assert words.lower().count("until a doctor has") == 1
        assert words.lower().index("until a doctor has checked") < words.index("Your groin")


@pytest.mark.parametrize("columns", [36, 40, 76, 200])
def test_even_the_briefest_shape_says_what_hurt_and_what_to_do(columns: int) -> None:
    for shown in shapes(columns, GROIN, KNEE, RUNNING):
        words = " ".join(shown.replace("◆", "").split())
        assert "Your groin or deep hip hurt on Saturday (7" in words
        assert "See a doctor within a few days." in words
        assert "Your left knee hurt on Sunday (6" in words
        assert "Book an appointment this week." in words


def test_the_largest_shape_says_everything() -> None:
    whole = " ".join(shapes(76, GROIN, KNEE, RUNNING)[0].split())
    for said in ("may come from the bone", "We're leaving out every", "keeps coming back"):
        assert said in whole


def test_without_a_message_of_its_own_the_reason_says_until_when() -> None:
    shown = shapes(40, GROIN)[-1]
    first, *_ = shown.split("◆")
    assert " ".join(first.split()) == "Do not run until a doctor has checked the pain."


def test_an_urgent_sign_also_forbids_races() -> None:
    sign = "Do not run or race until a doctor has seen you."
    assert all(sign in " ".join(shown.split()) for shown in shapes(76, sign))


@pytest.mark.parametrize("columns", [40, 76, 110, 196])
def test_that_nobody_may_run_is_one_sign_where_a_theme_fills_it(columns: int) -> None:
    for rows in danger_shapes([GROIN, KNEE, RUNNING], columns, is_ascii=False):
        at = next(at for at, row in enumerate(rows) if row.plain.startswith("◆"))
        sign = rows[:at] if rows[at - 1].spans else rows[: at - 1]
        assert len({row.cell_len for row in sign}) == 1
        assert sign[0].cell_len <= columns


@pytest.mark.parametrize("columns", [40, 76, 110, 196])
def test_no_line_is_hard_to_read(columns: int) -> None:
    for shown in shapes(columns, GROIN, KNEE):
        prose = [row for row in shown.splitlines() if not {"█", "▀", "▄"} & {*row}]
        assert max(len(row.rstrip()) for row in prose) <= min(columns, WIDEST)


def test_advice_that_lets_one_run_has_no_headline() -> None:
    assert not forbids_running([BOOK])
    assert not forbids_running(["Don't run if the pain in the knee is above 3 out of 10."])
    assert forbids_running(["Don't run while you have pain in the knee."])
    assert all(shown.startswith("◆ Your low back hurt") for shown in shapes(76, BOOK))


CLEARED, IN_SHORT = [Text("Once cleared, say so when asked.")], [Text("Cleared? Say so.")]


@pytest.mark.parametrize(("columns", "rows"), [(40, 10), (76, 23), (116, 39), (196, 59)])
def test_how_a_danger_ends_is_told_on_every_screen(columns: int, rows: int) -> None:
    below = (CLEARED, IN_SHORT)
    page = largest_danger([RUNNING, GROIN, KNEE], below, columns, rows, is_ascii=False)
    assert page[-1:] == (IN_SHORT if rows == 10 else CLEARED)
