"""What is said in a session, when, and in which words."""

from __future__ import annotations

import shutil
import subprocess
import wave
from array import array
from pathlib import Path

import pytest
from msgspec import UNSET
from msgspec.structs import replace
from tests.builders import make_block, make_prescription
from tests.plans import BIRD_DOG, BREATHING, BRIDGE, CLAMSHELL
from tests.sound.saying import half_a_second, said, session, texts, words

from coach.config.choices import VoiceLevel
from coach.model.prescription import Block, PrescribedPhase, SideDose, SideDoses, SideWords
from coach.model.terms import Base, Breath, BreathEffort, Side, SideOrder, Sides, Unit
from coach.model.weights import Weight, WeightUnit
from coach.sound.laptop_place import (
    CARRY,
    CARRY_UP,
    EYES_OPEN,
    FEET_TO_WALL,
    STAND_UP,
    STEADY,
    TAKE_ALL,
)
from coach.sound.speech_plan import PhraseKind, phrases
from coach.sound.tone_plan import tone_notes
from coach.sound.tones import Tone
from coach.sound.wait_phrases import COME_BACK
from coach.sound.way_into_position import (
    AT_THE_START,
    standing_texts,
)
from coach.text.speech_length import estimated_ms
from coach.timeline import compile_timeline

SHORT_QUESTION = (
    "Did you feel the glute bridge in the abs? "
    "One easy, two good, three too hard, four elsewhere or not at all, five it hurt."
)
LONG_WAITS = {"change_ms": 30_000, "rest_ms": 30_000, "switch_ms": 20_000}


# Before the work


def test_the_way_into_the_first_drill_is_told_in_the_order_it_is_needed() -> None:
    clam = replace(CLAMSHELL, change_ms=30_000)
    assert said(session(clam), until_s=30) == [
        "0.0 Clamshell",
        f"0.8 {AT_THE_START[0]}",
        "1.5 3 on the left leg, then 3 on the right; then the same again",
        "2.2 Lie on your right side; the left leg works",
        "3.0 Lie on your side, knees bent",
        "7.0 starting in twenty seconds",
        "7.8 Think: Pelvis stacked, only the knee moves",
        "27.0 in",
    ]


def test_the_side_is_said_before_the_steps_that_depend_on_it() -> None:
    kneel = ("Kneel down", "Front foot flat", "Chest tall")
    clam = replace(CLAMSHELL, setup=kneel, base=Base.HALF_KNEELING, **LONG_WAITS)
    side = "Lie on your right side; the left leg works"
    expected = [kneel[0], side, *kneel[1:]]
    assert words(session(clam), PhraseKind.SETUP, PhraseKind.SIDE)[:4] == expected
    held = list(standing_texts(clam, 1, VoiceLevel.FULL, (), Side.LEFT))
    assert held[:5] == [
        "3 on the left leg, then 3 on the right; then the same again",
        *expected,
    ]
    lying = replace(clam, base=Base.SIDE_LYING)
    heard = words(session(lying), PhraseKind.SETUP, PhraseKind.SIDE)
    assert heard[:4] == [side, *kneel]
    march = replace(clam, sides=Sides.ALTERNATE)
    heard = words(session(march), PhraseKind.SETUP, PhraseKind.SIDE)
    assert heard[:4] == [
        *kneel,
        "When the first rep starts: lie on your right side; the left leg works",
    ]


def test_a_change_says_the_name_of_the_drill_once() -> None:
    names = words(session(BRIDGE, CLAMSHELL), PhraseKind.NAME, PhraseKind.NEXT)
    assert names == [
        "Short day: 2 drills, about 3 minutes. You need a mat.",
        "Glute bridge",
        "2 sets of 3",
        "next: Clamshell",
        "3 on the left leg, then 3 on the right; then the same again",
    ]


@pytest.mark.parametrize(
    ("block", "told"),
    [
        (replace(BRIDGE, sets=1), "1 set of 3"),
        (replace(BRIDGE, sets=1, reps=1), "1 set of 1"),
        (replace(BRIDGE, sets=2), "2 sets of 3"),
        (replace(BRIDGE, sets=1, unit=Unit.BREATHS), "3 breaths"),
        (replace(BRIDGE, sets=2, unit=Unit.BREATHS), "2 sets of 3 breaths"),
        (
            replace(CLAMSHELL, sets=2, reps=8),
            "8 on the left leg, then 8 on the right; then the same again",
        ),
        (
            replace(CLAMSHELL, sets=2, reps=8, side_order=SideOrder.BY_SIDE),
            "2 sets of 8 on each leg, left first",
        ),
        (
            replace(CLAMSHELL, sides=Sides.ALTERNATE, sets=1, reps=16),
            "1 set of 16, 8 each side, left first",
        ),
        (
            replace(CLAMSHELL, by_side=SideDoses(SideDose(2, 6), SideDose(1, 8))),
            "left, 2 sets of 6; right, 1 set of 8",
        ),
        (
            replace(
                CLAMSHELL,
                first_side=Side.RIGHT,
                by_side=SideDoses(SideDose(0, 6), SideDose(2, 8)),
            ),
            "2 sets of 8",
        ),
    ],
)
def test_sets_and_reps_are_told_after_the_name(block: Block, told: str) -> None:
    timeline = session(replace(block, **LONG_WAITS))
    assert words(timeline, PhraseKind.NAME)[:2] == [block.name, told]
    side = block.working_sides[0]
    assert standing_texts(block, 1, VoiceLevel.FULL, (), side)[0] == told


def test_sets_and_reps_are_left_out_where_they_would_be_untrue_or_too_much() -> None:
    clam = replace(CLAMSHELL, **LONG_WAITS)
    tested = session(replace(clam, test="a-test"))
    assert words(tested, PhraseKind.NAME) == ["Clamshell"]
    essential = words(session(clam), PhraseKind.NAME, level=VoiceLevel.ESSENTIAL)
    assert essential == ["Clamshell"]
    told = "3 on the left leg, then 3 on the right; then the same again"
    assert told in standing_texts(clam, 1, VoiceLevel.FULL, (), Side.LEFT)
    assert told not in standing_texts(clam, 2, VoiceLevel.FULL, (), Side.LEFT)
    assert told not in standing_texts(clam, 1, VoiceLevel.FULL, (), Side.RIGHT)
    assert told not in standing_texts(clam, 1, VoiceLevel.ESSENTIAL, (), Side.LEFT)


def test_a_continued_drill_is_not_told_with_sets_that_are_done() -> None:
    plan = make_prescription(replace(BRIDGE, **LONG_WAITS), CLAMSHELL)
    whole, rest = compile_timeline(plan), compile_timeline(plan, frozenset({(0, 1, None)}))
    assert words(whole, PhraseKind.NAME)[1:3] == ["Glute bridge", "2 sets of 3"]
    assert words(rest, PhraseKind.NAME)[1:] == [
        "Glute bridge",
        "3 on the left leg, then 3 on the right; then the same again",
    ]


def test_the_whole_position_is_heard_rather_than_sets_and_reps() -> None:
    def heard(change_ms: int) -> list[str]:
        timeline = session(replace(CLAMSHELL, change_ms=change_ms))
        return [line.split(" ", 1)[1] for line in said(timeline, until_s=5)]

    told, side = (
        "3 on the left leg, then 3 on the right; then the same again",
        "Lie on your right side; the left leg works",
    )
    assert told in heard(12_000)
    assert told not in heard(6_000)
    assert side in heard(6_000)
    assert CLAMSHELL.setup[0] in heard(6_000)


def test_the_name_is_said_alone_where_next_is_switched_off() -> None:
    timeline = session(replace(BRIDGE, sets=1), CLAMSHELL)
    assert "31.0 next: Clamshell" in said(timeline)
    assert "31.0 Clamshell" in said(timeline, skip=[PhraseKind.NEXT])


def test_setup_stops_at_the_first_step_for_which_there_is_no_time() -> None:
    steps = ("Sit down", "Legs long", "Bend one knee", "Lean back, look up", "Go")
    block = replace(BRIDGE, setup=steps, cues=(), change_ms=14_000)

    def lasts_ms(text: str) -> int:
        return 5_500 if text.startswith("Lean") else 900

    # The last step would have fitted.
    assert said(session(block), length_ms=lasts_ms, until_s=11) == [
        "0.0 Glute bridge",
        f"1.1 {AT_THE_START[0]}",
        "2.3 Sit down",
        "3.5 Legs long",
        "4.6 Bend one knee",
        "6.0 starting in five seconds",
    ]


def test_words_are_over_a_second_before_work_that_starts_without_a_cue() -> None:
    assert BREATHING.phases[0].breath is Breath.INHALE
    lasts_ms = 2_900
    planned = phrases(session(BREATHING), VoiceLevel.FULL, lambda _: lasts_ms)
    waiting = [each for each in planned if each.at_ms < 10_000]
    assert len(waiting) == 2
    assert all(each.at_ms + lasts_ms <= 9_000 for each in waiting)


def test_a_switch_is_said_with_as_much_of_the_side_as_fits() -> None:
    clam = replace(CLAMSHELL, sets=1)

    def at_the_switch(switch_ms: int) -> list[str]:
        timeline = session(replace(clam, switch_ms=switch_ms))
        start = next(s.at_ms for s in timeline.segments if s.kind == "switch")
        return [
            each.text
            for each in phrases(timeline, VoiceLevel.FULL, estimated_ms)
            if start <= each.at_ms < start + switch_ms
        ]

    sentence = "Lie on your left side; the right leg works"
    assert at_the_switch(17_000) == [
        "switch sides: turn round, so your head is where your feet were",
        sentence,
        "right leg starts in 7 seconds",
        "in",
    ]
    assert at_the_switch(9_000) == ["switch sides: turn round", sentence, "in"]
    assert at_the_switch(7_000) == [
        "switch sides: turn round",
        "Lie on your left side",
        "in",
    ]
    assert at_the_switch(5_000) == ["turn round", "right leg", "in"]
    assert at_the_switch(3_000) == ["in"]


def test_a_side_that_is_changed_without_turning_round_is_only_switched() -> None:
    standing = replace(CLAMSHELL, base=Base.STANDING, sets=1, switch_ms=10_000)
    assert "switch sides" in words(session(standing), PhraseKind.WAIT)


def test_a_long_switch_says_when_it_goes_on() -> None:
    timeline = session(replace(CLAMSHELL, sets=1, switch_ms=25_000))
    start = next(s.at_ms for s in timeline.segments if s.kind == "switch") / 1000
    heard = [each.split(" ", 1) for each in said(timeline)]
    counted = [float(at) - start for at, words in heard if "starts in" in words]
    # Twenty seconds before the cued inhale, which takes three.
    assert counted[-1] == 2.0


def test_the_short_form_of_a_side_names_the_limb_that_works() -> None:
    kick = SideWords(
        left="The left leg works; the right knee stays down",
        right="The right leg works; the left knee stays down",
    )
    block = replace(CLAMSHELL, sets=1, switch_ms=5_000, side_text=kick)
    assert "right leg" in texts(session(block), VoiceLevel.FULL)
    assert "the left knee stays down" not in texts(session(block), VoiceLevel.FULL)


def test_a_side_whose_wait_was_too_short_is_said_with_the_first_rep() -> None:
    clam = replace(CLAMSHELL, sets=1, switch_ms=3_000)
    timeline = session(clam)
    work = next(s for s in timeline.segments if s.is_work and s.side == "right")
    at = f"{work.at_ms / 1000:.1f}"
    assert f"{at} the right leg works" in said(
        timeline, VoiceLevel.ESSENTIAL, lambda _: 400
    )


@pytest.mark.parametrize("wait_ms", [0, 500, 3_000])
def test_a_drill_without_a_wait_is_named_with_its_first_rep(wait_ms: int) -> None:
    cycle = make_block(cycle="exhale 4, inhale 3").phases
    bridge = replace(BRIDGE, phases=cycle, change_ms=wait_ms)
    timeline = session(bridge, replace(bridge, name="Hip thrust"))
    assert words(timeline, PhraseKind.NAME) == ["Glute bridge", "Hip thrust"]


def test_a_rest_says_rest_and_keeps_the_cue_for_its_end() -> None:
    heard = [each for each in said(session(BRIDGE)) if 31 <= float(each.split()[0]) < 51]
    assert heard == [
        "31.0 rest, 17 seconds, then one more set; relax on your back",
        "44.3 Think: Ribs stay down",
        "48.0 in",
    ]


def test_a_cue_that_is_long_for_the_last_third_of_a_rest_starts_sooner() -> None:
    planned = phrases(session(BRIDGE), VoiceLevel.FULL, lambda _: 5_000)
    cue = next(each for each in planned if each.text.endswith("Ribs stay down"))
    assert cue.at_ms + 5_000 == cue.end_by_ms < 48_000


def test_a_cue_is_over_before_the_ticks_or_is_left_out() -> None:
    def cues(rest_ms: int, lasts_ms: int) -> list[int]:
        timeline = session(replace(BRIDGE, rest_ms=rest_ms))
        planned = phrases(timeline, VoiceLevel.FULL, lambda _: lasts_ms)
        rest = next(each for each in timeline.segments if each.kind == "rest")
        within = [each for each in planned if rest.at_ms <= each.at_ms < rest.end_ms]
        ends = [each.at_ms + lasts_ms for each in within if each.kind is PhraseKind.CUE]
        ticks = [each.at_ms for each in tone_notes(timeline) if each.tone is Tone.TICK]
        first = next(at for at in ticks if at >= rest.at_ms)
        return [end - first for end in ends]

    assert [each < 0 for each in cues(20_000, 4_000)] == [True]
    assert cues(12_000, 4_000) == []


def test_of_three_sets_a_rest_says_only_before_the_last_that_one_more_follows() -> None:
    heard = words(session(replace(BRIDGE, sets=3)), PhraseKind.WAIT)
    assert [each for each in heard if each.startswith("rest")] == [
        "rest, 17 seconds, then the next set; relax on your back",
        "rest, 17 seconds, then one more set; relax on your back",
    ]


def test_a_rest_before_both_sides_says_which_is_first_and_the_side_again_later() -> None:
    clam = replace(CLAMSHELL, base=Base.QUADRUPED, **LONG_WAITS)
    timeline = session(clam)
    heard = [each.split(" ", 1) for each in said(timeline)]
    rest = next(n for n, (_, text) in enumerate(heard) if text.startswith("rest, "))
    told = "rest, 27 seconds, then one more set on each leg, left leg first; "
    assert heard[rest][1] == f"{told}sit back on your heels if you like"
    assert heard[rest + 1][1] == "Lie on your right side; the left leg works"
    assert heard[rest + 2][1] == COME_BACK
    assert float(heard[rest + 1][0]) - float(heard[rest][0]) > 10


def test_from_the_floor_to_a_standing_drill_the_runner_stands_up_slowly() -> None:
    floor = replace(BRIDGE, sets=1, afterwards="Take the band off")
    tall = replace(BRIDGE, sets=1, base=Base.STANDING, change_ms=30_000)
    heard = words(session(floor, tall, tall), PhraseKind.SETUP, PhraseKind.NEXT)
    at = heard.index("next: Glute bridge")
    assert heard[at - 1 : at + 4] == [
        "Take the band off",
        "next: Glute bridge",
        EYES_OPEN,
        STAND_UP,
        f"{STEADY}{CARRY_UP[:1].lower()}{CARRY_UP[1:]}",
    ]
    assert "Leave the laptop" in STAND_UP  # nobody stands up with full hands
    assert sum("stand up" in each for each in heard) == 1


AWAY = (
    "Open your eyes, and come away from the wall with the mat and the laptop. You will lie "
    "on your back. Put the laptop on the floor just outside your right hand, keys towards "
    "you"
)


FACE = "on the floor in front of your face, at arm's length"
LYING = f"You will lie on your side. Put the laptop {FACE}, keys towards you"


def test_the_laptop_is_taken_along_to_another_position_or_to_the_wall() -> None:
    calm = replace(BRIDGE, sets=1, change_ms=30_000)
    wall = replace(calm, equipment=("wall",))
    lying = replace(calm, base=Base.SIDE_LYING)
    to_wall = (
        f"{TAKE_ALL} the wall. {FEET_TO_WALL.format(where='half a metre from the wall')}"
    )
    for first, second, told in (
        (calm, calm, []),
        (calm, wall, [to_wall]),
        (calm, lying, [LYING]),
        (wall, calm, [to_wall, AWAY]),
    ):
        heard = words(session(first, second), PhraseKind.SETUP)
        assert [each for each in heard if "laptop" in each] == told


def test_empty_lungs_are_told_once_with_the_time_of_the_drill() -> None:
    calm = replace(BREATHING, change_ms=30_000)
    told = "After each breath out, pause for 2 seconds, then breathe in"
    assert words(session(calm, calm), PhraseKind.SETUP).count(told) == 1
    short = replace(
        calm, phases=(*calm.phases[:2], replace(calm.phases[2], duration_ms=1_500))
    )
    told = told.replace("2 seconds", "1.5 seconds")
    assert told in words(session(short), PhraseKind.SETUP)


def test_sides_that_take_turns_are_said_with_what_moves() -> None:
    sweep = SideWords(left="Both knees left", right="Both knees right")
    hips = replace(BIRD_DOG, reps=8, side_text=sweep, change_ms=30_000)
    assert words(session(hips), PhraseKind.SIDE)[:3] == [
        "When the first rep starts: both knees left",
        "out, both knees left",
        "out, both knees right",
    ]


def test_in_a_rest_of_a_breathing_drill_it_is_told_what_may_rest() -> None:
    calm = replace(BREATHING, sets=2, rest_ms=20_000)
    told = "rest, 20 seconds, then one more set; stay there and breathe as you like"
    assert told in words(session(calm), PhraseKind.WAIT)


def test_a_weight_is_put_aside_unless_the_next_drill_has_one_too() -> None:
    heavy = replace(BRIDGE, sets=1, weight=Weight(8_000, WeightUnit.KG), change_ms=30_000)
    light = replace(heavy, weight=UNSET)
    heard = words(session(heavy, heavy, light, light), PhraseKind.SETUP)
    assert heard.count("Put the weight aside") == 1
    assert "Put the weight aside" not in words(session(heavy, heavy), PhraseKind.SETUP)


def test_the_next_set_is_announced_where_there_are_more_than_two() -> None:
    assert words(session(BRIDGE), PhraseKind.NEXT) == []
    assert words(session(replace(BRIDGE, sets=3)), PhraseKind.NEXT) == [
        "next: set 2 of 3",
        "next: set 3 of 3",
    ]


def test_a_rest_after_which_the_other_side_works_says_which() -> None:
    by_set = replace(CLAMSHELL, side_order=SideOrder.BY_SET, **LONG_WAITS)
    by_side = replace(by_set, side_order=SideOrder.BY_SIDE)
    left = "Lie on your right side; the left leg works"
    right = "Lie on your left side; the right leg works"
    assert words(session(by_set), PhraseKind.SIDE) == [left, right, left, right]
    assert words(session(by_side), PhraseKind.SIDE) == [left, right]


def test_sides_without_a_sentence_are_named() -> None:
    clam = replace(CLAMSHELL, side_text=None, sets=1)
    assert words(session(clam), PhraseKind.SIDE) == [
        "left side",
        "right side",
    ]


# Work


def test_breath_and_movement_are_said_in_two_reps_and_later_in_one() -> None:
    timeline = session(replace(BRIDGE, sets=2, reps=5))
    rep = ["out, tuck, hips still heavy", "press and lift", "in, lower slowly"]
    assert words(timeline, PhraseKind.BREATH) == ["in", *rep, *rep, "in", *rep]


def test_each_side_is_guided_in_each_set() -> None:
    timeline = session(replace(CLAMSHELL, reps=4, sets=2))
    outs = [each for each in words(timeline, PhraseKind.BREATH) if each.startswith("out")]
    assert len(outs) == 6


def test_a_phase_too_short_for_its_words_is_said_shorter() -> None:
    planned = phrases(session(BRIDGE), VoiceLevel.FULL, estimated_ms)
    first = [each.text for each in planned if 10_000 <= each.at_ms < 17_000]
    assert first == ["out, tuck", "press and lift", "in, lower slowly"]
    quick = phrases(session(BRIDGE), VoiceLevel.FULL, half_a_second)
    first = [each.text for each in quick if 10_000 <= each.at_ms < 17_000]
    assert first == ["out, tuck, hips still heavy", "press and lift", "in, lower slowly"]
    slow = phrases(session(BRIDGE), VoiceLevel.FULL, lambda text: 60 * len(text))
    first = [each.text for each in slow if 10_000 <= each.at_ms < 17_000]
    assert first == ["out, tuck", "press and lift", "in, lower slowly"]


def test_an_empty_pause_is_never_called_a_hold() -> None:
    phases = (
        PrescribedPhase("hold", Breath.INHALE, 3_000),
        PrescribedPhase("exhale", Breath.EXHALE, 3_000),
        PrescribedPhase("Hold.", Breath.PAUSE, 2_000),
        PrescribedPhase("breathe in, hold, reach up", Breath.INHALE, 3_000),
    )
    timeline = session(make_block(phases=phases, sets=1, reps=3))
    once = ["in", "out", "in, reach up"]
    assert words(timeline, PhraseKind.BREATH) == [*once, "out", "in, reach up"]


def test_alternating_sides_are_said_for_the_first_four_reps() -> None:
    dog = replace(BIRD_DOG, reps=8, sets=2, side_text=None)
    sides = words(session(dog), PhraseKind.SIDE)
    assert [side.split(", ")[-1] for side in sides] == ["left", "right"] * 2


def test_a_side_that_works_for_several_reps_is_said_when_it_begins() -> None:
    dog = replace(BIRD_DOG, reps=8, flip=4, side_text=None)
    assert words(session(dog), PhraseKind.SIDE) == ["out, left", "right"]
    assert "10.0 out, left" in said(session(dog))
    assert "38.0 right" in said(session(dog))


@pytest.mark.parametrize(
    ("reps", "counts"),
    [
        (1, []),
        (2, []),
        (3, ["last one"]),
        (4, ["last two", "last one"]),
        (9, ["last two", "last one"]),
    ],
)
def test_the_last_reps_are_counted_unless_the_set_is_very_short(
    reps: int, counts: list[str]
) -> None:
    timeline = session(replace(BRIDGE, reps=reps, sets=1))
    for level in (VoiceLevel.FULL, VoiceLevel.ESSENTIAL):
        assert words(timeline, PhraseKind.COUNT, level=level) == counts


def test_nobody_counts_where_nobody_knows_how_many_will_come() -> None:
    timeline = session(replace(BRIDGE, reps=8), self_paced=True)
    assert words(timeline, PhraseKind.COUNT) == []


@pytest.mark.parametrize(("reps", "times"), [(5, 1), (6, 2), (8, 2)])
def test_the_cue_comes_again_midway_through_a_long_set(reps: int, times: int) -> None:
    timeline = session(replace(BRIDGE, reps=reps, sets=1, change_ms=15_000))
    assert len(words(timeline, PhraseKind.CUE)) == times


def test_the_cue_midway_is_left_out_where_no_phase_is_long_enough() -> None:
    timeline = session(replace(BRIDGE, reps=8, sets=1, change_ms=50_000))
    planned = phrases(timeline, VoiceLevel.FULL, lambda _: 4_950)
    assert [each.kind for each in planned].count(PhraseKind.CUE) == 1


def test_done_is_the_last_word_and_comes_with_the_end() -> None:
    timeline = session(BRIDGE)
    last = phrases(timeline, VoiceLevel.ESSENTIAL, estimated_ms)[-1]
    assert (last.text, last.at_ms) == ("done", timeline.total_ms)


# Less


def test_the_essential_is_where_to_go_and_what_comes_next() -> None:
    clam = replace(CLAMSHELL, sets=3, reps=4, **LONG_WAITS)
    planned = phrases(session(BRIDGE, clam), VoiceLevel.ESSENTIAL, estimated_ms)
    assert {each.kind for each in planned} == {
        PhraseKind.NAME,
        PhraseKind.SIDE,
        PhraseKind.WAIT,
        PhraseKind.COUNT,
        PhraseKind.NEXT,
        PhraseKind.DONE,
    }


def test_tones_alone_need_no_words() -> None:
    assert phrases(session(BRIDGE), VoiceLevel.TONES, estimated_ms) == ()
    assert texts(session(BRIDGE), VoiceLevel.TONES) == ()


def test_texts_come_in_the_order_they_are_needed() -> None:
    ahead = texts(session(BRIDGE), VoiceLevel.FULL)
    assert ahead[:7] == ("Glute bridge", *AT_THE_START, "2 sets of 3", *BRIDGE.setup)
    assert ahead[-1] == "done"
    assert len(set(ahead)) == len(ahead)


def test_hostile_text_is_said_like_any_other() -> None:
    block = replace(BRIDGE, name="-rf $(touch x)", cues=("  ", "hold"), setup=("", "\t"))
    heard = texts(session(block), VoiceLevel.FULL)
    assert heard[0] == "-rf $(touch x)"
    assert all(each.strip() for each in heard)


# How long it takes


@pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not installed")
def test_the_estimate_is_near_what_a_speech_program_needs(tmp_path: Path) -> None:
    for text in texts(session(BREATHING, CLAMSHELL, BIRD_DOG), VoiceLevel.FULL):
        file = tmp_path / "spoken.wav"
        subprocess.run(["espeak-ng", "-w", str(file), "--", text], check=True)  # noqa: S603, S607  a list of arguments, found on the path as the coach finds it
        with wave.open(str(file)) as spoken:
            samples = array("h", spoken.readframes(spoken.getnframes()))
            rate = spoken.getframerate()
        loud = max(at for at, sample in enumerate(samples) if abs(sample) > 200)
        lasts_ms = loud * 1000 / rate
        assert 0.8 * lasts_ms < estimated_ms(text) < 1.6 * lasts_ms + 100, text


# Questions


def test_a_question_comes_before_the_next_drill_and_lists_its_keys_once() -> None:
    asking = replace(BRIDGE, sets=1, asks=True)
    clam = replace(CLAMSHELL, sets=1, change_ms=30_000)
    timeline = session(*(asking, clam) * 3)
    whole = (
        "Did you feel the glute bridge in the abs? Press one for yes, easy, two for yes, "
        "good, three for yes, too hard, four for elsewhere or not at all, five if it hurt. "
        "One is second from the left, just above the letters."
    )
    assert words(timeline, PhraseKind.ASK) == [
        whole,
        SHORT_QUESTION,
        SHORT_QUESTION,
    ]
    heard = [line.split(" ", 1) for line in said(timeline, until_s=37)]
    assert [each for at, each in heard if float(at) >= 31] == [whole]
    heard = [line.split(" ", 1) for line in said(timeline, until_s=41)]
    assert [each for at, each in heard if float(at) >= 31] == [
        whole,
        "next: Clamshell",
        "1 set of 3 on each leg, left first",
        (
            "You will lie on your right side, your left leg on top. "
            f"{CARRY.format(place=FACE)}"
        ),
    ]
    assert not words(timeline, PhraseKind.ASK, level=VoiceLevel.ESSENTIAL)


def test_a_side_and_a_question_are_heard_rather_than_the_last_steps() -> None:
    clam = replace(CLAMSHELL, setup=("Lie on your side", *["Move a little"] * 9))
    timeline = session(replace(BRIDGE, sets=1, asks=True), clam)
    heard = words(timeline, PhraseKind.SETUP, PhraseKind.SIDE, PhraseKind.ASK)
    assert heard[0] == "Lie on your back, knees bent"
    assert "Lie on your right side; the left leg works" in heard
    assert any(each.startswith("Did you feel the glute bridge") for each in heard)


def test_in_a_short_hold_one_is_told_before_it_to_breathe_out() -> None:
    lift = PrescribedPhase("press and lift", Breath.EXHALE, 3_000)
    lower = PrescribedPhase("lower slowly", Breath.INHALE, 3_000)

    def heard(hold_ms: int) -> list[str]:
        held = PrescribedPhase("stay, keep breathing out", Breath.EXHALE, hold_ms)
        block = replace(BRIDGE, phases=(lift, held, lower), sets=1)
        return [line for line in said(session(block)) if "10.0" <= line < "17.0"]

    assert heard(1_000) == [
        "10.0 out, press and lift",
        "12.4 stay there, keep breathing out",
        "14.0 in, lower slowly",
    ]
    assert heard(2_000)[1] == "13.0 stay there, keep breathing out"


def test_the_words_of_a_hold_may_sound_on_into_it_where_there_is_no_time_before() -> None:
    phases = (
        PrescribedPhase("lift, the heel leads", Breath.EXHALE, 2_000),
        PrescribedPhase("stay, keep breathing out", Breath.EXHALE, 1_000),
        PrescribedPhase("lower slowly", Breath.INHALE, 3_000),
    )
    timeline = session(replace(BRIDGE, phases=phases, sets=1))
    heard = said(timeline, length_ms=lambda text: 1_200 if "," in text else 600)
    assert [line for line in heard if "10.0" <= line < "16.0"] == [
        "10.0 out, lift, the heel leads",
        "12.0 keep breathing out",
        "13.0 in, lower slowly",
    ]


def test_where_the_breath_is_free_the_movement_is_said_rather_than_the_breath() -> None:
    phases = tuple(
        PrescribedPhase(do, breath, 1_000)
        for breath in (Breath.EXHALE, Breath.INHALE)
        for do in ("change legs", "and change")
    )
    march = replace(BRIDGE, phases=phases, sets=1)
    free = replace(march, breath_effort=BreathEffort.EASY)
    assert words(session(march), PhraseKind.BREATH, length_ms=estimated_ms)[1] == "out"
    heard = words(session(free), PhraseKind.BREATH, length_ms=estimated_ms)
    assert heard[1:5] == ["change legs", "and change"] * 2


def test_a_drill_that_is_not_asked_about_is_not_spoken_of() -> None:
    assert not words(session(BRIDGE, CLAMSHELL), PhraseKind.ASK)
    assert not words(session(replace(BRIDGE, asks=True)), PhraseKind.ASK)


# Rests, and cues in time


def test_a_rest_says_where_to_stay_if_the_same_side_follows() -> None:
    by_side = replace(CLAMSHELL, side_order=SideOrder.BY_SIDE, **LONG_WAITS)
    by_set = replace(CLAMSHELL, **LONG_WAITS)
    stay = "rest, 27 seconds, then one more set; stay on your right side"
    assert stay in words(session(by_side), PhraseKind.WAIT)
    assert not any("stay" in each for each in words(session(by_set), PhraseKind.WAIT))


def test_the_cue_midway_is_heard_in_the_breath_before_the_effort() -> None:
    timeline = session(replace(BRIDGE, reps=8, sets=1, cues=("Heels heavy",)))
    planned = phrases(timeline, VoiceLevel.FULL, half_a_second)
    cue = [each for each in planned if each.kind is PhraseKind.CUE][-1]
    assert timeline.at(cue.at_ms).breath is Breath.INHALE


@pytest.mark.parametrize(
    ("cue", "breath"),
    [
        ("Breathe out before you lift", Breath.EXHALE),
        ("Breathe slowly in at the top", Breath.INHALE),
        ("Exhale first", Breath.EXHALE),
    ],
)
def test_a_cue_that_asks_for_a_breath_is_heard_as_the_breath_begins_or_before(
    cue: str, breath: Breath
) -> None:
    timeline = session(replace(BRIDGE, reps=8, sets=1, cues=(cue,)))
    planned = phrases(timeline, VoiceLevel.FULL, half_a_second)
    said = [timeline.at(each.at_ms) for each in planned if cue in each.text]
    in_work = [each.breath for each in said if each.is_work]
    assert in_work == [breath]
    for lasts_ms, spoken in (
        (500, planned),
        (2_500, phrases(timeline, VoiceLevel.FULL, lambda _: 2_500)),
    ):
        for each in spoken:
            segment = timeline.at(each.at_ms)
            if cue not in each.text or not segment.is_work:
                continue
            assert segment.breath is breath
            assert each.at_ms == segment.span_at_ms
            assert each.at_ms + lasts_ms <= segment.span_at_ms + segment.span_ms


def test_in_a_short_breath_nothing_is_said_until_the_breath_in_begins() -> None:
    phases = (
        PrescribedPhase("lift, heel first", Breath.EXHALE, 2_000),
        PrescribedPhase("stay, keep breathing out", Breath.EXHALE, 1_000),
        PrescribedPhase("lower slowly", Breath.INHALE, 3_000),
    )
    timeline = session(replace(BRIDGE, phases=phases, sets=1))
    for planned in phrases(timeline, VoiceLevel.FULL, lambda _: 1_000):
        segment = timeline.at(planned.at_ms)
        if segment.is_work and segment.breath is Breath.EXHALE:
            assert planned.at_ms + 1_000 + 400 <= segment.span_at_ms + 3_000
