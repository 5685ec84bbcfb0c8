"""A session that goes on: what is done is left out, the rest keeps its place."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.builders import make_block, make_prescription
from tests.core.running import in_words
from tests.core.strategies import prescriptions
from tests.doubles import MORNING
from tests.plans import BIRD_DOG, BREATHING, BRIDGE, CLAMSHELL

from coach.model.prescription import Prescription
from coach.model.terms import BoutKey, Side, SideOrder, Sides
from coach.moment import Moment
from coach.screen.event_words import set_words, what_next
from coach.timeline import Bout, SegmentKind, Timeline, compile_timeline, plan_bouts

LEFT, RIGHT = Side.LEFT, Side.RIGHT


def key(bout: Bout) -> BoutKey:
    return bout.block, bout.set, bout.side


def left_of(*done: BoutKey, plan: Prescription) -> Timeline:
    return compile_timeline(plan, frozenset(done))


def waits(timeline: Timeline) -> list[tuple[SegmentKind, int]]:
    return [(bout.wait, bout.wait_ms) for bout in timeline.bouts]


def test_a_set_that_is_done_is_left_out_and_the_next_keeps_its_number() -> None:
    plan = make_prescription(make_block(sets=3, reps=1))
    timeline = left_of((0, 1, None), plan=plan)
    assert [in_words(segment) for segment in timeline.segments] == [
        "lead-in 7",
        "lead-in in... ready 3",
        "set 2 rep 1 exhale 4",
        "set 2 rep 1 inhale 3",
        "rest 27",
        "rest in... ready 3",
        "set 3 rep 1 exhale 4",
        "set 3 rep 1 inhale 3",
    ]
    first = timeline.segments[0]
    assert set_words(plan.blocks[0], first) == "set 2 of 3"


def test_the_second_drill_begins_with_the_lead_in_that_was_asked_for() -> None:
    plan = make_prescription(
        make_block(sets=1, change_ms=4_000), make_block("bird-dog", change_ms=15_000)
    )
    timeline = left_of((0, 1, None), plan=plan)
    assert waits(timeline) == [(SegmentKind.LEAD_IN, 4_000), (SegmentKind.REST, 30_000)]
    assert timeline.block_of(timeline.segments[0]).drill == "bird-dog"


def test_the_other_side_of_a_set_is_done_first_and_the_order_stays() -> None:
    plan = make_prescription(make_block(sides=Sides.EACH, sets=2))
    timeline = left_of((0, 1, LEFT), plan=plan)
    assert [(bout.set, bout.side) for bout in timeline.bouts] == [
        (1, RIGHT),
        (2, LEFT),
        (2, RIGHT),
    ]
    assert [kind for kind, _ in waits(timeline)] == [
        SegmentKind.LEAD_IN,
        SegmentKind.REST,
        SegmentKind.SWITCH,
    ]


def test_all_sets_of_one_side_come_before_the_other_also_when_one_is_missing() -> None:
    block = make_block(sides=Sides.EACH, side_order=SideOrder.BY_SIDE, sets=2)
    timeline = left_of((0, 1, LEFT), (0, 1, RIGHT), plan=make_prescription(block))
    assert [(bout.set, bout.side) for bout in timeline.bouts] == [(2, LEFT), (2, RIGHT)]
    assert [kind for kind, _ in waits(timeline)] == [
        SegmentKind.LEAD_IN,
        SegmentKind.SWITCH,
    ]


def test_what_comes_next_is_a_drill_that_is_left() -> None:
    plan = make_prescription(BREATHING, replace(BRIDGE, sets=1), BIRD_DOG)
    timeline = left_of((1, 1, None), plan=plan)
    moment = Moment(timeline, 0, timeline.segments[0], MORNING)
    assert what_next(moment) == "next: Bird dog"


def test_a_whole_session_is_what_is_left_of_one_that_has_not_begun() -> None:
    plan = make_prescription(BREATHING, CLAMSHELL, BIRD_DOG)
    assert left_of(plan=plan) == compile_timeline(plan)


@settings(max_examples=200, deadline=None)
@given(st.data(), prescriptions())
def test_exactly_what_is_not_done_is_left_in_the_order_of_the_plan(
    data: st.DataObject, plan: Prescription
) -> None:
    whole = plan_bouts(plan)
    picked = data.draw(st.sets(st.sampled_from([key(bout) for bout in whole])))
    if len(picked) == len(whole):
        picked.pop()
    timeline = compile_timeline(plan, picked)
    assert [key(bout) for bout in timeline.bouts] == [
        key(bout) for bout in whole if key(bout) not in picked
    ]
    assert [bout.index for bout in timeline.bouts] == list(range(len(timeline.bouts)))
    kinds = [bout.wait for bout in timeline.bouts]
    assert kinds[0] is SegmentKind.LEAD_IN
    assert SegmentKind.LEAD_IN not in kinds[1:]
    for before, after in zip(timeline.bouts, timeline.bouts[1:], strict=False):
        assert (after.wait is SegmentKind.CHANGE) == (after.block != before.block)
        if after.wait is SegmentKind.SWITCH:
            assert after.side is not before.side
    work_ms = sum(bout.reps * plan.blocks[bout.block].cycle_ms for bout in timeline.bouts)
    assert timeline.total_ms == work_ms + sum(ms for _, ms in waits(timeline))
