"""WAV files, 16 bits, one channel: reads those of speech programs, writes its own."""

from __future__ import annotations

import struct
import sys
from array import array
from dataclasses import dataclass

from coach.errors import CoachError

RATE = 22_050
"""Samples per second in all sounds that coach renders."""
FULL_SCALE = 32_767
SILENCE = 200
"""Largest inaudible sample: 44 dB below full scale."""
_HEAD_MS, _TAIL_MS = 10, 30
"""Silence kept before the first sound and after the last, so neither is cut off."""
_BLOCK = 220
_PCM, _EXTENSIBLE = 0x0001, 0xFFFE


class NotSoundError(CoachError):
    """The bytes are not a WAV with audible sound and 16 bits per sample."""


class SilentError(NotSoundError):
    """Nothing in the WAV can be heard."""


@dataclass(frozen=True, slots=True)
class Samples:
    """The samples of one channel."""

    values: array[int]
    rate: int = RATE

    @property
    def length_ms(self) -> int:
        """Return the length in ms."""
        return len(self.values) * 1000 // self.rate

    def without_silence_around(self) -> Samples:
        """Return the samples without silence before the first sound and after the last.

        Raises:
            SilentError: if nothing can be heard at all.
        """
        last = _last_heard(self.values)
        if last == 0:
            raise SilentError("the sound file is silent")
        first = next(i for i, value in enumerate(self.values) if abs(value) > SILENCE)
        start = max(0, first - self.rate * _HEAD_MS // 1000)
        return Samples(self.values[start : last + self.rate * _TAIL_MS // 1000], self.rate)


def _last_heard(values: array[int]) -> int:
    """Return the index after the last audible sample; 0 if there is none."""
    end = len(values)
    while end > 0:
        start = max(0, end - _BLOCK)
        block = values[start:end]
        if max(block) > SILENCE or min(block) < -SILENCE:
            loud = (i for i in range(end - 1, start - 1, -1) if abs(values[i]) > SILENCE)
            return next(loud) + 1
        end = start
    return 0


def to_wav(samples: Samples) -> bytes:
    """Return the samples as the bytes of a WAV file."""
    values = samples.values
    if sys.byteorder == "big":
        values = values[:]
        values.byteswap()
    data = values.tobytes()
    form = struct.pack("<HHIIHH", _PCM, 1, samples.rate, samples.rate * 2, 2, 16)
    return b"".join(
        [
            b"RIFF",
            struct.pack("<I", 36 + len(data)),
            b"WAVEfmt ",
            struct.pack("<I", len(form)),
            form,
            b"data",
            struct.pack("<I", len(data)),
            data,
        ]
    )


def from_wav(content: bytes) -> Samples:
    """Return the first channel of a WAV, even of a stream without a length.

    The standard library's reader refuses streams and needs a file.

    Raises:
        NotSoundError: if it is not a WAV with 16 bits a sample.
    """
    if content[:4] != b"RIFF" or content[8:12] != b"WAVE":
        raise NotSoundError("this is not a WAV file")
    rate = channels = 0
    at = 12
    while at + 8 <= len(content):
        name, size = (
            content[at : at + 4],
            int.from_bytes(content[at + 4 : at + 8], "little"),
        )
        at += 8
        if name == b"fmt " and len(content) >= at + 16:
            form, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", content, at)
            if form not in {_PCM, _EXTENSIBLE} or bits != 16 or not channels or not rate:  # noqa: PLR2004  bits
                raise NotSoundError("the WAV file is not 16-bit PCM")
        elif name == b"data":
            if not rate:
                break
            # A program that writes to a pipe gives a length of 0, or a huge one.
            end = at + size if 0 < size <= len(content) - at else len(content)
            return Samples(_first_channel(content[at:end], channels), rate)
        at += size + size % 2
    raise NotSoundError("the WAV file contains no sound")


def _first_channel(data: bytes, channels: int) -> array[int]:
    values = array("h")
    values.frombytes(data[: len(data) // (2 * channels) * 2 * channels])
    if sys.byteorder == "big":
        values.byteswap()
    return values[::channels]
