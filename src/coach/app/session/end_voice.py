"""The voice for questions after a session: each is rendered while the caller waits."""

from __future__ import annotations

from collections.abc import Sequence

from coach.question.answer import Answer
from coach.question.dialog import Dialog, Step
from coach.question.questions_by_ear import spoken_answer, spoken_step
from coach.sound.event_phrases import noted_wording
from coach.sound.player_process import Channel, Output
from coach.sound.sound_cache import SoundCache
from coach.sound.speech_engines import Engine
from coach.sound.voice_files import Voice
from coach.sound.worker_threads import Job, WorkerThreads
from coach.text.speech_length import estimated_ms

THAT_IS_ALL = "Everything is saved."


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
        self._last_ms = 0
        """Length of the words spoken last."""

    def ask(self, dialog: Dialog) -> None:
        """Speak a question, or confirm a choice of several within it."""
        before, self._asked = self._asked, dialog
        if before is not None and before.step is dialog.step is not Step.FELT:
            self._say(spoken_answer(before, dialog, dialog.answer))
        else:
            self._say(spoken_step(dialog, is_new=self._is_new))

    def confirm(
        self,
        answer: Answer,
        advice: Sequence[str] = (),
        *,
        is_last: bool = True,
        is_saved: bool = True,
    ) -> None:
        """Confirm the answers to a question, and say what to do now and how it ends."""
        if self._asked is not None:
            noted = noted_wording(answer) if self._asked.is_about_pain else ""
            words = noted or spoken_answer(self._asked, None, answer)
            self._asked = None
            ending = [self._farewell] if is_last and not answer.is_urgent else []
            if ending and is_saved:
                ending.append(THAT_IS_ALL)
            self._farewell = "" if is_last else self._farewell
            self._say(" ".join(filter(None, [f"{words}.", *advice, *ending])))

    def close(self) -> None:
        """Let the last words end; stop the voice."""
        if self._farewell and self._asked is not None:  # nobody answered
            self._say(self._farewell)
        self._voice.close()
        self._output.close(self._last_ms)
        self._cache.close()

    def _say(self, text: str) -> None:
        self._output.stop(Channel.VOICE)
        self._voice.prepare([text])
        file = self._voice.file(text)
        if file is not None:
            self._output.play(Channel.VOICE, file)
            self._last_ms = self._voice.length_ms(text)
