"""The program for the natural voice: reads texts, and writes a WAV of each to a folder.

    python -m coach.sound.natural_voice FOLDER [VOICE]

It runs beside the session, loads its model once, and ends when its input ends, even if the
session was killed. It downloads nothing.
"""

from __future__ import annotations

import shutil
import sys
from array import array
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

from coach.sound.wav import FULL_SCALE, Samples, to_wav

VOICES = ("heart", "emma", "fable", "fenrir", "kore")
"""Names of the voices; the one that comes with the package is first."""


def main(folder: str, voice: str = VOICES[0]) -> None:
    """Render each line of the input to its own file, in order."""
    rendered = Path(folder)
    tts = _loaded(voice)
    for number, line in zip(count(), sys.stdin, strict=False):
        samples = tts(line.strip(), seed=0)
        values = array("h", (samples.clip(-1, 1) * FULL_SCALE).astype("int16").tobytes())
        part = rendered / f"{number}.part"
        part.write_bytes(to_wav(Samples(values, tts.sample_rate)))
        part.rename(rendered / f"{number}.wav")
    shutil.rmtree(rendered, ignore_errors=True)


def _loaded(voice: str) -> Any:  # noqa: ANN401  a class of a library without types
    """Return the model of a voice on this computer."""
    from hibari import Hibari  # noqa: PLC0415  only in this process: it takes a second
    from hibari.voices import voice_path  # noqa: PLC0415

    try:
        voice_path(voice, download_missing=False)
    except (FileNotFoundError, ValueError):
        sys.exit(f"the voice '{voice}' is not on this computer")
    return Hibari(voice=voice)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt, BrokenPipeError):
        main(*sys.argv[1:3])
