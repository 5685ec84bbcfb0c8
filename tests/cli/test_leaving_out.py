"""Sessions without what the runner wants left out."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.builders import make_block, make_prescription
from tests.cli.commands import Run
from tests.cli.unfinished import answer_safety, write_session
from tests.coaching.course import Answer, Course
from tests.coaching.records import write_course

from coach.journal.writer import JournalWriter
from coach.model.prescription import PrescribedPhase
from coach.model.records import AcknowledgedRecord
from coach.model.terms import Breath, BreathEffort
from coach.safety_text import LEAVE_OUT_TEXT
from coach.terminal.clock import SystemClock

QUICK = ("--speed", "1000", "--plain", "--sets", "1")


def _answered(coach_home: Path, answer: str) -> None:
    JournalWriter(coach_home / "data" / "journal", "abc123").append(
        datetime(2026, 3, 1, 7, tzinfo=UTC),
        lambda stamp: AcknowledgedRecord(
            **stamp.fields, text=LEAVE_OUT_TEXT, answer=answer
        ),
    )


def test_a_routine_goes_without_it_and_says_why(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COACH_LEAVE_OUT", "on-the-back")
    said = run("start", "strength-a", *QUICK)
    assert said.code == 0
    reason = "You asked coach to leave out lying on the back."
    assert (
        f"90/90 wall breathing: left out. {reason} Do Side-lying exhale reach" in said.err
    )
    assert "Glute bridge, set 1" not in said.out
    assert "Side-lying exhale reach, set 1" in said.out


@pytest.mark.parametrize("coach", ["on", "off"])
def test_it_stays_out_with_and_without_coaching(
    coach: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COACH_LEAVE_OUT", "kneeling")
    said = run("start", "post-run-reset", "--coach", coach, *QUICK)
    assert "Standing hip-flexor opener, set 1" in said.out
    assert "Half-kneeling" not in said.out


def test_the_answer_after_checked_counts_until_a_setting_says_otherwise(
    coach_home: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    _answered(coach_home, "on-the-back")
    refused = run("start", "glute-bridge", *QUICK)
    assert refused.code == 1
    assert "You asked coach to leave out lying on the back." in refused.err
    assert "leave_out in the settings" in refused.err
    monkeypatch.setenv("COACH_LEAVE_OUT", "kneeling")
    assert run("start", "glute-bridge", *QUICK).code == 0


def test_an_empty_setting_takes_the_answer_back(coach_home: Path, run: Run) -> None:
    _answered(coach_home, "on-the-back")
    config = coach_home / "config" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("leave_out = []\n")
    assert run("start", "glute-bridge", *QUICK).code == 0


def test_who_leaves_out_forced_breaths_hears_gentle_words(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COACH_LEAVE_OUT", "forced-breaths")
    said = run("start", "plank-exhale", *QUICK)
    assert "stay straight, breathe out softly" in said.out
    assert "all the way out" not in said.out


@pytest.mark.parametrize("felt", ["low_back", "front_of_hip"])
@pytest.mark.parametrize("times", [1, 2])
def test_who_leaves_out_forced_breaths_reads_of_none_after_any_answer(
    run: Run, monkeypatch: pytest.MonkeyPatch, felt: str, times: int
) -> None:
    course = Course()
    course.now = SystemClock().wall() - timedelta(days=2 * times)
    said: Answer = {"felt": (felt,), "easy": 6}
    write_course(course, [("strength-c", said, 1), ("strength-b", said, 1)] * times)
    answer_safety()
    routines = ("strength-b", "strength-c", "plank-exhale")
    for setting, is_said in (("", True), ("forced-breaths", False)):
        monkeypatch.setenv("COACH_LEAVE_OUT", setting)
        found = [run("start", routine, *QUICK) for routine in routines]
        words = " ".join(f"{each.err} {each.out}" for each in found)
        assert bool(re.search("all the (way|air)|longer out", words)) is is_said


def test_forced_breaths_come_with_their_warning(run: Run) -> None:
    said = run("start", "straw-exhale", *QUICK)
    assert "if you are pregnant, have had surgery" in said.out
    shown = " ".join(run("show", "straw-exhale").out.split())
    assert "if you are pregnant, have had surgery" in shown


def test_the_settings_say_what_was_answered(coach_home: Path, run: Run) -> None:
    _answered(coach_home, "on-the-back face-down")
    assert "you left out: lying on the back, lying face down" in run("config").out


def test_going_on_leaves_it_out_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    answer_safety()
    write_session(done=1)
    monkeypatch.setenv("COACH_LEAVE_OUT", "kneeling")
    said = run("resume", "--yes", "--plain", "--mute")
    assert said.code == 0
    assert "Bird dog: left out. You asked coach to leave out kneeling." in said.err
    assert said.out.count("set done") == 2
    assert "Bird dog, set" not in said.out


def test_going_on_ends_where_nothing_is_left(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_safety()
    write_session(done=3)
    monkeypatch.setenv("COACH_LEAVE_OUT", "kneeling")
    said = run("resume", "--yes", "--plain", "--mute")
    assert said.code == 1
    assert "there is nothing left to do in Pre-run activation" in said.err
    assert "You asked coach to leave out kneeling." in said.err


def test_going_on_has_gentle_words_for_who_leaves_out_forced_breaths(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_safety()
    forced = make_block(
        "plank-exhale",
        phases=(PrescribedPhase("brace, breathe all the way out", Breath.EXHALE, 100),),
        change_ms=0,
        rest_ms=100,
        breath_effort=BreathEffort.FORCED,
    )
    write_session(make_prescription(forced), done=1)
    monkeypatch.setenv("COACH_LEAVE_OUT", "forced-breaths")
    said = run("resume", "--yes", "--plain", "--mute")
    assert "stay straight, breathe out softly" in said.out
    assert "all the way out" not in said.out
