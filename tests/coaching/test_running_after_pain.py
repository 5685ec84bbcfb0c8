"""What recent pain says about running."""

from __future__ import annotations

import pytest
from tests.coaching.course import Answer, Course, table

from coach.coaching.drill_history import DrillHistory
from coach.coaching.place_locks import painful_places
from coach.coaching.running_today import RunningToday, running_today

UNTIL_SEEN = "Do not run until a doctor or physio has seen"


def running_after(*answers: Answer) -> RunningToday:
    course = Course()
    for said in answers:
        course.do("strength-a", {"hip-hinge-wall-tap": said})
    past = DrillHistory(course.sessions)
    return running_today(painful_places(past, table(), course.now.date()))


def hurt(place: str, pain: int = 8) -> Answer:
    return {"pain": pain, "where_pain": place}


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("knee", "Don't run while the knee hurts."),
        ("low_back", "Don't run while the low back hurts."),
        ("shin_or_calf", f"{UNTIL_SEEN} the shin or calf."),
        (
            "ankle_or_foot",
            "Do not run until a doctor or physio has seen the ankle or foot.",
        ),
        ("neck", ""),
    ],
)
def test_after_severe_pain_nobody_runs_on_what_hurts(place: str, said: str) -> None:
    assert running_after(hurt(place)).sentence == said


def test_a_place_that_is_locked_is_not_run_on_until_it_was_seen() -> None:
    twice = running_after(hurt("knee"), hurt("knee"))
    assert twice.sentence == f"{UNTIL_SEEN} the knee."
    assert not running_after(hurt("neck"), hurt("neck")).sentence


def test_the_groin_is_for_a_doctor_and_the_rule_already_says_so() -> None:
    groin = running_after(hurt("groin_or_deep_hip", 3))
    assert groin.sentence == "Do not run until a doctor has seen the groin or deep hip."
    assert groin.is_told


def test_a_little_pain_says_nothing_about_running() -> None:
    assert not running_after(hurt("knee", 4)).sentence
