"""Some drills are not done any more today; what is left of them is nobody's skip.

Three drills of one set: work from 10 to 24, from 34 to 48 and from 58 to 72 seconds.
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.builders import make_block
from tests.core.pressing import STEPS, take
from tests.core.running import Run, of_type
from tests.core.strategies import prescriptions

from coach.event import DrillLeftOut, SegmentStarted, SessionEnded, SetFinished
from coach.model.prescription import Prescription
from coach.model.records import EndedBy, EndStatus
from coach.player import State

NAMES = ("bridge", "clam", "march")


def three() -> Run:
    return Run(*(make_block(name, sets=1) for name in NAMES))


def leave_out(run: Run, *blocks: int) -> None:
    run.told(run.player.leave_out(run.now, blocks))


def drills(run: Run) -> list[str]:
    return [done.drill for done in run.finished]


def test_a_later_drill_is_not_done_and_nothing_else_changes() -> None:
    run = three()
    run.until(12)
    leave_out(run, 1)
    assert run.at == 12
    run.to_the_end()
    assert drills(run) == ["bridge", "march"]
    assert run.at == 10 + 14 + 10 + 14
    assert of_type(run.events, SessionEnded)[0].status is EndStatus.COMPLETED


def test_the_drill_that_runs_is_broken_off_and_the_next_one_gets_its_wait() -> None:
    run = three()
    run.until(18)
    leave_out(run, 0)
    (done,) = run.finished
    assert (done.drill, done.reps_done, done.ended_by) == ("bridge", 1, EndedBy.STOPPED)
    assert (run.segment.kind, run.segment.block) == ("change", 1)


def test_a_session_that_stands_still_goes_on_standing_still() -> None:
    run = three()
    run.until(18)
    run.pause()
    run.wait(20)
    leave_out(run, 0, 1)
    assert run.player.state is State.PAUSED
    assert run.segment.block == 2
    run.wait(20)
    run.resume()
    run.to_the_end()
    assert drills(run) == ["bridge", "march"]


def test_in_the_wait_before_it_the_drill_after_it_is_next() -> None:
    run = three()
    run.until(30)
    leave_out(run, 1)
    assert (run.segment.kind, run.segment.block) == ("change", 2)


def test_what_is_over_already_changes_nothing() -> None:
    run = three()
    run.until(30)
    leave_out(run, 0)
    assert not of_type(run.events, DrillLeftOut)
    assert run.at == 30


def test_going_back_does_not_lead_into_it() -> None:
    run = three()
    run.until(30)
    leave_out(run, 1)
    run.until(41)
    run.back()
    run.wait(5)
    assert run.segment.block == 0
    run.to_the_end()
    assert drills(run) == ["bridge", "bridge", "march"]


def test_with_nothing_left_the_session_is_stopped() -> None:
    run = three()
    run.until(18)
    leave_out(run, 0, 1, 2)
    assert run.player.state is State.ENDED
    assert of_type(run.events, DrillLeftOut)[0].blocks == (0, 1, 2)
    assert of_type(run.events, SessionEnded)[0].status is EndStatus.STOPPED
    assert [done.ended_by for done in run.finished] == [EndedBy.STOPPED]


def test_at_an_own_pace_each_drill_waits_and_each_set_goes_on() -> None:
    run = three()
    run.until(12)
    run.player.at_own_pace()
    run.until(60)
    assert run.segment.is_work
    run.end_set()
    run.wait(60)
    assert run.player.is_awaiting_ready
    assert run.player.state is State.PAUSED


def test_a_change_of_breath_does_not_undo_the_own_pace() -> None:
    run = three()
    run.until(12)
    run.player.at_own_pace()
    run.breath(10)
    assert all(block.waits for block in run.player.timeline.prescription.blocks)


@given(prescriptions(), STEPS, st.sets(st.integers(0, 5)), STEPS)
def test_whatever_is_pressed_around_it_what_is_left_out_is_never_begun(
    plan: Prescription,
    before: list[tuple[str, int]],
    blocks: set[int],
    after: list[tuple[str, int]],
) -> None:
    run = Run(prescription=plan)
    for step in before:
        take(run, step)
    at = len(run.events)
    leave_out(run, *blocks)
    gone = {
        number for event in of_type(run.events, DrillLeftOut) for number in event.blocks
    }
    for step in after:
        take(run, step)
    run.stop()
    begun = of_type(run.events[at:], SegmentStarted)
    assert not [e for e in begun if e.segment.is_work and e.segment.block in gone]
    done = of_type(run.events, SetFinished)
    assert sum(e.work_ms for e in done) <= run.player.position_ms(run.now)
    assert of_type(run.events, SessionEnded)
