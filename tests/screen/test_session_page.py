"""A past session on a terminal, drill by drill."""

from __future__ import annotations

from msgspec.structs import replace
from rich.text import Text
from tests.coaching.course import Course, library
from tests.screen.test_printed_pages import printed

from coach.model.session_facts import SessionFacts
from coach.screen.roles import Role
from coach.screen.session_page import can_show_by_drill, drill_rows, session_page


def strength_a(*, undone: int = 0, rpe: int | None = 6) -> SessionFacts:
    """Strength A, in which the glute bridge hurt; some sets may be undone."""
    course = Course()
    hurt = {"pain": 4, "where_pain": "low_back"}
    course.do(
        "strength-a",
        lambda block: (
            {"felt": tuple(block.feel.target)}
            | ({} if rpe is None else {"rpe": rpe})
            | (hurt if block.drill == "glute-bridge" else {})
        ),
    )
    (facts,) = course.sessions
    bouts = facts.bouts[: len(facts.bouts) - undone]
    return replace(facts, bouts=bouts)


def session(columns: int = 76, *, undone: int = 0, rpe: int | None = 6) -> list[str]:
    """The rows of its drills."""
    shown = strength_a(undone=undone, rpe=rpe)
    return [row.plain.rstrip() for row in drill_rows(shown, columns, is_ascii=False)]


def page(columns: int, rows: int, facts: SessionFacts | None = None) -> list[str]:
    """The whole page, without figures."""
    parts = session_page(
        facts or strength_a(), "Monday", [], [], columns=columns, rows=rows, is_ascii=False
    )
    return printed(parts, columns).splitlines()


def test_what_hurt_is_told_before_the_drills_and_only_there() -> None:
    for columns, words in ((76, "◆ pain 4 out of 10, low back"), (40, "◆ pain 4/10")):
        lines = page(columns, 23)
        (told,) = (n for n, line in enumerate(lines) if "pain 4" in line)
        assert lines[told].startswith(words)
        (drill,) = (n for n, line in enumerate(lines) if line.startswith("Glute bridge ◆"))
        assert told < drill
        assert lines[told + 1] == ""


def test_a_session_that_hurt_is_not_all_green() -> None:
    hurt = strength_a()
    for facts, role in ((hurt, Role.LOUD), (replace(hurt, feedback=()), Role.PROGRESS)):
        first, *_ = session_page(
            facts, "Monday", [], [], columns=76, rows=23, is_ascii=False
        )
        assert isinstance(first, Text)
        assert first.style == role.style


def test_a_small_window_shows_the_whole_session() -> None:
    facts = strength_a()
    assert len(page(40, 11, facts)) <= 11
    assert max(map(len, page(40, 11, facts))) <= 40


def test_a_drill_takes_one_row_with_its_effort_and_its_answers_below() -> None:
    rows = session()
    at = next(n for n, row in enumerate(rows) if row.startswith("Glute bridge ◆"))
    assert rows[at].endswith("glutes")  # below "felt in"; the head tells the effort
    assert rows[0].split() == ["done", "time", "felt", "in"]
    items = library().routines["strength-a"].value.items
    names = [library().drills[i.drill].value.name for i in items]
    starts = rows[1:]
    assert [next(n for n in names if row.startswith(n)) for row in starts] == names


def test_the_sets_of_a_drill_are_listed_if_one_is_missing() -> None:
    assert not any("set 1" in row for row in session())
    rows = session(undone=1)
    assert any(row.startswith("  set 1: 10 of 10 reps") for row in rows)
    assert not any(row.startswith("  set 2") for row in rows)


def test_no_row_is_wider_than_its_columns() -> None:
    for columns in (60, 76, 116):
        assert max(map(len, session(columns))) <= min(columns, 90)


def test_a_huge_screen_has_a_bar_beside_each_time() -> None:
    rows = session(196)
    assert all("▆" in row for row in rows[1:])
    assert max(map(len, rows)) <= 160


def test_in_a_narrow_window_a_long_name_goes_on_below_and_the_unit_stays() -> None:
    rows = "\n".join(session(40)).split("\n")
    assert any(row.endswith("3 breaths/side") for row in rows)
    assert "  opener" in rows
    assert max(map(len, rows)) <= 40


def test_work_that_was_never_planned_has_a_table_instead() -> None:
    course = Course()
    course.do("strength-a")
    (facts,) = course.sessions
    assert can_show_by_drill(facts)
    stray = replace(facts.bouts[0], block=99)
    assert not can_show_by_drill(replace(facts, bouts=(*facts.bouts, stray)))
    assert not can_show_by_drill(replace(facts, bouts=()))
