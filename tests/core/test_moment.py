"""One instant of a session; the default block is laid out in ``test_timeline``."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from tests.builders import make_block
from tests.core.running import Run

from coach.model.terms import SideOrder, Sides
from coach.moment import Moment

MORNING = datetime(2026, 3, 1, 7, tzinfo=UTC)


def moment_of(run: Run) -> Moment:
    player = run.player
    return Moment(player.timeline, player.position_ms(run.now), run.segment, MORNING)


def moment_at(seconds: float, **block: Any) -> Moment:  # noqa: ANN401  any field of a block
    """A time of a session of one drill."""
    run = Run(make_block(**block))
    run.until(seconds)
    return moment_of(run)


@pytest.mark.parametrize(("seconds", "left"), [(0, 68_000), (10.5, 57_500), (68, 0)])
def test_the_time_left_is_that_of_the_whole_session(seconds: float, left: int) -> None:
    assert moment_at(seconds).left_ms == left


@pytest.mark.parametrize(
    ("seconds", "starts_ms"),
    [(0, 10_000), (8, 2_000), (10, 0), (16, 0), (24, 30_000), (53, 1_000), (68, 0)],
)
def test_a_wait_counts_down_to_the_work_its_cued_inhale_included(
    seconds: float, starts_ms: int
) -> None:
    assert moment_at(seconds).work_starts_ms == starts_ms


@pytest.mark.parametrize(
    ("seconds", "left"), [(0, 2), (10, 2), (16.9, 2), (17, 1), (23.9, 1), (24, 2), (54, 2)]
)
def test_a_rep_is_left_until_it_is_finished(seconds: float, left: int) -> None:
    assert moment_at(seconds).reps_left == left


def test_after_a_pause_the_interrupted_rep_is_still_to_be_done() -> None:
    run = Run(make_block(reps=5))
    run.until(10 + 2 * 7 + 5)
    run.pause()
    assert moment_of(run).reps_left == 3
    run.resume()
    assert moment_of(run).reps_left == 3


def test_after_going_back_all_reps_are_to_be_done() -> None:
    run = Run(make_block(reps=5))
    run.until(10 + 2 * 7 + 5)
    run.back()
    assert moment_of(run).reps_left == 5


def test_a_wait_speaks_of_the_drill_that_comes() -> None:
    run = Run(make_block("heel-slide", sets=1), make_block("bird-dog", sets=1))
    assert moment_of(run).block.drill == "heel-slide"
    run.until(25)
    assert moment_of(run).block.drill == "bird-dog"


def test_the_next_drill_is_known_until_the_last() -> None:
    run = Run(make_block("heel-slide", sets=1), make_block("bird-dog", sets=1))
    upcoming = moment_of(run).next_block
    assert upcoming
    assert upcoming.drill == "bird-dog"
    run.until(25)
    assert moment_of(run).next_block is None


def test_a_drill_is_in_its_last_bout_only_with_the_last_side_of_the_last_set() -> None:
    run = Run(make_block(sides=Sides.EACH))
    while not moment_of(run).is_last_bout_of_block:
        run.wait(1)
    # Left from 10, right from 29, left from 73; the switch to the last right from 87.
    assert run.at == 87


def test_the_last_bout_of_one_drill_is_not_that_of_the_session() -> None:
    run = Run(make_block(sets=1), make_block("bird-dog"))
    assert moment_of(run).is_last_bout_of_block
    run.until(25)
    assert not moment_of(run).is_last_bout_of_block


CUES = ("Slow", "Smooth", "Low ribs")


@pytest.mark.parametrize(("number", "cue"), [(1, "Slow"), (2, "Smooth"), (4, "Slow")])
def test_each_set_has_one_thing_to_think_of_and_they_come_round_again(
    number: int, cue: str
) -> None:
    moment = moment_at(10 + (number - 1) * 44, cues=CUES, sets=4)
    assert (moment.segment.set, moment.cue) == (number, cue)


def test_both_sides_of_a_set_think_of_the_same_thing() -> None:
    order = SideOrder.BY_SIDE
    first = moment_at(12, cues=CUES, sides=Sides.EACH, side_order=order, rest_ms=0)
    other = moment_at(50, cues=CUES, sides=Sides.EACH, side_order=order, rest_ms=0)
    assert (first.segment.side, other.segment.side) == ("left", "right")
    assert first.cue == other.cue == "Slow"


def test_a_drill_without_cues_leaves_the_runner_alone() -> None:
    assert moment_at(12, cues=()).cue == ""


def test_an_ended_session_can_still_be_shown() -> None:
    run = Run(make_block())
    run.until(20)
    run.stop()
    moment = moment_of(run)
    assert (moment.left_ms, moment.work_starts_ms) == (0, 0)
    assert moment.block.drill == "heel-slide"
