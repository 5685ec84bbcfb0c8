"""With the voice, a drill starts when its words are over."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from tests.core.test_bundled_sessions import library, session_of
from tests.plans import BRIDGE, CLAMSHELL
from tests.sound.saying import session

from coach.config.choices import VoiceLevel
from coach.model.terms import Base, BreathPreset, Sides
from coach.question.questions_by_ear import spoken_questions
from coach.sound.drill_phrases import dose_wordings
from coach.sound.listening_time import with_time_to_listen
from coach.sound.speech_plan import PhraseKind, phrases
from coach.sound.tone_plan import tone_notes
from coach.sound.tones import Tone
from coach.text.speech_length import estimated_ms
from coach.timeline import SegmentKind, compile_timeline


@pytest.mark.parametrize("name", sorted(library().routines))
def test_of_each_bundled_drill_name_dose_position_side_and_question_are_heard(
    name: str,
) -> None:
    plan = session_of(name, BreathPreset.STANDARD)
    asking = tuple(replace(block, asks=True) for block in plan.blocks)
    timeline = compile_timeline(replace(plan, blocks=asking))
    longer = with_time_to_listen(timeline, estimated_ms)
    planned = phrases(longer, VoiceLevel.FULL, estimated_ms)
    for bout in longer.bouts:
        block = longer.prescription.blocks[bout.block]
        if bout.wait not in {SegmentKind.LEAD_IN, SegmentKind.CHANGE}:
            continue
        heard = {
            each.text
            for each in planned
            if longer.at(each.at_ms).bout == bout.index
            and not longer.at(each.at_ms).is_work
        }
        assert {block.name, f"next: {block.name}"} & heard
        assert set(block.setup) <= heard
        assert set(dose_wordings(block, bout.set, bout.side)) <= heard
        assert {
            "starting in five seconds",
            "ten seconds",
            "starting in ten seconds",
        } & heard
        if bout.side and block.sides is Sides.EACH and block.side_text:
            assert block.side_text.for_side(bout.side) in heard
        if bout.wait is SegmentKind.CHANGE:
            before = longer.prescription.blocks[longer.bouts[bout.index - 1].block]
            assert set(spoken_questions(before.name, before.feel.target)) & heard


@pytest.mark.parametrize("name", sorted(library().routines))
def test_nobody_speaks_while_the_ticks_count_down_to_the_first_breath(name: str) -> None:
    plan = session_of(name, BreathPreset.STANDARD)
    asking = tuple(replace(block, asks=True) for block in plan.blocks)
    longer = with_time_to_listen(
        compile_timeline(replace(plan, blocks=asking)), estimated_ms
    )
    ticks = [note.at_ms for note in tone_notes(longer) if note.tone is Tone.TICK]
    assert ticks
    for said in phrases(longer, VoiceLevel.FULL, estimated_ms):
        # Words may start late, after an answer, but never end later than this.
        is_wait = not longer.at(said.at_ms).is_work
        assert not is_wait or not [at for at in ticks if said.at_ms <= at < said.end_by_ms]


def test_a_position_that_is_left_gets_time_before_the_question() -> None:
    leaving = replace(BRIDGE, sets=1, asks=True, afterwards="Take your feet down")
    longer = with_time_to_listen(session(leaving, CLAMSHELL), estimated_ms)
    planned = phrases(longer, VoiceLevel.FULL, estimated_ms)
    at = next(n for n, each in enumerate(planned) if each.text == leaving.afterwards)
    asked = planned[at + 1]
    assert asked.kind is PhraseKind.ASK
    silence_ms = asked.at_ms - planned[at].at_ms - estimated_ms(planned[at].text)
    assert silence_ms >= 4_000


def test_only_waits_that_are_too_short_become_longer() -> None:
    first = replace(BRIDGE, sets=1, change_ms=30_000)
    clam = replace(CLAMSHELL, change_ms=34_000, switch_ms=20_000)
    long = session(first, clam)
    assert with_time_to_listen(long, estimated_ms) == long
    without = session(replace(BRIDGE, change_ms=0, sets=1))
    assert with_time_to_listen(without, estimated_ms).total_ms == without.total_ms
    short = session(replace(BRIDGE, sets=1), replace(clam, change_ms=4_000))
    longer = with_time_to_listen(short, lambda _: 2_000)
    # Four sentences and their gaps, five seconds and the cued inhale; in front of them the
    # whole session and the key for pain, or the end of the drill and the laptop with time
    # to carry it: 22 s instead of 10, and 26 s instead of 4.
    assert longer.total_ms == short.total_ms + 12_000 + 22_000
    assert [p.text for p in phrases(longer, VoiceLevel.FULL, lambda _: 2_000)].count(
        "Lie on your right side; the left leg works"
    )


@pytest.mark.parametrize("length_ms", [500, 3_000])
def test_a_switch_names_the_side_and_leaves_time_to_move_before_the_ticks(
    length_ms: int,
) -> None:
    kick = replace(CLAMSHELL, base=Base.QUADRUPED, sets=1, switch_ms=5_000)
    longer = with_time_to_listen(session(kick), lambda _: length_ms)
    switch = next(each for each in longer.segments if each.kind is SegmentKind.SWITCH)
    ticks = [each.at_ms for each in tone_notes(longer) if each.tone is Tone.TICK]
    first = next(at for at in ticks if at >= switch.at_ms)
    assert first - switch.at_ms >= 6_000
    planned = phrases(longer, VoiceLevel.FULL, lambda _: length_ms)
    side = kick.side_text.right if kick.side_text else ""
    said = next(each for each in planned if each.text == side)
    assert switch.at_ms < said.at_ms <= first - length_ms - 1_000


def test_the_first_drill_starts_later_while_the_voice_is_loaded() -> None:
    timeline = session(BRIDGE, CLAMSHELL)
    loaded = with_time_to_listen(timeline, estimated_ms)
    loading = with_time_to_listen(timeline, estimated_ms, loading_ms=4_000)
    assert loading.bouts[0].wait_ms == loaded.bouts[0].wait_ms + 4_000
    assert loading.bouts[1:] == loaded.bouts[1:]


def test_a_drill_that_waits_for_the_runner_needs_no_time_for_its_setup() -> None:
    new = session(replace(BRIDGE, waits=True, change_ms=6_000, sets=1))
    assert with_time_to_listen(new, estimated_ms) == new
    kinds = [each.kind for each in phrases(new, VoiceLevel.FULL, estimated_ms)]
    assert PhraseKind.SETUP not in kinds
