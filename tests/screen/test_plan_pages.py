"""A programme's week at a glance, as plain text in two widths and two alphabets."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from tests.coaching.courses import LIBRARY, MONDAY, NAMES, PROGRAMMES, Runner, after
from tests.conftest import Golden
from tests.screen.test_printed_pages import printed

from coach.coaching.programme.begun_with import ProgrammeStart
from coach.coaching.programme.sentences import reasons
from coach.coaching.programme.standing import PlanDay
from coach.screen.danger_page import danger_shapes
from coach.screen.plan_page import plan_page, programme_table
from coach.screen.plan_week_page import ShownWeek, week_page
from coach.screen.viewport import Viewport


def drills_of(plan: PlanDay) -> dict[str, str]:
    """The names of the drills in the week's sessions."""
    routines = (LIBRARY.routines[id_].value for id_ in plan.week.sessions)
    ids = {item.drill for routine in routines for item in routine.items}
    return {id_: LIBRARY.drills[id_].value.name for id_ in ids}


def begun(**fields: object) -> Runner:
    return Runner(ProgrammeStart(plan="six-week", on=MONDAY, **fields))  # type: ignore[arg-type]  # a test names what matters


def in_the_middle() -> PlanDay:
    runner = begun(days=(0, 2, 4))
    runner.train(2)
    return runner.plan()


def moved() -> PlanDay:
    runner = begun(week=4)
    runner.rest(1)
    return runner.plan()


def again() -> PlanDay:
    runner = begun(week=2)
    runner.train(3)
    runner.rules = ("F4",)
    runner.train(4)
    return runner.plan()


def racing() -> PlanDay:
    runner = begun(race=after(20))
    runner.train(14)
    return runner.plan()


def over() -> PlanDay:
    runner = begun()
    runner.train(43)
    return runner.plan()


PLANS = {
    "in-the-middle": in_the_middle,
    "moved": moved,
    "again": again,
    "racing": racing,
    "over": over,
}


def page(name: str, columns: int, *, is_ascii: bool = False) -> str:
    plan = PLANS[name]()
    parts = plan_page(plan, NAMES, drills_of(plan), columns, is_ascii=is_ascii)
    return printed(parts, columns)


@pytest.mark.parametrize("name", PLANS)
def test_the_week_looks_as_it_did(name: str, golden: Golden) -> None:
    pages = [f"{columns}\n{page(name, columns)}" for columns in (80, 40)]
    golden(f"plan-{name}", "\n".join(pages))


@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("columns", [80, 40])
def test_every_line_fits_and_plain_signs_are_plain(name: str, columns: int) -> None:
    text = page(name, columns, is_ascii=True)
    assert text.isascii()
    assert max(len(line) for line in text.splitlines()) <= columns


@pytest.mark.parametrize("columns", [80, 40])
def test_the_programme_that_is_on_is_marked(columns: int) -> None:
    rows = [(entry.value, entry.is_own) for entry in PROGRAMMES.values()]
    lines = printed([programme_table(rows, "four-week", columns)], columns).splitlines()
    assert max(map(len, lines)) <= columns
    text = "\n".join(lines)
    assert "four-week on" in text
    assert "six-week on" not in text


SIZES = [(40, 12), (76, 23), (116, 39), (196, 59)]


def seen(plan: PlanDay, columns: int, rows: int) -> list[str]:
    """The page of a week as it stands on a terminal."""
    week = ShownWeek(plan, NAMES, drills_of(plan))
    lines = printed(week_page(week, Viewport(columns, rows)), columns).splitlines()
    assert max(map(len, lines)) <= columns
    return lines


@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_a_terminal_of_every_size_is_told_the_same_of_a_week(
    name: str, columns: int, rows: int
) -> None:
    plan = PLANS[name]()
    words = {word for reason in reasons(plan, NAMES) for word in reason.split()}
    shown = set(" ".join(seen(plan, columns, rows)).replace("`", "").split())
    assert {word.strip("`") for word in words} <= shown


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_who_is_given_more_sets_reads_the_condition_on_every_terminal(
    columns: int, rows: int
) -> None:
    text = " ".join(" ".join(seen(moved(), columns, rows)).split())
    assert "unless they hurt or felt too hard" in text


@pytest.mark.parametrize("columns", [40, 56, 60, 64, 76, 116])
def test_no_name_of_a_session_is_broken_within_a_word(columns: int) -> None:
    words = " ".join(seen(begun().plan(), columns, 40)).split()
    assert words.count("Strength") > 1


@pytest.mark.parametrize("name", ["in-the-middle", "moved"])
def test_a_small_screen_shows_the_week_and_what_to_do_next_last(name: str) -> None:
    plan = PLANS[name]()
    in_sight = seen(plan, 40, 12)[-11:]
    coming = plan.routine or (plan.next_day and plan.next_day.routine)
    assert coming
    assert any(NAMES[coming] in line for line in in_sight)
    assert all(any(f"{each.day:%a}" in line for line in in_sight) for each in plan.days)


DANGER = (
    "Your left knee hurt sharply on Sunday (6 out of 10). The pain keeps coming back. Do "
    "not run until a doctor has seen the knee. Book an appointment this week."
)


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_dangers_and_what_is_better_today_are_in_sight_above_all(
    columns: int, rows: int
) -> None:
    note = "Today we suggest Post-run reset instead of Strength A, because of your pain."
    plan = replace(begun().plan(), notes=(note,), starts_nothing=True)
    week = ShownWeek(plan, NAMES, drills_of(plan))
    shapes = danger_shapes([DANGER], columns, is_ascii=False)
    page = week_page(week, Viewport(columns, rows), shapes)
    lines = printed(page, columns).splitlines()
    text = " ".join(" ".join(lines[1 - rows :]).split())
    assert "Book an appointment this week." in text
    assert ("The pain keeps coming back." in text) is ("coach why" not in text)
    assert note in text
    assert "coach start" not in text
    assert text.count("instead of Strength A") == 1
