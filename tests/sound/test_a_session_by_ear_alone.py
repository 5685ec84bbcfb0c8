"""Face down, with closed eyes: nothing that matters is on the screen alone."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from msgspec import UNSET
from msgspec.structs import replace
from tests.builders import make_prescription
from tests.coaching.course import table
from tests.core.test_bundled_sessions import library, session_of
from tests.doubles import Press, play
from tests.plans import BIRD_DOG, BRIDGE, CLAMSHELL, timeline_of
from tests.sound.listening import Listening
from tests.sound.saying import session, words

from coach.config.choices import VoiceLevel
from coach.model.drill import Drill
from coach.model.prescription import Block, SideWords
from coach.model.terms import (
    Base,
    Breath,
    BreathPreset,
    PainPlace,
    PainSide,
    Side,
    Sides,
)
from coach.question.answer import Answer
from coach.question.dialog import Dialog, Step, ask_felt, ask_pain, press
from coach.question.question_text import question_of
from coach.question.questions_by_ear import (
    HOW_TO_CORRECT,
    HOW_TO_CORRECT_LATER,
    spoken_about_pain,
    spoken_step,
)
from coach.sound.drill_phrases import (
    THINK,
    breath_meant,
    dose_wordings,
    felt_wordings,
    short_side_wordings,
    side_noun,
)
from coach.sound.event_phrases import (
    LEAVE_LAST,
    NEXT_DRILL,
    PAIN_GONE,
    REST_FIRST,
    SKIPPED_SETS,
    noted_wording,
    pain_wording,
)
from coach.sound.laptop_place import (
    BODY_MS,
    CARRY,
    EYES_OPEN,
    FEET_TO_WALL,
    STAND_UP,
    TAKE,
    TAKE_ALL,
    carry_ms,
    carry_wordings,
)
from coach.sound.listening_time import with_time_to_listen
from coach.sound.opening_words import FETCH_FIRST, overview_wordings
from coach.sound.player_process import Channel
from coach.sound.speech_plan import PhraseKind, phrases
from coach.sound.wait_phrases import (
    COME_BACK,
    SIDE_STARTS_IN,
    side_starts_wordings,
    switch_wordings,
)
from coach.sound.way_into_position import (
    AT_THE_FIRST_START,
    DRILL_DONE,
    PRESS_EARLY,
    TO_FETCH,
    TONES_TOLD,
    TURN_ROUND,
    WHEN_IN_POSITION,
    WHEN_PLACED,
    WHEN_THERE,
    WHERE_H_IS,
    is_held,
    standing_texts,
    step_ms,
    when_in_position,
)
from coach.text.speech_length import estimated_ms
from coach.timeline import SegmentKind, Timeline, compile_timeline

DRILLS = [library().drills[id_].value for id_ in sorted(library().drills)]
ROUTINES = sorted(library().routines)
KICK = replace(
    CLAMSHELL,
    base=Base.QUADRUPED,
    sets=1,
    side_text=SideWords(
        left="Work the left leg; keep the right knee down",
        right="Work the right leg; keep the left knee down",
    ),
)
LATER = replace(BRIDGE, sets=1, change_ms=30_000)
NAMED = {"left leg", "left hip"}
AT_WALL = "press space when you are in position at the wall"


def with_the_voice(name: str) -> Timeline:
    plan = session_of(name, BreathPreset.STANDARD)
    return with_time_to_listen(compile_timeline(plan), estimated_ms)


def heard(
    folder: Path, timeline: Timeline, *script: Press, extra: tuple[str, ...] = ()
) -> list[str]:
    """Return what was said, each text as it was given to the voice."""
    listening = Listening(timeline, folder)
    given: dict[str, None] = dict.fromkeys(extra)
    prepare = listening.voice.prepare

    def note(texts: object) -> None:
        wanted = list(texts)  # type: ignore[call-overload]
        given.update(dict.fromkeys(wanted))
        prepare(wanted)

    listening.voice.prepare = note  # type: ignore[method-assign]
    played = play(
        timeline, script, clock=listening.clock, others=[listening.ears], asks=True
    )
    assert played.dropped == []
    names = {listening.voice.file(text): text for text in given}
    return [
        names.get(file, "?")
        for _, where, file in listening.heard.began
        if where is Channel.VOICE
    ]


# The whole session


def test_a_session_begins_with_its_drills_minutes_and_things(tmp_path: Path) -> None:
    (told,) = overview_wordings(with_the_voice("strength-a"))
    assert re.fullmatch(
        r"strength-a: 6 drills, about (\d+) minutes\. You need a mat and a wall\. "
        r"You may also want a ball or rolled towel, a band, a pad to kneel on and a "
        r"chair or table for the laptop\.",
        told,
    )
    plan = session_of("strength-a", BreathPreset.STANDARD)
    held = tuple(replace(block, waits=True, asks=True) for block in plan.blocks)
    waiting = compile_timeline(replace(plan, blocks=held))
    minutes = int(overview_wordings(waiting)[0].split("about ")[1].split()[0])
    # Six ways into a position and five questions take minutes of their own.
    assert minutes * 60_000 > waiting.total_ms + 5 * 60_000
    for waits in (False, True):
        folder = tmp_path / str(waits)
        folder.mkdir()
        first = replace(BRIDGE, sets=1, waits=waits)
        timeline = with_time_to_listen(session(first, CLAMSHELL), estimated_ms)
        script: list[Press] = [(30_000, "space"), (90_000, "space")]
        said = heard(
            folder,
            timeline,
            *script[: 2 if waits else 0],
            (300_000, "q"),
            (300_100, "q"),
        )
        overview = overview_wordings(timeline)
        if waits:  # the things are fetched first, and the keys come before the name
            assert said[:3] == [*overview, FETCH_FIRST, AT_THE_FIRST_START[0]]
            assert said[7:10] == [PRESS_EARLY, TONES_TOLD, "First drill: Glute bridge"]
        else:
            assert said[:2] == [*overview, "Glute bridge"]


def test_a_single_drill_needs_no_overview() -> None:
    assert overview_wordings(session(BRIDGE)) == ()


def test_a_thing_that_serves_for_two_drills_is_named_once() -> None:
    either = replace(BRIDGE, base=Base.STANDING, equipment=("wall or chair",))
    timeline = session(either, replace(either, equipment=("wall", "band")))
    assert overview_wordings(timeline)[0].endswith("You need a wall and a band.")


# The way into the position


def test_a_drill_at_a_wall_waits_for_the_runner_at_the_wall() -> None:
    wall = replace(BRIDGE, equipment=("wall",), waits=True)
    said = standing_texts(wall, 1, VoiceLevel.FULL)
    assert said[-1] == when_in_position(wall) == AT_WALL
    assert when_in_position(BRIDGE) == WHEN_IN_POSITION


@pytest.mark.parametrize(
    ("base", "place"),
    [
        (
            Base.STANDING,
            (
                ". Put the laptop on a chair or table, or on the floor, beside you, on "
                "your right"
            ),
        ),
        (
            Base.SUPINE,
            f". {FEET_TO_WALL.format(where='half a metre from the wall')}",
        ),
        (
            Base.SEATED,
            (
                ". You will sit. Put the laptop on the floor beside your right hip, "
                "keys towards you"
            ),
        ),
    ],
)
def test_a_session_that_begins_at_a_wall_begins_with_the_way_there(
    base: Base, place: str
) -> None:
    wall = replace(BRIDGE, base=base, equipment=("wall",), waits=True)
    timeline = timeline_of(wall)
    told = f"{TAKE if base is Base.STANDING else TAKE_ALL} the wall{place}"
    ahead = carry_wordings(timeline, timeline.segments[0])
    assert ahead == (told,)
    said = standing_texts(wall, 1, VoiceLevel.FULL, is_start=True, ahead=ahead)
    assert said.index(told) < said.index(wall.setup[0])
    fixed = replace(wall, waits=False, change_ms=40_000)
    assert told in words(session(fixed), PhraseKind.SETUP)


@pytest.mark.parametrize("routine", ROUTINES)
def test_nobody_walks_or_fetches_with_closed_eyes_or_stands_up_with_full_hands(
    routine: str,
) -> None:
    timeline = with_the_voice(routine)
    for first in timeline.segments:
        told = carry_wordings(timeline, first)
        ways = [text for text in told if carry_ms(text) >= 15_000]
        assert all(text.startswith(("Open your eyes", "Once you feel")) for text in ways)
        assert EYES_OPEN in told or not any("Once you feel" in text for text in ways)
        assert not any("Pick up" in text for text in told)
    assert TO_FETCH.startswith("open your eyes")


@pytest.mark.parametrize(
    ("drill", "place"),
    [
        ("ninety-ninety-switch", "a little behind your hip"),  # both knees go to the sides
        ("side-lying-exhale-reach", "above your head"),  # the hand reaches forward
        ("bird-dog", "just outside your right hand"),  # an arm reaches ahead
        ("glute-bridge", "just outside your right hand"),  # the arms lie by the sides
    ],
)
def test_the_laptop_is_never_where_an_arm_or_a_knee_goes(drill: str, place: str) -> None:
    (block,) = session_of(drill, BreathPreset.STANDARD).blocks
    timeline = timeline_of(replace(block, waits=True))
    (told,) = carry_wordings(timeline, timeline.segments[0])
    assert place in told


@pytest.mark.parametrize(
    ("drill", "stands", "place"),
    [
        ("hip-hinge-wall-tap", "with your back to the wall", "on your right"),
        ("wall-drive-hold", "You will face the wall", "on your right"),
        ("wall-abduction-iso", "sideways to the wall", "on the side away from the wall"),
        ("standing-hip-flexor", "sideways to the wall", "on the side away from the wall"),
    ],
)
def test_at_a_wall_the_body_is_told_before_the_place_of_the_laptop(
    drill: str, stands: str, place: str
) -> None:
    (block,) = session_of(drill, BreathPreset.STANDARD).blocks
    timeline = timeline_of(replace(block, waits=True))
    (told,) = carry_wordings(timeline, timeline.segments[0])
    assert 0 < told.index(stands) < told.index("Put the laptop") < told.index(place)


def test_whoever_changes_knees_has_any_time_to_move_the_pad() -> None:
    (block,) = session_of("half-kneeling-hip-flexor", BreathPreset.STANDARD).blocks
    block = replace(block, waits=True)
    timeline = timeline_of(block)
    turn = next(each for each in timeline.segments if each.kind is SegmentKind.SWITCH)
    assert is_held(block, turn)
    said = standing_texts(block, 1, VoiceLevel.FULL, side=Side.RIGHT, is_turn=True)
    assert "swap knees. Move the pad" in said[0]
    assert said[1:] == (block.side_text.for_side(Side.RIGHT), WHEN_IN_POSITION)  # type: ignore[union-attr]


@pytest.mark.parametrize("waits", [False, True])
def test_that_a_drill_is_done_is_said_before_its_band_comes_off(
    tmp_path: Path, *, waits: bool
) -> None:
    band = replace(BRIDGE, sets=1, asks=True, afterwards="If you used a band, take it off")
    after = replace(CLAMSHELL, sets=1, waits=waits, change_ms=40_000)
    timeline = with_time_to_listen(timeline_of(band, after), estimated_ms)
    said = heard(tmp_path, timeline, (300_000, "q"), (300_100, "q"))
    assert said[said.index("If you used a band, take it off") - 1] == DRILL_DONE


def test_whoever_carries_the_laptop_gets_more_time_than_for_a_step() -> None:
    assert carry_ms(f"{TAKE} the wall") >= 15_000 > carry_ms(STAND_UP)
    assert carry_ms(CARRY.format(place="here")) > 3_000


# Words that could be heard as an order


@pytest.mark.parametrize("name", ROUTINES)
def test_no_cue_is_heard_as_an_order_to_move_now(name: str) -> None:
    timeline = with_the_voice(name)
    said = phrases(timeline, VoiceLevel.FULL, estimated_ms)
    cues = [each for each in said if each.kind is PhraseKind.CUE]
    for each in cues:
        here = timeline.at(each.at_ms)
        asked = breath_meant(each.text) or Breath.EXHALE
        moves_now = here.is_work and here.breath is asked
        assert each.text.startswith(THINK) or moves_now


ABOUT_BREATH = re.compile(r"breath|hale\b|\bair\b|\bblow\b", re.IGNORECASE)
IN_ANY_BREATH = {
    "Small, easy breaths; never push the air out",
    "Keep breathing slowly while you push",
    "Pull the elbows towards the toes, breathe softly",
    "Breathe as you like",
    "Change legs once a second, breathe as you like",
    "Relax the legs and just breathe",
}
"""Cues about no breath in particular."""


@pytest.mark.parametrize("drill", DRILLS, ids=lambda each: each.id)
def test_a_cue_that_asks_for_a_breath_is_heard_in_this_breath_only(drill: Drill) -> None:
    (block,) = session_of(drill.id, BreathPreset.STANDARD).blocks
    ruled = {
        cue
        for rule in table().rules
        for cues in (rule.cue, rule.gentle_cue)
        for cue in (cues or {}).values()
    }
    for cue in {*drill.cues, *drill.gentle_cues, *ruled}:
        meant = breath_meant(cue)
        assert meant or cue in IN_ANY_BREATH or not ABOUT_BREATH.search(cue), cue
        longer = replace(block, cues=(cue,), reps=8, sets=2, by_side=UNSET)
        timeline = compile_timeline(make_prescription(longer))
        for each in phrases(timeline, VoiceLevel.FULL, estimated_ms):
            here = timeline.at(each.at_ms)
            if each.kind is PhraseKind.CUE and here.is_work and meant:
                assert here.breath is meant
                end_ms = each.at_ms + estimated_ms(each.text)
                assert end_ms <= here.span_at_ms + here.span_ms


@pytest.mark.parametrize(
    ("rest_ms", "is_asked"), [(20_000, False), (24_000, False), (35_000, True)]
)
def test_whoever_may_sit_back_in_a_rest_is_told_when_to_come_back(
    rest_ms: int, *, is_asked: bool
) -> None:
    kneeling = replace(BRIDGE, base=Base.QUADRUPED, rest_ms=rest_ms)
    said = phrases(session(kneeling), VoiceLevel.FULL, estimated_ms)
    texts = [each.text for each in said]
    sits = any("sit back on your heels" in text for text in texts)
    assert (sits, COME_BACK in texts) == (is_asked, is_asked)
    if is_asked:
        back = next(each for each in said if each.text == COME_BACK)
        timeline = session(kneeling)
        rest = next(each for each in timeline.segments if each.kind is SegmentKind.REST)
        assert back.at_ms > rest.at_ms + 10_000


@pytest.mark.parametrize(
    "drill", [each for each in DRILLS if each.sides is Sides.EACH], ids=lambda each: each.id
)
def test_a_drill_has_one_word_for_its_sides(drill: object) -> None:
    plan = session_of(drill.id, BreathPreset.STANDARD)  # type: ignore[attr-defined]
    (block,) = plan.blocks
    noun = side_noun(block)
    short = short_side_wordings(block, Side.LEFT)[-1]
    assert noun == (short.removeprefix("left ") if short in NAMED else "side")
    assert SKIPPED_SETS[f"right {noun}"] == f"Skipping to the right {noun}."
    (dose,) = dose_wordings(block, 1, block.working_sides[0]) or ("each " + noun,)
    assert f"each {noun}" in dose or f"on the left {noun}, then " in dose


# Ends and beginnings


def test_a_drill_of_which_a_set_was_skipped_ends_in_words(tmp_path: Path) -> None:
    kick = replace(KICK, afterwards="Take the band off")
    for waits in (False, True):
        folder = tmp_path / str(waits)
        folder.mkdir()
        timeline = with_time_to_listen(
            timeline_of(kick, replace(LATER, waits=waits)), estimated_ms
        )
        work = next(each for each in timeline.segments if each.is_work)
        script: list[Press] = [(work.at_ms + 2_000, "n"), (400_000, "space")]
        said = heard(folder, timeline, *script)
        at = said.index("next: Glute bridge")
        assert said[at - 2 : at] == [DRILL_DONE, "Take the band off"]


def test_a_drill_that_was_skipped_whole_is_not_said_to_be_done(tmp_path: Path) -> None:
    timeline = with_time_to_listen(timeline_of(BRIDGE, CLAMSHELL), estimated_ms)
    work = next(each for each in timeline.segments if each.is_work)
    script: list[Press] = [(work.at_ms + 2_000, "n"), (work.at_ms + 4_000, "n")]
    said = heard(tmp_path, timeline, *script)
    assert DRILL_DONE not in said
    assert "Skipping the rest of this drill." in said


@pytest.mark.parametrize("name", ROUTINES)
def test_the_start_of_the_other_side_is_always_announced(name: str) -> None:
    timeline = with_the_voice(name)
    said = phrases(timeline, VoiceLevel.FULL, estimated_ms)
    blocks = timeline.prescription.blocks
    for bout in timeline.bouts:
        if bout.wait is SegmentKind.SWITCH and bout.side:
            here = [
                each.text for each in said if timeline.at(each.at_ms).bout == bout.index
            ]
            limb = short_side_wordings(blocks[bout.block], bout.side)
            assert [text for text in here if text.startswith(f"{limb[-1]} starts in ")]


# Pain


def hurting(asked: Block) -> Timeline:
    return timeline_of(replace(asked, sets=1, reps=6), replace(CLAMSHELL, sets=1))


def test_all_words_of_the_questions_about_pain_are_rendered_before_the_start(
    tmp_path: Path,
) -> None:
    listening = Listening(session(BRIDGE), tmp_path)
    listening.ears.prepare(listening.timeline)
    assert all(map(listening.voice.file, spoken_about_pain()))
    assert "pain 7" in list(spoken_about_pain())


def test_pain_is_confirmed_and_said_again_at_the_end(tmp_path: Path) -> None:
    script: list[Press] = [(15_000, "h"), (20_000, "2"), (25_000, "2"), (32_000, "0")]
    said = heard(tmp_path, hurting(BRIDGE), *script, (50_000, "space"))
    assert "noted: knee, pain 2" in said
    assert said[-1].startswith("Done. ")
    told = (
        "You had pain today in the knee. If the pain stays or comes back, see a doctor or"
    )
    assert told in said[-1]


def test_whoever_stops_after_pain_hears_whom_to_see(tmp_path: Path) -> None:
    script: list[Press] = [(15_000, "h"), (20_000, "1"), (25_000, "4"), (32_000, "0")]
    said = heard(tmp_path, hurting(BRIDGE), *script, (60_000, "q"), (60_100, "q"))
    assert "That's enough of this drill for today." in said
    assert said[-1].startswith("stopped. You had pain today in the low back. ")


def test_a_wrong_number_is_taken_back(tmp_path: Path) -> None:
    script: list[Press] = [
        (15_000, "h"),
        (20_000, "2"),
        (25_000, "7"),
        (30_000, "backspace"),
        (35_000, "2"),
        (42_000, "0"),
    ]
    said = heard(tmp_path, hurting(BRIDGE), *script, (50_000, "space"))
    much = spoken_step(Dialog(step=Step.PAIN), is_new=True)
    assert said.count(HOW_TO_CORRECT) == 1
    assert said[said.index("knee") + 1] == HOW_TO_CORRECT
    assert said.count(much) == 2
    assert said.index("pain 7") < said.index("pain 2")
    assert "noted: knee, pain 2" in said


def test_sides_that_take_turns_start_with_the_first_one_named(tmp_path: Path) -> None:
    turns = replace(BIRD_DOG, sets=1, waits=True, side_text=KICK.side_text)
    said = heard(tmp_path, timeline_of(turns), (60_000, "space"))
    assert "starting in 5 seconds, left first" in said


def test_after_a_skipped_set_the_start_of_the_other_side_is_rendered_whenever_it_comes(
    tmp_path: Path,
) -> None:
    listening = Listening(timeline_of(replace(KICK, sets=2)), tmp_path)
    work = next(each for each in listening.timeline.segments if each.is_work)
    listening.play((work.at_ms + 2_000, "n"))
    for seconds in SIDE_STARTS_IN:
        words_of = side_starts_wordings(KICK, Side.RIGHT, seconds)
        assert listening.voice.file(words_of[0])


# What is said, and when


def test_at_a_wall_the_position_waits_for_a_key(tmp_path: Path) -> None:
    wall = replace(BRIDGE, sets=1, equipment=("wall",), waits=True)
    (way,) = carry_wordings(timeline_of(wall), timeline_of(wall).segments[0])
    step = wall.setup[0]
    script: list[Press] = [(30_000, "s"), (45_000, "space"), (90_000, "space")]
    said = heard(tmp_path, timeline_of(wall), *script)
    assert said.count(way) == 2  # once more after the key for it
    assert said[said.index(way) + 1] == WHEN_THERE
    assert said.index(step) > said.index(WHEN_THERE)
    assert said.count(step) == 1
    early = tmp_path / "early"
    early.mkdir()
    said = heard(early, timeline_of(wall), (25_000, "q"), (25_100, "q"))
    assert WHEN_THERE in said
    assert step not in said
    late = tmp_path / "late"
    late.mkdir()
    said = heard(late, timeline_of(wall), (120_000, "space"))
    assert step in said


def test_things_are_named_before_the_way_to_the_wall() -> None:
    ball = "Have a small ball at hand, if you like"
    wall = replace(
        BRIDGE, setup=(ball, *BRIDGE.setup), steps_ahead=1, equipment=("wall",), waits=True
    )
    timeline = timeline_of(wall)
    way = carry_wordings(timeline, timeline.segments[0])
    said = standing_texts(wall, 1, VoiceLevel.FULL, ahead=way)
    assert said[1:5] == (ball, *way, WHEN_THERE, BRIDGE.setup[0])
    assert TO_FETCH not in said
    assert standing_texts(wall, 1, VoiceLevel.FULL)[1:3] == (ball, TO_FETCH)
    fixed = words(session(replace(wall, waits=False, change_ms=60_000)), PhraseKind.SETUP)
    assert fixed[:3] == [ball, *way, BRIDGE.setup[0]]


def test_where_a_step_says_where_to_feel_it_that_is_said_once() -> None:
    assert felt_wordings(BRIDGE)
    (feel,) = felt_wordings(BRIDGE)
    told = feel.replace("You should feel this", "You feel a stretch")
    assert felt_wordings(replace(BRIDGE, setup=(*BRIDGE.setup, told))) == ()


def test_the_first_drill_on_the_floor_says_where_the_laptop_goes() -> None:
    kneel = replace(BRIDGE, base=Base.HALF_KNEELING, waits=True)
    timeline = timeline_of(kneel)
    (told,) = carry_wordings(timeline, timeline.segments[0])
    place = "on the floor to your right, level with your hips, keys towards you"
    body = "You will kneel. Have a chair or wall within reach to hold on to"
    assert told == f"Open your eyes. {body}. Put the laptop {place}"
    said = standing_texts(kneel, 1, VoiceLevel.FULL, ahead=(told,))
    assert said[said.index(told) + 1] == WHEN_PLACED
    known = timeline_of(replace(kneel, waits=False))
    assert carry_wordings(known, known.segments[0]) == ()


def test_the_tones_are_explained_only_where_they_are_played(tmp_path: Path) -> None:
    for has_tones in (True, False):
        folder = tmp_path / str(has_tones)
        folder.mkdir()
        timeline = timeline_of(replace(BRIDGE, sets=1, waits=True))
        listening = Listening(timeline, folder, has_tones=has_tones)
        listening.play((60_000, "space"))
        said = [line.split(" ", 1)[1] for line in listening.words_heard]
        assert (TONES_TOLD in said) is has_tones
        assert WHERE_H_IS in said


def test_a_wrong_answer_is_asked_about_again(tmp_path: Path) -> None:
    timeline = with_time_to_listen(
        timeline_of(replace(BRIDGE, sets=1, asks=True), replace(LATER, waits=True)),
        estimated_ms,
    )
    end = max(each.end_ms for each in timeline.segments if each.block == 0)
    script: list[Press] = [(end + 8_000, "3"), (end + 20_000, "backspace")]
    said = heard(tmp_path, timeline, *script, (end + 26_000, "2"), (400_000, "space"))
    wrong = said.index("noted: too hard, so easier next time if possible")
    assert said[wrong + 1] == HOW_TO_CORRECT_LATER
    asked = [text for text in said if text.startswith("Did you feel the glute bridge")]
    assert len(asked) == 2
    assert said.index("noted: good") > said.index(asked[1])


def test_after_a_skipped_set_the_start_of_the_next_is_said(tmp_path: Path) -> None:
    timeline = timeline_of(replace(KICK, sets=2))
    work = next(each for each in timeline.segments if each.is_work)
    said = heard(tmp_path, timeline, (work.at_ms + 2_000, "n"))
    at = said.index(SKIPPED_SETS["right leg"])
    assert re.fullmatch(r"starting in \d+ seconds", said[at + 1])


def test_in_a_short_rest_on_hands_and_knees_the_position_is_said() -> None:
    kneeling = replace(BRIDGE, base=Base.QUADRUPED, rest_ms=20_000)
    said = words(session(kneeling), PhraseKind.WAIT, length_ms=estimated_ms)
    assert any(text.endswith("; stay on hands and knees") for text in said)


def test_on_a_side_the_laptop_is_in_front_of_the_face() -> None:
    side = replace(
        CLAMSHELL,
        sets=1,
        waits=True,
        equipment=("wall",),
        side_text=SideWords(
            left="Lie on your right side, your back against a wall; work the left leg",
            right="Lie on your left side, your back against a wall; work the right leg",
        ),
    )
    timeline = timeline_of(side)
    (told,) = carry_wordings(timeline, timeline.segments[0])
    assert told == (
        f"{TAKE_ALL} the wall. Lay the mat along the wall. You will lie on your right "
        "side, your back to the wall, your left leg on top. Put the laptop on the floor in "
        "front of your face, at arm's length, keys towards you"
    )
    turn = standing_texts(side, 1, VoiceLevel.FULL, side=Side.RIGHT, is_turn=True)
    assert turn[0].endswith("turn round, so your head will be where your feet were")
    assert turn[1].startswith("Move the laptop within reach")
    assert turn[2].startswith("Lie on your left side")


def test_on_hands_and_knees_nobody_is_told_to_switch_sides() -> None:
    assert switch_wordings(KICK) == ("change legs, stay where you are", "change legs")
    assert switch_wordings(replace(KICK, base=Base.STANDING))[0] == "switch sides"


def test_eyes_stay_open_in_the_first_drill_on_the_feet() -> None:
    tall = replace(BRIDGE, base=Base.STANDING, change_ms=40_000, sets=1)
    told = words(session(LATER, tall, tall), PhraseKind.SETUP)
    assert told.count(EYES_OPEN) == 1
    assert EYES_OPEN not in words(session(LATER), PhraseKind.SETUP)


def test_the_side_of_a_movement_stands_for_the_movement() -> None:
    timeline = with_the_voice("post-run-reset")
    told = words(timeline, PhraseKind.BREATH)
    assert "take both knees to the side" not in told
    assert "out, both knees to the left" in words(timeline, PhraseKind.SIDE)


def test_pain_is_read_back_with_its_side() -> None:
    said = Answer(where_pain=PainPlace.FRONT_OF_HIP, side=PainSide.RIGHT, pain=4)
    assert noted_wording(said) == "noted: right hip, front, pain 4"
    assert pain_wording(said).startswith(
        "You had pain today in the front of the right hip."
    )
    both = replace(said, where_pain=PainPlace.KNEE, side=PainSide.BOTH)
    assert noted_wording(both) == "noted: knee, both sides, pain 4"
    assert pain_wording(both).startswith("You had pain today in the knee, on both sides.")
    buttock = replace(said, where_pain=PainPlace.GLUTES)
    assert pain_wording(buttock).startswith("You had pain today in the right buttock.")


def test_pain_after_a_drill_is_asked_about_in_the_past() -> None:
    after = press(ask_felt(BRIDGE), "5")
    during = ask_pain(BRIDGE)
    assert isinstance(after, Dialog)
    assert "Where did it hurt?" in spoken_step(after, is_new=True)
    assert "Where does it hurt?" in spoken_step(during, is_new=True)
    much = press(after, "2")
    assert isinstance(much, Dialog)
    assert question_of(much) == "How much did it hurt at its worst?"


def test_after_pain_one_sentence_names_each_key_once() -> None:
    for told, keys in ((NEXT_DRILL, "NQ"), (PAIN_GONE, "Q"), (LEAVE_LAST, "N")):
        assert told.startswith("Rest")
        assert re.findall(r"press ([NQ])\b", told) == list(keys)
    where = "press N, as in next, below the gap between H and J,"
    assert all(where in told for told in (NEXT_DRILL, LEAVE_LAST))
    assert all("press Q once, right of Tab," in told for told in (NEXT_DRILL, PAIN_GONE))
    # Rest comes first; the key that ends the session is for pain that stays.
    assert NEXT_DRILL.startswith(
        "Rest until the pain has gone. Then get into position and press space:"
    )
    assert "If the pain stays, press Q" in NEXT_DRILL
    assert "Once the pain has gone" in REST_FIRST


def test_no_drill_calls_a_movement_by_the_word_for_a_key() -> None:
    for drill in DRILLS:
        (block,) = session_of(drill.id, BreathPreset.STANDARD).blocks
        told = (*drill.cues, *block.setup, *(each.do for each in block.phases))
        assert not [text for text in told if re.search(r"\bpress(es|ing)?\b", text.lower())]


def test_a_drill_without_a_way_out_is_said_to_be_done_before_its_question(
    tmp_path: Path,
) -> None:
    side = replace(CLAMSHELL, sets=1, asks=True, afterwards=None)
    timeline = timeline_of(side, replace(LATER, waits=True))
    said = heard(tmp_path, timeline, (300_000, "q"), (300_100, "q"))
    asked = next(at for at, text in enumerate(said) if text.startswith("Did you feel the"))
    assert said[asked - 1] == DRILL_DONE
    assert said.count(DRILL_DONE) == 1


@pytest.mark.parametrize("waits", [True, False])
@pytest.mark.parametrize("name", [*ROUTINES, "side-lying-abduction"])
def test_no_cue_is_heard_more_than_twice_in_its_drill(name: str, *, waits: bool) -> None:
    plan = session_of(name, BreathPreset.STANDARD)
    blocks = tuple(replace(block, waits=waits) for block in plan.blocks)
    timeline = compile_timeline(replace(plan, blocks=blocks))
    timeline = with_time_to_listen(timeline, estimated_ms)
    said = phrases(timeline, VoiceLevel.FULL, estimated_ms)
    heard_in: Counter[tuple[int, str]] = Counter()
    for each in said:
        if each.kind is PhraseKind.CUE:
            drill = timeline.at(each.at_ms).block
            heard_in[drill, each.text.removeprefix("Think: ")] += 1
    firsts = {each.bout: each for each in reversed(timeline.segments)}
    for first in firsts.values():
        block = timeline.block_of(first)
        if is_held(block, first) and first.kind is not SegmentKind.SWITCH:
            told = standing_texts(block, first.set, VoiceLevel.FULL, (), first.side)
            for text in told:
                if text.startswith("Think: "):
                    heard_in[first.block, text.removeprefix("Think: ")] += 1
    assert max(heard_in.values(), default=0) <= 2


def test_there_is_time_to_move_the_laptop_along_before_lying_down_on_the_other_side() -> (
    None
):
    for text in TURN_ROUND:
        assert step_ms(CLAMSHELL, text, Side.RIGHT, (), is_placed=True) >= BODY_MS


@pytest.mark.parametrize("name", ROUTINES)
def test_a_pad_in_the_list_is_named_again_before_hands_and_knees(name: str) -> None:
    timeline = with_the_voice(name)
    has_pad = "pad to kneel on" in "".join(overview_wordings(timeline))
    for first in timeline.segments:
        for text in carry_wordings(timeline, first):
            if "hands and knees" in text:
                assert ("on a pad if you like" in text) == has_pad
