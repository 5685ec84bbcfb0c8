"""Waiting until written data would survive a power cut."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


class Disk:
    """Interface for flushing files and folders to the disk; tests have their own."""

    def sync(self, fd: int) -> None:
        """Return when everything written to an open file is on the disk.

        Raises:
            OSError: if the system reports that this failed.
        """
        os.fsync(fd)

    def sync_folder(self, folder: Path) -> None:
        """Make the names in a folder survive a power cut, if the system can."""
        # A serious error occurs again, and is reported, when the file itself is synced.
        with suppress(OSError):
            fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                self.sync(fd)
            finally:
                os.close(fd)


DISK = Disk()
"""The real disk."""


def make_folders(folder: Path, disk: Disk = DISK) -> None:
    """Create a private folder and its parents, and sync their names to the disk.

    Raises:
        OSError: if a folder cannot be created.
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
