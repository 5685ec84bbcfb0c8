"""What an answer changes at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from tests.builders import make_block

from coach.model.terms import BodyPlace, Flag, PainPlace
from coach.question.answer import Answer
from coach.question.reaction import (
    BOOK,
    BOOK_FIRST,
    STOP_RUNNING,
    LeavesOut,
    left_out,
    reaction_to,
    still_loading,
)

BLOCKS = (
    make_block("glute-bridge", pattern="bridge"),
    make_block("clamshell", pattern="hip-abduction"),
    make_block("bridge-march", pattern="bridge"),
    make_block("glute-bridge", pattern="bridge"),
)
ANSWERS = st.builds(
    Answer,
    pain=st.none() | st.integers(0, 10),
    where_pain=st.none() | st.sampled_from(PainPlace),
    flags=st.lists(st.sampled_from(Flag), unique=True).map(tuple),
)


def test_one_of_the_urgent_signs_ends_the_session() -> None:
    assert reaction_to(Answer(flags=(Flag.SHARP, Flag.URGENT))).ends


@pytest.mark.parametrize(
    "answer",
    [
        Answer(pain=6),
        Answer(pain=1, flags=(Flag.SHARP,)),
        Answer(flags=(Flag.NUMB,)),
        Answer(pain=0, flags=(Flag.GIVING_WAY,)),
    ],
)
def test_much_or_alarming_pain_leaves_the_whole_kind_out(answer: Answer) -> None:
    assert reaction_to(answer).leaves_out is LeavesOut.PATTERN
    assert left_out(BLOCKS, 0, answer) == {0, 2, 3}


@pytest.mark.parametrize("place", [PainPlace.LOW_BACK, PainPlace.KNEE])
@pytest.mark.parametrize("pain", [3, 4, 5])
def test_some_pain_in_low_back_or_knee_leaves_the_drill_out(
    place: PainPlace, pain: int
) -> None:
    assert left_out(BLOCKS, 0, Answer(pain=pain, where_pain=place)) == {0, 3}


@pytest.mark.parametrize(
    "answer",
    [
        Answer(pain=5, where_pain=PainPlace.HAMSTRINGS),
        Answer(pain=2, where_pain=PainPlace.LOW_BACK),
        Answer(felt=(BodyPlace.LOW_BACK,)),
        Answer(pain=4),
    ],
)
def test_less_than_that_leaves_nothing_out(answer: Answer) -> None:
    assert not left_out(BLOCKS, 0, answer)


def test_whoever_is_dizzy_sits_down_and_sets_the_pace() -> None:
    reaction = reaction_to(Answer(flags=(Flag.DIZZY,)))
    assert reaction.own_pace
    assert "Sit down and breathe normally" in reaction.words[0]


def test_being_dizzy_counts_also_beside_pain() -> None:
    reaction = reaction_to(Answer(pain=7, flags=(Flag.DIZZY,)))
    assert reaction.own_pace
    assert reaction.leaves_out is LeavesOut.PATTERN


def test_a_cramp_gets_its_rest_and_its_fix() -> None:
    bridge = make_block(pattern="bridge")
    (words,) = reaction_to(Answer(flags=(Flag.CRAMP,)), bridge).words
    assert "half a minute" in words
    assert "bring your heels closer and lift less" in words


def test_a_cramp_where_no_heels_carry_anything_says_nothing_of_heels() -> None:
    cramp = Answer(flags=(Flag.CRAMP,))
    on_a_wall = structs.replace(make_block(pattern="bridge"), equipment=("wall",))
    for block in (make_block(pattern="trunk"), on_a_wall, None):
        (words,) = reaction_to(cramp, block).words
        assert words == (
            "Rest for half a minute. If you do more, make the movement smaller and slower."
        )


def test_an_answer_about_a_drill_that_is_not_there_changes_nothing() -> None:
    assert not left_out(BLOCKS, 4, Answer(pain=9))
    assert not left_out(BLOCKS, -1, Answer(pain=9))


@given(ANSWERS, st.integers(0, 3))
def test_more_pain_never_leaves_less_out(answer: Answer, index: int) -> None:
    worse = Answer(pain=10, where_pain=answer.where_pain, flags=answer.flags)
    assert left_out(BLOCKS, index, answer) <= left_out(BLOCKS, index, worse) or (
        answer.is_urgent and worse.is_urgent
    )


def test_much_pain_leaves_out_whatever_loads_the_place_in_the_rest_of_the_session() -> None:
    blocks = (
        make_block("glute-bridge", pattern="bridge", loads=("glutes", "low_back")),
        make_block("clamshell", pattern="abduction", loads=("outer_hip",)),
        make_block("bird-dog", pattern="leg-extension", loads=("low_back", "knee")),
        make_block("side-lying", pattern="breath", loads=()),
        make_block("hinge", pattern="hinge", loads=None),  # of an older program
        make_block("fire-hydrant", pattern="abduction", low_loads=("low_back",)),
    )
    answer = Answer(pain=6, where_pain=PainPlace.LOW_BACK)
    assert left_out(blocks, 0, answer) == {0, 2, 4, 5}
    words = reaction_to(answer, blocks[0]).words
    assert words == (
        (
            "For the rest of today, we're leaving out every drill that loads the low back "
            "even a little."
        ),
        "See a doctor or physio this week.",
    )


@pytest.mark.parametrize("pain", [None, 3, 5, 8])
def test_pain_deep_in_the_groin_stops_all_that_loads_it_and_running(
    pain: int | None,
) -> None:
    found = reaction_to(Answer(pain=pain, where_pain=PainPlace.GROIN_OR_DEEP_HIP))
    assert found.leaves_out is LeavesOut.PATTERN
    assert found.words[-1] == found.spoken == STOP_RUNNING
    assert not reaction_to(Answer(pain=2, where_pain=PainPlace.GROIN_OR_DEEP_HIP)).spoken


@pytest.mark.parametrize("flag", [Flag.NUMB, Flag.GIVING_WAY])
def test_who_felt_a_knee_give_way_is_told_at_once_not_to_run(flag: Flag) -> None:
    knee = reaction_to(Answer(pain=2, where_pain=PainPlace.KNEE, flags=(flag,)))
    assert knee.spoken == BOOK_FIRST
    neck = reaction_to(Answer(pain=2, where_pain=PainPlace.NECK, flags=(flag,)))
    assert neck.spoken == BOOK


def test_what_to_book_is_said_aloud_as_it_is_shown() -> None:
    found = reaction_to(Answer(pain=8, where_pain=PainPlace.LOW_BACK))
    assert found.spoken == BOOK
    assert BOOK in found.words


def test_notable_pain_leaves_out_later_drills_that_load_the_place_most() -> None:
    blocks = (
        make_block("bridge", loads=("front_of_hip",), high_loads=("front_of_hip",)),
        make_block("clamshell", loads=("outer_hip",), high_loads=("outer_hip",)),
        make_block("lunge", loads=("front_of_hip",)),
        make_block("stretch", loads=("front_of_hip",), high_loads=("front_of_hip",)),
        make_block("bridge", loads=("front_of_hip",), high_loads=("front_of_hip",)),
    )
    answer = Answer(pain=4, where_pain=PainPlace.FRONT_OF_HIP)
    assert left_out(blocks, 0, answer) == {3}
    assert set(still_loading(blocks, 0, answer)) == {2, 3}
    assert not still_loading(blocks, 0, Answer(pain=2, where_pain=PainPlace.FRONT_OF_HIP))
    assert not still_loading(blocks, 0, Answer(pain=4, where_pain=PainPlace.ELSEWHERE))
