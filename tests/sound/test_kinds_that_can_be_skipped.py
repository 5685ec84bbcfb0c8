from __future__ import annotations

from coach.config.choices import PHRASE_KINDS
from coach.sound.speech_plan import PhraseKind


def test_the_settings_know_every_kind_of_phrase() -> None:
    assert tuple(PhraseKind) == PHRASE_KINDS
