"""With closed eyes: what was pressed, and what is asked, is heard."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.builders import make_block
from tests.doubles import Press, play
from tests.plans import BREATHING, BRIDGE, CLAMSHELL, timeline_of
from tests.sound.listening import Listening, WhenTold, speaks_at_once
from tests.sound.saying import session, texts, words

from coach.config.choices import SoundMode, VoiceLevel
from coach.event import PauseReason
from coach.model.prescription import Block
from coach.model.terms import Base
from coach.question.answer import Answer
from coach.question.dialog import Dialog, Step, press
from coach.question.questions_by_ear import (
    HOW_TO_CORRECT,
    HOW_TO_CORRECT_LATER,
    spoken_questions,
    spoken_step,
)
from coach.safety_text import STOP_NOW
from coach.sound.event_phrases import (
    COMMON_WORDS,
    LEAVE_LAST,
    LEVELS,
    N_AGAIN,
    NEXT_DRILL,
    PAIN_GONE,
    PAUSED_TO_ANSWER,
    PAUSES,
    READY_IN,
    REST_FIRST,
    SKIPPED_DRILL,
    SKIPPED_SETS,
    WHEN_IN_POSITION_OR_NOT,
    closing_words,
)
from coach.sound.laptop_place import (
    CARRY_UP,
    STAND_UP,
    STEADY,
)
from coach.sound.player_process import Channel
from coach.sound.remarks import LATEST_REMARK_MS
from coach.sound.speech_plan import PhraseKind
from coach.sound.way_into_position import (
    AT_THE_FIRST_START,
    AT_THE_START,
    WHEN_IN_POSITION,
)
from coach.text.speech_length import estimated_ms

WHY = "Why did you skip the set? Press one for no time, two too hard, three it hurts."
FELT = (
    "Did you feel the glute bridge in the abs? Press one for yes, easy, two for yes, "
    "good, three for yes, too hard, four for elsewhere or not at all, five if it hurt. "
    "One is second from the left, just above the letters."
)
CONTINUES = NEXT_DRILL.format(then="this drill continues with rep 1")
ON_THE_WAY = PAIN_GONE.format(then="the next drill is Clamshell")
ASKING = replace(BRIDGE, sets=1, asks=True)
NEXT = "next: Clamshell"
SIDE = "Lie on your right side; the left leg works"
AFTER = replace(CLAMSHELL, sets=1, change_ms=40_000)


def heard(
    folder: Path, *script: Press, extra: tuple[str, ...] = (), asks: bool = True
) -> list[str]:
    """Play a bridge and a clamshell; return what is said, with its second."""
    timeline = timeline_of(ASKING, AFTER)
    listening = Listening(timeline, folder)
    played = play(
        timeline, script, clock=listening.clock, others=[listening.ears], asks=asks
    )
    assert played.dropped == []
    last = played.outcome.moment.timeline
    known = [*texts(last, VoiceLevel.FULL), *COMMON_WORDS, *LEVELS.values(), *extra]
    names = {listening.voice.file(text): text for text in known}
    return [
        f"{at_ms / 1000:.1f} {names.get(file, '?')}"
        for at_ms, where, file in listening.heard.began
        if where is Channel.VOICE
    ]


def test_a_pause_and_going_on_are_heard(tmp_path: Path) -> None:
    said = heard(tmp_path, (15_000, "space"), (25_000, "space"))
    between = [line for line in said if 15 <= float(line.split()[0]) < 29]
    assert between == [
        "15.0 Paused. Press space to continue.",
        "25.0 continuing",
        "25.8 ready",
        "27.0 in",
    ]


@pytest.mark.parametrize(
    ("key", "at_ms", "told"),
    [
        ("n", 15_000, SKIPPED_DRILL),
        ("b", 15_000, "back to the start"),
        ("a", 15_000, "breathe freely"),
        ("+", 40_000, "38 seconds left"),
        ("-", 40_000, "18 seconds left"),
        ("]", 15_000, "breath length 110 percent"),
        ("v", 15_000, "speaking less"),
    ],
)
def test_every_key_that_changes_something_is_confirmed(
    key: str, at_ms: int, told: str, tmp_path: Path
) -> None:
    said = heard(tmp_path, (at_ms, key), (90_000, "q"), (90_100, "q"), extra=(told,))
    soon = [line for line in said if at_ms <= float(line.split()[0]) * 1_000 < at_ms + 900]
    assert told in [line.split(" ", 1)[1] for line in soon]


def test_stopping_is_asked_about_and_heard(tmp_path: Path) -> None:
    said = heard(tmp_path, (15_000, "q"), (20_000, "q"), extra=("stopped",))
    assert said[-3:] == [
        "15.0 Paused. Press space to continue.",
        "15.8 press Q again to stop",
        "20.0 stopped",
    ]


def test_pain_is_reported_by_ear_alone(tmp_path: Path) -> None:
    where = (
        "For an emergency, such as chest pain, press E, now or at any later question. "
        "From the bump on F, E is one key left, then one up. "
        "Where does it hurt? Press one for low back, two knee, three hip or groin, "
        "four hamstrings, five elsewhere, such as buttock or calf. "
        "Dizzy or faint? Press six. One is second from the left, just above the letters. "
        "Pressed H by mistake? Space continues."
    )
    much = spoken_step(Dialog(step=Step.PAIN), is_new=True)
    noted = "noted: knee, pain 1"
    script: list[Press] = [
        (15_000, "h"),
        (20_000, "2"),
        (25_000, "1"),
        (30_000, "0"),
        (40_000, "space"),
        (90_000, "q"),
        (90_100, "q"),
    ]
    said = heard(
        tmp_path,
        *script,
        extra=(where, much, "knee", "pain 1", HOW_TO_CORRECT, noted, CONTINUES),
    )
    between = [line for line in said if 15 <= float(line.split()[0]) < 41]
    assert between == [
        "15.0 stopped, ease out of the position and rest",
        f"18.6 {where}",
        "20.0 knee",
        f"20.8 {HOW_TO_CORRECT}",
        f"21.6 {much}",
        "25.0 pain 1",
        "25.8 ?",
        f"30.0 {noted}",
        f"30.8 {CONTINUES}",
        "40.0 continuing",
        "40.8 ready",
    ]


def heard_before_a_drill_that_waits(folder: Path, *script: Press) -> list[str]:
    """Play a bridge, and a clamshell that waits for the runner; return what is said."""
    timeline = timeline_of(ASKING, replace(AFTER, waits=True, change_ms=5_000))
    listening = Listening(timeline, folder)
    quit_: list[Press] = [(95_000, "q"), (95_100, "q")]
    play(
        timeline,
        [*script, *quit_],
        clock=listening.clock,
        others=[listening.ears],
        asks=True,
        skip_ms=None,
    )
    known = (
        *COMMON_WORDS,
        *(
            "next: Clamshell",
            WHEN_IN_POSITION,
            WHEN_IN_POSITION_OR_NOT,
            WHY,
            SIDE,
            ON_THE_WAY,
            "left leg in 5 seconds",
            PAUSED_TO_ANSWER,
        ),
    )
    names = {listening.voice.file(text): text for text in known}
    return [
        f"{at_ms / 1000:.1f} {names[file]}"
        for at_ms, where, file in listening.heard.began
        if where is Channel.VOICE and file in names
    ]


def test_the_key_that_ends_a_wait_is_confirmed_with_words_that_are_ready(
    tmp_path: Path,
) -> None:
    listening = Listening(timeline_of(replace(BRIDGE, waits=True, sets=1)), tmp_path)
    listening.play((40_000, "space"))
    file = listening.voice.file(READY_IN)
    assert [at for at, _, each in listening.heard.began if each == file] == [40_000]
    assert READY_IN in COMMON_WORDS


def test_in_a_wait_nothing_is_stopped_for_pain(tmp_path: Path) -> None:
    said = heard_before_a_drill_that_waits(tmp_path, (60_000, "5"), (61_000, "2"))
    assert not any(PAUSES[PauseReason.PAIN][0] in line for line in said)
    assert f"60.0 {PAUSED_TO_ANSWER}" in said


def test_after_pain_in_a_wait_the_ears_hear_the_keys_and_that_it_still_waits(
    tmp_path: Path,
) -> None:
    answers: list[Press] = [(60_000, "5"), (61_000, "2"), (62_000, "1"), (63_000, "0")]
    said = heard_before_a_drill_that_waits(
        tmp_path, *answers, (70_000, "space"), (80_000, "space")
    )
    assert said[-6:-2] == [
        "63.8 " + ON_THE_WAY,
        "70.0 continuing",
        "70.8 " + SIDE,
        "71.6 " + WHEN_IN_POSITION_OR_NOT,
    ]
    assert said[-2] == "80.0 left leg in 5 seconds"


def test_leaving_a_drill_after_pain_says_only_that_and_the_next_name(
    tmp_path: Path,
) -> None:
    answers: list[Press] = [(16_000, "2"), (17_000, "1"), (18_000, "0"), (22_000, "n")]
    script = [(15_000, "h"), *answers, (50_000, "space")]
    said = heard_before_a_drill_that_waits(tmp_path, *script)
    after = [line for line in said if float(line.split()[0]) >= 22]
    assert after[:3] == [
        f"22.0 {SKIPPED_DRILL}",
        f"22.8 {REST_FIRST}",
        "50.0 next: Clamshell",
    ]


def test_why_a_set_was_skipped_is_asked_before_a_drill_that_waits(tmp_path: Path) -> None:
    said = heard_before_a_drill_that_waits(tmp_path, (20_000, "n"))
    words = [line.split(" ", 1)[1] for line in said]
    assert words[words.index(WHY) + 1] == WHEN_IN_POSITION
    assert words.count(WHY) == 1


def test_a_question_comes_right_after_its_drill_and_ends_with_the_answer(
    tmp_path: Path,
) -> None:
    silent = heard(tmp_path / "a")
    asked = next(at for at, line in enumerate(silent) if line.endswith(FELT))
    assert silent[asked] == f"34.5 {FELT}"
    # There is time for an answer before the next name.
    assert silent[asked + 1] == "37.8 next: Clamshell"
    said = heard(tmp_path / "b", (34_900, "1"), extra=("noted: easy",))
    assert "34.9 noted: easy" in said
    assert [line for line in said if line.endswith(FELT)] == [f"34.5 {FELT}"]


def test_an_answer_does_not_cut_off_the_next_name(tmp_path: Path) -> None:
    said = heard(tmp_path, (38_000, "1"), extra=("noted: easy", HOW_TO_CORRECT_LATER))
    between = [line for line in said if 37.5 <= float(line.split()[0]) < 39.8]
    assert between == [
        "37.8 next: Clamshell",
        "38.5 noted: easy",
        f"39.3 {HOW_TO_CORRECT_LATER}",
    ]


def test_where_nobody_is_asked_no_question_is_spoken(tmp_path: Path) -> None:
    said = heard(tmp_path, asks=False)
    assert any(line.endswith("next: Clamshell") for line in said)
    assert not any(line.endswith(FELT) for line in said)


def test_the_first_name_is_said_also_where_its_sound_takes_a_while(
    tmp_path: Path,
) -> None:
    workers = WhenTold()
    listening = Listening(timeline_of(ASKING), tmp_path, workers=workers)
    listening.play((1_500, workers.do_all), (1_600, workers.do_all))
    said = listening.words_heard
    assert said[0].split(" ", 1)[1] == "Glute bridge"
    assert 1.5 <= float(said[0].split()[0]) < 2.0
    assert said[1].split(" ", 1)[1] in AT_THE_START
    assert said[2].split(" ", 1)[1] == "1 set of 3"


def test_a_remark_that_is_rendered_much_too_late_is_left_out(tmp_path: Path) -> None:
    workers = WhenTold()
    listening = Listening(timeline_of(ASKING), tmp_path, workers=workers)
    late_ms = 15_000 + LATEST_REMARK_MS + 100
    listening.play((15_000, "space"), (late_ms, workers.do_all), (30_000, "space"))
    file = listening.voice.file("Paused. Press space to continue.")
    assert file is not None
    assert file not in [each for *_, each in listening.heard.began]


def test_sounds_are_played_early_where_they_are_heard_late(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    prompt = Listening(timeline_of(ASKING), tmp_path / "a")
    prompt.play()
    late = Listening(timeline_of(ASKING), tmp_path, latency_ms=200)
    late.play()
    assert len(late.heard.began) == len(prompt.heard.began)
    soon, early = [
        [each for each in listening.sounds(where) if float(each.split()[0]) > 5]
        for listening, where in ((prompt, Channel.TONES), (late, Channel.TONES))
    ]
    for usual, moved in zip(soon, early, strict=True):
        assert float(moved.split()[0]) == pytest.approx(float(usual.split()[0]) - 0.2)
    late.ears.close()
    assert late.heard.waited_ms[0] > 1_000


def test_headphones_that_sleep_get_a_quiet_start(tmp_path: Path) -> None:
    quiet_block = make_block(cycle="exhale 4, inhale 3", sets=1, change_ms=20_000)
    listening = Listening(timeline_of(quiet_block), tmp_path, mode=SoundMode.TONES)
    listening.play()
    quiet = [at for at, where, _ in listening.heard.began if where is Channel.QUIET]
    # Before the count at 14 s, and not between sounds that follow one another.
    assert quiet == [13_700]


def after_a_skip(
    folder: Path, switch_ms: int, *more: Press, lasts_ms: int = 600
) -> list[str]:
    """Skip the left side of a clamshell after three seconds; return what is said."""
    timeline = timeline_of(replace(CLAMSHELL, sets=1, switch_ms=switch_ms))
    engine = speaks_at_once(folder, lasts_ms)
    listening = Listening(timeline, folder, engine=engine)
    script: list[Press] = [(15_000, "n"), *more]
    play(
        timeline,
        script,
        clock=listening.clock,
        others=[listening.ears],
        asks=True,
        skip_ms=None,
    )
    known = [*texts(timeline, VoiceLevel.FULL), *COMMON_WORDS, WHY, "thank you"]
    names = {listening.voice.file(text): text for text in known}
    return [
        f"{at_ms / 1000:.1f} {names.get(file, '?')}"
        for at_ms, where, file in listening.heard.began
        if where is Channel.VOICE and 15_000 <= at_ms < 15_000 + switch_ms
    ]


def test_why_a_set_was_skipped_is_asked_after_the_way_on_and_can_be_answered(
    tmp_path: Path,
) -> None:
    said = after_a_skip(tmp_path, 30_000, (24_000, "2"))
    assert [line.split(" ", 1)[1] for line in said][:7] == [
        SKIPPED_SETS["right leg"],
        "?",  # when it starts
        "switch sides: turn round, so your head is where your feet were",
        "Lie on your left side; the right leg works",
        N_AGAIN,
        WHY,
        "right leg starts in 20 seconds",
    ]
    assert any(line.endswith("thank you") for line in said)


def test_why_is_not_asked_where_the_next_set_starts_first(tmp_path: Path) -> None:
    said = after_a_skip(tmp_path, 14_000, lasts_ms=3_000)
    assert not any("hy " in line for line in said)
    assert any("in" in line for line in said)


def test_the_words_about_other_symptoms_say_which_key_is_taken_at_once() -> None:
    flags = Dialog(step=Step.FLAGS)
    said = spoken_step(flags, is_new=True)
    # An emergency comes first, and is over with one key.
    where = Dialog(step=Step.WHERE)
    first = spoken_step(where, is_new=True)
    assert first.startswith(
        "For an emergency, such as chest pain, press E, now or at any later"
    )
    assert isinstance(press(where, "e"), Answer)
    assert "emergency" not in said
    assert estimated_ms(said) < 10_000
    assert isinstance(press(flags, "e"), Answer)
    assert isinstance(press(flags, "0"), Answer)
    assert isinstance(press(flags, "1"), Dialog)
    assert "chest pain" in STOP_NOW


def test_after_a_pause_in_a_rest_the_rest_that_is_left_is_said(tmp_path: Path) -> None:
    told = "continuing, 7 seconds of rest left"
    timeline = timeline_of(replace(BRIDGE, sets=2))
    listening = Listening(timeline, tmp_path)
    rest = next(each for each in timeline.segments if each.kind == "rest")
    listening.play((rest.at_ms + 10_000, "space"), (rest.at_ms + 30_000, "space"))
    said = [file for _, where, file in listening.heard.began if where is Channel.VOICE]
    assert listening.voice.file(told) in said


def test_after_a_pause_in_a_set_the_side_is_said(tmp_path: Path) -> None:
    timeline = timeline_of(replace(CLAMSHELL, sets=1))
    listening = Listening(timeline, tmp_path)
    listening.play((14_000, "space"), (30_000, "space"))
    said = [
        file
        for at_ms, where, file in listening.heard.began
        if where is Channel.VOICE and 30_000 <= at_ms < 32_000
    ]
    assert said[:2] == [listening.voice.file(each) for each in ("continuing", "left leg")]


def test_the_next_drill_comes_after_the_answer_or_after_time_for_one(
    tmp_path: Path,
) -> None:
    question = FELT
    timeline = timeline_of(ASKING, replace(AFTER, waits=True, change_ms=5_000))

    def spoken(folder: Path, *script: Press) -> list[str]:
        listening = Listening(timeline, folder)
        presses = [*script, (95_000, "q"), (95_100, "q")]
        play(timeline, presses, clock=listening.clock, others=[listening.ears], asks=True)
        known = (question, "noted: good", NEXT)
        names = {listening.voice.file(text): text for text in known}
        return [
            f"{at_ms / 1000:.1f} {names[file]}"
            for at_ms, where, file in listening.heard.began
            if where is Channel.VOICE and file in names
        ]

    (tmp_path / "silent").mkdir()
    asked, name, *_ = spoken(tmp_path / "silent")
    at = float(asked.split()[0])
    assert asked.endswith(question)
    assert name.endswith(NEXT)
    assert float(name.split()[0]) >= at + 8
    answered = spoken(tmp_path, (round(at * 1_000) + 2_000, "2"))
    assert [each.split(" ", 1)[1] for each in answered[:3]] == [
        question,
        "noted: good",
        NEXT,
    ]
    assert float(answered[2].split()[0]) < at + 4


def test_a_question_about_pain_is_repeated_once_if_nobody_answers(tmp_path: Path) -> None:
    listening = Listening(timeline_of(ASKING), tmp_path)
    play(
        listening.timeline,
        [(15_000, "h"), (95_000, "q"), (95_100, "q")],
        clock=listening.clock,
        others=[listening.ears],
        asks=True,
    )
    where = listening.voice.file(spoken_step(Dialog(step=Step.WHERE), is_new=True))
    times = [at_ms for at_ms, _, file in listening.heard.began if file == where]
    assert len(times) == 2
    assert 20_000 <= times[1] - times[0] <= 32_000


def test_an_answered_question_about_pain_is_never_repeated(tmp_path: Path) -> None:
    timeline = timeline_of(replace(BRIDGE, sets=1, reps=12))
    listening = Listening(timeline, tmp_path)
    answers: list[Press] = [(16_000, "2"), (17_000, "1"), (20_000, "0"), (30_000, "space")]
    play(
        timeline,
        [(15_000, "h"), *answers],
        clock=listening.clock,
        others=[listening.ears],
        asks=True,
    )
    flags = listening.voice.file(spoken_step(Dialog(step=Step.FLAGS), is_new=True))
    assert len([file for *_, file in listening.heard.began if file == flags]) == 1


def test_after_pain_in_the_last_drill_no_next_one_is_offered(tmp_path: Path) -> None:
    timeline = timeline_of(replace(BRIDGE, sets=1))
    listening = Listening(timeline, tmp_path)
    answers: list[Press] = [(16_000, "2"), (17_000, "1"), (18_000, "0"), (30_000, "n")]
    played = play(
        timeline,
        [(15_000, "h"), *answers],
        clock=listening.clock,
        others=[listening.ears],
        asks=True,
    )
    said = [file for *_, file in listening.heard.began]
    told = LEAVE_LAST.format(then="this drill continues with rep 1")
    assert listening.voice.file(told) in said
    assert listening.voice.file(CONTINUES) not in said
    assert played.outcome.moment.is_ended


@pytest.mark.parametrize("waits", [False, True])
def test_feet_come_down_before_a_drill_that_does_not_need_them_up(
    tmp_path: Path, *, waits: bool
) -> None:
    down = "Take your feet down"
    wall = replace(BREATHING, afterwards=down, asks=True)

    def spoken(folder: Path, *blocks: Block) -> list[str]:
        folder.mkdir()
        listening = Listening(timeline_of(wall, *blocks), folder)
        script: list[Press] = [(300_000, "q"), (300_100, "q")]
        play(
            listening.timeline,
            script,
            clock=listening.clock,
            others=[listening.ears],
            asks=True,
        )
        known = (
            down,
            *spoken_questions(wall.name, wall.feel.target),
            f"next: {blocks[0].name}",
        )
        names = {listening.voice.file(text): text for text in known}
        began = [names.get(file, "") for *_, file in listening.heard.began]
        return [text for text in began if text]

    whole, _ = spoken_questions(wall.name, wall.feel.target)
    bridge = replace(BRIDGE, waits=waits, change_ms=30_000)
    assert spoken(tmp_path / "a", bridge) == [down, whole, "next: Glute bridge"]
    lift = replace(bridge, afterwards=down)
    assert spoken(tmp_path / "b", lift) == [whole, "next: Glute bridge"]


def test_keyboard_and_key_for_pain_are_said_once_before_the_first_position(
    tmp_path: Path,
) -> None:
    for waits in (False, True):
        folder = tmp_path / str(waits)
        folder.mkdir()
        first, second = (
            replace(block, waits=waits, change_ms=40_000, sets=1)
            for block in (BRIDGE, BREATHING)
        )
        listening = Listening(timeline_of(first, second), folder)
        # Before a drill that waits, the things are fetched first.
        fetched: list[Press] = [(15_000, "space")] if waits else []
        listening.play(*fetched, (100_000, "space"), (200_000, "space"))
        start = AT_THE_FIRST_START if waits else AT_THE_START[:1]
        named = (*start, "First drill: Glute bridge") if waits else ("Glute bridge", *start)
        known = (*named, first.setup[0])
        names = {listening.voice.file(text): text for text in known}
        began = [names.get(file, "") for *_, file in listening.heard.began]
        assert [text for text in began if text][: len(known)] == [*known]
        assert [began.count(text) for text in start] == [1] * len(start)


def test_where_the_first_wait_is_short_the_key_for_pain_is_said_in_short() -> None:
    heard = words(session(replace(BRIDGE, change_ms=9_000)), PhraseKind.WAIT)
    assert heard[0] == AT_THE_START[0]
    short = words(
        session(replace(BRIDGE, change_ms=9_000)), PhraseKind.WAIT, length_ms=estimated_ms
    )
    assert short[0] == AT_THE_START[-1]


def test_who_reports_pain_before_the_next_name_hears_it_once_the_session_goes_on(
    tmp_path: Path,
) -> None:
    answers: list[Press] = [(33_000, "5"), (34_000, "2"), (35_000, "1"), (36_000, "0")]
    said = heard_before_a_drill_that_waits(tmp_path, *answers, (45_000, "space"))
    after = [line.split(" ", 1)[1] for line in said if float(line.split()[0]) >= 45]
    assert after[:4] == ["continuing", NEXT, SIDE, WHEN_IN_POSITION]


def test_the_way_out_is_said_once_before_a_drill_that_waits_also_after_pain(
    tmp_path: Path,
) -> None:
    floor = replace(ASKING, afterwards="Take your feet down")
    tall = replace(AFTER, base=Base.STANDING, waits=True, change_ms=5_000)
    timeline = timeline_of(floor, tall)
    listening = Listening(timeline, tmp_path)
    answers: list[Press] = [(35_000, "5"), (36_000, "2"), (37_000, "1"), (38_000, "0")]
    script = [*answers, (47_000, "space"), (95_000, "q"), (95_100, "q")]
    play(timeline, script, clock=listening.clock, others=[listening.ears], asks=True)
    said = [file for _, where, file in listening.heard.began if where is Channel.VOICE]
    carried = f"{STEADY}{CARRY_UP[:1].lower()}{CARRY_UP[1:]}"
    for text in ("continuing", "Take your feet down", STAND_UP, carried):
        file = listening.voice.file(text)
        assert file is not None
        assert said.count(file) == 1


def test_the_end_tells_the_whole_time_with_pauses_and_waits() -> None:
    plan = session(BRIDGE).prescription
    told = closing_words(plan, [], total_ms=302_000, stood_ms=76_000)
    assert told == "Done. 6 minutes. Nothing more to press."
    told = closing_words(plan, [], total_ms=302_000, stood_ms=20_000)
    assert told == "Done. 5 minutes. Nothing more to press."


def test_the_way_out_of_the_last_position_comes_before_the_end(tmp_path: Path) -> None:
    block = replace(BRIDGE, sets=1, afterwards="Take your feet down")
    listening = Listening(timeline_of(block), tmp_path)
    listening.play()
    told = "Take your feet down. Done. 1 minute, 3 slow breaths. Nothing more to press."
    last = [file for _, where, file in listening.heard.began if where is Channel.VOICE][-1]
    assert last == listening.voice.file(told)


def test_waits_for_the_runner_count_in_the_time_told_at_the_end(tmp_path: Path) -> None:
    listening = Listening(timeline_of(replace(BRIDGE, sets=1)), tmp_path)
    listening.play((15_000, "space"), (195_000, "space"))
    told = "Done. 4 minutes, 3 slow breaths. "
    last = [file for _, where, file in listening.heard.began if where is Channel.VOICE][-1]
    assert last == listening.voice.file(f"{told}Nothing more to press.")
