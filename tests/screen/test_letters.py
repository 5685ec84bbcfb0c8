from __future__ import annotations

from dataclasses import replace
from string import ascii_uppercase

import pytest

from coach.screen.big_letters import (
    big,
    fitted,
    forms_of_height,
    height_of,
    largest_scale,
    low_letters,
    width_of,
)
from coach.screen.event_words import BREATH_WORDS, WAIT_LETTERS
from coach.screen.sentence_letters import LOWEST, sentence
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


def test_no_digit_of_a_thick_pen_looks_like_another() -> None:
    for high in (9, 10, 11):
        for form in forms_of_height(high):
            drawn = {sign: form.lit(sign) for sign in "0123456789QV"}
            # The upper left of a 5 is a stroke down, of which a 3 has none.
            at = form.pen[1]
            assert drawn["5"][at].startswith("#"), form
            assert not drawn["3"][at].startswith("#"), form
            # A Q is lit at its lower left, a 9 is not.
            middle = high * 2 // 3
            assert drawn["Q"][middle].startswith("#"), form
            assert not drawn["9"][middle].startswith("#"), form


def test_a_low_v_of_a_sentence_is_no_y() -> None:
    drawn = "\n".join(sentence("pelvis moves", 60, 3, scales=(LOWEST,), is_thick=True))
    assert drawn
    form = replace(next(iter(forms_of_height(5))), has_open_v=True)
    assert form.lit("V")[2].startswith("#")
    assert not form.lit("Y")[2].startswith("#")


@pytest.mark.parametrize("columns", [55, 97])
def test_a_sentence_is_broken_where_a_clause_ends(columns: int) -> None:
    said = "Pelvis stacked, only the knee moves"
    first = sentence("Pelvis stacked,", columns, 4, scales=(1,))
    found = sentence(said, columns, 9, scales=(1,), is_wide=True)
    assert first
    assert found
    # The first line ends with the comma, so nothing is right of its letters.
    widths = [max(len(row.rstrip()) for row in found[at : at + 4]) for at in (0, 5)]
    assert widths[0] < widths[1]


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
