"""The listener that plays words and tones as the session reaches them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from msgspec.structs import replace

from coach.config.choices import SoundMode, VoiceLevel
from coach.event import (
    Answered,
    DrillLeftOut,
    Event,
    Paused,
    PauseReason,
    Request,
    Requested,
    Resumed,
    SegmentStarted,
    SessionEnded,
    SessionStarted,
    SetFinished,
    Skipped,
    WentBack,
)
from coach.model.records import EndStatus
from coach.moment import Moment
from coach.question.dialog import Step
from coach.question.questions_by_ear import (
    spoken_about_pain,
    spoken_step,
)
from coach.question.reaction import (
    BOOK,
    BOOK_FIRST,
    ENOUGH,
    STOP_RUNNING,
)
from coach.sound.cue_queue import LATEST_MS, CueQueue
from coach.sound.event_phrases import (
    COMMON_WORDS,
    EASE_MS,
    LEAVING,
    LEVELS,
    SOUND_ON,
    continuing_wordings,
    event_wordings,
    skip_hints,
    way_on_wording,
)
from coach.sound.player_process import Channel, Output
from coach.sound.remarks import RETRY_MS
from coach.sound.speaker import Speaker
from coach.sound.speech_plan import Phrase, PhraseKind, phrases, texts_between
from coach.sound.spoken_ending import SpokenEnding, with_end
from coach.sound.spoken_questions import LOOK_MS, SpokenQuestions
from coach.sound.spoken_waits import SpokenWaits
from coach.sound.tone_files import QUIET, ToneFiles
from coach.sound.tone_plan import ToneNote, tone_notes
from coach.sound.tones import LONGEST_MS, Tone, signal_ms
from coach.sound.voice_files import Voice
from coach.sound.wait_phrases import (
    SIDE_STARTS_IN,
    side_starts_wordings,
    switch_wordings,
)
from coach.sound.way_into_position import (
    DONE_TEXTS,
    DRILL_DONE,
    TURN_WORDINGS,
)
from coach.text.speech_length import BETWEEN_MS, MARGIN_MS
from coach.timeline import SegmentKind, Timeline

LEAST_BREATH_MS = 1_000
"""Shortest rest of a breath in which its late tone can still be followed."""
JOINED_MS = 250
"""Step in which the length of a late tone changes, so that few files are made."""
AHEAD_MS = 60_000
"""How long before their time words are rendered: a program starts with the first ones."""

_ADVICE = (BOOK, BOOK_FIRST, ENOUGH, STOP_RUNNING)
_NEXT_LEVEL = {
    VoiceLevel.FULL: VoiceLevel.ESSENTIAL,
    VoiceLevel.ESSENTIAL: VoiceLevel.TONES,
    VoiceLevel.TONES: VoiceLevel.FULL,
}


class AudioListener:
    """The listener that plays words and tones on time.

    During a pause it says only what the runner needs then: the key that was pressed, the
    questions about pain, and the setup while the runner gets into position.
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
        latency_ms: int = 0,
        on_bell: Callable[[], None] | None = None,
    ) -> None:
        self._speaker = Speaker(
            voice,
            output,
            tones,
            level=level if mode is SoundMode.VOICE else VoiceLevel.TONES,
            skip=skip,
            is_muted=mode is SoundMode.NONE,
            latency_ms=latency_ms,
        )
        self._has_tones = has_tones
        self._on_bell = on_bell
        """Called for each signal while no sound can be played."""
        self._words: CueQueue[Phrase] = CueQueue(lambda phrase: phrase.kind, self._slack_ms)
        self._notes: CueQueue[ToneNote] = CueQueue(
            lambda note: (note.tone, note.span_ms), _note_slack_ms
        )
        self._questions = SpokenQuestions(self._speaker, self._words)
        self._ending = SpokenEnding(self._speaker)
        self._waits = SpokenWaits(
            self._speaker,
            self._words,
            self._questions,
            self._ending,
            has_tones=has_tones,
        )
        self._timeline: Timeline | None = None
        self._planned_with = -1
        """Number of rendered texts when the words were planned."""
        self._rendered_to_ms = 0
        """Position up to which words were given to the speech program."""
        self._was_leaving = False
        self._answered_about: int | None = None
        """Index of the block that the last answer was about."""
        self._is_over = False

    @property
    def is_muted(self) -> bool:
        """Return whether the runner has turned all sounds off."""
        return self._speaker.is_muted

    @property
    def level(self) -> VoiceLevel:
        """Return how much is spoken now."""
        return self._speaker.level

    @property
    def problems(self) -> tuple[str, ...]:
        """Return the sound problems so far, one line each."""
        return self._speaker.problems

    @property
    def has_asked(self) -> bool:
        """Return whether the question about a drill was asked before the last one."""
        blocks = self._timeline.prescription.blocks if self._timeline else ()
        return any(block.asks for block in blocks[:-1])

    @property
    def farewell(self) -> str:
        """Return the last words after a question that follows the session."""
        return self._ending.farewell

    @property
    def has_more(self) -> bool:
        """Return whether the main key is needed to hear more of the way into a drill."""
        return self._waits.has_more

    def go_on(self, moment: Moment) -> None:
        """Say the next part of the way into a drill."""
        self._waits.go_on(moment)

    def prepare(self, timeline: Timeline, position_ms: int = 0) -> None:
        """Start to render the tones of a session and its next words; return immediately."""
        self._lay_words(timeline)
        if not self._speaker.is_muted:
            self._speaker.tones.prepare([QUIET, *self._tone_notes(timeline)])
        self._render_ahead(timeline, position_ms)
        # After pain, nobody should wait for words.
        self._speaker.render([*COMMON_WORDS, *spoken_about_pain()])

    def on_event(self, event: Event, moment: Moment) -> None:
        """Stop sounds, or note what to say; `on_moment` plays it when it is due."""
        self._waits.leave(moment)
        self._questions.note(event)
        self._ending.is_nothing_left |= isinstance(event, DrillLeftOut)
        match event:
            case SessionStarted():
                self.prepare(moment.timeline, moment.position_ms)
                self._waits.say_overview(moment)
            case Paused(reason=reason) if reason is not PauseReason.READY:
                self._speaker.silence(moment)
                # After pain, the answer may end the session.
                self._speaker.render(
                    (*_ADVICE, *map(with_end, _ADVICE), way_on_wording(moment))
                    if reason is PauseReason.PAIN
                    else continuing_wordings(moment)
                )
            case Answered(block=number):
                self._answered_about = number
                self._questions.confirm(event, moment)
                self._ending.note_pain(event, moment)
            case Requested(what=request):
                self._change_sound(request, moment)
            case Resumed(paused_ms=paused_ms):
                self._speaker.stood_ms += paused_ms
                self._speaker.stop_words(moment)
            case SetFinished():
                self._ending.finished.append(event)
            case SegmentStarted(segment=segment):
                self._ending.prepare_closing(segment, moment)
                self._waits.leave_last(segment, moment)
            case SessionEnded(status=status) if status is not EndStatus.COMPLETED:
                self._is_over = True
                self._ending.end_early(moment)
                return
            case _:
                pass
        if PhraseKind.WAIT not in self._speaker.skip:
            self._tell(event, moment)

    def on_moment(self, moment: Moment) -> int | None:
        """Play what is due; return the ms until the next sound, None if there is none."""
        if self._is_over:
            return None
        self._ending.is_nothing_left = False
        # A wait of five seconds pauses for the runner immediately.
        is_standing = moment.pause_reason is PauseReason.READY
        is_followed = is_standing or not moment.is_paused
        is_new = is_followed and moment.timeline is not self._timeline
        if is_new:
            self._timeline = moment.timeline
            self._follow(moment)
        self._questions.follow(moment)
        if self._questions.say_way_on(moment):
            self._waits.note_way_on(moment)
        if moment.is_leaving and not self._was_leaving:
            self._speaker.interrupt(moment)
            self._speaker.remark([LEAVING], moment)
        self._was_leaving = moment.is_leaving
        wakes = [self._speaker.say_remarks(moment)]
        if not moment.is_paused:
            # Tones come first, because planning words takes longer.
            wakes += [self._play_note(moment), self._say(moment, is_new=is_new)]
            wakes.append(self._speaker.wake_ahead(moment, wakes[1:]))
            self._questions.say_hint(moment)
            self._questions.ask_why(moment)
        elif is_standing and (is_new or self._waits.is_name_due(moment)):
            wakes.append(self._say(moment, is_new=is_new))
        self._waits.stand_by(moment)
        wakes.append(self._questions.repeat(moment))
        wakes.append(LOOK_MS if self._speaker.way_in else None)
        wakes.append(self._speaker.say_remarks(moment))
        if moment.is_ended:
            self._is_over = True
            return None
        return min((wake for wake in wakes if wake is not None), default=None)

    def close(self) -> None:
        """Let a session's last sounds end; stop all sounds and threads."""
        self._speaker.close()

    def _follow(self, moment: Moment) -> None:
        """Change to a new plan, and stop the sounds of the old one."""
        notes = self._tone_notes(moment.timeline)
        self._notes.lay(notes)
        if not self._speaker.is_muted:
            self._speaker.tones.prepare(notes)
        segment, note, began = moment.segment, self._notes.last, self._speaker.sounding_in
        if note and note.span_ms and note.at_ms != segment.span_at_ms:
            self._speaker.stop(Channel.TONES)
        if began and (began.bout, began.kind) != (segment.bout, segment.kind):
            self._speaker.cut_words(moment)
            self._speaker.sounding_in = None

    def _tone_notes(self, timeline: Timeline) -> tuple[ToneNote, ...]:
        """Return the planned tones: all, or only the signals."""
        notes = tone_notes(timeline)
        return notes if self._has_tones else tuple(n for n in notes if n.tone.is_signal)

    def _lay_words(self, timeline: Timeline) -> None:
        """Plan the phrases with the text lengths known now."""
        voice = self._speaker.voice
        if voice is not None:
            self._planned_with = voice.ready
            speaker = self._speaker
            plan = phrases(timeline, speaker.level, voice.length_ms, speaker.skip)
            self._words.lay(plan)

    def _render_ahead(self, timeline: Timeline, position_ms: int) -> None:
        """Start to render what is said soon, in the order in which it is heard."""
        self._rendered_to_ms = position_ms + AHEAD_MS
        self._speaker.render(
            texts_between(
                position_ms,
                self._rendered_to_ms,
                self._words.plan,
                timeline,
                level=self._speaker.level,
                skip=self._speaker.skip,
            )
        )

    def _change_sound(self, request: Request, moment: Moment) -> None:
        """Mute, unmute, or switch to the next voice level."""
        if request is Request.MUTE:
            self._speaker.is_muted = not self._speaker.is_muted
            self._speaker.silence(moment)
            self.prepare(moment.timeline, moment.position_ms)
            self._speaker.remark([SOUND_ON], moment)
        elif request is Request.VOICE and self._speaker.voice is not None:
            self._speaker.level = _NEXT_LEVEL[self._speaker.level]
            self._speaker.stop_words(moment)
            self.prepare(moment.timeline, moment.position_ms)
            self._speaker.remark([LEVELS[self._speaker.level]], moment, is_always=True)
        elif request is Request.SAY_AGAIN:
            self._say_again(moment)

    def _say_again(self, moment: Moment) -> None:
        """Say the open question, the whole way into the position, or the last words."""
        speech, asked = self._speaker.speech, moment.question
        if speech is None or not self._speaker.is_voice_on:
            return
        if asked is None and self._waits.can_repeat:
            self._waits.say_again(moment)
            return
        text = speech.last_text if asked is None else spoken_step(asked, is_new=True)
        if asked is not None:
            self._speaker.make_way(moment)  # the way into the position follows
        else:
            self._speaker.stop_words(moment)
        self._speaker.remark([text], moment, is_lasting=True)

    def _slack_ms(self, phrase: Phrase) -> int:
        """Return how late a phrase may start; the first name may wait for its sound."""
        voice = self._speaker.voice
        if not phrase.may_wait or voice is None:
            return LATEST_MS
        room_ms = phrase.end_by_ms - phrase.at_ms - voice.length_ms(phrase.text)
        if phrase.kind is PhraseKind.NAME and phrase.at_ms < self._waits.opening_ms:
            room_ms += self._waits.opening_ms
        return max(LATEST_MS, room_ms)

    def _play_note(self, moment: Moment) -> int | None:
        """Play the tone that is due; return the ms until the next one."""
        heard_ms = self._speaker.heard_ms(moment)
        note = self._notes.due(heard_ms)
        if note is not None:
            output, sound = self._speaker.playing_output, _joined(note, heard_ms)
            if sound is not note and output is not None:
                self._speaker.tones.prepare([sound])
            file = self._speaker.tones.file(sound)
            if output is not None and file is not None:
                output.play(Channel.TONES, file)
                length_ms = sound.span_ms or signal_ms(sound.tone)
                self._speaker.sounds_until(self._speaker.now_ms(moment) + length_ms)
                if note.at_ms >= moment.timeline.total_ms:
                    self._speaker.finish_with(signal_ms(note.tone))
            elif output is not None and self._speaker.tones.problem is None:
                return RETRY_MS
            elif note.tone.is_signal and self._on_bell is not None and not self.is_muted:
                self._on_bell()
            self._notes.take(note)
        return self._notes.wait_ms(heard_ms)

    def _say(self, moment: Moment, *, is_new: bool) -> int | None:
        """Play the phrase that is due; return the ms until the next one."""
        voice, speech = self._speaker.voice, self._speaker.speech
        if voice is None or speech is None:
            return None
        heard_ms, now_ms = self._speaker.heard_ms(moment), self._speaker.now_ms(moment)
        # More lengths may be known by now, so the words are planned again.
        is_better = self._words.due(heard_ms) and voice.ready != self._planned_with
        if is_new or is_better:
            self._lay_words(moment.timeline)
        if is_new or is_better or heard_ms + AHEAD_MS // 2 >= self._rendered_to_ms:
            self._render_ahead(moment.timeline, moment.position_ms)
        phrase = self._words.due(heard_ms)
        if phrase is None:
            return self._words.wait_ms(heard_ms)
        output = self._speaker.playing_output
        if output is not None and not self._is_unwanted(phrase, moment):
            wait_ms = self._start(phrase, output, moment)
            if wait_ms:
                return wait_ms
        self._words.take(phrase)
        if self._words.due(heard_ms) is not None:
            return speech.free_in_ms(now_ms)
        return self._words.wait_ms(heard_ms)

    def _start(self, phrase: Phrase, output: Output, moment: Moment) -> int:
        """Start a phrase and return 0, or return the ms until the next try."""
        voice, speech = self._speaker.voice, self._speaker.speech
        now_ms = self._speaker.now_ms(moment)
        if voice is None or speech is None:
            return 0
        if speech.has_remarks or speech.free_in_ms(now_ms):
            return speech.free_in_ms(now_ms) or RETRY_MS
        waking_ms = self._speaker.wake(output, now_ms) if phrase.may_wait else 0
        text = self._text_of(phrase, moment)
        # Late words follow one another closely, but always with a short pause.
        is_kept = phrase.kind is not PhraseKind.ASK
        if waking_ms or not speech.play(text, output, now_ms, MARGIN_MS, is_kept=is_kept):
            return waking_ms or RETRY_MS
        self._speaker.sounds_until(now_ms + voice.length_ms(text))
        self._speaker.sounding_in = moment.segment
        if phrase.at_ms >= moment.timeline.total_ms:
            self._speaker.finish_with(voice.length_ms(text) + self._ending.leave_ms(text))
        return 0

    def _is_unwanted(self, phrase: Phrase, moment: Moment) -> bool:
        """Return whether a question was answered or never asked, or a key said enough."""
        asked = moment.question
        is_open = asked is not None and asked.step is Step.FELT
        if self._questions.hints and not moment.segment.is_work:
            # The side is said already; what the key does is more important than a cue.
            is_switch = phrase.text in switch_wordings(moment.block)
            is_switch &= phrase.text not in TURN_WORDINGS
            return is_switch or phrase.kind is PhraseKind.CUE
        if phrase.text in DONE_TEXTS:
            return not self._ending.is_last_done
        if phrase.kind is PhraseKind.ASK and self._ending.is_end_unsaid(moment):
            return False
        return phrase.kind is PhraseKind.ASK and not is_open

    def _text_of(self, phrase: Phrase, moment: Moment) -> str:
        """Return the words of a phrase; the final one sums up the session."""
        if phrase.kind is PhraseKind.ASK and self._ending.is_end_unsaid(moment):
            return DRILL_DONE
        voice, closing = self._speaker.voice, self._ending.closing
        is_last = phrase.kind is PhraseKind.DONE and voice is not None
        return closing if is_last and voice and voice.file(closing) else phrase.text

    def _tell(self, event: Event, moment: Moment) -> None:
        """Say what a key did; one that ends a pause and skips is said to skip."""
        if self._speaker.speech is not None and isinstance(event, Skipped | WentBack):
            self._speaker.cut_words(moment)
            self._speaker.speech.forget(but=self._speaker.speech.lasting)
        if isinstance(event, DrillLeftOut):
            # The drill that hurts is over by now, and no later one.
            later = tuple(each for each in event.blocks if each != self._answered_about)
            event = replace(event, blocks=later)
        told = event_wordings(event, moment)
        if isinstance(event, Skipped):
            self._questions.hints = skip_hints(event.kind, moment)
            self._speaker.render((*_starts_of_side(moment), *self._questions.hints))
            if self._questions.is_hurt and moment.is_awaiting_ready:
                self._speaker.remark(told, moment, is_lasting=True)
                self._waits.rest_first(moment)
                return
        is_before_name = self._waits.bout != moment.segment.bout
        if isinstance(event, Resumed) and moment.is_awaiting_ready and is_before_name:
            told = told[:1]  # name, position and key are still to come
        elif isinstance(event, Resumed) and self._waits.has_more:
            told = told[:1]
        if told and self._speaker.speech is not None:
            self._speaker.speech.end_gap(self._speaker.now_ms(moment))
        is_pain = isinstance(event, Paused) and event.reason is PauseReason.PAIN
        self._speaker.remark(told, moment, gap_ms=EASE_MS if is_pain else BETWEEN_MS)
        if isinstance(event, Resumed) and self._waits.has_more:
            self._waits.continue_after_pause(moment)


def _note_slack_ms(note: ToneNote) -> int:
    """Return how late a tone may start: a breath as long as enough of it is left."""
    return max(LATEST_MS, min(note.span_ms, LONGEST_MS) - LEAST_BREATH_MS)


def _joined(note: ToneNote, position_ms: int) -> ToneNote:
    """Return a tone, or if it is late, a shorter one that ends with its breath."""
    late_ms = position_ms - note.at_ms
    if late_ms <= LATEST_MS or not note.span_ms:
        return note
    left_ms = (note.span_ms - late_ms) // JOINED_MS * JOINED_MS
    return ToneNote(note.at_ms, Tone.OUT if note.tone is Tone.OUT else Tone.IN, left_ms)


def _starts_of_side(moment: Moment) -> Iterator[str]:
    """Yield the words for the start of a side, for each second at which it may be said.

    The second changes with the lengths of the words before it, known only while they are
    rendered.
    """
    side = moment.segment.side
    if moment.segment.kind is SegmentKind.SWITCH and side is not None:
        for seconds in SIDE_STARTS_IN:
            yield side_starts_wordings(moment.block, side, seconds)[0]
