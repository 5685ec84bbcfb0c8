"""Reading regular files only, up to a maximum size."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

_READ = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY


class NotAFileError(OSError):
    """The path is a folder, a named pipe or a device; ``errno`` is EINVAL."""

    def __init__(self) -> None:
        super().__init__(errno.EINVAL, "the path is not a file")


class TooLargeError(OSError):
    """The file is larger than the maximum size; ``errno`` is EFBIG."""

    def __init__(self, most_bytes: int) -> None:
        megabytes, kilobytes = most_bytes >> 20, most_bytes >> 10
        most = f"{megabytes} MB" if megabytes else f"{kilobytes} KB"
        super().__init__(errno.EFBIG, f"the file is larger than {most}")


def open_regular(path: Path, most_bytes: int | None = None) -> BinaryIO:
    """Open a regular file for reading, without blocking on a pipe or touching a device.

    Raises:
        OSError: if the file cannot be opened, is not a regular file, or is too large.
    """
    # Opening a named pipe would block, and opening a device may have side effects.
    if not stat.S_ISREG(path.stat().st_mode):
        raise NotAFileError
    fd = os.open(path, _READ)
    found = os.fstat(fd)
    if not stat.S_ISREG(found.st_mode):  # the file was replaced in the meantime
        os.close(fd)
        raise NotAFileError
    if most_bytes is not None and found.st_size > most_bytes:
        os.close(fd)
        raise TooLargeError(most_bytes)
    return os.fdopen(fd, "rb")


def read_regular(path: Path, most_bytes: int) -> bytes:
    """Return the content of a regular file.

    Raises:
        OSError: if the file cannot be read, is not a regular file, or is too large.
    """
    with open_regular(path, most_bytes) as file:
        data = file.read(most_bytes + 1)
    if len(data) > most_bytes:  # the file grew, or its size is unknown (as in /proc)
        raise TooLargeError(most_bytes)
    return data
