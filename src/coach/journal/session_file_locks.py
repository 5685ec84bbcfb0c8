"""Locks of running sessions: one file for each, locked until its process ends."""

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
from coach.files.os_error import refused

_SAFE = r"[0-9a-z]{1,40}"
_LOCK_NAMES = rf"{_SAFE}\.lock"
_LOCK = os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK
_TRIES = 200
"""Number of attempts to lock; `is_running` in another process locks for microseconds."""


class HeldLock:
    """The lock of a running session."""

    def __init__(self, path: Path, fd: int) -> None:
        self._path = path
        self._fd: int | None = fd

    def release(self) -> None:
        """Release the lock; a second call does nothing."""
        if self._fd is None:
            return
        try:
            self._path.unlink(missing_ok=True)
        except OSError:
            pass  # a leftover file without a lock does not mark a session as running
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
        """Return the lock that marks a session as running.

        Raises:
            JournalError: if the session is running already, or its lock cannot be created.
        """
        path = self._path(session)
        if path is None:
            raise JournalError(f"'{session}' is not a valid session id")
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
                os.close(fd)  # the last holder removed it since
        except OSError as error:
            raise refused(
                f"cannot mark the session as running in '{path}'", error
            ) from error

    def is_running(self, session: str) -> bool:
        """Return whether any process, including this one, is running a session.

        The answer is also False if the lock cannot be read, or the file system has no
        locks.
        """
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
        """Return the lock file; None for an id that cannot be a file name."""
        return self._folder / f"{session}.lock" if re.fullmatch(_SAFE, session) else None


def _take_for(session: str, fd: int) -> None:
    if not any(take(fd, wait=False) for _ in range(_TRIES)):
        raise JournalError(
            f"session '{session}' is running in another window",
            hint="continue or stop the session there",
        )
