"""When it hurts, all that is left of the drill is left out.

The default block: lead-in to 10, two reps to 24, rest to 54, two reps to 68.
"""

from __future__ import annotations

from tests.builders import make_block
from tests.core.running import Run, of_type

from coach.event import PauseReason, SessionEnded, Skipped
from coach.model.records import EndedBy, EndStatus
from coach.player import State


def two_drills() -> Run:
    return Run(make_block(), make_block("bridge"))


def leave(run: Run) -> None:
    run.told(run.player.pause(run.now, PauseReason.PAIN))
    run.wait(20)
    run.told(run.player.leave_drill(run.now))


def test_the_next_thing_is_the_next_drill() -> None:
    run = two_drills()
    run.until(12)
    leave(run)
    assert run.player.state is State.RUNNING
    assert (run.segment.kind, run.segment.block) == ("change", 1)
    assert all(segment.block == 1 for segment in run.player.timeline.segments[-5:])


def test_after_pain_the_next_drill_waits_for_the_runner() -> None:
    run = two_drills()
    run.until(12)
    run.told(run.player.pause(run.now, PauseReason.PAIN))
    run.told(run.player.leave_drill(run.now, then_waits=True))
    assert run.player.is_awaiting_ready
    run.wait(120)
    assert run.player.pause_reason is PauseReason.READY
    run.told(run.player.ready(run.now))
    run.to_the_end()
    assert run.finished[-1].drill == "bridge"


def test_who_goes_back_from_a_drill_that_waits_is_back() -> None:
    run = two_drills()
    run.until(12)
    run.told(run.player.pause(run.now, PauseReason.PAIN))
    run.told(run.player.leave_drill(run.now, then_waits=True))
    run.wait(1)
    run.told(run.player.back(run.now))
    run.wait(1)
    assert (run.player.state, run.segment.block) == (State.RUNNING, 0)
    assert not run.player.is_awaiting_ready


def test_what_was_done_before_it_hurt_is_kept() -> None:
    run = two_drills()
    run.until(18)
    leave(run)
    (done,) = run.finished
    assert (done.reps_done, done.ended_by) == (1, EndedBy.SKIPPED)


def test_in_the_rest_the_sets_that_would_follow_are_left_out() -> None:
    run = two_drills()
    run.until(30)
    leave(run)
    assert run.segment.block == 1
    run.to_the_end()
    assert [done.drill for done in run.finished] == ["heel-slide", "bridge", "bridge"]


def test_before_the_first_rep_the_whole_drill_is_left_out() -> None:
    run = two_drills()
    run.until(3)
    leave(run)
    run.to_the_end()
    assert {done.drill for done in run.finished} == {"bridge"}


def test_leaving_the_last_drill_ends_the_session() -> None:
    run = Run()
    run.until(12)
    leave(run)
    (ended,) = of_type(run.events, SessionEnded)
    assert ended.status is EndStatus.COMPLETED
    assert [skipped.kind for skipped in of_type(run.events, Skipped)] == ["drill"]


def test_while_it_starts_again_the_drill_is_left_too() -> None:
    run = two_drills()
    run.until(12)
    run.pause()
    run.resume()
    leave(run)
    assert run.segment.block == 1


def test_while_it_waits_for_the_runner_the_drill_is_left_too() -> None:
    run = Run(make_block(waits=True), make_block("bridge"))
    run.wait(60)
    leave(run)
    assert run.player.state is State.RUNNING
    assert (run.segment.kind, run.segment.block) == ("change", 1)
