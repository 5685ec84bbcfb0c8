"""What the coach has changed is heard: every drill's dose is spoken, in every course."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.coaching.course import Course
from tests.coaching.test_courses_to_read import BRIDGE, COURSES, Day

from coach.coaching.exits import ExitAnswer, exit_text
from coach.config.choices import VoiceLevel
from coach.model.prescription import Block, Prescription
from coach.sound.drill_phrases import dose_wordings
from coach.sound.listening_time import with_time_to_listen
from coach.sound.speech_plan import phrases
from coach.text.speech_length import estimated_ms
from coach.timeline import compile_timeline


def spoken(plan: Prescription) -> set[str]:
    timeline = with_time_to_listen(compile_timeline(plan), estimated_ms)
    return {each.text for each in phrases(timeline, VoiceLevel.FULL, estimated_ms)}


def doses(block: Block) -> set[str]:
    return {
        each for side in (None, block.first_side) for each in dose_wordings(block, 1, side)
    }


@pytest.mark.parametrize("days", COURSES.values(), ids=COURSES.keys())
def test_the_dose_of_every_drill_is_heard_whatever_was_changed(days: list[Day]) -> None:
    course = Course(kit=("band", "step"))
    for day in days:
        if day.chosen:
            answer = ExitAnswer(day.chosen, course.sessions[-1].id).words
            course.checked[exit_text(day.routine, BRIDGE)] = answer
        if course.decide(day.routine).chosen:
            plan = course.plan(day.routine)
            said = spoken(plan)
            assert all(not said.isdisjoint(doses(block)) for block in plan.blocks)
            answers = {day.of: day.said} if day.of else day.said
            course.do(day.routine, answers, then_days=day.then_days, morning=day.morning)
        else:
            course.now += timedelta(days=day.then_days)
