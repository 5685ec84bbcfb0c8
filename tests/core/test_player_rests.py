"""The runner makes rests longer or shorter; times are those of the default block.

Lead-in to 10, first set 10 to 24 (reps at 10 and 17), rest to 54, second set to 68.
"""

from __future__ import annotations

import pytest
from tests.builders import make_block
from tests.core.running import Run, of_type, run_until, starts

from coach.event import Event, RestChanged, SegmentStarted
from coach.model.terms import Sides
from coach.player import State
from coach.timeline import SegmentKind


def rest_changed(events: list[Event]) -> list[float]:
    return [event.wait_ms / 1000 for event in of_type(events, RestChanged)]


def test_plus_makes_the_current_rest_ten_seconds_longer() -> None:
    run = run_until(34)
    assert run.rest(+10) == [
        RestChanged(34_000, 0, wait_ms=30_000),
        SegmentStarted(34_000, 0, run.segment),
    ]
    assert run.ahead()[:2] == ["rest 27", "rest in... ready 3"]


def test_minus_makes_the_current_rest_ten_seconds_shorter() -> None:
    run = run_until(34)
    assert rest_changed(run.rest(-10)) == [10]
    assert run.ahead()[:2] == ["rest 7", "rest in... ready 3"]


@pytest.mark.parametrize("at", [44, 45, 53])
def test_minus_below_zero_ends_the_rest(at: float) -> None:
    run = run_until(at)
    events = run.rest(-10)
    assert rest_changed(events) == [0]
    assert starts(events) == ["set 2 rep 1 exhale 4"]


def test_plus_in_the_cued_inhale_takes_the_rest_up_again() -> None:
    run = run_until(52)
    run.rest(+10)
    assert run.ahead()[:2] == ["rest 9", "rest in... ready 3"]


def test_during_work_plus_and_minus_mean_the_next_rest() -> None:
    run = run_until(12)
    assert rest_changed(run.rest(+10)) == [40]
    assert rest_changed(run.rest(-10)) == [30]
    assert rest_changed(run.rest(-10)) == [20]
    assert run.at == 12
    assert run.ahead()[4:6] == ["rest 17", "rest in... ready 3"]


def test_during_work_minus_may_switch_the_next_rest_off() -> None:
    run = run_until(12)
    run.rest(-20)
    run.rest(-20)
    assert run.ahead()[4] == "set 2 rep 1 exhale 4"


def test_during_work_the_next_rest_may_come_after_a_switch() -> None:
    run = run_until(12, sides=Sides.EACH)
    run.rest(+10)
    assert run.ahead()[4:6] == ["switch 2", "switch in... ready 3"]
    assert "rest 37" in run.ahead()


def test_without_a_rest_ahead_plus_does_nothing() -> None:
    run = run_until(60)
    assert run.rest(+10) == []


def test_a_rest_can_be_changed_in_a_pause() -> None:
    run = run_until(34)
    run.pause()
    run.rest(+10)
    assert run.player.state is State.PAUSED
    run.wait(60)
    run.resume()
    assert run.ahead()[:2] == ["rest 27", "rest in... ready 3"]


def test_a_rest_ended_in_a_pause_still_leaves_five_seconds_to_go_on() -> None:
    run = run_until(50)
    run.pause()
    run.rest(-10)
    run.resume()
    assert run.ahead()[:3] == ["restart 2", "restart in... ready 3", "set 2 rep 1 exhale 4"]


def test_what_is_pressed_during_a_set_holds_for_all_rests_to_come() -> None:
    run = run_until(12, sets=4)
    (changed,) = of_type(run.rest(+10), RestChanged)
    assert (changed.wait_ms, changed.kind, changed.holds) == (
        40_000,
        SegmentKind.REST,
        True,
    )
    assert [line for line in run.ahead() if line.startswith("rest 3")] == ["rest 37"] * 3


def test_in_the_last_set_it_means_the_change_of_drill_that_follows() -> None:
    run = Run(make_block("a", sets=1), make_block("b", sets=2))
    run.until(12)
    (changed,) = of_type(run.rest(+10), RestChanged)
    assert changed.kind is SegmentKind.CHANGE
    ahead = run.ahead()
    assert "change 17" in ahead
    assert "rest 37" in ahead


def test_going_back_does_not_forget_the_longer_rest() -> None:
    run = run_until(12, sets=3)
    run.rest(+10)
    run.repeat()
    assert [line for line in run.ahead() if line.startswith("rest 3")] == ["rest 37"] * 2
