"""Questions in the waits of a session.

Three drills of two reps: work from 10 to 24, from 34 to 48 and from 58 to 72 seconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from signal import Signals

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET
from msgspec.structs import replace
from tests.builders import make_block, make_prescription
from tests.doubles import Played, Press, play
from tests.screen.stills import text_of

from coach.event import (
    Answered,
    DrillLeftOut,
    Event,
    Paused,
    PauseReason,
    QuestionAsked,
    SegmentStarted,
    SessionEnded,
    SetFinished,
    Skipped,
)
from coach.interview import SKIP_MS
from coach.keymap import COMMAND_OF_KEY
from coach.model.prescription import Block, Prescription
from coach.model.records import EndedBy, EndStatus
from coach.model.terms import BodyPlace, Flag, PainPlace, SkipReason
from coach.question.answer import Answer
from coach.question.dialog import KEYS, Step
from coach.screen.start_card import start_card
from coach.screen.start_lines import start_lines
from coach.screen.viewport import Viewport
from coach.sound.drill_phrases import cue_wordings
from coach.timeline import compile_timeline


def drill(name: str, pattern: str = "trunk", *, asks: bool = True, sets: int = 1) -> Block:
    return make_block(name, pattern=pattern, sets=sets, asks=asks)


THREE = make_prescription(
    drill("bridge", "bridge"), drill("clam", "abduction"), drill("march", "bridge")
)
IN_WAIT = 25_000
"""One second into the wait after the bridge."""
AT_WORK = 12_000


def performed(
    script: Sequence[Press] = (),
    plan: Prescription = THREE,
    *,
    asks: bool = True,
    skip_ms: int | None = SKIP_MS,
) -> Played:
    return play(compile_timeline(plan), script, asks=asks, skip_ms=skip_ms)


def typed(keys: str, at_ms: int = IN_WAIT) -> list[Press]:
    """One key every tenth of a second; a dot is Enter, a blank space."""
    names = {".": "enter", " ": "space"}
    return [(at_ms + 100 * n, names.get(key, key)) for n, key in enumerate(keys)]


def answers(played: Played) -> list[tuple[str, Answer]]:
    return [(event.drill, event.answer) for event in played.heard.of(Answered)]


def courses(played: Played) -> list[Event]:
    """All that is not about questions."""
    return [e for e in played.heard.events if not isinstance(e, QuestionAsked | Answered)]


def test_the_question_comes_in_the_wait_after_the_last_set_and_goes_with_it() -> None:
    played = performed(plan=make_prescription(drill("bridge", sets=2), drill("clam")))
    (asked,) = played.heard.of(QuestionAsked)
    assert (asked.drill, asked.step, asked.at_ms) == ("bridge", Step.FELT, 68_000)
    open_at = [m.position_ms for m in played.heard.moments if m.question]
    assert 68_000 <= min(open_at) <= max(open_at) < 78_000


def test_one_key_answers_it() -> None:
    played = performed(typed("2"))
    assert answers(played) == [("bridge", Answer(felt=(BodyPlace.ABS,), rpe=6))]
    assert played.outcome.unanswered == (1, 2)


def test_an_answer_changes_no_time() -> None:
    assert courses(performed(typed("1"))) == courses(performed())
    assert performed(typed("1")).took_ms == performed().took_ms


def test_what_was_picked_when_the_work_begins_is_the_answer() -> None:
    played = performed(typed("42"))
    assert answers(played) == [("bridge", Answer(felt=(BodyPlace.HAMSTRINGS,)))]
    assert courses(played) == courses(performed())


@pytest.mark.parametrize("leaving", [["q", "q"], [Signals.SIGTERM], [Signals.SIGHUP]])
def test_what_was_picked_when_the_session_is_left_is_the_answer_before_its_end(
    leaving: list[str | Signals],
) -> None:
    keys = [(IN_WAIT + 1_000 + n, key) for n, key in enumerate(leaving)]
    played = performed([*typed("42"), *keys])
    assert answers(played) == [("bridge", Answer(felt=(BodyPlace.HAMSTRINGS,)))]
    assert isinstance(played.heard.events[-1], SessionEnded)


def test_what_is_not_answered_in_time_is_left_for_the_summary() -> None:
    assert performed().outcome.unanswered == (0, 1, 2)


def test_enter_passes_over_and_the_summary_does_not_come_back_to_it() -> None:
    played = performed(typed("."))
    assert not answers(played)
    assert played.outcome.unanswered == (1, 2)


def test_a_late_key_answers_nothing() -> None:
    played = performed(typed("1", at_ms=34_000))
    assert not answers(played)
    assert courses(played) == courses(performed())


def test_without_a_wait_the_question_is_left_for_the_summary() -> None:
    blocks = tuple(replace(block, change_ms=0) for block in THREE.blocks)
    played = performed(plan=replace(THREE, blocks=blocks))
    assert not played.heard.of(QuestionAsked)
    assert played.outcome.unanswered == (0, 1, 2)


def test_nothing_is_asked_where_nobody_wants_to_be_asked() -> None:
    script = [*typed("5"), (40_000, "n"), (41_000, "1"), (42_000, "h"), (43_000, "space")]
    played = performed(script, asks=False)
    assert not played.heard.of(QuestionAsked)
    assert not played.outcome.unanswered


def test_only_drills_that_are_to_be_asked_about_are() -> None:
    blocks = tuple(replace(block, asks=block.drill == "clam") for block in THREE.blocks)
    played = performed(plan=replace(THREE, blocks=blocks))
    assert [asked.drill for asked in played.heard.of(QuestionAsked)] == ["clam"]


def test_space_pauses_and_goes_on_while_the_question_stays() -> None:
    script = [(IN_WAIT, "space"), (90_000, "space"), (91_000, "3")]
    played = performed(script)
    assert [pause.reason for pause in played.heard.of(Paused)] == [PauseReason.RUNNER]
    assert answers(played) == [("bridge", Answer(felt=(BodyPlace.ABS,), rpe=8))]


def test_doing_the_set_again_asks_again() -> None:
    played = performed([(IN_WAIT, "r"), *typed("1", at_ms=46_000)])
    assert [asked.drill for asked in played.heard.of(QuestionAsked)][:2] == [
        "bridge",
        "bridge",
    ]
    assert answers(played)[0][0] == "bridge"


def test_who_answered_is_not_asked_again_after_doing_it_again() -> None:
    played = performed([*typed("1"), (IN_WAIT + 500, "r")])
    assert [asked.drill for asked in played.heard.of(QuestionAsked)] == ["bridge", "clam"]


# It hurts


def test_pain_stands_still_and_names_the_drill_that_hurt() -> None:
    played = performed([*typed("5213."), (60_000, "space")])
    (pause,) = played.heard.of(Paused)
    assert (pause.reason, pause.about) == (PauseReason.PAIN, 0)
    assert answers(played) == [
        ("bridge", Answer(where_pain=PainPlace.KNEE, pain=1, flags=(Flag.GIVING_WAY,)))
    ]


def test_going_on_takes_what_was_said_of_the_pain() -> None:
    played = performed([*typed("52"), (60_000, "space")])
    assert answers(played) == [("bridge", Answer(where_pain=PainPlace.KNEE))]
    assert played.outcome.status is EndStatus.COMPLETED


def test_the_key_for_pain_at_work_asks_about_the_drill_that_is_done() -> None:
    played = performed([(AT_WORK, "h"), *typed("140", at_ms=13_000), (15_000, "n")])
    assert answers(played) == [("bridge", Answer(where_pain=PainPlace.LOW_BACK, pain=4))]
    assert [asked.step for asked in played.heard.of(QuestionAsked)][:3] == [
        Step.WHERE,
        Step.PAIN,
        Step.FLAGS,
    ]


def test_leaving_a_painful_drill_asks_for_no_other_reason() -> None:
    played = performed([(AT_WORK, "h"), (13_000, "n"), (60_000, "space")])
    assert [asked.step for asked in played.heard.of(QuestionAsked)][:3] == [
        Step.WHERE,
        Step.WHERE,
        Step.FELT,
    ]
    assert [skipped.kind for skipped in played.heard.of(Skipped)] == ["drill"]


def test_leaving_the_drill_puts_the_questions_about_its_pain_off_to_the_next_wait() -> None:
    script = [(AT_WORK, "h"), *typed("1", at_ms=13_000), (15_000, "n")]
    played = performed([*script, *typed("60", at_ms=17_000), (60_000, "space")])
    assert [asked.step for asked in played.heard.of(QuestionAsked)][:4] == [
        Step.WHERE,
        Step.PAIN,
        Step.PAIN,
        Step.FLAGS,
    ]
    low_back = Answer(where_pain=PainPlace.LOW_BACK)
    assert answers(played) == [
        ("bridge", low_back),
        ("bridge", replace(low_back, pain=6)),
    ]
    assert played.outcome.hurt == {0}
    assert not played.outcome.pain_left


def test_a_wait_stands_still_for_whoever_answers_about_a_pain() -> None:
    script = [(AT_WORK, "h"), (13_000, "n"), *typed("160", at_ms=17_000)]
    played = performed([*script, (60_000, "space"), (100_000, "space")])
    pauses = played.heard.of(Paused)
    told = [(pause.reason, pause.about) for pause in pauses]
    assert (PauseReason.READY, None) in told  # the next drill waits
    assert [each for each in told if each[0] is PauseReason.PAIN] == [
        (PauseReason.PAIN, None),
        (PauseReason.PAIN, 0),
    ]
    assert answers(played)[0] == ("bridge", Answer(where_pain=PainPlace.LOW_BACK, pain=6))


def test_an_answer_is_taken_back_until_the_next_drill_starts() -> None:
    easy, hard = ("bridge", 3), ("bridge", 8)

    def efforts(*script: Press) -> list[tuple[str, int | None]]:
        said = answers(performed(script))
        return [(drill, answer.rpe) for drill, answer in said if drill == "bridge"]

    first, back = (IN_WAIT, "3"), (IN_WAIT + 1_000, "backspace")
    assert efforts(first, back, (IN_WAIT + 2_000, "1")) == [hard, easy]
    # Who only takes it back is asked at the end; the first answer holds until then.
    assert efforts(first, back) == [hard]
    assert efforts(first, (IN_WAIT + 40_000, "backspace")) == [hard]


def test_questions_about_pain_that_nobody_answers_are_left_for_the_end() -> None:
    played = performed([(AT_WORK, "h"), (13_000, "n"), (60_000, "space")])
    (left,) = played.outcome.pain_left
    assert (left.about, left.dialog.step) == (0, Step.WHERE)
    assert played.outcome.hurt == {0}


def test_the_key_for_pain_in_a_question_is_about_the_drill_just_done() -> None:
    played = performed([(IN_WAIT, "h"), *typed("2t0", at_ms=26_000), (60_000, "space")])
    assert answers(played) == [("bridge", Answer(where_pain=PainPlace.KNEE, pain=10))]


def test_much_pain_leaves_out_what_is_of_the_same_kind() -> None:
    played = performed([*typed("5270"), (60_000, "space")])
    (left_out,) = played.heard.of(DrillLeftOut)
    assert left_out.blocks == (2,)
    assert [done.drill for done in played.heard.of(SetFinished)] == ["bridge", "clam"]
    assert played.outcome.status is EndStatus.COMPLETED


def test_much_pain_at_work_breaks_the_set_off_and_stands_still() -> None:
    played = performed([(20_000, "h"), *typed("280", at_ms=21_000), (60_000, "space")])
    first, *others = played.heard.of(SetFinished)
    assert (first.drill, first.ended_by, first.reps_done) == (
        "bridge",
        EndedBy.STOPPED,
        1,
    )
    assert [done.drill for done in others] == ["clam"]
    resumed = [m for m in played.heard.moments if m.advice]
    assert all(moment.is_paused for moment in resumed)
    assert resumed[-1].advice[-1] == "Left out: Bridge, March."
    assert resumed[-1].block.drill == "clam"


def test_where_nothing_is_left_after_pain_the_session_ends_as_stopped() -> None:
    plan = make_prescription(drill("bridge", "bridge"), drill("march", "bridge"))
    played = performed(typed("5290"), plan)
    assert played.outcome.status is EndStatus.STOPPED
    assert [left.blocks for left in played.heard.of(DrillLeftOut)] == [(1,)]


def test_an_urgent_sign_ends_the_session() -> None:
    played = performed(typed("519e"))
    assert played.outcome.is_urgent
    assert played.outcome.status is EndStatus.STOPPED
    ((_, answer),) = answers(played)
    assert answer.is_urgent
    assert played.took_ms < IN_WAIT + 1_000


@pytest.mark.parametrize(
    ("keys", "hurts"), [("51.e", False), ("510e", False), ("519e", True)]
)
def test_an_urgent_sign_is_no_pain_unless_it_hurt_as_well(
    keys: str, *, hurts: bool
) -> None:
    played = performed(typed(keys))
    assert played.outcome.is_urgent
    assert bool(played.outcome.hurt) is hurts


def test_whoever_is_dizzy_goes_on_at_an_own_pace() -> None:
    script = [*typed("55.04."), (60_000, "space"), (90_000, "q"), (91_000, "q")]
    played = performed(script)
    last = played.outcome.moment.timeline.prescription
    assert last.self_paced
    assert all(block.waits for block in last.blocks)
    advice = [m.advice for m in played.heard.moments if m.advice]
    assert "Sit down and breathe normally" in advice[0][0]


# Skipped sets


def test_a_skipped_set_asks_why_for_three_seconds_and_makes_nothing_longer() -> None:
    played = performed([(AT_WORK, "n")], asks=True)
    silent = performed([(AT_WORK, "n")], asks=False)
    assert courses(played) == courses(silent)
    assert played.heard.of(QuestionAsked)[0].step is Step.SKIP
    open_at = [
        m.position_ms
        for m in played.heard.moments
        if m.question and m.question.step is Step.SKIP
    ]
    assert AT_WORK <= min(open_at) <= max(open_at) < AT_WORK + 3_000
    closed = [m.position_ms for m in played.heard.moments if not m.question]
    assert AT_WORK + 3_000 in closed


def test_by_ear_why_a_set_was_skipped_can_be_told_until_the_next_one_starts() -> None:
    press: list[Press] = [(AT_WORK, "n"), (AT_WORK + 4_000, "2")]
    late = performed(press, asks=True)
    assert answers(late) == []
    heard = performed(press, asks=True, skip_ms=None)
    assert [answer for _, answer in answers(heard)] == [Answer(skipped=SkipReason.TOO_HARD)]
    assert courses(heard) == courses(late)


def test_the_reason_of_a_skip_is_an_answer_and_is_asked_once_a_drill() -> None:
    plan = make_prescription(drill("bridge", sets=3), drill("clam"))
    played = performed([(AT_WORK, "n"), (13_000, "2"), (44_000, "n")], plan)
    assert answers(played) == [("bridge", Answer(skipped=SkipReason.TOO_HARD))]
    skips = [a for a in played.heard.of(QuestionAsked) if a.step is Step.SKIP]
    assert len(skips) == 1


def asked_after(*script: Press, asks: bool = True) -> list[tuple[str, Step]]:
    """Two sets of a bridge, from 10 and from 44 seconds, then another drill."""
    plan = make_prescription(
        make_block("bridge", sets=2, asks=asks, rest_ms=20_000), drill("clam", asks=False)
    )
    played = performed(script, plan, skip_ms=None)
    return [(each.drill, each.step) for each in played.heard.of(QuestionAsked)]


def test_a_drill_of_which_only_the_end_was_skipped_is_asked_about_as_usual() -> None:
    felt, why = ("bridge", Step.FELT), ("bridge", Step.SKIP)
    assert asked_after((50_000, "n")) == [felt]
    assert asked_after((50_000, "n"), asks=False) == [why]
    # The first set skipped, the second done; both skipped; the whole drill left at once.
    assert asked_after((12_000, "n")) == [why, felt]
    assert asked_after((12_000, "n"), (45_000, "n")) == [why, why]
    assert asked_after((12_000, "n"), (14_000, "n")) == [why]


def test_leaving_a_drill_with_a_set_done_asks_how_that_set_was() -> None:
    plan = make_prescription(
        make_block("bridge", sets=3, rest_ms=20_000, asks=True), drill("clam", asks=False)
    )
    played = performed([(50_000, "n"), (52_000, "n")], plan, skip_ms=None)
    asked = [(each.drill, each.step) for each in played.heard.of(QuestionAsked)]
    assert asked == [("bridge", Step.SKIP), ("bridge", Step.FELT)]


def test_skipping_a_wait_asks_nothing() -> None:
    played = performed([(3_000, "n")])
    assert played.heard.of(QuestionAsked)[0].step is Step.FELT


# The clock

ANY_KEYS = st.lists(
    st.tuples(
        st.integers(0, 90_000),
        st.sampled_from(sorted(set("0123456789t") | {"enter", "x"})),
    ),
    max_size=25,
)


@given(ANY_KEYS)
def test_keys_of_questions_never_move_the_clock_unless_it_hurts(
    script: list[Press],
) -> None:
    played = performed([*sorted(script), (200_000, "q"), (200_100, "q")])
    if any(asked.step is Step.WHERE for asked in played.heard.of(QuestionAsked)):
        return
    assert courses(played) == courses(performed())
    assert played.took_ms == performed().took_ms


@given(
    st.lists(
        st.tuples(
            st.integers(0, 90_000),
            st.sampled_from(
                sorted({*COMMAND_OF_KEY, *(key for keys in KEYS.values() for key in keys)})
            ),
        ),
        max_size=25,
    )
)
def test_whatever_is_pressed_a_question_belongs_to_a_drill_and_work_is_never_asked_over(
    script: list[Press],
) -> None:
    presses = [*sorted(script), *((at, "space") for at in range(100_000, 130_000, 5_000))]
    presses += [(200_000, "q"), (200_100, "q"), (200_200, "q")]
    played = performed(presses)
    for moment in played.heard.moments:
        if moment.question and moment.segment.is_work and not moment.is_paused:
            raise AssertionError(f"asked during work: {moment.question}")
    for event in played.heard.of(Answered):
        assert not event.answer.is_empty
    starts = [e.segment.at_ms for e in played.heard.of(SegmentStarted)]
    assert starts == sorted(starts)


@pytest.mark.parametrize("key", sorted({k for keys in KEYS.values() for k in keys}))
def test_where_nothing_is_asked_its_keys_do_nothing(key: str) -> None:
    assert courses(performed([(AT_WORK, key)])) == courses(performed())


@pytest.mark.parametrize("key", ["n", "space"])
def test_after_pain_in_a_drill_that_is_over_there_is_time_to_get_into_position(
    key: str,
) -> None:
    played = performed([*typed("5210"), (60_000, key)])
    assert [done.drill for done in played.heard.of(SetFinished)] == [
        "bridge",
        "clam",
        "march",
    ]
    assert not played.heard.of(Skipped)
    (asked,) = [p.at_ms for p in played.heard.of(Paused)]
    works = [s.segment.at_ms for s in played.heard.of(SegmentStarted) if s.segment.is_work]
    assert min(at_ms for at_ms in works if at_ms > asked) - asked == 10_000


def test_leaving_a_drill_that_the_pain_has_left_out_skips_nothing_of_the_next() -> None:
    played = performed([(AT_WORK, "h"), *typed("19", at_ms=13_000), (20_000, "n")])
    silent = performed([(AT_WORK, "h"), *typed("190", at_ms=13_000), (20_000, "space")])
    assert [event.at_ms for event in played.heard.of(SetFinished)] == [
        event.at_ms for event in silent.heard.of(SetFinished)
    ]
    assert not played.heard.of(Skipped)


def test_the_wait_after_a_painful_drill_says_what_is_left_out() -> None:
    script = [(AT_WORK, "h"), *typed("49", at_ms=13_000), (20_000, "n")]
    played = performed([*script, (21_000, "f")])
    waits = [m for m in played.heard.moments if m.advice and not m.is_paused]
    assert {moment.block.drill for moment in waits} == {"clam"}
    assert not any(moment.segment.is_work for moment in waits)
    shown = " ".join(row.plain.strip() for row in text_of(waits[0], Viewport(80, 24)))
    assert "Left out: Bridge, March." in shown
    (left,) = played.outcome.pain_left
    assert left.dialog.step is Step.FLAGS


# Keys that were not meant for it


def test_keys_that_came_together_answer_nothing() -> None:
    played = performed([(IN_WAIT, "1"), (IN_WAIT + 2, "2"), (IN_WAIT + 4, "enter")])
    assert not answers(played)
    assert played.outcome.unanswered == (0, 1, 2)


@pytest.mark.parametrize(("after_ms", "answered"), [(250, 0), (350, 1)])
def test_a_key_that_was_on_its_way_when_the_question_came_answers_nothing(
    after_ms: int, answered: int
) -> None:
    assert len(answers(performed([(24_000 + after_ms, "1")]))) == answered


def test_a_test_says_that_space_ends_it_and_names_no_length() -> None:
    block = replace(make_block(), test="single-leg-bridge", reps=60)
    timeline = compile_timeline(make_prescription(block, self_paced=True))
    card = start_card(timeline, "none", (), Viewport(80, 24))
    shown = [row.plain for row in card.rows]
    lines = start_lines(timeline, "none")
    for page in (shown, lines):
        assert any("until you press space" in row for row in page)
        assert not any("MIN" in row or ":" in row.split(" ")[-1] for row in page)


def test_the_screens_of_a_test_name_no_time_left_and_say_when_to_press_space() -> None:
    cue = "Space when the hips sink"
    block = replace(make_block(), test="side-plank", cues=(cue,))
    timeline = compile_timeline(make_prescription(block, self_paced=True))
    heard = play(timeline, [(12_000, "p"), (13_000, "q"), (14_000, "q")]).heard
    waits, stands = heard.moments[0], next(each for each in heard.moments if each.is_paused)
    look = Viewport(80, 24)
    shown = "\n".join(row.plain for row in text_of(waits, look))
    assert f"{cue}." in shown
    assert "Think" not in shown
    shown = "\n".join(row.plain for row in text_of(stands, look))
    assert "This rep starts again" in shown
    assert "space continue" in shown
    assert "in all" not in shown
    assert cue_wordings(block, 1) == (cue,)
    assert cue_wordings(replace(block, test=UNSET), 1)[0] == f"Think: {cue}"


def test_a_test_that_ended_without_a_rep_is_not_asked_why_it_was_skipped() -> None:
    block = replace(make_block(), test="single-leg-bridge")
    timeline = compile_timeline(make_prescription(block, self_paced=True))
    played = play(timeline, [(12_000, "space"), (50_000, "q"), (51_000, "q")], asks=True)
    assert not played.heard.of(QuestionAsked)
