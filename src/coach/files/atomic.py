"""Files that appear with all their text or not at all; what a kill leaves is swept."""

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
"""What somebody trained, and where it hurt, is for nobody else to read."""
SHARED = 0o666
"""For files that are made to be given away; the user's own mask decides."""

_PART = re.compile(r"\.coach-[0-9a-f]{16}\.part")
_NEW = (
    os.O_RDWR
    | os.O_CREAT
    | os.O_EXCL
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_BINARY", 0)
)
_LOOK = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_NO_LINKS = {errno.EPERM, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK}


def write_whole(
    path: Path,
    data: bytes,
    *,
    replace: bool = True,
    mode: int = PRIVATE,
    disk: Disk | None = DISK,
) -> None:
    """Write a file that is there with all its text, or not there at all.

    Args:
        path: where to; a link there is replaced, never followed.
        data: all its text.
        replace: whether it may take the place of a file that is there.
        mode: who may read it.
        disk: waited for, so that it stays after a power cut; None for what may be lost.

    Raises:
        FileExistsError: if something is there already and may not be replaced.
        OSError: if it cannot be written; then nothing has changed.
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
    """Make a new file with a name nobody can guess; it is gone afterwards, or renamed.

    Raises:
        OSError: if the folder takes no files.
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
    """Make a file that was not there, and open it; a link in its place is not followed.

    Raises:
        FileExistsError: if anything is there.
        OSError: if it cannot be made.
    """
    return os.open(path, _NEW, mode)


def _new_part(folder: Path, mode: int) -> tuple[Path, int]:
    while True:
        part = folder / f".coach-{os.urandom(8).hex()}.part"
        fd = new_file(part, mode)
        try:
            take(fd, wait=True)  # says that it is in use
            if is_still(fd, part):
                return part, fd
        except BaseException:
            os.close(fd)
            with suppress(OSError):
                part.unlink()
            raise
        os.close(fd)  # it was taken for a leftover before it was locked


def _refuse_devices(path: Path) -> None:
    """Let no pipe and no device be replaced: somebody meant to write into it."""
    with suppress(FileNotFoundError):
        kind = path.lstat().st_mode
        if not (stat.S_ISREG(kind) or stat.S_ISLNK(kind) or stat.S_ISDIR(kind)):
            raise NotAFileError


def _put_in_place(part: Path, path: Path) -> None:
    """Give a file its name, unless something has it."""
    try:
        os.link(part, path, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
    else:
        return
    os.close(new_file(path))  # this file system has no links: hold the place
    try:
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise


def sweep(folder: Path, names: re.Pattern[str] = _PART) -> None:
    """Remove the files that killed programs left in a folder; whatever fails stays."""
    with suppress(OSError):
        with os.scandir(folder) as entries:
            found = [entry.name for entry in entries if names.fullmatch(entry.name)]
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
    """Add to a file for the user alone, made with its folders if need be.

    Raises:
        OSError: if it cannot be written, or something else has its name.
    """
    make_folders(path.parent)
    fd = os.open(path, _LOOK | os.O_APPEND | os.O_CREAT, PRIVATE)
    try:
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            raise NotAFileError
        os.fchmod(fd, PRIVATE)  # an older coach left it for everybody to read
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(fd, rest) :]
    finally:
        os.close(fd)
