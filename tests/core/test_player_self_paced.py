"""The runner breathes at a pace of their own; times are those of the default block.

Lead-in to 10, first set 10 to 24 (reps at 10 and 17), rest to 54, second set to 68.
"""

from __future__ import annotations

from typing import Any

import pytest
from tests.builders import make_block, make_prescription
from tests.core.running import Run, run_until, starts

from coach.model.records import EndedBy
from coach.model.terms import Side, Sides


def self_paced(seconds: float, **block: Any) -> Run:  # noqa: ANN401  any field of a block
    """Run the default block, or one with other values, without a number of reps."""
    run = Run(prescription=make_prescription(make_block(**block), self_paced=True))
    run.until(seconds)
    return run


def test_a_self_paced_set_goes_on_until_the_runner_ends_it() -> None:
    run = self_paced(24)
    assert run.finished == []
    assert run.ahead()[0] == "set 1 rep 3 exhale 4"
    assert starts(run.wait(7)) == ["set 1 rep 3 inhale 3", "set 1 rep 4 exhale 4"]


def test_a_part_of_a_cycle_does_not_count_when_the_runner_ends_the_set() -> None:
    run = self_paced(10 + 3 * 7 + 6.5)
    run.end_set()
    done = run.finished[0]
    assert (done.reps_planned, done.reps_done) == (2, 3)
    assert done.work_ms == 27_500
    assert done.ended_by is EndedBy.DONE
    assert run.ahead()[0] == "rest 27"


def test_a_set_ended_exactly_with_a_cycle_counts_it() -> None:
    run = self_paced(10 + 7)
    run.end_set()
    assert (run.finished[0].reps_done, run.finished[0].ended_by) == (1, EndedBy.DONE)


def test_a_set_ended_before_its_first_cycle_is_skipped() -> None:
    run = self_paced(13)
    run.end_set()
    assert (run.finished[0].reps_done, run.finished[0].ended_by) == (0, EndedBy.SKIPPED)


def test_a_test_ends_by_itself_after_the_most_reps_that_its_file_allows() -> None:
    run = self_paced(24, test="tucked-thomas")
    done = run.finished[0]
    assert (done.reps_planned, done.reps_done) == (2, 2)
    assert done.ended_by is EndedBy.DONE


def test_a_side_of_a_test_is_over_even_before_its_first_cycle() -> None:
    run = self_paced(13, test="side-plank")
    run.end_set()
    done = run.finished[0]
    assert (done.reps_done, done.work_ms) == (0, 3_000)
    assert done.ended_by is EndedBy.DONE


def test_cycles_of_an_attempt_that_was_given_up_still_make_the_set_done() -> None:
    run = self_paced(10 + 3 * 7)
    run.repeat()
    run.wait(6)
    run.end_set()
    assert (run.finished[0].reps_done, run.finished[0].ended_by) == (3, EndedBy.DONE)


def test_the_end_of_a_set_is_asked_for_only_in_a_self_paced_session() -> None:
    run = run_until(12)
    assert run.end_set() == []


def test_ending_a_set_in_a_wait_does_nothing() -> None:
    lead_in = self_paced(5)
    assert lead_in.end_set() == []
    rest = self_paced(12)
    rest.end_set()
    rest.wait(5)
    assert rest.end_set() == []


def test_a_self_paced_set_can_be_paused_and_goes_on_with_the_same_cycle() -> None:
    run = self_paced(10 + 2 * 7 + 5)
    run.pause()
    assert run.end_set() == []
    run.resume()
    assert run.ahead()[:3] == ["restart 2", "restart in... ready 3", "set 1 rep 3 exhale 4"]


@pytest.mark.parametrize(
    ("reps", "sides"),
    [(8, "LLLLRRRR" + "LLLLRRRR" + "LL"), (10, "LLLLRRRRLR" + "LLLLRRRR")],
)
def test_a_self_paced_alternating_set_keeps_flipping_after_the_planned_reps(
    reps: int, sides: str
) -> None:
    run = self_paced(10, sides=Sides.ALTERNATE, flip=4, reps=reps, sets=1)
    run.wait(7 * 17)
    firsts = [each for each in run.player.timeline.segments if each.phase == 0]
    assert "".join("L" if each.side is Side.LEFT else "R" for each in firsts) == sides
