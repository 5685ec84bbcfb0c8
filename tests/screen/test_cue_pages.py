"""A cue too long for its line is read in pages that turn with the breath."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.screen.stills import still

from coach.library.bundled import find_bundled
from coach.library.load import read_library
from coach.screen.even_lines import wrapped
from coach.screen.paged_text import one_line
from coach.screen.roles import Role

CUES = [
    cue
    for loaded in read_library((), find_bundled()).drills.values()
    for cue in loaded.value.cues
]
LONG = "Let the ribs fall first, then lift the hips without arching the back"


@pytest.mark.parametrize("columns", [28, 36, 54, 74])
def test_no_cue_ends_with_a_word_alone(columns: int) -> None:
    for cue in CUES:
        *before, last = wrapped(cue, columns)
        assert not before or " " in last, cue


@given(text=st.text("ab ,", max_size=80), columns=st.integers(1, 40))
def test_no_word_is_lost_and_no_line_too_long(text: str, columns: int) -> None:
    lines = wrapped(text, columns)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert max(map(len, lines)) <= columns


def test_a_page_of_a_cue_stays_for_a_whole_rep_and_turns_with_the_next() -> None:
    shown: dict[int | None, set[str]] = {}
    for at_ms in range(46_000, 67_000, 250):
        moment = still(at_ms)
        page = one_line(LONG, Role.CUE, 30, moment).plain
        shown.setdefault(moment.segment.rep, set()).add(page)
    assert [len(pages) for pages in shown.values()] == [1, 1, 1]
    assert shown[1] != shown[2] != shown[3]
    assert shown[1].pop().endswith(" …")
    assert all(page.startswith("… ") for page in shown[2])
