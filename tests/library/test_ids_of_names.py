"""What a person would call the file of a drill with a name."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.library.ids import id_of, is_id


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("\u00dcbung", "uebung"),
        ("\u00dcbung f\u00fcr L\u00e4ufer", "uebung-fuer-laeufer"),
        ("Gro\u00dfe F\u00fc\u00dfe", "grosse-fuesse"),
        ("GRO\u1e9eE", "grosse"),
        ("Sm\u00f8rebr\u00f8d", "smoerebroed"),
        ("\u00c5ngstr\u00f6m", "aangstroem"),
        ("\u00c6bler", "aebler"),
        ("\u0141\u00f3d\u017a", "lodz"),
        ("\u00e9t\u00e9 ni\u00f1o \u00e7a", "ete-nino-ca"),
        ("\u0130zmir \u0131\u015f\u0131k", "izmir-isik"),
        ("Runner\u2019s knee", "runners-knee"),
        ("Hip  &  knee!", "hip-knee"),
        ("\ufb01t \u00bd", "fit-1-2"),
        ("../../evil", "evil"),
        ("-x", "x"),
        ("\u81c0\u6865", ""),
        ("\u043c\u043e\u0441\u0442 bridge", ""),
        ("...", ""),
    ],
)
def test_an_id_is_what_a_person_would_write(name: str, expected: str) -> None:
    assert id_of(name) == expected
    assert id_of(unicodedata.normalize("NFD", name)) == expected  # as some disks store it


@given(st.text(max_size=200))
def test_an_id_of_anything_is_an_id_or_nothing(name: str) -> None:
    made = id_of(name)
    assert not made or (is_id(made) and id_of(made) == made)
