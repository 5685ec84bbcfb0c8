"""Small sessions and what is said in them, in lines a person can read."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from tests.builders import make_prescription

from coach.config.choices import VoiceLevel
from coach.model.prescription import Block
from coach.sound.speech_plan import PhraseKind, candidates, phrases
from coach.timeline import Timeline, compile_timeline


def half_a_second(_: str) -> int:
    return 500


def session(*blocks: Block, **changes: Any) -> Timeline:  # noqa: ANN401  any field of a plan
    return compile_timeline(make_prescription(*blocks, **changes))


def said(
    timeline: Timeline,
    level: VoiceLevel = VoiceLevel.FULL,
    length_ms: Callable[[str], int] = half_a_second,
    *,
    skip: Collection[PhraseKind] = (),
    until_s: float = 100_000,
) -> list[str]:
    """``7.0 in``: the second of the session and the words."""
    planned = phrases(timeline, level, length_ms, skip)
    return [
        f"{each.at_ms / 1000:.1f} {each.text}"
        for each in planned
        if each.at_ms < until_s * 1000
    ]


def words(timeline: Timeline, *kinds: PhraseKind, **options: Any) -> list[str]:  # noqa: ANN401  see `said`
    """The texts of some kinds, in order."""
    level = options.get("level", VoiceLevel.FULL)
    planned = phrases(timeline, level, options.get("length_ms", half_a_second), ())
    return [each.text for each in planned if each.kind in kinds]


def texts(
    timeline: Timeline, level: VoiceLevel, skip: Collection[PhraseKind] = ()
) -> tuple[str, ...]:
    """Return every text that may be needed, each once."""
    found = (text for each in candidates(timeline, level, skip) for text in each.wordings)
    return tuple(dict.fromkeys(found))
