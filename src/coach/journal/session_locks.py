"""Which sessions are running: one locked file each, free again when the process is gone."""

from __future__ import annotations

import os
import re
from pathlib import Path
from types import TracebackType
from typing import Self

from coach.errors import JournalError
from coach.files.atomic import PRIVATE, sweep
from coach.files.durable import make_folders
from coach.files.lock import is_still, take
from coach.journal.failure import refused

_SAFE = re.compile(r"[0-9a-z]{1,40}")
_LOCK_NAMES = re.compile(rf"{_SAFE.pattern}\.lock")
_LOCK = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_TRIES = 200
"""Whoever asks whether a session runs has its lock for some microseconds."""


class HeldLock:
    """A session is running for as long as this is held."""

    def __init__(self, path: Path, fd: int) -> None:
        self._path = path
        self._fd: int | None = fd

    def release(self) -> None:
        """Let go; may be called again."""
        if self._fd is None:
            return
        try:
            self._path.unlink(missing_ok=True)
        except OSError:
            pass  # an unlocked file that stays behind says nothing
        finally:
            os.close(self._fd)
            self._fd = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


class SessionLocks:
    """The locks of all sessions of this device."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def hold(self, session: str) -> HeldLock:
        """Mark a session as running.

        Raises:
            JournalError: if it runs already, or its lock cannot be made.
        """
        path = self._path(session)
        if path is None:
            raise JournalError(f"'{session}' cannot be the id of a session")
        try:
            make_folders(self._folder)
            sweep(self._folder, _LOCK_NAMES)
            while True:
                fd = os.open(path, _LOCK | os.O_CREAT, PRIVATE)
                try:
                    _take_for(session, fd)
                    if is_still(fd, path):
                        return HeldLock(path, fd)
                except BaseException:
                    os.close(fd)
                    raise
                os.close(fd)  # its last holder removed it in between
        except OSError as error:
            raise refused(f"mark the session as running in '{path}'", error) from error

    def is_running(self, session: str) -> bool:
        """Whether some process holds this session, this one included."""
        path = self._path(session)
        if path is None:
            return False
        try:
            fd = os.open(path, _LOCK)
        except OSError:
            return False
        try:
            return not take(fd, wait=False)
        except OSError:
            return False
        finally:
            os.close(fd)

    def _path(self, session: str) -> Path | None:
        """None for what a foreign journal may call a session but no file can be called."""
        return self._folder / f"{session}.lock" if _SAFE.fullmatch(session) else None


def _take_for(session: str, fd: int) -> None:
    if not any(take(fd, wait=False) for _ in range(_TRIES)):
        raise JournalError(
            f"session '{session}' is running in another window",
            hint="go on there, or stop it there first",
        )
