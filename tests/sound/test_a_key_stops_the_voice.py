"""A key pressed while the voice speaks is answered at once."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.doubles import Press, play
from tests.plans import BRIDGE, CLAMSHELL, timeline_of
from tests.sound.listening import Listening, speaks_at_once

from coach.sound.player_process import Channel
from coach.timeline import SegmentKind, Timeline

LONG_MS = 4_000
"""Length of each text: every key is pressed while one is spoken."""
AT_ONCE_MS = 100
HELD = timeline_of(
    replace(BRIDGE, sets=2, asks=True, rest_ms=30_000), replace(CLAMSHELL, waits=True)
)
END: list[Press] = [(3_000_000, "q"), (3_000_100, "q")]


def first_of(kind: SegmentKind) -> int:
    return next(each.at_ms for each in HELD.segments if each.kind is kind)


def in_words(folder: Path, timeline: Timeline, from_ms: int, *keys: Press) -> int:
    """Return a time in the middle of the first words that begin after a time."""
    began, _ = heard(folder, timeline, *keys)
    return next(at_ms for at_ms, _ in began if at_ms >= from_ms) + LONG_MS // 2


def heard(
    folder: Path, timeline: Timeline, *script: Press
) -> tuple[list[tuple[int, str]], list[int]]:
    """Return when each text began, with its file, and when the voice was stopped."""
    folder.mkdir(exist_ok=True)
    listening = Listening(timeline, folder, engine=speaks_at_once(folder, LONG_MS))
    play(
        timeline,
        [*script, *END],
        clock=listening.clock,
        others=[listening.ears],
        asks=True,
    )
    stops = [at for at, where in listening.heard.stopped if where is Channel.VOICE]
    voice = [
        (at, file.name)
        for at, where, file in listening.heard.began
        if where is Channel.VOICE
    ]
    return voice, stops


@pytest.mark.parametrize("key", ["h", "n", "q", "space", "backspace"])
@pytest.mark.parametrize("place", ["work", "rest", "way in"])
def test_the_voice_stops_at_the_key(tmp_path: Path, key: str, place: str) -> None:
    answered: list[Press] = []
    if place == "way in" or key == "backspace":
        change_ms = first_of(SegmentKind.CHANGE)
        asked_ms = in_words(tmp_path / "a", HELD, change_ms + 3_000)
        answered = [(asked_ms, "2")]
        # After the answer come its confirmation, the name and the steps.
        from_ms = asked_ms + 15_000
    else:
        from_ms = first_of(SegmentKind.PHASE if place == "work" else SegmentKind.REST)
    at_ms = in_words(tmp_path / "b", HELD, from_ms, *answered)
    began, stops = heard(tmp_path / "c", HELD, *answered, (at_ms, key))
    assert [at for at in stops if 0 <= at - at_ms <= AT_ONCE_MS]
    follows = [at for at, _ in began if at >= at_ms]
    assert follows[0] - at_ms <= AT_ONCE_MS


def test_a_step_that_a_correction_interrupts_is_said_again_with_its_time(
    tmp_path: Path,
) -> None:
    change_ms = first_of(SegmentKind.CHANGE)
    asked_ms = in_words(tmp_path / "a", HELD, change_ms + 3_000)
    answered = (asked_ms, "2")
    at_ms = in_words(tmp_path / "b", HELD, asked_ms + 20_000, answered)
    whole, _ = heard(tmp_path / "b", HELD, answered)
    step, after = next(
        (file, later - at)
        for (at, file), (later, _) in pairwise(whole)
        if at == at_ms - LONG_MS // 2
    )
    again, _ = heard(
        tmp_path / "b", HELD, answered, (at_ms, "backspace"), (at_ms + 6_000, "1")
    )
    times = [at for at, file in again if file == step]
    assert len(times) == 2
    following = next(at for at, _ in again if at > times[1])
    assert abs(following - times[1] - after) < AT_ONCE_MS
