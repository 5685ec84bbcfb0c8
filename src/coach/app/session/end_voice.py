"""The voice for questions after a session: each is rendered while the caller waits."""

from __future__ import annotations

from collections.abc import Sequence

from coach.question.answer import Answer
from coach.question.dialog import Dialog, Step
from coach.question.question_text import spoken_answer, spoken_step
from coach.sound.player_process import Channel, Output
from coach.sound.sound_cache import SoundCache
from coach.sound.speech_engines import Engine
from coach.sound.voice_files import Voice
from coach.sound.worker_threads import Job, WorkerThreads
from coach.text.speech_length import estimated_ms

THAT_IS_ALL = "That was the last question. Everything is saved."


class _WhileWaiting(WorkerThreads):
    """Runs each job immediately, because nothing else happens after a session."""

    def add(self, job: Job) -> None:
        job()


class EndVoice:
    """Speaks the questions after a session, and confirms their answers."""

    def __init__(
        self, engines: Sequence[Engine], cache: SoundCache, output: Output
    ) -> None:
        self._voice = Voice(engines, cache, _WhileWaiting(), estimated_ms)
        self._cache = cache
        self._output = output
        self._asked: Dialog | None = None
        self._last_ms = 0
        """Length of the words spoken last."""

    def ask(self, dialog: Dialog) -> None:
        """Speak a question, or confirm a choice of several within it."""
        before, self._asked = self._asked, dialog
        if before is not None and before.step is dialog.step is not Step.FELT:
            self._say(spoken_answer(before, dialog, dialog.answer))
        else:
            self._say(spoken_step(dialog, is_new=True))

    def confirm(self, answer: Answer, advice: Sequence[str] = ()) -> None:
        """Confirm the answers to a question, and say what to do now."""
        if self._asked is not None:
            words = spoken_answer(self._asked, None, answer)
            self._asked = None
            self._say(" ".join([f"{words}.", *(advice or [THAT_IS_ALL])]))

    def close(self) -> None:
        """Let the last words end; stop the voice."""
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
