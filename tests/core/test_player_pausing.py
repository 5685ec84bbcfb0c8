"""A pause or a gap, and how it goes on; times are those of the default block.

Lead-in to 10, first set 10 to 24 (reps at 10 and 17), rest to 54, second set to 68.
"""

from __future__ import annotations

from tests.core.running import of_type, run_until, starts

from coach.event import Gap, Paused, PauseReason, Resumed, SetFinished
from coach.model.records import EndedBy
from coach.model.terms import Sides

RESTART_AND_REP_2 = [
    "restart 2",
    "restart in... ready 3",
    "set 1 rep 2 exhale 4",
    "set 1 rep 2 inhale 3",
    "rest 27",
]


def test_a_pause_stops_the_clock() -> None:
    run = run_until(12)
    assert run.pause() == [Paused(12_000, 0, PauseReason.RUNNER)]
    assert run.wait(3_600) == []
    assert run.at == 12
    assert run.player.wait_ms(run.now) is None
    assert run.pause() == []


def test_a_pause_on_time_tells_what_was_due() -> None:
    run = run_until(9)
    run.now += 1_000
    events = run.pause()
    assert starts(events) == ["set 1 rep 1 exhale 4"]
    assert isinstance(events[-1], Paused)


def test_going_on_in_the_middle_of_a_rep_takes_five_seconds_then_that_rep_again() -> None:
    run = run_until(22)
    run.pause()
    run.wait(60)
    events = run.resume()
    assert events[0] == Resumed(22_000, 0, paused_ms=60_000)
    assert starts(events) == ["restart 2"]
    assert run.ahead()[:5] == RESTART_AND_REP_2


def test_work_that_starts_with_an_inhale_goes_on_without_a_cue() -> None:
    run = run_until(12, cycle="inhale 3, exhale 4")
    run.pause()
    run.resume()
    assert run.ahead()[:2] == ["restart 5", "set 1 rep 1 inhale 3"]


def test_the_part_of_a_rep_before_a_pause_counts_as_time_but_not_as_a_rep() -> None:
    run = run_until(22)
    run.pause()
    run.wait(60)
    run.resume()
    run.until(34)  # 5 s and a rep of 7 s later
    done = run.finished[0]
    assert (done.reps_done, done.work_ms) == (2, 14_000 + 5_000)
    assert (done.exhale_ms, done.paused_ms) == (8_000 + 4_000, 60_000)
    assert done.ended_by is EndedBy.DONE


def test_going_on_on_the_right_stays_on_the_right() -> None:
    run = run_until(20, sides=Sides.ALTERNATE)
    run.pause()
    run.resume()
    assert run.ahead()[2] == "right set 1 rep 2 exhale 4"


def test_a_long_rest_simply_goes_on_after_a_pause() -> None:
    run = run_until(34)
    run.pause()
    run.wait(60)
    run.resume()
    assert run.ahead()[:3] == ["rest 17", "rest in... ready 3", "set 2 rep 1 exhale 4"]


def test_at_the_end_of_a_rest_going_on_leaves_five_seconds() -> None:
    run = run_until(53)
    run.pause()
    run.resume()
    assert run.ahead()[:3] == ["rest 2", "rest in... ready 3", "set 2 rep 1 exhale 4"]


def test_going_on_without_a_pause_does_nothing() -> None:
    run = run_until(12)
    assert run.resume() == []
    assert run.at == 12


def test_a_pause_in_a_restart_gives_the_five_seconds_again() -> None:
    run = run_until(22)
    run.pause()
    run.resume()
    run.wait(4)
    run.pause()
    run.resume()
    assert run.ahead()[:5] == RESTART_AND_REP_2


def test_a_gap_pauses_where_the_coach_was_last_awake() -> None:
    run = run_until(12)
    events = run.sleep(3_600, alive=1.5)
    assert events == [
        Gap(13_500, 0, gap_ms=3_598_500),
        Paused(13_500, 0, PauseReason.GAP),
    ]
    assert run.at == 13.5
    run.wait(100)
    assert run.at == 13.5


def test_the_time_asleep_counts_neither_as_work_nor_as_a_pause() -> None:
    run = run_until(12)
    run.sleep(3_600)
    run.wait(20)
    run.resume()
    run.until(31)  # 5 s and two reps later
    done = run.finished[0]
    assert (done.work_ms, done.paused_ms) == (2_000 + 14_000, 20_000)


def test_after_a_gap_the_session_goes_on_with_the_interrupted_rep() -> None:
    run = run_until(18)
    run.sleep(3_600)
    run.resume()
    assert run.ahead()[:5] == RESTART_AND_REP_2


def test_what_happened_while_nobody_was_awake_is_not_told() -> None:
    run = run_until(23)
    assert of_type(run.sleep(3_600), SetFinished) == []
    assert run.finished == []


def test_a_gap_in_a_pause_changes_nothing() -> None:
    run = run_until(12)
    run.pause()
    assert run.sleep(3_600) == []
    assert run.at == 12
