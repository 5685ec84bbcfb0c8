"""Whoever answered "yes or unsure" starts nothing until a clinician was asked."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.cli.commands import Run

from coach.journal.writer import JournalWriter
from coach.model.records import AcknowledgedRecord
from coach.safety_text import SAFETY_TEXT, URGENT_TEXT

REHEARSAL = ("glute-squeeze", "--reps", "1", "--lead-in", "0", "--plain")


def _answered(coach_home: Path, *answers: str, text: str = SAFETY_TEXT) -> None:
    writer = JournalWriter(coach_home / "data" / "journal", "abc123")
    for answer in answers:
        writer.append(
            datetime(2026, 3, 1, 7, tzinfo=UTC),
            lambda stamp, answer=answer: AcknowledgedRecord(  # type: ignore[misc]  # a default binds it
                **stamp.fields, text=text, answer=answer
            ),
        )


@pytest.mark.parametrize("how", [("--yes",), ("--speed", "1000"), ()])
def test_unsure_starts_nothing_however_it_is_asked(
    how: tuple[str, ...], coach_home: Path, run: Run
) -> None:
    _answered(coach_home, "unsure")
    result = run("start", *REHEARSAL, *how)
    assert (result.code, result.out) == (1, "")
    assert "see a doctor or physio before you start" in result.err
    assert 'type "checked"' in result.err


def test_checked_starts_again(coach_home: Path, run: Run) -> None:
    _answered(coach_home, "unsure", "checked")
    assert run("start", *REHEARSAL, "--speed", "1000").code == 0


@pytest.mark.parametrize("how", [("--yes",), ("--json", "--speed", "1000"), ()])
def test_after_an_urgent_sign_nothing_starts_until_a_clinician_was_asked(
    how: tuple[str, ...], coach_home: Path, run: Run
) -> None:
    _answered(coach_home, "no")
    _answered(coach_home, "yes", text=URGENT_TEXT)
    result = run("start", *REHEARSAL, *how)
    assert (result.code, result.out) == (1, "")
    assert "sign that needs urgent help" in result.err
    assert 'type "checked"' in result.err
    _answered(coach_home, "checked", text=URGENT_TEXT)
    assert run("start", *REHEARSAL, "--speed", "1000").code == 0


def test_drills_can_be_looked_at_while_unsure(coach_home: Path, run: Run) -> None:
    _answered(coach_home, "unsure")
    assert run("show", "glute-bridge").code == 0


def test_drills_before_the_command_is_refused_instead_of_ignored(run: Run) -> None:
    result = run("--drills", "somewhere", "list")
    assert (result.code, result.out) == (2, "")
    assert "coach list --drills somewhere" in result.err


def test_a_history_that_cannot_be_read_is_not_called_empty(
    coach_home: Path, run: Run
) -> None:
    (coach_home / "data").mkdir(parents=True)
    (coach_home / "data" / "journal").write_text("not a folder")
    result = run("history")
    assert (result.code, result.out) == (1, "")
    assert "cannot be read" in result.err


def test_ids_are_whole_at_forty_columns(run: Run) -> None:
    result = run("list", env={"COLUMNS": "40"})
    assert "standing-hip-extension-wall" in result.out
    assert max(len(line) for line in result.out.splitlines()) <= 40
