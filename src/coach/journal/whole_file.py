"""A file that appears with all its text or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from coach.journal.own_file import sync_folder

_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file, in place of one that has the name, to stay after a power cut.

    Raises:
        OSError: if that is not possible; then nothing has changed.
    """
    part = path.with_name(f".{path.name[:80]}.{os.getpid()}.part")
    # What somebody trained, and where it hurt, is for nobody else to read.
    descriptor = os.open(part, _FLAGS, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
    sync_folder(path.parent)
