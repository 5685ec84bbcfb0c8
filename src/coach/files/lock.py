"""Locks that the system frees when their process ends, however it ends."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
"""A file system without locks must not keep anybody from training."""

if sys.platform == "win32":  # not yet run
    import msvcrt

    # Locks of Windows are on bytes, and keep others from reading them: take one that is
    # far behind the end.
    _BYTE = 2**31 - 2

    def take(fd: int, *, wait: bool) -> bool:
        """Lock an open file for this process alone; False if another one has it."""
        place = os.lseek(fd, 0, os.SEEK_CUR)
        os.lseek(fd, _BYTE, os.SEEK_SET)
        try:
            # Waiting is ten tries in ten seconds; then the error is the caller's.
            msvcrt.locking(fd, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if wait or error.errno not in {errno.EACCES, errno.EDEADLK}:
                raise
            return False
        finally:
            os.lseek(fd, place, os.SEEK_SET)
        return True
else:
    import fcntl

    def take(fd: int, *, wait: bool) -> bool:
        """Lock an open file for this process alone; False if another one has it."""
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            return False
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise
        return True


def is_free(fd: int) -> bool:
    """Lock an open file, if that shows that nobody else uses it.

    Where there are no locks, nothing shows it.
    """
    if sys.platform == "win32":
        return False
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def is_still(fd: int, path: Path) -> bool:
    """Whether an open file is the one that now has this name."""
    try:
        return os.path.samestat(os.fstat(fd), path.stat())
    except FileNotFoundError:
        return False
