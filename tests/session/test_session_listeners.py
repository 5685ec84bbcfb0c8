from __future__ import annotations

import pytest
from tests.doubles import Breaking, play
from tests.plans import bridge

from coach.event import SegmentStarted, SessionEnded, SessionStarted, SetFinished
from coach.model.records import EndStatus


@pytest.mark.parametrize("kind", [SessionStarted, SegmentStarted, SetFinished])
def test_a_listener_that_fails_is_dropped_once_and_the_session_goes_on(kind: type) -> None:
    broken = Breaking(at_event=kind)
    played = play(bridge(), others=[broken])
    assert [who for who, _ in played.dropped] == [broken]
    assert isinstance(played.dropped[0][1], LookupError)
    assert played.outcome.status is EndStatus.COMPLETED
    assert played.heard.events == play(bridge()).heard.events


def test_a_listener_that_fails_to_show_a_moment_is_dropped_once() -> None:
    broken = Breaking(at_moment=12_000)
    played = play(bridge(), others=[broken])
    assert [who for who, _ in played.dropped] == [broken]
    assert played.outcome.status is EndStatus.COMPLETED


def test_a_dropped_listener_is_closed_and_hears_nothing_more() -> None:
    broken = Breaking(at_event=SessionStarted)
    play(bridge(), others=[broken])
    assert (broken.heard, broken.closed) == (1, 1)


def test_a_listener_that_fails_at_the_very_end_still_lets_the_session_end() -> None:
    played = play(bridge(), others=[Breaking(at_event=SessionEnded)])
    assert played.outcome.status is EndStatus.COMPLETED
    assert len(played.dropped) == 1


def test_two_listeners_that_fail_at_once_are_both_dropped() -> None:
    two = [Breaking(at_event=SegmentStarted), Breaking(at_event=SegmentStarted)]
    played = play(bridge(), others=two)
    assert [who for who, _ in played.dropped] == two
    assert played.outcome.status is EndStatus.COMPLETED


def test_the_session_goes_on_even_with_nobody_left_who_listens_well() -> None:
    only = Breaking(at_moment=0)
    assert play(bridge(), others=[only]).took_ms == bridge().total_ms
