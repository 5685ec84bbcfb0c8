"""One key a step, from the question to the answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.builders import make_block

from coach.keymap import COMMAND_OF_KEY
from coach.model.places import with_urgent_sign
from coach.model.prescription import ExpectedFeel
from coach.model.terms import (
    BackFelt,
    BodyPlace,
    Compared,
    Flag,
    PainPlace,
    PainSide,
    Sides,
    SkipReason,
)
from coach.question.answer import NOTHING, Answer
from coach.question.dialog import (
    ENTER,
    KEYS,
    TAKE_BACK,
    Dialog,
    Step,
    ask_felt,
    ask_morning,
    ask_pain,
    ask_why_skipped,
    keys_of,
    press,
)
from coach.question.reaction import reaction_to

BRIDGE = ask_felt(make_block(feel=ExpectedFeel((BodyPlace.GLUTES,))))
BIRD_DOG = ask_felt(make_block(feel=ExpectedFeel((BodyPlace.GLUTES,), back_works=True)))
OPENINGS = (BRIDGE, BIRD_DOG, ask_pain(), ask_why_skipped(), ask_morning("Tuesday"))
ANY_KEY = st.sampled_from(
    sorted({key for keys in KEYS.values() for key in keys} | COMMAND_OF_KEY.keys())
)


def pressed(dialog: Dialog, keys: str) -> Dialog | Answer:
    """Press keys; a dot is Enter. Every one of them must mean something."""

    state: Dialog | Answer = dialog
    for key in keys:
        assert isinstance(state, Dialog), f"{key} came after the answer"
        following = press(state, "enter" if key == "." else key)
        assert following is not None, key
        state = following
    return state


@pytest.mark.parametrize(("key", "rpe"), [("1", 3), ("2", 6), ("3", 8)])
def test_yes_says_where_and_how_hard(key: str, rpe: int) -> None:
    assert pressed(BRIDGE, key) == Answer(felt=(BodyPlace.GLUTES,), rpe=rpe)


def test_elsewhere_takes_several_places_and_enter_ends_it() -> None:
    assert pressed(BRIDGE, "426.") == Answer(felt=(BodyPlace.HAMSTRINGS, BodyPlace.KNEE))


def test_a_place_pressed_twice_is_taken_back() -> None:
    assert pressed(BRIDGE, "4262.") == Answer(felt=(BodyPlace.KNEE,))


def test_nowhere_is_no_place_beside_others() -> None:
    assert pressed(BRIDGE, "428.") == Answer(felt=(BodyPlace.NOWHERE,))
    assert pressed(BRIDGE, "482.") == Answer(felt=(BodyPlace.HAMSTRINGS,))


def test_the_low_back_is_asked_about_only_where_it_is_meant_to_work() -> None:
    assert pressed(BRIDGE, "45.") == Answer(felt=(BodyPlace.LOW_BACK,))
    working = pressed(BIRD_DOG, "45.1")
    assert working == Answer(felt=(BodyPlace.LOW_BACK,), back=BackFelt.WORKING)
    assert pressed(BIRD_DOG, "45.2") == Answer(
        felt=(BodyPlace.LOW_BACK,), back=BackFelt.TIGHT
    )
    assert pressed(BIRD_DOG, "46.") == Answer(felt=(BodyPlace.KNEE,))


def test_pain_asks_where_how_much_and_what_else() -> None:
    assert pressed(BRIDGE, "524140") == pressed(BRIDGE, "5240")
    sharp = Answer(pain=4, where_pain=PainPlace.KNEE, flags=(Flag.SHARP, Flag.CRAMP))
    assert pressed(BRIDGE, "52415.") == sharp


def test_t_is_ten() -> None:
    assert pressed(BRIDGE, "51t0") == Answer(pain=10, where_pain=PainPlace.LOW_BACK)


def test_what_is_urgent_waits_for_no_other_key() -> None:
    said = pressed(ask_pain(), "171e")
    assert isinstance(said, Answer)
    assert said.is_urgent
    assert said.flags == (Flag.SHARP, Flag.URGENT)


@pytest.mark.parametrize("before", ["", "3", "5", "33", "331", "14"])
def test_one_key_means_an_emergency_in_every_question_about_pain(before: str) -> None:
    opened = ask_pain(make_block(sides=Sides.EACH))
    said = pressed(opened, before + "e")
    assert isinstance(said, Answer)
    assert said.flags == (Flag.URGENT,)
    assert reaction_to(said).ends


@pytest.mark.parametrize("dialog", [BRIDGE, BIRD_DOG, ask_why_skipped()])
def test_the_key_for_an_emergency_hit_by_a_slip_only_asks_about_pain(
    dialog: Dialog,
) -> None:
    asked = pressed(dialog, "e")
    assert isinstance(asked, Dialog)
    assert asked.step is Step.WHERE
    said = pressed(asked, "e")
    assert isinstance(said, Answer)
    assert said.is_urgent


def test_six_is_a_number_where_pain_is_counted_and_never_an_emergency() -> None:
    assert pressed(ask_pain(), "1t0") == Answer(pain=10, where_pain=PainPlace.LOW_BACK)
    six = pressed(ask_pain(), "160")
    assert six == Answer(pain=6, where_pain=PainPlace.LOW_BACK)
    flags = pressed(ask_pain(), "16")
    assert isinstance(flags, Dialog)
    assert press(flags, "6") is None


def test_a_runner_who_is_dizzy_needs_one_key_and_then_goes_at_their_own_pace() -> None:
    said = pressed(ask_pain(), "6")
    assert said == Answer(flags=(Flag.DIZZY,))
    assert isinstance(said, Answer)
    assert reaction_to(said).own_pace
    assert not reaction_to(said).ends


def test_that_it_hurts_is_said_even_if_nothing_more_is() -> None:
    assert pressed(BRIDGE, "5...") == Answer(where_pain=PainPlace.ELSEWHERE)


def test_a_skip_that_hurts_goes_on_to_the_pain() -> None:
    assert pressed(ask_why_skipped(), "1") == Answer(skipped=SkipReason.NO_TIME)
    assert pressed(ask_why_skipped(), "2") == Answer(skipped=SkipReason.TOO_HARD)
    assert pressed(ask_why_skipped(), "3230") == Answer(
        skipped=SkipReason.HURTS, where_pain=PainPlace.KNEE, pain=3
    )


def test_only_one_spot_the_morning_after_asks_where_and_how_much() -> None:
    morning = ask_morning("Tuesday")
    assert pressed(morning, "1") == Answer(compared=Compared.LESS)
    assert pressed(morning, "2") == Answer(compared=Compared.SAME)
    sore = Answer(compared=Compared.MORE, muscles=True)
    assert pressed(morning, "31") == sore
    knee = Answer(compared=Compared.MORE, where_pain=PainPlace.KNEE, pain=6)
    assert pressed(morning, "3226") == knee
    where = Dialog(step=Step.WHERE, answer=Answer(compared=Compared.MORE))
    assert press(where, "6") is press(where, "e") is None
    assert pressed(morning, "3.") == Answer(compared=Compared.MORE)


@pytest.mark.parametrize("dialog", OPENINGS)
def test_enter_passes_the_first_question_over(dialog: Dialog) -> None:
    state: Dialog | Answer = dialog
    while isinstance(state, Dialog):
        state = pressed(state, ".")
    assert state == NOTHING


def test_no_key_of_a_dialog_is_a_command() -> None:
    for step in Step:
        assert not KEYS[step] & COMMAND_OF_KEY.keys()


@given(st.sampled_from(OPENINGS), st.lists(ANY_KEY, max_size=12))
def test_any_keys_lead_to_a_question_or_an_answer_and_others_change_nothing(
    dialog: Dialog, keys: list[str]
) -> None:
    state = dialog
    for key in keys:
        following = press(state, key)
        if following is None:
            assert key not in keys_of(state)
        elif isinstance(following, Answer):
            assert following.pain is None or 0 <= following.pain <= 10
            assert not (following.felt and BodyPlace.NOWHERE in following.felt[1:])
            return
        else:
            state = following


@given(st.sampled_from(OPENINGS), st.lists(ANY_KEY, max_size=12))
def test_whoever_only_presses_enter_from_anywhere_is_soon_done(
    dialog: Dialog, keys: list[str]
) -> None:
    state: Dialog | Answer | None = dialog
    for key in keys:
        following = press(state, key) if isinstance(state, Dialog) else None
        state = following or state
    for _ in range(3):
        state = press(state, "enter") if isinstance(state, Dialog) else state
    assert isinstance(state, Answer)


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        (["3", "1"], PainPlace.GROIN_OR_DEEP_HIP),
        (["3", "2"], PainPlace.FRONT_OF_HIP),
        (["3", "3"], PainPlace.OUTER_HIP),
        (["3", "enter"], PainPlace.HIP),
        (["4"], PainPlace.HAMSTRINGS),
        (["5", "1"], PainPlace.GLUTES),
        (["5", "2"], PainPlace.SHIN_OR_CALF),
        (["5", "3"], PainPlace.ANKLE_OR_FOOT),
        (["5", "4"], PainPlace.SHOULDER_OR_WRIST),
        (["5", "5"], PainPlace.NECK),
        (["5", "enter"], PainPlace.ELSEWHERE),
    ],
)
def test_each_place_that_can_hurt_has_keys_of_its_own(
    keys: list[str], place: PainPlace
) -> None:
    dialog = ask_pain(make_block())
    for key in keys:
        following = press(dialog, key)
        assert isinstance(following, Dialog)
        dialog = following
    assert dialog.step is Step.PAIN
    assert dialog.answer.where_pain is place


ONE_LEG = make_block("one-leg", feel=ExpectedFeel((BodyPlace.GLUTES,)), sides=Sides.EACH)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("32", Answer(felt=(BodyPlace.GLUTES,), rpe=8, side=PainSide.RIGHT)),
        ("2", Answer(felt=(BodyPlace.GLUTES,), rpe=6)),
    ],
)
def test_too_hard_asks_for_the_side_of_a_drill_with_sides(keys: str, said: Answer) -> None:
    assert pressed(ask_felt(ONE_LEG), keys) == said


def test_a_pain_has_a_side_where_the_sides_take_turns() -> None:
    said = pressed(ask_pain(ONE_LEG), "2140")
    assert said == Answer(where_pain=PainPlace.KNEE, side=PainSide.LEFT, pain=4)


def test_the_low_back_is_not_asked_for_its_side() -> None:
    said = pressed(ask_pain(ONE_LEG), "140")
    assert said == Answer(where_pain=PainPlace.LOW_BACK, pain=4)


def test_felt_elsewhere_asks_for_the_side_at_the_end() -> None:
    dialog = press(ask_felt(ONE_LEG), "4")
    for key in ("2", "enter"):
        assert isinstance(dialog, Dialog)
        dialog = press(dialog, key)
    assert isinstance(dialog, Dialog)
    assert dialog.step is Step.SIDE
    assert not dialog.is_about_pain
    assert press(dialog, "3") == Answer(felt=(BodyPlace.HAMSTRINGS,), side=PainSide.BOTH)


def test_without_sides_nobody_is_asked_which() -> None:
    assert pressed(BRIDGE, "3") == Answer(felt=(BodyPlace.GLUTES,), rpe=8)


def test_a_side_is_asked_after_hip_pain_where_the_sides_take_turns() -> None:
    turning = ask_pain(make_block(sides=Sides.ALTERNATE))
    asked = pressed(turning, "32")
    assert isinstance(asked, Dialog)
    assert asked.step is Step.SIDE
    answer = pressed(asked, "240")
    assert isinstance(answer, Answer)
    assert (answer.side, answer.pain) == (PainSide.RIGHT, 4)
    too_hard = pressed(ask_felt(make_block(sides=Sides.ALTERNATE)), "3")
    assert isinstance(too_hard, Answer)


def test_backspace_returns_to_the_question_before_without_its_answer() -> None:
    where = ask_pain()
    much = press(where, "2")
    assert isinstance(much, Dialog)
    signs = press(much, "7")
    assert isinstance(signs, Dialog)
    marked = press(signs, "1")
    assert isinstance(marked, Dialog)
    for dialog in (signs, marked):
        assert press(dialog, TAKE_BACK) == much
    assert press(much, TAKE_BACK) == where
    assert press(where, TAKE_BACK) is None
    again = press(much, "2")
    assert isinstance(again, Dialog)
    assert again.answer.pain == 2


def test_pain_that_stopped_the_session_is_not_taken_back() -> None:
    where = press(Dialog(step=Step.FELT), "5")
    assert isinstance(where, Dialog)
    assert press(where, TAKE_BACK) is None


@pytest.mark.parametrize(
    ("place", "flags", "is_urgent"),
    [
        (PainPlace.LOW_BACK, (Flag.NUMB, Flag.GIVING_WAY), True),
        (PainPlace.LOW_BACK, (Flag.NUMB,), False),
        (PainPlace.KNEE, (Flag.NUMB, Flag.GIVING_WAY), False),
    ],
)
def test_numbness_with_weakness_from_the_low_back_is_an_urgent_sign(
    place: PainPlace, flags: tuple[Flag, ...], *, is_urgent: bool
) -> None:
    assert (Flag.URGENT in with_urgent_sign(flags, place, None)) is is_urgent


@pytest.mark.parametrize(
    ("side", "is_urgent"), [("3", True), ("1", False)], ids=["both legs", "one leg"]
)
def test_numbness_in_both_legs_is_an_urgent_sign(side: str, *, is_urgent: bool) -> None:
    asked: Dialog | Answer | None = replace(ask_pain(), has_sides=True)
    for key in ("2", side, "0", "2", ENTER):
        assert isinstance(asked, Dialog)
        asked = press(asked, key)
    assert isinstance(asked, Answer)
    assert asked.is_urgent is is_urgent
    assert reaction_to(asked).ends is is_urgent
