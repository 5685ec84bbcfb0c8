from __future__ import annotations

from signal import Signals

import pytest
from tests.doubles import FakeClock, Press, ScriptedKeys, play
from tests.plans import bridge

from coach.event import Gap, Paused, PauseReason, Resumed, SessionEnded, SetFinished
from coach.model.records import EndedBy, EndStatus

IN_WORK = 18_500
"""One and a half seconds into the second rep."""
ENDING = (Signals.SIGINT, Signals.SIGTERM, Signals.SIGHUP)


@pytest.mark.parametrize("signal", ENDING)
def test_an_ending_signal_ends_the_session_and_is_reported(signal: Signals) -> None:
    played = play(bridge(), [(IN_WORK, signal)])
    assert played.outcome.signal is signal
    assert played.outcome.status is EndStatus.STOPPED
    assert played.took_ms == IN_WORK


@pytest.mark.parametrize("signal", ENDING)
def test_what_was_done_until_the_signal_is_told(signal: Signals) -> None:
    played = play(bridge(), [(IN_WORK, signal)])
    (ended,) = played.heard.of(SetFinished)
    assert (ended.ended_by, ended.reps_done) == (EndedBy.STOPPED, 1)
    assert ended.work_ms == IN_WORK - 10_000
    last = played.heard.events[-1]
    assert isinstance(last, SessionEnded)
    assert (last.status, last.at_ms) == (EndStatus.STOPPED, IN_WORK)


def test_a_signal_ends_a_paused_session_too() -> None:
    played = play(bridge(), [(IN_WORK, "space"), (60_000, Signals.SIGTERM)])
    assert played.outcome.signal is Signals.SIGTERM
    assert played.outcome.moment.position_ms == IN_WORK


def test_a_signal_before_a_millisecond_has_passed_ends_the_session() -> None:
    played = play(bridge(), [(0, Signals.SIGTERM)])
    assert played.outcome.signal is Signals.SIGTERM
    assert isinstance(played.heard.events[-1], SessionEnded)


def test_ctrl_z_pauses_and_hands_the_terminal_back() -> None:
    script: list[Press] = [(IN_WORK, Signals.SIGTSTP), (100_000, "space")]
    played = play(bridge(), script)
    assert len(played.keys.suspended_at) == 1
    (paused,) = played.heard.of(Paused)
    assert (paused.reason, paused.at_ms) == (PauseReason.SUSPENDED, IN_WORK)
    assert played.heard.of(Gap) == []
    (resumed,) = played.heard.of(Resumed)
    assert resumed.paused_ms == 100_000 - IN_WORK
    assert played.outcome.status is EndStatus.COMPLETED


def test_the_time_in_the_background_is_no_work() -> None:
    played = play(bridge(), [(IN_WORK, Signals.SIGTSTP), (100_000, "space")])
    interrupted_ms = IN_WORK - 17_000
    assert [e.work_ms for e in played.heard.of(SetFinished)] == [
        21_000 + interrupted_ms,
        21_000,
    ]


def test_without_keys_a_suspended_session_goes_on_when_it_runs_again() -> None:
    clock = FakeClock()
    keys = ScriptedKeys(clock, [(IN_WORK, Signals.SIGTSTP)], can_press=False)
    played = play(bridge(), clock=clock, keys=keys)
    assert played.outcome.status is EndStatus.COMPLETED
    assert [event.paused_ms for event in played.heard.of(Resumed)] == [60_000]


def test_ctrl_z_while_paused_stays_paused() -> None:
    script: list[Press] = [
        (IN_WORK, "space"),
        (20_000, Signals.SIGTSTP),
        (120_000, "space"),
    ]
    played = play(bridge(), script)
    assert len(played.heard.of(Paused)) == len(played.heard.of(Resumed)) == 1
    assert len(played.keys.suspended_at) == 1
