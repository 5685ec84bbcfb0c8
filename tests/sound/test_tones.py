from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.builders import make_block, make_prescription

from coach.model.terms import Sides
from coach.sound.tone_plan import tone_notes
from coach.sound.tones import LONGEST_MS, SIGNAL_LOUDNESS, Tone, render, signal_ms
from coach.sound.wav import FULL_SCALE, Samples, from_wav
from coach.timeline import compile_timeline

BREATHS = [Tone.IN, Tone.OUT, Tone.READY, Tone.SWITCH_READY]


def frequencies(sound: Samples, piece_ms: int = 500) -> list[float]:
    """How often each piece goes up through zero, in hertz."""
    size = sound.rate * piece_ms // 1000
    pieces = [sound.values[at : at + size] for at in range(0, len(sound.values), size)]
    return [
        sum(a < 0 <= b for a, b in pairwise(piece)) * 1000 / piece_ms
        for piece in pieces
        if len(piece) == size
    ]


@pytest.mark.parametrize("span_ms", [3_000, 8_000])
def test_in_rises_and_out_falls_from_the_first_moment_to_the_last(span_ms: int) -> None:
    up = frequencies(from_wav(render(Tone.IN, span_ms)))
    down = frequencies(from_wav(render(Tone.OUT, span_ms)))
    assert up == sorted(up)
    assert down == sorted(down, reverse=True)
    assert up[-1] > up[0] + 80
    assert down[-1] < down[0] - 80


@given(span_ms=st.integers(1, 20_000), tone=st.sampled_from(BREATHS))
def test_a_breath_sounds_as_long_as_it_lasts_but_never_into_the_next(
    span_ms: int, tone: Tone
) -> None:
    assert max(0, span_ms - 60) <= from_wav(render(tone, span_ms)).length_ms <= span_ms


def test_a_breath_without_end_does_not_fill_the_disk() -> None:
    assert from_wav(render(Tone.OUT, 3_600_000)).length_ms <= LONGEST_MS


@pytest.mark.parametrize("tone", [Tone.IN, Tone.OUT])
def test_a_breath_begins_and_ends_softly_and_is_never_loud(tone: Tone) -> None:
    values = from_wav(render(tone, 4_000)).values
    loudest = max(values)
    assert max(map(abs, values[:200])) < loudest / 8
    assert max(map(abs, values[-200:])) < loudest / 8
    assert loudest < FULL_SCALE / 5


@pytest.mark.parametrize("tone", Tone)
def test_no_tone_has_a_click_in_it(tone: Tone) -> None:
    # The steepest step of a sine is 2 pi f / rate of its height.
    steepest = FULL_SCALE * SIGNAL_LOUDNESS * 2 * 3.15 * 1_100 / 22_050
    values = from_wav(render(tone, 4_000)).values
    assert max(abs(a - b) for a, b in pairwise(values)) < 1.4 * steepest
    assert abs(values[-1]) < 200


def test_signals_differ_from_each_other_and_are_short() -> None:
    signals = [Tone.TICK, Tone.SWITCH, Tone.DONE]
    assert len({render(tone) for tone in signals}) == 3
    assert all(50 <= signal_ms(tone) <= 1_100 for tone in signals)
    for tone in signals:
        assert abs(from_wav(render(tone)).length_ms - signal_ms(tone)) <= 1


@given(
    cycle=st.lists(
        st.sampled_from(["exhale 1", "exhale 4", "inhale 2", "inhale 0.5", "pause 1"]),
        min_size=1,
        max_size=4,
    ),
    waits=st.tuples(*[st.sampled_from([0, 1_000, 3_000, 4_000, 10_000])] * 3),
    sets=st.integers(1, 2),
    sides=st.sampled_from([Sides.BOTH, Sides.EACH]),
)
@example(
    cycle=["inhale 2", "exhale 4"], waits=(10_000, 10_000, 3_000), sets=1, sides=Sides.EACH
)
def test_tones_never_sound_at_the_same_time(
    cycle: list[str], waits: tuple[int, int, int], sets: int, sides: Sides
) -> None:
    change_ms, rest_ms, switch_ms = waits
    block = make_block(
        cycle=", ".join(cycle),
        sets=sets,
        sides=sides,
        change_ms=change_ms,
        rest_ms=rest_ms,
        switch_ms=switch_ms,
    )
    notes = tone_notes(compile_timeline(make_prescription(block)))
    for note, following in pairwise(notes):
        lasts_ms = note.span_ms or signal_ms(note.tone)
        assert note.at_ms + lasts_ms <= following.at_ms
    assert notes[-1].tone is Tone.DONE
