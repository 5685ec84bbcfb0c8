"""Rescue files: records that could not be written to the journal, kept for import."""

from __future__ import annotations

import os
import shlex
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from coach.errors import JournalError
from coach.files.regular import read_regular
from coach.journal.device_file import highest_counter
from coach.journal.writer import JournalWriter
from coach.model.bounds import IMPORT_MB
from coach.text.count_of import count_of

ENDING = ".jsonl"


class Rescued(NamedTuple):
    """Place of the rescued records."""

    records: int
    path: Path

    @property
    def where(self) -> str:
        """Return a clause that names the file."""
        return f"coach saved {count_of(self.records, 'record')} in '{self.path}'"

    @property
    def how_back(self) -> str:
        """Return the command that imports the records."""
        return command_for(self.path)


def command_for(path: Path) -> str:
    """Return the command that imports the records of a file."""
    return f"coach history import {shlex.quote(str(path))}"


def rescue_pending(
    writer: JournalWriter,
    folder: Path,
    temporary: Callable[[], Path] = lambda: Path(tempfile.mkdtemp(prefix="coach-")),
) -> Rescued | None:
    """Write a writer's pending records to a rescue file; return None if that is impossible.

    Args:
        writer: the writer; its records stay pending.
        folder: the folder for rescue files.
        temporary: creates a private folder, in case ``folder`` cannot be written.
    """
    if not writer.pending:
        return None
    first = writer.pending[0]
    # The random name keeps others from placing a file there first.
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
    """Return the rescue files in a folder, sorted; empty if the folder cannot be read."""
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ENDING)
    except OSError:
        return []


def highest_waiting(folder: Path, device: str) -> int:
    """Return the highest counter of a device in the rescue files; 0 if there is none."""
    highest = 0
    for path in waiting(folder):
        try:
            lines = read_regular(path, IMPORT_MB.most << 20)
        except OSError:
            continue
        highest = max(highest, highest_counter(lines, device))
    return highest
