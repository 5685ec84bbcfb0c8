from __future__ import annotations

from collections import Counter

import pytest

from coach.keymap import BINDINGS, COMMAND_OF_KEY, Command
from coach.terminal.keys import ESCAPES, KeyDecoder


def test_no_key_means_two_things() -> None:
    keys = Counter(key for binding in BINDINGS for key in binding.keys)
    assert set(keys.values()) == {1}
    assert COMMAND_OF_KEY.keys() == keys.keys()


def test_every_command_has_keys_and_none_is_listed_twice() -> None:
    assert Counter(binding.command for binding in BINDINGS) == Counter(Command)
    assert all(binding.keys for binding in BINDINGS)


def test_the_key_that_is_shown_is_one_that_works() -> None:
    for binding in BINDINGS:
        assert binding.shown == binding.keys[0]
        assert COMMAND_OF_KEY[binding.shown] is binding.command


def test_every_bound_key_can_be_typed() -> None:
    typed = {"space": b" "} | {
        name: f"\x1b{code}".encode() for code, name in ESCAPES.items()
    }
    for key in COMMAND_OF_KEY:
        assert KeyDecoder().feed(typed.get(key, key.encode())) == [key]


def test_digits_are_left_for_answers() -> None:
    assert not COMMAND_OF_KEY.keys() & set("0123456789")


def test_help_is_there_for_every_command() -> None:
    for binding in BINDINGS:
        assert len(binding.help) > len(binding.short) > 0
        assert not binding.help.endswith(".")


@pytest.mark.parametrize(
    "typed",
    ["йцуканфыв", "ςωβνρ", "ק נמהגט".replace(" ", ""), "ضصثقفش"],
)
def test_other_alphabets_press_the_keys_of_the_same_places(typed: str) -> None:
    for key in KeyDecoder().feed(typed.encode()):
        assert key.isascii()


@pytest.mark.parametrize("digits", ["٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"])
def test_digits_are_digits_in_every_alphabet(digits: str) -> None:
    assert KeyDecoder().feed(digits.encode()) == list("0123456789")


def test_a_letter_that_is_on_no_known_keyboard_stays_what_it_is() -> None:
    assert KeyDecoder().feed("é漢".encode()) == ["é", "漢"]
