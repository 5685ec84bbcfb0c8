"""Atomic writing of private files, and removal of files that killed programs left."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from coach.files.durable import DISK, Disk, make_folders
from coach.files.lock import is_free, is_still, take
from coach.files.regular import NotAFileError

PRIVATE = 0o600
"""File mode of training and health data, which only the user can read."""
SHARED = 0o666
"""File mode of drill files, schemas and postcards, which hold no health data; the user's
umask applies."""

_PART = r"\.coach-[0-9a-f]{16}\.part"
_NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
_LOOK = os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK
_NO_LINKS = {errno.EPERM, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK}


def write_whole(
    path: Path,
    data: bytes,
    *,
    replace: bool = True,
    mode: int = PRIVATE,
    disk: Disk | None = DISK,
) -> None:
    """Write a file atomically: afterwards it contains all the data, or is unchanged.

    Args:
        path: the file; a link with this name is replaced, not followed.
        data: the complete content.
        replace: whether an existing file may be replaced.
        mode: file mode.
        disk: disk that is waited for until the data would survive a power cut; None skips
            the wait.

    Raises:
        FileExistsError: if something exists there and must not be replaced.
        OSError: if the file cannot be written; then nothing has changed.
    """
    with part_in(path.parent, mode) as (part, fd):
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(fd, rest) :]
        if disk is not None:
            disk.sync(fd)
        if replace:
            _refuse_devices(path)
            part.replace(path)
        else:
            _put_in_place(part, path)
    if disk is not None:
        disk.sync_folder(path.parent)


@contextmanager
def part_in(folder: Path, mode: int = PRIVATE) -> Iterator[tuple[Path, int]]:
    """Create a temporary file with a random name; yield its path and descriptor.

    The caller renames the file. Otherwise it is removed afterwards.

    Raises:
        OSError: if no file can be created in the folder.
    """
    part, fd = _new_part(folder, mode)
    try:
        yield part, fd
    finally:
        with suppress(OSError):
            part.unlink()
        os.close(fd)
        sweep(folder)


def new_file(path: Path, mode: int = PRIVATE) -> int:
    """Create and open a new file without following links; return its descriptor.

    Raises:
        FileExistsError: if something with this name exists.
        OSError: if the file cannot be created.
    """
    return os.open(path, _NEW, mode)


def _new_part(folder: Path, mode: int) -> tuple[Path, int]:
    while True:
        part = folder / f".coach-{os.urandom(8).hex()}.part"
        fd = new_file(part, mode)
        try:
            take(fd, wait=True)  # marks it as in use, so that `sweep` spares it
            if is_still(fd, part):
                return part, fd
        except BaseException:
            os.close(fd)
            with suppress(OSError):
                part.unlink()
            raise
        os.close(fd)  # `sweep` removed it before it was locked


def _refuse_devices(path: Path) -> None:
    """Refuse to replace a pipe or a device, into which the user means to write."""
    with suppress(FileNotFoundError):
        kind = path.lstat().st_mode
        if not (stat.S_ISREG(kind) or stat.S_ISLNK(kind) or stat.S_ISDIR(kind)):
            raise NotAFileError


def _put_in_place(part: Path, path: Path) -> None:
    """Rename a file, unless something already has the new name."""
    try:
        os.link(part, path, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
    else:
        return
    os.close(new_file(path))  # no hard links here: reserve the name
    try:
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise


def sweep(folder: Path, names: str = _PART) -> None:
    """Remove the files that match and that no process has locked; ignore failures."""
    with suppress(OSError):
        with os.scandir(folder) as entries:
            found = [entry.name for entry in entries if re.fullmatch(names, entry.name)]
        for name in found:
            with suppress(OSError):
                _remove_if_free(folder / name)


def _remove_if_free(path: Path) -> None:
    fd = os.open(path, _LOOK)
    try:
        if stat.S_ISREG(os.fstat(fd).st_mode) and is_free(fd) and is_still(fd, path):
            path.unlink()
    finally:
        os.close(fd)


def append_private(path: Path, data: bytes) -> None:
    """Append to a file and make it private; create it and its folders if needed.

    Raises:
        OSError: if the file cannot be written, or something else has its name.
    """
    make_folders(path.parent)
    fd = os.open(path, _LOOK | os.O_APPEND | os.O_CREAT, PRIVATE)
    try:
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            raise NotAFileError
        os.fchmod(fd, PRIVATE)  # an older version left it readable by everyone
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(fd, rest) :]
    finally:
        os.close(fd)
