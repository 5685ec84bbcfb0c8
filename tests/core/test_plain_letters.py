# ruff: noqa: RUF001  characters that look like others are what it is about
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.text.plain_letters import in_letters_of


@pytest.mark.parametrize(
    ("text", "spelt"),
    [
        ("knees at 90°", "knees at 90 degrees"),
        ("left → right", "left -> right"),
        ("2 × 10", "2 x 10"),
        ("Übung für René", "Uebung fuer Rene"),
        ("don’t – ever…", "don't - ever..."),
    ],
)
def test_what_has_no_key_is_spelt_as_a_person_would(text: str, spelt: str) -> None:
    assert in_letters_of(text) == spelt


def test_what_the_encoding_has_stays() -> None:
    assert in_letters_of("90° → Übung", "latin-1") == "90° -> Übung"


@given(st.text(), st.sampled_from(["ascii", "latin-1", "cp437", "no-such-encoding"]))
def test_the_result_can_always_be_written(text: str, encoding: str) -> None:
    spelt = in_letters_of(text, encoding)
    assert spelt.encode("ascii" if encoding.startswith("no") else encoding) is not None
