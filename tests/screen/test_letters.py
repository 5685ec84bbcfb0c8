from __future__ import annotations

from string import ascii_uppercase

import pytest

from coach.screen.big_letters import (
    big,
    fitted,
    height_of,
    largest_scale,
    low_letters,
    width_of,
)
from coach.screen.event_words import BREATH_WORDS, WAIT_LETTERS
from coach.screen.small_letters import small_letter

SHOWN = [
    *BREATH_WORDS.values(),
    *dict.fromkeys(WAIT_LETTERS.values()),
    *("PAUSED", "STOP?", "DONE", "STOPPED", "12 MIN", "0123456789"),
]


@pytest.mark.parametrize("text", SHOWN)
@pytest.mark.parametrize("scale", [1, 2, 3, 4])
def test_big_letters_are_as_wide_and_high_as_they_say(text: str, scale: int) -> None:
    lines = big(text, scale)
    assert len(lines) == height_of(scale)
    assert {len(line) for line in lines} == {width_of(text, scale)}


@pytest.mark.parametrize("text", SHOWN)
@pytest.mark.parametrize("scale", [2, 4])
def test_without_unicode_the_letters_are_as_large(text: str, scale: int) -> None:
    lines = big(text, scale, is_ascii=True)
    assert "".join(lines).isascii()
    assert [line.replace("#", "█") for line in lines] == list(big(text, scale))


def test_no_two_letters_look_alike() -> None:
    letters = sorted({letter for text in SHOWN for letter in text})
    pictures = {big(letter, 2) for letter in letters}
    # A zero looks like the letter O, and nothing else does.
    assert len(pictures) == len(letters) - 1
    assert big("0", 2) == big("O", 2)


def test_letters_grow_with_the_room() -> None:
    assert largest_scale("OUT", 80, 24) == 4
    assert largest_scale("OUT", 40, 12) == 2
    assert largest_scale("OUT", 17, 4) == 1
    assert largest_scale("OUT", 16, 4) == 0


def test_without_unicode_letters_are_drawn_only_from_seven_rows_on() -> None:
    assert largest_scale("OUT", 80, 6, is_ascii=True) == 0
    assert largest_scale("OUT", 80, 7, is_ascii=True) == 2
    assert largest_scale("OUT", 80, 13, is_ascii=True) == 2


def test_nothing_takes_no_room() -> None:
    assert width_of("", 2) == 0
    assert set(big("", 2)) == {""}


@pytest.mark.parametrize("wide", [3, 4, 5])
@pytest.mark.parametrize("high", [5, 6, 7])
def test_without_unicode_no_two_narrow_letters_look_alike(wide: int, high: int) -> None:
    letters = {each: small_letter(each, wide, high) for each in ascii_uppercase}
    assert all(len(rows) == high for rows in letters.values())
    assert len({*letters.values()}) == len(ascii_uppercase)
    # Only their upper corners tell some of them apart.
    for one, other in ("RA", "DO", "D0", "B8"):
        assert small_letter(one, wide, high)[0] != small_letter(other, wide, high)[0]


def test_without_unicode_a_narrow_press_is_no_paess() -> None:
    press, paess = (fitted(word, 20, 7, is_ascii=True) for word in ("PRESS", "PAESS"))
    differ = sum(a != b for a, b in zip("".join(press), "".join(paess), strict=True))
    assert differ >= 2


def test_without_unicode_there_are_letters_of_five_rows() -> None:
    assert len(low_letters(("TO GO",), 30, is_ascii=True)[0]) == 5
    assert low_letters(("TO GO",), 15, is_ascii=True) == ()
