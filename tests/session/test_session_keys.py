"""What a key does depends on what is most wanted now."""

from __future__ import annotations

from tests.builders import make_block, make_prescription
from tests.doubles import play
from tests.plans import bridge

from coach.event import (
    BreathChanged,
    Paused,
    PauseReason,
    Request,
    Requested,
    SetFinished,
    Skipped,
    WeightChanged,
)
from coach.model.weights import Weight
from coach.timeline import compile_timeline


def test_space_ends_a_set_at_the_runners_own_pace_and_p_pauses() -> None:
    timeline = compile_timeline(make_prescription(make_block(), self_paced=True))
    script = [(20_000, "p"), (25_000, "space"), (46_000, "space"), (100_000, "space")]
    played = play(timeline, script)
    (pause,) = played.heard.of(Paused)
    assert pause.reason is PauseReason.RUNNER
    sets = played.heard.of(SetFinished)
    assert len(sets) == 2


def test_space_says_that_the_runner_is_in_position() -> None:
    plan = make_prescription(make_block(waits=True))
    played = play(compile_timeline(plan), [(30_000, "space")])
    assert [pause.reason for pause in played.heard.of(Paused)] == [PauseReason.READY]
    assert played.took_ms == 30_000 + 5_000 + 3_000 + 14_000 + 30_000 + 14_000


def test_while_getting_ready_the_moment_says_so() -> None:
    plan = make_prescription(make_block(waits=True))
    played = play(compile_timeline(plan), [(30_000, "space")])
    awaiting = [moment for moment in played.heard.moments if moment.is_awaiting_ready]
    assert any(not moment.is_paused for moment in awaiting)
    assert any(moment.pause_reason is PauseReason.READY for moment in awaiting)
    assert not played.outcome.moment.is_awaiting_ready


def test_it_hurts_stands_still_and_is_told_even_in_a_pause() -> None:
    played = play(
        bridge(),
        [(12_000, "h"), (20_000, "space"), (30_000, "p"), (31_000, "h"), (40_000, "space")],
    )
    assert [pause.reason for pause in played.heard.of(Paused)] == [
        PauseReason.PAIN,
        PauseReason.RUNNER,
        PauseReason.PAIN,
    ]


def test_breathing_freely_lasts_until_space() -> None:
    played = play(bridge(), [(12_000, "a"), (90_000, "space")])
    assert [pause.reason for pause in played.heard.of(Paused)] == [PauseReason.FREE]
    # 72 s of session, 78 of free breathing, 5 to begin the rep of 2 s again.
    assert played.took_ms == 72_000 + 78_000 + 5_000 + 2_000


def test_brackets_change_the_breath() -> None:
    played = play(bridge(), [(1_000, "["), (2_000, "]"), (3_000, "]")])
    assert [event.percent for event in played.heard.of(BreathChanged)] == [90, 100, 110]


def test_who_shows_or_sounds_it_hears_what_is_asked_of_them() -> None:
    keys = [
        (1_000, "f"),
        (2_000, "v"),
        (3_000, "m"),
        (4_000, "?"),
        (5_000, "space"),
        (15_000, "w"),
        (20_000, "space"),
    ]
    played = play(bridge(), keys)
    assert [event.what for event in played.heard.of(Requested)] == [
        Request.LAYOUT,
        Request.VOICE,
        Request.MUTE,
        Request.HELP,
        Request.WHY,
    ]


def test_what_is_read_stands_still_and_what_is_not_read_goes_on() -> None:
    played = play(bridge(), [(1_000, "f"), (2_000, "v"), (3_000, "m")])
    assert played.heard.of(Paused) == []
    played = play(bridge(), [(1_000, "?"), (9_000, "space")])
    assert len(played.heard.of(Paused)) == 1


def test_after_pain_n_leaves_the_drill_and_otherwise_the_set() -> None:
    hurt = play(bridge(), [(35_000, "h"), (40_000, "n")])
    assert [event.kind for event in hurt.heard.of(Skipped)] == ["drill"]
    assert len(hurt.heard.of(SetFinished)) == 1
    bored = play(bridge(), [(35_000, "n")])
    assert [event.kind for event in bored.heard.of(Skipped)] == ["rest"]
    assert len(bored.heard.of(SetFinished)) == 2


def test_p_while_getting_ready_does_not_say_ready() -> None:
    plan = make_prescription(make_block(waits=True))
    played = play(compile_timeline(plan), [(20_000, "p"), (30_000, "space")])
    assert played.took_ms == 30_000 + 5_000 + 3_000 + 14_000 + 30_000 + 14_000


def test_a_key_in_the_wait_takes_the_next_weight_and_the_set_is_done_with_it() -> None:
    block = make_block()
    ladder = (Weight(4_000), Weight(6_000))
    timeline = compile_timeline(make_prescription(block))
    played = play(timeline, [(1_000, "l"), (2_000, "l")], weights={block.drill: ladder})
    assert [event.weight for event in played.heard.of(WeightChanged)] == [*ladder]
    assert {event.weight for event in played.heard.of(SetFinished)} == {Weight(6_000)}


def test_a_set_that_has_begun_keeps_its_weight() -> None:
    block = make_block()
    timeline = compile_timeline(make_prescription(block))
    played = play(timeline, [(12_000, "l")], weights={block.drill: (Weight(4_000),)})
    assert not played.heard.of(WeightChanged)


def test_the_key_for_weights_does_nothing_in_a_drill_that_takes_none() -> None:
    played = play(compile_timeline(make_prescription(make_block())), [(1_000, "l")])
    assert not played.heard.of(WeightChanged)
