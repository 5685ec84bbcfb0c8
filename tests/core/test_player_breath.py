"""`[` and `]`: the runner makes the breaths of a drill shorter or longer on the way.

The default block: lead-in to 10, reps of 4 s out and 3 s in at 10 and 17, rest to 54.
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.builders import make_block, make_phases
from tests.core.running import Run, of_type

from coach.breath import pace_phases, spans_of_cycle
from coach.event import BreathChanged, SegmentStarted
from coach.model.terms import Breath


def test_this_rep_stays_as_it_is_and_the_next_one_is_longer() -> None:
    run = Run()
    run.until(11)
    run.breath(10)
    assert run.ahead()[:4] == [
        "set 1 rep 1 exhale 3",
        "set 1 rep 1 inhale 3",
        "set 1 rep 2 exhale 4.4",
        "set 1 rep 2 inhale 3.3",
    ]


def test_in_a_wait_all_that_follows_is_changed() -> None:
    run = Run()
    run.until(2)
    run.breath(-10)
    assert "set 1 rep 1 exhale 3.6" in run.ahead()
    assert "set 2 rep 2 inhale 2.7" in run.ahead()


def test_the_wait_itself_keeps_its_length() -> None:
    run = Run()
    run.until(2)
    run.rest(10)
    before = run.player.timeline.total_ms
    run.breath(10)
    run.breath(-10)
    assert run.player.timeline.total_ms == before


def test_other_drills_keep_their_breaths() -> None:
    run = Run(make_block(), make_block("bridge"))
    run.until(2)
    total = run.player.timeline.total_ms
    run.breath(10)
    # Four reps of the first drill, 0.7 s longer each.
    assert run.player.timeline.total_ms == total + 4 * 700


def test_the_same_drill_later_in_the_session_breathes_alike() -> None:
    run = Run(make_block(), make_block())
    run.until(2)
    total = run.player.timeline.total_ms
    run.breath(10)
    assert run.player.timeline.total_ms == total + 8 * 700


def test_it_is_told_in_percent_of_what_was_prescribed() -> None:
    run = Run()
    for _ in range(5):
        run.breath(10)
    told = of_type(run.events, BreathChanged)
    assert [(event.drill, event.percent) for event in told] == [
        ("heel-slide", percent) for percent in (110, 120, 130, 130, 130)
    ]


def test_no_key_makes_breaths_shorter_than_70_percent() -> None:
    run = Run()
    for _ in range(5):
        run.breath(-10)
    told = [event.percent for event in of_type(run.events, BreathChanged)]
    assert told == [90, 80, 70, 70, 70]


def test_steps_back_lead_to_the_prescribed_breaths() -> None:
    run = Run()
    plan = run.player.timeline
    for step in (10, 10, -10, -10, -10, 10):
        run.breath(step)
    assert run.player.timeline.segments == plan.segments
    assert run.player.timeline.prescription == plan.prescription


def test_what_is_done_is_counted_as_it_was_breathed() -> None:
    run = Run()
    run.until(2)
    run.breath(10)
    run.to_the_end()
    first = run.finished[0]
    assert (first.reps_done, first.work_ms, first.exhale_ms) == (2, 15_400, 8_800)


CYCLES = st.sampled_from(
    ["exhale 4, inhale 3", "exhale 1, exhale 3, inhale 2.5", "inhale 4, exhale 8, pause 2"]
)


@given(cycle=CYCLES, percent=st.integers(70, 130))
def test_no_pace_makes_a_breath_strain(cycle: str, percent: int) -> None:
    phases = make_phases(cycle)
    paced = pace_phases(phases, 100, percent)
    for span in spans_of_cycle([phase.breath for phase in paced]):
        length_ms = sum(paced[index].duration_ms for index in span)
        if paced[span[0]].breath is Breath.EXHALE:
            assert length_ms <= 8_000
    for before, after in zip(phases, paced, strict=True):
        assert after.duration_ms >= 1_000
        assert after.duration_ms % 100 == 0
        if before.breath is Breath.PAUSE:
            assert after == before


@given(cycle=CYCLES)
def test_the_pace_of_all_is_no_change(cycle: str) -> None:
    phases = make_phases(cycle)
    assert pace_phases(phases, 100, 100) == phases


def test_the_breath_that_runs_keeps_its_beginning_and_its_length() -> None:
    run = Run(make_block(cycle="exhale 1, exhale 3, inhale 3"))
    run.until(12)
    before = run.segment
    run.breath(10)
    assert run.segment == before
    assert (run.segment.span_at_ms, run.segment.span_ms) == (10_000, 4_000)


def test_nothing_begins_anew_when_the_breath_is_changed() -> None:
    run = Run()
    run.until(11)
    began = len(of_type(run.events, SegmentStarted))
    run.breath(10)
    run.wait(0.1)
    assert len(of_type(run.events, SegmentStarted)) == began


def test_in_the_last_rep_of_all_there_is_nothing_to_change() -> None:
    run = Run(make_block(sets=1, reps=1))
    run.until(11)
    total = run.player.timeline.total_ms
    run.breath(10)
    assert run.player.timeline.total_ms == total
