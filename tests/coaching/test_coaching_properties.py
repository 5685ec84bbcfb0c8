"""What no course of answers whatsoever can make the coach do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.coaching.course import Course, chosen_of, drill_of, is_fixed, library

from coach.breath import spans_of_cycle
from coach.coaching.differences import THE_SAME
from coach.coaching.equipment import needs_only
from coach.model.prescription import Block, Prescription
from coach.model.terms import BodyPlace, Breath, Flag, PainPlace, SkipReason
from coach.prescribe import Wishes, authored_dose

ROUTINES = sorted(library().routines)
PLACES = st.sampled_from([place.value for place in BodyPlace])

ANSWERS: st.SearchStrategy[Mapping[str, Any]] = st.one_of(
    st.just({}),
    st.just({"easy": 3}),
    st.just({"easy": 3}),
    st.just({"easy": 6}),
    st.just({"easy": 8}),
    st.fixed_dictionaries({"felt": st.lists(PLACES, max_size=3).map(tuple)}),
    st.fixed_dictionaries(
        {
            "pain": st.integers(0, 10),
            "where_pain": st.sampled_from([place.value for place in PainPlace]),
        }
    ),
    st.fixed_dictionaries(
        {"flags": st.lists(st.sampled_from([f.value for f in Flag]), max_size=2).map(tuple)}
    ),
    st.fixed_dictionaries({"skipped": st.sampled_from([r.value for r in SkipReason])}),
    st.fixed_dictionaries({"stop": st.sampled_from(["pain", "free"])}),
    st.just({"undone": True}),
)
STEPS = st.lists(
    st.tuples(ANSWERS, st.sampled_from([1, 2, 3, 4, 7, 10, 16, 30])), min_size=1, max_size=9
)
COURSES = st.tuples(
    st.sampled_from(ROUTINES), st.sampled_from([(), ("band", "step")]), STEPS
)


def by_slot(plan: Prescription) -> dict[str, Block]:
    return {block.kept.slot: block for block in plan.blocks if block.kept}


def exhales_ms(phases: Sequence[tuple[str, int]]) -> list[int]:
    """How long each breath out of a cycle lasts, phases that share one together."""
    return [
        sum(phases[index][1] for index in span)
        for span in spans_of_cycle([Breath(breath) for breath, _ in phases])
        if phases[span[0]][0] == "exhale"
    ]


def size(block: Block) -> tuple[int, int, int]:
    """A harder drill is more than more sets, those are more than more reps."""
    return block.level, block.sets, block.reps


def grew(before: Block, after: Block) -> bool:
    return any(rule.rule == "G1" for rule in after.rules) and before != after


@given(COURSES)
@settings(max_examples=40)
def test_nothing_grows_without_an_answer_or_through_pain(course: Any) -> None:  # noqa: ANN401  a tuple
    name, kit, steps = course
    run = Course(kit=kit)
    before: dict[str, Block] = {}
    said: Mapping[str, Any] = {}
    for answer, days in steps:
        plan = run.plan(name) if run.decide(name).chosen else None
        if plan is None:
            return
        for slot, block in by_slot(plan).items():
            if slot in before and grew(before[slot], block):
                assert said.get("easy") == 3, (slot, said)
        before = by_slot(run.do(name, answer, plan=plan, then_days=days))
        # A session in which nothing was done takes no answer away.
        said = said if answer.get("undone") else answer


@given(COURSES)
@settings(max_examples=40)
def test_doses_stay_between_one_and_the_range_and_fixed_routines_never_grow(
    course: Any,  # noqa: ANN401  a tuple
) -> None:
    name, kit, steps = course
    run = Course(kit=kit)
    authored = {c.drill.id: authored_dose(c, Wishes()) for c in chosen_of(name)}
    has = set(kit) | {t for c in chosen_of(name) for t in c.drill.equipment}
    for answer, days in steps:
        if not run.decide(name).chosen:
            return
        plan = run.do(name, answer, then_days=days)
        for slot, block in by_slot(plan).items():
            sets, reps = authored.get(slot, (1, 3))
            found = drill_of(block.drill)
            assert found is not None
            assert block.sets >= 1
            assert block.reps >= 1
            range_ = found.drill.dose.range
            most = max(
                range_.high if range_ else 0, reps, authored_dose(found, Wishes())[1]
            )
            assert block.reps <= most
            if is_fixed(name) and block.drill == slot:
                assert (block.sets, block.reps) <= (sets, reps)
            if is_fixed(name):
                own = drill_of(slot)
                assert own is not None
                assert block.sets <= sets
            if block.level > 1 and block.drill != slot:
                assert needs_only(found.drill.equipment, has) or not _is_harder(slot, block)


def _is_harder(slot: str, block: Block) -> bool:
    own = drill_of(slot)
    while own is not None and own.drill.harder:
        if own.drill.harder == block.drill:
            return True
        own = drill_of(own.drill.harder)
    return False


@given(COURSES)
@settings(max_examples=40)
def test_a_place_gets_a_harder_drill_at_most_once_in_seven_days(course: Any) -> None:  # noqa: ANN401  a tuple
    name, kit, steps = course
    run = Course(kit=kit)
    ups: dict[str, list[date]] = {}
    for answer, days in steps:
        if not run.decide(name).chosen:
            return
        plan = run.do(name, answer, then_days=days)
        for slot, block in by_slot(plan).items():
            day = block.kept.level_up_on if block.kept else None
            if day is not None and day not in ups.setdefault(slot, []):
                assert all(abs((day - other).days) >= 7 for other in ups[slot])
                ups[slot].append(day)


@given(COURSES)
@settings(max_examples=40)
def test_no_group_grows_twice_in_a_session_and_no_drill_is_there_twice(course: Any) -> None:  # noqa: ANN401  a tuple
    name, kit, steps = course
    run = Course(kit=kit)
    for answer, days in steps:
        if not run.decide(name).chosen:
            return
        plan = run.do(name, answer, then_days=days)
        drills = [block.drill for block in plan.blocks]
        assert len(drills) == len(set(drills))
        rules = [(b.group, rule) for b in plan.blocks for rule in b.rules]
        grown = [g for g, rule in rules if rule.rule == "G1" and rule.today != THE_SAME]
        assert len(grown) == len(set(grown))


@given(COURSES)
@settings(max_examples=30)
@example(("desk-break", (), [({}, 16), ({}, 1)]))
def test_every_change_has_one_reason_that_is_a_whole_sentence(course: Any) -> None:  # noqa: ANN401  a tuple
    name, kit, steps = course
    run = Course(kit=kit)
    for answer, days in steps:
        if not run.decide(name).chosen:
            return
        plan = run.do(name, answer, then_days=days)
        for rules in [b.rules for b in plan.blocks] + [o.rules for o in plan.left_out]:
            assert len(rules) <= 1
            for rule in rules:
                assert rule.reason.endswith(".")
                assert not {"{", "}"} & set(rule.reason)
                assert "  " not in rule.reason


@given(COURSES)
@settings(max_examples=30)
def test_exhales_stay_between_two_and_eight_seconds_and_inhales_do_not_starve(
    course: Any,  # noqa: ANN401  a tuple
) -> None:
    name, kit, steps = course
    run = Course(kit=kit)
    for answer, days in steps:
        if not run.decide(name).chosen:
            return
        plan = run.do(name, answer, then_days=days)
        for block in plan.blocks:
            chosen = drill_of(block.drill)
            assert chosen is not None
            # An author may write other breaths; the coach makes none of them.
            own = exhales_ms([(p.breath, p.time) for p in chosen.drill.cycle])
            now = exhales_ms([(p.breath, p.duration_ms) for p in block.phases])
            assert all(min([2_000, *own]) <= length for length in now)
            assert all(length <= max([8_000, *own]) for length in now)
            out = sum(p.duration_ms for p in block.phases if p.breath == "exhale")
            breath_in = sum(p.duration_ms for p in block.phases if p.breath == "inhale")
            assert breath_in * 100 >= out * 40
            assert all(phase.duration_ms >= 1_000 for phase in block.phases)


@given(COURSES, st.integers(1, 3))
@settings(max_examples=40)
def test_a_session_left_before_its_first_rep_changes_nothing(
    course: Any,  # noqa: ANN401  a tuple
    times: int,
) -> None:
    name, kit, steps = course
    run = Course(kit=kit)
    for answer, days in steps:
        if not run.decide(name).chosen:
            return
        run.do(name, answer, then_days=days)
    if not run.decide(name).chosen:
        return
    before = run.plan(name)
    for _ in range(times):
        run.do(name, {"undone": True}, then_days=0)
    assert doses(run.plan(name)) == doses(before)


def doses(plan: Prescription) -> list[tuple[str, int, int]]:
    return [(block.drill, block.sets, block.reps) for block in plan.blocks]
