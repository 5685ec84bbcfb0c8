"""What a test hears with: an output that remembers, rendering that is done at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.doubles import FakeClock, Played, Press, ScriptedKeys, play
from tests.sound.saying import texts

from coach.config.choices import SoundMode, VoiceLevel
from coach.model.terms import Side
from coach.sound.audio_listener import AudioListener
from coach.sound.player_process import Channel
from coach.sound.sound_cache import SoundCache
from coach.sound.speech_engines import Engine
from coach.sound.tone_files import ToneFiles
from coach.sound.tone_plan import tone_notes
from coach.sound.tones import Tone, render
from coach.sound.voice_files import Voice
from coach.sound.way_into_position import (
    standing_texts,
)
from coach.sound.worker_threads import Job, WorkerThreads
from coach.text.speech_length import estimated_ms
from coach.timeline import Timeline


class AtOnce(WorkerThreads):
    """Does every job before going on."""

    def add(self, job: Job) -> None:
        job()


class WhenTold(WorkerThreads):
    """Does the jobs when the test says so."""

    def __init__(self) -> None:
        super().__init__()
        self.jobs: list[Job] = []

    def add(self, job: Job) -> None:
        self.jobs.append(job)

    def do_all(self) -> None:
        while self.jobs:
            self.jobs.pop(0)()


@dataclass
class Heard:
    """An output that writes down what begins and what is stopped, and when."""

    clock: FakeClock
    is_silent: bool = False
    problem: str | None = None
    began: list[tuple[int, Channel, Path]] = field(default_factory=list)
    stopped: list[tuple[int, Channel]] = field(default_factory=list)
    waited_ms: list[int] = field(default_factory=list)
    """How long each closing would have waited."""

    def __post_init__(self) -> None:
        self._began_ms = self.clock.now_ms()

    @property
    def now_ms(self) -> int:
        return self.clock.now_ms() - self._began_ms

    def play(self, channel: Channel, file: Path) -> None:
        assert file.is_file()
        self.began.append((self.now_ms, channel, file))

    def stop(self, channel: Channel) -> None:
        self.stopped.append((self.now_ms, channel))

    def close(self, wait_ms: int = 0) -> None:
        self.waited_ms.append(wait_ms)


def speaks_at_once(folder: Path, length_ms: int = 600) -> Engine:
    """A speech program whose every text sounds the same and lasts as long."""
    file = folder / "word.wav"
    file.write_bytes(render(Tone.IN, length_ms))
    return Engine("stub", ("cat", str(file)))


@dataclass
class Listening:
    """A session with ears, and what they let be heard."""

    timeline: Timeline
    folder: Path
    mode: SoundMode = SoundMode.VOICE
    level: VoiceLevel = VoiceLevel.FULL
    engine: Engine | None = None
    workers: WorkerThreads = field(default_factory=AtOnce)
    cache_in: Path | None = None
    """Where they are kept, if not in the folder."""
    has_output: bool = True
    has_tones: bool = True
    on_bell: Callable[[], None] | None = None
    latency_ms: int = 0

    def __post_init__(self) -> None:
        self.clock = FakeClock()
        self.heard = Heard(self.clock)
        self.cache = SoundCache(self.cache_in or self.folder / "sounds")
        self.tones = ToneFiles(self.cache, self.workers)
        engine = self.engine or speaks_at_once(self.folder)
        self.voice = Voice([engine], self.cache, self.workers, estimated_ms)
        self.ears = AudioListener(
            self.voice,
            self.heard if self.has_output else None,
            tones=self.tones,
            mode=self.mode,
            has_tones=self.has_tones,
            level=self.level,
            latency_ms=self.latency_ms,
            on_bell=self.on_bell,
        )

    def play(self, *script: Press, **keys: Any) -> Played:  # noqa: ANN401  any trait of the keys
        """Play the session with pressed keys."""
        presses = ScriptedKeys(self.clock, script, **keys)
        self.played = play(
            self.timeline, clock=self.clock, keys=presses, others=[self.ears]
        )
        assert self.played.dropped == []
        return self.played

    def _names(self) -> dict[Path | None, str]:
        # Its last timeline holds everything that was done.
        timeline = self.played.outcome.moment.timeline
        names = {self.voice.file(text): text for text in texts(timeline, self.level, ())}
        for block in timeline.prescription.blocks:
            sides = (None, Side.LEFT, Side.RIGHT)
            standing = [
                text
                for side in sides
                for is_turn in (False, True)
                for text in standing_texts(
                    block, 1, self.level, (), side, is_start=True, is_turn=is_turn
                )
            ]
            names |= {self.voice.file(text): text for text in standing}
        for every in (self.timeline, timeline):
            for note in tone_notes(every):
                length = f" {note.span_ms / 1000:g}" if note.span_ms else ""
                names[self.tones.file(note)] = f"{note.tone}{length}"
        return names

    def sounds(self, channel: Channel) -> list[str]:
        """``7.0 ready 3``: when and what, on one channel."""
        names = self._names()
        return [
            f"{at_ms / 1000:.1f} {names.get(file, '?')}"
            for at_ms, where, file in self.heard.began
            if where is channel
        ]

    @property
    def tones_heard(self) -> list[str]:
        return self.sounds(Channel.TONES)

    @property
    def words_heard(self) -> list[str]:
        return self.sounds(Channel.VOICE)
