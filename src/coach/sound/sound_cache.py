"""A cache folder for rendered words and tones, named by a hash of their properties."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from coach.files.atomic import part_in, sweep, write_whole
from coach.files.durable import make_folders
from coach.files.regular import read_regular

MOST_BYTES = 200_000_000
OLDEST_DAYS = 60
_DAY_S = 86_400


class SoundCache:
    """A cache in a folder, or in a temporary one if the folder is not writable."""

    def __init__(self, folder: Path) -> None:
        self.problem: str | None = None
        """Reason why nothing can be cached, so that no sound can be made; or None."""
        self._is_temporary = False
        self._has_new = False
        self._folder: Path | None = _usable(folder)
        if self._folder is None:
            try:
                self._folder = Path(tempfile.mkdtemp(prefix="coach-sound-"))
                self._is_temporary = True
            except OSError:
                self.problem = (
                    f"no sound: coach can write neither to '{folder}' "
                    "nor to a temporary folder"
                )

    def path(self, *facts: str) -> Path | None:
        """Return the path for the sound with these properties; it need not exist."""
        if self._folder is None:
            return None
        # Surrogates from a broken environment must not stop a session.
        key = "\0".join(facts).encode("utf-8", "surrogatepass")
        return self._folder / f"{hashlib.sha256(key).hexdigest()[:40]}.wav"

    def read(self, path: Path) -> bytes | None:
        """Return the cached sound and mark it as used; None if there is none."""
        try:
            content = read_regular(path, MOST_BYTES)
        except OSError:
            return None
        with suppress(OSError):
            os.utime(path)
        return content

    @contextmanager
    def part(self, path: Path) -> Iterator[Path]:
        """Provide a temporary file to render to, and remove it afterwards.

        Raises:
            OSError: if no file can be written to the folder.
        """
        with part_in(path.parent) as (part, _):
            yield part

    def keep(self, path: Path, content: bytes) -> None:
        """Write a sound atomically.

        Raises:
            OSError: if it cannot be written.
        """
        write_whole(path, content, disk=None)
        self._has_new = True

    def prune(self) -> None:
        """If any sounds were added, remove those long unused or beyond the limit."""
        if self._folder is None or not self._has_new:
            return
        self._has_new = False
        with suppress(OSError):
            _prune(self._folder)

    def close(self) -> None:
        """Remove the folder if it is temporary."""
        if self._is_temporary and self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None


def _usable(folder: Path) -> Path | None:
    """Return the full path of the folder, created if missing; None if not writable."""
    try:
        make_folders(folder)
        folder = folder.resolve()
        with part_in(folder):  # this also removes old leftovers
            return folder
    except (OSError, RuntimeError, ValueError):
        return None


def _prune(folder: Path) -> None:
    sweep(folder)
    with os.scandir(folder) as entries:
        files = [
            (entry.stat().st_mtime, entry.stat().st_size, entry.path)
            for entry in entries
            if entry.name.endswith((".wav", ".part")) and entry.is_file()
        ]
    files.sort(reverse=True)
    # A sound was just written, so the newest file gives the present time.
    oldest = files[0][0] - OLDEST_DAYS * _DAY_S if files else 0
    total = 0
    for used_at, size, path in files:
        total += size
        if total > MOST_BYTES or used_at < oldest:
            with suppress(OSError):
                os.unlink(path)  # noqa: PTH108  a path of scandir's, thousands of them
