"""`coach start` and `coach why` with what was said before."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.commands import Run

from coach.terminal.clock import SystemClock

QUICK = ("--speed", "1000", "--yes", "--plain")


@pytest.fixture
def said(run: Run, coach_home: Path) -> None:
    """A desk break done by hand, in which the glute squeeze hurt a little."""
    today = SystemClock().wall().date().isoformat()
    assert run("history", "add", "desk-break", "--date", today).code == 0
    (journal,) = (coach_home / "data" / "journal").glob("*.jsonl")
    last = json.loads(journal.read_text().splitlines()[0])
    feedback = {
        "type": "feedback",
        "id": last["id"] + "x",
        "device": last["device"],
        "n": 1000,
        "at": last["at"],
        "format": 1,
        "session": last["session"],
        "block": 1,
        "drill": "glute-squeeze",
        "pain": 4,
        "where_pain": "hip",
    }
    with journal.open("a") as file:
        file.write(json.dumps(feedback) + "\n")


@pytest.mark.usefixtures("said")
def test_start_says_in_one_line_what_is_different_and_why(run: Run) -> None:
    result = run("start", "desk-break", *QUICK)
    assert result.code == 0
    assert (
        "coach: Standing glute squeeze: left out today. Your hip hurt earlier today "
        "(4 out of 10). For the rest of today, we're leaving this drill out.\n"
        in result.err
    )


@pytest.mark.usefixtures("said")
def test_without_the_coach_it_is_as_it_is_written(run: Run) -> None:
    result = run("start", "desk-break", "--coach", "off", *QUICK)
    assert "so do less today" not in result.err
    assert (
        "so do less today"
        not in run("start", "desk-break", *QUICK, env={"COACH_COACH": "off"}).err
    )


@pytest.mark.usefixtures("said")
def test_why_tells_the_story_of_a_drill_and_what_comes_next(run: Run) -> None:
    result = run("why", "glute-squeeze")
    assert result.code == 0
    assert "pain 4 out of 10 (hip)" in result.out
    assert "Today: Standing glute squeeze is left out" in result.out
    assert "No trial has tested the two together" in " ".join(result.out.split())


@pytest.mark.usefixtures("said")
def test_why_as_json_says_the_same(run: Run) -> None:
    answer = run("why", "glute-squeeze", "--json").json
    assert answer["version"] == 1
    assert answer["told"][0]["said"] == "pain 4 out of 10 (hip)"


def test_why_without_a_past_says_so(run: Run) -> None:
    result = run("why")
    assert result.code == 0
    assert result.out.startswith("No changes yet. Do every drill as planned.")


def test_why_of_a_routine_says_what_to_ask_for(run: Run) -> None:
    result = run("why", "pre-run")
    assert result.code == 1
    assert "'pre-run' is a routine" in result.err
    assert "coach why DRILL" in result.err


def test_rules_with_a_mistake_are_left_out_and_that_is_said(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "coaching.yaml").write_text("rules: []\n")
    result = run("start", "desk-break", "--drills", str(tmp_path), *QUICK)
    assert result.code == 0
    assert "the key 'honesty' is missing" in result.err
    assert "coach ignores every rule in coaching.yaml until you fix" in result.err


def test_after_a_sign_to_get_help_for_the_first_page_says_that_nothing_starts(
    run: Run, coach_home: Path
) -> None:
    assert "nothing starts" not in run().out
    folder = coach_home / "data" / "journal"
    folder.mkdir(parents=True, exist_ok=True)
    said = {
        "type": "acknowledged",
        "id": "0001",
        "device": "abcdef",
        "n": 1,
        "at": "2026-03-02T07:00:00+00:00",
        "format": 1,
        "text": "urgent",
        "answer": "yes",
    }
    (folder / "abcdef.jsonl").write_text(json.dumps(said) + "\n")
    assert "You can't start a session until a doctor has cleared you." in " ".join(
        run().out.split()
    )
    said |= {"id": "0002", "n": 2, "text": "pain:bridge", "answer": "locked x"}
    (folder / "other1.jsonl").write_text(json.dumps(said) + "\n")
    why = " ".join(run("why").out.split())
    assert "We're leaving out Glute bridge and similar drills until a doctor" in why
