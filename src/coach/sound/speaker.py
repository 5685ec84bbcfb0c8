"""The loudspeaker of a session: its words and tones, and when they are over."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from coach.config.choices import VoiceLevel
from coach.moment import Moment
from coach.sound.player_process import Channel, Output
from coach.sound.remarks import Speech
from coach.sound.speech_plan import PhraseKind
from coach.sound.tone_files import QUIET, ToneFiles
from coach.sound.tones import Tone, signal_ms
from coach.sound.voice_files import Voice
from coach.text.speech_length import BETWEEN_MS
from coach.timeline import Segment

PLAYER_MS = 400
"""Time a player may need to start and stop, on top of the sound itself."""
ASLEEP_AFTER_MS = 4_000
"""Silence after which headphones may sleep, and cut off the start of a sound."""


class Speaker:
    """The loudspeaker of a session, timed by the session's clock."""

    def __init__(  # noqa: PLR0913  everything it is heard through comes from outside
        self,
        voice: Voice | None,
        output: Output | None,
        tones: ToneFiles,
        *,
        level: VoiceLevel,
        skip: Collection[PhraseKind] = (),
        is_muted: bool = False,
        latency_ms: int = 0,
    ) -> None:
        self.voice = voice
        self.speech = Speech(voice) if voice is not None else None
        self.tones = tones
        self.level = level
        self.skip = skip
        """Kinds of words that are never spoken."""
        self.is_muted = is_muted
        self.stood_ms = 0
        """Total length of the pauses that are over."""
        self.way_in: tuple[str, ...] = ()
        """The way into the position, while a wait lasts until the runner is in it."""
        self.sounding_in: Segment | None = None
        """Segment in which the last phrase started; the phrase may still be playing."""
        self._output = output
        self._latency_ms = latency_ms
        """Time by which sounds are started early, because they are heard late."""
        self._silent_from_ms = -ASLEEP_AFTER_MS
        """Time at which the last sound ends."""
        self._awake_from_ms = 0
        """Time from which sleeping headphones play a whole sound again."""
        self._finish_ms = 0
        """Length of the last sounds of a session."""

    @property
    def problems(self) -> tuple[str, ...]:
        """Return the sound problems so far, one line each."""
        makers = (self.voice, self.tones, self._output)
        told = (maker.problem for maker in makers if maker is not None)
        return tuple(dict.fromkeys(problem for problem in told if problem))

    def close(self) -> None:
        """Let a session's last sounds end; stop all sounds and threads."""
        if self.voice is not None:
            self.voice.close()
        if self._output is not None:
            wait_ms = self._finish_ms + PLAYER_MS if self._finish_ms else 0
            self._finish_ms = 0
            self._output.close(wait_ms)
        self.tones.close()

    def finish_with(self, length_ms: int) -> None:
        """Note the length of a sound with which the session ends."""
        self._finish_ms = max(self._finish_ms, length_ms)

    def now_ms(self, moment: Moment) -> int:
        """Return the time since the session began, pauses included."""
        return moment.position_ms + self.stood_ms + moment.stood_ms

    def heard_ms(self, moment: Moment) -> int:
        """Return the position in the session at which a sound started now is heard."""
        return moment.position_ms + self._latency_ms

    @property
    def playing_output(self) -> Output | None:
        """Return the current output; None while there is none."""
        output = self._output
        return None if self.is_muted or output is None or output.is_silent else output

    @property
    def is_voice_on(self) -> bool:
        """Return whether words are spoken, and not only tones."""
        return not self.is_muted and self.level is not VoiceLevel.TONES

    def says(self, kind: PhraseKind) -> bool:
        """Return whether words of a kind that only the full voice says are spoken."""
        return self.level is VoiceLevel.FULL and kind not in self.skip

    def render(self, texts: Iterable[str]) -> None:
        """Start to render texts, so that they are ready when they are due."""
        if self.voice is not None and self.is_voice_on:
            self.voice.prepare(texts)

    def remark(
        self,
        texts: Iterable[str],
        moment: Moment,
        *,
        is_lasting: bool = False,
        is_always: bool = False,
        gap_ms: int = BETWEEN_MS,
    ) -> None:
        """Speak sentences outside the plan as soon as nothing else is being said."""
        is_on = not self.is_muted and (is_always or self.is_voice_on)
        if self.speech is not None and is_on:
            self.speech.remark(
                texts,
                self.now_ms(moment),
                gap_ms=gap_ms,
                is_lasting=is_lasting,
                ahead_of=self.way_in,
            )

    def say_remarks(self, moment: Moment) -> int | None:
        """Speak about a key, a question, or the wait for the runner."""
        if self.speech is None:
            return None
        now_ms = self.now_ms(moment)
        had = self.speech.has_remarks
        wake_ms = self.speech.say_remarks(self.playing_output, now_ms)
        if had:
            self.sounding_in = None
            self.sounds_until(now_ms + self.speech.free_in_ms(now_ms))
        return wake_ms

    def sounds_until(self, until_ms: int) -> None:
        """Note that a sound lasts until then."""
        self._silent_from_ms = max(self._silent_from_ms, until_ms)

    def wake(self, output: Output, now_ms: int) -> int:
        """Wake headphones after a long silence; return the ms until they play."""
        file = self.tones.file(QUIET)
        if file is not None and now_ms - self._silent_from_ms >= ASLEEP_AFTER_MS:
            output.play(Channel.QUIET, file)
            self._awake_from_ms = self._silent_from_ms = now_ms + signal_ms(Tone.QUIET)
        return max(0, self._awake_from_ms - now_ms)

    def wake_ahead(self, moment: Moment, waits: Iterable[int | None]) -> int | None:
        """Wake headphones before the next sound; return the ms until it is time."""
        output = self.playing_output
        wait_ms = min((wait for wait in waits if wait is not None), default=None)
        if output is None or wait_ms is None:
            return None
        ahead_ms = wait_ms - signal_ms(Tone.QUIET)
        if ahead_ms <= 0:
            self.wake(output, self.now_ms(moment))
            return None
        return ahead_ms

    def silence(self, moment: Moment) -> None:
        """Stop all sounds, and forget the remarks."""
        self.stop_words(moment)
        for channel in (Channel.TONES, Channel.QUIET):
            self.stop(channel)

    def stop_words(self, moment: Moment) -> None:
        """Stop the words being spoken, and forget the remarks."""
        self.cut_words(moment)
        if self.speech is not None:
            self.speech.forget()

    def make_way(self, moment: Moment) -> None:
        """Stop all words but those of the plan; the way into a drill continues later."""
        speech = self.speech
        if speech is None:
            return
        if speech.is_saying(self.way_in, self.now_ms(moment)) or not speech.is_kept:
            self.interrupt(moment)
        speech.forget(but=self.way_in)

    def interrupt(self, moment: Moment) -> None:
        """Stop what is being said; a step of the way into a drill is said once more."""
        speech, now_ms = self.speech, self.now_ms(moment)
        if speech is not None and speech.is_saying(self.way_in, now_ms):
            speech.say_once_more(now_ms)
        self.cut_words(moment)

    def cut_words(self, moment: Moment) -> None:
        """Stop the words being spoken."""
        self.stop(Channel.VOICE)
        if self.speech is not None:
            self.speech.silent_from(self.now_ms(moment))

    def stop(self, channel: Channel) -> None:
        """Stop the sound of one channel."""
        if self._output is not None:
            self._output.stop(channel)
