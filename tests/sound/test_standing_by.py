"""While a new drill waits for the runner, the ears hear how to lie and what to press."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.builders import make_prescription
from tests.doubles import Press, play
from tests.plans import BRIDGE, CLAMSHELL, timeline_of
from tests.sound.listening import Listening

from coach.config.choices import SoundMode, VoiceLevel
from coach.model.prescription import ExpectedFeel
from coach.model.terms import BodyPlace, Side
from coach.model.weights import Weight, WeightUnit
from coach.question.questions_by_ear import HOW_TO_CORRECT_LATER, spoken_questions
from coach.sound.drill_phrases import position_wording
from coach.sound.player_process import Channel
from coach.sound.way_into_position import (
    AT_THE_FIRST_START,
    AT_THE_START,
    TO_FETCH,
    TURN_ROUND,
    WHEN_IN_POSITION,
    standing_texts,
    step_ms,
)
from coach.timeline import compile_timeline

NEW = timeline_of(replace(BRIDGE, waits=True, sets=1))
TURNED: Press = (300_000, "space")
"""Pressed once the runner lies on the other side."""


LYING = (
    "You will lie on your right side, your left leg on top. "
    "Put the laptop on the floor in front of your face, at arm's length, keys towards you"
)


def heard(
    folder: Path, at_ms: int = 40_000, level: VoiceLevel = VoiceLevel.FULL
) -> list[str]:
    listening = Listening(NEW, folder, level=level)
    listening.play((at_ms, "space"))
    return listening.words_heard


def words(lines: list[str]) -> list[str]:
    return [line.split(" ", 1)[1] for line in lines]


def test_setup_and_cue_and_the_key_are_said_in_the_hold(tmp_path: Path) -> None:
    said = heard(tmp_path)
    expected = [
        "Glute bridge",
        *AT_THE_FIRST_START,
        *standing_texts(NEW.prescription.blocks[0], 1, VoiceLevel.FULL)[:1],
        "?",  # where the laptop goes
        *standing_texts(NEW.prescription.blocks[0], 1, VoiceLevel.FULL)[1:],
    ]
    assert words(said)[: len(expected)] == expected
    assert expected[-1] == WHEN_IN_POSITION
    # It begins behind the name, and not where the wait stands still after 5 s.
    assert float(said[1].split()[0]) < 2.0


def test_how_to_lie_is_said_right_after_the_name_also_before_a_long_wait(
    tmp_path: Path,
) -> None:
    block = replace(BRIDGE, waits=True, sets=1, change_ms=40_000)
    listening = Listening(timeline_of(block), tmp_path)
    listening.play((60_000, "space"))
    assert float(listening.words_heard[1].split()[0]) < 2.0
    assert all(float(line.split()[0]) < 12.0 for line in listening.words_heard[:5])


def test_a_resumed_session_is_prepared_without_the_drills_that_are_done(
    tmp_path: Path,
) -> None:
    plan = make_prescription(
        replace(BRIDGE, waits=True, sets=1), replace(CLAMSHELL, waits=True, sets=1)
    )
    left = compile_timeline(plan, {(0, 1, None)})
    listening = Listening(left, tmp_path)
    listening.play((30_000, "space"), TURNED)
    assert "Lie on your side, knees bent" in words(listening.words_heard)
    assert listening.voice.file("Feet flat, hip-width apart") is None


def test_after_each_step_the_body_has_time_to_follow(tmp_path: Path) -> None:
    lines = [line.split(" ", 1) for line in heard(tmp_path)]
    steps = NEW.prescription.blocks[0].setup
    followed = [
        (before, round(float(after_at) - float(at), 1))
        for (at, before), (after_at, _) in pairwise(lines[1:13])
    ]
    took = {text: gap for text, gap in followed if text in steps}
    assert len(took) == len(steps)
    # To lie down takes longer than to move the feet.
    assert 6.5 <= took[steps[0]] < 7.0
    assert all(2.9 < took[step] < 3.5 for step in steps[1:])
    (carry_s,) = (gap for text, gap in followed if text == "?")
    assert 4.0 < carry_s < 5.0
    others = [gap for text, gap in followed if text not in {*steps, "?"}]
    assert all(1.0 < gap < 2.0 for gap in others)


def test_lying_down_on_a_side_takes_longer_than_the_steps_after_it() -> None:
    side = "Lie on your right side; the left leg works"
    took = [
        step_ms(CLAMSHELL, text, Side.LEFT, (), is_placed=is_placed)
        for text, is_placed in ((side, False), (CLAMSHELL.setup[0], False), (side, True))
    ]
    assert took == [6_000, 2_500, 2_500]


def test_where_to_feel_a_drill_is_said_before_it() -> None:
    stretch = replace(BRIDGE, feel=ExpectedFeel((BodyPlace.FRONT_OF_HIP, BodyPlace.QUADS)))
    told = "You should feel this at the front of the hip or quads"
    assert told in standing_texts(stretch, 1, VoiceLevel.FULL)
    assert told not in standing_texts(stretch, 1, VoiceLevel.ESSENTIAL)


def test_a_band_takes_longer_than_a_step(tmp_path: Path) -> None:
    band = "If you use a band, put it above the knees"
    block = replace(BRIDGE, setup=(band, *BRIDGE.setup), steps_ahead=1, waits=True, sets=1)
    listening = Listening(timeline_of(block), tmp_path)
    listening.play((58_000, "space"), (120_000, "space"))
    lines = [line.split(" ", 1) for line in listening.words_heard]
    at = [text for _, text in lines].index(band)
    assert lines[at + 1][1] == TO_FETCH
    # The runner takes any time for it, and says when it is done.
    assert 58 <= float(lines[at + 2][0]) < 58.5


def test_the_setup_is_said_once_however_long_it_takes(tmp_path: Path) -> None:
    said = words(heard(tmp_path, at_ms=300_000))
    setup = standing_texts(NEW.prescription.blocks[0], 1, VoiceLevel.FULL)[:-1]
    assert [said.count(text) for text in setup] == [1] * len(setup)


def test_the_key_is_said_again_after_a_while_of_silence(tmp_path: Path) -> None:
    lines = [line for line in heard(tmp_path, at_ms=120_000) if WHEN_IN_POSITION in line]
    times = [float(line.split()[0]) for line in lines]
    assert len(times) == 3
    gaps = [round(after - before, 1) for before, after in pairwise(times)]
    assert all(45 <= gap < 47 for gap in gaps)


def test_who_is_ready_at_once_hears_no_more_of_it(tmp_path: Path) -> None:
    assert WHEN_IN_POSITION not in words(heard(tmp_path, at_ms=2_000))


def test_an_answer_during_the_setup_is_confirmed_and_the_setup_goes_on(
    tmp_path: Path,
) -> None:
    clam = replace(CLAMSHELL, sets=1, waits=True)
    timeline = timeline_of(replace(BRIDGE, sets=1, asks=True), clam)
    listening = Listening(timeline, tmp_path)
    # In the first sentence of the setup.
    script: list[Press] = [(45_200, "2"), (80_000, "space"), TURNED]
    play(timeline, script, clock=listening.clock, others=[listening.ears], asks=True)
    first, *others = standing_texts(
        clam,
        1,
        VoiceLevel.FULL,
        (),
        Side.LEFT,
        ahead=[LYING],
    )
    # The sentence stops at the key, and is said again with its whole time.
    told = (first, "noted: good", HOW_TO_CORRECT_LATER, first, *others)
    expected = [listening.voice.file(text) for text in told]
    said = [
        file
        for at_ms, where, file in listening.heard.began
        if 44_500 < at_ms < 79_000 and where is Channel.VOICE
    ]
    assert said == expected


def test_a_question_about_the_drill_before_comes_before_the_next_name(
    tmp_path: Path,
) -> None:
    clam = replace(CLAMSHELL, sets=1, waits=True)
    timeline = timeline_of(replace(BRIDGE, sets=1, asks=True), clam)
    listening = Listening(timeline, tmp_path)
    play(
        timeline,
        [(80_000, "space"), TURNED],
        clock=listening.clock,
        others=[listening.ears],
        asks=True,
    )
    wanted = (spoken_questions("Glute bridge", BRIDGE.feel.target)[0], "next: Clamshell")
    said = [heard for _, where, heard in listening.heard.began if where is Channel.VOICE]
    assert tuple(map(listening.voice.file, wanted)) in set(pairwise(said))


def test_the_essential_voice_says_only_what_to_press(tmp_path: Path) -> None:
    said = words(heard(tmp_path, level=VoiceLevel.ESSENTIAL))
    assert said[:3] == ["Glute bridge", AT_THE_START[0], WHEN_IN_POSITION]


def test_without_tones_only_signals_are_heard(tmp_path: Path) -> None:
    listening = Listening(NEW, tmp_path, mode=SoundMode.VOICE, has_tones=False)
    listening.play((40_000, "space"))
    assert not any(" out" in tone or " in" in tone for tone in listening.tones_heard)
    assert listening.tones_heard[-1].endswith("done")


@pytest.mark.parametrize("level", [VoiceLevel.FULL, VoiceLevel.ESSENTIAL])
def test_the_tones_level_says_nothing(level: VoiceLevel) -> None:
    block = NEW.prescription.blocks[0]
    assert standing_texts(block, 1, level)
    assert standing_texts(block, 1, VoiceLevel.TONES) == ()


def test_a_weight_is_named_before_the_position() -> None:
    block = replace(NEW.prescription.blocks[0], weight=Weight(8_000, WeightUnit.KG))
    said = standing_texts(block, 1, VoiceLevel.FULL)
    assert said[0] == "1 set of 3"
    assert said[1].startswith("8 kilo")
    assert said[2] == block.setup[0]


def test_a_band_comes_before_the_side_on_which_to_lie() -> None:
    band = "If you use a band, put it above the knees"
    clam = replace(CLAMSHELL, setup=(band, *CLAMSHELL.setup), steps_ahead=1)
    said = standing_texts(clam, 1, VoiceLevel.FULL, (), Side.LEFT)
    assert said[:5] == (
        "3 on the left leg, then 3 on the right; then the same again",
        band,
        TO_FETCH,
        "Lie on your right side; the left leg works",
        "Lie on your side, knees bent",
    )


def test_after_a_pause_the_position_is_told_and_not_what_to_fetch() -> None:
    ball = "Have a ball at hand, if you like"
    block = replace(BRIDGE, setup=(ball, *BRIDGE.setup), steps_ahead=1)
    assert position_wording(block, None) == "Lie on your back, knees bent"


def test_turning_round_waits_for_the_runner_and_brings_the_laptop(tmp_path: Path) -> None:
    listening = Listening(timeline_of(replace(CLAMSHELL, waits=True, sets=1)), tmp_path)
    listening.play((40_000, "space"), TURNED)
    said = words(listening.words_heard)
    begins = said.index(TURN_ROUND[0])
    assert said[begins : begins + 4] == [
        *TURN_ROUND,
        "Lie on your left side; the right leg works",
        WHEN_IN_POSITION,
    ]
    late = [line for line in listening.words_heard if float(line.split()[0]) > 300]
    # With the key that says so: nothing is said while the ticks count down.
    assert listening.voice.file("right leg in 5 seconds") is not None
    assert words(late)[0] == "in"


def test_the_way_into_the_position_can_be_heard_again(tmp_path: Path) -> None:
    listening = Listening(NEW, tmp_path)
    listening.play((30_000, "s"), (60_000, "space"))
    again = [line for line in listening.words_heard if 30 <= float(line.split()[0]) < 60]
    assert words(again)[-1] == WHEN_IN_POSITION
    assert set(NEW.prescription.blocks[0].setup) < set(words(again))
