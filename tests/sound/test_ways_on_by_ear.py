"""With closed eyes: which key goes on, what is skipped, and what loads a sore place."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace
from tests.doubles import FakeClock, Press, play
from tests.plans import BREATHING, BRIDGE, CLAMSHELL, timeline_of
from tests.sound.listening import Heard, Listening, speaks_at_once
from tests.sound.saying import session, words

from coach.app.session.end_voice import THAT_IS_ALL, EndVoice
from coach.model.prescription import Block
from coach.model.terms import Base, Flag, PainPlace, Side, Sides
from coach.question.answer import Answer
from coach.question.dialog import Dialog, Step, ask_felt
from coach.question.questions_by_ear import how_to_take_out, spoken_step
from coach.sound.drill_phrases import phase_wordings
from coach.sound.event_phrases import (
    N_AFTER_TURNS,
    N_AGAIN,
    NEXT_DRILL,
    NEXT_ONE,
    ONCE_WELL,
    ONE_QUESTION,
    PAIN_GONE,
    PAUSED_TO_ANSWER,
    REST_FIRST,
    SKIPPED_DRILL,
    SKIPPED_SETS,
    URGENT,
    before_the_question,
    closing_words,
    later_left_out,
    sore_wording,
)
from coach.sound.opening_words import FETCH_FIRST, overview_wordings, things_in
from coach.sound.player_process import Channel
from coach.sound.sound_cache import SoundCache
from coach.sound.speech_plan import PhraseKind
from coach.sound.spoken_waits import ASK_AGAIN_MS
from coach.sound.way_into_position import (
    LEAVE_MS,
    WHEN_IN_POSITION,
    WHEN_THERE,
    WHERE_N_IS,
    done_wording,
    when_in_position,
)

FIRST = replace(BRIDGE, sets=1, asks=True)
FRONT = PainPlace.FRONT_OF_HIP
LUNGE = replace(
    BRIDGE, drill="lunge", name="Lunge", loads=("front_of_hip",), waits=True, sets=1
)
LAST = replace(BREATHING, loads=(), change_ms=30_000)


def heard(folder: Path, script: list[Press], *blocks: Block, known: list[str]) -> list[str]:
    """Return which of the known texts are heard, in order."""
    timeline = timeline_of(*blocks)
    folder.mkdir(exist_ok=True)
    listening = Listening(timeline, folder)
    played = play(
        timeline, script, clock=listening.clock, others=[listening.ears], asks=True
    )
    assert played.dropped == []
    names = {listening.voice.file(text): text for text in known}
    return [
        names[file]
        for _, where, file in listening.heard.began
        if where is Channel.VOICE and file in names
    ]


def test_a_drill_that_loads_a_sore_place_is_said_to_and_one_key_leaves_it_out(
    tmp_path: Path,
) -> None:
    warning = sore_wording(LUNGE, FRONT, is_paused=True)
    answers: list[Press] = [(60_000, "5"), (61_000, "3"), (62_000, "2"), (63_000, "4")]
    script = [*answers, (64_000, "0"), (90_000, "n")]
    known = [PAUSED_TO_ANSWER, warning, SKIPPED_DRILL, "next: 90/90 breathing"]
    assert heard(tmp_path, script, FIRST, LUNGE, LAST, known=known) == known
    assert warning.startswith("Lunge loads the front of the hip, which hurt earlier.")
    assert f"To leave that drill out, press {WHERE_N_IS}." in warning


def test_after_a_drill_left_for_pain_the_warning_comes_before_the_next_position(
    tmp_path: Path,
) -> None:
    warning = sore_wording(LUNGE, FRONT)
    answers: list[Press] = [(16_000, "3"), (17_000, "2"), (18_000, "4"), (19_000, "0")]
    script = [(15_000, "h"), *answers, (30_000, "n"), (60_000, "space"), (90_000, "n")]
    leave = NEXT_DRILL.format(then="this drill continues with rep 1")
    known = [
        leave,
        SKIPPED_DRILL,
        REST_FIRST,
        "next: Lunge",
        warning,
        "Feet flat, hip-width apart",
    ]
    said = heard(tmp_path, script, FIRST, LUNGE, LAST, known=known)
    assert said[said.index(leave) :][:6] == known
    assert said[-1] == SKIPPED_DRILL


def test_less_pain_warns_of_nothing_and_names_the_next_drill(tmp_path: Path) -> None:
    on = PAIN_GONE.format(then="the next drill is Lunge")
    answers: list[Press] = [(60_000, "5"), (61_000, "3"), (62_000, "2"), (63_000, "2")]
    script = [*answers, (64_000, "0"), (90_000, "space"), (200_000, "space")]
    known = [sore_wording(LUNGE, FRONT, is_paused=True), sore_wording(LUNGE, FRONT), on]
    assert heard(tmp_path, script, FIRST, LUNGE, known=known) == [on]


def test_skipping_says_what_follows_and_the_same_key_leaves_the_drill(
    tmp_path: Path,
) -> None:
    clam = replace(CLAMSHELL, base=Base.HALF_KNEELING, sets=2)
    known = [
        SKIPPED_SETS["right leg"],
        N_AFTER_TURNS.format(side="left leg"),
        SKIPPED_DRILL,
        "next: 90/90 breathing",
    ]
    script: list[Press] = [(15_000, "n"), (21_000, "n")]
    assert heard(tmp_path / "a", script, clam, LAST, known=known) == known
    known[1] = N_AGAIN
    single = replace(clam, sets=1)
    assert heard(tmp_path / "b", script, single, LAST, known=known) == known


def test_a_skipped_leg_that_comes_back_after_the_rest_is_said_to(tmp_path: Path) -> None:
    clam = replace(CLAMSHELL, base=Base.HALF_KNEELING, sets=2, rest_ms=30_000)
    timeline = timeline_of(clam, LAST)
    right = next(
        each for each in timeline.segments if each.is_work and each.side == "right"
    )
    told = N_AFTER_TURNS.format(side="right leg")
    script: list[Press] = [(right.at_ms + 2_000, "n")]
    assert told in heard(tmp_path, script, clam, LAST, known=[told, N_AGAIN])


def test_drills_left_out_for_pain_are_said_to_come_later() -> None:
    assert later_left_out([FIRST, LUNGE], [1]) == (
        "We're leaving out a later drill: Lunge."
    )
    assert f"leaving out later drills: {FIRST.name} and Lunge." in later_left_out(
        [FIRST, LUNGE], [0, 1]
    )


def test_a_skipped_side_leaves_sixteen_seconds_before_the_other_one() -> None:
    clam = replace(CLAMSHELL, base=Base.HALF_KNEELING, sets=1, switch_ms=2_000)
    played = play(timeline_of(clam), [(15_000, "n")])
    right = next(
        each
        for each in played.outcome.moment.timeline.segments
        if each.is_work and each.side is Side.RIGHT
    )
    assert right.at_ms == 31_000


def test_sides_that_take_turns_are_said_with_their_share_and_the_first_one() -> None:
    march = replace(BRIDGE, sides=Sides.ALTERNATE, sets=1, reps=8, change_ms=30_000)
    assert "1 set of 8, 4 each side, left first" in words(session(march), PhraseKind.NAME)


def test_a_pause_in_the_breath_is_never_said_as_a_pause_of_the_session() -> None:
    assert phase_wordings("pause, stay empty", None) == ("stay empty",)
    assert phase_wordings("pause", None) == ("pause",)


def test_a_stretch_is_eased_before_its_sides_are_switched() -> None:
    stretch = replace(
        CLAMSHELL,
        base=Base.HALF_KNEELING,
        sets=1,
        switch_ms=20_000,
        afterwards="Ease back and come out of the stretch",
    )
    spoken = words(session(stretch), PhraseKind.WAIT)
    assert "Ease back, then switch sides" in spoken
    plain = replace(stretch, afterwards="Take the band off")
    assert "switch sides" in words(session(plain), PhraseKind.WAIT)


def test_nobody_gets_up_before_a_question_at_the_end() -> None:
    assert before_the_question("Take your feet down").endswith(f". {ONE_QUESTION}")
    silent = session(replace(FIRST, asks=False)).prescription
    assert closing_words(silent, [], 60_000).endswith("Nothing more to press.")


def test_a_question_after_the_session_is_spoken_and_its_answer_confirmed(
    tmp_path: Path,
) -> None:
    output = Heard(FakeClock())
    cache = SoundCache(tmp_path / "sounds")
    engine = speaks_at_once(tmp_path)
    voice = EndVoice([engine], cache, output)
    asked = ask_felt(FIRST)
    voice.ask(asked)
    voice.confirm(Answer(felt=asked.target, rpe=6))
    texts = (spoken_step(asked, is_new=True), f"noted: good. {THAT_IS_ALL}")
    files = [cache.path(*engine.facts, text) for text in texts]
    assert [file for *_, file in output.began] == files
    voice.close()
    assert output.waited_ms == [560]  # the silence at the end is cut


def test_an_answer_that_is_not_saved_is_not_said_to_be_saved(tmp_path: Path) -> None:
    output = Heard(FakeClock())
    cache = SoundCache(tmp_path / "sounds")
    engine = speaks_at_once(tmp_path)
    voice = EndVoice([engine], cache, output)
    asked = ask_felt(FIRST)
    voice.ask(asked)
    voice.confirm(Answer(felt=asked.target, rpe=6), is_saved=False)
    *_, file = output.began[-1]
    assert file == cache.path(*engine.facts, "noted: good.")
    voice.close()


def test_how_to_take_a_sign_back_is_said_with_the_first_one_only(tmp_path: Path) -> None:
    asked = Dialog(step=Step.FLAGS)
    numb, sharp = (
        replace(asked, answer=Answer(flags=flags))
        for flags in ((Flag.NUMB,), (Flag.SHARP,))
    )
    told = how_to_take_out(asked, numb)
    assert told
    known = [told, how_to_take_out(asked, sharp), "sharp", "not numb", "numb"]
    answers: list[Press] = [(16_000, "2"), (17_000, "1")]
    signs: list[Press] = [(20_000, "2"), (30_000, "2"), (33_000, "1"), (36_000, "enter")]
    script: list[Press] = [(15_000, "h"), *answers, *signs, (60_000, "q")]
    said = heard(tmp_path, script, FIRST, LAST, known=known)
    assert said == [told, "not numb", "sharp"]


def test_the_list_of_things_to_fetch_is_said_again_with_the_key_that_is_told(
    tmp_path: Path,
) -> None:
    ball = replace(FIRST, waits=True, equipment=("ball",))
    overview = overview_wordings(timeline_of(ball, LAST))[0]
    things = things_in(overview)
    assert things == "You need a mat and a ball."
    assert "For the list again, press S" in FETCH_FIRST
    known = [overview, things, FETCH_FIRST, "First drill: Glute bridge"]
    script: list[Press] = [(10_000, "s"), (30_000, "s"), (50_000, "space")]
    said = heard(tmp_path, [*script, (90_000, "q"), (90_100, "q")], ball, LAST, known=known)
    again = [things, FETCH_FIRST]
    assert said == [overview, FETCH_FIRST, *again, *again, "First drill: Glute bridge"]


def test_after_a_drill_left_for_pain_the_key_that_ends_is_told_as_it_works() -> None:
    assert "press Q twice, right of Tab, to end the session" in REST_FIRST
    waiting = replace(LAST, waits=True)
    answers: list[Press] = [(16_000, "2"), (17_000, "1"), (18_000, "0"), (22_000, "n")]
    for times, at_ms in ((1, 90_000), (2, 30_100)):
        presses: list[Press] = [(30_000, "q"), (30_100, "q")]
        last: list[Press] = [(90_000, "q"), (90_001, "q")]
        script: list[Press] = [(15_000, "h"), *answers, *presses[:times], *last]
        clock = FakeClock()
        began_ms = clock.now_ms()
        play(timeline_of(FIRST, waiting), script, clock=clock, asks=True)
        assert clock.now_ms() - began_ms == at_ms


def test_a_drill_that_is_not_asked_about_says_so_after_one_that_was() -> None:
    silent = replace(FIRST, asks=False, change_ms=40_000)
    said = words(session(FIRST, silent, LAST), PhraseKind.SETUP)
    assert "That drill is done. No question this time" in said
    said = words(session(silent, silent, LAST), PhraseKind.SETUP)
    assert said.count("That drill is done") == 2
    timeline = session(FIRST, silent, LAST)
    changes = [each for each in timeline.segments if each.kind == "change"]
    assert done_wording(timeline, changes[0]) == "That drill is done"


def test_there_is_time_to_move_before_the_last_question(tmp_path: Path) -> None:
    waited = []
    for number, way_out in enumerate(("Take your feet down", None)):
        last = replace(FIRST, change_ms=40_000)
        if way_out:
            last = replace(last, afterwards=way_out)
        (folder := tmp_path / str(number)).mkdir()
        listening = Listening(timeline_of(last), folder)
        listening.play()
        listening.ears.close()
        waited += listening.heard.waited_ms
    assert waited[0] > LEAVE_MS > waited[1]


def test_a_question_left_unanswered_does_not_silence_the_key_that_starts(
    tmp_path: Path,
) -> None:
    waiting = replace(CLAMSHELL, sets=1, waits=True)
    script: list[Press] = [(300_000, "q"), (300_100, "q")]
    said = heard(tmp_path, script, FIRST, waiting, known=[WHEN_IN_POSITION])
    assert ASK_AGAIN_MS * 4 < 250_000
    assert len(said) >= 4


def test_to_hear_a_question_again_leaves_the_way_into_the_position(tmp_path: Path) -> None:
    waiting = replace(CLAMSHELL, sets=1, waits=True)
    asked = spoken_step(ask_felt(FIRST), is_new=True)
    known = [asked, "next: Clamshell", "Lie on your right side; the left leg works"]
    known.append(WHEN_IN_POSITION)
    for at_ms in (46_000, 50_000, 53_000, 57_000):
        (folder := tmp_path / str(at_ms)).mkdir()
        script: list[Press] = [(at_ms, "s"), (90_000, "q"), (90_100, "q")]
        said = heard(folder, script, FIRST, waiting, known=known)
        assert said.count(asked) == 2
        assert said[-1] == WHEN_IN_POSITION
        assert set(said) == set(known)


def test_after_a_key_pressed_by_mistake_a_wait_says_where_it_is(tmp_path: Path) -> None:
    ball = replace(FIRST, waits=True, equipment=("ball",))
    known = [FETCH_FIRST, "continuing"]
    mistake: list[Press] = [(10_000, "h"), (12_000, "space")]
    quit_: list[Press] = [(30_000, "q"), (30_100, "q")]
    said = heard(tmp_path / "a", [*mistake, *quit_], ball, LAST, known=known)
    assert said == [FETCH_FIRST, "continuing", FETCH_FIRST]
    at_wall = replace(FIRST, waits=True, equipment=("wall",))
    known = [WHEN_THERE, when_in_position(at_wall)]
    mistake = [(40_000, "h"), (45_000, "space")]
    quit_ = [(80_000, "q"), (80_100, "q")]
    said = heard(tmp_path / "b", [*mistake, *quit_], at_wall, known=known)
    assert said == [WHEN_THERE, WHEN_THERE]


def test_a_skipped_side_before_one_that_waits_is_not_said_to_start_by_itself(
    tmp_path: Path,
) -> None:
    kneeling = replace(CLAMSHELL, base=Base.HALF_KNEELING, sets=1, waits=True)
    starts = [f"starting in {seconds} seconds" for seconds in range(6, 30)]
    known = [SKIPPED_SETS["right leg"], *starts]
    presses: list[Press] = [(60_000, "space"), (80_000, "space"), (95_000, "n")]
    script = [*presses, (150_000, "q"), (150_100, "q")]
    assert heard(tmp_path, script, kneeling, known=known) == known[:1]


def test_a_runner_who_is_dizzy_hears_how_it_goes_on_and_how_to_end(tmp_path: Path) -> None:
    assert "get into position and press space" in ONCE_WELL
    script: list[Press] = [(15_000, "h"), (22_000, "6"), (60_000, "q"), (60_100, "q")]
    assert heard(tmp_path, script, FIRST, LAST, known=[ONCE_WELL]) == [ONCE_WELL]


def test_an_urgent_sign_is_answered_aloud(tmp_path: Path) -> None:
    script: list[Press] = [(15_000, "h"), (22_000, "e")]
    assert heard(tmp_path, script, FIRST, LAST, known=[URGENT]) == [URGENT]
    assert "Get urgent help now" in URGENT


def test_after_pain_that_ends_a_drill_the_next_one_waits_and_no_later_one_is_named(
    tmp_path: Path,
) -> None:
    answers: list[Press] = [(22_000, "2"), (23_000, "4"), (24_000, "0")]
    script = [(15_000, "h"), *answers, (60_000, "q"), (60_100, "q")]
    told = NEXT_ONE.format(name="90/90 breathing")
    known = [told, later_left_out([FIRST], [0])]
    assert heard(tmp_path, script, FIRST, LAST, known=known) == [told]
