from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.builders import make_block

from coach.library.bundled import find_bundled
from coach.library.load import read_library
from coach.model.prescription import ExpectedFeel
from coach.model.terms import BodyPlace
from coach.question.answer import Answer
from coach.question.dialog import KEYS, Dialog, Step, ask_felt
from coach.question.question_text import (
    question_grid,
    question_lines,
    question_rows,
)

GLUTES = ask_felt(make_block(feel=ExpectedFeel((BodyPlace.GLUTES,))))
DIALOGS = st.builds(
    Dialog,
    step=st.sampled_from(Step),
    target=st.lists(st.sampled_from(BodyPlace), max_size=3, unique=True).map(tuple),
    day=st.sampled_from(["Tuesday", "Wednesday"]),
)


@pytest.mark.parametrize(
    ("columns", "line"),
    [
        (
            110,
            (
                "did you feel it in the glutes?  1 yes, easy  2 yes, good work"
                "  3 yes, too hard  4 no, elsewhere  5 it hurts"
            ),
        ),
        (80, "glutes?  1 easy  2 good work  3 too hard  4 elsewhere  5 it hurts"),
        (40, "glutes? 1easy 2good 3hard 4no 5hurts"),
        (20, "1-3 yes 4 no 5 hurts"),
    ],
)
def test_it_gets_shorter_with_the_screen_and_stays_one_line(
    columns: int, line: str
) -> None:
    assert question_lines(GLUTES, columns) == (line,)


@pytest.mark.parametrize(
    ("target", "asked"),
    [
        ((BodyPlace.HIP_STRETCH,), "did you feel it as a stretch in the hips?"),
        (
            (BodyPlace.FRONT_OF_HIP, BodyPlace.QUADS),
            "did you feel it at the front of the hip or quads?",
        ),
    ],
)
def test_a_place_that_is_not_a_muscle_is_asked_about_in_whole_words(
    target: tuple[BodyPlace, ...], asked: str
) -> None:
    assert question_rows(replace(GLUTES, target=target), 74)[0] == f"Heel slide: {asked}"


def test_the_question_above_the_keys_can_be_answered_with_yes_or_no() -> None:
    dialog = replace(GLUTES, drill="Wall-supported exhale reach")
    assert question_rows(dialog, 74) == (
        "Wall-supported exhale reach: did you feel it in the glutes?",
        "1 yes, easy  2 yes, good  3 yes, too hard  4 no, elsewhere  5 it hurts",
    )


def test_what_is_picked_is_marked() -> None:
    places = Dialog(
        step=Step.PLACES, answer=Answer(felt=(BodyPlace.LOW_BACK, BodyPlace.HAMSTRINGS))
    )
    whole = " ".join(question_lines(places, 80))
    assert "2* hamstrings" in whole
    assert "5* low back" in whole
    assert "1 glutes" in whole


@pytest.mark.parametrize("step", [Step.BACK, Step.SIDE])
def test_where_one_key_is_the_answer_none_is_marked_beforehand(step: Step) -> None:
    felt = Answer(felt=(BodyPlace.GLUTES, BodyPlace.HAMSTRINGS, BodyPlace.LOW_BACK), rpe=8)
    dialog = Dialog(step=step, answer=felt, has_sides=True, drill="Clamshell")
    assert "*" not in " ".join(question_lines(dialog, 80))


@given(DIALOGS, st.integers(20, 130))
def test_every_answer_has_its_key_on_every_screen(dialog: Dialog, columns: int) -> None:
    lines = question_lines(dialog, columns)
    assert 1 <= len(lines) <= 3
    assert all(len(line) <= columns for line in lines)
    shown = set(re.findall(r"(?<![\w-])\d(?![\d-])", " ".join(lines)))
    ranges = re.findall(r"(\d)(?:-| to )(\d)", " ".join(lines))
    for first, last in ranges:
        shown |= {str(number) for number in range(int(first), int(last) + 1)}
    assert shown >= {key for key in KEYS[dialog.step] if key.isdecimal()}


@given(DIALOGS, st.integers(1, 19))
def test_a_screen_too_small_for_it_is_never_overrun(dialog: Dialog, columns: int) -> None:
    assert all(len(line) <= columns for line in question_lines(dialog, columns))


def test_every_bundled_drill_can_be_asked_about_in_one_line() -> None:
    for found in read_library((), find_bundled()).drills.values():
        block = replace(make_block(), feel=ExpectedFeel(found.value.feel.target))
        assert len(question_lines(ask_felt(block), 80)) == 1


@given(DIALOGS, st.integers(20, 130))
def test_below_its_heading_a_question_keeps_every_key(dialog: Dialog, columns: int) -> None:
    asked = replace(dialog, drill="Bridge")
    rows = question_rows(asked, columns)
    assert all(len(row) <= columns for row in rows)
    shown = set(re.findall(r"(?<![\w-])\d(?![\d-])", " ".join(rows)))
    for first, last in re.findall(r"(\d)(?:-| to )(\d)", " ".join(rows)):
        shown |= {str(number) for number in range(int(first), int(last) + 1)}
    assert shown >= {key for key in KEYS[dialog.step] if key.isdecimal()}


def test_the_place_is_asked_once_and_in_words() -> None:
    dialog = replace(GLUTES, drill="Wall reach")
    asked, choices = question_rows(dialog, 80)
    assert asked == "Wall reach: did you feel it in the glutes?"
    assert choices.startswith("1 yes, easy  2 yes, good work")
    assert question_rows(dialog, 36) == (
        "Wall reach: felt in glutes?",
        "1 easy 2 good 3 hard 4 no 5 hurts",
    )
    assert question_rows(dialog, 30) == (
        "Wall reach: felt in glutes?",
        "1easy 2good 3hard 4no 5hurts",
    )


@given(DIALOGS, st.sampled_from([(36, 12), (74, 3), (112, 4)]))
def test_answers_stand_in_columns_with_whole_words(
    dialog: Dialog, size: tuple[int, int]
) -> None:
    columns, rows = size
    grid = question_grid(replace(dialog, drill="Side-lying hip abduction"), columns, rows)
    assert grid is not None
    shown = (grid.asked, *grid.choices)
    assert len(shown) <= rows
    assert all(len(row) <= columns for row in shown)
    assert grid.asked.endswith("?")
    keys = set(re.findall(r"(?<!\S)\d(?=[* ])", " ".join(grid.choices)))
    assert keys >= {key for key in KEYS[dialog.step] if key.isdecimal()} or (
        dialog.step is Step.PAIN
    )


def test_a_question_that_needs_more_rows_than_there_are_is_not_cut_short() -> None:
    places = replace(GLUTES, step=Step.PLACES, drill="Wall reach")
    assert question_grid(places, 36, 3) is None
    whole = question_grid(places, 36, 9)
    assert whole is not None
    assert whole.choices == (
        "1 glutes         2 hamstrings",
        "3 quads          4 abs",
        "5 low back       6 knee",
        "7 front of hip   8 nowhere",
        "Enter: that's all",
    )
