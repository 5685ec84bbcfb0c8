"""What the rules said of sessions that are over, for the gates of programmes."""

from __future__ import annotations

from datetime import date

import pytest
from tests.coaching.course import EASY, GOOD, NOTHING, Answer, Course, table

from coach.coaching.drill_history import DrillHistory
from coach.coaching.past_verdicts import Judging
from coach.coaching.programme.gate import all_of, judge
from coach.model.session_facts import RoutineDone
from coach.model.verdict import Verdict


def verdicts(*answers: Answer) -> tuple[list[Verdict], Course]:
    """One session of Strength A for each answer, the newest one first."""
    course = Course()
    for answer in answers:
        course.do("strength-a", answer, then_days=3)
    past = DrillHistory(course.sessions)
    judging = Judging(lambda _, __: past, lambda: table().rules)
    first, last = course.sessions[0].started_at.date(), course.now.date()
    return judging(first, last, "strength-a"), course


def rules(*answers: Answer) -> list[set[str]]:
    """The rules of each session, the oldest one first."""
    found, course = verdicts(*answers)
    return [
        {verdict.rule for verdict in found if verdict.session == session.id}
        for session in course.sessions
    ]


def test_the_first_easy_session_says_nothing_yet_and_the_second_is_good() -> None:
    first, second = rules(EASY, EASY)
    assert first == {"G0"}
    assert "G1" in second
    assert all(Verdict("", _day(), None, "", rule).is_silent for rule in first)


def test_good_work_is_good_at_once() -> None:
    assert rules(GOOD) == [{"G2"}]


def test_pain_is_an_alarm() -> None:
    found, _ = verdicts({"pain": 4, "where_pain": "low_back"})
    assert found
    assert all(verdict.is_alarm for verdict in found)


@pytest.mark.parametrize("easy", [EASY, GOOD])
def test_slight_pain_is_an_alarm_however_good_the_rest_was(easy: Answer) -> None:
    found, _ = verdicts({**easy, "pain": 1, "where_pain": "knee"})
    assert {verdict.rule for verdict in found} == {"P0"}
    assert all(verdict.is_alarm and not verdict.is_good for verdict in found)


def test_a_session_nobody_answered_for_has_no_verdict() -> None:
    assert rules(NOTHING, NOTHING) == [set(), set()]


def test_only_pain_and_safety_are_alarms() -> None:
    for rule, is_alarm in (
        ("S1", True),
        ("S2-again", True),
        ("P1-clinician", True),
        ("F2", False),
        ("E1", False),
        ("G1", False),
        ("SLOWER", False),
    ):
        assert Verdict("", _day(), None, "", rule).is_alarm is is_alarm


def test_a_gate_opens_with_what_was_really_said() -> None:
    found, course = verdicts(EASY, EASY)
    done = [RoutineDone(s.id, "strength-a", s.started_at) for s in course.sessions]
    gate = judge("strength-a", done, all_of(found), done[-1].day)
    assert (gate.good, gate.judged, gate.is_open) == (1, 1, True)


def test_an_answer_of_two_weeks_before_the_first_day_still_counts() -> None:
    course = Course()
    course.do("only glute-bridge", EASY, then_days=7)
    course.do("only glute-bridge", NOTHING, then_days=7)
    course.do("only glute-bridge", EASY)

    def between(first: date, last: date) -> DrillHistory:
        days = [session.started_at.date() for session in course.sessions]
        within = [s for s, day in zip(course.sessions, days, strict=True) if first <= day]
        return DrillHistory([s for s in within if s.started_at.date() <= last])

    day = course.sessions[-1].started_at.date()
    (verdict,) = Judging(between, lambda: table().rules)(day, day, "own-day")
    assert verdict.rule == "G1"


def _day() -> date:
    return Course().now.date()
