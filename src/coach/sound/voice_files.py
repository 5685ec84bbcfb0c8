"""Speech files, rendered ahead by a speech program; never blocks or raises."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Lock

from coach.files.os_error import reason
from coach.sound.line_speech import renderer_of
from coach.sound.sound_cache import SoundCache
from coach.sound.speech_engines import Engine, HungError, SpeechError, clean
from coach.sound.wav import NotSoundError, SilentError, from_wav, to_wav
from coach.sound.worker_threads import WorkerThreads

MOST_FAILURES = 3
"""Failures in a row after which a speech program is no longer used."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A rendered text with its file."""

    file: Path
    length_ms: int


class Voice:
    """Speech files, rendered in the background."""

    def __init__(
        self,
        engines: Sequence[Engine],
        cache: SoundCache,
        workers: WorkerThreads,
        estimate_ms: Callable[[str], int],
    ) -> None:
        self.problem: str | None = None
        """The first problem in one line, or None."""
        self._engines = tuple(engines)
        """The engine that speaks, and those that take over if it fails."""
        self._cache = cache
        self._workers = workers
        self._estimate_ms = estimate_ms
        self._renderer = renderer_of(engines[0])
        self._asked: set[str] = set()
        self._spoken: dict[str, Spoken] = {}
        self._failures = 0
        self._is_silenced = False
        self._change = Lock()
        """Lock held while another engine takes over."""

    @property
    def ready(self) -> int:
        """Return the number of rendered texts, which grows during rendering."""
        return len(self._spoken)

    def prepare(self, texts: Iterable[str]) -> None:
        """Start rendering missing texts, in order, and return immediately."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._asked]
        self._asked.update(missing)
        for text in missing:
            self._workers.add(partial(self._make, text))
        if missing:
            self._workers.add(self._cache.prune)

    def file(self, text: str) -> Path | None:
        """Return the file if it is ready, or None."""
        spoken = self._spoken.get(text)
        return spoken.file if spoken else None

    def length_ms(self, text: str) -> int:
        """Return the spoken length in ms; an estimate until the file is ready."""
        spoken = self._spoken.get(text)
        return spoken.length_ms if spoken else self._estimate_ms(text)

    def close(self) -> None:
        """Stop rendering, and end the speech program."""
        self._is_silenced = True
        self._renderer.close()

    def _make(self, text: str) -> None:
        words = clean(text)
        engine = self._engines[0]
        path = self._cache.path(*engine.facts, words)
        if not words or path is None:
            return
        spoken = _kept(self._cache, path) or self._rendered(engine, words, path)
        if spoken is not None:
            self._spoken[text] = spoken
        elif engine is not self._engines[0]:
            self._make(text)

    def _rendered(self, engine: Engine, words: str, path: Path) -> Spoken | None:
        if self._is_silenced:
            return None
        try:
            with self._cache.part(path) as part:
                content = self._renderer.render(engine, words, part)
            samples = from_wav(content).without_silence_around()
            self._cache.keep(path, to_wav(samples))
        except SilentError:
            self._tell(
                f"not all words were spoken: '{engine.name}' cannot say '{words[:40]}'"
            )
            return None
        except NotSoundError as error:
            why = f"the speech program '{engine.name}' produced no speech: {error.message}"
            self._on_failure(engine, SpeechError(why))
            return None
        except SpeechError as error:
            self._on_failure(engine, error)
            return None
        except OSError as error:
            self._is_silenced = True
            self._tell(
                f"not all words were spoken: can't write to '{path.parent}' "
                f"({reason(error)})"
            )
            return None
        self._failures = 0
        return Spoken(path, samples.length_ms)

    def _on_failure(self, engine: Engine, error: SpeechError) -> None:
        with self._change:
            if self._is_silenced or engine is not self._engines[0]:
                return  # the session has closed, or another engine already speaks
            self._failures += 1
            is_over = isinstance(error, HungError) or self._failures >= MOST_FAILURES
            # If another engine can take over, one failure is enough.
            if self._engines[1:]:
                self._renderer.close()
                self._failures, self._engines = 0, self._engines[1:]
                self._renderer = renderer_of(self._engines[0])
                self._tell(f"{error.message}; coach used '{self._engines[0].name}' instead")
            else:
                self._is_silenced = is_over
                self._tell(f"not all words were spoken: {error.message}")

    def _tell(self, what: str) -> None:
        self.problem = self.problem or what


def _kept(cache: SoundCache, path: Path) -> Spoken | None:
    """Return the sound from an earlier session; None if there is none."""
    content = cache.read(path)
    if content is None:
        return None
    try:
        return Spoken(path, from_wav(content).without_silence_around().length_ms)
    except NotSoundError:
        return None
