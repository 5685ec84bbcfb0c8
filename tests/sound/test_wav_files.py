from __future__ import annotations

import io
import wave
from array import array

import pytest

from coach.sound.wav import RATE, NotSoundError, Samples, from_wav, to_wav

BEEP = array("h", [6_000, -6_000] * 2_000)
QUIET = array("h", [3, -3] * 4_000)


def written(values: array[int], *, channels: int = 1, width: int = 2) -> bytes:
    """A file by the standard library."""
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(channels)
        out.setsampwidth(width)
        out.setframerate(RATE)
        out.writeframes(values.tobytes())
    return file.getvalue()


def test_what_is_written_is_what_everybody_else_reads() -> None:
    with wave.open(io.BytesIO(to_wav(Samples(BEEP)))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (
            1,
            2,
            RATE,
        )
        assert file.readframes(file.getnframes()) == BEEP.tobytes()


def test_the_length_is_without_the_silence_behind() -> None:
    sound = from_wav(written(BEEP + QUIET)).without_silence_around()
    heard_ms = len(BEEP) * 1000 // RATE
    assert heard_ms <= sound.length_ms <= heard_ms + 40
    assert sound.values[: len(BEEP)] == BEEP


def test_silence_within_a_sound_belongs_to_it() -> None:
    sound = from_wav(written(BEEP + QUIET + BEEP)).without_silence_around()
    assert len(sound.values) == len(BEEP + QUIET + BEEP)


@pytest.mark.parametrize("said", [0, 0x7FFF_F000, 0xFFFF_FFFF])
def test_a_stream_that_does_not_know_its_length_is_read_to_its_end(said: int) -> None:
    content = bytearray(written(BEEP))
    content[40:44] = said.to_bytes(4, "little")
    assert from_wav(bytes(content)).values == BEEP


def test_of_two_channels_one_is_kept() -> None:
    both = array("h", [value for pair in zip(BEEP, QUIET, strict=False) for value in pair])
    assert from_wav(written(both, channels=2)).values == BEEP


def test_what_stands_before_the_sound_is_passed_over() -> None:
    content = written(BEEP)
    filler = b"FLLR" + (5).to_bytes(4, "little") + b"what?\0"
    assert from_wav(content[:36] + filler + content[36:]).values == BEEP


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"RIFF",
        b"not a sound at all, but long enough to have a header in it",
        b"RIFF\0\0\0\0WAVE",
        b"RIFF\0\0\0\0WAVEdata\4\0\0\0\1\1\1\1",
        written(BEEP)[:30],
        written(BEEP, width=1),
        written(array("h"), channels=2),
        written(QUIET),
    ],
)
def test_garbage_and_silence_are_no_sound(content: bytes) -> None:
    with pytest.raises(NotSoundError):
        from_wav(content).without_silence_around()


def test_every_torn_file_is_sound_or_none_but_never_an_accident() -> None:
    whole = written(BEEP[:50])
    for end in range(len(whole)):
        try:
            assert from_wav(whole[:end]).rate == RATE
        except NotSoundError:
            continue
