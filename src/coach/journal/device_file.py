"""This device's journal file: opened, locked, appended to and closed each time.

The file is not kept open, so that a program that syncs can replace it at any time.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coach.files.atomic import PRIVATE
from coach.files.durable import DISK, Disk, make_folders
from coach.files.lock import is_still, take
from coach.files.regular import NotAFileError
from coach.journal.record_json import NOT_DECODABLE, decode_head

_FLAGS = os.O_RDWR | os.O_APPEND | os.O_NONBLOCK | os.O_NOCTTY
_TAILS = (64 * 1024, 1024 * 1024, 32 * 1024 * 1024)
"""Bytes at the end of the file to search for the last record; each search is longer."""


class DeviceFile:
    """Appends lines to one file and tracks the highest counter of its device."""

    def __init__(self, path: Path, device: str, disk: Disk = DISK) -> None:
        self.path = path
        self._disk = disk
        self.last_n = 0
        """Highest counter of this device in the file when it was last opened."""
        self._device = device
        self._fd = -1
        self._ends_whole = True
        self._seen: tuple[int, int] | None = None
        """Inode and size of the file when ``last_n`` and ``_ends_whole`` were set."""

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Open and lock the file; create it and its folders if needed.

        Raises:
            OSError: if the file cannot be opened or locked.
        """
        self._fd = self._open()
        try:
            self._look()
            yield
        finally:
            os.close(self._fd)

    def look(self) -> None:
        """Find the highest counter of a file that cannot be opened for writing.

        If the file cannot be read either, the last known counter stays.
        """
        try:
            self._fd = os.open(self.path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY)
        except OSError:
            return
        try:
            _check(self._fd)
            self._look()
        except OSError:
            return
        finally:
            os.close(self._fd)

    def append(self, line: bytes, n: int) -> None:
        """Append one whole line, in a single write if the system allows.

        Raises:
            OSError: if the line was not written completely.
        """
        self._seen = None
        rest = memoryview(line if self._ends_whole else b"\n" + line)
        while rest:
            rest = rest[os.write(self._fd, rest) :]
        self._ends_whole = True
        self.last_n = max(self.last_n, n)
        self._seen = self._identity()

    def sync(self) -> None:
        """Return when the appended data would survive a power cut.

        Raises:
            OSError: if the system reports that this failed.
        """
        self._disk.sync(self._fd)

    def _open(self) -> int:
        while True:
            try:
                fd = os.open(self.path, _FLAGS)
            except FileNotFoundError:
                make_folders(self.path.parent, self._disk)
                fd = os.open(self.path, _FLAGS | os.O_CREAT, PRIVATE)
                self._disk.sync_folder(self.path.parent)
            try:
                _check(fd)
                take(fd, wait=True)
                if is_still(fd, self.path):
                    return fd
            except BaseException:
                os.close(fd)
                raise
            os.close(fd)  # replaced while we waited for the lock

    def _identity(self) -> tuple[int, int]:
        status = os.fstat(self._fd)
        return status.st_ino, status.st_size

    def _look(self) -> None:
        """Read the end of the file again if another process changed it."""
        identity = self._identity()
        if identity == self._seen:
            return
        self.last_n = 0
        self._ends_whole = True
        size = identity[1]
        for length in _TAILS:
            tail = self._tail(size, length)
            self._ends_whole = not tail or tail.endswith(b"\n")
            self.last_n = highest_counter(tail, self._device)
            if self.last_n or length >= size:
                break
        self._seen = identity

    def _tail(self, size: int, length: int) -> bytes:
        os.lseek(self._fd, max(0, size - length), os.SEEK_SET)
        tail = b""
        while piece := os.read(self._fd, length):
            tail += piece
        return tail


def highest_counter(lines: bytes, device: str) -> int:
    """Return the highest counter of a device on some lines; 0 if there is none."""
    highest = 0
    for line in lines.splitlines():
        try:
            head = decode_head(line)
        except NOT_DECODABLE:
            continue
        if head.device == device:
            highest = max(highest, head.n)
    return highest


def _check(fd: int) -> None:
    if not stat.S_ISREG(os.fstat(fd).st_mode):
        raise NotAFileError
