"""The home page after pain: who should see it, and no run that would load it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from tests.cli.commands import Run
from tests.cli.unfinished import (
    answer_safety,
    paths,
    quick_plan,
    this_device,
    write_session,
)
from tests.coaching.course import GOOD, Answer, Course
from tests.coaching.records import write_course

from coach.journal.writer import JournalWriter
from coach.model.records import AcknowledgedRecord, EndStatus, MorningAfterRecord
from coach.safety_text import URGENT_TEXT
from coach.terminal.clock import SystemClock

pytestmark = pytest.mark.usefixtures("at_noon")


def hurt(run: Run, where: str, *, days_ago: int, how: str = "--pain=8") -> None:
    """Keep a session of some days ago in which a place hurt, usually a lot."""
    day = SystemClock().wall().date() - timedelta(days=days_ago)
    added = run("history", "add", "desk-break", "--date", f"{day}")
    (session,) = re.findall(r"coach history show (\w+)", added.out)
    said = ("--drill=glute-squeeze", how, f"--where={where}")
    assert run("history", "edit", session, *said).code == 0


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("--pain=8", "The neck hurt a lot today"),
        ("--flags=numb", "The neck felt numb today"),
        ("--flags=sharp", "The neck hurt sharply today"),
    ],
)
def test_home_says_that_it_hurt_a_lot_only_if_it_did(run: Run, how: str, said: str) -> None:
    hurt(run, "neck", days_ago=0, how=how)
    assert said in " ".join(run().out.split())


@pytest.mark.parametrize(("days_ago", "is_said"), [(0, True), (3, True), (14, False)])
def test_home_says_who_should_see_it_until_two_weeks_passed(
    run: Run, days_ago: int, *, is_said: bool
) -> None:
    hurt(run, "low_back", days_ago=days_ago)
    said = " ".join(run().out.split())
    assert ("Book an appointment with a doctor or physio this week" in said) is is_said


@pytest.mark.parametrize("days_ago", [0, 3])
def test_home_suggests_no_run_while_the_groin_was_not_seen(run: Run, days_ago: int) -> None:
    hurt(run, "groin", days_ago=days_ago)
    said = " ".join(run().out.split())
    assert "Do not run" in said
    assert "No running until a doctor has checked the groin" in said
    assert "before a run" not in said


@pytest.mark.parametrize("where", ["groin", "low_back"])
@pytest.mark.parametrize("coach", ["on", "off"])
def test_where_the_reset_does_not_fit_the_answer_is_rest(
    run: Run, where: str, coach: str
) -> None:
    hurt(run, where, days_ago=0)
    result = run("start", "--standing", "--coach", coach, "--speed", "1000", "--plain")
    assert result.code == 1
    assert result.err.startswith("coach: rest today: ")
    assert "coach start breathing-90-90" in result.err
    env = {"COACH_LEAVE_OUT": "on-the-back"}
    again = run(
        "start", "--standing", "--coach", coach, "--speed", "1000", "--plain", env=env
    )
    assert "rest today: " in again.err
    assert "coach start crocodile-breathing" in again.err
    env = {"COACH_LEAVE_OUT": "on-the-back,face-down"}
    again = run("start", "--standing", "--coach", coach, "--plain", env=env)
    assert "coach start side-lying-exhale-reach" in again.err


def test_without_a_coach_nothing_that_loads_the_groin_is_suggested(run: Run) -> None:
    hurt(run, "groin", days_ago=3)
    said = run(env={"COACH_COACH": "off"}).out
    assert "No running until a doctor has checked the groin" in " ".join(said.split())
    assert said == run().out  # the coach off or on


def test_what_is_suggested_after_pain_spares_the_place(run: Run) -> None:
    hurt(run, "groin", days_ago=3)
    started = run("start", "--speed", "1000", "--json")
    drills = {
        line["drill"]
        for line in map(json.loads, started.out.splitlines())
        if "drill" in line
    }
    assert drills == {"breathing-90-90"}


@pytest.mark.parametrize("coach", ["on", "off"])
def test_where_all_loads_a_place_that_stays_out_only_breathing_or_rest_is_left(
    coach: str, run: Run
) -> None:
    for days_ago in (3, 5):
        hurt(run, "elsewhere", days_ago=days_ago)
    assert "Post-run reset" in run(env={"COACH_COACH": coach}).out


def test_going_on_spares_what_hurt_in_another_session_today(run: Run) -> None:
    answer_safety()
    write_session(done=1)
    hurt(run, "low_back", days_ago=0)
    result = run("resume", "--yes", "--plain", "--mute")
    assert result.code == 1
    assert "there is nothing left to do in Pre-run activation today" in result.err
    assert "Book an appointment with a doctor or physio this week" in result.err


def test_the_summary_says_who_should_see_it(run: Run) -> None:
    answer_safety()
    hurt(run, "knee", days_ago=3)
    write_session(done=3)
    said = run("resume", "--yes", "--plain", "--mute", "--no-tones").out
    after = " ".join(said.partition("Done.")[2].split())
    assert "Book an appointment with a doctor or physio this week" in after


def test_advice_does_not_depend_on_the_coach(run: Run) -> None:
    hurt(run, "knee", days_ago=3)
    said = run(env={"COACH_COACH": "off"}).out
    assert "Book an appointment with a doctor or physio this week" in " ".join(said.split())


def test_a_drill_that_is_out_today_alone_is_not_said_to_be_out_next_time(run: Run) -> None:
    hurt(run, "low_back", days_ago=0)
    said = " ".join(run("why").out.split())
    assert said.startswith("Today: Standing glute squeeze, ")
    assert "the rest of today" not in said.partition("Next time:")[2]
    started = run("start", "strength-a", "--plain", "--mute", "--speed", "1000").err
    assert re.search(r"Glute bridge[^.:]*: left out today\.", started)
    assert "You can still do this session now" not in started


def test_what_a_lock_leaves_out_is_out_next_time(run: Run) -> None:
    for days_ago in (0, 2):
        hurt(run, "low_back", days_ago=days_ago)
    said = " ".join(run("why").out.split())
    assert "left out" in said.partition("Next time:")[2]
    assert "Today:" not in said


def report_urgent_sign() -> None:
    answer_safety()
    JournalWriter(paths().journal, this_device()).append(
        SystemClock().wall(),
        lambda stamp: AcknowledgedRecord(**stamp.fields, text=URGENT_TEXT, answer="yes"),
    )


def test_while_an_urgent_sign_was_not_seen_nothing_is_suggested_anywhere(run: Run) -> None:
    run("history", "add", "desk-break")
    run("plan", "begin", "six-week")
    assert "coach start" in run().out
    report_urgent_sign()
    home = " ".join(run().out.split())
    assert "You can't start a session until a doctor has cleared you." in home
    assert "No session today" in home
    for said in (home, run("plan").out, run("plan", "begin", "six-week").out):
        assert "can't start a session" in " ".join(said.split())
        assert "coach start" not in said
        assert "coach test" not in said
        assert "whenever it suits you" not in said
    assert run("plan", "--json").json["plan"]["beside"] == []
    advice, running = run("plan", "--json").json["plan"]["advice"]
    assert running == "Do not run or race until a doctor has seen you."
    assert "can't start a session" in advice
    why = " ".join(run("why").out.split())
    assert "can't start a session" in why
    assert 'Once you have been cleared, type "checked" when `coach start` asks you.' in why
    assert "as planned" not in why
    assert run("why", "--json").json["next"] == []


@pytest.mark.parametrize("days", [3, 10, 30])
def test_while_running_waits_for_a_doctor_no_race_is_planned_without_a_word(
    run: Run, days: int
) -> None:
    hurt(run, "groin", days_ago=3)
    race = SystemClock().wall().date() + timedelta(days=days)
    begun = run("plan", "begin", "six-week", "--race", race.isoformat()).out
    for said in (begun, run("plan").out, run().out):
        assert "Do not run until a doctor has checked the pain" in " ".join(said.split())
        assert "Pre-run activation" not in said
        assert "Standing warm-up" not in said
        assert "coach start strength" not in said
        assert "taper begins on" not in said
    assert "Don't race unless a doctor agrees." in " ".join(begun.split())
    assert "if a doctor agrees" in " ".join(run().out.split())
    plan = run("plan", "--json").json["plan"]
    assert "Do not run until a doctor has checked the pain" in plan["advice"][0]
    assert not {each["routine"] for each in plan["beside"]} & {"pre-run"}


@pytest.mark.parametrize(
    ("routine", "where"), [("taper", "groin"), ("taper", "neck"), ("pre-run", "neck")]
)
def test_no_closing_words_send_anybody_running_who_should_not(
    run: Run, routine: str, where: str
) -> None:
    hurt(run, where, days_ago=3)
    said = run("start", routine, "--plain", "--mute", "--speed", "1000").out
    usual = {"pre-run": "Enjoy your run.", "taper": "Save your strength for the race."}
    is_out = where == "groin"
    assert (usual[routine] in said) is not is_out
    assert ("Do not run until a doctor has checked the groin" in said) is is_out


def test_while_a_place_that_running_loads_was_not_seen_home_sends_nobody_running(
    run: Run,
) -> None:
    for days_ago in (3, 5):
        hurt(run, "low_back", days_ago=days_ago)
    said = " ".join(run().out.split())
    assert "before a run" not in said
    assert "Pre-run activation" not in said


@pytest.mark.parametrize(("days", "is_offered"), [(10, False), (14, False), (15, True)])
def test_no_self_test_is_offered_close_to_a_race(
    run: Run, days: int, *, is_offered: bool
) -> None:
    today = SystemClock().wall().date()
    run("history", "add", "strength-a", "--date", f"{today - timedelta(days=5)}")
    run("plan", "begin", "six-week", "--race", f"{today + timedelta(days=days)}")
    for said in (run().out, run("plan").out):
        assert ("coach test" in said) is is_offered


@pytest.mark.parametrize(("times", "is_said"), [(1, False), (2, True)])
def test_home_says_to_ask_a_doctor_about_dizziness_that_keeps_coming_back(
    run: Run, times: int, *, is_said: bool
) -> None:
    course = Course()
    course.now = SystemClock().wall() - timedelta(days=2 * times)
    write_course(course, [("strength-a", {"flags": ("dizzy",)}, 2)] * times)
    said = " ".join(run().out.split())
    assert ("ask a doctor about the dizziness" in said) is is_said


@pytest.mark.parametrize("what", ["shin", "urgent", "wrist"])
def test_nobody_is_sent_to_a_race_with_what_a_doctor_or_physio_should_see_first(
    run: Run, what: str
) -> None:
    today = SystemClock().wall().date()
    if what == "urgent":
        yesterday = f"{today - timedelta(days=1)}"
        added = run("history", "add", "desk-break", "--date", yesterday)
        (session,) = re.findall(r"coach history show (\w+)", added.out)
        run("history", "edit", session, "--drill", "glute-squeeze", "--flags", "urgent")
    else:
        hurt(run, {"shin": "shin_calf", "wrist": "shoulder_wrist"}[what], days_ago=1)
    for race in (today, today + timedelta(days=20)):
        run("plan", "begin", "six-week", "--race", f"{race}")
        is_sent = what == "wrist"
        for said in (" ".join(run().out.split()), " ".join(run("plan").out.split())):
            who = "a doctor" if what == "urgent" else "a doctor or physio"
            assert (f"{who} agrees" in said) is not is_sent
            assert ("enjoy the race" not in said) or is_sent


def test_after_a_sign_told_by_hand_no_next_session_is_talked_about(run: Run) -> None:
    added = run("history", "add", "desk-break", "--date", "yesterday")
    (session,) = re.findall(r"coach history show (\w+)", added.out)
    said = run("history", "edit", session, "--drill", "glute-squeeze", "--flags", "urgent")
    assert "You can't start a session until a doctor has cleared you." in " ".join(
        said.out.split()
    )
    assert "Next time" not in said.out


def test_a_reason_for_many_drills_names_four_and_counts_the_rest(run: Run) -> None:
    course = Course()
    course.now = SystemClock().wall() - timedelta(days=2)
    write_course(course, [("strength-a", {"flags": ("dizzy",)}, 2)])
    lines = [each for each in run("why").out.split("Next time:") if "dizzy" in each]
    assert any("more drills. You were dizzy" in " ".join(each.split()) for each in lines)
    assert all(each.partition("You were")[0].count(";") <= 4 for each in lines)


def test_the_plan_suggests_today_what_home_suggests_while_a_place_is_locked(
    run: Run,
) -> None:
    for days_ago in (4, 2):
        hurt(run, "low_back", days_ago=days_ago)
    today = SystemClock().wall().date()
    days = ",".join(f"{today + timedelta(days=n):%a}".lower() for n in (0, 2, 4))
    run("plan", "begin", "six-week", "--days", days)
    said = " ".join(run("plan").out.split())
    assert "Post-run reset" in run().out
    assert "Today we suggest Post-run reset instead of Strength A" in said
    assert "coach start strength-a" not in said


BACK_8 = {"pain": 8, "where_pain": "low_back"}


@pytest.mark.parametrize(
    ("days", "away", "is_next"),
    [
        ([GOOD] * 5, 2, True),
        ([GOOD] * 5, 12, False),
        ([*[GOOD] * 4, {"glute-bridge": BACK_8}, *[GOOD] * 3], 2, False),
        ([*[GOOD] * 4, {"glute-bridge": BACK_8}, *[GOOD] * 8], 2, False),
    ],
    ids=["no pain", "after a break", "nobody has seen the pain", "doses still small"],
)
def test_a_harder_routine_follows_only_without_pain_and_without_a_break(
    run: Run, days: list[Mapping[str, Any]], away: int, *, is_next: bool
) -> None:
    course = Course()
    course.now = SystemClock().wall() - timedelta(days=2 * (len(days) - 1) + away)
    write_course(course, [("strength-a", answer, 2) for answer in days])
    said = run().out
    assert ("Strength B" in said) is is_next
    assert ("Strength A went well, so this comes next" in said) is is_next


def test_whoever_was_dizzy_today_is_offered_nothing_hard(run: Run) -> None:
    course = Course()
    course.now = SystemClock().wall() - timedelta(minutes=30)
    write_course(course, [("pre-run", {"flags": ("dizzy",)}, 0)])
    said = " ".join(run().out.split())
    assert "Post-run reset" in said
    assert "You were dizzy earlier today" in said


DIZZY: Answer = {"flags": ("dizzy",)}


def dizzy_course(*days: Answer, ago: int = 2) -> str:
    """Keep sessions two days apart, the last some days ago; return its weekday."""
    course = Course()
    course.now = SystemClock().wall() - timedelta(days=2 * (len(days) - 1) + ago)
    write_course(course, [("strength-a", each, 2) for each in days])
    return f"{SystemClock().wall() - timedelta(days=ago):%A}"


@pytest.mark.parametrize(
    ("days", "is_again"),
    [
        ([GOOD, GOOD, DIZZY], False),
        ([DIZZY, GOOD, DIZZY], True),
        ([DIZZY, DIZZY, GOOD], False),
        ([DIZZY, *[GOOD] * 22, DIZZY], False),
    ],
    ids=["once", "twice", "a session without", "too long ago"],
)
def test_whoever_was_dizzy_again_is_offered_nothing_hard_until_a_session_without(
    run: Run, days: list[Answer], *, is_again: bool
) -> None:
    weekday = dizzy_course(*days)
    why = f"you were dizzy again on {weekday}"
    today = SystemClock().wall().date()
    named = ",".join(f"{today + timedelta(days=n):%a}".lower() for n in (0, 2, 4))
    said = " ".join(run().out.split())
    assert (f"Y{why[1:]}: a gentle" in said) is is_again
    assert ("Post-run reset" in said) is is_again
    begun = " ".join(run("plan", "begin", "six-week", "--days", named).out.split())
    suggested = f"Today we suggest Post-run reset instead of Strength A, because {why}."
    for page in (begun, " ".join(run("plan").out.split())):
        assert (suggested in page) is is_again
        assert ("coach start strength-a" in page) is not is_again
        is_advised = days[-3:].count(DIZZY) > 1
        assert ("whenever it suits you: Pre-run activation" in page) is not is_advised


@pytest.mark.parametrize(("ago", "is_advised"), [(1, True), (3, False)])
def test_whoever_was_dizzy_twice_is_sent_to_a_doctor_for_two_weeks(
    run: Run, ago: int, *, is_advised: bool
) -> None:
    dizzy_course(DIZZY, DIZZY, *[GOOD] * 6, ago=ago)
    page = " ".join(run("plan", "begin", "six-week").out.split())
    assert bool(run("plan", "--json").json["plan"]["advice"]) is is_advised
    assert ("whenever it suits you: Pre-run activation" in page) is not is_advised


def test_the_advice_lasts_two_weeks_even_if_the_first_dizziness_is_old_by_then(
    run: Run,
) -> None:
    dizzy_course(DIZZY, *[GOOD] * 19, DIZZY, ago=10)
    assert "ask a doctor about the dizziness" in " ".join(run().out.split())


@pytest.mark.parametrize("days", [[DIZZY, DIZZY], [DIZZY, DIZZY, GOOD]])
def test_the_plan_says_once_to_ask_a_doctor_about_dizziness_as_home_does(
    run: Run, days: list[Answer]
) -> None:
    dizzy_course(*days)
    begun = run("plan", "begin", "six-week").out
    (plan,) = run("plan", "--json").json["plan"]["advice"]
    assert "ask a doctor about the dizziness" in plan
    for page in (begun, run("plan").out, run().out):
        assert " ".join(page.split()).count("ask a doctor about the dizziness") == 1


@pytest.mark.parametrize(
    ("days", "is_offered"),
    [([GOOD], True), ([DIZZY], False), ([DIZZY, DIZZY], False), ([DIZZY, GOOD], True)],
)
def test_no_self_test_is_offered_after_a_dizzy_session(
    run: Run, days: list[Answer], *, is_offered: bool
) -> None:
    dizzy_course(*days)
    begun = run("plan", "begin", "six-week").out
    for page in (begun, run("plan").out, run().out):
        assert ("coach test" in page) is is_offered


def test_home_says_who_should_be_asked_about_a_drill_that_stays_out(run: Run) -> None:
    course = Course()
    course.now = SystemClock().wall() - timedelta(days=6)
    hurts = {"glute-bridge": {"skipped": "hurts"}}
    write_course(course, [("strength-a", hurts, 2)] * 3)
    said = " ".join(run().out.split())
    assert "until a doctor or physio says it's fine" in said


def test_home_says_what_a_little_pain_in_the_groin_means_for_running(run: Run) -> None:
    course = Course()
    course.now = SystemClock().wall() - timedelta(days=2)
    groin = {"pain": 2, "where_pain": "groin_or_deep_hip"}
    write_course(course, [("strength-a", {"glute-bridge": groin}, 2)])
    said = " ".join(run().out.split())
    assert "If running brings the pain on, stop" in said


def test_home_says_whom_to_ask_if_no_change_helped_in_many_drills(run: Run) -> None:
    course = Course()
    course.now = SystemClock().wall() - timedelta(days=18)
    write_course(course, [("strength-a", {"felt": ("low_back",), "rpe": 5}, 3)] * 6)
    said = " ".join(run().out.split())
    assert re.search(r"Changes haven't helped with \d of your drills", said)
    assert "ask a doctor or physio now" in said


def test_home_suggests_the_easier_routine_if_this_one_was_too_hard_three_times(
    run: Run,
) -> None:
    course = Course()
    course.now = SystemClock().wall() - timedelta(days=9)
    write_course(course, [("strength-b", {"felt": ("glutes",), "rpe": 9}, 3)] * 3)
    said = " ".join(run().out.split())
    assert "Strength B was too hard three times in a row" in said
    assert re.search(r"Today Strength A \d", said)


def test_a_programme_offers_the_easier_routine_too_if_home_does(run: Run) -> None:
    course = Course()
    course.now = SystemClock().wall() - timedelta(days=9)
    write_course(course, [("strength-b", {"felt": ("glutes",), "rpe": 9}, 3)] * 3)
    today = SystemClock().wall()
    days = ",".join(f"{today + timedelta(days=n):%a}".lower() for n in (0, 2, 4))
    begun = run("plan", "begin", "six-week", "--days", days, "--week", "4").out
    assert re.search(r"Today Strength A", " ".join(run().out.split()))
    for said in (begun, run("plan").out):
        assert "Strength B was too hard three times in a row" in " ".join(said.split())
        assert "today Strength A: coach start strength-a" in said
        assert "coach start strength-b" not in said


@pytest.mark.parametrize("where", ["knee", "shin_calf", "low_back"])
def test_after_severe_pain_nobody_is_sent_running(run: Run, where: str) -> None:
    run("plan", "begin", "six-week")
    hurt(run, where, days_ago=1)
    for said in (run().out, run("plan").out):
        assert re.search(r"Do(n't| not) run (while|until)", " ".join(said.split()))
        assert "Pre-run activation" not in said
    done = run("start", "pre-run", "--plain", "--mute", "--speed", "1000").out
    assert "Enjoy the run." not in done


GROIN_2 = {"pain": 2, "where_pain": "groin_or_deep_hip"}


@pytest.mark.parametrize(
    ("said", "is_wished"),
    [
        (GOOD, True),
        (GROIN_2, False),
        ({"pain": 2, "where_pain": "hip"}, False),
        (DIZZY, False),
    ],
)
def test_nobody_is_wished_a_good_run_who_was_told_when_not_to_run(
    run: Run, said: Answer, *, is_wished: bool
) -> None:
    course = Course()
    course.now = SystemClock().wall() - timedelta(days=2)
    write_course(course, [("strength-a", {"glute-bridge": said}, 2)])
    done = run("start", "pre-run", "--plain", "--mute", "--speed", "1000").out
    assert ("Enjoy your run." in done) is is_wished


def test_what_is_the_same_for_many_drills_is_said_once(run: Run) -> None:
    for days_ago in (4, 2):
        hurt(run, "low_back", days_ago=days_ago)
    answer_safety()
    drills = ("glute-squeeze", "standing-hip-extension-wall", "glute-bridge")
    said = " ".join(run("start", *drills, "--plain", "--speed", "1000").err.split())
    assert "is left out today hint: " in said
    assert said.count("Book an appointment this week.") == 1


@pytest.mark.parametrize("days_ago", [1, 2])
def test_home_says_how_much_it_hurt_this_morning(run: Run, days_ago: int) -> None:
    course = Course()
    course.now = SystemClock().wall() - timedelta(days=days_ago)
    write_course(course, [("strength-a", GOOD, 1)])
    JournalWriter(paths().journal, this_device()).append(
        SystemClock().wall(),
        lambda stamp: MorningAfterRecord(
            **stamp.fields,
            session=str(run("history", "--json").json["sessions"][0]["id"]),
            compared="more",
            pain=3,
            where_pain="knee",
        ),
    )
    said = " ".join(run().out.split())
    # Told two days later, it is about yesterday's morning.
    is_today = days_ago == 1
    assert ("The knee hurt this morning: a gentle reset, or rest" in said) is is_today
    assert "a lot" not in said
    why = " ".join(run("why").out.split())
    yesterday = f"{SystemClock().wall() - timedelta(days=1):%A}"
    assert (f"Your knee hurt on {yesterday} morning (3 out of 10)" in why) is not is_today


def test_a_locked_groin_is_not_followed_by_milder_words(run: Run) -> None:
    hurt(run, "groin", days_ago=2)
    said = " ".join(run().out.split())
    assert "Do not run until a doctor has checked the pain" in said
    assert "If running brings the pain on" not in said


def test_an_urgent_sign_also_stops_running_whatever_else_hurts(run: Run) -> None:
    course = Course()
    course.now = SystemClock().wall() - timedelta(days=1)
    shin = {"pain": 4, "where_pain": "shin_or_calf"}
    write_course(course, [("strength-a", {"hip-hinge-wall-tap": shin}, 1)])
    assert "If a run brings back the pain in the shin" in " ".join(run().out.split())
    report_urgent_sign()
    race = SystemClock().wall().date() + timedelta(days=3)
    run("plan", "begin", "six-week", "--race", race.isoformat())
    for page in (run().out, run("plan").out):
        said = " ".join(page.split())
        assert "Do not run or race until a doctor has seen you." in said
        assert "If a run brings back" not in said
        assert "physio agrees" not in said
        assert "Standing warm-up" not in said


def test_a_routine_of_which_nothing_is_left_is_not_suggested(run: Run) -> None:
    course = Course()
    course.now = SystemClock().wall() - timedelta(days=12)
    write_course(course, [("strength-a", {"skipped": "hurts"}, 3)] * 4)
    said = " ".join(run().out.split())
    assert "Rest today" in said
    assert "ask a doctor or physio" in said
    assert "Today Strength A" not in said
    assert "rest today" in run("start", "--plain", "--mute", "--speed", "1000").err


def test_a_place_that_felt_numb_keeps_the_gentle_choice_until_it_was_seen(
    run: Run,
) -> None:
    course = Course()
    course.now = SystemClock().wall() - timedelta(days=3)
    numb = {"flags": ("numb",), "where_pain": "low_back"}
    write_course(course, [("strength-a", {"glute-bridge": numb}, 3)])
    said = " ".join(run().out.split())
    assert "No running until a doctor or physio has checked the low back" in said
    assert "Today Strength A" not in said


def test_the_summary_says_once_what_the_advice_says_and_wishes_nobody_a_run(
    run: Run,
) -> None:
    answer_safety()
    hurt(run, "shin_calf", days_ago=1)
    plan = quick_plan()
    write_session(plan, done=3)
    said = run("resume", "--yes", "--plain", "--mute", "--no-tones").out
    after = " ".join(said.partition("Done.")[2].split())
    assert after.count("Do not run until") == 1
    assert "Enjoy the run." not in after


def test_whoever_should_not_run_is_offered_no_warm_up_and_is_told_if_one_starts(
    run: Run,
) -> None:
    course = Course()
    course.now = SystemClock().wall() - timedelta(days=16)
    numb = {"glute-bridge": {"flags": ("numb",), "where_pain": "knee"}}
    write_course(course, [("strength-a", numb, 15), ("strength-a", GOOD, 1)])
    said = " ".join(run().out.split())
    assert "Do not run until a doctor or physio has checked the knee" in said
    assert "Pre-run activation" not in said
    started = run("start", "pre-run", "--speed", "1000", "--plain", "--yes").out
    assert "Do not run until" in " ".join(started.split())


def test_who_finds_a_routine_too_hard_again_and_again_starts_what_home_shows(
    run: Run,
) -> None:
    course = Course()
    course.now = SystemClock().wall() - timedelta(days=6)
    hard = {"easy": 9}
    write_course(course, [("strength-a", hard, 2)] * 3)
    assert "Desk break" in run().out
    started = run("start", "--speed", "1000", "--json", "--yes").out
    drills = {
        line["drill"] for line in map(json.loads, started.splitlines()) if "drill" in line
    }
    assert drills & {"glute-squeeze", "march-on-the-spot"}
    assert "hip-hinge-wall-tap" not in drills


@pytest.mark.parametrize(("good", "name"), [(3, "Desk break"), (4, "Strength A")])
def test_after_four_good_days_the_routine_that_was_too_hard_is_offered_again(
    run: Run, good: int, name: str
) -> None:
    course = Course()
    course.now = SystemClock().wall() - timedelta(days=2 * (3 + good))
    hard = [("strength-a", {"easy": 9}, 2)] * 3
    write_course(course, [*hard, *[("desk-break", GOOD, 2)] * good])
    assert name in run().out


def test_home_does_not_invite_to_continue_what_was_stopped_in_pain(run: Run) -> None:
    session = write_session(ended=EndStatus.STOPPED)
    assert "coach resume" in run().out
    said = ("--drill=heel-slide", "--pain=4", "--where=knee")
    assert run("history", "edit", session[:6], *said).code == 0
    assert "coach resume" not in run().out


def test_what_a_computer_cut_off_can_be_continued_though_something_hurt(run: Run) -> None:
    session = write_session(ended=None)
    said = ("--drill=heel-slide", "--pain=2", "--where=knee")
    assert run("history", "edit", session[:6], *said).code == 0
    assert "coach resume" in run().out
