"""Files of spoken texts, rendered ahead by a speech program; never blocks or raises."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from coach.files.os_error import reason
from coach.sound.sound_cache import SoundCache
from coach.sound.speech_engines import Engine, clean
from coach.sound.tts_process import HungError, SpeechError, SpeechProcess
from coach.sound.wav import NotSoundError, from_wav, to_wav
from coach.sound.worker_threads import WorkerThreads

MOST_FAILURES = 3
"""Failures in a row after which the speech program is not used again."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A rendered text with its file."""

    file: Path
    length_ms: int


class Voice:
    """Files of spoken texts, rendered in the background."""

    def __init__(
        self,
        engine: Engine,
        cache: SoundCache,
        workers: WorkerThreads,
        estimate_ms: Callable[[str], int],
    ) -> None:
        self.problem: str | None = None
        """The first problem in one line, or None."""
        self._engine = engine
        self._cache = cache
        self._workers = workers
        self._estimate_ms = estimate_ms
        self._speaking = SpeechProcess()
        self._asked: set[str] = set()
        self._spoken: dict[str, Spoken] = {}
        self._failures = 0
        self._is_silenced = False

    @property
    def ready(self) -> int:
        """Return the number of rendered texts, which grows during rendering."""
        return len(self._spoken)

    def prepare(self, texts: Iterable[str]) -> None:
        """Start to render missing texts, in order; return at once."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._asked]
        self._asked.update(missing)
        for text in missing:
            self._workers.add(partial(self._make, text))
        if missing:
            self._workers.add(self._cache.prune)

    def file(self, text: str) -> Path | None:
        """Return the file if it is ready, else None."""
        spoken = self._spoken.get(text)
        return spoken.file if spoken else None

    def length_ms(self, text: str) -> int:
        """Return the spoken length in ms; an estimate until the file is ready."""
        spoken = self._spoken.get(text)
        return spoken.length_ms if spoken else self._estimate_ms(text)

    def close(self) -> None:
        """Stop rendering."""
        self._is_silenced = True
        self._speaking.close()

    def _make(self, text: str) -> None:
        words = clean(text)
        path = self._cache.path(*self._engine.facts, words)
        if words and path is not None:
            spoken = self._kept(path) or self._rendered(words, path)
            if spoken is not None:
                self._spoken[text] = spoken

    def _kept(self, path: Path) -> Spoken | None:
        content = self._cache.read(path)
        if content is None:
            return None
        try:
            return Spoken(path, from_wav(content).without_silence_behind().length_ms)
        except NotSoundError:
            return None

    def _rendered(self, words: str, path: Path) -> Spoken | None:
        if self._is_silenced:
            return None
        try:
            with self._cache.part(path) as part:
                content = self._speaking.render(self._engine, words, part)
            samples = from_wav(content).without_silence_behind()
            self._cache.keep(path, to_wav(samples))
        except NotSoundError as error:
            name = self._engine.name
            why = f"the speech program '{name}' made no speech: {error.message}"
            self._on_failure(SpeechError(why))
            return None
        except SpeechError as error:
            self._on_failure(error)
            return None
        except OSError as error:
            self._is_silenced = True
            self._tell(f"'{path.parent}' takes no files ({reason(error)})")
            return None
        self._failures = 0
        return Spoken(path, samples.length_ms)

    def _on_failure(self, error: SpeechError) -> None:
        if self._is_silenced:
            return  # ended by closing
        self._failures += 1
        if isinstance(error, HungError) or self._failures >= MOST_FAILURES:
            self._is_silenced = True
        self._tell(error.message)

    def _tell(self, what: str) -> None:
        self.problem = self.problem or f"the voice is incomplete: {what}"
