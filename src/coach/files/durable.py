"""Making what was written survive a power cut."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path


class Disk:
    """Whoever writes waits for it."""

    def sync(self, fd: int) -> None:
        """Return when all that was written to an open file is on the disk.

        Raises:
            OSError: if that is not sure.
        """
        os.fsync(fd)

    def sync_folder(self, folder: Path) -> None:
        """Make the names in a folder survive, where the system can."""
        if sys.platform == "win32":
            return
        # What matters fails again, and is told, when the file itself is synced.
        with suppress(OSError):
            fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                self.sync(fd)
            finally:
                os.close(fd)


DISK = Disk()
"""The real one."""


def make_folders(folder: Path, disk: Disk = DISK) -> None:
    """Make a folder and those above it, for the user alone, to stay after a power cut.

    Raises:
        OSError: if one cannot be made.
    """
    missing = []
    while not folder.is_dir():
        missing.append(folder)
        if folder.parent == folder:
            break
        folder = folder.parent
    for new in reversed(missing):
        new.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        disk.sync_folder(new.parent)


PRIVATE_FOLDER = 0o700
