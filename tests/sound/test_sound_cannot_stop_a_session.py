"""Caches, devices and texts that do not work: session and clock go on, one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.plans import BRIDGE, pre_run, timeline_of
from tests.sound.listening import Listening, speaks_at_once

from coach.model.records import EndStatus
from coach.sound.player_process import MOST_FAILURES, Channel, ProcessOutput
from coach.sound.tones import Tone, render


def test_a_cache_that_is_full_leaves_the_clock_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    listening = Listening(pre_run(), tmp_path)
    monkeypatch.setattr("coach.sound.sound_cache.write_whole", full)
    played = listening.play()
    assert played.took_ms == pre_run().total_ms
    assert played.outcome.status is EndStatus.COMPLETED
    assert all("can't write to" in problem for problem in listening.ears.problems)
    assert 1 <= len(listening.ears.problems) <= 2


def test_a_drill_in_another_script_is_played_like_any_other(tmp_path: Path) -> None:
    block = replace(BRIDGE, name="臀桥", setup=("Лягте на спину",), cues=("夹紧臀部",))
    timeline = timeline_of(block)
    listening = Listening(timeline, tmp_path, engine=speaks_at_once(tmp_path))
    assert listening.play().took_ms == timeline.total_ms
    assert any("Лягте на спину" in line for line in listening.words_heard)


def test_a_device_that_is_gone_in_the_middle_is_told_once(tmp_path: Path) -> None:
    player = tmp_path / "player"
    player.write_text("#!/bin/sh\nexit 1\n")
    player.chmod(0o755)
    file = tmp_path / "tick.wav"
    file.write_bytes(render(Tone.TICK))
    output = ProcessOutput([[str(player)]])
    for _ in range(MOST_FAILURES + 2):
        output.play(Channel.TONES, file)
        playing = output._playing.get(Channel.TONES)  # noqa: SLF001  to wait for its end
        if playing is not None:
            playing.process.wait()
    output.close()
    assert output.is_silent
    assert str(output.problem).endswith("; coach uses the terminal's bell instead")
