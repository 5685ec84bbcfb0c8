"""The listener that plays the planned words and tones of a moment."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from coach.config.choices import SoundMode, VoiceLevel
from coach.event import (
    Answered,
    Event,
    Paused,
    PauseReason,
    Request,
    Requested,
    RestChanged,
    Resumed,
    SessionEnded,
    SessionStarted,
    WeightChanged,
)
from coach.model.prescription import Block
from coach.model.records import EndStatus
from coach.moment import Moment
from coach.question.reaction import BOOK, STOP_RUNNING, reaction_to
from coach.sound.cue_queue import CueQueue
from coach.sound.player_process import Channel, Output
from coach.sound.speech_plan import Phrase, PhraseKind, phrases
from coach.sound.tone_files import ToneFiles
from coach.sound.tone_plan import ToneNote, tone_notes
from coach.sound.tones import signal_ms
from coach.sound.voice_files import Voice
from coach.sound.wait_phrases import standing_texts
from coach.timeline import Segment, Timeline
from coach.units import seconds_left

SETTLE_MS = 600
"""Silence between two sentences of the setup."""
RETRY_MS = 20
"""Wait before looking again for a due sound that is not rendered yet."""
ASIDE_MS = 2_500
"""Longest delay of a phrase about the effect of a key."""
PLAYER_MS = 400
"""Time a player may need to start and end, besides the sound itself."""

_NEXT_LEVEL = {
    VoiceLevel.FULL: VoiceLevel.ESSENTIAL,
    VoiceLevel.ESSENTIAL: VoiceLevel.TONES,
    VoiceLevel.TONES: VoiceLevel.FULL,
}


class AudioListener:
    """Listener that plays words and tones at their times.

    It is silent in a pause, unless the runner gets into position: then it says the setup.
    """

    def __init__(  # noqa: PLR0913  everything it is heard through comes from outside
        self,
        voice: Voice | None,
        output: Output | None,
        *,
        tones: ToneFiles,
        mode: SoundMode,
        has_tones: bool = True,
        level: VoiceLevel = VoiceLevel.FULL,
        skip: Collection[PhraseKind] = (),
        on_bell: Callable[[], None] | None = None,
    ) -> None:
        self.is_muted = mode is SoundMode.NONE
        self.level = level if mode is SoundMode.VOICE else VoiceLevel.TONES
        self._voice = voice
        self._output = output
        self._tones = tones
        self._skip = skip
        self._has_tones = has_tones
        self._on_bell = on_bell
        """Called for every signal while nothing can be played."""
        self._timeline: Timeline | None = None
        self._words: CueQueue[Phrase] = CueQueue(lambda phrase: phrase.kind)
        self._notes: CueQueue[ToneNote] = CueQueue(lambda note: (note.tone, note.span_ms))
        self._planned_with = -1
        """Number of rendered texts when the words were planned."""
        self._sounding_in: Segment | None = None
        """Segment in which the last phrase started; it may still sound."""
        self._standing_for: int | None = None
        """Index of the bout before which the session waits for the runner."""
        self._standing: list[str] = []
        """Texts still to be said in that wait."""
        self._free_ms = 0
        self._aside: tuple[str, int] | None = None
        """Phrase outside the plan, and the latest position in ms for it."""
        self._advice = ""
        """Sentence to be said while the session stands still after pain."""
        self._is_over = False
        self._finish_ms = 0
        """Length of the last sounds of a completed session."""

    @property
    def problems(self) -> tuple[str, ...]:
        """Return the sound problems so far, one line each."""
        makers = (self._voice, self._tones, self._output)
        told = (maker.problem for maker in makers if maker is not None)
        return tuple(dict.fromkeys(problem for problem in told if problem))

    def prepare(self, timeline: Timeline) -> None:
        """Start to render all sounds of a session; return at once."""
        self._lay_words(timeline)
        if not self.is_muted:
            self._tones.prepare(self._tone_notes(timeline))
        self._render_standing(timeline)
        self._render_words()

    def on_event(self, event: Event, moment: Moment) -> None:
        """Stop sounds or apply a key; `on_moment` plays what is due."""
        match event:
            case SessionStarted():
                self.prepare(moment.timeline)
            case Paused(reason=reason):
                self._stand_still(reason)
            case Answered(block=block, answer=answer):
                about = moment.timeline.prescription.blocks[block]
                self._advice = reaction_to(answer, about).spoken
                self._render([self._advice] if self._advice else [])
            case Requested(what=Request.MUTE):
                self.is_muted = not self.is_muted
                self._silence()
                self.prepare(moment.timeline)
            case RestChanged(holds=True, wait_ms=wait_ms):
                self._say_aside(f"next rest {seconds_left(wait_ms)} seconds", moment)
            case WeightChanged(weight=weight):
                self._say_aside(weight.spoken if weight else "no weight", moment)
            case Requested(what=Request.VOICE):
                self._change_level(moment.timeline)
            case Resumed():
                self._advice = ""
                self._stop(Channel.VOICE)
            case SessionEnded(status=status) if status is not EndStatus.COMPLETED:
                self._silence()
                self._say_advice(is_last=True)
                self._is_over = True
            case _:
                pass

    def on_moment(self, moment: Moment) -> int | None:
        """Play what is due; return the ms until the next sound, None without one."""
        if moment.pause_reason is PauseReason.READY and not moment.is_leaving:
            return self._stand_by(moment)
        if self._advice and not self._is_over:
            return self._say_advice(is_last=moment.is_ended)
        if moment.is_paused or self._is_over:
            return None
        is_new = moment.timeline is not self._timeline
        if is_new:
            self._timeline = moment.timeline
            self._follow(moment)
        # Tones first: planning words takes longer.
        wakes = [
            self._play_note(moment),
            self._say(moment, is_new=is_new),
            self._finish_aside(moment),
        ]
        if moment.is_ended:
            self._is_over = True
            return None
        return min((wake for wake in wakes if wake is not None), default=None)

    def close(self) -> None:
        """Let a completed session's last sounds end; stop all sounds and threads."""
        if self._voice is not None:
            self._voice.close()
        if self._output is not None:
            wait_ms = self._finish_ms + PLAYER_MS if self._finish_ms else 0
            self._finish_ms = 0
            self._output.close(wait_ms)
        self._tones.close()

    def _stand_still(self, reason: PauseReason) -> None:
        """Silence the session; a runner who gets into position still hears the setup."""
        if reason is not PauseReason.READY:
            self._silence()
        if reason is PauseReason.PAIN:
            self._render((BOOK, STOP_RUNNING))

    # Plans

    def _follow(self, moment: Moment) -> None:
        """Change to a new plan, and end the sounds of the old one."""
        notes = self._tone_notes(moment.timeline)
        self._notes.lay(notes)
        if not self.is_muted:
            self._tones.prepare(notes)
        segment, note, began = moment.segment, self._notes.last, self._sounding_in
        if note and note.span_ms and note.at_ms != segment.span_at_ms:
            self._stop(Channel.TONES)
        if began and (began.bout, began.kind) != (segment.bout, segment.kind):
            self._stop(Channel.VOICE)
            self._sounding_in = None

    def _tone_notes(self, timeline: Timeline) -> tuple[ToneNote, ...]:
        """Return the planned tones: all, or only the signals."""
        notes = tone_notes(timeline)
        return notes if self._has_tones else tuple(n for n in notes if n.tone.is_signal)

    def _render_standing(self, timeline: Timeline) -> None:
        if self._voice is not None and not self.is_muted:
            for block in timeline.prescription.blocks:
                if block.waits:
                    self._voice.prepare(self._standing_texts(block, 1))

    def _lay_words(self, timeline: Timeline) -> None:
        """Plan the phrases with the text lengths known now."""
        voice = self._voice
        if voice is not None:
            self._planned_with = voice.ready
            plan = phrases(timeline, self.level, voice.length_ms, self._skip)
            self._words.lay(plan)

    def _render_words(self) -> None:
        # Only the wordings that fit: to render all of them takes twice the time.
        if self._voice is not None and not self.is_muted:
            self._voice.prepare(phrase.text for phrase in self._words.plan)

    def _change_level(self, timeline: Timeline) -> None:
        if self._voice is None:
            return
        self.level = _NEXT_LEVEL[self.level]
        self._stop(Channel.VOICE)
        self.prepare(timeline)

    # Sounds

    @property
    def _playing_output(self) -> Output | None:
        """Return the current output; None while there is none."""
        output = self._output
        return None if self.is_muted or output is None or output.is_silent else output

    def _play_note(self, moment: Moment) -> int | None:
        """Play the tone that is due; return the ms until the next one."""
        note = self._notes.due(moment.position_ms)
        if note is not None:
            output, file = self._playing_output, self._tones.file(note)
            if output is not None and file is not None:
                output.play(Channel.TONES, file)
                if moment.is_ended:
                    self._finish_ms = max(self._finish_ms, signal_ms(note.tone))
            elif output is not None and self._tones.problem is None:
                return RETRY_MS
            elif note.tone.is_signal and self._on_bell is not None and not self.is_muted:
                self._on_bell()
            self._notes.take(note)
        return self._notes.wait_ms(moment.position_ms)

    def _say(self, moment: Moment, *, is_new: bool) -> int | None:
        """Play the phrase that is due; return the ms until the next one."""
        voice = self._voice
        if voice is None:
            return None
        if is_new:
            self._lay_words(moment.timeline)
            self._render_words()
        phrase = self._words.due(moment.position_ms)
        if phrase is not None and voice.ready != self._planned_with:
            # More lengths are known by now: plan with them before going on.
            self._lay_words(moment.timeline)
            self._render_words()
            phrase = self._words.due(moment.position_ms)
        if phrase is not None:
            output = self._playing_output
            if output is not None:
                file = voice.file(phrase.text)
                if file is None:
                    return RETRY_MS
                output.play(Channel.VOICE, file)
                self._sounding_in = moment.segment
                if moment.is_ended:
                    self._finish_ms = max(self._finish_ms, voice.length_ms(phrase.text))
            self._words.take(phrase)
        return self._words.wait_ms(moment.position_ms)

    def _say_aside(self, text: str, moment: Moment) -> None:
        """Prepare a phrase outside the plan, about the effect of a key."""
        is_wanted = self.level is not VoiceLevel.TONES and PhraseKind.WAIT not in self._skip
        if self._voice is not None and not self.is_muted and is_wanted:
            self._voice.prepare([text])
            self._aside = text, moment.position_ms + ASIDE_MS

    def _finish_aside(self, moment: Moment) -> int | None:
        """Play the phrase outside the plan once rendered, unless it is too late."""
        if self._aside is None or self._voice is None:
            return None
        text, until_ms = self._aside
        output, file = self._playing_output, self._voice.file(text)
        if output is None or moment.position_ms > until_ms:
            self._aside = None
        elif file is None:
            return RETRY_MS
        else:
            output.play(Channel.VOICE, file)
            self._aside = None
        return None

    @property
    def _is_voice_on(self) -> bool:
        return not self.is_muted and self.level is not VoiceLevel.TONES

    def _render(self, texts: Iterable[str]) -> None:
        if self._voice is not None and self._is_voice_on:
            self._voice.prepare(texts)

    def _say_advice(self, *, is_last: bool) -> int | None:
        """Say who should see a pain, once rendered, whatever else is skipped.

        A runner who hurts has stopped and listens; after the last set it is let end.
        """
        output, text = self._playing_output, self._advice
        if not text:
            return None
        if self._voice is None or output is None or not self._is_voice_on:
            self._advice = ""
            return None
        file = self._voice.file(text)
        if file is None:
            return RETRY_MS
        output.play(Channel.VOICE, file)
        if is_last:
            self._finish_ms = max(self._finish_ms, self._voice.length_ms(text))
        self._advice = ""
        return None

    # Standing still until the runner is in position

    def _stand_by(self, moment: Moment) -> int | None:
        """Play the setup and then the key to press; times are those of the clock."""
        voice, now_ms = self._voice, int(moment.wall.timestamp() * 1000)
        if voice is None or self.is_muted or self._output is None:
            return None
        if self._standing_for != moment.segment.bout:
            self._standing_for = moment.segment.bout
            self._standing = list(self._standing_texts(moment.block, moment.segment.set))
            # What the wait began to say may still sound.
            self._free_ms = now_ms + SETTLE_MS
        if not self._standing:
            return None
        if now_ms < self._free_ms:
            return self._free_ms - now_ms
        file = voice.file(self._standing[0])
        if file is None:
            return RETRY_MS
        self._output.play(Channel.VOICE, file)
        self._free_ms = now_ms + voice.length_ms(self._standing.pop(0)) + SETTLE_MS
        return self._free_ms - now_ms

    def _standing_texts(self, block: Block, number: int) -> tuple[str, ...]:
        return standing_texts(block, number, self.level, self._skip)

    def _silence(self) -> None:
        for channel in Channel:
            self._stop(channel)

    def _stop(self, channel: Channel) -> None:
        if self._output is not None:
            self._output.stop(channel)
