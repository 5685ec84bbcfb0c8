from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.keymap import COMMAND_OF_KEY
from coach.terminal.keys import KeyDecoder

SEQUENCES = {
    "a down arrow": (b"\x1b[B", ["down"]),
    "a down arrow in application mode": (b"\x1bOB", ["down"]),
    "an arrow with shift": (b"\x1b[1;2B", ["unknown"]),
    "F5": (b"\x1b[15~", ["unknown"]),
    "F1": (b"\x1bOP", ["unknown"]),
    "F1 of the Linux console": (b"\x1b[[A", ["unknown"]),
    "delete": (b"\x1b[3~", ["unknown"]),
    "control-home of rxvt": (b"\x1b[7^", ["unknown"]),
    "control-shift-home of rxvt": (b"\x1b[7@", ["unknown"]),
    "the beginning of a paste": (b"\x1b[200~", ["unknown"]),
    "a click": (b"\x1b[<0;103;47M", ["unknown"]),
    "the window in front": (b"\x1b[I", ["unknown"]),
    "a report of the cursor": (b"\x1b[24;80R", ["unknown"]),
    "what a terminal says it is": (b"\x1b[?64;1;2;6;9;15;16;17;18;21;22;28c", ["unknown"]),
    "a report of a colour": (b"\x1b]11;rgb:1e1e/1e1e/2e2e\x07", ["unknown"]),
    "a report of a colour, ended otherwise": (
        b"\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\",
        ["unknown"],
    ),
    "a report of the terminal's name": (b"\x1bP>|xterm(390)\x1b\\", ["unknown"]),
    "alt and a letter": (b"\x1bq", ["unknown"]),
}


def halves(data: bytes) -> list[tuple[bytes, bytes]]:
    return [(data[:cut], data[cut:]) for cut in range(len(data) + 1)]


def test_characters_are_keys_and_capitals_do_not_matter() -> None:
    assert KeyDecoder().feed(b"qQ+=?") == ["q", "q", "+", "=", "?"]


def test_keys_without_a_character_have_names() -> None:
    assert KeyDecoder().feed(b" \r\n\t\x7f") == [
        "space",
        "enter",
        "enter",
        "tab",
        "backspace",
    ]


@pytest.mark.parametrize("name", SEQUENCES)
def test_a_sequence_is_one_key(name: str) -> None:
    data, keys = SEQUENCES[name]
    assert KeyDecoder().feed(data) == keys


@pytest.mark.parametrize("name", SEQUENCES)
def test_a_sequence_that_comes_in_two_parts_is_still_one_key(name: str) -> None:
    data, keys = SEQUENCES[name]
    for first, second in halves(data):
        decoder = KeyDecoder()
        assert decoder.feed(first) + decoder.feed(second) == keys


@pytest.mark.parametrize("name", SEQUENCES)
def test_a_sequence_that_comes_byte_by_byte_is_still_one_key(name: str) -> None:
    data, keys = SEQUENCES[name]
    decoder = KeyDecoder()
    assert [key for byte in data for key in decoder.feed(bytes([byte]))] == keys


@pytest.mark.parametrize("name", SEQUENCES)
def test_the_key_after_a_sequence_is_not_lost(name: str) -> None:
    data, keys = SEQUENCES[name]
    assert KeyDecoder().feed(data + b"q ") == [*keys, "q", "space"]


@pytest.mark.parametrize("name", SEQUENCES)
def test_a_sequence_without_a_meaning_is_never_taken_for_a_command(name: str) -> None:
    data, keys = SEQUENCES[name]
    if keys == ["unknown"]:
        decoder = KeyDecoder()
        pressed = decoder.feed(data) + decoder.give_up()
        assert not COMMAND_OF_KEY.keys() & set(pressed)


def test_escape_alone_is_known_when_nothing_follows_it() -> None:
    decoder = KeyDecoder()
    assert decoder.feed(b"\x1b") == []
    assert decoder.is_waiting
    assert decoder.give_up() == ["escape"]
    assert not decoder.is_waiting
    assert decoder.feed(b"q") == ["q"]


def test_what_began_like_a_sequence_and_did_not_go_on_is_given_up() -> None:
    decoder = KeyDecoder()
    assert decoder.feed(b"\x1b[") == []
    assert decoder.give_up() == ["unknown"]
    assert decoder.feed(b"q") == ["q"]


def test_escape_twice_and_an_arrow_are_told_apart() -> None:
    assert KeyDecoder().feed(b"\x1b\x1b[A") == ["escape", "up"]


def test_a_character_that_comes_in_two_parts_is_one_key() -> None:
    for text in ("é", "橋", "😀"):
        for first, second in halves(text.encode()):
            decoder = KeyDecoder()
            assert decoder.feed(first) + decoder.feed(second) == [text]


def test_bytes_that_are_no_text_are_no_command() -> None:
    decoder = KeyDecoder()
    pressed = decoder.feed(b"\xff\xfe\x00\x80")
    assert not COMMAND_OF_KEY.keys() & set(pressed)
    assert decoder.feed(b"q")[-1] == "q"


CHUNKS = st.lists(
    st.one_of(
        st.binary(max_size=5),
        st.sampled_from([data for data, _ in SEQUENCES.values()]),
    ),
    max_size=8,
)


@given(chunks=CHUNKS)
def test_after_anything_at_all_a_key_is_a_key_again(chunks: list[bytes]) -> None:
    decoder = KeyDecoder()
    for chunk in chunks:
        decoder.feed(chunk)
    decoder.give_up()
    assert decoder.feed(b" ")[-1:] == ["space"]


@given(chunks=CHUNKS)
def test_how_the_bytes_are_cut_does_not_matter(chunks: list[bytes]) -> None:
    whole, pieces = KeyDecoder(), KeyDecoder()
    cut = [key for chunk in chunks for key in pieces.feed(chunk)] + pieces.give_up()
    assert cut == whole.feed(b"".join(chunks)) + whole.give_up()
