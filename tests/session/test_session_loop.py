from __future__ import annotations

from collections.abc import Sequence
from signal import Signals

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.doubles import EventList, FakeClock, Press, ScriptedKeys, play
from tests.plans import BRIDGE, bridge, pre_run, timeline_of

from coach.event import (
    Event,
    Paused,
    PauseReason,
    RestChanged,
    Resumed,
    SegmentStarted,
    SessionEnded,
    SessionStarted,
    SetFinished,
    Skipped,
    WentBack,
)
from coach.keymap import COMMAND_OF_KEY
from coach.model.records import EndedBy, EndStatus
from coach.timeline import SegmentKind

IN_SET_ONE = 12_000
"""Two seconds into the first rep of the bridge."""
IN_REST = 35_000


def on_time(events: Sequence[Event]) -> list[Event]:
    return [replace(event, late_ms=0) for event in events]


def test_everything_is_told_at_its_scheduled_time() -> None:
    played = play(pre_run())
    assert played.heard.told_at_ms == [event.at_ms for event in played.heard.events]
    assert {event.late_ms for event in played.heard.events} == {0}
    started = [event.segment for event in played.heard.of(SegmentStarted)]
    assert started == list(pre_run().segments)
    assert played.took_ms == pre_run().total_ms


def test_a_whole_session_is_completed_and_its_sets_are_reported() -> None:
    played = play(pre_run())
    assert played.outcome.status is EndStatus.COMPLETED
    assert played.outcome.signal is None
    assert played.outcome.moment.is_ended
    assert played.outcome.finished == tuple(played.heard.of(SetFinished))
    assert len(played.outcome.finished) == 6
    assert isinstance(played.heard.events[0], SessionStarted)
    assert isinstance(played.heard.events[-1], SessionEnded)


def test_a_session_nobody_can_press_a_key_in_needs_no_keys() -> None:
    clock = FakeClock()
    played = play(bridge(), clock=clock, keys=ScriptedKeys(clock, can_press=False))
    assert played.outcome.status is EndStatus.COMPLETED
    assert played.took_ms == bridge().total_ms


def test_a_key_without_a_meaning_does_not_cut_a_wait_short() -> None:
    assert "x" not in COMMAND_OF_KEY
    typing = [(at_ms, "x") for at_ms in range(0, 70_000, 130)]
    assert play(bridge(), typing).heard.events == play(bridge()).heard.events


def test_changing_the_size_of_the_terminal_changes_no_time() -> None:
    waking = [(at_ms, None) for at_ms in range(0, 70_000, 170)]
    played = play(bridge(), waking)
    assert played.heard.events == play(bridge()).heard.events
    assert len(played.heard.moments) > 70_000 // 170  # each time it was shown anew


def test_the_loop_never_waits_longer_than_a_second() -> None:
    keys = play(bridge(), [(IN_REST, "space"), (90_000, "q"), (91_000, "q")]).keys
    assert min(keys.waits) >= 0
    assert max(keys.waits) == 1_000


def test_the_screen_is_shown_as_often_as_it_asks_for() -> None:
    clock = FakeClock()
    heard = EventList(clock, wish_ms=100)
    play(bridge(), clock=clock, heard=heard)
    positions = [moment.position_ms for moment in heard.moments]
    assert positions == list(range(0, bridge().total_ms + 1, 100))


def test_waking_up_a_little_late_every_time_does_not_add_up() -> None:
    clock = FakeClock()
    played = play(bridge(), clock=clock, keys=ScriptedKeys(clock, late_ms=37))
    lateness = [event.late_ms for event in played.heard.events]
    assert 0 < max(lateness) <= 37
    assert on_time(played.heard.events) == play(bridge()).heard.events
    assert played.took_ms <= bridge().total_ms + 37


def test_a_slow_listener_does_not_make_the_session_drift() -> None:
    clock = FakeClock()
    slow = EventList(clock, takes_ms=45, wish_ms=100)
    played = play(pre_run(), clock=clock, heard=slow)
    assert on_time(slow.events) == play(pre_run()).heard.events
    behind = [
        told - event.at_ms for told, event in zip(slow.told_at_ms, slow.events, strict=True)
    ]
    # At most some events and one picture late, at the end as at the beginning.
    assert max(behind) <= 4 * 45
    assert played.took_ms <= pre_run().total_ms + 4 * 45


def test_a_rehearsal_twenty_times_as_fast_tells_the_same() -> None:
    fast = play(pre_run(), speed=20)
    assert on_time(fast.heard.events) == play(pre_run()).heard.events
    assert max(event.late_ms for event in fast.heard.events) <= 20
    assert fast.took_ms <= pre_run().total_ms // 20 + 1


def test_a_rehearsal_in_slow_motion_tells_the_same_too() -> None:
    slow = play(bridge(), speed=0.5)
    assert on_time(slow.heard.events) == play(bridge()).heard.events
    assert slow.took_ms == bridge().total_ms * 2


def test_space_pauses_and_goes_on_with_five_seconds_and_the_rep_from_its_start() -> None:
    played = play(bridge(), [(IN_SET_ONE, "space"), (20_000, "space")])
    assert [(e.at_ms, e.reason) for e in played.heard.of(Paused)] == [
        (IN_SET_ONE, PauseReason.RUNNER)
    ]
    assert [(e.at_ms, e.paused_ms) for e in played.heard.of(Resumed)] == [
        (IN_SET_ONE, 8_000)
    ]
    after = [e.segment for e in played.heard.of(SegmentStarted) if e.at_ms >= IN_SET_ONE]
    assert [(s.kind, s.rep, s.at_ms) for s in after[:3]] == [
        (SegmentKind.RESTART, None, IN_SET_ONE),
        (SegmentKind.RESTART, None, IN_SET_ONE + 2_000),
        (SegmentKind.PHASE, 1, IN_SET_ONE + 5_000),
    ]
    assert played.took_ms == bridge().total_ms + 8_000 + 5_000 + 2_000
    first = played.heard.of(SetFinished)[0]
    assert (first.paused_ms, first.work_ms) == (8_000, 21_000 + 2_000)


def test_a_paused_session_says_so_and_stands_still() -> None:
    played = play(bridge(), [(IN_SET_ONE, "space"), (3_600_000, "space")])
    paused = [moment for moment in played.heard.moments if moment.is_paused]
    assert {moment.position_ms for moment in paused} == {IN_SET_ONE}
    assert not any(moment.is_leaving or moment.is_gap for moment in paused)
    assert played.outcome.status is EndStatus.COMPLETED


def test_q_asks_and_a_second_q_stops() -> None:
    played = play(bridge(), [(IN_SET_ONE, "q"), (15_000, "q")])
    assert played.outcome.status is EndStatus.STOPPED
    assert played.outcome.signal is None
    assert played.took_ms == 15_000
    asked = played.heard.moments[-2]
    assert asked.is_paused
    assert asked.is_leaving
    (ended,) = played.heard.of(SetFinished)
    assert (ended.ended_by, ended.reps_done, ended.work_ms) == (EndedBy.STOPPED, 0, 2_000)
    assert isinstance(played.heard.events[-1], SessionEnded)


def test_q_and_then_space_goes_on() -> None:
    played = play(bridge(), [(IN_SET_ONE, "q"), (15_000, "space")])
    assert played.outcome.status is EndStatus.COMPLETED
    assert not played.heard.moments[-1].is_leaving


def test_q_twice_with_something_else_in_between_asks_again() -> None:
    script = [(IN_SET_ONE, "q"), (13_000, "space"), (14_000, "q"), (50_000, "space")]
    played = play(bridge(), script)
    assert played.outcome.status is EndStatus.COMPLETED
    assert len(played.heard.of(Paused)) == 2


def test_a_key_without_a_meaning_does_not_answer_the_question_of_q() -> None:
    played = play(bridge(), [(IN_SET_ONE, "q"), (13_000, "x"), (14_000, "q")])
    assert played.outcome.status is EndStatus.STOPPED


def test_space_and_then_q_q_stops_as_well() -> None:
    script: list[Press] = [(IN_SET_ONE, "space"), (13_000, "q"), (14_000, "q")]
    played = play(bridge(), script)
    assert played.outcome.status is EndStatus.STOPPED
    assert played.took_ms == 14_000


def test_stopping_before_a_millisecond_has_passed_is_a_stop_like_any_other() -> None:
    played = play(bridge(), [(0, "q"), (0, "q")])
    assert played.outcome.status is EndStatus.STOPPED
    assert isinstance(played.heard.events[-1], SessionEnded)


def test_skipping_a_rest_starts_the_next_set_at_once() -> None:
    played = play(bridge(), [(IN_REST, "n")])
    (skipped,) = played.heard.of(Skipped)
    assert (skipped.at_ms, skipped.kind) == (IN_REST, SegmentKind.REST)
    after = next(e.segment for e in played.heard.of(SegmentStarted) if e.at_ms >= IN_REST)
    assert after.is_work or after.breath is not None


def test_going_back_in_a_set_starts_it_again() -> None:
    played = play(bridge(), [(20_000, "b")])
    assert [(e.at_ms, e.bout) for e in played.heard.of(WentBack)] == [(20_000, 0)]
    assert len(played.outcome.finished) == 2


def test_repeat_in_a_rest_does_the_set_just_done_again() -> None:
    played = play(bridge(), [(IN_REST, "r")])
    assert [e.bout for e in played.heard.of(WentBack)] == [0]
    assert [e.set for e in played.heard.of(SetFinished)] == [1, 1, 2]


def test_more_and_less_rest_move_it_by_ten_seconds() -> None:
    longer, shorter = (play(bridge(), [(IN_REST, key)]) for key in "+-")
    assert longer.took_ms - shorter.took_ms == 20_000
    assert longer.heard.of(RestChanged)[0].wait_ms == 20_000 - 4_000 + 10_000


SCRIPTS = st.lists(
    st.tuples(
        st.integers(0, 150_000),
        st.sampled_from([*COMMAND_OF_KEY, "x", "unknown", None, Signals.SIGTSTP]),
    ),
    max_size=12,
)


@given(script=SCRIPTS, speed=st.sampled_from([0.7, 1.0, 3.0]))
def test_whatever_is_pressed_the_session_ends_once_and_tells_that_last(
    script: list[Press], speed: float
) -> None:
    timeline = timeline_of(replace(BRIDGE, sets=1), replace(BRIDGE, reps=1, rest_ms=3_000))
    ending: list[Press] = [(900_000, Signals.SIGTERM)]
    played = play(
        timeline, sorted(script, key=lambda press: press[0]) + ending, speed=speed
    )
    events = played.heard.events
    assert [e for e in events if isinstance(e, SessionEnded)] == events[-1:]
    times = [event.at_ms for event in events]
    assert times == sorted(times)
    worked = sum(event.work_ms for event in played.outcome.finished)
    assert worked <= played.outcome.moment.position_ms
    assert played.outcome.moment.position_ms <= played.took_ms * speed + 1
