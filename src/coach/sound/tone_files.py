"""Tone files, rendered before they are needed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from coach.files.os_error import reason
from coach.sound.sound_cache import SoundCache
from coach.sound.tone_plan import ToneNote
from coach.sound.tones import Tone, render
from coach.sound.wav import NotSoundError, from_wav
from coach.sound.worker_threads import WorkerThreads

_EDITION = "tone 1"
"""Part of the cache key; change it whenever the tones should sound different."""

_Key = tuple[Tone, int]

QUIET = ToneNote(0, Tone.QUIET)
"""The sound that wakes headphones, and that players are tried with."""


class ToneFiles:
    """Tone files, rendered in the background."""

    def __init__(self, cache: SoundCache, workers: WorkerThreads) -> None:
        self._problem: str | None = None
        self._cache = cache
        self._workers = workers
        self._asked: set[_Key] = set()
        self._files: dict[_Key, Path] = {}

    @property
    def problem(self) -> str | None:
        """Return the reason tones could not be rendered, or None."""
        return self._problem or self._workers.problem

    def prepare(self, notes: Iterable[ToneNote]) -> None:
        """Start rendering missing tones, in order."""
        for note in notes:
            key = (note.tone, note.span_ms)
            if key not in self._asked:
                self._asked.add(key)
                self._workers.add(partial(self._make, *key))

    def file(self, note: ToneNote) -> Path | None:
        """Return the file if it is ready, or None."""
        return self._files.get((note.tone, note.span_ms))

    def close(self) -> None:
        """End the threads, and remove the folder if it is temporary."""
        self._workers.close()
        self._cache.close()

    def _make(self, tone: Tone, span_ms: int) -> None:
        path = self._cache.path(_EDITION, tone, str(span_ms))
        if path is None:
            self._problem = self._cache.problem
            return
        kept = self._cache.read(path)
        if kept is None or not _is_whole(kept):
            try:
                self._cache.keep(path, render(tone, span_ms))
            except OSError as error:
                why = f"can't write to '{path.parent}' ({reason(error)})"
                self._problem = f"not all tones were played: {why}"
                return
        self._files[tone, span_ms] = path


def _is_whole(content: bytes) -> bool:
    try:
        return from_wav(content).length_ms > 0
    except NotSoundError:
        return False
