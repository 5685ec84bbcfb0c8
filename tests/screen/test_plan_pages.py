"""A programme's week at a glance, as plain text in two widths and two alphabets."""

from __future__ import annotations

import pytest
from tests.coaching.courses import LIBRARY, MONDAY, NAMES, PROGRAMMES, Runner, after
from tests.conftest import Golden
from tests.screen.test_printed_pages import printed

from coach.coaching.programme.begun_with import ProgrammeStart
from coach.coaching.programme.standing import PlanDay
from coach.screen.plan_page import has_short_form, plan_in_short, plan_page, programme_table


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


@pytest.mark.parametrize("name", ["in-the-middle", "moved"])
def test_a_week_fits_the_smallest_screen_with_its_next_session(name: str) -> None:
    plan = PLANS[name]()
    assert has_short_form(plan) or plan.notes
    text = printed(plan_in_short(plan, NAMES, 40, is_ascii=False), 40)
    assert text.count("\n") < 12
    assert max(map(len, text.splitlines())) <= 40
    coming = plan.routine or (plan.next_day and plan.next_day.routine)
    assert coming
    assert NAMES[coming] in text.splitlines()[1]
