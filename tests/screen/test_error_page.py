"""An error on a terminal says what is wrong, and has the right command ready to copy."""

from __future__ import annotations

import pytest

from coach.errors import Listed
from coach.screen.error_page import error_lines, meant_commands
from coach.screen.roles import Role

MESSAGE = "no drill or routine is called 'glutebrige'"
HINT = "did you mean 'glute-bridge'? `coach list` shows all names"
TYPED = ("show", "glutebrige")
SESSIONS = Listed(
    "no session id begins with 'zzzz'",
    "Your newest sessions",
    (("qjhy", "Sun 29 Nov", "Desk break"), ("b8b2", "Sat  7 Nov", "Strength A")),
    "coach history show qjhy",
)


def told(
    message: str,
    hint: str = "",
    columns: int = 80,
    typed: tuple[str, ...] = (),
    listed: Listed | None = None,
    *,
    is_ascii: bool = False,
) -> list[str]:
    lines = error_lines(message, hint, columns, typed, listed, is_ascii=is_ascii)
    return [line.plain for line in lines]


def test_the_command_with_the_word_that_was_meant_is_ready_to_copy() -> None:
    assert told(MESSAGE, HINT, typed=TYPED) == [
        "✗ No drill or routine is called 'glutebrige'",
        "",
        "  Did you mean this?",
        "▶ coach show glute-bridge",
        "",
        "  coach list shows all names",
    ]


def test_without_signs_the_page_is_in_plain_letters() -> None:
    page = told(MESSAGE, HINT, typed=TYPED, is_ascii=True)
    assert page[0].startswith("! No drill")
    assert "> coach show glute-bridge" in page
    assert "".join(page).isascii()


def test_words_with_blanks_are_quoted_so_that_a_shell_reads_one_word() -> None:
    hint = "did you mean 'Glute bridge'?"
    assert meant_commands(MESSAGE, hint, TYPED) == ["coach show 'Glute bridge'"]


def test_each_of_several_names_has_its_command() -> None:
    message = "no drill or routine is called 'strenght'"
    hint = "did you mean 'strength-a', 'strength-b' or 'strength-c'?"
    assert told(message, hint, typed=("start", "strenght"))[2:] == [
        "  Did you mean one of these?",
        "▶ coach start strength-a",
        "▶ coach start strength-b",
        "▶ coach start strength-c",
    ]


def test_the_arrow_is_green_as_on_every_page() -> None:
    ready = next(each for each in error_lines(MESSAGE, HINT, 80, TYPED) if "▶" in each)
    assert ready.spans[0].style == Role.PROGRESS.style


@pytest.mark.parametrize(
    "typed", [(), ("show", "other"), ("show", "glutebrige", "glutebrige")]
)
def test_no_command_is_guessed_if_the_mistyped_word_is_unclear(
    typed: tuple[str, ...],
) -> None:
    page = told(MESSAGE, HINT, typed=typed)
    assert page[-1] == "  Did you mean 'glute-bridge'? coach list shows all names"
    assert not any(line.startswith("▶") for line in page)


def test_sessions_stand_in_rows_with_day_and_name() -> None:
    assert told("matches 2 sessions: qjhy (2026-11-29), ...", "more", 40, (), SESSIONS) == [
        "✗ No session id begins with 'zzzz'",
        "",
        "  Your newest sessions",
        "  qjhy  Sun 29 Nov  Desk break",
        "  b8b2  Sat  7 Nov  Strength A",
        "",
        "▶ coach history show qjhy",
    ]


def test_where_sessions_do_not_fit_with_everything_their_last_cells_are_left_out() -> None:
    row = ("qjhy", "Sun 29 Nov", "Pre-run activation", "4:50", "pain 4/10")
    sessions = SESSIONS._replace(rows=(row,))
    (wide,), (narrow,) = (
        [line for line in told("", "", columns, (), sessions) if "Sun" in line]
        for columns in (80, 40)
    )
    assert wide.split()[-4:] == ["4:50", "◆", "pain", "4/10"]
    assert narrow == "  qjhy  Sun 29 Nov  Pre-run activation"


@pytest.mark.parametrize("columns", range(30, 90))
def test_a_command_is_never_broken(columns: int) -> None:
    hint = "if there are none yet, begin your history with `coach start desk-break`"
    page = told("there is no session 'a b c d'", hint, columns)
    assert any("coach start desk-break" in line for line in page)
    assert any("'a b c d'" in line for line in page)
    assert all(len(line) <= columns for line in page)


@pytest.mark.parametrize(
    "message", ["'a.json' cannot be imported", "coach could not save", "glute-bridge fails"]
)
def test_names_keep_their_first_letter(message: str) -> None:
    assert told(message) == [f"✗ {message}"]
