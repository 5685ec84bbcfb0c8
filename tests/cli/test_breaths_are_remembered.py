"""`[` and `]` are remembered while the session runs, not only when it is over."""

from __future__ import annotations

from collections.abc import Mapping

from tests.builders import make_block, make_prescription
from tests.doubles import play
from tests.plans import bridge

from coach.app.session.pace_listener import PaceListener
from coach.event import BreathChanged, SetFinished
from coach.timeline import compile_timeline


def test_a_changed_breath_is_remembered_when_the_set_is_done() -> None:
    told: list[Mapping[str, int]] = []
    played = play(
        bridge(), [(12_000, "["), (13_000, "[")], others=[PaceListener(told.append)]
    )
    (first, *_) = played.heard.of(BreathChanged)
    assert told == [{first.drill: 80}]


def test_a_pause_is_enough_and_nothing_is_remembered_twice() -> None:
    told: list[Mapping[str, int]] = []
    keys = [(12_000, "]"), (13_000, "p"), (20_000, "space"), (22_000, "q"), (23_000, "q")]
    play(bridge(), keys, others=[PaceListener(told.append)])
    assert [list(each.values()) for each in told] == [[110]]


def test_a_breath_changed_in_the_last_wait_is_remembered_at_the_end() -> None:
    told: list[Mapping[str, int]] = []
    timeline = compile_timeline(make_prescription(make_block(sets=1)))
    keys = [(1_000, "["), (2_000, "q"), (3_000, "q")]
    play(timeline, keys, others=[PaceListener(told.append)])
    assert [list(each.values()) for each in told] == [[90]]


def test_without_a_change_nothing_is_written() -> None:
    told: list[Mapping[str, int]] = []
    played = play(bridge(), others=[PaceListener(told.append)])
    assert played.heard.of(SetFinished)
    assert told == []
