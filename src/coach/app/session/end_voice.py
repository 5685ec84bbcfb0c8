"""The voice for questions after a session: each is rendered while the caller waits."""

from __future__ import annotations

from collections.abc import Sequence

from coach.question.answer import Answer
from coach.question.dialog import Dialog, Step
from coach.question.questions_by_ear import (
    HOW_TO_CORRECT,
    how_to_take_out,
    is_taken_back,
    spoken_answer,
    spoken_step,
)
from coach.sound.event_phrases import noted_wording
from coach.sound.player_process import Channel, Output
from coach.sound.sound_cache import SoundCache
from coach.sound.speech_engines import Engine
from coach.sound.voice_files import Voice
from coach.sound.worker_threads import Job, WorkerThreads
from coach.text.speech_length import estimated_ms

THAT_IS_ALL = "Everything is saved."
_CORRECT_AGAIN = "Wrong key? Press backspace."
"""Said after each answer, once the place of the key was told."""


class _WhileWaiting(WorkerThreads):
    """Runs each job immediately, because nothing else happens after a session."""

    def add(self, job: Job) -> None:
        job()


class EndVoice:
    """Speaks the questions after a session, and confirms their answers."""

    def __init__(
        self,
        engines: Sequence[Engine],
        cache: SoundCache,
        output: Output,
        *,
        farewell: str = "",
        is_new: bool = True,
    ) -> None:
        self._voice = Voice(engines, cache, _WhileWaiting(), estimated_ms)
        self._cache = cache
        self._output = output
        self._farewell = farewell
        """The last words, which wait for the answers."""
        self._is_new = is_new
        """Whether no question was asked in the session."""
        self._asked: Dialog | None = None
        self._told: set[str] = set()
        """What was said about keys, each once."""
        self._is_noted = False
        """Whether the answers to the question were confirmed already."""
        self._last_ms = 0
        """Length of the words spoken last."""

    def ask(self, dialog: Dialog) -> None:
        """Confirm an answer or a choice, and speak the question that follows."""
        before, self._asked = self._asked, dialog
        if before is not None and before.step is dialog.step is not Step.FELT:
            told = self._once(dialog.step, how_to_take_out(before, dialog))
            self._say(told or spoken_answer(before, dialog, dialog.answer))
            return
        words = []
        if before is not None and not is_taken_back(before, dialog):
            words = [spoken_answer(before, dialog, dialog.answer)]
        if before is not None and dialog.before is not None:
            words.append(self._once(HOW_TO_CORRECT, HOW_TO_CORRECT))
        asked = spoken_step(dialog, is_new=self._is_new)
        said = [f"{each.rstrip('.')}." for each in words if each]
        self._say(" ".join([*said, asked]))

    def note(self, answer: Answer) -> int:
        """Confirm the answers to a question, and say which key takes the last one back.

        Returns:
            The length of these words in milliseconds.
        """
        correct = self._once(HOW_TO_CORRECT, HOW_TO_CORRECT) or _CORRECT_AGAIN
        self._say(f"{self._words_for(answer)}. {correct}")
        self._asked, self._is_noted = None, True
        return self._last_ms

    def _once(self, key: str, words: str) -> str:
        """Return words that were not said yet; otherwise empty."""
        if not words or key in self._told:
            return ""
        self._told.add(key)
        return words

    def _words_for(self, answer: Answer) -> str:
        """Return the words that confirm all answers to a question."""
        if self._asked is None:
            return ""
        noted = noted_wording(answer) if self._asked.is_about_pain else ""
        return noted or spoken_answer(self._asked, None, answer)

    def confirm(
        self,
        answer: Answer,
        advice: Sequence[str] = (),
        *,
        is_last: bool = True,
        is_saved: bool = True,
    ) -> None:
        """Confirm answers that are not noted yet; say what to do now and how it ends."""
        if self._asked is not None or self._is_noted:
            words = "" if self._is_noted else f"{self._words_for(answer)}."
            self._asked, self._is_noted = None, False
            ending = [self._farewell] if is_last and not answer.is_urgent else []
            if ending and is_saved:
                ending.append(THAT_IS_ALL)
            self._farewell = "" if is_last else self._farewell
            self._say(" ".join(filter(None, [words, *advice, *ending])))

    def close(self) -> None:
        """Let the last words end; stop the voice."""
        if self._farewell and self._asked is not None:  # nobody answered
            self._say(self._farewell)
        self._voice.close()
        self._output.close(self._last_ms)
        self._cache.close()

    def _say(self, text: str) -> None:
        if not text:
            return
        self._output.stop(Channel.VOICE)
        self._voice.prepare([text])
        file = self._voice.file(text)
        if file is not None:
            self._output.play(Channel.VOICE, file)
            self._last_ms = self._voice.length_ms(text)
