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
from coach.question.question_text import question_lines, spoken_question

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
            100,
            (
                "glutes?  1 yes, easy  2 yes, good work  3 yes, too hard"
                "  4 felt elsewhere  5 it hurts"
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


def test_what_is_picked_is_marked() -> None:
    places = Dialog(
        step=Step.PLACES, answer=Answer(felt=(BodyPlace.LOW_BACK, BodyPlace.HAMSTRINGS))
    )
    whole = " ".join(question_lines(places, 80))
    assert "2*hamstrings" in whole
    assert "5*low back" in whole
    assert "1 glutes" in whole


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


def test_every_bundled_drill_can_be_asked_about_in_two_words() -> None:
    for found in read_library((), find_bundled()).drills.values():
        block = replace(make_block(), feel=ExpectedFeel(found.value.feel.target))
        spoken = spoken_question(block.feel.target)
        assert spoken.endswith("?")
        assert len(spoken.split()) <= 2
        assert len(question_lines(ask_felt(block), 80)) == 1
