"""After which drills it is asked, and how much room the questions get."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.builders import make_block, make_prescription

from coach.coaching.question_plan import MOST, MOST_IN_SHORT, Met, with_questions
from coach.model.prescription import AppliedRule, Prescription
from coach.timeline import length_ms

NAMES = ("one", "two", "three", "four", "five", "six")
KNOWN = Met(3, 1)
SHORT = make_prescription(*(make_block(name, change_ms=6_000) for name in NAMES))
LONG = make_prescription(
    *(make_block(name, change_ms=6_000, reps=12, rest_ms=60_000) for name in NAMES)
)
METS = st.dictionaries(
    st.sampled_from(NAMES), st.builds(Met, st.integers(0, 3), st.integers(0, 3))
)


def asked(prescription: Prescription) -> list[str]:
    return [block.drill for block in prescription.blocks if block.asks]


def test_the_two_routines_are_a_short_and_a_long_one() -> None:
    assert length_ms(SHORT) < 10 * 60_000 <= length_ms(LONG)


def test_a_short_routine_asks_twice_and_a_longer_one_four_times() -> None:
    assert len(asked(with_questions(SHORT, {}))) == MOST_IN_SHORT == 2
    assert len(asked(with_questions(LONG, {}))) == MOST == 4


def test_a_drill_is_asked_about_at_its_first_three_meetings() -> None:
    met = dict.fromkeys(NAMES, KNOWN)
    assert not asked(with_questions(SHORT, met))
    for times in (0, 1, 2):
        assert asked(with_questions(SHORT, met | {"three": Met(times, 0)})) == ["three"]


def test_then_it_is_asked_about_in_every_third_session() -> None:
    met = dict.fromkeys(NAMES, KNOWN)
    due = [
        since
        for since in (0, 1, 2)
        if asked(with_questions(SHORT, met | {"two": Met(3, since)}))
    ]
    assert due == [2]


def test_a_drill_that_was_changed_is_asked_about_before_all_others() -> None:
    rule = AppliedRule("F2", "You felt it in your back")
    blocks = tuple(
        replace(block, rules=(rule,)) if block.drill == "six" else block
        for block in SHORT.blocks
    )
    changed = with_questions(replace(SHORT, blocks=blocks), {"six": KNOWN})
    assert asked(changed) == ["one", "six"]


def test_new_drills_take_turns_so_that_each_is_asked_about() -> None:
    met: dict[str, Met] = {}
    seen: set[str] = set()
    for session in range(3):
        now = asked(with_questions(SHORT, met))
        seen |= set(now)
        met = {
            name: Met(
                session + 1,
                0 if name in now else met.get(name, Met(0, 0)).since_asked + 1,
            )
            for name in NAMES
        }
    assert seen == set(NAMES)


def test_a_drill_that_comes_twice_is_asked_about_after_the_second_time() -> None:
    twice = make_prescription(make_block("one"), make_block("two"), make_block("one"))
    met = {"two": KNOWN}
    assert [block.asks for block in with_questions(twice, met).blocks] == [
        False,
        False,
        True,
    ]


def test_the_wait_after_an_asked_drill_is_long_enough_to_answer() -> None:
    met = dict.fromkeys(NAMES, KNOWN) | {"two": Met(0, 0)}
    waits = [block.change_ms for block in with_questions(SHORT, met).blocks]
    assert waits == [6_000, 6_000, 10_000, 6_000, 6_000, 6_000]


def test_a_longer_wait_and_one_that_was_asked_for_stay_as_they_are() -> None:
    longer = make_prescription(make_block("one"), make_block("two", change_ms=15_000))
    assert with_questions(longer, {}).blocks[1].change_ms == 15_000
    kept = with_questions(SHORT, {}, keeps_waits=True)
    assert [block.change_ms for block in kept.blocks] == [6_000] * 6
    assert asked(kept)


@given(METS, st.sampled_from([(SHORT, MOST_IN_SHORT), (LONG, MOST)]))
def test_never_more_questions_than_promised_and_no_wait_grows_beyond_ten_seconds(
    met: dict[str, Met], routine: tuple[Prescription, int]
) -> None:
    plan, most = routine
    asking = with_questions(plan, met)
    assert len(asked(asking)) <= most
    for before, after in zip(plan.blocks, asking.blocks, strict=True):
        assert after.change_ms in {before.change_ms, 10_000}
        assert replace(after, asks=False, change_ms=before.change_ms) == before


def test_of_new_drills_the_last_one_is_always_asked_about() -> None:
    assert asked(with_questions(SHORT, {})) == ["one", "six"]
