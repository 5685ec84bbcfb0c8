"""The questions that are spoken, and what is said about their answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from coach.event import Answered, Event, Paused, PauseReason, SegmentStarted
from coach.moment import Moment
from coach.question.dialog import Dialog, Step
from coach.question.questions_by_ear import (
    HOW_TO_CORRECT,
    HOW_TO_CORRECT_LATER,
    how_to_take_out,
    is_taken_back,
    spoken_answer,
    spoken_step,
)
from coach.question.reaction import reaction_to
from coach.sound.cue_queue import CueQueue
from coach.sound.event_phrases import URGENT, noted_wording, way_on_wording
from coach.sound.phrase_candidates import WHOLE_QUESTIONS
from coach.sound.speaker import Speaker
from coach.sound.speech_plan import Phrase, PhraseKind
from coach.sound.way_into_position import CALM_MS, question_wordings
from coach.text.speech_length import MARGIN_MS
from coach.timeline import TICKS_MS

ANSWER_MS = 8_000
"""Silence for an answer, before the next words that can wait."""
REPEAT_MS = 20_000
"""Silence after the time to answer, before a question about pain is repeated."""
LOOK_MS = 1_000
"""Time between two looks at how long it has been silent."""
SPOKEN_LATER = {Step.FELT, Step.SKIP}
"""Questions not spoken when they open, because the way into the next set comes first."""


class SpokenQuestions:
    """The questions of a session by ear: each asked once, its answer confirmed."""

    def __init__(self, speaker: Speaker, words: CueQueue[Phrase]) -> None:
        self._speaker = speaker
        self._words = words
        """The planned words, which a question never delays."""
        self.hints: tuple[str, ...] = ()
        """What the key that skipped a set does next, the best wording first."""
        self.is_hurt = False
        """Whether pain was reported since the last work."""
        self.is_end_told = False
        """Whether the end of the last drill was said, with a silence after it."""
        self._dialog: Dialog | None = None
        """The open question when it was last looked at."""
        self._asked: Counter[Step] = Counter()
        """How often each question was spoken."""
        self._is_why_due = False
        """Whether the question about a skipped set is still to be spoken."""
        self._is_way_on_due = False
        """Whether the keys that continue follow the open questions about pain."""
        self._again = ""
        """The question about pain that is repeated once if nobody answers."""
        self._since_ms = 0
        """Time at which anything was last said about that question."""
        self._answered = ""
        """Name of the drill about which a question was answered in this wait."""
        self._corrected: set[bool] = set()
        """Whether the key that takes an answer back was said, also about pain."""
        self._taken_out: set[Step] = set()
        """Questions with several answers of which one was said to be taken back."""

    def note(self, event: Event) -> None:
        """Remember reported pain until work starts, which also ends a skipped wait."""
        if isinstance(event, Paused) and event.reason is PauseReason.PAIN:
            self.is_hurt = True
        elif isinstance(event, SegmentStarted) and event.segment.is_work:
            self.is_hurt, self.hints, self._answered = False, (), ""
            self.is_end_told = False

    def follow(self, moment: Moment) -> None:
        """Speak a question that opened, and the choices made within it."""
        before, dialog = self._dialog, moment.question
        if dialog == before:
            return
        self._dialog = dialog
        self._again = ""
        self._is_why_due = (
            dialog is not None
            and dialog.step is Step.SKIP
            and self._speaker.says(PhraseKind.ASK)
        )
        if self._is_why_due and dialog is not None:
            self._speaker.render(
                spoken_step(dialog, is_new=is_new) for is_new in (True, False)
            )
        if before is not None and dialog is not None:
            self._confirm_choice(before, dialog, moment)
        is_asked = dialog is not None and (before is None or dialog.step is not before.step)
        is_open_again = before is None and dialog is not None and not dialog.is_about_pain
        is_open_again = is_open_again and self._is_answered(dialog)
        if is_open_again:
            self._speaker.make_way(moment)
            self._is_why_due = False
        elif dialog is not None and is_asked and dialog.step is Step.FELT:
            self._ask_felt(moment)
        is_later = dialog is not None and dialog.step in SPOKEN_LATER and not is_open_again
        if dialog is None or not is_asked or is_later:
            return
        if dialog.is_about_pain or PhraseKind.ASK not in self._speaker.skip:
            is_new = not is_open_again and self._asked[dialog.step] < WHOLE_QUESTIONS
            self._asked[dialog.step] += 1
            text = spoken_step(dialog, is_new=is_new)
            self._speaker.remark([text], moment, is_lasting=True, gap_ms=ANSWER_MS)
            self._again = text if dialog.is_about_pain else ""
            self._since_ms = self._speaker.now_ms(moment)

    def _confirm_choice(self, before: Dialog, dialog: Dialog, moment: Moment) -> None:
        """Confirm an answer after which another question follows."""
        if before.is_about_pain or not dialog.is_about_pain:
            # Else the pause has stopped all words, and says how to rest.
            self._speaker.make_way(moment)
        if not is_taken_back(before, dialog):  # which is asked again
            told = self._how_to_take_out(before, dialog, moment)
            answer = told or spoken_answer(before, dialog, dialog.answer)
            self._speaker.remark([answer], moment)
        if dialog.before is not None and dialog.step is not before.step:
            self._say_how_to_correct(moment, is_pain=dialog.is_about_pain)

    def _how_to_take_out(self, before: Dialog, dialog: Dialog, moment: Moment) -> str:
        """Return once which key takes one of several answers back; otherwise empty.

        In a wait of fixed length, it must not delay the words about the next drill.
        """
        told = how_to_take_out(before, dialog)
        has_time = dialog.is_about_pain or moment.is_awaiting_ready
        if not told or before.step in self._taken_out:
            return ""
        if not has_time and not self._has_room(told, moment):
            return ""
        self._taken_out.add(before.step)
        return told

    def _is_answered(self, dialog: Dialog | None) -> bool:
        """Return whether a question was answered in this wait, and is asked again."""
        return (
            dialog is not None and bool(self._answered) and self._answered == dialog.drill
        )

    def _say_how_to_correct(
        self, moment: Moment, told: str = HOW_TO_CORRECT, *, is_pain: bool = False
    ) -> None:
        """Say once which key takes an answer back, and once more about pain."""
        if is_pain not in self._corrected:
            self._corrected.add(is_pain)
            self._speaker.remark([told], moment)

    def _ask_felt(self, moment: Moment) -> None:
        """Ask how the last drill was, where the next one waits for the runner."""
        if moment.is_awaiting_ready and self._speaker.says(PhraseKind.ASK):
            asked = question_wordings(moment.timeline, moment.segment)[:1]
            if self._speaker.speech is not None and not self.is_end_told:
                self._speaker.speech.settle(CALM_MS, self._speaker.now_ms(moment))
            self._speaker.remark(asked, moment, is_lasting=True, gap_ms=ANSWER_MS)

    def confirm(self, event: Answered, moment: Moment) -> None:
        """Confirm an answer; after pain, say whom to see and what happens now."""
        before, self._dialog = self._dialog, moment.question
        self._again = ""
        reaction = reaction_to(
            event.answer, moment.timeline.prescription.blocks[event.block]
        )
        if before is not None:
            self._speaker.make_way(moment)
        if before is not None and not reaction.words:
            noted = noted_wording(event.answer) if before.is_about_pain else ""
            self._speaker.remark(
                [noted or spoken_answer(before, None, event.answer)], moment
            )
            if not before.is_about_pain:
                self._answered = before.drill
                self._say_how_to_correct(moment, HOW_TO_CORRECT_LATER)
        others = [words for words in reaction.words if words != reaction.spoken]
        told = [reaction.spoken, *others, URGENT if reaction.ends else ""]
        self._speaker.remark(told, moment, is_lasting=True)

    def repeat(self, moment: Moment) -> int | None:
        """Say an unanswered question about pain once more; return when to look again."""
        speech, now_ms = self._speaker.speech, self._speaker.now_ms(moment)
        if speech is None or not self._again:
            return None
        if speech.has_remarks or speech.free_in_ms(now_ms):
            self._since_ms = now_ms
        elif now_ms - self._since_ms >= REPEAT_MS:
            self._speaker.remark([self._again], moment, is_lasting=True, gap_ms=ANSWER_MS)
            self._again = ""
        return LOOK_MS

    def say_way_on(self, moment: Moment) -> bool:
        """Say which key continues after the questions about pain; return whether it was."""
        asked = moment.question
        is_said = asked is None and self._is_way_on_due
        if is_said:
            self._speaker.remark([way_on_wording(moment)], moment, is_lasting=True)
        self._is_way_on_due = asked is not None and asked.is_about_pain
        return is_said

    def say_hint(self, moment: Moment) -> None:
        """Say what the key that skipped a set does, after the way into the next set."""
        if self.hints and self._say_first_that_fits(self.hints, moment):
            self.hints = ()

    def ask_why(self, moment: Moment) -> None:
        """Ask why a set was skipped, if there is time after the way into the next one."""
        asked = moment.question
        if not self._is_why_due or asked is None or self.hints:
            return
        # Without its keys, the question helps only who has heard them.
        forms = (True, False) if self._asked[asked.step] else (True,)
        texts = [spoken_step(asked, is_new=is_new) for is_new in forms]
        if self._say_first_that_fits(texts, moment):
            self._asked[asked.step] += 1
            self._is_why_due = False

    def _say_first_that_fits(self, texts: Iterable[str], moment: Moment) -> bool:
        """Say a text if nothing else is due in this wait, and it ends before the ticks."""
        for text in texts:
            if self._has_room(text, moment):
                self._speaker.remark([text], moment)
                return True
        return False

    def _has_room(self, text: str, moment: Moment) -> bool:
        """Return whether a text ends before the next words of a wait, and the ticks."""
        is_wait = not moment.segment.is_work and moment.segment.breath is None
        heard_ms = self._speaker.heard_ms(moment)
        if self._speaker.voice is None or self._speaker.speech is None or not is_wait:
            return False
        if self._speaker.speech.has_remarks or self._words.due(heard_ms):
            return False
        free_ms = self._speaker.speech.free_in_ms(self._speaker.now_ms(moment))
        left_ms = moment.segment.end_ms - TICKS_MS - moment.position_ms
        until_ms = min(self._words.wait_ms(heard_ms) or 0, left_ms)
        return free_ms + self._speaker.voice.length_ms(text) + MARGIN_MS <= until_ms

    def why_now(self, moment: Moment) -> Iterator[str]:
        """Yield what follows a skipped set, and why it was, if not spoken yet."""
        dialog = moment.question
        yield from self.hints[:1]
        self.hints = ()
        if self._is_why_due and dialog is not None:
            self._is_why_due = False
            yield spoken_step(dialog, is_new=True)
