"""Time passes and nobody presses a key."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import make_block, make_prescription
from tests.core.running import POWERED_ON_MS, Run, of_type, starts
from tests.core.strategies import prescriptions

from coach.event import Event, SegmentStarted, SessionEnded, SessionStarted, SetFinished
from coach.model.prescription import Prescription
from coach.model.records import EndedBy, EndStatus
from coach.model.terms import Side, Sides
from coach.player import Player, State
from coach.timeline import compile_timeline


def as_planned(events: list[Event]) -> list[tuple[object, ...]]:
    """Events without how late they were noticed."""
    return [(type(event), event.at_ms, getattr(event, "segment", None)) for event in events]


def test_a_session_begins_at_once_with_its_length() -> None:
    run = Run(make_block())
    assert run.events[0] == SessionStarted(0, 0, planned_ms=68_000)
    assert starts(run.events) == ["lead-in 7"]


def test_nothing_is_told_twice() -> None:
    run = Run(make_block())
    assert run.wait(0) == []
    assert run.wait(6.999) == []
    assert starts(run.wait(0.001)) == ["lead-in in... ready 3"]
    assert run.wait(0) == []


def test_the_player_says_how_long_nothing_will_happen() -> None:
    run = Run(make_block())
    assert run.player.wait_ms(run.now) == 7_000
    assert run.player.wait_ms(run.now + 6_000) == 1_000
    assert run.player.wait_ms(run.now + 9_000) == 0


def test_a_late_wake_up_tells_when_things_should_have_happened_and_how_late_it_is() -> None:
    run = Run(make_block())
    events = run.until(14.25)
    assert starts(events) == [
        "lead-in in... ready 3",
        "set 1 rep 1 exhale 4",
        "set 1 rep 1 inhale 3",
    ]
    assert [(event.at_ms, event.late_ms) for event in events] == [
        (7_000, 7_250),
        (10_000, 4_250),
        (14_000, 250),
    ]


def test_lateness_does_not_add_up() -> None:
    run = Run(make_block())
    for _ in range(6):
        run.wait(7.123)
    assert run.at == 6 * 7.123
    assert max(event.late_ms for event in run.events) < 7_123


def test_a_set_is_done_before_its_rest_begins() -> None:
    run = Run(make_block())
    done, rest = run.until(24)[-2:]
    assert done == SetFinished(
        at_ms=24_000,
        late_ms=0,
        bout=0,
        block=0,
        drill="heel-slide",
        set=1,
        side=None,
        reps_planned=2,
        reps_done=2,
        work_ms=14_000,
        exhale_ms=8_000,
        paused_ms=0,
        ended_by=EndedBy.DONE,
    )
    assert starts([rest]) == ["rest 27"]


def test_each_side_is_told_by_itself() -> None:
    run = Run(make_block(sides=Sides.EACH, sets=1))
    run.to_the_end()
    assert [(each.side, each.work_ms) for each in run.finished] == [
        (Side.LEFT, 14_000),
        (Side.RIGHT, 14_000),
    ]


def test_alternating_sides_are_told_as_one_set() -> None:
    run = Run(make_block(sides=Sides.ALTERNATE, sets=1))
    run.to_the_end()
    assert [(each.side, each.reps_done) for each in run.finished] == [(None, 2)]


def test_the_session_ends_with_its_last_set_and_then_is_silent() -> None:
    run = Run(make_block())
    assert run.until(67.999)[-1] != SessionEnded(68_000, 0, EndStatus.COMPLETED)
    assert run.player.wait_ms(run.now) == 1
    last = run.until(68)
    assert [type(event) for event in last] == [SetFinished, SessionEnded]
    assert last[-1] == SessionEnded(68_000, 0, EndStatus.COMPLETED)
    assert run.player.state is State.ENDED
    assert run.player.wait_ms(run.now) is None
    assert run.wait(1_000) == []
    assert run.at == 68


def test_a_clock_that_is_read_before_the_start_shows_the_start() -> None:
    player = Player(compile_timeline(make_prescription()), POWERED_ON_MS)
    assert player.position_ms(POWERED_ON_MS - 5) == 0


@settings(max_examples=100, deadline=None)
@given(prescriptions(self_paced=False), st.lists(st.integers(0, 20_000), max_size=40))
def test_how_often_the_coach_wakes_up_does_not_change_the_session(
    plan: Prescription, naps: list[int]
) -> None:
    attentive = Run(prescription=plan)
    while (wait_ms := attentive.player.wait_ms(attentive.now)) is not None:
        attentive.wait(wait_ms / 1000)
    sleepy = Run(prescription=plan)
    for nap in naps:
        for event in sleepy.wait(nap / 1000):
            assert event.at_ms + event.late_ms == sleepy.now - POWERED_ON_MS
    sleepy.wait(plan_length(plan))
    assert all(event.late_ms == 0 for event in attentive.events)
    assert as_planned(sleepy.events) == as_planned(attentive.events)


def plan_length(plan: Prescription) -> float:
    return compile_timeline(plan).total_ms / 1000


@settings(max_examples=100, deadline=None)
@given(prescriptions(self_paced=False))
def test_left_alone_every_set_is_done_in_full(plan: Prescription) -> None:
    run = Run(prescription=plan)
    run.to_the_end()
    timeline = compile_timeline(plan)
    assert [event.segment for event in of_type(run.events, SegmentStarted)] == list(
        timeline.segments
    )
    assert [(each.bout, each.ended_by) for each in run.finished] == [
        (bout.index, EndedBy.DONE) for bout in timeline.bouts
    ]
    for each in run.finished:
        block = plan.blocks[each.block]
        assert each.reps_done == each.reps_planned == block.reps
        assert each.work_ms == block.reps * block.cycle_ms
    assert of_type(run.events, SessionEnded)[0].status is EndStatus.COMPLETED
