"""File locks, which the system releases when the process ends."""

from __future__ import annotations

import errno
import fcntl
import os
from pathlib import Path

_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
"""Errors from file systems without locks, on which coach works without them."""


def take(fd: int, *, wait: bool) -> bool:
    """Lock an open file for this process alone; return False if another one has it.

    On a file system without locks, return True without a lock.

    Raises:
        OSError: if locking fails for another reason.
    """
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
    return True


def is_free(fd: int) -> bool:
    """Lock an open file; return whether this proves that no other process uses it.

    On a file system without locks, nothing can prove it, so the answer is False.
    """
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def is_still(fd: int, path: Path) -> bool:
    """Return whether an open file still has this name; False if no file has it."""
    try:
        return os.path.samestat(os.fstat(fd), path.stat())
    except FileNotFoundError:
        return False
