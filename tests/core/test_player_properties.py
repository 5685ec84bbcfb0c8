"""Whatever a runner presses, and whenever."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.pressing import AWAKE, NAPS_MS, STEPS, Step, awake_s, performed, take
from tests.core.running import POWERED_ON_MS, Run, of_type
from tests.core.strategies import prescriptions

from coach.event import Event, Resumed, SegmentStarted, SessionEnded, SetFinished
from coach.model.prescription import Prescription
from coach.model.records import EndedBy
from coach.model.terms import Breath
from coach.player import State
from coach.timeline import Timeline

SESSIONS = settings(max_examples=80, deadline=None)


def whole_reps(timeline: Timeline, bout: int) -> list[int]:
    """Reps of which every part was done to its end, in one go."""
    phases = timeline.prescription.blocks[timeline.bouts[bout].block].phases
    found: list[int] = []
    expected = 0
    for segment in timeline.segments:
        if not segment.is_work or segment.bout != bout:
            expected = 0
            continue
        assert segment.phase is not None
        if segment.phase == 0:
            expected = 0
        is_whole = segment.duration_ms == phases[segment.phase].duration_ms
        expected = expected + 1 if is_whole and segment.phase == expected else 0
        if expected == len(phases):
            found.append(segment.rep or 0)
    return found


def work_from(timeline: Timeline, at_ms: int) -> list[tuple[int, int | None, int | None]]:
    """The parts of reps that have not begun."""
    return [
        (segment.bout, segment.rep, segment.phase)
        for segment in timeline.segments
        if segment.is_work and segment.at_ms >= at_ms and segment.duration_ms
    ]


@SESSIONS
@given(prescriptions(), STEPS)
def test_the_position_stays_within_the_session_and_never_goes_back(
    plan: Prescription, steps: list[Step]
) -> None:
    run = Run(prescription=plan)
    before = 0.0
    for step in steps:
        take(run, step)
        assert before <= run.at <= run.player.timeline.total_ms / 1000
        before = run.at


@SESSIONS
@given(prescriptions(), STEPS)
def test_what_is_told_is_told_in_order_and_only_once_due(
    plan: Prescription, steps: list[Step]
) -> None:
    run = performed(plan, steps)
    assert all(before.at_ms <= after.at_ms for before, after in pairwise(run.events))
    assert all(event.late_ms >= 0 for event in run.events)


@SESSIONS
@given(prescriptions(), STEPS)
def test_no_key_leaves_a_hole_in_the_session(plan: Prescription, steps: list[Step]) -> None:
    run = Run(prescription=plan)
    for step in steps:
        take(run, step)
        segments = run.player.timeline.segments
        assert segments[0].at_ms == 0
        assert all(before.end_ms == after.at_ms for before, after in pairwise(segments))
        assert all(each.duration_ms > 0 for each in segments) or run.at == 0


@SESSIONS
@given(prescriptions(self_paced=False), STEPS)
def test_what_is_ahead_is_the_rest_of_the_plan_once_and_in_order(
    plan: Prescription, steps: list[Step]
) -> None:
    run = Run(prescription=plan)
    planned = work_from(run.player.timeline, 0)
    for step in steps:
        take(run, step)
        ahead = work_from(run.player.timeline, run.player.position_ms(run.now))
        assert ahead == planned[len(planned) - len(ahead) :]


@SESSIONS
@given(prescriptions(), STEPS)
def test_all_work_that_was_done_is_told_and_nothing_else(
    plan: Prescription, steps: list[Step]
) -> None:
    run = performed(plan, steps)
    work = [each for each in run.player.timeline.segments if each.is_work]
    assert sum(each.work_ms for each in run.finished) == sum(w.duration_ms for w in work)
    assert sum(each.exhale_ms for each in run.finished) == sum(
        w.duration_ms for w in work if w.breath is Breath.EXHALE
    )


@SESSIONS
@given(prescriptions(), STEPS)
def test_only_reps_that_were_done_to_their_end_count(
    plan: Prescription, steps: list[Step]
) -> None:
    run = performed(plan, steps)
    for each in run.finished:
        assert each.reps_done <= len(set(whole_reps(run.player.timeline, each.bout)))


@SESSIONS
@given(prescriptions(self_paced=False), STEPS)
def test_done_means_every_rep_of_the_plan_and_no_more(
    plan: Prescription, steps: list[Step]
) -> None:
    run = performed(plan, steps)
    for each in run.finished:
        planned = plan.blocks[each.block].reps
        assert each.reps_planned == planned >= each.reps_done
        if each.ended_by is EndedBy.DONE:
            reps = whole_reps(run.player.timeline, each.bout)
            assert each.reps_done == planned
            assert set(reps) == set(range(1, planned + 1))


@SESSIONS
@given(prescriptions(self_paced=True), STEPS)
def test_a_self_paced_set_is_done_only_with_a_whole_cycle(
    plan: Prescription, steps: list[Step]
) -> None:
    for each in performed(plan, steps).finished:
        assert each.reps_done > 0 or each.ended_by is not EndedBy.DONE


@SESSIONS
@given(prescriptions(), STEPS)
def test_no_more_sets_are_done_than_planned_and_none_that_is_not_in_the_plan(
    plan: Prescription, steps: list[Step]
) -> None:
    run = performed(plan, steps)
    done = {
        (each.block, each.set) for each in run.finished if each.ended_by is EndedBy.DONE
    }
    assert len(done) <= plan.sets_planned
    for block, number in done:
        assert 1 <= number <= plan.blocks[block].sets


@SESSIONS
@given(prescriptions(), STEPS)
def test_session_time_and_pauses_together_are_the_time_on_the_wall(
    plan: Prescription, steps: list[Step]
) -> None:
    run = Run(prescription=plan)
    for step in steps:
        if step[0] != "sleep":
            take(run, step)
    if run.player.state is State.RUNNING:
        paused_ms = sum(event.paused_ms for event in of_type(run.events, Resumed))
        assert run.player.position_ms(run.now) + paused_ms == run.now - POWERED_ON_MS


@SESSIONS
@given(prescriptions(), st.lists(AWAKE, max_size=10), NAPS_MS)
def test_a_gap_leaves_the_session_where_the_coach_was_last_awake(
    plan: Prescription, steps: list[Step], nap_ms: int
) -> None:
    run = performed(plan, steps, stop=False)
    alive = awake_s(run, nap_ms)
    last_awake_ms = run.player.position_ms(run.now + round(alive * 1000))
    run.sleep(3_600, alive=alive)
    assert run.player.position_ms(run.now) == last_awake_ms
    assert run.player.wait_ms(run.now) is None


@SESSIONS
@given(prescriptions(), STEPS)
def test_the_last_event_is_the_end_and_there_is_only_one(
    plan: Prescription, steps: list[Step]
) -> None:
    run = performed(plan, [*steps, ("stop", 0), *steps])
    assert len(of_type(run.events, SessionEnded)) == 1
    assert isinstance(run.events[-1], SessionEnded)
    assert run.player.wait_ms(run.now) is None


@SESSIONS
@given(prescriptions(self_paced=False), STEPS)
def test_whatever_was_pressed_the_session_comes_to_an_end(
    plan: Prescription, steps: list[Step]
) -> None:
    run = performed(plan, steps, stop=False)
    run.resume()
    run.to_the_end()
    assert run.player.state is State.ENDED
    assert {each.bout for each in run.finished} == set(
        range(len(run.player.timeline.bouts))
    )


@SESSIONS
@given(prescriptions(), STEPS)
def test_nobody_has_to_breathe_out_without_having_been_told_to_breathe_in(
    plan: Prescription, steps: list[Step]
) -> None:
    run = Run(prescription=plan)
    for step in steps:
        take(run, step)
        at_ms = run.player.position_ms(run.now)
        segments = run.player.timeline.segments
        for before, after in pairwise(segments):
            if before.end_ms > at_ms and not before.is_work and after.is_work:
                is_out = after.breath is Breath.EXHALE
                assert before.breath is (Breath.INHALE if is_out else None)


@SESSIONS
@given(prescriptions(), st.lists(AWAKE, max_size=20), st.integers(1, 9))
def test_looking_more_often_changes_nothing(
    plan: Prescription, steps: list[Step], looks: int
) -> None:
    often = Run(prescription=plan)
    seldom = Run(prescription=plan)
    for step in steps:
        take(seldom, step)
        while often.now + 1_000 * looks < seldom.now:
            often.wait(looks)
        often.wait((seldom.now - often.now) / 1000)
        if step[0] not in {"wait", "to_the_border"}:
            take(often, step)
    assert told(often) == told(seldom)


def told(run: Run) -> list[tuple[object, ...]]:
    """What was told, but not how late."""
    return [(type(event), event.at_ms, details(event)) for event in run.events]


def details(event: Event) -> object:
    match event:
        case SegmentStarted():
            return event.segment
        case SetFinished():
            return (event.bout, event.reps_done, event.work_ms, event.ended_by)
        case _:
            return None
