"""The sound of a session: from flags, remembered answers and installed programs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Self

import msgspec

from coach.config.choices import SoundMode, VoiceLevel
from coach.errors import CoachError
from coach.terminal.stdio import screen_of

if TYPE_CHECKING:
    from coach.app.context import Context
    from coach.app.session.end_voice import EndVoice
    from coach.sound.audio_listener import AudioListener
    from coach.sound.player_process import Output, ProcessOutput
    from coach.sound.sound_cache import SoundCache
    from coach.sound.speech_engines import Engine
    from coach.sound.speech_plan import PhraseKind
    from coach.sound.tone_files import ToneFiles
    from coach.sound.voice_files import Voice
    from coach.sound.worker_threads import WorkerThreads
    from coach.timeline import Timeline


class SoundFlags(msgspec.Struct, frozen=True):
    """Sound options from the command line; None leaves a choice to the settings."""

    voice: bool | None = None
    tones: bool | None = None
    mute: bool = False

    @property
    def mode(self) -> SoundMode | None:
        """Return the mode that the flags alone ask for; None if they leave it open."""
        if self.mute or (self.voice is False and self.tones is False):
            return SoundMode.NONE
        if self.voice:
            return SoundMode.VOICE
        if self.tones:
            return SoundMode.TONES
        return None

    def narrowed(self, mode: SoundMode | None) -> SoundMode | None:
        """Return a mode without the parts that the flags turn off."""
        if mode is SoundMode.VOICE and self.voice is False:
            return SoundMode.TONES
        if mode is SoundMode.TONES and self.tones is False:
            return SoundMode.NONE
        return mode


EARLY_PHRASES = 12
"""Number of phrases made while the runner reads the start card."""


class EarlyVoice(msgspec.Struct, frozen=True):
    """A voice that is already running, with its parts."""

    voice: Voice
    cache: SoundCache
    crew: WorkerThreads

    def close(self) -> None:
        """Stop the voice if no session takes it over."""
        self.voice.close()
        self.crew.close()
        self.cache.close()


SILENT = (
    "your computer could not play the sound; to find out why, run `coach doctor --sound`"
)
SILENT_NOW = "your computer can't play sound; to find out why, run `coach doctor --sound`"
SILENT_LAST_TIME = (
    "last time, your computer couldn't play sound; to find out why, run `coach doctor "
    "--sound`"
)


class SessionAudio:
    """A context manager that chooses, builds and ends the sound listener."""

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
        self._early: EarlyVoice | None = None
        """A voice that starts working before the session starts."""
        # A sound option on the command line holds here as well.
        self._is_elsewhere = is_elsewhere if flags.mode is None else None
        self._output_used: ProcessOutput | None = None
        self._quiet: ToneFiles | None = None
        """The inaudible sound with which the players are tried."""
        self.problems: list[str] = []
        """Messages about failed sound, for after the session."""
        self.mode = self._wanted(is_quiet=is_quiet)
        """The sound mode; None, which is silent, until somebody has answered."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._early is not None:
            self._early.close()
        if self._quiet is not None:
            self._quiet.close()
        if self._listener is None and self._output_used is not None:
            self._output_used.close()
        if self._listener is not None:
            self._listener.close()
            output = self._output_used
            self.problems += (
                SILENT if output and problem == output.problem else problem
                for problem in self._listener.problems
            )

    @property
    def is_silent(self) -> bool | None:
        """Return whether no player worked; None if none was tried."""
        output = self._output_used if self._listener is not None else None
        return None if output is None else output.problem is not None

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
        """Apply the sound chosen on the start card, if any."""
        self.mode = mode or self.mode

    def with_time_to_listen(self, timeline: Timeline) -> Timeline:
        """Return the timeline with waits long enough for everything that is spoken."""
        config = self._context.config
        is_full = config.voice_level is VoiceLevel.FULL
        if self.mode is not SoundMode.VOICE or not is_full or not self._can_speak():
            return timeline
        from coach.sound.listening_time import with_time_to_listen
        from coach.text.speech_length import estimated_ms

        return with_time_to_listen(timeline, estimated_ms, self._loading_ms(timeline))

    def _loading_ms(self, timeline: Timeline) -> int:
        """Return the time until the first name can be said; 0 if its sound is ready."""
        from coach.sound.sound_cache import SoundCache
        from coach.sound.speech_engines import LOADING_MS, clean

        engine = self._engines()[0]
        name = timeline.prescription.blocks[timeline.bouts[0].block].name
        is_loaded = self._early is not None and self._early.voice.file(name) is not None
        if is_loaded or not engine.reads_lines:
            return 0
        cache = SoundCache(self._context.paths.cache / "sound")
        path = cache.path(*engine.facts, clean(name))
        cache.close()
        return 0 if path is not None and path.exists() else LOADING_MS

    @property
    def skip_ms(self) -> int | None:
        """Return the time for which the question about a skipped set stays open.

        A spoken question follows the instructions for the next set, so it has no limit.
        """
        from coach.interview import SKIP_MS

        return None if self.mode is SoundMode.VOICE else SKIP_MS

    def choose_early(self, mode: SoundMode, timeline: Timeline) -> None:
        """Apply a sound chosen on the start card, which is still shown."""
        self.choose(mode)
        self.start_early(timeline)

    def start_early(self, timeline: Timeline) -> None:
        """Load the voice during the start card, so that the first name is said in time.

        The players are tried too, so that the card can say if none works.
        """
        self._try_players()
        is_wanted = self.mode is SoundMode.VOICE and self._early is None
        if not is_wanted or not self._can_speak():
            return
        from coach.sound.sound_cache import SoundCache
        from coach.sound.speech_plan import phrases, texts_between
        from coach.sound.worker_threads import WorkerThreads
        from coach.text.speech_length import estimated_ms

        cache, crew = SoundCache(self._context.paths.cache / "sound"), WorkerThreads()
        voice = self._voice(cache, crew)
        if voice is None:
            return
        self._early = EarlyVoice(voice, cache, crew)
        level, skip = self._context.config.voice_level, self._skipped
        timeline = self.with_time_to_listen(timeline)
        plan = phrases(timeline, level, estimated_ms, skip)
        texts = texts_between(0, timeline.total_ms, plan, timeline, level=level, skip=skip)
        voice.prepare(texts[:EARLY_PHRASES])

    def _try_players(self) -> None:
        """Start to render the inaudible sound, for `missing` to play."""
        if self.mode in {None, SoundMode.NONE} or self._quiet is not None:
            return
        from coach.sound.sound_cache import SoundCache
        from coach.sound.tone_files import QUIET, ToneFiles
        from coach.sound.worker_threads import WorkerThreads

        cache = SoundCache(self._context.paths.cache / "sound")
        self._quiet = ToneFiles(cache, WorkerThreads())
        self._quiet.prepare([QUIET])

    def _cannot_play(self) -> bool:
        """Return whether every player failed on the inaudible sound."""
        from coach.sound.detect import find_players
        from coach.sound.player_process import Channel, ProcessOutput
        from coach.sound.tone_files import QUIET

        file = self._quiet.file(QUIET) if self._quiet is not None else None
        if file is not None and self._output_used is None:
            players = find_players(self._context.config.sound_player)
            self._output_used = ProcessOutput(players)
            self._output_used.play(Channel.QUIET, file)
        if self._output_used is None:
            return False
        self._output_used.check()
        return self._output_used.is_silent

    @property
    def _skipped(self) -> list[PhraseKind]:
        """Return the kinds of phrases that are not wanted."""
        from coach.sound.speech_plan import PhraseKind

        return [PhraseKind(word) for word in self._context.config.voice_skip]

    def _can_speak(self) -> bool:
        """Return whether words can be spoken and played, without reporting problems."""
        from coach.sound.detect import find_players

        with suppress(CoachError):
            return bool(self._engines() and find_players(self._context.config.sound_player))
        return False

    def listener(self, timeline: Timeline) -> AudioListener | None:
        """Return the sound listener; None for silence."""
        if self.mode in {None, SoundMode.NONE}:
            return None
        try:
            self._listener = self._built(self.mode or SoundMode.NONE)
        except CoachError as error:
            self.problems.append(f"{error.message}, so the session had no sound")
            return None
        self._listener.prepare(timeline)
        return self._listener

    def missing(self, mode: SoundMode | None) -> str:
        """Return words on a mode's missing programs; empty if none is missing."""
        from coach.sound.detect import (
            find_players,
            how_to_hear,
            how_to_speak,
        )

        config = self._context.config
        if mode in {None, SoundMode.NONE}:
            return ""
        if not find_players(config.sound_player):
            return how_to_hear()
        if mode is SoundMode.VOICE and not self._engines():
            return how_to_speak(engine=config.voice_engine)
        if self._cannot_play():
            return SILENT_NOW
        is_fine = self._output_used is not None and self._output_used.has_played
        was_silent = self._context.remembered.is_silent and not is_fine
        return SILENT_LAST_TIME if was_silent else ""

    def end_voice(self) -> EndVoice | None:
        """Return the voice for the questions after the session; None if it was silent."""
        listener = self._listener
        is_heard = listener is not None and not listener.is_muted
        if not is_heard or self.mode is not SoundMode.VOICE or not self._can_speak():
            return None
        from coach.app.session.end_voice import EndVoice
        from coach.sound.sound_cache import SoundCache

        self._output_used = None  # the session has closed it
        output = self._output()
        if output is None:
            return None
        cache = SoundCache(self._context.paths.cache / "sound")
        return EndVoice(
            self._engines(),
            cache,
            output,
            farewell=listener.farewell if listener else "",
            is_new=listener is None or not listener.has_asked,
        )

    def words(self) -> str:
        """Return the words for the current sound, for the screen."""
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
        from coach.sound.tone_files import ToneFiles
        from coach.sound.worker_threads import WorkerThreads

        config = self._context.config
        early, self._early = self._early, None
        voice: Voice | None = None
        if early is not None and mode is SoundMode.VOICE:
            voice, cache, crew = early.voice, early.cache, early.crew
        else:
            if early is not None:
                early.close()
            cache, crew = SoundCache(self._context.paths.cache / "sound"), WorkerThreads()
            if mode is SoundMode.VOICE:
                voice = self._voice(cache, crew)
        return AudioListener(
            voice,
            self._output(),
            tones=ToneFiles(cache, crew),
            mode=mode,
            has_tones=self._flags.tones is not False,
            level=config.voice_level,
            skip=self._skipped,
            latency_ms=config.sound_latency,
            on_bell=_ring,
        )

    def _voice(self, cache: SoundCache, crew: WorkerThreads) -> Voice | None:
        from coach.sound.detect import how_to_speak
        from coach.sound.voice_files import Voice
        from coach.text.speech_length import estimated_ms

        engines = self._engines()
        if not engines:
            self.problems.append(how_to_speak(engine=self._context.config.voice_engine))
            return None
        return Voice(engines, cache, crew, estimated_ms)

    def _engines(self) -> tuple[Engine, ...]:
        from coach.sound.detect import find_engines

        config = self._context.config
        return find_engines(config.voice_command, config.voice_name, config.voice_engine)

    def _output(self) -> Output | None:
        from coach.sound.detect import find_players, how_to_hear
        from coach.sound.player_process import ProcessOutput

        players = find_players(self._context.config.sound_player)
        if not players:
            self.problems.append(how_to_hear())
            return None
        output = self._output_used = self._output_used or ProcessOutput(players)
        if self._is_elsewhere is None:
            return output
        from coach.sound.output_elsewhere import OutputUnlessElsewhere

        return OutputUnlessElsewhere(output, self._is_elsewhere)


def _ring() -> None:
    """Ring the terminal's bell if no player works."""
    if sys.stdout.isatty():
        out = screen_of(sys.stdout)
        out.write("\a")
        out.flush()
