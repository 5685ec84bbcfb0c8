"""The runner stops; times are those of the default block.

Lead-in to 10, first set 10 to 24 (reps at 10 and 17), rest to 54, second set to 68.
"""

from __future__ import annotations

from tests.builders import make_block
from tests.core.running import Run, run_until

from coach.event import SessionEnded, SetFinished
from coach.model.records import EndedBy, EndStatus
from coach.timeline import SegmentKind


def test_stop_tells_what_was_done_of_the_set() -> None:
    run = run_until(20)
    *_, stopped, ended = run.stop()
    assert isinstance(stopped, SetFinished)
    assert (stopped.at_ms, stopped.late_ms) == (20_000, 0)
    assert (stopped.reps_done, stopped.work_ms) == (1, 10_000)
    assert stopped.ended_by is EndedBy.STOPPED
    assert ended == SessionEnded(20_000, 0, EndStatus.STOPPED)
    assert run.player.timeline.total_ms == 20_000


def test_stop_in_a_wait_has_no_set_to_tell() -> None:
    run = run_until(30)
    assert run.stop() == [SessionEnded(30_000, 0, EndStatus.STOPPED)]


def test_stop_in_a_pause_ends_where_the_pause_began() -> None:
    run = run_until(20)
    run.pause()
    run.wait(600)
    assert run.stop()[-1] == SessionEnded(20_000, 0, EndStatus.STOPPED)


def test_a_pause_that_ends_with_stop_is_told_with_the_set() -> None:
    run = run_until(20)
    run.pause()
    run.wait(600)
    run.stop()
    assert run.finished[0].paused_ms == 600_000


def test_stop_before_a_millisecond_has_passed_is_no_accident() -> None:
    run = Run(make_block())
    assert run.stop() == [SessionEnded(0, 0, EndStatus.STOPPED)]
    assert (run.at, run.segment.kind) == (0, SegmentKind.LEAD_IN)


def test_stop_tells_a_set_that_was_left_behind_with_back() -> None:
    run = run_until(55)
    run.back()
    run.stop()
    assert [(each.set, each.work_ms) for each in run.finished] == [(1, 14_000), (2, 1_000)]


def test_after_the_end_no_key_does_anything() -> None:
    run = run_until(20)
    run.stop()
    told = len(run.events)
    for key in (run.pause, run.resume, run.skip, run.back, run.repeat, run.stop):
        key()
    run.end_set()
    run.rest(+10)
    run.sleep(100)
    run.wait(100)
    assert len(run.events) == told
