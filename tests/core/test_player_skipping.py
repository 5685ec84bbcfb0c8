"""The runner skips a wait or a set; times are those of the default block.

Lead-in to 10, first set 10 to 24 (reps at 10 and 17), rest to 54, second set to 68.
"""

from __future__ import annotations

from tests.builders import make_block, make_prescription
from tests.core.running import Run, run_until, starts

from coach.event import Resumed, SessionEnded, Skipped
from coach.model.records import EndedBy, EndStatus
from coach.model.terms import Side, SideOrder, Sides
from coach.player import State
from coach.timeline import SegmentKind


def test_skip_in_a_wait_goes_to_the_cued_inhale_then_to_the_work() -> None:
    run = run_until(30)
    events = run.skip()
    assert events[0] == Skipped(30_000, 0, SegmentKind.REST)
    assert starts(events) == ["rest in... ready 3"]
    assert starts(run.skip()) == ["set 2 rep 1 exhale 4"]
    assert run.at == 30


def test_skip_during_work_leaves_the_set_and_says_so() -> None:
    run = run_until(19)
    events = run.skip()
    assert [type(event).__name__ for event in events] == [
        "SetFinished",
        "Skipped",
        "SegmentStarted",
    ]
    skipped = run.finished[0]
    assert (skipped.ended_by, skipped.reps_done, skipped.work_ms) == (
        EndedBy.SKIPPED,
        1,
        9_000,
    )
    assert run.ahead()[0] == "rest 27"


def test_skip_ends_only_this_side_of_a_set() -> None:
    run = run_until(12, sides=Sides.EACH)
    run.skip()
    assert [(each.set, each.side) for each in run.finished] == [(1, Side.LEFT)]
    assert run.ahead()[:3] == [
        "switch 2",
        "switch in... ready 3",
        "right set 1 rep 1 exhale 4",
    ]


def test_skip_ends_only_this_set_of_a_side_when_the_sides_come_one_after_the_other() -> (
    None
):
    run = run_until(12, sides=Sides.EACH, side_order=SideOrder.BY_SIDE)
    run.skip()
    assert run.ahead()[:3] == ["rest 27", "rest in... ready 3", "left set 2 rep 1 exhale 4"]


def test_skip_in_the_last_set_ends_the_session() -> None:
    run = run_until(60)
    events = run.skip()
    assert events[-1] == SessionEnded(60_000, 0, EndStatus.COMPLETED)
    assert run.finished[-1].ended_by is EndedBy.SKIPPED


def test_skip_goes_on_after_a_pause() -> None:
    run = run_until(12)
    run.pause()
    run.wait(9)
    events = run.skip()
    assert events[0] == Resumed(12_000, 0, paused_ms=9_000)
    assert run.finished[0].paused_ms == 9_000
    assert starts(events) == ["rest 27"]


def test_skipping_everything_at_once_comes_to_an_end() -> None:
    run = Run(make_block(), make_block(sides=Sides.EACH))
    presses = 0
    while run.player.state is not State.ENDED:
        run.skip()
        presses += 1
    assert presses == 2 * 3 + 4 * 3  # two waits and one piece of work each
    assert {each.work_ms for each in run.finished} == {0}
    assert run.at == 0
    assert run.segment is not None


def test_the_only_set_skipped_in_its_first_moment_is_not_done_besides() -> None:
    block = make_block(sets=1, reps=1, change_ms=0, rest_ms=0, switch_ms=0)
    run = Run(prescription=make_prescription(block))
    run.skip()
    assert [each.ended_by for each in run.finished] == [EndedBy.SKIPPED]
