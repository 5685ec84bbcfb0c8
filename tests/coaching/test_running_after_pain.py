"""What recent pain says about running."""

from __future__ import annotations

import pytest
from tests.coaching.course import Answer, Course, table

from coach.coaching.drill_history import DrillHistory
from coach.coaching.pain_today import PainToday
from coach.coaching.painful_places import painful_places
from coach.coaching.running_today import RunningToday, running_today

UNTIL_SEEN = "Do not run until a doctor or physio has checked"


def until_seen_or(place: str) -> str:
    """The advice for a place where a run may do harm."""
    proof = f"drills that load the {place} more than a little"
    return f"{UNTIL_SEEN} the {place}, or {proof} have been pain-free for two weeks."


def running_after(*answers: Answer) -> RunningToday:
    course = Course()
    for said in answers:
        course.do("strength-a", {"hip-hinge-wall-tap": said})
    past = DrillHistory(course.sessions)
    return running_today(PainToday(past, course.frame))


def hurt(place: str, pain: int = 8) -> Answer:
    return {"pain": pain, "where_pain": place}


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("knee", "Don't run while you have pain in the knee."),
        ("hamstrings", "Don't run while you have pain in the hamstrings."),
        (
            "shin_or_calf",
            until_seen_or("shin or calf"),
        ),
        (
            "ankle_or_foot",
            until_seen_or("ankle or foot"),
        ),
        ("hip", until_seen_or("hip")),
        ("neck", ""),
    ],
)
def test_after_severe_pain_nobody_runs_on_what_hurts(place: str, said: str) -> None:
    assert running_after(hurt(place)).sentence == said


def test_a_newer_slight_pain_does_not_take_back_the_advice_about_running() -> None:
    advice = running_after(hurt("knee", 5)).sentence
    assert "If a run brings back the pain in the knee" in advice
    assert running_after(hurt("knee", 5), hurt("knee", 2)).sentence == advice


def test_what_only_felt_numb_is_not_called_pain() -> None:
    numb: Answer = {"flags": ("numb",), "where_pain": "hamstrings"}
    mild: Answer = {"pain": 4, "where_pain": "hamstrings"}
    assert "the pain in the hamstrings" in running_after(mild).sentence
    course = Course()
    course.do("strength-a", {"hip-hinge-wall-tap": numb})
    course.checked["seen:hamstrings"] = "seen 0001"
    pain = PainToday(DrillHistory(course.sessions, course.checked), course.frame)
    assert "the numbness or weakness in the hamstrings" in running_today(pain).sentence


def test_a_place_that_is_locked_is_not_run_on_until_it_was_seen() -> None:
    twice = running_after(hurt("knee"), hurt("knee"))
    assert twice.sentence == f"{UNTIL_SEEN} the knee."
    assert not running_after(hurt("neck"), hurt("neck")).sentence


def test_the_groin_is_for_a_doctor_and_the_rule_already_says_so() -> None:
    groin = running_after(hurt("groin_or_deep_hip", 3))
    assert groin.sentence == "Do not run until a doctor has checked the groin or deep hip."
    assert groin.is_told


def test_a_knee_that_gave_way_is_seen_before_the_next_run() -> None:
    gave_way: Answer = {"flags": ("giving_way",), "where_pain": "knee"}
    assert running_after(gave_way).sentence == (until_seen_or("knee"))


@pytest.mark.parametrize(("place", "is_out"), [("shin_or_calf", True), ("knee", False)])
def test_two_weeks_without_a_session_are_no_leave_to_run_where_a_bone_may_hurt(
    place: str, *, is_out: bool
) -> None:
    course = Course()
    course.do("strength-a", {"hip-hinge-wall-tap": hurt(place)}, then_days=15)
    found = running_today(PainToday(DrillHistory(course.sessions), course.frame))
    assert found.is_out is is_out
    assert bool(course.decide("strength-a").advised) is is_out


TWO_DAYS = [("only wall-drive-march", {"pain": 0}, 1)] * 2


@pytest.mark.parametrize(
    ("then", "is_out"),
    [
        ([("only breathing-90-90", {}, 15)], True),
        ([("only breathing-90-90", {"pain": 0}, 8)] * 2, True),
        ([("only wall-drive-march", {"pain": 0}, 15)] * 2, False),
        ([("only wall-drive-march", {"pain": 0}, 8)] * 2, True),
        ([("only breathing-90-90", {}, 15), *TWO_DAYS], True),
        ([("only wall-drive-march", {}, 15)] * 2, True),
    ],
    ids=[
        "breathing",
        "breathing twice",
        "loaded",
        "loaded for a week",
        "loaded on two days after two weeks",
        "without an answer",
    ],
)
def test_only_loading_without_pain_for_two_weeks_lets_a_runner_run_on_a_shin_again(
    then: list[tuple[str, Answer, float]], *, is_out: bool
) -> None:
    course = Course()
    course.do("only standing-hip-flexor", hurt("shin_or_calf"), then_days=8)
    plan = Course().plan("only wall-drive-march")
    for name, said, days in then:
        course.do(name, said, then_days=days, plan=plan if "march" in name else None)
    past = DrillHistory(course.sessions)
    found = running_today(PainToday(past, course.frame))
    assert found.is_out is is_out
    assert not is_out or painful_places(past, table(), course.now.date()).to_ask_about


@pytest.mark.parametrize("flag", ["sharp", "giving_way", "numb"])
def test_a_sign_that_comes_again_is_seen_before_the_next_run_however_slight_the_pain(
    flag: str,
) -> None:
    again: Answer = {"flags": (flag,), **hurt("knee", 2)}
    course = Course()
    for _ in range(2):
        course.do("strength-a", {"glute-bridge": again, "glute-squeeze": again})
    found = running_today(PainToday(DrillHistory(course.sessions), course.frame))
    assert found.sentence == f"{UNTIL_SEEN} the knee."


def test_all_places_are_named() -> None:
    both = running_after(hurt("knee"), hurt("low_back"))
    assert both.sentence == "Don't run while you have pain in the knee and the low back."


def test_some_pain_says_what_a_run_must_not_bring_back() -> None:
    some = running_after(hurt("shin_or_calf", 4))
    assert not some.is_out
    assert some.sentence == (
        "If a run brings back the pain in the shin or calf, stop running for now."
    )
    assert not running_after(hurt("knee", 2)).sentence


def test_slight_pain_that_lasts_forbids_only_a_run_that_hurts_more() -> None:
    course = Course()
    for _ in range(4):
        course.do("strength-a", {"hip-hinge-wall-tap": hurt("knee", 1)}, then_days=8)
    found = running_today(PainToday(DrillHistory(course.sessions), course.frame))
    assert not found.is_out
    assert found.sentence == "Don't run if the pain in the knee is above 2 out of 10."


def test_a_lock_that_only_the_journal_knows_is_not_ended_by_training() -> None:
    past = DrillHistory([], {"pain_at:knee": "locked 0001"})
    found = running_today(PainToday(past, Course().frame))
    assert found.sentence == f"{UNTIL_SEEN} the knee."
