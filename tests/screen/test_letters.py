from __future__ import annotations

import pytest

from coach.screen.letters import ROWS, big, big_width, small
from coach.screen.words import BREATH_WORDS

UPPER_HALVES = {ord("▀"): "1", ord("█"): "1", ord("▄"): " "}
SHOWN = [*BREATH_WORDS.values(), "PAUSED", "0123456789"]


@pytest.mark.parametrize("text", SHOWN)
@pytest.mark.parametrize("scale", [1, 2])
def test_big_letters_are_as_wide_and_high_as_they_say(text: str, scale: int) -> None:
    lines = big(text, scale)
    assert len(lines) == ROWS
    assert {len(line) for line in lines} == {big_width(text, scale)}


@pytest.mark.parametrize("text", SHOWN)
def test_small_letters_have_half_the_rows_and_one_column_a_dot(text: str) -> None:
    lines = small(text)
    assert len(lines) == (ROWS + 1) // 2
    assert {len(line) for line in lines} == {big_width(text, 1)}


def test_no_two_letters_look_alike() -> None:
    letters = sorted({letter for text in SHOWN for letter in text})
    pictures = {tuple(big(letter)) for letter in letters}
    # A zero looks like the letter O, and nothing else does.
    assert len(pictures) == len(letters) - 1
    assert big("0") == big("O")


def test_small_letters_are_the_big_ones_with_half_the_dots_a_row() -> None:
    for text in SHOWN:
        upper = [line.translate(UPPER_HALVES) for line in small(text)]
        assert upper == big(text, 1, "1")[::2]


def test_nothing_takes_no_room() -> None:
    assert big_width("") == 0
    assert set(big("")) == {""}
