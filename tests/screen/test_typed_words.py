"""Commands in sentences can be seen and copied."""

from __future__ import annotations

from coach.screen.even_lines import wrapped
from coach.screen.roles import Role
from coach.screen.typed_words import with_commands

SENTENCE = "To begin again: coach plan begin six-week --week 5; or `coach start` it."


def test_no_line_breaks_a_command_and_commands_are_bold() -> None:
    for columns in range(40, 80):
        rows = with_commands(SENTENCE, columns)
        bold = [
            row.plain[span.start : span.end]
            for row in rows
            for span in row.spans
            if span.style == Role.KEY.style
        ]
        assert bold == ["coach plan begin six-week --week 5", "coach start"]
        assert max(row.cell_len for row in rows) <= columns
        assert "`" not in "".join(row.plain for row in rows)


def test_a_command_longer_than_a_line_is_broken_rather_than_cut() -> None:
    rows = with_commands(SENTENCE, 20)
    assert " ".join(row.plain for row in rows) == SENTENCE.replace("`", "")


def test_lines_of_similar_length_break_no_word() -> None:
    assert wrapped("Strength A", 8) == ["Strength", "A"]
