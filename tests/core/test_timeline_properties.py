from __future__ import annotations

from collections import Counter
from itertools import groupby, pairwise

from hypothesis import given, settings
from tests.core.strategies import prescriptions

from coach.model.prescription import Block, Prescription
from coach.model.terms import Breath, Side, SideOrder, Sides
from coach.timeline import compile_timeline, length_ms

SESSIONS = settings(max_examples=100, deadline=None)


def on_paper_ms(block: Block) -> int:
    """Work and waits of one drill, added up as a runner would on paper."""
    one_set = block.reps * sum(phase.duration_ms for phase in block.phases)
    rests = (block.sets - 1) * block.rest_ms
    if block.sides is not Sides.EACH:
        return block.change_ms + block.sets * one_set + rests
    both_sides = block.change_ms + 2 * block.sets * one_set
    if block.side_order is SideOrder.BY_SET:
        return both_sides + block.sets * block.switch_ms + rests
    return both_sides + block.switch_ms + 2 * rests


@SESSIONS
@given(prescriptions())
def test_a_session_lasts_as_long_as_its_sets_and_waits_together(plan: Prescription) -> None:
    expected_ms = sum(map(on_paper_ms, plan.blocks))
    assert compile_timeline(plan).total_ms == length_ms(plan) == expected_ms


@SESSIONS
@given(prescriptions())
def test_there_is_no_hole_and_no_overlap_from_the_first_millisecond_on(
    plan: Prescription,
) -> None:
    segments = compile_timeline(plan).segments
    assert segments[0].at_ms == 0
    assert all(before.end_ms == after.at_ms for before, after in pairwise(segments))
    assert all(segment.duration_ms > 0 for segment in segments)


@SESSIONS
@given(prescriptions())
def test_each_breath_lasts_as_long_as_its_neighbouring_parts_together(
    plan: Prescription,
) -> None:
    segments = compile_timeline(plan).segments
    for (breath, *_), run in groupby(segments, key=lambda s: (s.breath, s.bout, s.is_work)):
        parts = list(run)
        lasts_ms = sum(part.duration_ms for part in parts) if breath else 0
        assert {part.span_ms for part in parts} == {lasts_ms}
        assert {part.span_at_ms for part in parts} == {parts[0].at_ms}


@SESSIONS
@given(prescriptions())
def test_both_sides_get_the_same_reps_and_the_same_time_in_every_set(
    plan: Prescription,
) -> None:
    time_ms: Counter[tuple[int, int, Side | None]] = Counter()
    for segment in compile_timeline(plan).segments:
        if segment.is_work:
            time_ms[segment.block, segment.set, segment.side] += segment.duration_ms
    for index, block in enumerate(plan.blocks):
        one_set = block.reps * block.cycle_ms
        for number in range(1, block.sets + 1):
            got = [time_ms[index, number, side] for side in (Side.LEFT, Side.RIGHT, None)]
            match block.sides:
                case Sides.BOTH:
                    assert got == [0, 0, one_set]
                case Sides.EACH:
                    assert got == [one_set, one_set, 0]
                case Sides.ALTERNATE:
                    assert got == [one_set / 2, one_set / 2, 0]


@SESSIONS
@given(prescriptions())
def test_nobody_stays_on_one_side_for_longer_than_the_flip(plan: Prescription) -> None:
    timeline = compile_timeline(plan)
    for bout in timeline.bouts:
        block = plan.blocks[bout.block]
        if block.sides is Sides.ALTERNATE:
            firsts = [s for s in timeline.segments if s.bout == bout.index and s.phase == 0]
            runs = [len(list(run)) for _, run in groupby(firsts, key=lambda s: s.side)]
            assert max(runs) <= block.flip


@SESSIONS
@given(prescriptions())
def test_reps_and_their_parts_come_in_order_and_none_is_missing(plan: Prescription) -> None:
    timeline = compile_timeline(plan)
    work = [segment for segment in timeline.segments if segment.is_work]
    done = [(part.bout, part.rep, part.phase) for part in work]
    assert done == [
        (bout.index, rep, phase)
        for bout in timeline.bouts
        for rep in range(1, plan.blocks[bout.block].reps + 1)
        for phase in range(len(plan.blocks[bout.block].phases))
    ]


@SESSIONS
@given(prescriptions())
def test_whoever_must_breathe_out_first_is_told_to_breathe_in_before(
    plan: Prescription,
) -> None:
    timeline = compile_timeline(plan)
    for bout in timeline.bouts:
        wait = [s for s in timeline.segments if s.bout == bout.index and not s.is_work]
        cued_ms = sum(s.duration_ms for s in wait if s.breath is Breath.INHALE)
        if plan.blocks[bout.block].phases[0].breath is Breath.EXHALE:
            assert cued_ms == min(3_000, bout.wait_ms)
            assert not wait or wait[-1].breath is Breath.INHALE
        else:
            assert cued_ms == 0
