"""Ids in hints are as long as they must be to name one session alone."""

from __future__ import annotations

from tests.cli.commands import Run
from tests.cli.unfinished import answer_safety, write_session

from coach.model.records import EndStatus

ALIKE = ("7abcd1xyz", "7abcd2xyz")


def test_the_summary_names_its_session_alone(run: Run) -> None:
    answer_safety()
    for name in ALIKE:
        write_session(named=name, done=4)
    said = run("resume", ALIKE[0], "--plain", "--mute").out
    assert "coach history show 7abcd1\n" in said


def test_what_is_too_short_to_change_is_answered_with_what_is_long_enough(run: Run) -> None:
    write_session(named=ALIKE[0], ended=EndStatus.COMPLETED)
    write_session(named=ALIKE[1])
    write_session(named="7zzzzzzzz")
    assert "`coach resume 7zzz --finish`" in run("resume", "7z", "--finish").err
