"""A quick table is the table Rich would have drawn."""

from __future__ import annotations

import io

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding, PaddingDimensions
from rich.table import Table
from rich.text import Text

from coach.screen.quick_table import QuickTable

WORDS = st.text("ab 漢é[]:\u0301\u200d\n\t", max_size=6)
TEXTS = st.builds(Text, WORDS, st.sampled_from(["", "bold", "red on blue", "no-style"]))
MARKED = st.builds(lambda text, more: text.copy().append(more, "bold"), TEXTS, WORDS)
CELLS = st.one_of(WORDS, TEXTS, MARKED)


def _drawn(table: Table, width: int, encoding: str) -> tuple[str, list[object]]:
    """What is printed, and how every character that is seen looks."""
    paper = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    console = Console(file=paper, width=width, markup=False, emoji=False, highlight=False)
    looks = [
        (character, segment.style or "")
        for segment in console.render(table)
        for character in segment.text
        if character != " "
    ]
    console.print(table)
    paper.seek(0)
    return paper.read(), [(character, str(style)) for character, style in looks]


@given(
    st.integers(1, 4).flatmap(
        lambda columns: st.tuples(
            st.lists(WORDS, min_size=columns, max_size=columns),
            st.lists(st.lists(CELLS, min_size=columns, max_size=columns), max_size=4),
        )
    ),
    st.integers(1, 60),
    st.sampled_from(["utf-8", "ascii"]),
    st.booleans(),
    st.sampled_from([(0, 1), (0, 1, 0, 0), (0, 0, 0, 1), (0, 2), 0, (1, 1)]),
)
def test_it_looks_like_the_table_of_rich(
    words: tuple[list[str], list[list[str | Text]]],
    width: int,
    encoding: str,
    has_section: bool,  # noqa: FBT001  hypothesis gives it so
    padding: PaddingDimensions,
) -> None:
    names, rows = words
    if encoding == "ascii":
        names, rows = ["name"] * len(names), [["word"] * len(names) for _ in rows]
    tables = QuickTable(), Table(box=SIMPLE_HEAD, pad_edge=False)
    for table in tables:
        table.padding = Padding.unpack(padding)
        for name in names:
            table.add_column(name, overflow="fold")
        for row in rows:
            table.add_row(*row)
            if has_section:
                table.add_section()
    try:
        slow = _drawn(tables[1], width, encoding)
    except IndexError:  # some words of joiners alone are too much for rich itself
        assume(False)
    assert _drawn(tables[0], width, encoding) == slow


@pytest.mark.parametrize("style", [None, "bold"])
def test_rows_with_a_style_or_without_some_cells_are_drawn_too(style: str | None) -> None:
    tables = QuickTable(), Table(box=SIMPLE_HEAD, pad_edge=False)
    for table in tables:
        table.add_column("one")
        table.add_column("two")
        table.add_row("a", style=style)
        table.add_row(None, Table("in a table"))
    quick, slow = (_drawn(table, 60, "utf-8") for table in tables)
    assert quick == slow
