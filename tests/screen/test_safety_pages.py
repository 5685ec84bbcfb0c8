"""The safety pages before the first session."""

from __future__ import annotations

import pytest

from coach.screen.big_letters import fitted
from coach.screen.layout import Sheet
from coach.screen.roles import Role
from coach.screen.safety_pages import safety_sheets
from coach.screen.viewport import Viewport


def words(sheet: Sheet) -> list[str]:
    return [row.plain.strip(" │") for row in sheet.rows]


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40), (200, 60)])
def test_the_question_stands_above_what_it_is_about(size: tuple[int, int]) -> None:
    rules, question = safety_sheets(Viewport(*size))
    shown = words(question)
    asked = shown.index("Do any of these apply to you?")
    items = [at for at, row in enumerate(shown) if row.startswith("- ")]
    assert asked < min(items)
    assert not any(row and " " not in row for row in shown[asked : max(items) + 2])
    assert {len(rules.rows), len(question.rows)} == {size[1]}


def test_only_stop_is_red_at_every_size() -> None:
    for size in ((80, 24), (120, 40), (200, 60)):
        (rules, _) = safety_sheets(Viewport(*size))
        parts = [
            (row.plain[span.start : span.end], row.plain[span.end :])
            for row in rules.rows
            for span in row.spans
            if span.style == Role.ALARM.style
        ]
        assert len(parts) >= 4
        assert all(red.strip() and others.startswith(" ") for red, others in parts)
        assert any(others.strip(" │") for _, others in parts)
    (rules, _) = safety_sheets(Viewport(80, 24, is_ascii=True))
    reds = [
        (row.plain[span.start : span.end], row.plain[span.end :])
        for row in rules.rows
        for span in row.spans
        if span.style == Role.ALARM.style
    ]
    assert len(reds) == len(fitted("STOP IF IT HURTS", 74, 7, is_ascii=True))
    assert all("#" in red and "#" in others for red, others in reds)


@pytest.mark.parametrize("signs", ["unicode", "ascii"])
@pytest.mark.parametrize(
    "size",
    [(20, 6), (32, 9), (40, 12), (60, 18), (80, 24), (100, 30), (120, 40), (200, 60)],
)
def test_every_page_fits_the_screen_and_says_something(
    size: tuple[int, int], signs: str
) -> None:
    columns, rows = size
    for sheet in safety_sheets(Viewport(columns, rows, is_ascii=signs == "ascii")):
        shown = [row.plain for row in sheet.rows]
        assert len(shown) == rows
        assert max(map(len, shown)) <= columns
        assert any(row.strip() for row in shown[:-1])
        assert signs == "unicode" or "\n".join(shown).isascii()
