from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.doubles import FakeClock, Played, Press, ScriptedKeys, play
from tests.plans import bridge

from coach.event import Gap, Paused, PauseReason, Resumed, SetFinished
from coach.model.records import EndStatus

IN_WORK = 12_300
TWO_SECONDS = 2_000
"""Longer than this nobody waits without having stopped."""
HOUR = 3_600_000


def late(by_ms: int, *then: Press, can_press: bool = True, speed: float = 1.0) -> Played:
    """The process does not run for a while, in the middle of a rep."""
    clock = FakeClock()
    script: list[Press] = [(IN_WORK, lambda: clock.advance(by_ms)), *then]
    keys = ScriptedKeys(clock, script, can_press=can_press)
    return play(bridge(), clock=clock, keys=keys, speed=speed)


def asleep(ms: int, *then: Press, can_press: bool = True) -> Played:
    """The machine sleeps, in the middle of a rep: only the boot clock goes on."""
    clock = FakeClock()
    script: list[Press] = [(IN_WORK, lambda: clock.sleep(ms)), *then]
    return play(
        bridge(), clock=clock, keys=ScriptedKeys(clock, script, can_press=can_press)
    )


StandStill = Callable[..., Played]


def work_ms(played: Played) -> int:
    return sum(event.work_ms for event in played.heard.of(SetFinished))


def test_waking_up_late_pauses_when_somebody_can_press_a_key() -> None:
    played = late(60_000, (100_000, "space"))
    (gap,) = played.heard.of(Gap)
    assert 60_000 <= gap.gap_ms <= 61_000
    (paused,) = played.heard.of(Paused)
    assert paused.reason is PauseReason.GAP
    assert IN_WORK - 1_000 <= paused.at_ms <= IN_WORK
    standing = [moment for moment in played.heard.moments if moment.is_paused]
    assert standing
    assert all(moment.is_gap for moment in standing)
    assert played.outcome.status is EndStatus.COMPLETED
    assert not played.outcome.moment.is_gap


def test_a_machine_that_slept_pauses_when_somebody_can_press_a_key() -> None:
    played = asleep(HOUR, (100_000, "space"))
    (gap,) = played.heard.of(Gap)
    assert HOUR <= gap.gap_ms <= HOUR + 1_000
    assert [event.reason for event in played.heard.of(Paused)] == [PauseReason.GAP]
    assert played.outcome.status is EndStatus.COMPLETED


@pytest.mark.parametrize("stand_still", [late, asleep])
def test_without_keys_the_session_goes_on_by_itself(stand_still: StandStill) -> None:
    played = stand_still(HOUR, can_press=False)
    assert len(played.heard.of(Gap)) == len(played.heard.of(Resumed)) == 1
    assert played.outcome.status is EndStatus.COMPLETED
    assert not any(moment.is_paused for moment in played.heard.moments)


@pytest.mark.parametrize("stand_still", [late, asleep])
def test_standing_still_never_counts_as_work(stand_still: StandStill) -> None:
    played = stand_still(HOUR, can_press=False)
    # 21 seconds a set, and the rep that was interrupted once more.
    assert 42_000 <= work_ms(played) <= 42_000 + IN_WORK - 10_000
    assert [event.reps_done for event in played.heard.of(SetFinished)] == [3, 3]


def test_the_session_goes_on_where_it_stood_still() -> None:
    played = late(HOUR, can_press=False)
    restart = bridge().total_ms + 5_000 + IN_WORK - 10_000
    assert restart - 1_000 <= played.took_ms - HOUR <= restart + 1_000


def test_two_seconds_late_is_only_late_and_a_millisecond_more_is_a_gap() -> None:
    for late_ms, gaps in ((TWO_SECONDS, 0), (TWO_SECONDS + 1, 1)):
        clock = FakeClock()
        # The inhale of the first rep begins at 14 s.
        script: list[Press] = [(13_999, lambda: clock.advance(1 + late_ms))]  # noqa: B023  played at once
        keys = ScriptedKeys(clock, script, can_press=False)
        played = play(bridge(), clock=clock, keys=keys)
        assert len(played.heard.of(Gap)) == gaps
        if not gaps:
            assert max(event.late_ms for event in played.heard.events) == late_ms
            assert played.took_ms == bridge().total_ms


def test_sleeping_less_than_two_seconds_is_no_gap() -> None:
    assert asleep(TWO_SECONDS).heard.of(Gap) == []


def test_in_a_rehearsal_the_real_lateness_counts() -> None:
    assert late(TWO_SECONDS, can_press=False, speed=20).heard.of(Gap) == []


def test_a_gap_during_a_pause_changes_nothing_and_is_not_told() -> None:
    clock = FakeClock()
    script: list[Press] = [
        (12_000, "space"),
        (13_000, lambda: clock.sleep(HOUR)),
        (14_000, "space"),
    ]
    played = play(bridge(), clock=clock, keys=ScriptedKeys(clock, script))
    assert played.heard.of(Gap) == []
    assert [event.reason for event in played.heard.of(Paused)] == [PauseReason.RUNNER]
    assert not any(moment.is_gap for moment in played.heard.moments)


def test_a_second_gap_while_paused_by_the_first_keeps_the_reason() -> None:
    clock = FakeClock()
    script: list[Press] = [
        (12_000, lambda: clock.sleep(HOUR)),
        (20_000, lambda: clock.sleep(HOUR)),
        (30_000, "space"),
    ]
    played = play(bridge(), clock=clock, keys=ScriptedKeys(clock, script))
    standing = [moment for moment in played.heard.moments if moment.is_paused]
    assert len(standing) > 10
    assert all(moment.is_gap for moment in standing)


def test_q_after_a_gap_asks_and_a_second_q_stops() -> None:
    played = asleep(HOUR, (20_000, "q"), (21_000, "q"))
    assert played.outcome.status is EndStatus.STOPPED
    assert played.heard.moments[-2].is_leaving


def test_the_key_that_wakes_the_machine_only_wakes_it() -> None:
    # Space comes in the same wait in which the machine slept: nobody has read yet that
    # the session stands still, so it must not go on at once.
    clock = FakeClock()
    script: list[Press] = [
        (IN_WORK, lambda: clock.sleep(HOUR)),
        (IN_WORK, "space"),
        (100_000, "space"),
    ]
    played = play(bridge(), clock=clock, keys=ScriptedKeys(clock, script))
    (resumed,) = played.heard.of(Resumed)
    assert resumed.paused_ms > 80_000
    assert played.outcome.status is EndStatus.COMPLETED
