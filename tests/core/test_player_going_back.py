"""The runner does a set again; times are those of the default block.

Lead-in to 10, first set 10 to 24 (reps at 10 and 17), rest to 54, second set to 68.
"""

from __future__ import annotations

import pytest
from tests.builders import make_block
from tests.core.running import Run, run_until

from coach.event import Resumed, WentBack
from coach.model.records import EndedBy
from coach.model.terms import Sides

RESTART_AND_SET_1 = [
    "restart 2",
    "restart in... ready 3",
    "set 1 rep 1 exhale 4",
    "set 1 rep 1 inhale 3",
    "set 1 rep 2 exhale 4",
    "set 1 rep 2 inhale 3",
    "rest 27",
]


def test_back_starts_the_set_again() -> None:
    run = run_until(20)
    events = run.back()
    assert events[0] == WentBack(20_000, 0, bout=0)
    assert run.ahead()[:7] == RESTART_AND_SET_1
    assert run.finished == []


@pytest.mark.parametrize("into", [0, 1, 2])
def test_back_within_two_seconds_goes_to_the_set_before(into: float) -> None:
    run = run_until(54 + into)
    run.back()
    assert run.ahead()[:7] == RESTART_AND_SET_1
    assert "set 2 rep 1 exhale 4" in run.ahead()


def test_back_after_more_than_two_seconds_stays_in_the_set() -> None:
    run = run_until(56.001)
    run.back()
    assert run.ahead()[2] == "set 2 rep 1 exhale 4"


def test_back_twice_goes_to_the_set_before() -> None:
    run = run_until(60)
    run.back()
    run.wait(1)
    run.back()
    assert run.ahead()[:7] == RESTART_AND_SET_1


def test_back_in_a_rest_does_the_set_before_it_again() -> None:
    run = run_until(30)
    run.back()
    assert run.ahead()[:7] == RESTART_AND_SET_1


def test_back_at_the_very_start_stays_in_the_first_set() -> None:
    run = run_until(1)
    run.back()
    assert run.ahead()[:7] == RESTART_AND_SET_1


def test_back_goes_over_the_border_between_two_drills() -> None:
    run = Run(make_block("heel-slide", sets=1), make_block("bird-dog", sets=1))
    run.until(36)
    run.back()
    assert run.segment.block == 0
    run.to_the_end()
    assert [each.drill for each in run.finished] == ["heel-slide", "heel-slide", "bird-dog"]


def test_back_right_after_a_switch_goes_to_the_other_side() -> None:
    run = run_until(30, sides=Sides.EACH)  # left 10 to 24, right from 29
    run.back()
    assert run.ahead()[2] == "left set 1 rep 1 exhale 4"


def test_back_starts_the_set_again_too_while_going_on_after_a_pause_within_it() -> None:
    run = run_until(60)
    run.pause()
    run.resume()
    run.wait(1)
    run.back()
    assert run.ahead()[2] == "set 2 rep 1 exhale 4"


def test_a_set_that_is_left_behind_and_done_later_keeps_its_time() -> None:
    run = run_until(55)  # one second into the second set
    run.back()
    run.to_the_end()
    assert [(each.set, each.work_ms) for each in run.finished] == [
        (1, 14_000),
        (1, 14_000),
        (2, 15_000),
    ]


def test_the_best_attempt_counts_when_a_set_is_begun_again_and_left() -> None:
    run = run_until(75 + 3 * 7, reps=5)  # the second set begins at 75
    run.back()
    run.wait(5 + 7 + 1)
    run.skip()
    skipped = run.finished[1]
    assert (skipped.reps_done, skipped.work_ms) == (3, (3 + 1) * 7_000 + 1_000)


@pytest.mark.parametrize("seconds", [80, 98, 99.5])
def test_back_goes_to_the_set_just_before_not_to_an_earlier_one(seconds: float) -> None:
    run = run_until(seconds, sets=3)  # the second set from 54 to 68, the third from 98
    run.back()
    assert run.ahead()[2] == "set 2 rep 1 exhale 4"


def test_the_sets_after_the_one_gone_back_to_are_done_once() -> None:
    run = run_until(55, sets=4)
    run.back()
    run.to_the_end()
    assert [each.set for each in run.finished] == [1, 1, 2, 3, 4]


def test_repeat_starts_the_set_again_however_shortly_it_has_run() -> None:
    run = run_until(55)
    run.repeat()
    assert run.ahead()[2] == "set 2 rep 1 exhale 4"


def test_repeat_in_a_rest_repeats_the_set_just_done() -> None:
    run = run_until(30)
    run.repeat()
    assert run.ahead()[:7] == RESTART_AND_SET_1
    run.to_the_end()
    assert [(each.set, each.ended_by) for each in run.finished] == [
        (1, EndedBy.DONE),
        (1, EndedBy.DONE),
        (2, EndedBy.DONE),
    ]


def test_repeat_in_a_later_rest_repeats_the_set_before_it_and_then_goes_on() -> None:
    run = run_until(80, sets=4)
    run.repeat()
    run.to_the_end()
    assert [each.set for each in run.finished] == [1, 2, 2, 3, 4]


def test_repeat_in_a_switch_repeats_the_side_just_done() -> None:
    run = run_until(25, sides=Sides.EACH)
    run.repeat()
    assert run.ahead()[2] == "left set 1 rep 1 exhale 4"


def test_repeat_twice_is_repeating_once() -> None:
    run = run_until(60)
    run.repeat()
    run.wait(1)
    run.repeat()
    assert run.ahead()[:3] == ["restart 2", "restart in... ready 3", "set 2 rep 1 exhale 4"]


def test_repeat_goes_on_after_a_pause() -> None:
    run = run_until(12)
    run.pause()
    run.wait(9)
    assert run.repeat()[0] == Resumed(12_000, 0, paused_ms=9_000)
    assert run.ahead()[:7] == RESTART_AND_SET_1
