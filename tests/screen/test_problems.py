"""A problem is shown with its line, and a mark below the very character."""

from __future__ import annotations

import time

import pytest

from coach.errors import Problem
from coach.screen.problem_lines import problem_lines


def told(problem: Problem, excerpt: str | None, columns: int = 80) -> list[str]:
    return [line.plain for line in problem_lines(problem, excerpt, columns)]


def test_the_first_line_is_what_editors_read_and_the_mark_stands_below() -> None:
    problem = Problem("a.yaml", 12, 8, "expected 1, 2 or 3, not 7", "write 1")
    assert told(problem, "level: 7") == [
        "a.yaml:12:8: expected 1, 2 or 3, not 7 (write 1)",
        "    12 | level: 7",
        "       |        ^",
    ]


def test_advice_is_told_apart_from_a_mistake() -> None:
    problem = Problem("a.yaml", 1, 0, "is new", is_advice=True)
    assert told(problem, "name: x") == ["a.yaml:1: advice: is new", "     1 | name: x"]


def test_a_problem_of_a_whole_file_has_no_line_to_show() -> None:
    assert told(Problem("a.yaml", 0, 0, "the file is empty"), None) == [
        "a.yaml: the file is empty"
    ]


def test_the_mark_counts_columns_and_not_characters() -> None:
    mark = told(Problem("a.yaml", 1, 9, "no"), "name: 臀桥 x")[-1]
    assert mark == "       |           ^"


LINE = "why: " + " ".join(f"word{number}" for number in range(40))


@pytest.mark.parametrize("column", [1, 6, 40, 150, len(LINE)])
@pytest.mark.parametrize("columns", [40, 80, 120])
def test_a_long_line_is_cut_around_the_mark(column: int, columns: int) -> None:
    _, shown, mark = told(Problem("a.yaml", 3, column, "no"), LINE, columns)
    assert len(shown) <= columns
    assert shown[mark.index("^")] == LINE[column - 1]
    assert "..." in shown


def test_a_line_of_a_hundred_thousand_letters_is_cut_at_once() -> None:
    problem = Problem("a.yaml", 1, 50_000, "wrong")
    began = time.process_time()
    shown = list(problem_lines(problem, "é" * 120_000))
    assert time.process_time() - began < 1
    assert all(text.cell_len <= 80 for text in shown)
    assert shown[1].plain.endswith("é...")
