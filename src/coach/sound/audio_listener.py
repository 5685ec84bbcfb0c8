"""The listener that plays words and tones as the session reaches them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field

from coach.config.choices import SoundMode, VoiceLevel
from coach.event import (
    Answered,
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
from coach.model.records import EndedBy, EndStatus
from coach.moment import Moment
from coach.question.answer import Answer
from coach.question.dialog import Dialog, Step
from coach.question.questions_by_ear import (
    HOW_TO_CORRECT,
    is_taken_back,
    spoken_about_pain,
    spoken_answer,
    spoken_step,
)
from coach.question.reaction import (
    BOOK,
    BOOK_FIRST,
    ENOUGH,
    STOP_RUNNING,
    reaction_to,
)
from coach.sound.cue_queue import LATEST_MS, CueQueue
from coach.sound.drill_phrases import (
    sayable,
    side_wordings,
    way_out_wording,
    weight_wordings,
)
from coach.sound.event_phrases import (
    COMMON_WORDS,
    EASE_MS,
    LEAVING,
    LEVELS,
    READ,
    REST_FIRST,
    REST_MS,
    SOUND_ON,
    STOPPED,
    before_the_question,
    closing_words,
    continuing_wordings,
    event_wordings,
    noted_wording,
    pain_wording,
    ready_wordings,
    skip_hints,
    sore_wording,
    way_on_wording,
)
from coach.sound.opening_words import overview_wordings
from coach.sound.phrase_candidates import WHOLE_QUESTIONS
from coach.sound.player_process import Channel, Output
from coach.sound.remarks import LATEST_REMARK_MS, RETRY_MS, Speech
from coach.sound.speech_plan import Phrase, PhraseKind, phrases, texts_between
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
    CALM_MS,
    DRILL_DONE,
    SETTLE_MS,
    TO_FETCH,
    TURN_WORDINGS,
    WHEN_THERE,
    afterwards_wordings,
    carry_wordings,
    is_elsewhere,
    is_held,
    is_way_there,
    leave_ms,
    once_wordings,
    question_wordings,
    standing_texts,
    step_ms,
    turn_wordings_of,
)
from coach.text.speech_length import BETWEEN_MS, MARGIN_MS
from coach.timeline import TICKS_MS, Segment, SegmentKind, Timeline, ready_to_work_ms

ANSWER_MS = 8_000
"""Silence for an answer, before the next words that can wait."""
REPEAT_MS = 20_000
"""Silence after the time to answer, before a question about pain is repeated."""
LOOK_MS = 1_000
"""Time between two looks at how long it has been silent."""
ASK_AGAIN_MS = 45_000
"""Silence after which a wait says again which key ends it."""
PLAYER_MS = 400
"""Time a player may need to start and stop, on top of the sound itself."""
LEAST_BREATH_MS = 1_000
"""Shortest rest of a breath in which its late tone can still be followed."""
JOINED_MS = 250
"""Step in which the length of a late tone changes, so that few files are made."""
ASLEEP_AFTER_MS = 4_000
"""Silence after which headphones may sleep, and cut off the start of a sound."""
AHEAD_MS = 60_000
"""How long before their time words are rendered: a program starts with the first ones."""
SPOKEN_LATER = {Step.FELT, Step.SKIP}
"""Questions not spoken when they open, because the way into the next set comes first."""

_NEXT_LEVEL = {
    VoiceLevel.FULL: VoiceLevel.ESSENTIAL,
    VoiceLevel.ESSENTIAL: VoiceLevel.TONES,
    VoiceLevel.TONES: VoiceLevel.FULL,
}


@dataclass(slots=True)
class _Standing:
    """The words for a wait that lasts until the runner is in position."""

    bout: int | None = None
    """Index of the bout that the last such wait led to."""
    texts: tuple[str, ...] = ()
    """The texts of that wait, while it lasts."""
    asked_ms: int = 0
    """Time at which anything was last said in that wait."""
    warned_of: int | None = None
    """Index of the block of which it was said that it loads a place that hurts."""
    opening_ms: int = 0
    """Length of the words about the whole session, before the first name."""
    behind: tuple[str, ...] = ()
    """The texts that follow once the runner is at the wall, step or chair."""
    left_for: int | None = None
    """Index of the bout before which the way out of the last position was said."""


@dataclass(slots=True)
class _Due:
    """Sentences that are said once there is time, or an answer is complete."""

    why: bool = False
    """The question about a skipped set."""
    way_on: bool = False
    """The keys after the questions about pain."""
    hints: tuple[str, ...] = ()
    """What the key that skipped a set does next, the best wording first."""
    hurt: bool = False
    """Whether pain was reported since the last work."""
    again: str = ""
    """The question about pain that is repeated once if nobody answers."""
    is_correction_told: bool = False
    """Whether the key was said that takes an answer back."""
    since_ms: int = 0
    """Time at which anything was last said about it."""


@dataclass(slots=True)
class _Ending:
    """All that the last words depend on."""

    finished: list[SetFinished] = field(default_factory=list)
    pains: dict[int, Answer] = field(default_factory=dict)
    """The last answer about each drill."""
    pain: str = ""
    """What to do about pain."""
    closing: str = "done"
    farewell: str = ""
    """The last words after a question that follows the session; empty for none."""

    @property
    def is_last_done(self) -> bool:
        """Return whether no key ended the last set, which would have been said."""
        return bool(self.finished) and self.finished[-1].ended_by is EndedBy.DONE

    @property
    def stopped(self) -> str:
        """Return the last words of a session that was stopped."""
        return f"{STOPPED}. {self.pain}" if self.pain else STOPPED

    @property
    def hurt(self) -> set[int]:
        """Return the drills about which the questions about pain were answered."""
        return {block for block, said in self.pains.items() if said.pain is not None}

    def note(self, event: Answered) -> None:
        """Remember an answer about pain."""
        self.pains[event.block] = event.answer
        told = filter(None, map(pain_wording, reversed(self.pains.values())))
        self.pain = next(told, "")


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
        self.is_muted = mode is SoundMode.NONE
        self.level = level if mode is SoundMode.VOICE else VoiceLevel.TONES
        self._voice = voice
        self._speech = Speech(voice) if voice is not None else None
        self._output = output
        self._tones = tones
        self._skip = skip
        self._has_tones = has_tones
        self._latency_ms = latency_ms
        """Time by which sounds are started early, because they are heard late."""
        self._on_bell = on_bell
        """Called for each signal while no sound can be played."""
        self._timeline: Timeline | None = None
        self._words: CueQueue[Phrase] = CueQueue(lambda phrase: phrase.kind, self._slack_ms)
        self._notes: CueQueue[ToneNote] = CueQueue(
            lambda note: (note.tone, note.span_ms), _note_slack_ms
        )
        self._planned_with = -1
        """Number of rendered texts when the words were planned."""
        self._rendered_to_ms = 0
        """Position up to which words were given to the speech program."""
        self._sounding_in: Segment | None = None
        """Segment in which the last phrase started; the phrase may still be playing."""
        self._standing = _Standing()
        self._dialog: Dialog | None = None
        """The open question when it was last looked at."""
        self._due = _Due()
        self._asked: Counter[Step] = Counter()
        """How often each question was spoken."""
        self._was_leaving = False
        self._ending = _Ending()
        self._stood_ms = 0
        """Total length of the pauses that are over."""
        self._silent_from_ms = -ASLEEP_AFTER_MS
        """Time at which the last sound ends."""
        self._awake_from_ms = 0
        """Time from which sleeping headphones play a whole sound again."""
        self._is_over = False
        self._finish_ms = 0
        """Length of the last sounds of a session."""

    @property
    def problems(self) -> tuple[str, ...]:
        """Return the sound problems so far, one line each."""
        makers = (self._voice, self._tones, self._output)
        told = (maker.problem for maker in makers if maker is not None)
        return tuple(dict.fromkeys(problem for problem in told if problem))

    @property
    def has_asked(self) -> bool:
        """Return whether the question about a drill was asked before the last one."""
        blocks = self._timeline.prescription.blocks if self._timeline else ()
        return any(block.asks for block in blocks[:-1])

    @property
    def farewell(self) -> str:
        """Return the last words after a question that follows the session."""
        return self._ending.farewell

    def prepare(self, timeline: Timeline, position_ms: int = 0) -> None:
        """Start to render the tones of a session and its next words; return immediately."""
        self._lay_words(timeline)
        if not self.is_muted:
            self._tones.prepare([QUIET, *self._tone_notes(timeline)])
        self._render_ahead(timeline, position_ms)
        # After pain, nobody should wait for words.
        self._render([*COMMON_WORDS, *spoken_about_pain()])

    def on_event(self, event: Event, moment: Moment) -> None:
        """Stop sounds, or note what to say; `on_moment` plays it when it is due."""
        self._leave_standing(moment)
        self._note(event)
        match event:
            case SessionStarted():
                self.prepare(moment.timeline, moment.position_ms)
                self._say_overview(moment)
            case Paused(reason=reason) if reason is not PauseReason.READY:
                self._silence(moment)
                # After pain, the answer may end the session.
                self._render(
                    (BOOK, BOOK_FIRST, ENOUGH, STOP_RUNNING, way_on_wording(moment))
                    if reason is PauseReason.PAIN
                    else continuing_wordings(moment)
                )
            case Answered():
                self._confirm(event, moment)
                self._note_pain(event, moment)
            case Requested(what=request):
                self._change_sound(request, moment)
            case Resumed(paused_ms=paused_ms):
                self._stood_ms += paused_ms
                self._stop_words(moment)
            case SetFinished():
                self._ending.finished.append(event)
            case SegmentStarted(segment=segment):
                self._prepare_closing(segment, moment)
                self._leave_last(segment, moment)
            case SessionEnded(status=status) if status is not EndStatus.COMPLETED:
                self._end_early(moment)
                return
            case _:
                pass
        if PhraseKind.WAIT not in self._skip:
            self._tell(event, moment)

    def _say_overview(self, moment: Moment) -> None:
        """Say what the session is, where the first drill waits for the runner."""
        is_wanted = self.level is VoiceLevel.FULL and PhraseKind.NAME not in self._skip
        is_held_first = is_held(moment.block, moment.segment)
        if self._voice is None or not is_wanted or not is_held_first:
            return
        for text in overview_wordings(moment.timeline):
            self._remark([text], moment, is_lasting=True)
            self._standing.opening_ms = self._voice.length_ms(text) + BETWEEN_MS

    def _note_pain(self, event: Answered, moment: Moment) -> None:
        """Remember what to say about pain at the end."""
        self._ending.note(event)
        self._render([self._ending.stopped])
        self._prepare_closing(moment.segment, moment)

    def _note(self, event: Event) -> None:
        """Remember reported pain until work starts, which also ends a skipped wait."""
        if isinstance(event, Paused) and event.reason is PauseReason.PAIN:
            self._due.hurt = True
        elif isinstance(event, SegmentStarted) and event.segment.is_work:
            self._due.hurt, self._due.hints = False, ()

    def on_moment(self, moment: Moment) -> int | None:
        """Play what is due; return the ms until the next sound, None if there is none."""
        if self._is_over:
            return None
        # A wait of five seconds pauses for the runner immediately.
        is_standing = moment.pause_reason is PauseReason.READY
        is_followed = is_standing or not moment.is_paused
        is_new = is_followed and moment.timeline is not self._timeline
        if is_new:
            self._timeline = moment.timeline
            self._follow(moment)
        self._follow_questions(moment)
        self._say_way_on(moment)
        if moment.is_leaving and not self._was_leaving:
            self._remark([LEAVING], moment)
        self._was_leaving = moment.is_leaving
        wakes = [self._say_remarks(moment)]
        if not moment.is_paused:
            # Tones come first, because planning words takes longer.
            wakes += [self._play_note(moment), self._say(moment, is_new=is_new)]
            wakes.append(self._wake_ahead(moment, wakes[1:]))
            self._say_hint(moment)
            self._ask_why(moment)
        elif is_standing and (is_new or self._is_name_due(moment)):
            wakes.append(self._say(moment, is_new=is_new))
        self._stand_by(moment)
        wakes.append(self._repeat_question(moment))
        wakes.append(LOOK_MS if self._standing.texts else None)
        wakes.append(self._say_remarks(moment))
        if moment.is_ended:
            self._is_over = True
            return None
        return min((wake for wake in wakes if wake is not None), default=None)

    def close(self) -> None:
        """Let a session's last sounds end; stop all sounds and threads."""
        if self._voice is not None:
            self._voice.close()
        if self._output is not None:
            wait_ms = self._finish_ms + PLAYER_MS if self._finish_ms else 0
            self._finish_ms = 0
            self._output.close(wait_ms)
        self._tones.close()

    # Plans

    def _follow(self, moment: Moment) -> None:
        """Change to a new plan, and stop the sounds of the old one."""
        notes = self._tone_notes(moment.timeline)
        self._notes.lay(notes)
        if not self.is_muted:
            self._tones.prepare(notes)
        segment, note, began = moment.segment, self._notes.last, self._sounding_in
        if note and note.span_ms and note.at_ms != segment.span_at_ms:
            self._stop(Channel.TONES)
        if began and (began.bout, began.kind) != (segment.bout, segment.kind):
            self._cut_words(moment)
            self._sounding_in = None

    def _tone_notes(self, timeline: Timeline) -> tuple[ToneNote, ...]:
        """Return the planned tones: all, or only the signals."""
        notes = tone_notes(timeline)
        return notes if self._has_tones else tuple(n for n in notes if n.tone.is_signal)

    def _lay_words(self, timeline: Timeline) -> None:
        """Plan the phrases with the text lengths known now."""
        voice = self._voice
        if voice is not None:
            self._planned_with = voice.ready
            plan = phrases(timeline, self.level, voice.length_ms, self._skip)
            self._words.lay(plan)

    def _render_ahead(self, timeline: Timeline, position_ms: int) -> None:
        """Start to render what is said soon, in the order in which it is heard."""
        self._rendered_to_ms = position_ms + AHEAD_MS
        self._render(
            texts_between(
                position_ms,
                self._rendered_to_ms,
                self._words.plan,
                timeline,
                level=self.level,
                skip=self._skip,
            )
        )

    def _render(self, texts: Iterable[str]) -> None:
        if self._voice is not None and self._is_voice_on:
            self._voice.prepare(texts)

    def _change_sound(self, request: Request, moment: Moment) -> None:
        """Mute, unmute, or switch to the next voice level."""
        if request is Request.MUTE:
            self.is_muted = not self.is_muted
            self._silence(moment)
            self.prepare(moment.timeline, moment.position_ms)
            self._remark([SOUND_ON], moment)
        elif request is Request.VOICE and self._voice is not None:
            self.level = _NEXT_LEVEL[self.level]
            self._stop_words(moment)
            self.prepare(moment.timeline, moment.position_ms)
            self._remark([LEVELS[self.level]], moment, is_always=True)
        elif request is Request.SAY_AGAIN:
            self._say_again(moment)

    def _say_again(self, moment: Moment) -> None:
        """Say the open question, the whole way into the position, or the last words."""
        speech, asked = self._speech, moment.question
        if speech is None or not self._is_voice_on:
            return
        if self._standing.behind and asked is None:
            self._stop_words(moment)
            self._say_position(moment)
            return
        texts: tuple[str, ...] = self._standing.texts or (speech.last_text,)
        if asked is not None:
            texts = (spoken_step(asked, is_new=True),)
        moves = self._moves(moment)
        self._stop_words(moment)
        for text in texts:
            gap_ms = BETWEEN_MS
            if self._standing.texts and text in moves:
                gap_ms = self._step_ms(text, moment)
            speech.remark([text], self._now_ms(moment), gap_ms=gap_ms, is_lasting=True)

    def _prepare_closing(self, segment: Segment, moment: Moment) -> None:
        """Render the last words of the session while its last set runs."""
        timeline = moment.timeline
        if not segment.is_work or segment.bout != len(timeline.bouts) - 1:
            return
        bout, block = timeline.bouts[segment.bout], timeline.block_of(segment)
        expected = SetFinished(
            at_ms=timeline.total_ms,
            late_ms=0,
            bout=bout.index,
            block=bout.block,
            drill=block.drill,
            set=bout.set,
            side=bout.side,
            reps_planned=bout.reps,
            reps_done=bout.reps,
            work_ms=0,
            exhale_ms=0,
            paused_ms=0,
            ended_by=EndedBy.DONE,
        )
        finished = [*self._ending.finished, expected]
        stood_ms = self._stood_ms + moment.stood_ms
        way_out = way_out_wording(block) if self._is_setup_told else ""
        is_asked = block.asks and segment.block not in self._ending.hurt
        is_asked = is_asked and not timeline.prescription.self_paced
        self._ending.closing = closing_words(
            timeline.prescription,
            finished,
            timeline.total_ms,
            stood_ms,
            "" if is_asked else way_out,
            self._ending.pain,
        )
        self._ending.farewell = self._ending.closing if is_asked else ""
        if is_asked:
            self._ending.closing = before_the_question(way_out)
        self._render([self._ending.closing])

    # Sounds

    def _now_ms(self, moment: Moment) -> int:
        """Return the time since the session began, pauses included."""
        return moment.position_ms + self._stood_ms + moment.stood_ms

    @property
    def _playing_output(self) -> Output | None:
        """Return the current output; None while there is none."""
        output = self._output
        return None if self.is_muted or output is None or output.is_silent else output

    @property
    def _is_voice_on(self) -> bool:
        return not self.is_muted and self.level is not VoiceLevel.TONES

    @property
    def _is_setup_told(self) -> bool:
        return self.level is VoiceLevel.FULL and PhraseKind.SETUP not in self._skip

    def _slack_ms(self, phrase: Phrase) -> int:
        """Return how late a phrase may start; the first name may wait for its sound."""
        if not phrase.may_wait or self._voice is None:
            return LATEST_MS
        room_ms = phrase.end_by_ms - phrase.at_ms - self._voice.length_ms(phrase.text)
        if phrase.kind is PhraseKind.NAME and phrase.at_ms < self._standing.opening_ms:
            room_ms += self._standing.opening_ms
        return max(LATEST_MS, room_ms)

    def _play_note(self, moment: Moment) -> int | None:
        """Play the tone that is due; return the ms until the next one."""
        heard_ms = moment.position_ms + self._latency_ms
        note = self._notes.due(heard_ms)
        if note is not None:
            output, sound = self._playing_output, _joined(note, heard_ms)
            if sound is not note and output is not None:
                self._tones.prepare([sound])
            file = self._tones.file(sound)
            if output is not None and file is not None:
                output.play(Channel.TONES, file)
                length_ms = sound.span_ms or signal_ms(sound.tone)
                self._sounds_until(self._now_ms(moment) + length_ms)
                if note.at_ms >= moment.timeline.total_ms:
                    self._finish_ms = max(self._finish_ms, signal_ms(note.tone))
            elif output is not None and self._tones.problem is None:
                return RETRY_MS
            elif note.tone.is_signal and self._on_bell is not None and not self.is_muted:
                self._on_bell()
            self._notes.take(note)
        return self._notes.wait_ms(heard_ms)

    def _say(self, moment: Moment, *, is_new: bool) -> int | None:
        """Play the phrase that is due; return the ms until the next one."""
        voice, speech = self._voice, self._speech
        if voice is None or speech is None:
            return None
        heard_ms, now_ms = moment.position_ms + self._latency_ms, self._now_ms(moment)
        # More lengths may be known by now, so the words are planned again.
        is_better = self._words.due(heard_ms) and voice.ready != self._planned_with
        if is_new or is_better:
            self._lay_words(moment.timeline)
        if is_new or is_better or heard_ms + AHEAD_MS // 2 >= self._rendered_to_ms:
            self._render_ahead(moment.timeline, moment.position_ms)
        phrase = self._words.due(heard_ms)
        if phrase is None:
            return self._words.wait_ms(heard_ms)
        output = self._playing_output
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
        voice, speech, now_ms = self._voice, self._speech, self._now_ms(moment)
        if voice is None or speech is None:
            return 0
        if speech.has_remarks or speech.free_in_ms(now_ms):
            return speech.free_in_ms(now_ms) or RETRY_MS
        waking_ms = self._wake(output, now_ms) if phrase.may_wait else 0
        text = self._text_of(phrase, moment)
        # Late words follow one another closely, but always with a short pause.
        is_kept = phrase.kind is not PhraseKind.ASK
        if waking_ms or not speech.play(text, output, now_ms, MARGIN_MS, is_kept=is_kept):
            return waking_ms or RETRY_MS
        self._sounds_until(now_ms + voice.length_ms(text))
        self._sounding_in = moment.segment
        if phrase.at_ms >= moment.timeline.total_ms:
            self._finish_ms = max(self._finish_ms, voice.length_ms(text))
        return 0

    def _is_unwanted(self, phrase: Phrase, moment: Moment) -> bool:
        """Return whether a question was answered or never asked, or a key said enough."""
        asked = moment.question
        is_open = asked is not None and asked.step is Step.FELT
        if self._due.hints and not moment.segment.is_work:
            # The side is said already; what the key does is more important than a cue.
            is_switch = phrase.text in switch_wordings(moment.block)
            is_switch &= phrase.text not in TURN_WORDINGS
            return is_switch or phrase.kind is PhraseKind.CUE
        if phrase.text == DRILL_DONE:
            return not self._ending.is_last_done
        if phrase.kind is PhraseKind.ASK and self._is_end_unsaid(moment):
            return False
        return phrase.kind is PhraseKind.ASK and not is_open

    def _is_end_unsaid(self, moment: Moment) -> bool:
        """Return whether the last drill ended without a question, or words after a key."""
        finished = self._ending.finished
        if not finished or not self._ending.is_last_done:
            return False
        number = finished[-1].block
        is_asked = moment.timeline.prescription.blocks[number].asks
        return not is_asked or number in self._ending.hurt

    def _text_of(self, phrase: Phrase, moment: Moment) -> str:
        """Return the words of a phrase; the final one sums up the session."""
        if phrase.kind is PhraseKind.ASK and self._is_end_unsaid(moment):
            return DRILL_DONE
        is_last = phrase.kind is PhraseKind.DONE and self._voice is not None
        has_closing = is_last and self._voice and self._voice.file(self._ending.closing)
        return self._ending.closing if has_closing else phrase.text

    def _say_remarks(self, moment: Moment) -> int | None:
        """Speak about a key, a question, or the wait for the runner."""
        if self._speech is None:
            return None
        now_ms = self._now_ms(moment)
        had = self._speech.has_remarks
        wake_ms = self._speech.say_remarks(self._playing_output, now_ms)
        if had:
            self._sounding_in = None
            self._sounds_until(now_ms + self._speech.free_in_ms(now_ms))
        return wake_ms

    def _tell(self, event: Event, moment: Moment) -> None:
        """Say what a key did; one that ends a pause and skips is said to skip."""
        if self._speech is not None and isinstance(event, Skipped | WentBack):
            self._speech.forget(but=self._speech.lasting)
        told = event_wordings(event, moment)
        if isinstance(event, Skipped):
            self._due.hints = skip_hints(event.kind, moment)
            self._render((*_starts_of_side(moment), *self._due.hints))
            if self._due.hurt and moment.is_awaiting_ready:
                self._remark(told, moment, is_lasting=True)
                self._remark([REST_FIRST], moment, is_lasting=True, gap_ms=REST_MS)
                return
        is_before_name = self._standing.bout != moment.segment.bout
        if isinstance(event, Resumed) and moment.is_awaiting_ready and is_before_name:
            told = told[:1]  # name, position and key are still to come
        if told and self._speech is not None:
            self._speech.end_gap(self._now_ms(moment))
        is_pain = isinstance(event, Paused) and event.reason is PauseReason.PAIN
        self._remark(told, moment, gap_ms=EASE_MS if is_pain else BETWEEN_MS)

    def _remark(
        self,
        texts: Iterable[str],
        moment: Moment,
        *,
        is_lasting: bool = False,
        is_always: bool = False,
        gap_ms: int = BETWEEN_MS,
    ) -> None:
        """Speak sentences outside the plan as soon as nothing else is being said."""
        is_on = not self.is_muted and (is_always or self._is_voice_on)
        if self._speech is not None and is_on:
            self._speech.remark(
                texts,
                self._now_ms(moment),
                gap_ms=gap_ms,
                is_lasting=is_lasting,
                ahead_of=self._standing.texts,
            )

    # Questions

    def _follow_questions(self, moment: Moment) -> None:
        """Speak a question that opened, and the choices made within it."""
        before, dialog = self._dialog, moment.question
        if dialog == before:
            return
        self._dialog = dialog
        self._due.again = ""
        self._due.why = (
            dialog is not None
            and dialog.step is Step.SKIP
            and self.level is VoiceLevel.FULL
            and PhraseKind.ASK not in self._skip
        )
        if self._due.why and dialog is not None:
            self._render(spoken_step(dialog, is_new=is_new) for is_new in (True, False))
        if before is not None and dialog is not None:
            if before.is_about_pain or not dialog.is_about_pain:
                # Else the pause has stopped all words, and says how to rest.
                self._make_way(moment)
            if not is_taken_back(before, dialog):  # which is asked again
                self._remark([spoken_answer(before, dialog, dialog.answer)], moment)
            is_correctable = dialog.before is not None and dialog.step is not before.step
            if is_correctable and not self._due.is_correction_told:
                self._due.is_correction_told = True
                self._remark([HOW_TO_CORRECT], moment)
        is_asked = dialog is not None and (before is None or dialog.step is not before.step)
        if dialog is not None and is_asked and dialog.step is Step.FELT:
            self._ask_felt(moment)
        if dialog is None or not is_asked or dialog.step in SPOKEN_LATER:
            return
        if dialog.is_about_pain or PhraseKind.ASK not in self._skip:
            is_new = self._asked[dialog.step] < WHOLE_QUESTIONS
            self._asked[dialog.step] += 1
            text = spoken_step(dialog, is_new=is_new)
            self._remark([text], moment, is_lasting=True, gap_ms=ANSWER_MS)
            self._due.again = text if dialog.is_about_pain else ""
            self._due.since_ms = self._now_ms(moment)

    def _leave_last(self, segment: Segment, moment: Moment) -> None:
        """Say how to leave the last drill, where the next one waits for the runner."""
        if segment.is_work:
            self._standing.left_for = None
        is_left = self._standing.left_for == segment.bout  # pain may restart the wait
        if moment.is_awaiting_ready and self._is_setup_told and not is_left:
            self._standing.left_for = segment.bout
            told = afterwards_wordings(moment.timeline, segment)
            if segment.kind is SegmentKind.CHANGE and self._is_end_unsaid(moment):
                self._remark([DRILL_DONE], moment, is_lasting=True)
            for text in told:
                self._remark([text], moment, is_lasting=True, gap_ms=leave_ms(text))
        if segment.kind is SegmentKind.CHANGE and not moment.is_awaiting_ready:
            self._remark(self._warning(moment), moment, is_lasting=True)

    def _ask_felt(self, moment: Moment) -> None:
        """Ask how the last drill was, where the next one waits for the runner."""
        is_wanted = self.level is VoiceLevel.FULL and PhraseKind.ASK not in self._skip
        if moment.is_awaiting_ready and is_wanted:
            asked = question_wordings(moment.timeline, moment.segment)[:1]
            is_left = bool(afterwards_wordings(moment.timeline, moment.segment))
            if self._speech is not None and not is_left:
                self._speech.settle(CALM_MS, self._now_ms(moment))
            self._remark(asked, moment, is_lasting=True, gap_ms=ANSWER_MS)

    def _confirm(self, event: Answered, moment: Moment) -> None:
        """Confirm an answer; after pain, say whom to see and what happens now."""
        before, self._dialog = self._dialog, moment.question
        self._due.again = ""
        reaction = reaction_to(
            event.answer, moment.timeline.prescription.blocks[event.block]
        )
        if before is not None:
            self._make_way(moment)
        if before is not None and not reaction.words:
            noted = noted_wording(event.answer) if before.is_about_pain else ""
            self._remark([noted or spoken_answer(before, None, event.answer)], moment)
        others = [words for words in reaction.words if words != reaction.spoken]
        told = [reaction.spoken, *others, READ if reaction.ends else ""]
        self._remark(told, moment, is_lasting=True)

    def _repeat_question(self, moment: Moment) -> int | None:
        """Say an unanswered question about pain once more; return when to look again."""
        speech, now_ms = self._speech, self._now_ms(moment)
        if speech is None or not self._due.again:
            return None
        if speech.has_remarks or speech.free_in_ms(now_ms):
            self._due.since_ms = now_ms
        elif now_ms - self._due.since_ms >= REPEAT_MS:
            self._remark([self._due.again], moment, is_lasting=True, gap_ms=ANSWER_MS)
            self._due.again = ""
        return LOOK_MS

    def _say_way_on(self, moment: Moment) -> None:
        """Say which key continues, once the questions about pain are over."""
        asked = moment.question
        if asked is None and self._due.way_on:
            if moment.sore is not None and moment.pause_about is not None:
                self._standing.warned_of = moment.segment.block
            self._remark([way_on_wording(moment)], moment, is_lasting=True)
        self._due.way_on = asked is not None and asked.is_about_pain

    def _say_hint(self, moment: Moment) -> None:
        """Say what the key does that skipped a set, after the way into the next one."""
        if self._due.hints and self._say_first_that_fits(self._due.hints, moment):
            self._due.hints = ()

    def _ask_why(self, moment: Moment) -> None:
        """Ask why a set was skipped, if there is time after the way into the next one."""
        asked = moment.question
        if not self._due.why or asked is None or self._due.hints:
            return
        # Without its keys, the question helps only who has heard them.
        forms = (True, False) if self._asked[asked.step] else (True,)
        texts = [spoken_step(asked, is_new=is_new) for is_new in forms]
        if self._say_first_that_fits(texts, moment):
            self._asked[asked.step] += 1
            self._due.why = False

    def _say_first_that_fits(self, texts: Iterable[str], moment: Moment) -> bool:
        """Say a text if nothing else is due in this wait, and it ends before the ticks."""
        is_wait = not moment.segment.is_work and moment.segment.breath is None
        heard_ms = moment.position_ms + self._latency_ms
        if self._voice is None or self._speech is None or not is_wait:
            return False
        if self._speech.has_remarks or self._words.due(heard_ms):
            return False
        free_ms = self._speech.free_in_ms(self._now_ms(moment))
        left_ms = moment.segment.end_ms - TICKS_MS - moment.position_ms
        until_ms = min(self._words.wait_ms(heard_ms) or 0, left_ms)
        for text in texts:
            if free_ms + self._voice.length_ms(text) + MARGIN_MS <= until_ms:
                self._remark([text], moment)
                return True
        return False

    # Waiting until the runner is in position

    def _is_name_due(self, moment: Moment) -> bool:
        """Return whether the name of the drill after this wait has not been spoken yet."""
        due = self._words.due(moment.position_ms + self._latency_ms)
        is_due = due is not None and due.kind in {PhraseKind.NAME, PhraseKind.NEXT}
        if not is_due or self._speech is None:
            return False
        silent_ms = self._speech.silent_for_ms(self._now_ms(moment))
        waited_ms = 0 if self._speech.has_remarks else min(moment.stood_ms, silent_ms)
        return waited_ms < LATEST_REMARK_MS

    def _stand_by(self, moment: Moment) -> None:
        """Say the setup and then the key to press, once the name has been spoken."""
        segment = moment.segment
        is_wanted = moment.is_awaiting_ready and not moment.is_leaving
        is_paused = moment.pause_reason not in {None, PauseReason.READY}
        if self._speech is None or not is_wanted or is_paused:
            return
        if self._standing.bout == segment.bout:
            self._ask_again(moment)
            return
        if self._is_name_due(moment):
            return
        self._standing.bout = segment.bout
        now_ms = self._now_ms(moment)
        texts = self._standing_texts(moment)
        texts = (*self._warning(moment), *texts) if texts else ()
        if not self.is_muted and texts:
            *setup, press_key = texts
            self._standing.texts = texts
            self._speech.settle(SETTLE_MS, now_ms)
            asked = tuple(self._why_now(moment))
            place = next((at for at, one in enumerate(setup, 1) if is_way_there(one)), 0)
            if place:
                # The position follows once the runner is there.
                self._say_standing((*setup[:place], *asked, WHEN_THERE), asked, moment)
                self._standing.behind = (*setup[place:], press_key)
            else:
                self._say_standing((*setup, *asked, press_key), asked, moment)
            self._render(ready_wordings(moment, ready_to_work_ms(moment.block)))
            self._standing.asked_ms = now_ms

    def _say_standing(
        self, texts: Iterable[str], asked: Collection[str], moment: Moment
    ) -> None:
        """Say the way into a position, each step with the time that it takes."""
        moves, now_ms = self._moves(moment), self._now_ms(moment)
        for text in texts:
            gap_ms = SETTLE_MS
            if text in moves and not is_way_there(text):
                gap_ms = self._step_ms(text, moment)
            gap_ms = ANSWER_MS if text in asked else gap_ms
            if self._speech is not None:
                self._speech.remark([text], now_ms, gap_ms=gap_ms, is_lasting=True)

    def _say_position(self, moment: Moment) -> None:
        """Say the position to a runner who is at the wall, step or chair."""
        behind, self._standing.behind = self._standing.behind, ()
        self._standing.asked_ms = self._now_ms(moment)
        self._say_standing(behind, (), moment)

    def _warning(self, moment: Moment) -> Iterator[str]:
        """Yield once that the next drill loads a place that hurt, and how to skip it."""
        block = moment.segment.block
        if moment.sore is not None and self._standing.warned_of != block:
            self._standing.warned_of = block
            yield sore_wording(moment.block, moment.sore)

    def _ask_again(self, moment: Moment) -> None:
        """Say the key to press again after a while without any words."""
        speech, now_ms = self._speech, self._now_ms(moment)
        if speech is None or not self._standing.texts:
            return
        if speech.has_remarks or speech.free_in_ms(now_ms) or moment.question:
            self._standing.asked_ms = now_ms
        elif now_ms - self._standing.asked_ms >= ASK_AGAIN_MS:
            self._standing.asked_ms = now_ms
            # Without the key, the position comes after a while.
            if self._standing.behind:
                self._say_position(moment)
            else:
                self._remark(self._standing.texts[-1:], moment)

    def _leave_standing(self, moment: Moment) -> None:
        """Stop the words for a wait that is over."""
        if self._standing.texts and not moment.is_awaiting_ready:
            self._standing.texts = self._standing.behind = ()
            self._stop_words(moment)

    def _standing_texts(self, moment: Moment) -> tuple[str, ...]:
        timeline, first = moment.timeline, moment.segment
        return standing_texts(
            moment.block,
            first.set,
            self.level,
            self._skip,
            first.side,
            is_start=first.kind is SegmentKind.LEAD_IN,
            is_turn=first.kind is SegmentKind.SWITCH,
            ahead=carry_wordings(timeline, first),
            behind=once_wordings(timeline, first),
        )

    def _moves(self, moment: Moment) -> Collection[str]:
        """Return the texts after which the runner moves."""
        block, first = moment.block, moment.segment
        sides = side_wordings(block, first.side) if first.side else ()
        moves = {*sayable(block.setup), *weight_wordings(block), *sides}
        turn = turn_wordings_of(block, first.side)
        return {*moves, *carry_wordings(moment.timeline, first), *turn, TO_FETCH}

    def _step_ms(self, text: str, moment: Moment) -> int:
        """Return the time that the runner needs for a step into the position."""
        timeline, first = moment.timeline, moment.segment
        is_turn = first.kind is SegmentKind.SWITCH
        return step_ms(
            moment.block,
            text,
            first.side,
            carry_wordings(timeline, first),
            is_placed=not is_turn and not is_elsewhere(timeline, first),
        )

    def _why_now(self, moment: Moment) -> Iterator[str]:
        """Yield what follows a skipped set, and why it was, if not spoken yet."""
        dialog = moment.question
        yield from self._due.hints[:1]
        self._due.hints = ()
        if self._due.why and dialog is not None:
            self._due.why = False
            yield spoken_step(dialog, is_new=True)

    # The quiet start

    def _sounds_until(self, until_ms: int) -> None:
        self._silent_from_ms = max(self._silent_from_ms, until_ms)

    def _wake(self, output: Output, now_ms: int) -> int:
        """Wake headphones after a long silence; return the ms until they play."""
        file = self._tones.file(QUIET)
        if file is not None and now_ms - self._silent_from_ms >= ASLEEP_AFTER_MS:
            output.play(Channel.QUIET, file)
            self._awake_from_ms = self._silent_from_ms = now_ms + signal_ms(Tone.QUIET)
        return max(0, self._awake_from_ms - now_ms)

    def _wake_ahead(self, moment: Moment, waits: Iterable[int | None]) -> int | None:
        """Wake headphones before the next sound; return the ms until it is time."""
        output = self._playing_output
        wait_ms = min((wait for wait in waits if wait is not None), default=None)
        if output is None or wait_ms is None:
            return None
        ahead_ms = wait_ms - signal_ms(Tone.QUIET)
        if ahead_ms <= 0:
            self._wake(output, self._now_ms(moment))
            return None
        return ahead_ms

    # The end

    def _end_early(self, moment: Moment) -> None:
        """Say the most important sentence, or that the session has stopped."""
        speech, output = self._speech, self._playing_output
        self._is_over = True
        left = speech.lasting if speech is not None else ()
        self._silence(moment)
        if speech is None or self._voice is None or output is None or not self._is_voice_on:
            return
        for text in (*left, self._ending.stopped, STOPPED):
            if speech.play(text, output, self._now_ms(moment)):
                self._finish_ms = self._voice.length_ms(text)
                return

    def _silence(self, moment: Moment) -> None:
        self._stop_words(moment)
        for channel in (Channel.TONES, Channel.QUIET):
            self._stop(channel)

    def _stop_words(self, moment: Moment) -> None:
        """Stop the words being spoken, and forget the remarks."""
        self._cut_words(moment)
        if self._speech is not None:
            self._speech.forget()

    def _make_way(self, moment: Moment) -> None:
        """Stop what is being said, except for the way into the next drill."""
        speech = self._speech
        if speech is None:
            return
        now_ms = self._now_ms(moment)
        if speech.is_saying(self._standing.texts, now_ms):
            speech.end_gap(now_ms)
            speech.settle(BETWEEN_MS, now_ms)
        elif not speech.is_kept:
            self._cut_words(moment)
        speech.forget(but=self._standing.texts)

    def _cut_words(self, moment: Moment) -> None:
        self._stop(Channel.VOICE)
        if self._speech is not None:
            self._speech.silent_from(self._now_ms(moment))

    def _stop(self, channel: Channel) -> None:
        if self._output is not None:
            self._output.stop(channel)


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
