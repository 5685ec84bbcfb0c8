"""Results of self-tests: listed, as JSON, gone with their session, never with pain."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from tests.builders import make_block, make_prescription
from tests.cli.commands import Run
from tests.cli.unfinished import write_session
from tests.coaching.course import Course
from tests.coaching.records import write_course
from tests.library.drillfiles import write
from tests.library.test_self_tests import TEST
from tests.terminal.ptys import Terminal, coach

from coach.app.context import Context
from coach.app.history.safekeeping import append_now
from coach.app.taking_self_test import measured_values
from coach.journal.record_ids_and_order import Stamp
from coach.model.records import EndStatus, TestResultRecord
from coach.terminal.clock import SystemClock


def keep(context: Context, session: str, **sides: int) -> None:
    def build(stamp: Stamp) -> TestResultRecord:
        return TestResultRecord(
            **stamp.fields,
            of_session=session,
            test="single-leg-bridge",
            measure="reps",
            left=sides.get("left"),
            right=sides.get("right"),
        )

    assert append_now(context, build, after=context.last_n, without="nothing follows")


@pytest.fixture
def session(run: Run) -> str:
    """A session by hand, to which results may belong."""
    assert run("history", "add", "glute-bridge", "--date", "today").code == 0
    return str(run("history", "--json").json["sessions"][-1]["id"])


def test_results_are_listed_and_told_to_programs(run: Run, session: str) -> None:
    keep(Context(), session, left=9, right=15)
    keep(Context(), session, left=14, right=19)
    listed = run("test").out
    assert "left 14, right 19 reps, today; today left 9, right 15 reps" in listed
    assert "not done yet" in listed
    shown = run("test", "single-leg-bridge", "--results").out
    assert "The left side is clearly weaker." in shown
    (told,) = run("test", "single-leg-bridge", "--json").json["tests"]
    assert [each["left"] for each in told["results"]] == [9, 14]
    assert [each["weaker"] for each in told["results"]] == ["left", "left"]


def test_on_a_terminal_a_test_without_a_result_takes_one_row(session: str) -> None:
    keep(Context(), session, left=14, right=19)
    with Terminal(*coach("test")) as terminal:
        assert terminal.wait_for_end() == 0
        terminal.wait_for("□ Side plank +coach test side-plank")
        terminal.wait_for("left 14, right 19 reps, today")


def test_one_side_alone_is_kept_as_one_side(run: Run, session: str) -> None:
    keep(Context(), session, left=9)
    assert "left 9 reps, today" in run("test").out
    (told,) = run("test", "single-leg-bridge", "--json").json["tests"]
    assert told["results"][0]["right"] is None


def test_a_result_is_gone_with_its_session_and_comes_back_with_it(
    run: Run, session: str
) -> None:
    keep(Context(), session, left=9, right=15)
    assert run("history", "delete", session).code == 0
    assert "left 9" not in run("test").out
    assert run("history", "undo").code == 0
    assert "left 9" in run("test").out


def test_an_export_brings_the_results_to_another_computer(
    run: Run, session: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    keep(Context(), session, left=9, right=15)
    file = tmp_path_factory.mktemp("export") / "all.json"
    assert run("history", "export", "--format", "json", "-o", str(file)).code == 0
    other = str(tmp_path_factory.mktemp("other"))
    assert run("history", "import", str(file), env={"COACH_HOME": other}).code == 0
    assert "left 9, right 15" in run("test", env={"COACH_HOME": other}).out


def test_no_test_without_a_keyboard_and_none_is_unknown(run: Run) -> None:
    refused = run("test", "single-leg-bridge")
    assert refused.code == 1
    assert "coach can't read keys here" in refused.sentence
    assert "did you mean 'side-plank'" in run("test", "side-plan").sentence
    assert run("test", "--results").code == 2


def test_results_stand_in_the_statistics_the_session_the_postcard_and_the_table(
    run: Run, session: str
) -> None:
    for left, right in ((9, 15), (12, 16), (14, 19)):
        keep(Context(), session, left=left, right=right)
    shown = run("history", "stats").out
    assert "Single-leg bridge: left 14, right 19 reps" in shown
    assert "9 12 14" in shown
    assert "Single-leg bridge: left 14, right 19 reps" in run("history", "show").out
    card = run("history", "card").out
    assert "Test: Single-leg bridge, left 14" in card
    (told,) = run("history", "stats", "--json").json["tests"]
    assert [each["right"] for each in told["results"]] == [15, 16, 19]
    told = run("history", "show", "--json").json["session"]["tests"]
    assert [(each["test"], each["left"]) for each in told][-1] == ("single-leg-bridge", 14)
    table = run("history", "export", "--format", "csv").out.splitlines()
    assert table[0].endswith("load_g,test,test_measure,test_result")
    assert table[1].split(",")[-3:-1] == ["single-leg-bridge", "reps"]


def test_the_first_week_of_a_programme_offers_a_test_until_one_is_taken(run: Run) -> None:
    offer = "The first week is a good time for a self-test. Type `coach test`."
    assert "self-test" not in run().out
    assert offer in run("plan", "begin", "six-week").out
    assert offer in run().out
    assert run("history", "add", "glute-bridge", "--date", "today").code == 0
    session = str(run("history", "--json").json["sessions"][-1]["id"])
    keep(Context(), session, left=9, right=15)
    assert "self-test" not in run().out
    assert "self-test" not in run("plan").out


def test_nothing_is_offered_on_a_day_with_pain(run: Run, session: str) -> None:
    assert run("plan", "begin", "six-week").code == 0
    assert "self-test" in run().out
    assert run("history", "edit", session, "--pain", "2").code == 0
    assert "self-test" not in run().out


def test_nothing_is_offered_until_a_place_that_hurt_has_been_loaded_without_pain(
    run: Run,
) -> None:
    course = Course()
    course.now = SystemClock().wall() - timedelta(days=2)
    shin = {"pain": 5, "where_pain": "shin_or_calf"}
    write_course(course, [("strength-a", {"hip-hinge-wall-tap": shin}, 2)])
    assert "self-test" not in run("plan", "begin", "six-week").out
    assert "self-test" not in run().out


def test_a_programme_suggests_its_first_week_from_a_test_and_says_why(
    run: Run, session: str
) -> None:
    keep(Context(), session, left=5, right=15)
    late = run("plan", "begin", "six-week", "--week", "3").out
    assert "5 reps on your weaker side" in late
    assert "use --week 1. You decide." in late
    keep(Context(), session, left=5, right=5)
    even = run("plan", "begin", "six-week", "--week", "3").out
    assert "5 reps. The drill" in even
    keep(Context(), session, left=1, right=15)
    once = run("plan", "begin", "six-week", "--week", "3").out
    assert "1 rep on your weaker side" in once
    assert "You decide" not in run("plan", "begin", "six-week").out
    keep(Context(), session, left=18, right=17)
    assert "use --week 2. You decide." in run("plan", "begin", "six-week").out


def take(minutes_ago: float, **sides: int) -> None:
    """Take a test."""
    block = make_block("test-single-leg-bridge", test="single-leg-bridge", sets=1)
    plan = make_prescription(block, name="Test: Single-leg bridge")
    ended = EndStatus.COMPLETED
    session = write_session(plan, done=1, minutes_ago=minutes_ago, ended=ended)
    keep(Context(), session, **sides)


def test_a_test_is_shown_as_one_and_counts_as_no_session_and_no_record(run: Run) -> None:
    take(3, left=9, right=15)
    assert "This week: nothing yet" in run().out
    assert "Single-leg bridge: left 9, right 15 reps" in run("history", "stats").out
    assert run("history", "stats", "--json").json["weeks"][-1]["sessions"] == 0
    listed = run("history").out
    assert "Test: Single-leg bridge" in listed
    assert "left 9, right 15 reps" in listed
    assert "1/1" not in listed
    write_session(done=2, minutes_ago=2, ended=EndStatus.COMPLETED)
    take(1, left=10, right=15)
    test, session, again = run("history", "--json").json["sessions"]
    assert [each["is_test"] for each in (test, session, again)] == [True, False, True]
    nothing = {"drills": [], "levels": {}, "most_sets": False, "longest": False}
    assert test["firsts"] == again["firsts"] == nothing
    assert not session["firsts"]["most_sets"]
    assert session["firsts"]["drills"]
    weeks = run("history", "stats", "--json").json["weeks"]
    assert sum(week["sessions"] for week in weeks) == 1
    assert sum(week["active_ms"] for week in weeks) == 120_000


def test_a_postcard_shows_every_test_of_its_week_against_the_first(
    run: Run, session: str
) -> None:
    keep(Context(), session, left=9, right=15)
    keep(Context(), session, left=12, right=16)
    keep(Context(), session, left=14, right=19)
    card = run("history", "card", env={"COLUMNS": "60"}).out
    shown = " ".join(card.replace("│", "").split())
    assert "left 14, right 19 reps; earlier that day left 9, right 15 reps" in shown


def test_a_test_that_was_stopped_half_way_has_no_result(run: Run, tmp_path: Path) -> None:
    drills = write(tmp_path / "drills", {"tests/quick-lift.yaml": TEST})
    test = Context([drills]).self_tests.find("quick-lift").value
    block = make_block("test-quick-lift", test="quick-lift", sets=2)
    plan = make_prescription(block, name="Test: Quick lift")
    done = write_session(plan, done=1, ended=EndStatus.COMPLETED)
    stopped = write_session(plan, done=1, ended=EndStatus.STOPPED)
    find = Context().index.find
    assert measured_values(test, find(done)) == {"both": 2}
    assert measured_values(test, find(stopped)) == {}
    shown = run("history", "show", done).out
    assert "Test: Quick lift" in shown
