"""Tones made of sines: breaths that rise or fall, and a few short signals. Pure."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable
from enum import StrEnum
from functools import cache

from coach.sound.wav import FULL_SCALE, RATE, Samples, to_wav


class Tone(StrEnum):
    """The meanings of tones."""

    IN = "in"
    """Rises for as long as the breath lasts."""
    OUT = "out"
    """Falls for as long as the breath lasts."""
    READY = "ready"
    """The in-breath before the work: a tick and a rising tone."""
    TICK = "tick"
    """A tick of the count three, two, one."""
    SWITCH = "switch"
    """The side changes now."""
    SWITCH_READY = "switch-ready"
    """The side changes, and the in-breath before its work begins at the same moment."""
    DONE = "done"
    QUIET = "quiet"
    """Too soft to hear: sleeping headphones cut this off instead of a word."""

    @property
    def is_signal(self) -> bool:
        """Return whether the tone is a signal, which the terminal's bell can replace."""
        return self not in {Tone.IN, Tone.OUT}


LOW_HZ, HIGH_HZ = 262.0, 392.0
"""Lowest and highest pitch of a breath: a fifth, C to G."""
LONGEST_MS = 60_000
"""Longest tone; a longer breath is heard only this far."""
BREATH_LOUDNESS, SIGNAL_LOUDNESS, QUIET_LOUDNESS = 0.16, 0.3, 0.001
_ATTACK_MS, _RELEASE_MS = 120, 300
_BETWEEN_MS = 40
"""Silence after a breath, so that two in a row are heard as two."""

_Note = tuple[float, int]
"""Frequency in Hz and length in ms of each signal."""
_SIGNALS: dict[Tone, tuple[_Note, ...]] = {
    Tone.TICK: ((988.0, 70),),
    Tone.SWITCH: ((784.0, 200), (523.0, 300)),
    Tone.DONE: ((523.0, 180), (659.0, 180), (784.0, 700)),
    Tone.QUIET: ((110.0, 300),),
}
_MIXED = {Tone.READY: Tone.TICK, Tone.SWITCH_READY: Tone.SWITCH}
"""The signal at the start of each breath that has one."""

_PERIOD = 32_768
"""Steps of the wave table, enough to make frequencies exact to 0.7 Hz."""
_PIECE = 64
"""Samples of a glide that share a frequency: 3 ms."""


def signal_ms(tone: Tone) -> int:
    """Return the length of a signal in ms; 0 for a breath."""
    return sum(length_ms for _, length_ms in _SIGNALS.get(_MIXED.get(tone, tone), ()))


def render(tone: Tone, span_ms: int = 0) -> bytes:
    """Return the WAV of a tone; ``span_ms`` is the length of its breath."""
    if tone in _SIGNALS:
        return to_wav(Samples(_signal(tone)))
    span_ms = min(span_ms, LONGEST_MS)
    falls = tone is Tone.OUT
    low, high = (HIGH_HZ, LOW_HZ) if falls else (LOW_HZ, HIGH_HZ)
    count = RATE * max(1, span_ms - _BETWEEN_MS) // 1000
    breath = _faded(_glide(low, high, count, BREATH_LOUDNESS), _ATTACK_MS, _RELEASE_MS)
    if tone in _MIXED:
        breath = _mixed(breath, _signal(_MIXED[tone]))
    return to_wav(Samples(breath))


@cache
def _wave(loudness: float) -> array[int]:
    """Return a table of sine periods; a frequency is a stride through it."""
    scale, step = FULL_SCALE * loudness, 2 * math.pi / _PERIOD
    period = array("h", [round(scale * math.sin(step * i)) for i in range(_PERIOD)])
    return period * 5


def _glide(from_hz: float, to_hz: float, count: int, loudness: float) -> array[int]:
    """Return ``count`` samples whose frequency changes evenly between two values."""
    wave = _wave(loudness)
    first, last = from_hz * _PERIOD / RATE, to_hz * _PERIOD / RATE
    samples, phase = array("h"), 0
    for start in range(0, count, _PIECE):
        stride = round(first + (last - first) * start / count)
        length = stride * min(_PIECE, count - start)
        samples.extend(wave[phase : phase + length : stride])
        phase = (phase + length) % _PERIOD
    return samples


def _faded(samples: array[int], attack_ms: int, release_ms: int) -> array[int]:
    """Return samples faded in and out; each fade takes at most a third of a tone."""
    attack = min(RATE * attack_ms // 1000, len(samples) // 3)
    release = min(RATE * release_ms // 1000, len(samples) // 3)
    for i in range(attack):
        samples[i] = samples[i] * i // attack
    for i in range(1, release + 1):
        samples[-i] = samples[-i] * i // release
    return samples


def _signal(tone: Tone) -> array[int]:
    notes: Iterable[_Note] = _SIGNALS[tone]
    whole = array("h")
    loudness = QUIET_LOUDNESS if tone is Tone.QUIET else SIGNAL_LOUDNESS
    for frequency, length_ms in notes:
        count = RATE * length_ms // 1000
        note = _glide(frequency, frequency, count, loudness)
        # The tone sounds like a struck bar: loud at the start, then fading to the end.
        whole.extend(_faded_out(note))
    return whole


def _faded_out(samples: array[int]) -> array[int]:
    count, attack = len(samples), RATE * 4 // 1000
    for i, value in enumerate(samples):
        left = count - i
        samples[i] = value * min(i, attack) * left * left // (attack * count * count)
    return samples


def _mixed(under: array[int], over: array[int]) -> array[int]:
    """Return two sounds mixed, as long as the first."""
    for i, value in enumerate(over[: len(under)]):
        under[i] += value
    return under
