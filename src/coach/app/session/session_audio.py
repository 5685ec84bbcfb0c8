"""How a session sounds: what was asked for, what was remembered, what is installed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from coach.config.choices import SoundMode, VoiceLevel
from coach.errors import CoachError
from coach.terminal.stdio import screen_of

if TYPE_CHECKING:
    from coach.app.context import Context
    from coach.sound.audio_listener import AudioListener
    from coach.sound.player_process import Output
    from coach.sound.sound_cache import SoundCache
    from coach.sound.voice_files import Voice
    from coach.sound.worker_threads import WorkerThreads
    from coach.timeline import Timeline


@dataclass(frozen=True, slots=True)
class SoundFlags:
    """What the command line said; None leaves it to the settings."""

    voice: bool | None = None
    tones: bool | None = None
    mute: bool = False

    @property
    def mode(self) -> SoundMode | None:
        """The mode that the flags alone ask for; None if they leave it open."""
        if self.mute or (self.voice is False and self.tones is False):
            return SoundMode.NONE
        if self.voice:
            return SoundMode.VOICE
        if self.tones:
            return SoundMode.TONES
        return None

    def narrowed(self, mode: SoundMode | None) -> SoundMode | None:
        """A mode without what the flags do not want."""
        if mode is SoundMode.VOICE and self.voice is False:
            return SoundMode.TONES
        if mode is SoundMode.TONES and self.tones is False:
            return SoundMode.NONE
        return mode


class SessionAudio:
    """Chooses, builds and ends the listener that is heard; a context manager."""

    def __init__(
        self,
        context: Context,
        flags: SoundFlags,
        *,
        is_heard: bool,
        is_quiet: bool,
        is_elsewhere: Callable[[], bool] | None = None,
    ) -> None:
        self._context = context
        self._flags = flags
        self._listener: AudioListener | None = None
        self._is_heard = is_heard
        # Whoever asks for sound on the command line wants it here as well.
        self._is_elsewhere = is_elsewhere if flags.mode is None else None
        self.problems: list[str] = []
        """What could not be heard, for after the session."""
        self.mode = self._wanted(is_quiet=is_quiet)
        """None if nobody was asked yet: silent."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._listener is not None:
            self._listener.close()
            self.problems += self._listener.problems

    def _wanted(self, *, is_quiet: bool) -> SoundMode | None:
        if not self._is_heard:
            return SoundMode.NONE
        if self._flags.mode is not None:
            return self._flags.mode
        from coach.sound.detect import is_over_ssh

        if is_quiet or is_over_ssh(os.environ):
            return SoundMode.NONE
        mode = self._context.config.sound_mode or self._context.remembered.sound
        return self._flags.narrowed(mode)

    def choose(self, mode: SoundMode | None) -> None:
        """Take what was chosen on the start card, if anything was."""
        self.mode = mode or self.mode

    def listener(self, timeline: Timeline) -> AudioListener | None:
        """The listener; None where nothing is to be heard."""
        if self.mode in {None, SoundMode.NONE}:
            return None
        try:
            self._listener = self._built(self.mode or SoundMode.NONE)
        except CoachError as error:
            self.problems.append(f"{error.message}; the session is silent")
            return None
        self._listener.prepare(timeline)
        return self._listener

    def missing(self, mode: SoundMode | None) -> str:
        """What this machine lacks for a mode and how to get it; empty if nothing."""
        from coach.sound.detect import (
            find_engine,
            find_players,
            how_to_hear,
            how_to_speak,
        )

        config = self._context.config
        if mode in {None, SoundMode.NONE}:
            return ""
        if not find_players(config.sound_player):
            return how_to_hear()
        if mode is SoundMode.VOICE and find_engine(config.voice_command) is None:
            return how_to_speak()
        return ""

    def words(self) -> str:
        """What is heard now, for the screen."""
        listener = self._listener
        if listener is None:
            return "no sound in this session"
        if self._is_elsewhere is not None and self._is_elsewhere():
            return "sound on your phone"
        if listener.is_muted:
            return "sound off"
        return (
            "tones only"
            if listener.level is VoiceLevel.TONES
            else f"voice: {listener.level}"
        )

    def _built(self, mode: SoundMode) -> AudioListener:
        from coach.sound.audio_listener import AudioListener
        from coach.sound.sound_cache import SoundCache
        from coach.sound.speech_plan import PhraseKind
        from coach.sound.tone_files import ToneFiles
        from coach.sound.worker_threads import WorkerThreads

        config = self._context.config
        cache = SoundCache(self._context.paths.cache / "sound")
        crew = WorkerThreads()
        return AudioListener(
            self._voice(cache, crew) if mode is SoundMode.VOICE else None,
            self._output(),
            tones=ToneFiles(cache, crew),
            mode=mode,
            has_tones=self._flags.tones is not False,
            level=config.voice_level,
            skip=[PhraseKind(word) for word in config.voice_skip],
            on_bell=_ring,
        )

    def _voice(self, cache: SoundCache, crew: WorkerThreads) -> Voice | None:
        from coach.sound.detect import find_engine, how_to_speak
        from coach.sound.voice_files import Voice
        from coach.text.speech_length import estimated_ms

        config = self._context.config
        engine = find_engine(config.voice_command, config.voice_name)
        if engine is None:
            self.problems.append(how_to_speak())
            return None
        return Voice(engine, cache, crew, estimated_ms)

    def _output(self) -> Output | None:
        from coach.sound.detect import find_players, how_to_hear
        from coach.sound.player_process import ProcessOutput

        players = find_players(self._context.config.sound_player)
        if not players:
            self.problems.append(how_to_hear())
            return None
        output = ProcessOutput(players)
        if self._is_elsewhere is None:
            return output
        from coach.sound.output_elsewhere import OutputUnlessElsewhere

        return OutputUnlessElsewhere(output, self._is_elsewhere)


def _ring() -> None:
    """The terminal's own bell, where nothing can be played."""
    if sys.stdout.isatty():
        out = screen_of(sys.stdout)
        out.write("\a")
        out.flush()
