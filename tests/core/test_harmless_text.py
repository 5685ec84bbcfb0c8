from __future__ import annotations

import json
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.text.harmless import (
    REPLACEMENT,
    harmless,
    harmless_json,
    harmless_line,
    harmless_words,
    is_harmless,
)
from coach.text.json_text import encode

ANY = st.text(st.characters(exclude_categories=[]), max_size=40)
BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
KEPT = [
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",  # Persian: I want
    "\U0001f469\u200d\U0001f9b0 \U0001f3c3\U0001f3fd\u200d\u2640\ufe0f",  # joined emoji
    "Hu\u0308fte, \u0e33\u0e25\u0e31, \u05e9\u05c1\u05b8\u05dc\u05d5\u05b9\u05dd",
    "soft\u00adhyphen and one\u00a0blank",
    "two\nlines\tand a tab",
    "[bold]no markup[/bold]",
]


@pytest.mark.parametrize("text", KEPT)
def test_words_of_every_language_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text
    assert harmless_words(text) == " ".join(text.split())


def test_no_character_that_a_terminal_obeys_is_left() -> None:
    for number in range(sys.maxunicode + 1):
        character = chr(number)
        is_unsafe = (
            unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
            and character not in "\n\t"
        ) or unicodedata.bidirectional(character) in BIDI
        if is_unsafe:
            assert character not in harmless(f"a{character}b")
            assert not is_harmless(character)
            assert harmless_line(f"a{character}b") != "ab"


def test_what_was_there_is_still_seen() -> None:
    assert harmless("a\x1b[31mb\x9b") == f"a{REPLACEMENT}[31mb{REPLACEMENT}"
    assert harmless("bad\udcff.yaml") == r"bad\xff.yaml"
    assert harmless_line("one\r\ntwo\u2028three\tfour") == "one two three four"
    assert harmless_words(" cold\n\x1b[31mhands ") == "cold [31mhands"


def test_marks_that_are_not_seen_leave_nothing_behind() -> None:
    assert harmless("a\u200eb\u200fc\u061cd\ufeffe\U000e0041") == "abcde"


def test_a_pile_of_marks_stays_in_its_line() -> None:
    assert harmless("Z" + "\u0301" * 50 + "o") == "Z" + "\u0301" * 4 + "o"


@given(ANY)
def test_nothing_is_left_to_do_the_second_time(text: str) -> None:
    for made in (harmless, harmless_line, harmless_words):
        assert made(made(text)) == made(text)


@given(ANY)
def test_json_has_the_same_value_and_nothing_to_obey(text: str) -> None:
    value = {"a": [text], text: 1}
    written = encode(value)
    assert json.loads(written) == json.loads(json.dumps(value))
    assert written == harmless(written) or max(written) >= "\u0300"
    written.encode()


def test_json_may_be_spread_over_lines() -> None:
    text = '{\r\n\t"a": "\x7f\x9b\u202e\U000e0041"\r\n}'
    assert json.loads(harmless_json(text)) == json.loads(text)
    assert "\r" not in harmless_json(text)
