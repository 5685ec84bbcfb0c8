"""Background threads that never keep the program running."""

from __future__ import annotations

from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread

Job = Callable[[], None]

MOST_THREADS = 2
"""Enough for one thread to render a phrase while another writes a tone."""


class WorkerThreads:
    """Threads that run jobs in order, a few at a time."""

    def __init__(self) -> None:
        self.problem: str | None = None
        """The first unexpected error of a job, in one line."""
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._threads: list[Thread] = []
        self._is_closed = False

    def add(self, job: Job) -> None:
        """Queue a job for the next free thread."""
        if self._is_closed:
            return
        self._jobs.put(job)
        if len(self._threads) < MOST_THREADS:
            thread = Thread(target=self._work, name="coach-sound", daemon=True)
            self._threads.append(thread)
            thread.start()

    def close(self, patience_s: float = 1.0) -> None:
        """Drop jobs not started; wait up to ``patience_s`` for running ones."""
        self._is_closed = True
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join(patience_s)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            if self._is_closed:
                continue
            try:
                job()
            except Exception as error:  # noqa: BLE001  a traceback would spoil the screen
                self.problem = self.problem or f"no sound: {error!r}"
