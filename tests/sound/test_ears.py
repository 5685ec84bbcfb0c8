from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.builders import make_block, make_prescription
from tests.doubles import Press, play
from tests.plans import (
    BIRD_DOG,
    BREATHING,
    BRIDGE,
    CLAMSHELL,
    bridge,
    pre_run,
    timeline_of,
)
from tests.sound.listening import Listening, WhenTold
from tests.sound.saying import texts

from coach.config.choices import SoundMode, VoiceLevel
from coach.event import Paused, Resumed, SessionEnded
from coach.model.records import EndStatus
from coach.sound.player_process import Channel
from coach.sound.speech_plan import phrases
from coach.sound.spoken_ending import with_end
from coach.sound.tone_plan import ToneNote
from coach.sound.tones import Tone
from coach.timeline import compile_timeline

BREATHS = (9_900, 13_900, 16_900, 20_900, 23_900)
"""Just before the breaths of the first reps of the bridge."""


def listening_to(folder: Path, cycle: str = "exhale 4, inhale 3") -> Listening:
    """One set of two reps: 10 s to get ready, then the work."""
    plan = make_prescription(make_block(cycle=cycle, sets=1))
    return Listening(compile_timeline(plan), folder, mode=SoundMode.TONES)


def test_every_breath_has_its_tone_over_its_whole_length(tmp_path: Path) -> None:
    listening = listening_to(tmp_path)
    listening.play()
    assert listening.tones_heard == [
        "4.0 tick",
        "5.0 tick",
        "6.0 tick",
        "7.0 in 3",
        "10.0 out 4",
        "14.0 in 3",
        "17.0 out 4",
        "21.0 in 3",
        "24.0 done",
    ]


def test_a_tone_goes_on_over_the_phases_and_reps_of_one_breath(tmp_path: Path) -> None:
    listening = listening_to(tmp_path, "exhale 1, exhale 3, inhale 3, exhale 1")
    listening.play()
    assert listening.tones_heard[4:-1] == [
        "10.0 out 4",
        "14.0 in 3",
        "17.0 out 5",
        "22.0 in 3",
        "25.0 out 1",
    ]


def test_an_empty_pause_is_silent(tmp_path: Path) -> None:
    listening = listening_to(tmp_path, "inhale 3, exhale 4, pause 2")
    listening.play()
    assert "10.0 in 3" in listening.tones_heard
    assert "17.0 in 3" not in listening.tones_heard
    assert "19.0 in 3" in listening.tones_heard


def test_work_that_begins_with_in_is_counted_down(tmp_path: Path) -> None:
    listening = listening_to(tmp_path, "inhale 3, exhale 4")
    listening.play()
    assert listening.tones_heard[:4] == ["7.0 tick", "8.0 tick", "9.0 tick", "10.0 in 3"]


def test_the_other_side_is_announced_by_a_signal(tmp_path: Path) -> None:
    block = replace(CLAMSHELL, sets=1, reps=1)
    listening = Listening(timeline_of(block), tmp_path, mode=SoundMode.TONES)
    listening.play()
    assert "19.0 switch" in listening.tones_heard
    assert "20.0 tick" in listening.tones_heard
    assert "21.0 in 3" in listening.tones_heard


def test_a_switch_as_short_as_its_breath_has_both_in_one_sound(tmp_path: Path) -> None:
    block = replace(CLAMSHELL, sets=1, reps=1, switch_ms=3_000)
    listening = Listening(timeline_of(block), tmp_path, mode=SoundMode.TONES)
    listening.play()
    assert "19.0 switch-ready 3" in listening.tones_heard
    assert sum("ready" in each for each in listening.tones_heard) == 1


def test_the_countdown_leaves_out_what_would_sound_over_the_switch(tmp_path: Path) -> None:
    block = replace(CLAMSHELL, phases=BREATHING.phases[:2], switch_ms=3_000, reps=1)
    listening = Listening(
        timeline_of(replace(block, sets=1)), tmp_path, mode=SoundMode.TONES
    )
    listening.play()
    assert [each for each in listening.tones_heard if "22.0" <= each < "25.0"] == [
        "22.0 switch",
        "23.0 tick",
        "24.0 tick",
    ]


def test_with_tones_only_not_a_word_is_said(tmp_path: Path) -> None:
    listening = Listening(pre_run(), tmp_path, mode=SoundMode.TONES)
    listening.play()
    assert listening.words_heard == []
    assert listening.tones_heard


def test_everything_planned_is_said_at_its_time(tmp_path: Path) -> None:
    # In waits with room for everything, also by the estimates at the start.
    drills = (replace(each, change_ms=24_000) for each in (BREATHING, CLAMSHELL, BIRD_DOG))
    timeline = timeline_of(*drills)
    listening = Listening(timeline, tmp_path)
    listening.play()
    plan = phrases(timeline, VoiceLevel.FULL, listening.voice.length_ms)
    *said, last = [
        (at_ms, file)
        for at_ms, where, file in listening.heard.began
        if where is Channel.VOICE
    ]
    texts = [each.text for each in plan[:-1]]
    assert [file for _, file in said] == [listening.voice.file(text) for text in texts]
    late_ms = [at_ms - each.at_ms for (at_ms, _), each in zip(said, plan, strict=False)]
    # Headphones that sleep get 0.3 s before the first name, and after four seconds in
    # which the laptop moves; that shifts the next words: they follow after 80 ms
    # instead of 250.
    assert late_ms[:2] == [300, 300 - 250 + 80]
    assert set(late_ms[2:]) == {0, 300, 300 - 250 + 80}
    assert late_ms.count(300) < 4
    closing = listening.voice.file(
        "Done. 4 minutes, 16 slow breaths. Nothing more to press."
    )
    assert last == (plan[-1].at_ms, closing)  # the last words tell more


def test_a_pause_silences_everything_until_it_is_over(tmp_path: Path) -> None:
    listening = Listening(bridge(), tmp_path)
    listening.play((12_000, "space"), (32_000, "space"))
    assert {(12_000, Channel.VOICE), (12_000, Channel.TONES)} <= set(
        listening.heard.stopped
    )
    began = [each for each in listening.heard.began if 12_000 <= each[0] < 32_000]
    assert began == [
        (12_000, Channel.VOICE, listening.voice.file("Paused. Press space to continue."))
    ]
    # Going on: two seconds of ticks, the cued breath, then the rep from its start.
    assert [each for each in listening.tones_heard if "32" <= each < "38"] == [
        "32.0 tick",
        "33.0 tick",
        "34.0 in 3",
        "37.0 out 4",
    ]


def test_getting_into_position_one_may_listen_to_the_end(tmp_path: Path) -> None:
    block = replace(BRIDGE, waits=True)
    listening = Listening(timeline_of(block), tmp_path)
    listening.play((30_000, "space"))
    assert [at_ms for at_ms, _ in listening.heard.stopped if at_ms < 30_000] == []
    heard = [each for each in listening.tones_heard if "30" <= each < "36"]
    assert heard == ["32.0 tick", "33.0 tick", "34.0 tick", "35.0 in 3"]


def test_what_belongs_to_a_skipped_set_ends_at_once(tmp_path: Path) -> None:
    listening = Listening(bridge(), tmp_path)
    listening.play((12_000, "n"))
    assert {(12_000, Channel.VOICE), (12_000, Channel.TONES)} <= set(
        listening.heard.stopped
    )


def test_more_rest_does_not_cut_a_sentence_off(tmp_path: Path) -> None:
    listening = Listening(bridge(), tmp_path)
    listening.play((500, "+"))
    assert not [at_ms for at_ms, _ in listening.heard.stopped if at_ms < 20_000]


def test_more_rest_later_does_not_sound_the_same_breath_again(tmp_path: Path) -> None:
    listening = Listening(bridge(), tmp_path)
    listening.play((10_000, "+"), (10_001, "+"), (10_100, "+"))
    assert listening.tones_heard[3:6] == ["7.0 in 3", "10.0 out 4", "14.0 in 3"]
    assert not [at_ms for at_ms, _ in listening.heard.stopped if 10_000 < at_ms < 14_000]


def test_m_falls_silent_and_m_again_is_heard_again(tmp_path: Path) -> None:
    listening = Listening(bridge(), tmp_path)
    listening.play((11_000, "m"), (18_000, "m"))
    assert not [at_ms for at_ms, *_ in listening.heard.began if 11_000 <= at_ms < 18_000]
    assert (11_000, Channel.TONES) in listening.heard.stopped
    assert "21.0 in 3" in listening.tones_heard


def test_without_sound_nothing_is_rendered_until_m_asks_for_it(tmp_path: Path) -> None:
    listening = Listening(bridge(), tmp_path, mode=SoundMode.NONE)
    listening.play((15_000, "m"))
    assert listening.tones_heard[0] == "17.0 out 4"
    silent = Listening(bridge(), tmp_path / "sounds", mode=SoundMode.NONE)
    silent.play()
    assert silent.heard.began == []
    assert not list((tmp_path / "sounds" / "sounds").iterdir())


def test_v_says_less_then_nothing_then_all_again(tmp_path: Path) -> None:
    listening = Listening(bridge(), tmp_path)
    said = [listening.ears.level]
    for _ in range(3):
        listening = Listening(bridge(), tmp_path, level=said[-1])
        listening.play((100, "v"))
        said.append(listening.ears.level)
    assert said == [
        VoiceLevel.FULL,
        VoiceLevel.ESSENTIAL,
        VoiceLevel.TONES,
        VoiceLevel.FULL,
    ]
    assert "1" in [each[0] for each in listening.words_heard]


@pytest.mark.parametrize(("late_ms", "is_heard"), [(200, True), (260, False)])
def test_words_and_signals_more_than_a_quarter_second_late_are_left_out(
    tmp_path: Path, late_ms: int, *, is_heard: bool
) -> None:
    # Without the dose, no words are due just before the first tone.
    listening = Listening(bridge(), tmp_path, level=VoiceLevel.ESSENTIAL)
    listening.play(late_ms=late_ms)
    on_the_way = [
        at_ms
        for at_ms, where, _ in listening.heard.began
        # The first tick falls due while a word begins, and so is not that late.
        if (where is Channel.TONES and 4_500 <= at_ms < 6_900)
        or (where is Channel.VOICE and 10_000 <= at_ms < 31_000)
        or (where is Channel.VOICE and 51_000 <= at_ms < 72_000)
    ]
    assert bool(on_the_way) == is_heard


def test_a_sound_that_is_not_rendered_in_time_is_waited_for_a_moment(
    tmp_path: Path,
) -> None:
    workers = WhenTold()
    listening = Listening(bridge(), tmp_path, mode=SoundMode.TONES, workers=workers)
    listening.play((10_100, workers.do_all), (10_101, None))
    assert listening.tones_heard[0].startswith("10.1 out 4")


def test_the_tone_of_a_breath_is_heard_as_long_as_enough_of_the_breath_is_left(
    tmp_path: Path,
) -> None:
    shorter = ToneNote(0, Tone.OUT, 3_000)
    for late_ms, is_heard in ((900, True), (3_100, False)):
        workers = WhenTold()
        folder = tmp_path / str(late_ms)
        folder.mkdir()
        listening = Listening(bridge(), folder, mode=SoundMode.TONES, workers=workers)
        # The shorter tone is asked for as soon as its length is known.
        done = [(10_000 + late_ms + step, workers.do_all) for step in (0, 20, 40)]
        listening.play(*done)
        began_ms = [
            at_ms
            for at_ms, _, file in listening.heard.began
            if file == listening.tones.file(shorter)
        ]
        assert began_ms == ([10_900] if is_heard else [])
        assert "14.0 in 3" in listening.tones_heard


def test_a_busy_computer_leaves_out_no_breath(tmp_path: Path) -> None:
    listening = Listening(bridge(), tmp_path, mode=SoundMode.TONES)
    late: list[Press] = [(at_ms, lambda: listening.clock.advance(700)) for at_ms in BREATHS]
    listening.play(*late)
    began = [at_ms for at_ms, where, _ in listening.heard.began if where is Channel.TONES]
    assert all(any(at <= began_ms <= at + 800 for began_ms in began) for at in BREATHS)


def test_without_a_player_the_bell_rings_for_signals_only(tmp_path: Path) -> None:
    rung: list[int] = []
    listening = Listening(
        timeline_of(replace(CLAMSHELL, sets=1, reps=1)),
        tmp_path,
        has_output=False,
        on_bell=lambda: rung.append(listening.heard.now_ms),
    )
    listening.play()
    assert rung == [6_000, 7_000, 8_000, 19_000, 20_000, 31_000]


def test_a_player_that_stopped_working_is_replaced_by_the_bell(tmp_path: Path) -> None:
    rung: list[int] = []
    listening = listening_to(tmp_path)
    listening = Listening(
        listening.timeline,
        tmp_path,
        mode=SoundMode.TONES,
        on_bell=lambda: rung.append(listening.heard.now_ms),
    )
    listening.heard.is_silent = True
    listening.play()
    assert rung == [4_000, 5_000, 6_000, 24_000]
    assert listening.heard.began == []


def test_the_last_sounds_of_a_whole_session_are_waited_for(tmp_path: Path) -> None:
    listening = Listening(bridge(), tmp_path)
    listening.play()
    listening.ears.close()
    closing = listening.voice.file("Done. 1 minute, 6 slow breaths. Nothing more to press.")
    assert (72_000, Channel.VOICE, closing) in listening.heard.began
    assert 1_000 < listening.heard.waited_ms[0] < 2_000


def test_a_stopped_session_ends_with_one_word(tmp_path: Path) -> None:
    listening = Listening(bridge(), tmp_path)
    outcome = listening.play((12_500, "q"), (12_600, "q")).outcome
    assert outcome.status is EndStatus.STOPPED
    said = [(at_ms, file) for at_ms, _, file in listening.heard.began if at_ms >= 12_500]
    assert said == [
        (12_500, listening.voice.file("Paused. Press space to continue.")),
        (12_600, listening.voice.file("stopped")),
    ]
    listening.ears.close()
    assert listening.heard.waited_ms == [960]


KEYS = st.sampled_from(["space", "n", "b", "r", "+", "-", "[", "]", "m", "v", "a", "h"])


@settings(max_examples=40)
@example(presses=[(0, "n"), (0, "h"), (1, "-")], mode=SoundMode.TONES)
@given(
    presses=st.lists(st.tuples(st.integers(0, 90_000), KEYS), max_size=8),
    mode=st.sampled_from([SoundMode.TONES, SoundMode.VOICE]),
)
def test_whatever_is_pressed_ears_change_nothing_and_nothing_planned_sounds_in_a_pause(
    presses: list[tuple[int, str]],
    mode: SoundMode,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    pressed = sorted(presses)
    script = [*pressed, (400_000, "space"), (800_000, "q"), (800_001, "q")]
    folder = tmp_path_factory.mktemp("ears")
    listening = Listening(pre_run(), folder, mode=mode)
    with_ears = listening.play(*script)
    without = play(pre_run(), script)
    keys = "".join(key[0] for _, key in pressed)
    # After pain and N, the voice waits for a key before the next drill.
    waits = mode is SoundMode.VOICE and "n" in keys.partition("h")[2]
    assert waits or with_ears.heard.events == without.heard.events
    # What a key did is said in the pause as well.
    every = texts(with_ears.outcome.moment.timeline, VoiceLevel.FULL)
    planned = {listening.voice.file(text) for text in every}
    paused_ms: int | None = None
    told = zip(with_ears.heard.events, with_ears.heard.told_at_ms, strict=True)
    for event, at_ms in told:
        if isinstance(event, Resumed | SessionEnded) and paused_ms is not None:
            began = [
                each
                for each, where, file in listening.heard.began
                if paused_ms < each < at_ms and (where is Channel.TONES or file in planned)
            ]
            assert began == []
            paused_ms = None
        elif isinstance(event, Paused) and paused_ms is None:
            paused_ms = at_ms


def test_a_rest_that_a_key_changed_is_said_at_once_and_by_its_length(
    tmp_path: Path,
) -> None:
    listening = Listening(bridge(), tmp_path)
    listening.play((12_000, "+"))
    file = listening.voice.file("next rest 30 seconds")
    assert (12_000, Channel.VOICE, file) in listening.heard.began


def test_a_longer_wait_for_the_next_drill_is_not_called_a_change(tmp_path: Path) -> None:
    other = make_block("clamshell", pattern="abduction")
    listening = Listening(timeline_of(replace(BRIDGE, sets=1), other), tmp_path)
    listening.play((12_000, "+"))
    file = listening.voice.file("next wait 20 seconds")
    assert (12_000, Channel.VOICE, file) in listening.heard.began


@pytest.mark.parametrize("loads", [("low_back",), ()])
def test_who_should_see_a_pain_is_said_aloud_also_where_no_drill_is_left(
    loads: tuple[str, ...], tmp_path: Path
) -> None:
    other = make_block("clamshell", pattern="abduction", loads=loads)
    timeline = timeline_of(BRIDGE, other)
    listening = Listening(timeline, tmp_path)
    keys = ("h", "1", "8", "0")  # it hurts: the low back, 8 of 10, nothing else
    pressed = [(22_000 + 1_000 * at, key) for at, key in enumerate(keys)]
    script = [*pressed, (40_000, "q"), (40_100, "q")]
    play(timeline, script, clock=listening.clock, others=[listening.ears], asks=True)
    advice = "See a doctor or physio this week."
    # With nothing left to do, the session is over.
    file = listening.voice.file(with_end(advice) if loads else advice)
    said = [at for at, _, heard in listening.heard.began if heard == file]
    assert said == [25_000]
