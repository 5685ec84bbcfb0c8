"""Disks that remember what was synced, and disks that refuse: whole, and no mocks."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from coach.files.durable import Disk


class WatchedDisk(Disk):
    """Remembers what each file held when somebody waited for it."""

    def __init__(self) -> None:
        self.synced: list[bytes] = []
        """What was in the files, in order."""
        self.folders: list[tuple[Path, tuple[str, ...]]] = []
        """Folders, and the names in them."""

    def sync(self, fd: int) -> None:
        self.synced.append(os.pread(fd, os.fstat(fd).st_size, 0))

    def sync_folder(self, folder: Path) -> None:
        self.folders.append((folder, tuple(sorted(path.name for path in folder.iterdir()))))


class BrokenDisk(Disk):
    """Takes everything, and never says that it is safe."""

    def sync(self, fd: int) -> None:
        assert fd >= 0
        raise OSError(errno.EIO, "Input/output error")

    def sync_folder(self, folder: Path) -> None:
        """Nothing: a folder's failure is not told."""
