"""Real threads, real processes and the real clock: sound never holds a session up."""

from __future__ import annotations

import stat
from pathlib import Path
from threading import Event, Timer

import pytest
from tests.builders import make_block, make_prescription
from tests.doubles import EventList, FakeClock

from coach.config.choices import SoundMode
from coach.model.records import EndStatus
from coach.session import Session
from coach.sound.audio_listener import AudioListener
from coach.sound.player_process import ProcessOutput
from coach.sound.sound_cache import SoundCache
from coach.sound.speech_engines import own_program
from coach.sound.tone_files import ToneFiles
from coach.sound.tones import Tone, render
from coach.sound.voice_files import Voice
from coach.sound.worker_threads import WorkerThreads
from coach.terminal.clock import SystemClock
from coach.text.speech_length import estimated_ms
from coach.timeline import Timeline, compile_timeline


class NoKeys:
    """Nobody presses anything; waiting really waits."""

    can_press = False
    came_alone = True

    def read(self, timeout_ms: float) -> None:
        Event().wait(timeout_ms / 1000)

    def suspend(self) -> None:
        raise AssertionError("nobody asked for it")


def real_ears(folder: Path, program: str) -> AudioListener:
    """Everything as in a real session; one program speaks and plays."""
    cache, workers = SoundCache(folder / "sounds"), WorkerThreads()
    return AudioListener(
        Voice([own_program(f"{program} {{file}}")], cache, workers, estimated_ms),
        ProcessOutput([[program]]),
        tones=ToneFiles(cache, workers),
        mode=SoundMode.VOICE,
    )


@pytest.mark.parametrize("lines", ["sleep 60", "exit 1", "yes", "cat"])
def test_programs_that_misbehave_do_not_move_the_end_of_a_session(
    lines: str, tmp_path: Path
) -> None:
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
    program.chmod(stat.S_IRWXU)
    ears = real_ears(tmp_path, str(program))
    timeline, late_ms, took_ms = played(ears, reps=2)
    # What a session promises is measured elsewhere; here the machine may be busy.
    assert 0 <= late_ms < 200
    assert took_ms < timeline.total_ms + 8_000


def played(ears: AudioListener, *, reps: int) -> tuple[Timeline, int, int]:
    """Play short breaths in real time; how late was the end, and how long did all take?"""
    block = make_block(cycle="exhale 0.3, inhale 0.3", sets=1, reps=reps, change_ms=300)
    timeline = compile_timeline(make_prescription(block))
    clock = SystemClock()
    heard = EventList(FakeClock())
    began_ms = clock.now_ms()
    session = Session(
        timeline,
        clock=clock,
        keys=NoKeys(),
        listeners=[ears, heard],
        on_dropped=lambda who, why: pytest.fail(f"{who} was dropped: {why}"),
    )
    outcome = session.run()
    late_ms = clock.now_ms() - began_ms - timeline.total_ms
    ears.close()
    assert outcome.status is EndStatus.COMPLETED
    return timeline, late_ms, clock.now_ms() - began_ms


@pytest.mark.parametrize("mode", [SoundMode.TONES, SoundMode.VOICE])
def test_a_device_that_is_gone_in_the_middle_is_told_of_once(
    mode: SoundMode, tmp_path: Path
) -> None:
    player = tmp_path / "player"
    player.write_text(f"#!/bin/sh\n[ -e {tmp_path}/gone ]\nexit $((1 - $?))\n")
    player.chmod(stat.S_IRWXU)
    cache, workers = SoundCache(tmp_path / "sounds"), WorkerThreads()
    bells: list[None] = []
    word = tmp_path / "word.wav"
    word.write_bytes(render(Tone.TICK))
    voice = Voice([own_program(f"cp {word} {{file}}")], cache, workers, estimated_ms)
    ears = AudioListener(
        voice if mode is SoundMode.VOICE else None,
        ProcessOutput([[str(player)]]),
        tones=ToneFiles(cache, workers),
        mode=mode,
        on_bell=lambda: bells.append(None),
    )
    Timer(1.0, (tmp_path / "gone").touch).start()
    played(ears, reps=6)
    assert len(ears.problems) == 1
    assert "coach uses the terminal's bell" in ears.problems[0]
    # The signal at the end; breaths have no bell.
    assert len(bells) == 1
