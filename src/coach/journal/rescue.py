"""Records that the journal did not take, put where they wait to be brought back."""

from __future__ import annotations

import os
import shlex
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from coach.errors import JournalError
from coach.journal.writer import JournalWriter

ENDING = ".jsonl"


class Rescued(NamedTuple):
    """Where the records are."""

    records: int
    path: Path

    @property
    def where(self) -> str:
        """Return the half sentence that names the file."""
        count = "1 record is" if self.records == 1 else f"{self.records} records are"
        return f"{count} in '{self.path}'"

    @property
    def how_back(self) -> str:
        """Return the command that brings them back."""
        return command_for(self.path)


def command_for(path: Path) -> str:
    """Return the command that brings the records of a file back."""
    return f"coach history import {shlex.quote(str(path))}"


def rescue_pending(
    writer: JournalWriter,
    folder: Path,
    temporary: Callable[[], Path] = lambda: Path(tempfile.mkdtemp(prefix="coach-")),
) -> Rescued | None:
    """Put what a writer could not write into a file of its own; None if nothing takes it.

    Args:
        writer: whose records they are; they stay pending.
        folder: where such files are looked for later.
        temporary: makes a folder for the user alone, for when that one takes nothing.
    """
    if not writer.pending:
        return None
    first = writer.pending[0]
    # Nobody can put anything in its place beforehand.
    name = f"coach-{first.id[:10]}-{os.urandom(4).hex()}{ENDING}"
    places = list(_places(folder, temporary))
    for is_synced in (True, False):
        for place in places:
            try:
                count = writer.rescue(place / name, is_synced=is_synced)
            except JournalError:
                continue
            return Rescued(count, place / name)
    return None


def _places(folder: Path, temporary: Callable[[], Path]) -> Iterator[Path]:
    yield folder
    try:
        yield temporary()
    except OSError:
        return


def waiting(folder: Path) -> list[Path]:
    """Return the files with records that nobody brought back yet."""
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ENDING)
    except OSError:
        return []
