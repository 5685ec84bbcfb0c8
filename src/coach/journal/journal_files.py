"""The files of a journal, their lines, and the lines that are not records."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

import msgspec

from coach.errors import Problem
from coach.files.os_error import reason
from coach.files.regular import NotAFileError, open_regular
from coach.model import bounds
from coach.text.count_of import count_of

LONGEST_LINE = 16 * 1024 * 1024
"""Longest possible record; longer lines are skipped without loading them."""


class LineFault(StrEnum):
    """Reasons why a line is not a record."""

    CUT_OFF = "cut off or damaged"
    NUL = "with NUL bytes"
    NOT_UTF8 = "not UTF-8"
    FOREIGN = "not a record"
    NEWER = "from a newer version of coach"
    COUNTER = "with an impossible record number"
    LONG = "longer than 16 MB"
    BEYOND = "with an impossible value"


class Tally(msgspec.Struct):
    """Faulty lines of one file."""

    faults: Counter[LineFault] = msgspec.field(default_factory=Counter)
    first_line: int = 0
    crc32: int = 0
    """Checksum of the faulty lines, by which they are recognised."""

    def add(self, fault: LineFault, line: int, digest: int) -> None:
        """Count a line that is not a record."""
        self.first_line = self.first_line or line
        self.faults[fault] += 1
        self.crc32 = zlib.crc32(digest.to_bytes(4), self.crc32)

    def problem(self, path: Path, unreadable: str = "") -> Problem | None:
        """Return all faults as one problem; None if there are none."""
        messages = [unreadable] if unreadable else []
        count = self.faults.total()
        if count:
            kinds = ", ".join(f"{n} {fault}" for fault, n in sorted(self.faults.items()))
            messages.append(f"coach skipped {count_of(count, 'line')} ({kinds})")
        if not messages:
            return None
        newer = LineFault.NEWER in self.faults
        hint = "update coach to read newer lines" if newer else "coach read everything else"
        # Problems that the user can solve are reported until solved.
        mark = "" if newer or unreadable else f"{self.first_line} {self.crc32:08x}"
        message = "; ".join(messages)
        return Problem(str(path), self.first_line, 0, message, hint, mark=mark)


def journal_files(folder: Path) -> list[Path]:
    """Return the files of a journal, by name; empty if the folder is missing.

    Raises:
        OSError: if the folder cannot be listed.
    """
    try:
        return sorted(
            path
            for path in folder.iterdir()
            # Hidden files belong to other programs, such as synchronisers.
            if path.suffix == ".jsonl" and not path.name.startswith(".")
        )
    except FileNotFoundError:
        return []


def open_journal_file(path: Path) -> BinaryIO:
    """Open a file of a journal.

    Raises:
        OSError: if the file cannot be opened, is not a regular file, or is too large.
    """
    return open_regular(path, bounds.JOURNAL_MB.most << 20)


def raw_lines_of(file: BinaryIO) -> Iterator[bytes]:
    """Yield all lines; of a line that is too long, yield only the start."""
    while line := file.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            rest = line
            while rest and not rest.endswith(b"\n"):
                rest = file.readline(1024 * 1024)
        yield line


def digest_of(line: bytes) -> int:
    """Return the checksum of a line, with or without its line end."""
    return zlib.crc32(line.rstrip(b"\r\n"))


def unreadable(folder: Path, error: OSError) -> Problem:
    """Return the problem for a folder that cannot be read at all."""
    message = f"the journal cannot be read: {reason(error)}"
    hint = "to keep the journal elsewhere, change the 'journal.folder' setting"
    return Problem(str(folder), 0, 0, message, hint)


def why_unreadable(error: OSError) -> str:
    """Return the reason why the rest of a file cannot be read."""
    if isinstance(error, NotAFileError):
        return "this is not a file"
    return f"the file cannot be read: {reason(error)}"
