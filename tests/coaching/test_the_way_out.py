"""Where changes do not help: the runner is asked, and the answer is gone by."""

from __future__ import annotations

import pytest
from tests.coaching.course import (
    EASY,
    GOOD,
    HARD,
    Answer,
    Course,
    chosen_of,
    library,
    table,
)
from tests.coaching.courses import FOUR

from coach.coaching.drill_history import DrillHistory
from coach.coaching.exits import (
    ExitAnswer,
    ExitChoice,
    HardRoutine,
    exit_text,
    hard_routine,
)
from coach.coaching.programme.easier_weeks import with_easier_routines
from coach.prescribe import Wishes, authored_dose

ROUTINE, SLOT = "strength-a", "glute-bridge"
BACK: Answer = {"felt": ("low_back",), "rpe": 5}


def complaining(answer: Answer, times: int, slot: str = SLOT) -> Course:
    course = Course(kit=["band", "step"])
    for _ in range(times):
        course.do(ROUTINE, {slot: answer})
    return course


def answered(course: Course, choice: ExitChoice, drill: str = "") -> None:
    answer = ExitAnswer(choice, course.sessions[-1].id, drill)
    course.checked[exit_text(ROUTINE, SLOT)] = answer.words


def in_place(course: Course, slot: str = SLOT) -> tuple[str, int, int]:
    (block,) = [b for b in course.plan(ROUTINE).blocks if b.kept and b.kept.slot == slot]
    return block.drill, block.sets, block.reps


@pytest.mark.parametrize("answer", [HARD, BACK])
def test_after_six_of_the_same_complaint_the_runner_is_asked_and_nothing_shrinks(
    answer: Answer,
) -> None:
    course = complaining(answer, 5)
    assert course.decide(ROUTINE).stuck is None
    course.do(ROUTINE, {SLOT: answer})
    stuck = course.decide(ROUTINE).stuck
    assert stuck is not None
    assert stuck.why.endswith("swap it, or ask a doctor or physio.")
    before = in_place(course)
    for _ in range(4):
        course.do(ROUTINE, {SLOT: answer})
    assert in_place(course) == before


def test_a_complaint_in_many_drills_is_told_as_one_thing_for_a_doctor() -> None:
    course = Course(kit=["band", "step"])
    slots = [choice.drill.id for choice in chosen_of(ROUTINE)]
    for _ in range(6):
        course.do(ROUTINE, dict.fromkeys(slots, BACK))
    decided = course.decide(ROUTINE)
    assert decided.stuck is not None
    many = "drills, so it's best to ask a doctor or physio now."
    assert decided.stuck.why.endswith(many)
    shown = [
        rule.reason
        for each in decided.chosen
        if each.decided
        for rule in each.decided.rules
    ]
    assert sum(why.endswith(many) for why in shown) == 1


def test_of_sessions_that_were_never_less_nobody_says_that_less_has_not_helped() -> None:
    course = Course()
    plan = course.plan(ROUTINE)
    for _ in range(6):
        course.do(ROUTINE, {SLOT: HARD}, plan=plan)
    assert course.decide(ROUTINE).stuck is None
    assert course.rule_for(ROUTINE, SLOT) == "E1-again"


def test_an_easier_drill_that_goes_well_may_be_stayed_with() -> None:
    course = Course()
    while (stuck := course.decide(ROUTINE).stuck) is None:
        assert len(course.sessions) < 20
        course.do(ROUTINE, {SLOT: GOOD if in_place(course)[0] != SLOT else HARD})
    assert "didn't go well, although Standing glute squeeze" in stuck.why
    answered(course, ExitChoice.SWAP, stuck.swap)
    assert in_place(course, stuck.swap)[0] == stuck.swap


def test_four_good_sessions_with_the_drill_itself_begin_a_new_count() -> None:
    course = complaining(HARD, 5)
    while in_place(course)[0] != SLOT:
        course.do(ROUTINE, {SLOT: GOOD})
    for _ in range(4):
        course.do(ROUTINE, {SLOT: GOOD})
    course.do(ROUTINE, {SLOT: HARD})
    assert course.decide(ROUTINE).stuck is None


def test_a_warm_up_at_its_least_ends_after_six_complaints_of_any_kind() -> None:
    course = Course()
    slot = chosen_of("desk-break")[0].drill.id
    for number in range(8):
        answer: Answer = HARD if number % 2 else {"felt": ("knee",), "rpe": 5}
        course.do("desk-break", {slot: answer})
    stuck = course.decide("desk-break").stuck
    assert stuck is not None
    assert "no smaller dose" in stuck.why


def test_what_was_left_out_stays_out_until_it_is_taken_back() -> None:
    course = complaining(HARD, 6)
    answered(course, ExitChoice.OUT)
    for _ in range(3):
        (out,) = course.decide(ROUTINE).left_out
        assert out.slot == SLOT
        assert "coach why glute-bridge --bring-back" in out.rules[0].reason
        course.do(ROUTINE, GOOD)
    answered(course, ExitChoice.BACK)
    assert not course.decide(ROUTINE).left_out


def test_a_swap_begins_small_is_said_once_and_then_grows_like_any_drill() -> None:
    course = complaining(HARD, 6)
    stuck = course.decide(ROUTINE).stuck
    assert stuck is not None
    answered(course, ExitChoice.SWAP, stuck.swap)
    drill = library().drills[stuck.swap].value
    assert drill.dose.range is not None
    (block,) = [b for b in course.plan(ROUTINE).blocks if b.drill == stuck.swap]
    assert (block.sets, block.reps) == (1, drill.dose.range.low)
    assert [rule.rule for rule in block.rules] == ["X-swap"]
    for _ in range(12):
        course.do(ROUTINE, EASY)
    (later,) = [b for b in course.plan(ROUTINE).blocks if b.drill == stuck.swap]
    assert later.reps > block.reps
    assert "X-swap" not in [rule.rule for rule in later.rules]
    answered(course, ExitChoice.BACK)
    assert stuck.swap not in {b.drill for b in course.plan(ROUTINE).blocks}


def test_after_keeping_it_only_what_is_said_later_counts() -> None:
    course = complaining(HARD, 6)
    before = in_place(course)
    answered(course, ExitChoice.KEEP)
    assert course.decide(ROUTINE).stuck is None
    assert in_place(course) == before
    course.do(ROUTINE, {SLOT: GOOD})
    assert in_place(course) > before or in_place(course)[0] != before[0]
    for _ in range(5):
        course.do(ROUTINE, {SLOT: HARD})
        assert course.decide(ROUTINE).stuck is None
    course.do(ROUTINE, {SLOT: HARD})
    assert course.decide(ROUTINE).stuck is not None


def test_what_is_swapped_in_for_pain_spares_the_place() -> None:
    course = complaining({"pain": 1, "where_pain": "knee"}, 6, "hip-hinge-wall-tap")
    stuck = course.decide(ROUTINE).stuck
    if stuck is not None and stuck.swap:
        loads = library().drills[stuck.swap].value.loads or {}
        assert "knee" not in {place.value for place, load in loads.items() if load.counts}


@pytest.mark.parametrize(("times", "is_offered"), [(2, False), (3, True)])
def test_a_routine_that_is_too_hard_three_times_offers_the_one_below(
    times: int, *, is_offered: bool
) -> None:
    course = Course(kit=["band", "step"])
    for _ in range(times):
        course.do("strength-c", HARD)
    offer = offered(course)
    assert (offer is not None) is is_offered
    if offer is not None:
        assert offer.easier == "strength-b"
        assert offered(course, said=course.sessions[-1].id) is None


def test_one_hard_drill_is_no_hard_routine() -> None:
    course = Course(kit=["band", "step"])
    for _ in range(3):
        course.do("strength-c", {"single-leg-bridge": HARD})
    assert offered(course) is None


def offered(course: Course, said: str = "") -> HardRoutine | None:
    exits = table().exits
    assert exits is not None
    routine, easier = ("strength-c", "Strength C"), ("strength-b", "Strength B")
    past = DrillHistory(course.sessions, course.checked)
    return hard_routine(routine, easier, past, exits.routine, said)


def test_a_programme_goes_on_with_the_easier_routine_and_as_many_sessions() -> None:
    eased = with_easier_routines(FOUR, {"strength-c": "strength-b"})
    assert "strength-c" not in eased.routines
    assert [len(week.sessions) for week in eased.weeks] == [
        len(week.sessions) for week in FOUR.weeks
    ]


def test_the_order_of_our_routines_has_no_circle_and_no_step_up() -> None:
    for name in ("strength-c", "strength-b", "strength-a"):
        seen, here = [name], library().routines[name].value.easier
        while here is not None:
            assert here not in seen
            assert work_of(here) <= work_of(seen[-1])
            seen.append(here)
            here = library().routines[here].value.easier


def work_of(routine: str) -> int:
    doses = [authored_dose(choice, Wishes()) for choice in chosen_of(routine)]
    levels = [choice.drill.level for choice in chosen_of(routine)]
    return sum(sets * level for (sets, _), level in zip(doses, levels, strict=True))
