"""Messages about danger, as they stand at the top of a page."""

from __future__ import annotations

import pytest

from coach.screen.danger import advice_lines, danger_lines, is_danger
from coach.screen.roles import Role

BOOK = (
    "Your low back hurt on Saturday (6 out of 10). See a doctor or physio this week. "
    "No drill gets harder until a doctor or physio has seen you."
)
MILD = "Your low back hurt on Tuesday (4 out of 10). The drills stay as they are."


def red(words: str, columns: int) -> str:
    """Return the words in the colour of danger, without the mark."""
    return " ".join(
        line.plain[span.start : span.end].strip("◆ ")
        for line in advice_lines(words, columns, is_ascii=False)
        for span in line.spans
        if span.style == Role.DANGER.style
    ).strip()


@pytest.mark.parametrize("columns", [24, 40, 78, 200])
def test_the_first_sentence_and_what_to_do_are_in_the_colour_of_danger(
    columns: int,
) -> None:
    assert " ".join(red(BOOK, columns).split()) == BOOK[: BOOK.index(" No drill")]


@pytest.mark.parametrize("columns", [24, 40, 78, 200])
@pytest.mark.parametrize(("is_ascii", "mark"), [(False, "◆ "), (True, "x ")])
def test_all_words_are_there_behind_one_mark(
    columns: int, mark: str, *, is_ascii: bool
) -> None:
    for words in (BOOK, MILD):
        lines = [each.plain for each in advice_lines(words, columns, is_ascii=is_ascii)]
        assert lines[0].startswith(mark)
        assert all(line.startswith("  ") for line in lines[1:])
        assert " ".join(" ".join(lines)[len(mark) :].split()) == words
        assert max(map(len, lines)) <= columns


def test_milder_pain_has_a_mark_but_not_the_colour() -> None:
    assert is_danger(BOOK)
    assert not is_danger(MILD)
    assert red(MILD, 78) == ""


def test_a_single_sentence_is_wholly_in_the_colour() -> None:
    (line,) = danger_lines("Do not run until a doctor has seen you.", 78, is_ascii=False)
    assert red(line.plain.removeprefix("◆ "), 78) == line.plain.removeprefix("◆ ")
