"""A drill that is new waits until the runner says to be in position.

The default block: lead-in 10 s, so it stands still at 2 s: five before the cued inhale,
which takes three.
"""

from __future__ import annotations

from typing import Any

from tests.builders import make_block
from tests.core.running import Run, of_type

from coach.event import Paused, PauseReason, Resumed
from coach.player import State


def new_drill(**changes: Any) -> Run:  # noqa: ANN401  any field of a block
    return Run(make_block(waits=True, **changes))


def test_a_new_drill_stands_still_before_its_work() -> None:
    run = new_drill()
    run.wait(60)
    assert run.player.state is State.PAUSED
    assert run.at == 2
    (paused,) = of_type(run.events, Paused)
    assert (paused.at_ms, paused.reason) == (2_000, PauseReason.READY)


def test_the_clock_knows_when_it_will_stand_still() -> None:
    run = new_drill()
    assert run.player.wait_ms(run.now) == 2_000


def test_space_gives_five_seconds_and_then_the_first_breath() -> None:
    run = new_drill()
    run.wait(60)
    run.resume()
    assert run.ahead()[:3] == ["lead-in 5", "lead-in in... ready 3", "set 1 rep 1 exhale 4"]
    assert run.player.state is State.RUNNING
    run.to_the_end()
    assert len(of_type(run.events, Paused)) == 1


def test_a_drill_that_starts_with_in_starts_after_the_same_five_seconds() -> None:
    run = new_drill(cycle="inhale 3, exhale 4")
    run.wait(60)
    assert run.at == 5
    run.resume()
    assert run.ahead()[:2] == ["lead-in 5", "set 1 rep 1 inhale 3"]


def test_space_before_that_means_ready_already() -> None:
    run = new_drill()
    run.until(1)
    run.ready()
    assert run.ahead()[:3] == ["lead-in 5", "lead-in in... ready 3", "set 1 rep 1 exhale 4"]
    run.to_the_end()
    assert of_type(run.events, Paused) == []


def test_a_pause_in_the_wait_counts_as_being_ready() -> None:
    run = new_drill()
    run.until(2)
    run.pause()
    run.resume()
    run.to_the_end()
    assert len(of_type(run.events, Paused)) == 1


def test_only_the_first_set_waits() -> None:
    run = new_drill()
    run.wait(60)
    run.resume()
    run.to_the_end()
    assert run.player.state is State.ENDED
    assert len(run.finished) == 2


def test_getting_ready_is_not_work() -> None:
    run = new_drill()
    run.wait(60)
    (resumed,) = of_type(run.resume(), Resumed)
    run.to_the_end()
    assert resumed.paused_ms == 58_000
    assert [done.work_ms for done in run.finished] == [14_000, 14_000]


def test_skipping_the_wait_skips_the_waiting() -> None:
    run = new_drill()
    run.wait(60)
    run.skip()
    assert run.ahead()[0] == "lead-in in... ready 3"
    run.wait(60)
    assert run.player.state is State.RUNNING


def test_the_second_drill_waits_at_its_own_change() -> None:
    run = Run(make_block(), make_block("bridge", waits=True))
    while run.player.state is State.RUNNING:
        run.wait(1)
    assert run.segment.kind == "change"
    assert run.segment.block == 1


def test_a_drill_that_is_known_waits_for_nobody() -> None:
    run = Run()
    run.to_the_end()
    assert of_type(run.events, Paused) == []


def test_a_wait_too_short_to_get_ready_is_held_at_its_start() -> None:
    run = new_drill(change_ms=4_000)
    run.wait(60)
    assert (run.player.state, run.at) == (State.PAUSED, 0)
    run.resume()
    assert run.ahead()[:2] == ["lead-in 5", "lead-in in... ready 3"]


def test_without_a_wait_there_is_nothing_to_hold() -> None:
    run = new_drill(change_ms=0)
    assert run.segment.is_work
