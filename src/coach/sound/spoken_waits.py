"""The waits that last until the runner is in position: the way in, and the key."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from coach.event import PauseReason
from coach.moment import Moment
from coach.sound.cue_queue import CueQueue
from coach.sound.drill_phrases import (
    next_drill_wordings,
    sayable,
    side_wordings,
    weight_wordings,
)
from coach.sound.event_phrases import REST_FIRST, ready_wordings, sore_wording
from coach.sound.laptop_place import carry_wordings
from coach.sound.opening_words import FETCH_FIRST, overview_wordings, things_in
from coach.sound.remarks import LATEST_REMARK_MS
from coach.sound.speaker import Speaker
from coach.sound.speech_plan import Phrase, PhraseKind
from coach.sound.spoken_ending import SpokenEnding
from coach.sound.spoken_questions import ANSWER_MS, SpokenQuestions
from coach.sound.way_into_position import (
    AT_THE_FIRST_START,
    CALM_MS,
    CHANGE_KNEES,
    GATES,
    SETTLE_MS,
    TONES_TOLD,
    TURN_ROUND,
    afterwards_wordings,
    done_wording,
    is_elsewhere,
    is_held,
    leave_ms,
    once_wordings,
    question_wordings,
    standing_texts,
    step_ms,
)
from coach.text.speech_length import BETWEEN_MS
from coach.timeline import Segment, SegmentKind, ready_to_work_ms

ASK_AGAIN_MS = 45_000
"""Silence after which a wait says again which key ends it."""


class SpokenWaits:
    """The waits of a session by ear: what comes, how to get there, and which key starts."""

    def __init__(
        self,
        speaker: Speaker,
        words: CueQueue[Phrase],
        questions: SpokenQuestions,
        ending: SpokenEnding,
        *,
        has_tones: bool = True,
    ) -> None:
        self._speaker = speaker
        self._words = words
        self._questions = questions
        self._ending = ending
        self._has_tones = has_tones
        """Whether tones are played for the breath, which are explained then."""
        self.bout: int | None = None
        """Index of the bout that the last such wait led to."""
        self.opening_ms = 0
        """Length of the words about the whole session, before the first name."""
        self._asked_ms = 0
        """Time at which anything was last said in the wait."""
        self._behind: tuple[str, ...] = ()
        """The texts that follow once the runner has pressed the key for the next step."""
        self._part: tuple[str, ...] = ()
        """The texts of the way into the position that were said last."""
        self._rests_before: int | None = None
        """Index of the bout that is not announced until the runner has rested."""
        self._is_rest_told = False
        self._rest_words = REST_FIRST
        """What is said until the runner asks for the next drill."""
        self._things = ""
        """The list of things to fetch, which a key repeats."""
        self._has_fetched = False
        """Whether the runner was given time to fetch things before the first drill."""
        self._warned_of: int | None = None
        """Index of the block whose warning about a painful place was said."""
        self._left_for: int | None = None
        """Index of the bout before which the way out of the last position was said."""

    @property
    def has_more(self) -> bool:
        """Return whether the runner has to press a key to hear more of the way in."""
        speaker = self._speaker
        is_heard = speaker.is_voice_on and speaker.playing_output is not None
        return is_heard and bool(self._behind or self._rests_before is not None)

    def go_on(self, moment: Moment) -> None:
        """Say the next drill to a runner who has rested, or the position."""
        self._speaker.stop_words(moment)
        if self._rests_before is None:
            self._say_next_part(moment)
            return
        self._rests_before = None
        if self._rest_words != FETCH_FIRST and self._speaker.says(PhraseKind.NEXT):
            name = next_drill_wordings(moment.block)[:1]
            self._speaker.remark(name, moment, is_lasting=True)

    def rest_first(self, moment: Moment) -> None:
        """Say nothing of the next drill until the runner asks for it, after pain."""
        self._rests_before, self._is_rest_told = moment.segment.bout, False
        self._rest_words = REST_FIRST

    def say_overview(self, moment: Moment) -> None:
        """Say what the session is, where the first drill waits for the runner."""
        is_wanted = self._speaker.says(PhraseKind.NAME)
        is_held_first = is_held(moment.block, moment.segment)
        if self._speaker.voice is None or not is_wanted or not is_held_first:
            return
        for text in overview_wordings(moment.timeline):
            self._speaker.remark([text], moment, is_lasting=True)
            self.opening_ms = self._speaker.voice.length_ms(text) + BETWEEN_MS
            self._things = things_in(text)
            if self._things and self._speaker.says(PhraseKind.WAIT):
                self._rests_before, self._is_rest_told = moment.segment.bout, True
                self._rest_words, self._has_fetched = FETCH_FIRST, True
                self._speaker.remark([FETCH_FIRST], moment, is_lasting=True)
                self._speaker.render([self._things])

    def leave_last(self, segment: Segment, moment: Moment) -> None:
        """Say how to leave the last drill, where the next one waits for the runner."""
        if segment.is_work:
            self._left_for = None
        is_left = self._left_for == segment.bout  # pain may restart the wait
        if (
            moment.is_awaiting_ready
            and self._speaker.says(PhraseKind.SETUP)
            and not is_left
        ):
            self._left_for = segment.bout
            told = afterwards_wordings(moment.timeline, segment)
            is_over = segment.kind is SegmentKind.CHANGE and self._ending.is_last_done
            if is_over:
                is_asked = question_wordings(moment.timeline, segment) and not told
                gap_ms = CALM_MS if is_asked else BETWEEN_MS
                done = done_wording(moment.timeline, segment)
                self._speaker.remark([done], moment, is_lasting=True, gap_ms=gap_ms)
            self._questions.is_end_told = is_over or bool(told)
            for text in told:
                self._speaker.remark([text], moment, is_lasting=True, gap_ms=leave_ms(text))
        if segment.kind is SegmentKind.CHANGE and not moment.is_awaiting_ready:
            self._speaker.remark(self._warning(moment), moment, is_lasting=True)

    def is_name_due(self, moment: Moment) -> bool:
        """Return whether the name of the drill after this wait has not been spoken yet."""
        due = self._words.due(self._speaker.heard_ms(moment))
        is_due = due is not None and due.kind in {PhraseKind.NAME, PhraseKind.NEXT}
        if not is_due or self._speaker.speech is None:
            return False
        silent_ms = self._speaker.speech.silent_for_ms(self._speaker.now_ms(moment))
        waited_ms = (
            0 if self._speaker.speech.has_remarks else min(moment.stood_ms, silent_ms)
        )
        return waited_ms < LATEST_REMARK_MS

    def stand_by(self, moment: Moment) -> None:
        """Say the setup and then the key to press, once the name has been spoken."""
        segment = moment.segment
        is_wanted = moment.is_awaiting_ready and not moment.is_leaving
        is_paused = moment.pause_reason not in {None, PauseReason.READY}
        if self._speaker.speech is None or not is_wanted or is_paused:
            return
        if self.bout == segment.bout:
            self._ask_again(moment)
            return
        if self._rests_before == segment.bout:
            self._rest(moment)
            return
        if self.is_name_due(moment):
            return
        self.bout = segment.bout
        now_ms = self._speaker.now_ms(moment)
        texts = self._standing_texts(moment)
        texts = (*self._warning(moment), *texts) if texts else ()
        if not self._speaker.is_muted and texts:
            *setup, press_key = texts
            self._speaker.way_in = texts
            self._speaker.speech.settle(SETTLE_MS, now_ms)
            asked = tuple(self._questions.why_now(moment))
            self._behind = (*setup, press_key)
            self._say_next_part(moment, asked)
            self._speaker.render(ready_wordings(moment, ready_to_work_ms(moment.block)))
            self._asked_ms = now_ms

    def _rest(self, moment: Moment) -> None:
        """Say that nothing follows until the runner asks for it, and the name later."""
        due = self._words.due(self._speaker.heard_ms(moment))
        if due is not None and due.kind in {PhraseKind.NAME, PhraseKind.NEXT}:
            self._words.take(due)
        speech, now_ms = self._speaker.speech, self._speaker.now_ms(moment)
        is_busy = speech is None or speech.has_remarks or speech.free_in_ms(now_ms) > 0
        if _is_pain_asked(moment) or (is_busy and self._is_rest_told):
            self._asked_ms = now_ms
        elif not self._is_rest_told or now_ms - self._asked_ms >= ASK_AGAIN_MS:
            self._is_rest_told, self._asked_ms = True, now_ms
            self._speaker.remark([self._rest_words], moment, is_lasting=True)

    def _say_part(
        self, texts: Iterable[str], asked: Collection[str], moment: Moment
    ) -> None:
        """Say the way into a position, each step with the time that it takes."""
        self._part = tuple(texts)
        moves, now_ms = self._moves(moment), self._speaker.now_ms(moment)
        for text, after in zip(self._part, (*self._part[1:], ""), strict=True):
            gap_ms = SETTLE_MS
            if text in moves and after not in GATES:
                gap_ms = self._step_ms(text, moment)
            gap_ms = ANSWER_MS if text in asked else gap_ms
            if self._speaker.speech is not None:
                self._speaker.speech.remark([text], now_ms, gap_ms=gap_ms, is_lasting=True)

    def _say_next_part(self, moment: Moment, asked: tuple[str, ...] = ()) -> None:
        """Say the way into the position, up to the next key that the runner presses."""
        texts = self._behind
        ends = (at for at, text in enumerate(texts, 1) if text in GATES)
        place = next(ends, len(texts))
        self._behind = texts[place:]
        self._asked_ms = self._speaker.now_ms(moment)
        self._say_part((*texts[: place - 1], *asked, texts[place - 1]), asked, moment)

    def _warning(self, moment: Moment) -> Iterator[str]:
        """Yield once that the next drill loads a place that hurt, and how to skip it."""
        block = moment.segment.block
        if moment.sore is not None and self._warned_of != block:
            self._warned_of = block
            yield sore_wording(moment.block, moment.sore)

    def _ask_again(self, moment: Moment) -> None:
        """Say the key to press again after a while without any words."""
        speech, now_ms = self._speaker.speech, self._speaker.now_ms(moment)
        if speech is None or not self._speaker.way_in:
            return
        if speech.has_remarks or speech.free_in_ms(now_ms) or _is_pain_asked(moment):
            self._asked_ms = now_ms
        elif now_ms - self._asked_ms >= ASK_AGAIN_MS:
            self._asked_ms = now_ms
            # Without the key, the position comes after a while.
            if self._behind:
                self._say_next_part(moment)
            else:
                self._speaker.remark(self._speaker.way_in[-1:], moment)

    def leave(self, moment: Moment) -> None:
        """Stop the words for a wait that is over."""
        if moment.is_awaiting_ready:
            return
        self._rests_before = None
        if self._speaker.way_in:
            self._speaker.way_in = self._behind = self._part = ()
            self._speaker.stop_words(moment)

    def _standing_texts(self, moment: Moment) -> tuple[str, ...]:
        timeline, first = moment.timeline, moment.segment
        texts = standing_texts(
            moment.block,
            first.set,
            self._speaker.level,
            self._speaker.skip,
            first.side,
            is_start=first.kind is SegmentKind.LEAD_IN,
            is_turn=first.kind is SegmentKind.SWITCH,
            ahead=carry_wordings(timeline, first),
            behind=once_wordings(timeline, first),
        )
        if self._has_fetched and first.kind is SegmentKind.LEAD_IN:
            keys = tuple(text for text in texts if text in AT_THE_FIRST_START)
            name = f"First drill: {moment.block.name}"
            texts = (*keys, name, *(text for text in texts if text not in keys))
        return tuple(text for text in texts if self._has_tones or text != TONES_TOLD)

    def _moves(self, moment: Moment) -> Collection[str]:
        """Return the texts after which the runner moves."""
        block, first = moment.block, moment.segment
        sides = side_wordings(block, first.side) if first.side else ()
        moves = {*sayable(block.setup), *weight_wordings(block), *sides}
        return {*moves, *carry_wordings(moment.timeline, first), *TURN_ROUND, *CHANGE_KNEES}

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

    @property
    def can_repeat(self) -> bool:
        """Return whether this wait has words to say again: things to fetch, or a way in."""
        return bool(self._speaker.way_in) or self._rests_before is not None

    def say_again(self, moment: Moment) -> None:
        """Say the things to fetch, how to rest, or the way into the position once more."""
        self._speaker.stop_words(moment)
        self.continue_after_pause(moment)

    def continue_after_pause(self, moment: Moment) -> None:
        """Say where a wait that was interrupted goes on."""
        if self._rests_before is not None:
            things = [self._things] if self._rest_words == FETCH_FIRST else []
            self._speaker.remark([*things, self._rest_words], moment, is_lasting=True)
            return
        speech, moves = self._speaker.speech, self._moves(moment)
        for text in self._part:
            gap_ms = self._step_ms(text, moment) if text in moves else BETWEEN_MS
            if speech is not None:
                now_ms = self._speaker.now_ms(moment)
                speech.remark([text], now_ms, gap_ms=gap_ms, is_lasting=True)

    def note_way_on(self, moment: Moment) -> None:
        """Note that the keys were said after pain, and with them any warning."""
        if moment.sore is not None and moment.pause_about is not None:
            self._warned_of = moment.segment.block


def _is_pain_asked(moment: Moment) -> bool:
    """Return whether a question about pain is open; any other may stay unanswered."""
    return moment.question is not None and moment.question.is_about_pain
