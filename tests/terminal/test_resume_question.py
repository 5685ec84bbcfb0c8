from __future__ import annotations

import signal

import pytest
from tests.cli.unfinished import answer_safety, quick_plan, write_session
from tests.terminal.ptys import Terminal, coach

from coach.app.context import Context
from coach.model.records import EndStatus
from coach.model.session_facts import SessionFacts, SessionStatus
from coach.screen.big_letters import fitted

RESUME = coach("resume", "--plain")
KEYS = "space continue   f finish   d discard   q leave"


def facts_of(session: str) -> SessionFacts:
    (facts,) = [f for f in Context().read_history().sessions if f.id == session]
    return facts


def test_space_goes_on_with_the_one_that_there_is() -> None:
    answer_safety()
    session = write_session()
    with Terminal(*RESUME) as terminal:
        terminal.wait_for(KEYS)
        assert "Pre-run activation, 3 of 5 sets, 12 min ago" in terminal.text
        terminal.type("x ")
        assert terminal.wait_for_end() == 0
        assert "Done. 5 of 5 sets" in terminal.text
        assert terminal.state == terminal.before
    assert facts_of(session).status is SessionStatus.COMPLETED


def test_on_the_screen_the_question_is_in_big_letters() -> None:
    write_session()
    with Terminal(*coach("resume")) as terminal:
        terminal.wait_for("q leave")
        letters = fitted("2 SETS TO GO", 76, 4)
        assert letters
        assert all(row.rstrip() in terminal.text for row in letters)
        assert "Pre-run activation   12 min ago" in terminal.text
        assert "3 of 5 sets done" in terminal.text
        assert "Bird dog  2 sets" in terminal.text
        assert "space continue  f finish  d discard  q leave" in terminal.text
        terminal.type("q")
        assert terminal.wait_for_end() == 0
        assert terminal.state == terminal.before


def test_on_a_narrow_terminal_no_word_and_no_key_is_broken() -> None:
    write_session()
    env = {"COLUMNS": "40"}
    with Terminal(*RESUME, env=env, columns=40, rows=12) as terminal:
        terminal.wait_for("q leave")
        lines = [line.strip() for line in terminal.text.splitlines() if line.strip()]
        assert lines[0].split()[-1] == "sets,"
        assert lines[1:] == [
            "12 min ago",
            "space continue   f finish   d discard",
            "q leave",
        ]
        terminal.type("q")
        assert terminal.wait_for_end() == 0


@pytest.mark.parametrize(
    ("key", "said", "status", "is_offered"),
    [
        ("f", "Finished after 3 of 5 sets", SessionStatus.STOPPED, False),
        ("d", "Session set aside", SessionStatus.INTERRUPTED, False),
        ("q", "q leave", SessionStatus.INTERRUPTED, True),
    ],
)
def test_one_key_decides(
    key: str, said: str, status: SessionStatus, *, is_offered: bool
) -> None:
    session = write_session()
    with Terminal(*RESUME) as terminal:
        terminal.wait_for(KEYS)
        terminal.type(key)
        assert terminal.wait_for_end() == 0
        assert said in terminal.text
        assert terminal.state == terminal.before
    facts = facts_of(session)
    assert (facts.status, facts.discarded) == (status, not is_offered)


def test_one_that_was_stopped_has_its_end_already() -> None:
    session = write_session(ended=EndStatus.STOPPED)
    with Terminal(*RESUME) as terminal:
        terminal.wait_for("space continue   d discard   q leave")
        terminal.type("fd")
        assert terminal.wait_for_end() == 0
    assert facts_of(session).discarded


def test_of_several_a_digit_chooses() -> None:
    older = write_session(quick_plan("Short day"), minutes_ago=90)
    newer = write_session()
    with Terminal(*RESUME) as terminal:
        terminal.wait_for("1-2 choose   q leave")
        terminal.type("2")
        terminal.wait_for(KEYS)
        terminal.type("d")
        assert terminal.wait_for_end() == 0
    assert facts_of(older).discarded
    assert not facts_of(newer).discarded


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_at_the_question_leaves_everything_as_it_is(
    number: signal.Signals, code: int
) -> None:
    session = write_session()
    with Terminal(*RESUME) as terminal:
        terminal.wait_for(KEYS)
        terminal.send(number)
        assert terminal.wait_for_end() == code
        assert terminal.state == terminal.before
    assert facts_of(session).status is SessionStatus.INTERRUPTED


def test_yes_asks_nothing() -> None:
    write_session()
    with Terminal(*RESUME, "--yes") as terminal:
        terminal.wait_for("Done. 5 of 5 sets")
        assert KEYS not in terminal.text


def test_on_a_screen_it_goes_on_without_the_start_card() -> None:
    answer_safety()
    session = write_session()
    with Terminal(*coach("resume", session)) as terminal:
        terminal.wait_for("5 of 5 sets, ")
        assert terminal.wait_for_end() == 0
