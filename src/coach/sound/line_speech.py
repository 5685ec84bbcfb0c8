"""One speech program for many texts: it reads each as a line and writes each as a WAV."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock
from typing import Protocol

from coach.files.os_error import reason
from coach.files.regular import TooLargeError, read_regular
from coach.sound.process_group import end
from coach.sound.run_speech_program import (
    MOST_BYTES,
    MOST_TALK,
    SpeechProcess,
    give_way,
    last_printed,
    start,
)
from coach.sound.speech_engines import Engine, HungError, SpeechError

LOADING_S = 40.0
"""Extra time for the first text, while a program loads its voice."""
_STEP_S = 0.01
_ENDING_S = 1.0
"""Time that a program has to end by itself after its last text."""
_TALK = "said.txt"


class Renderer(Protocol):
    """A way to have an engine speak texts."""

    def render(self, engine: Engine, text: str, file: Path) -> bytes:
        """Return the WAV of a text; ``file`` may be used temporarily.

        Raises:
            SpeechError: if it cannot be rendered.
        """

    def close(self) -> None:
        """End all programs."""


def renderer_of(engine: Engine) -> Renderer:
    """Return the renderer for an engine: one process for all texts, or one for each."""
    return LineRenderer() if engine.reads_lines else SpeechProcess()


class LineRenderer:
    """A speech program that is started once and runs until it is closed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._folder: Path | None = None
        self._is_closed = False

    def render(self, engine: Engine, text: str, file: Path) -> bytes:  # noqa: ARG002  it names its files itself
        """Return the WAV of a text.

        Raises:
            SpeechError: if the program cannot be started, ends, hangs or prints too much.
        """
        with self._lock:
            patience_s = engine.patience_s
            is_first = self._process is None
            if is_first:
                self._start(engine)
                patience_s += LOADING_S
            try:
                sound = self._answer(engine, text, patience_s)
                # The session waits for the first name, so only later texts give way.
                if is_first and self._process is not None:
                    give_way(self._process)
                return sound  # noqa: TRY300  all of it may fail
            except SpeechError:
                self._end()
                raise

    def close(self) -> None:
        """End the program and remove its folder."""
        self._is_closed = True
        process = self._process
        if process is not None and process.stdin is not None:
            with suppress(OSError):
                process.stdin.close()
            with suppress(subprocess.TimeoutExpired):
                process.wait(_ENDING_S)
        self._end()

    def _start(self, engine: Engine) -> None:
        if self._is_closed:
            raise SpeechError(f"the speech program '{engine.name}' was stopped")
        try:
            self._folder = Path(tempfile.mkdtemp(prefix="coach-voice-"))
            with (self._folder / _TALK).open("wb") as talk:
                argv = engine.order("", self._folder).argv
                self._process = start(engine, argv, stdout=talk, stderr=subprocess.STDOUT)
        except OSError as error:
            raise SpeechError(
                f"can't make a temporary folder for the speech program ({reason(error)})"
            ) from None

    def _answer(self, engine: Engine, text: str, patience_s: float) -> bytes:
        """Pass a text and wait for its file."""
        process, folder = self._process, self._folder
        if process is None or folder is None or process.stdin is None:
            raise SpeechError(f"the speech program '{engine.name}' was stopped")
        with suppress(OSError):  # a program that has ended is noticed below
            process.stdin.write(engine.order(text, folder).stdin)
            process.stdin.flush()
        never, seen = Event(), (Path(), -1)
        for _ in range(int(patience_s / _STEP_S)):
            never.wait(_STEP_S)
            code = process.poll()
            found = _newest(folder)
            # A file is read once it has stopped growing and is as long as its header says.
            if found is not None and found == seen:
                sound = _whole(found[0], engine)
                if sound is not None:
                    return sound
            seen = found or seen
            if code is not None and found is None:
                raise SpeechError(_why_ended(engine, code, folder))
            _refuse_flood(folder, engine)
        raise HungError(
            f"the speech program '{engine.name}' did not answer in time, "
            "so coach stopped it"
        )

    def _end(self) -> None:
        # The process is taken first, because two threads may try to end it.
        process, self._process = self._process, None
        folder, self._folder = self._folder, None
        if process is not None:
            end(process)
            with suppress(subprocess.TimeoutExpired):
                process.wait(_ENDING_S)
            if process.stdin is not None:
                with suppress(OSError):
                    process.stdin.close()
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)


def _newest(folder: Path) -> tuple[Path, int] | None:
    """Return a WAV that a program has started to write, with its size, or None."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".wav"):
                return Path(entry.path), entry.stat().st_size
    return None


def _whole(file: Path, engine: Engine) -> bytes | None:
    """Return a finished WAV and remove it; None while it is still being written."""
    try:
        content = read_regular(file, MOST_BYTES)
    except TooLargeError:
        raise SpeechError(
            f"the speech program '{engine.name}' made too large a file"
        ) from None
    except OSError:
        return None
    if len(content) < 12 or int.from_bytes(content[4:8], "little") + 8 != len(content):  # noqa: PLR2004  the head of a RIFF file
        return None
    with suppress(OSError):
        file.unlink()
    return content


def _refuse_flood(folder: Path, engine: Engine) -> None:
    with suppress(OSError):
        if (folder / _TALK).stat().st_size > MOST_TALK:
            raise SpeechError(
                f"the speech program '{engine.name}' produced too much output"
            )


def _why_ended(engine: Engine, code: int, folder: Path) -> str:
    """Return why a program ended by itself, with the last line it printed."""
    said = f"the speech program '{engine.name}' ended with exit code {code}"
    if code < 0:
        said = f"the speech program '{engine.name}' was stopped by signal {-code}"
    printed = b""
    with suppress(OSError):
        printed = (folder / _TALK).read_bytes()
    return f"{said}{last_printed(printed)}"
