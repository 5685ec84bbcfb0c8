"""Every sentence is spoken to its end, however long it is."""

from __future__ import annotations

import pytest
from tests.core.test_bundled_sessions import session_of
from tests.sound.test_a_session_by_ear_alone import DRILLS, ROUTINES

from coach.config.choices import VoiceLevel
from coach.model.terms import BreathPreset
from coach.question.questions_by_ear import spoken_about_pain
from coach.sound.event_phrases import COMMON_WORDS, LEAVE_LAST, NEXT_DRILL, PAIN_GONE
from coach.sound.speech_engines import LONGEST_TEXT, clean
from coach.sound.speech_plan import phrases, texts_between
from coach.text.speech_length import estimated_ms
from coach.timeline import compile_timeline

ALL = [*ROUTINES, *(drill.id for drill in DRILLS)]


def ending(text: str) -> str:
    return text.rstrip(" .").rpartition(" ")[2]


@pytest.mark.parametrize("text", [*spoken_about_pain(), *COMMON_WORDS])
def test_a_question_about_pain_is_heard_to_its_last_word(text: str) -> None:
    assert clean(text).rstrip(" .").endswith(ending(text))


def test_the_keys_after_pain_are_heard_to_the_last_word() -> None:
    then = "this drill continues with rep 12, right leg"
    for text in (NEXT_DRILL, PAIN_GONE, LEAVE_LAST):
        told = text.format(then=then)
        assert clean(told).rstrip(" .").endswith(ending(told))


@pytest.mark.parametrize("name", ALL)
def test_the_way_into_each_drill_is_heard_to_its_last_word(name: str) -> None:
    timeline = compile_timeline(session_of(name, BreathPreset.STANDARD))
    plan = phrases(timeline, VoiceLevel.FULL, estimated_ms)
    told = texts_between(0, timeline.total_ms, plan, timeline, level=VoiceLevel.FULL)
    for text in told:
        assert clean(text).rstrip(" .").endswith(ending(clean(text[-40:])))


def test_a_text_without_end_is_cut_between_two_words() -> None:
    told = clean("breathe " * 500)
    assert len(told) <= LONGEST_TEXT
    assert set(told.split()) == {"breathe"}
