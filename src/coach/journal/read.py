"""Reading a journal: all files of its folder, each record once."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, get_args

import msgspec

from coach.errors import Problem
from coach.files.os_error import reason
from coach.files.regular import NotAFileError, open_regular
from coach.journal.fold import one_of
from coach.journal.record_json import NOT_DECODABLE, decode_head, is_numbered, read_record
from coach.model import bounds
from coach.model.records import FORMAT, AnyRecord, Record

LONGEST_LINE = 16 * 1024 * 1024
"""Longest possible record; longer lines are skipped without loading them."""

_BEYOND = re.compile(
    rf"{bounds.BEYOND}|Expected `\w+` (?:[<>]=|of length)|Number out of range"
)
TYPES = frozenset(kind.__struct_config__.tag for kind in get_args(AnyRecord))
"""The types of all records that this program knows."""


class LineFault(StrEnum):
    """Reasons why a line is not a record."""

    CUT_OFF = "cut off or damaged"
    NUL = "with NUL bytes"
    NOT_UTF8 = "not UTF-8"
    FOREIGN = "not a record"
    NEWER = "from a newer coach"
    COUNTER = "with a counter that cannot be followed"
    LONG = "longer than 16 MB"
    BEYOND = "with a value that cannot be"


@dataclass(frozen=True, slots=True)
class JournalRead:
    """Contents of a journal folder."""

    records: tuple[AnyRecord, ...] = ()
    problems: tuple[Problem, ...] = ()
    """At most one problem per file."""


@dataclass(slots=True)
class Tally:
    """Faulty lines of one file."""

    faults: Counter[LineFault] = field(default_factory=Counter)
    first_line: int = 0
    crc32: int = 0
    """Checksum of the faulty lines, to recognise them."""

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
            lines = "1 line does" if count == 1 else f"{count} lines do"
            messages.append(f"{lines} not count ({kinds})")
        if not messages:
            return None
        newer = LineFault.NEWER in self.faults
        hint = "update coach to see all" if newer else "everything else was read"
        # Problems that the user can solve are reported until solved.
        mark = "" if newer or unreadable else f"{self.first_line} {self.crc32:08x}"
        message = "; ".join(messages)
        return Problem(str(path), self.first_line, 0, message, hint, mark=mark)


def read_journal(folder: Path) -> JournalRead:
    """Read all files of a journal, conflict copies and other devices' included.

    Never raises for the contents of the folder. A missing folder is an empty history.
    """
    try:
        files = journal_files(folder)
    except OSError as error:
        return JournalRead(problems=(unreadable(folder, error),))
    records: dict[str, AnyRecord] = {}
    problems = [problem for path in files if (problem := _read_file(path, records))]
    return JournalRead(tuple(records.values()), tuple(problems))


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


def unreadable(folder: Path, error: OSError) -> Problem:
    """Return the problem that the whole folder cannot be read."""
    message = f"the journal cannot be read: {reason(error)}"
    hint = "set 'journal.folder' in the settings to keep it elsewhere"
    return Problem(str(folder), 0, 0, message, hint)


def _read_file(path: Path, records: dict[str, AnyRecord]) -> Problem | None:
    tally = Tally()
    try:
        with open_journal_file(path) as file:
            _read_lines(file, records, tally)
    except OSError as error:
        return tally.problem(path, why_unreadable(error))
    return tally.problem(path)


def open_journal_file(path: Path) -> BinaryIO:
    """Open a file of a journal.

    Raises:
        OSError: if it cannot be opened, is not a regular file, or is too large.
    """
    return open_regular(path, bounds.JOURNAL_MB.most << 20)


def why_unreadable(error: OSError) -> str:
    """Return why the rest of a file cannot be read."""
    if isinstance(error, NotAFileError):
        return "is not a file"
    return f"cannot be read: {reason(error)}"


def _read_lines(file: BinaryIO, records: dict[str, AnyRecord], tally: Tally) -> None:
    for number, line in enumerate(lines_of(file), start=1):
        found = record_on(line)
        if isinstance(found, LineFault):
            tally.add(found, number, digest_of(line))
        elif found is not None:
            known = records.setdefault(found.id, found)
            if known is not found:
                records[found.id] = one_of(known, found)


def lines_of(file: BinaryIO) -> Iterator[bytes]:
    """Yield all lines; of a line that is too long only its start."""
    while line := file.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            rest = line
            while rest and not rest.endswith(b"\n"):
                rest = file.readline(1024 * 1024)
        yield line


def digest_of(line: bytes) -> int:
    """Return the checksum of a line, with or without its line end."""
    return zlib.crc32(line.rstrip(b"\r\n"))


def record_on(line: bytes) -> AnyRecord | LineFault | None:
    """Return the record on a line, or why there is none; None for an empty line."""
    try:
        found: AnyRecord | LineFault | None = read_record(line)
    except NOT_DECODABLE:
        found = _salvage(line)
    if isinstance(found, Record) and found.format > FORMAT:
        return LineFault.NEWER
    return found


def _salvage(line: bytes) -> AnyRecord | LineFault | None:
    """Return what a line that does not decode is; None for an empty line."""
    if len(line) > LONGEST_LINE:
        return LineFault.LONG
    # A power cut may leave NUL bytes, and an editor a byte order mark.
    text = line.removeprefix(b"\xef\xbb\xbf").strip(b"\0 \t\r\n")
    if not text:
        return LineFault.NUL if b"\0" in line else None
    try:
        return read_record(text)
    except NOT_DECODABLE as error:
        return _fault(text, error)


def _fault(text: bytes, error: Exception) -> LineFault:
    if not _is_utf8(text):
        return LineFault.NOT_UTF8
    if not isinstance(error, msgspec.ValidationError):
        return LineFault.CUT_OFF if text.startswith(b"{") else LineFault.FOREIGN
    try:
        head = decode_head(text)
    except NOT_DECODABLE:
        return LineFault.COUNTER if is_numbered(text) else LineFault.FOREIGN
    if head.type not in TYPES or head.format > FORMAT:
        return LineFault.NEWER
    return LineFault.BEYOND if is_beyond(error) else LineFault.FOREIGN


def is_beyond(error: Exception) -> bool:
    """Return whether an error means that only a value is out of bounds."""
    return bool(_BEYOND.match(str(error)))


def _is_utf8(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True
