"""The page that asks whether to continue an unfinished session."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace
from rich.text import Text
from tests.coaching.course import Course, library

from coach.library.figures import figure_of, read_poses
from coach.question.question_text import Choice
from coach.screen.big_letters import letters_in
from coach.screen.letter_answers import letter_answers
from coach.screen.resume_page import next_drill, resume_page
from coach.screen.viewport import Viewport

_LARGE = 100


def page(
    columns: int, rows: int, *, keys: str = "c go", is_ascii: bool = False
) -> list[str]:
    """The page of Strength A after three sets."""
    course = Course()
    course.do("strength-a")
    (facts,) = course.sessions
    facts = replace(facts, bouts=facts.bouts[:3])
    drill = next_drill(facts)
    assert drill is not None
    bases, _ = read_poses(library().pose_files)
    motion, _ = figure_of(library().drills[drill], bases)
    look = Viewport(columns, rows, is_ascii).inside
    now = facts.last_at + timedelta(minutes=14)
    return [row.plain for row in resume_page(facts, now, motion, [Text(keys)], look)]


@pytest.mark.parametrize("size", [(40, 11), (80, 23), (120, 39), (200, 59)])
def test_nothing_of_the_page_is_cut(size: tuple[int, int]) -> None:
    columns, _ = size
    shown = page(*size)
    room = Viewport(*size).inside.columns
    assert len(shown) == size[1]
    assert max(len(row.rstrip()) for row in shown) <= room
    named = "next, 2 sets" if columns > _LARGE else "Side-lying hip abduction  2 sets"
    assert named in "\n".join(shown)
    assert "3 of 10 sets done" in "\n".join(shown)
    assert shown[-1] == "c go"


_KEYS = "c continue  d keep as done  n new session  q leave"


@pytest.mark.parametrize(("columns", "rows", "high"), [(120, 39, 5), (200, 59, 11)])
def test_the_answers_are_seen_from_the_floor_on_a_large_screen(
    columns: int, rows: int, high: int
) -> None:
    shown = "\n".join(page(columns, rows, keys=_KEYS))
    answers = [Choice(each[0], each[2:]) for each in _KEYS.split("  ")]
    room = Viewport(columns, rows).inside.columns
    large = letter_answers(answers, room, high, beside=2).rows
    assert large
    for row in large:
        assert row.plain in shown
    assert "CONTINUE?" not in shown


def test_a_usual_screen_has_the_first_answer_in_letters_above_the_other_keys() -> None:
    shown = page(80, 23, keys=_KEYS)
    (first,) = letters_in(("CONTINUE",), 65, 5)
    assert all(row.rstrip() in line for row, line in zip(first, shown[-5:], strict=False))
    assert shown[-1] == " d  keep as done    n  new session    q  leave"


@pytest.mark.parametrize("size", [(80, 23), (120, 39), (200, 59)])
def test_nothing_of_the_page_is_cut_without_unicode(size: tuple[int, int]) -> None:
    shown = page(*size, keys=_KEYS, is_ascii=True)
    assert len(shown) == size[1]
    assert max(map(len, shown)) <= Viewport(*size).inside.columns
    assert "\n".join(shown).isascii()
    assert any("new session" in row for row in shown)


def test_the_next_drill_is_named_without_unicode_on_a_narrow_screen() -> None:
    plain = page(40, 11, is_ascii=True, keys=_KEYS)
    assert any("Side-lying hip abduction" in row for row in plain)


def test_drills_without_room_are_counted() -> None:
    assert any("and 2 more" in row for row in page(40, 11))
    assert not any("more" in row for row in page(80, 23))


def test_the_sets_are_cells_that_are_seen_from_the_floor() -> None:
    shown = page(80, 23)
    assert any(row.startswith("███ ███ ███ ▛▀▜") for row in shown)
    assert any(row.startswith("# # # . .") for row in page(80, 23, is_ascii=True))
