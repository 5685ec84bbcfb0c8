"""What is said in two bundled routines, word for word, where no voice was measured."""

from __future__ import annotations

import pytest
from tests.conftest import Golden

from coach.app.context import Context
from coach.app.session.choose import choose
from coach.config.choices import VoiceLevel
from coach.prescribe import Wishes, prescribe
from coach.sound.speech_plan import Phrase, phrases
from coach.text.speech_length import estimated_ms
from coach.timeline import compile_timeline


def line(phrase: Phrase) -> str:
    minutes, rest_ms = divmod(phrase.at_ms, 60_000)
    clock = f"{minutes}:{rest_ms / 1000:05.2f}"
    lasts_s = estimated_ms(phrase.text) / 1000
    return f"{clock:>8}  {phrase.kind:<6} {phrase.text}   ({lasts_s:.2f} s)"


@pytest.mark.parametrize("routine", ["desk-break", "pre-run"])
def test_a_bundled_routine_is_spoken_as_it_was(routine: str, golden: Golden) -> None:
    timeline = compile_timeline(prescribe(*choose(Context(), [routine]), Wishes()))
    said = phrases(timeline, VoiceLevel.FULL, estimated_ms)
    golden(f"spoken-{routine}", "\n".join([*map(line, said), ""]))
